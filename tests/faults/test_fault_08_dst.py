"""Fault 8: the clocks change. A time they skip moves forward, one they repeat rings at its first, once per date.

The instants of the table were worked out by hand from what each country decided; a whole year in 30 zones, compared
with another library, is in tests/domain/test_schedule.py.
"""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.domain.firings import LOUD, YEARS, due, follow
from webapp.domain.days import WEEKDAYS, starts_at
from webapp.domain.profile import Profile, Reminders, Run
from webapp.domain.schedule import next_occurrences, occurrences_on

QUIET_FROM, QUIET_UNTIL = LOUD
MINUTES = 24 * 60


def runner(zone: str, on: date, at: time, minutes: int) -> Profile:
    """One run a week, a reminder right at its end, no quiet hours."""
    chosen = Reminders(grace=0, rest_at=None, quiet_from=QUIET_FROM, quiet_until=QUIET_UNTIL)
    return Profile(zone=zone, runs=(Run(WEEKDAYS[on.weekday()], "easy", minutes, at, "run"),), reminders=chosen)


@pytest.mark.parametrize(
    ("zone", "on", "at", "minutes", "utc"),
    [
        # Berlin, 02:00 becomes 03:00: three hours after 23:30 it is 03:30.
        ("Europe/Berlin", "2026-03-28", "23:30", 180, "2026-03-29T01:30"),
        ("Europe/Berlin", "2026-10-24", "23:30", 180, "2026-10-25T00:30"),  # 02:30 for the first time
        ("Europe/Berlin", "2026-10-24", "23:30", 240, "2026-10-25T01:30"),  # 02:30 for the second
        ("Europe/Berlin", "2026-03-29", "18:00", 60, "2026-03-29T17:00"),
        ("Europe/Berlin", "2026-03-22", "18:00", 60, "2026-03-22T18:00"),
        ("Europe/Berlin", "2026-03-29", "02:30", 60, "2026-03-29T02:30"),  # skipped: it starts at 03:30
        ("Europe/Berlin", "2026-10-25", "02:30", 120, "2026-10-25T03:00"),  # 02:30 twice: held until the day begins
        ("America/New_York", "2026-03-08", "02:30", 60, "2026-03-08T08:30"),
        ("America/New_York", "2026-10-31", "23:00", 180, "2026-11-01T06:00"),  # 01:00 for the second time
        # Lord Howe, half an hour.
        ("Australia/Lord_Howe", "2026-10-03", "23:30", 180, "2026-10-03T16:00"),  # 03:00 by the new clock
        ("Australia/Lord_Howe", "2026-04-04", "23:30", 180, "2026-04-04T15:30"),  # 02:00 for the second time
        # Sao Paulo, midnight becomes 01:00, and back.
        ("America/Sao_Paulo", "2018-11-03", "23:30", 60, "2018-11-04T03:30"),
        (
            "America/Sao_Paulo",
            "2018-02-17",
            "23:30",
            30,
            "2018-02-18T02:00",
        ),  # 23:00 for the second time, then midnight
        # Nuuk, 23:00 becomes midnight: 23:30 is 00:30 of the next date, and still this day.
        ("America/Nuuk", "2026-03-28", "23:30", 30, "2026-03-29T02:00"),
        ("Africa/Casablanca", "2026-02-15", "06:00", 60, "2026-02-15T07:00"),  # back for the month of fasting
        ("Africa/Casablanca", "2026-03-22", "06:00", 60, "2026-03-22T06:00"),
        ("Asia/Kathmandu", "2026-03-28", "18:00", 60, "2026-03-28T13:15"),
        ("Antarctica/Troll", "2026-03-28", "23:30", 120, "2026-03-29T01:30"),  # two hours at once
    ],
)
def test_a_run_across_a_change_of_clocks_rings_when_its_minutes_have_passed(zone, on, at, minutes, utc):
    day = date.fromisoformat(on)
    profile = runner(zone, day, time.fromisoformat(at), minutes)
    (occurrence,) = occurrences_on(profile, day)
    assert occurrence.due_at == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "lost"),
    [
        ("Pacific/Apia", date(2011, 12, 30)),
        ("Pacific/Fakaofo", date(2011, 12, 30)),
        ("Pacific/Kiritimati", date(1994, 12, 31)),
        ("Pacific/Kwajalein", date(1993, 8, 21)),
    ],
)
def test_a_date_that_was_skipped_rings_nothing_and_its_neighbours_ring_once(zone, lost):
    profile = Profile(zone=zone)
    assert occurrences_on(profile, lost) == ()
    now = starts_at(lost - timedelta(days=3), zone)
    days = [occurrence.day for _, occurrence in follow(profile, now, now + timedelta(days=5))]
    assert days == [lost + timedelta(days=n) for n in (-3, -2, -1, 1, 2)]


def test_every_quarter_of_an_hour_of_the_days_around_every_change_rings_once_and_in_order():
    changes = 0
    for zone, year in YEARS:
        for on in changed_days(zone, year):
            changes += 1
            for day in (on - timedelta(days=1), on, on + timedelta(days=1)):
                found = [_one(zone, day, time(n // 60, n % 60)) for n in range(0, MINUTES, 15)]
                assert found == [due(zone, day, time(n // 60, n % 60)) for n in range(0, MINUTES, 15)], (zone, day)
    assert changes >= 40


def changed_days(zone: str, year: int) -> list[date]:
    """The dates of a year that are longer or shorter than 24 hours."""
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    return [day for day in days if starts_at(day + timedelta(days=1), zone) - starts_at(day, zone) != timedelta(days=1)]


def _one(zone: str, day: date, at: time) -> datetime | None:
    chosen = Reminders(rest_at=at, quiet_from=QUIET_FROM, quiet_until=QUIET_UNTIL)
    found = occurrences_on(Profile(zone=zone, reminders=chosen), day)
    return found[0].due_at if found else None


def test_asking_again_at_any_second_of_a_repeated_hour_never_rings_twice():
    profile = runner("Europe/Berlin", date(2026, 10, 24), time(23, 30), 180)
    due_at = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    before = [next_occurrences(profile, due_at - timedelta(minutes=n))[0].due_at for n in range(1, 181)]
    after = [next_occurrences(profile, due_at + timedelta(minutes=n))[0].day for n in range(181)]
    assert set(before) == {due_at}
    assert set(after) == {date(2026, 10, 31)}
