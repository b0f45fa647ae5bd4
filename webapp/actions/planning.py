"""Planning: alarms that are due become reminders, each once, and move on to their next time."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from webapp.actions import arming, days
from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import done_items
from webapp.domain.days import local_day
from webapp.domain.profile import Profile
from webapp.domain.progress import day_done, lately
from webapp.domain.reminder_list import Gist, gist, state
from webapp.domain.reminders import DAILY, STEADY_WEEKS, expires_at, steady, verdict
from webapp.domain.schedule import Occurrence
from webapp.domain.sheet import Sheet
from webapp.store import alarms, deliveries, history, people, profiles, reminders, shapes, sheets, subscriptions
from webapp.store.alarms import Alarm
from webapp.store.engine import Session
from webapp.store.people import Person
from webapp.store.reminders import EXPIRED, SKIPPED, Reminder

WARM_WITHIN = timedelta(minutes=15)
POISON_WAITS = timedelta(minutes=10)
NO_DEVICE, LATE = "no-device", "late"

log = logging.getLogger("afterrun.reminders")


@dataclass(frozen=True, slots=True)
class Runner:
    """Somebody to be reminded, with their answers."""

    person: Person
    profile: Profile

    @property
    def id(self) -> UUID:
        return self.person.id


def plan_due(session: Session, catalogue: Catalogue, now: datetime, limit: int) -> int:
    """Plan up to `limit` alarms that are due; returns how many there were.

    An alarm that cannot be planned is pushed away and never stands in the way of the others.
    """
    found = alarms.due(session, now, limit)
    for alarm in found:
        try:
            with session.apart():
                _plan(session, catalogue, alarm, now)
        except Exception:
            log.exception("alarm pushed away")
            alarms.move_on(session, alarm, replace(alarm, due_at=now + POISON_WAITS))
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


def list_of(sheet: Sheet) -> dict:
    """What a reminder keeps of a day's list; the revision tells whether it is still the same."""
    return {"revision": sheet.revision} | shapes.gist_json(gist(sheet))


def gist_of(kept: dict) -> Gist:
    """The list in what a reminder keeps."""
    return shapes.read_gist(kept)


def is_steady(session: Session, user_id: UUID, profile: Profile, today: date) -> bool:
    """Whether four weeks of use let reminders thin out."""
    first = today - timedelta(weeks=STEADY_WEEKS)
    asked = sheets.asked(session, user_id, first, today)
    ticked = history.done(session, user_id, first, today)
    done = {on: day_done(on, a.blocks, a.short, ticked.get(on, frozenset())) for on, a in asked.items()}
    return steady(lately(done, today, STEADY_WEEKS * 7, profile.free_day))


def _plan(session: Session, catalogue: Catalogue, alarm: Alarm, now: datetime) -> None:
    person = people.person(session, alarm.user_id)
    runner = Runner(person, profiles.newest(session, alarm.user_id))
    occurrence = arming.found_on(runner.profile, alarm.occurrence, alarm.day)
    if occurrence is None or occurrence.due_at <= now:
        following = arming.following(runner.profile, alarm.occurrence, max(now, alarm.due_at))
    else:
        # The rules of the zone changed since, or the alarm was pushed away.
        following = occurrence
    moved = alarms.move_on(session, alarm, following and arming.as_alarm(alarm.user_id, following))
    if moved and occurrence and occurrence.due_at <= now:
        remind(session, catalogue, runner, occurrence, now)


def remind(
    session: Session, catalogue: Catalogue, runner: Runner, occurrence: Occurrence, now: datetime
) -> Reminder | None:
    """Write down that an occurrence is due, with its deliveries or the reason it stays silent. None when it had its
    reminder already."""
    zone = runner.person.zone
    draft = Reminder(
        reminders.id_of(runner.id, occurrence.name, occurrence.day),
        runner.id,
        occurrence.name,
        occurrence.day,
        occurrence.kind,
        occurrence.due_at,
        expires_at(occurrence.due_at, occurrence.day, zone),
    )
    devices = subscriptions.ids(session, runner.id)
    planned = _decided(session, catalogue, runner, draft, devices, now)
    if not reminders.add(session, planned, now):
        return None
    if planned.state == reminders.PENDING:
        deliveries.add_all(session, runner.id, planned.id, devices, planned.due_at, planned.expires_at)
    return planned


def _decided(
    session: Session, catalogue: Catalogue, runner: Runner, draft: Reminder, devices: Sequence[UUID], now: datetime
) -> Reminder:
    """With the day's list and the verdict on it. Who has no device, or is told too late, gets no list made for it."""
    today = local_day(now, runner.person.zone)
    if now >= draft.expires_at or draft.day != today:
        return replace(draft, state=EXPIRED, reason=LATE)
    if not devices:
        return replace(draft, state=SKIPPED, reason=NO_DEVICE)
    opened = days.open_day(session, catalogue, runner.person, now)
    kept = list_of(opened.sheet)
    seen = state(gist(opened.sheet), done_items(opened.checks.values()), draft.kind)
    choices = runner.profile.reminders
    rested = choices.thin and draft.kind in DAILY and is_steady(session, runner.id, runner.profile, today)
    times = (draft.due_at, draft.expires_at, now)
    reason = verdict(choices, draft.kind, *times, runner.person.zone, seen, rested)
    return replace(draft, list=kept, reason=reason, **({"state": SKIPPED} if reason else {}))


def _warm(session: Session, catalogue: Catalogue, alarm: Alarm, now: datetime) -> bool:
    person = people.person(session, alarm.user_id)
    if person is None or local_day(now, person.zone) != alarm.day:
        return False
    days.open_day(session, catalogue, person, now)
    return True
