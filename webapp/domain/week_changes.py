"""What an answer moved in the days of this week still to come, in sentences: the old week against the new one."""

from collections.abc import Iterator, Mapping
from datetime import date

from webapp.domain.plan import Week
from webapp.domain.week import SESSIONS, WEEKDAYS


def week_changes(before: Week, after: Week, today: date, names: Mapping[str, str]) -> tuple[str, ...]:
    """One sentence for each session that found another day, came on or went; `names` by kind of session."""
    return tuple(line for kind in SESSIONS for line in _of_kind(before, after, today, kind, names[kind]))


def _of_kind(before: Week, after: Week, today: date, kind: str, name: str) -> Iterator[str]:
    old, new = (_days(week, today, kind) for week in (before, after))
    gone, come = [on for on in old if on not in new], [on for on in new if on not in old]
    for off, to in zip(gone, come, strict=False):
        yield f"{name}: from {_name(off)} to {_name(to)}. {new[to]}"
    for to in come[len(gone) :]:
        yield f"{name}: now on {_name(to)}. {new[to]}"
    reason = next((left.reason for left in after.left if left.kind == kind), "")
    for off in gone[len(come) :]:
        yield f"{name}: no longer on {_name(off)}" + (f", because {reason}." if reason else ".")


def _days(week: Week, today: date, kind: str) -> dict[date, str]:
    """The days of a kind still to come, each with why."""
    return {plan.on: plan.session_why for plan in week.days if plan.session == kind and plan.on >= today}


def _name(on: date) -> str:
    return WEEKDAYS[on.weekday()]
