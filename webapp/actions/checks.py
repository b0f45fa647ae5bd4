"""Ticking: taps come in singly or as a queue, late, twice or in any order, and each counts once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from webapp.actions import days
from webapp.domain import checks as rules
from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import Check
from webapp.domain.days import local_day
from webapp.domain.sheet import SLOTS, TEST_SLOT
from webapp.store import checks
from webapp.store.engine import Session
from webapp.store.people import Person

APPLIED, DUPLICATE, REJECTED, HELD = "applied", "duplicate", "rejected", "held"
SLOT_WORDS = {slot for slots in SLOTS.values() for slot in slots} | {TEST_SLOT}


@dataclass(frozen=True, slots=True)
class Tap:
    """One tap as a phone reports it. `age` is how long ago it was on the phone's own clock; `saw` the op that stood on
    the row when it was tapped, as far as the phone knew."""

    op: str
    day: str
    item: str
    done: bool
    age: timedelta = timedelta(0)
    user: str = ""  # whose tap it is; "" means the person signed in
    amount: int | None = None
    load: float | None = None
    effort: int | None = None
    pain: int | None = None
    saw: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one tap; `at` is when it counts as made, once it is stored."""

    op: str
    state: str
    reason: str = ""
    at: datetime | None = None


def check_off(
    session: Session, catalogue: Catalogue, person: Person, taps: Iterable[Tap], now: datetime, queued: bool = True
) -> list[Result]:
    """Stores each tap once and answers for each. A queued tap of a day long past is kept, marked late; a direct one is
    refused (DECISIONS 18). One bad tap never blocks the others."""
    taps, today = tuple(taps), local_day(now, person.zone)
    results = [_one(session, catalogue, person, tap, today, now, queued) for tap in taps]
    done = (date.fromisoformat(tap.day) for tap, result in zip(taps, results, strict=True) if result.state == APPLIED)
    moved = [day for day in done if day < today and not rules.is_late(day, today)]
    if moved:
        days.carry_on(session, catalogue, person, min(moved), now)
    return results


def _one(
    session: Session, catalogue: Catalogue, person: Person, tap: Tap, today: date, now: datetime, queued: bool
) -> Result:
    if tap.user and tap.user != str(person.id):
        return Result(tap.op, HELD, "This was ticked with another account.")
    fault = _fault(catalogue, tap, today, queued)
    if fault:
        return Result(tap.op, REJECTED, fault)
    check = _check(tap, today, now, _seen(session, person, tap))
    if checks.add(session, person.id, check, now):
        return Result(tap.op, APPLIED, at=check.at)
    return Result(tap.op, DUPLICATE, at=checks.same_op(session, person.id, UUID(tap.op)).at)


def _fault(catalogue: Catalogue, tap: Tap, today: date, queued: bool) -> str:
    """What is wrong with a tap, in words for people; nothing when it is fine."""
    slug, _, slot = tap.item.partition("@")
    if slug not in catalogue.exercises or slot not in SLOT_WORDS:
        return "This exercise is not known."
    if not _is_uuid(tap.op):
        return "This tick carries no proper number."
    day = _day(tap.day)
    if day is None:
        return "This is not a date."
    if day > today:
        return "That day has not come yet."
    if not queued and rules.is_late(day, today):
        return f"That day is more than {rules.LATE_DAYS} days ago and is closed."
    return _bad_detail(tap)


def _bad_detail(tap: Tap) -> str:
    for name, (_, (least, most)) in rules.DETAILS.items():
        value = getattr(tap, name)
        if value is not None and not least <= value <= most:
            return rules.limit_words(name)
    return ""


def _seen(session: Session, person: Person, tap: Tap) -> Check | None:
    """The check a tap was made in sight of, if it is here and of the same row."""
    saw = checks.same_op(session, person.id, UUID(tap.saw)) if _is_uuid(tap.saw) else None
    return saw if saw and (str(saw.day), saw.item) == (tap.day, tap.item) else None


def _check(tap: Tap, today: date, now: datetime, saw: Check | None) -> Check:
    day, at = date.fromisoformat(tap.day), rules.instant(now, tap.age, saw)
    details = {name: getattr(tap, name) for name in rules.DETAILS}
    return Check(str(UUID(tap.op)), day, tap.item, tap.done, at, **details, late=rules.is_late(day, today))


def _is_uuid(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
