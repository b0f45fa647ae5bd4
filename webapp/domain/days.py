"""What day it is for a person: local days that start at 04:00, and weeks from Monday."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_STARTS_AT = time(4)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def local_day(now: datetime, zone: str) -> date:
    """The person's day at an aware instant; before 04:00 it is still yesterday."""
    local = now.astimezone(ZoneInfo(zone))
    return local.date() if local.time() >= DAY_STARTS_AT else local.date() - timedelta(days=1)


def starts_at(day: date, zone: str) -> datetime:
    """The instant a person's day begins."""
    return datetime.combine(day, DAY_STARTS_AT, ZoneInfo(zone)).astimezone(UTC)


def week_of(day: date) -> tuple[date, ...]:
    """The seven days, Monday to Sunday, of the week that holds this day."""
    monday = day - timedelta(days=day.weekday())
    return tuple(monday + timedelta(days=n) for n in range(7))


def within_a_week(days: Iterable[date], day: date) -> tuple[date, ...]:
    """Those of some past days that lie in the seven days ending on this one: weekly caps hold there too."""
    return tuple(on for on in days if (day - on).days < 7)


def weekday(day: date) -> str:
    """`mon` to `sun`."""
    return WEEKDAYS[day.weekday()]


def months_between(since: date, day: date) -> float:
    """Months from one date to another, a month being 30.44 days."""
    return (day - since).days / 30.44
