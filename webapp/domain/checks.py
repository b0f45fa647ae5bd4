"""Ticks: an append-only log of checks; the latest by (at, op) wins, whatever order they arrive in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

LATE_DAYS = 14  # older ticks are kept and shown, but move nothing [d]
AMOUNT_RANGE = (0, 1000)
LOAD_RANGE = (0.0, 500.0)  # kg
EFFORT_RANGE = (0, 10)  # reps in reserve
PAIN_RANGE = (0, 10)


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


def is_late(day: date, today: date) -> bool:
    """Whether a day lies too far back to still move the plan."""
    return day < today - timedelta(days=LATE_DAYS)
