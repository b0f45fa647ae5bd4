"""How regularly a runner keeps up: weeks and days for the Progress screen. Nothing here ever falls back to zero."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.domain.days import week_of, weekday
from webapp.domain.phases import DONE_SHARE

WEEKS = 12  # weeks of consistency shown [d]
HEAT_WEEKS = 17  # weeks of the calendar shown, about four months [d]
KEPT_SHADE = 0.5  # a kept day is never paler than this, also when a short version kept it [d]


@dataclass(frozen=True, slots=True)
class DayDone:
    """One opened day: rows asked for, rows ticked, and whether it counts as kept (DECISIONS 1)."""

    day: date
    asked: int
    done: int
    counted: bool


@dataclass(frozen=True, slots=True)
class WeekDone:
    """Days kept of the days that asked for something, in the week from this Monday."""

    monday: date
    kept: int
    asked: int


@dataclass(frozen=True, slots=True)
class HeatDay:
    """`share` 0 to 1 of the day's rows done; None where nothing was asked."""

    on: date
    share: float | None


def day_done(
    day: date,
    blocks: Iterable[tuple[str, frozenset[str]]],
    shorts: Iterable[frozenset[str]],
    done: frozenset[str],
) -> DayDone:
    """A day from the keys of each block and short version, and the keys ticked; counted as advance.counts does."""
    blocks = tuple(blocks)
    keys = frozenset(key for _, block in blocks for key in block)
    hips = frozenset(key for kind, block in blocks for key in block if kind == "hip") or keys
    short = any(short and short <= done for short in shorts)
    counted = bool(hips) and (short or len(hips & done) >= DONE_SHARE * len(hips))
    return DayDone(day, len(keys), len(keys & done), counted)


def weeks(
    done_by_day: Mapping[date, DayDone], today: date, n: int = WEEKS, free_day: str | None = None
) -> tuple[WeekDone, ...]:
    """The last `n` weeks, oldest first. Before the first day, on rest days and on the free day nothing was asked."""
    first = min(done_by_day, default=today)
    mondays = (week_of(today)[0] - timedelta(weeks=back) for back in reversed(range(n)))
    return tuple(_week(monday, done_by_day, first, today, free_day) for monday in mondays)


def lately(done_by_day: Mapping[date, DayDone], today: date, n: int, free_day: str | None = None) -> tuple[bool, ...]:
    """Of the `n` days before today those that asked for something, oldest first: whether each was kept."""
    first = max(min(done_by_day, default=today), today - timedelta(days=n))
    days = [first + timedelta(days=back) for back in range((today - first).days)]
    kept = {day for day in days if day in done_by_day and done_by_day[day].counted}
    return tuple(day in kept for day in days if day in kept or _was_asked(day, done_by_day.get(day), today, free_day))


def heat(done_by_day: Mapping[date, DayDone], today: date, weeks: int = HEAT_WEEKS) -> tuple[HeatDay, ...]:
    """Every day from the Monday of the first week shown to today, oldest first."""
    first = week_of(today)[0] - timedelta(weeks=weeks - 1)
    days = (first + timedelta(days=n) for n in range((today - first).days + 1))
    return tuple(HeatDay(day, _share(done_by_day.get(day))) for day in days)


def _week(
    monday: date, done_by_day: Mapping[date, DayDone], first: date, today: date, free_day: str | None
) -> WeekDone:
    days = [day for day in week_of(monday) if first <= day <= today]
    kept = [day for day in days if day in done_by_day and done_by_day[day].counted]
    asked = [day for day in days if day in kept or _was_asked(day, done_by_day.get(day), today, free_day)]
    return WeekDone(monday, len(kept), len(asked))


def _was_asked(day: date, done: DayDone | None, today: date, free_day: str | None) -> bool:
    """Today is not asked for until it is kept: the evening is still to come. A day that was never opened was asked."""
    if day == today or weekday(day) == free_day:
        return False
    return done is None or done.asked > 0


def _share(done: DayDone | None) -> float | None:
    if done is None or not done.asked:
        return None
    return max(min(1.0, done.done / done.asked), KEPT_SHADE if done.counted else 0.0)
