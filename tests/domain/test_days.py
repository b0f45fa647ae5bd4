"""What day it is for a person."""

from datetime import UTC, date, datetime

import pytest

from webapp.domain.days import local_day, months_between, week_of, weekday, within_a_week

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("instant", "zone", "day"),
    [
        pytest.param("2026-11-22T23:30", "UTC", "2026-11-22", id="late in the evening"),
        pytest.param("2026-11-23T03:59", "UTC", "2026-11-22", id="a minute before four is still yesterday"),
        pytest.param("2026-11-23T04:00", "UTC", "2026-11-23", id="the day starts at four"),
        pytest.param("2026-11-22T23:30", "Asia/Tokyo", "2026-11-23", id="morning in Tokyo"),
        pytest.param("2026-11-23T08:59", "America/New_York", "2026-11-22", id="before four in New York"),
        pytest.param("2026-03-29T01:59", "Europe/Berlin", "2026-03-28", id="the night the clocks go forward: 03:59"),
        pytest.param("2026-03-29T02:00", "Europe/Berlin", "2026-03-29", id="the night the clocks go forward: 04:00"),
        pytest.param("2026-10-25T02:59", "Europe/Berlin", "2026-10-24", id="the night the clocks go back: 03:59"),
        pytest.param("2026-10-25T03:00", "Europe/Berlin", "2026-10-25", id="the night the clocks go back: 04:00"),
        pytest.param("2026-11-23T13:59", "Pacific/Kiritimati", "2026-11-23", id="fourteen hours ahead"),
        pytest.param("2026-11-22T22:14", "Asia/Kathmandu", "2026-11-22", id="a quarter of an hour off"),
    ],
)
def test_the_day_of_an_instant(instant, zone, day):
    assert local_day(datetime.fromisoformat(instant).replace(tzinfo=UTC), zone) == date.fromisoformat(day)


@pytest.mark.parametrize("day", [MONDAY, date(2026, 11, 26), date(2026, 11, 29)])
def test_a_week_is_monday_to_sunday(day):
    assert (week_of(day)[0], week_of(day)[6], len(week_of(day))) == (MONDAY, date(2026, 11, 29), 7)


def test_weekdays_have_their_words():
    assert [weekday(day) for day in week_of(MONDAY)] == ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def test_the_last_seven_days_include_today():
    days = (date(2026, 11, 16), date(2026, 11, 17), MONDAY)
    assert within_a_week(days, MONDAY) == days[1:]


def test_months_are_thirty_and_a_half_days():
    assert months_between(date(2026, 1, 1), date(2027, 1, 1)) == pytest.approx(11.99, abs=0.01)
