"""When reminders ring next and what became of the last ones, as Me > Reminders shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from webapp.actions import days
from webapp.actions.planning import is_steady
from webapp.domain.checks import done_items
from webapp.domain.days import local_day
from webapp.domain.profile import Profile
from webapp.domain.reminder_list import gist, state
from webapp.domain.reminder_words import why
from webapp.domain.reminders import LATER, OF_NO_LIST, expires_at, is_paused, verdict
from webapp.domain.schedule import Occurrence, coming
from webapp.store import reminders
from webapp.store.engine import Session
from webapp.store.people import Person
from webapp.store.reminders import EXPIRED, PENDING, SENT, Reminder
from webapp.store.rings import Rings
from webapp.web.house import house
from webapp.web.run_card import clock
from webapp.web.words import day as day_words

AHEAD = timedelta(days=14)
BACK = timedelta(days=7)
MOST_AHEAD, MOST_BACK = 4, 7


@dataclass(frozen=True, slots=True)
class Ring:
    """One time it rings or rang: wall time, day in words, why; `quiet` why it will not after all."""

    at: str
    day: str
    why: str
    quiet: str = ""


@dataclass(frozen=True, slots=True)
class Firing:
    """`silent` is why nothing rings, off, paused or empty; `thinned`, that they come less often by now."""

    rings: tuple[Ring, ...]
    lately: tuple[Ring, ...]
    silent: str
    thinned: bool


def firing(session: Session, person: Person, profile: Profile, now: datetime) -> Firing:
    """Everything the screen says about times."""
    today = local_day(now, person.zone)
    planned = [one for one in reminders.since(session, person.id, today - BACK) if one.kind not in OF_NO_LIST]
    rested = profile.reminders.thin and is_steady(session, person.id, profile, today)
    ahead = _ahead(profile, planned, now)
    rings = tuple(_ring(profile, occurrence, today) for occurrence in ahead[:MOST_AHEAD])
    if ahead and (quiet := _quiet(session, person, profile, ahead[0], now, rested)):
        rings = (Ring(rings[0].at, rings[0].day, rings[0].why, quiet), *rings[1:])
    return Firing(rings, _lately(planned, today, person.zone), _silent(profile, today), rested and bool(rings))


def near_day(on: date, today: date) -> str:
    """Today, Tomorrow, Yesterday, else Tuesday 24 November."""
    near = {0: "Today", 1: "Tomorrow", -1: "Yesterday"}
    return near.get((on - today).days) or day_words(on)


def since(at: datetime, zone: str, today: date) -> str:
    """The day of an instant within a sentence: today, yesterday, Tuesday 24 November."""
    on = local_day(at, zone)
    return {0: "today", 1: "yesterday"}.get((today - on).days) or day_words(on)


def lost_since(rings: Rings, profile: Profile, today: date) -> str:
    """Since when this device does not ring, though it was to; nothing where it does, or is to stay off."""
    at = rings.lost_here
    return since(at, profile.zone, today) if at and profile.reminders.on else ""


def _ahead(profile: Profile, planned: list[Reminder], now: datetime) -> list[Occurrence]:
    """What is due, without what has rung already, and with what was put off."""
    rung = {(reminder.occurrence, reminder.day) for reminder in planned}
    usual = (o for o in coming(profile, now, now + AHEAD) if (o.name, o.day) not in rung)
    waiting = (
        Occurrence(reminder.occurrence, reminder.kind, reminder.day, reminder.due_at)
        for reminder in planned
        if reminder.state == PENDING and reminder.due_at > now
    )
    return sorted((*usual, *waiting), key=lambda occurrence: occurrence.due_at)


def _ring(profile: Profile, occurrence: Occurrence, today: date) -> Ring:
    words = house().catalogue.words
    said = words["reminders"]["asked_again"] if occurrence.kind == LATER else why(words, profile, occurrence)
    return Ring(clock(occurrence.due_at, profile.zone), near_day(occurrence.day, today), said)


def _quiet(
    session: Session, person: Person, profile: Profile, occurrence: Occurrence, now: datetime, rested: bool
) -> str:
    """Why nothing rings before the next one, or why today's will stay quiet, as the list stands now."""
    words, today = house().catalogue.words, local_day(now, person.zone)
    if occurrence.day != today:
        return words["reminders"]["paused"] if is_paused(profile.reminders, today) else ""
    opened = days.opened_day(session, person, now)
    if opened is None:
        return ""
    seen = state(gist(opened.sheet), done_items(opened.checks.values()), occurrence.kind)
    at = occurrence.due_at
    ends_at = expires_at(at, occurrence.day, person.zone)
    reason = verdict(profile.reminders, occurrence.kind, at, ends_at, at, person.zone, seen, rested)
    return f"{words['reminders']['will_be_quiet']}. {words['remind-quiet'][reason]}" if reason else ""


def _lately(planned: Iterable[Reminder], today: date, zone: str) -> tuple[Ring, ...]:
    over = [reminder for reminder in planned if reminder.state != PENDING]
    return tuple(
        Ring(clock(reminder.due_at, zone), near_day(reminder.day, today), _became(reminder))
        for reminder in reversed(over[-MOST_BACK:])
    )


def _became(reminder: Reminder) -> str:
    words = house().catalogue.words
    if reminder.state == SENT:
        return words["reminders"]["sent"]
    reason = reminder.reason or ("late" if reminder.state == EXPIRED else "")
    return words["remind-quiet"].get(reason, words["remind-quiet"]["late"])


def _silent(profile: Profile, today: date) -> str:
    if not profile.reminders.on:
        return "off"
    return "paused" if is_paused(profile.reminders, today) else "empty"
