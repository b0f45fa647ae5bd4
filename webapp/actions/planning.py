"""Planning: alarms that are due become reminders, each once, and move on to their next time."""

import logging
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from webapp.actions import arming
from webapp.actions.days import open_day
from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import done_items
from webapp.domain.days import local_day
from webapp.domain.profile import Profile
from webapp.domain.progress import day_done, lately
from webapp.domain.reminder_list import Gist, gist, state
from webapp.domain.reminders import STEADY_WEEKS, THINNED, expires_at, steady, verdict
from webapp.domain.schedule import Occurrence
from webapp.store import alarms, crowds, deliveries, history, people, reminders, shapes, sheets
from webapp.store.alarms import Alarm
from webapp.store.crowds import Runner
from webapp.store.engine import Session
from webapp.store.reminders import EXPIRED, PENDING, SKIPPED, Reminder

WARM_WITHIN = timedelta(minutes=15)
POISON_WAITS = timedelta(minutes=10)
NO_DEVICE, LATE = "no-device", "late"

log = logging.getLogger("afterrun.reminders")


def plan_due(session: Session, catalogue: Catalogue, now: datetime, limit: int) -> int:
    """Plan up to `limit` alarms that are due; returns how many there were.

    All in a few statements; when that fails each by itself, so that one that cannot be planned is pushed away and never
    stands in the way of the others.
    """
    found = alarms.due(session, now, limit)
    try:
        with session.apart():
            _plan(session, catalogue, found, now)
    except Exception:
        for alarm in found:
            _plan_or_push_away(session, catalogue, alarm, now)
    return len(found)


def warm(session: Session, catalogue: Catalogue, now: datetime, limit: int) -> int:
    """Open today's list for people who are due within minutes, so that a full minute is cheap; returns how many."""
    opened = 0
    for alarm in alarms.without_sheet(session, now, now + WARM_WITHIN, limit):
        try:
            with session.apart():
                opened += _warm(session, catalogue, alarm, now)
        except Exception:
            log.exception("list not opened ahead")
    return opened


def is_steady(session: Session, user_id: UUID, profile: Profile, today: date) -> bool:
    """Whether four weeks of use let reminders thin out."""
    first = today - timedelta(weeks=STEADY_WEEKS)
    asked = sheets.asked(session, user_id, first, today)
    ticked = history.done(session, user_id, first, today)
    done = {on: day_done(on, a.blocks, a.short, ticked.get(on, frozenset())) for on, a in asked.items()}
    return steady(lately(done, today, STEADY_WEEKS * 7, profile.free_day))


def remind(
    session: Session, catalogue: Catalogue, due: Iterable[tuple[Runner, Occurrence]], now: datetime
) -> list[Reminder]:
    """Write down that occurrences are due, each with its deliveries or the reason it stays silent. Returns those that
    did not have their reminder already."""
    drafts = [(runner, _draft(runner, occurrence)) for runner, occurrence in due]
    devices = crowds.devices(session, {runner.id for runner, _ in drafts})
    days = {runner.id: local_day(now, runner.person.zone) for runner, _ in drafts if runner.id in devices}
    lists, ticks = crowds.lists(session, days), crowds.ticks(session, days)

    def decided(runner: Runner, draft: Reminder) -> Reminder:
        if now >= draft.expires_at or draft.day != local_day(now, runner.person.zone):
            return replace(draft, state=EXPIRED, reason=LATE)
        if runner.id not in devices:
            return replace(draft, state=SKIPPED, reason=NO_DEVICE)
        opened = lists.get(runner.id) or gist(open_day(session, catalogue, runner.person, now).sheet)
        return _judged(session, runner, draft, opened, done_items(ticks.get(runner.id, ())), now)

    planned = [decided(*each) for each in drafts]
    fresh = reminders.add_all(session, planned, now)
    made = [reminder for reminder in planned if reminder.id in fresh]
    ringing = [reminder for reminder in made if reminder.state == PENDING]
    deliveries.add(
        session,
        (
            (one.user_id, one.id, device, one.due_at, one.expires_at)
            for one in ringing
            for device in devices[one.user_id]
        ),
    )
    return made


def _plan_or_push_away(session: Session, catalogue: Catalogue, alarm: Alarm, now: datetime) -> None:
    try:
        with session.apart():
            _plan(session, catalogue, [alarm], now)
    except Exception:
        log.exception("alarm pushed away")
        alarms.move_on(session, alarm, replace(alarm, due_at=now + POISON_WAITS))


def _plan(session: Session, catalogue: Catalogue, found: Sequence[Alarm], now: datetime) -> None:
    """Alarms that were locked when they were read."""
    runners = crowds.runners(session, {alarm.user_id for alarm in found})
    moves, due = [], []
    for alarm in found:
        runner = runners[alarm.user_id]
        occurrence = arming.found_on(runner.profile, alarm.occurrence, alarm.day)
        if occurrence is None or occurrence.due_at <= now:
            following = arming.following(runner.profile, alarm.occurrence, max(now, alarm.due_at))
        else:
            # The rules of the zone changed since, or the alarm was pushed away.
            following = occurrence
        moves.append((alarm, following and arming.as_alarm(alarm.user_id, following)))
        if occurrence and occurrence.due_at <= now:
            due.append((runner, occurrence))
    alarms.move_all(session, moves)
    remind(session, catalogue, due, now)


def _draft(runner: Runner, occurrence: Occurrence) -> Reminder:
    return Reminder(
        reminders.id_of(runner.id, occurrence.name, occurrence.day),
        runner.id,
        occurrence.name,
        occurrence.day,
        occurrence.kind,
        occurrence.due_at,
        expires_at(occurrence.due_at, occurrence.day, runner.person.zone),
    )


def _judged(session: Session, runner: Runner, draft: Reminder, kept: Gist, done: Set[str], now: datetime) -> Reminder:
    """With the day's list and the verdict on it. Whether four weeks were steady is looked up only where it matters."""
    times = (draft.due_at, draft.expires_at, now)
    seen, zone = state(kept, done, draft.kind), runner.person.zone
    reason = verdict(runner.profile.reminders, draft.kind, *times, zone, seen, steady=True)
    if reason == THINNED and not is_steady(session, runner.id, runner.profile, local_day(now, zone)):
        reason = ""
    return replace(draft, list=shapes.gist_json(kept), reason=reason, **({"state": SKIPPED} if reason else {}))


def _warm(session: Session, catalogue: Catalogue, alarm: Alarm, now: datetime) -> bool:
    person = people.person(session, alarm.user_id)
    if person is None or local_day(now, person.zone) != alarm.day:
        return False
    open_day(session, catalogue, person, now)
    return True
