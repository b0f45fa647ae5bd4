"""Ticks: an append-only log of checks; the latest by (at, op) wins, whatever order they arrive in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

LATE_DAYS = 14  # older ticks are kept and shown, but move nothing [d]
AMOUNT_RANGE = (0, 1000)
LOAD_RANGE = (0.0, 500.0)  # kg
EFFORT_RANGE = (0, 10)  # reps in reserve
PAIN_RANGE = (0, 10)
DETAILS: Mapping[str, tuple[str, tuple[float, float]]] = {  # what may be logged with a tick: its name, least and most
    "amount": ("The amount", AMOUNT_RANGE),
    "load": ("The load", LOAD_RANGE),
    "effort": ("What was left in reserve", EFFORT_RANGE),
    "pain": ("Pain", PAIN_RANGE),
}
OLDEST = timedelta(days=400)  # an age beyond this is a broken clock, and is read as this
NEXT = timedelta(milliseconds=1)  # what phones tell apart


@dataclass(frozen=True, slots=True)
class Check:
    """One tap: `item` set to done or not done, with what was really done. A setter, never a toggle."""

    op: str
    day: date
    item: str  # exercise slug, or slug@slot
    done: bool
    at: datetime
    amount: int | None = None
    load: float | None = None
    effort: int | None = None
    pain: int | None = None
    late: bool = False


Outcomes = Mapping[str, Check]  # by item key, as fold gives them


def fold(checks: Iterable[Check]) -> Mapping[str, Check]:
    """The standing check of each item: the latest by (at, op), in whatever order they come; late ones are left out."""
    latest: dict[str, Check] = {}
    for check in checks:
        held = latest.get(check.item)
        if not check.late and (held is None or (held.at, held.op) < (check.at, check.op)):
            latest[check.item] = check
    return latest


def done_items(checks: Iterable[Check]) -> frozenset[str]:
    """Keys of the items that stand ticked."""
    return frozenset(key for key, check in fold(checks).items() if check.done)


def instant(now: datetime, age: timedelta, saw: Check | None) -> datetime:
    """When a tap was made: `age` ago, within reason, but after the check its maker saw, whatever the phone's clock did
    in between."""
    at = now - min(max(age, timedelta(0)), OLDEST)
    return max(at, saw.at + NEXT) if saw else at


def limit_words(name: str, most: float | None = None) -> str:
    """What a detail must be: "The load must be from 0 to 500."; `most` where it is told in another unit."""
    words, (least, largest) = DETAILS[name]
    return f"{words} must be from {least:g} to {largest if most is None else most:g}."


def is_late(day: date, today: date) -> bool:
    """Whether a day lies too far back to still move the plan."""
    return day < today - timedelta(days=LATE_DAYS)
