"""Weeks kept and days done, from what was asked and ticked."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from webapp.domain.progress import DayDone, HeatDay, WeekDone, day_done, heat, lately, weeks

WEDNESDAY = date(2026, 11, 18)
MONDAY = date(2026, 11, 16)


def days(first: date, *counted: bool | None) -> dict[date, DayDone]:
    """Days in a row from `first`; None is a day that asked for nothing."""
    made = {}
    for n, kept in enumerate(counted):
        day = first + timedelta(days=n)
        asked = 0 if kept is None else 6
        made[day] = DayDone(day, asked, 6 if kept else 0, bool(kept))
    return made


def test_a_week_counts_the_days_kept_of_the_days_asked():
    last = weeks(days(MONDAY - timedelta(days=7), True, True, False, True, True, None, True), WEDNESDAY)[-2]
    assert last == WeekDone(MONDAY - timedelta(days=7), kept=5, asked=6)


def test_a_day_that_was_never_opened_was_asked_for():
    done = days(MONDAY - timedelta(days=7), True)
    assert weeks(done, WEDNESDAY)[-2:] == (WeekDone(MONDAY - timedelta(days=7), 1, 7), WeekDone(MONDAY, 0, 2))


def test_nothing_was_asked_before_the_first_day():
    done = days(MONDAY + timedelta(days=1), True, True)
    assert weeks(done, WEDNESDAY) == (
        *(WeekDone(MONDAY - timedelta(weeks=n), 0, 0) for n in range(11, 0, -1)),
        WeekDone(MONDAY, 2, 2),
    )


def test_today_is_not_missed_before_it_is_over():
    assert weeks(days(MONDAY, True, True, False), WEDNESDAY)[-1] == WeekDone(MONDAY, 2, 2)


def test_the_free_day_is_never_asked_for_yet_counts_when_done():
    done = days(MONDAY - timedelta(days=7), True, True, True, True, True, True, False)
    assert weeks(done, WEDNESDAY, free_day="sun")[-2] == WeekDone(MONDAY - timedelta(days=7), 6, 6)
    done = days(MONDAY - timedelta(days=7), True, True, True, True, True, True, True)
    assert weeks(done, WEDNESDAY, free_day="sun")[-2] == WeekDone(MONDAY - timedelta(days=7), 7, 7)


def test_someone_new_has_twelve_quiet_weeks():
    assert [(week.kept, week.asked) for week in weeks({}, WEDNESDAY)] == [(0, 0)] * 12


@pytest.mark.parametrize("n", [1, 4, 12])
def test_weeks_are_in_a_row_and_end_with_this_one(n):
    mondays = [week.monday for week in weeks({}, WEDNESDAY, n)]
    assert len(mondays) == n
    assert mondays[-1] == MONDAY
    assert all(later - earlier == timedelta(weeks=1) for earlier, later in pairwise(mondays))


def test_the_calendar_runs_from_a_monday_to_today():
    shown = heat({}, WEDNESDAY)
    assert shown[0].on == MONDAY - timedelta(weeks=16)
    assert shown[-1].on == WEDNESDAY
    assert len(shown) == 16 * 7 + 3


def test_a_day_is_shaded_by_the_share_done():
    done = {MONDAY: DayDone(MONDAY, 8, 2, False)}
    assert HeatDay(MONDAY, 0.25) in heat(done, WEDNESDAY)


def test_a_day_that_asked_for_nothing_has_no_shade():
    assert HeatDay(MONDAY, None) in heat(days(MONDAY, None), WEDNESDAY)
    assert HeatDay(MONDAY, None) in heat({}, WEDNESDAY)


def test_more_done_than_asked_is_still_all_of_it():
    assert HeatDay(MONDAY, 1.0) in heat({MONDAY: DayDone(MONDAY, 4, 6, True)}, WEDNESDAY)


def test_a_day_kept_by_its_short_version_is_not_pale():
    assert HeatDay(MONDAY, 0.5) in heat({MONDAY: DayDone(MONDAY, 8, 2, True)}, WEDNESDAY)


HIPS = ("hip", frozenset({"a", "b", "c", "d"}))
REHAB = ("rehab", frozenset({"x@morning", "x@evening"}))


@pytest.mark.parametrize(
    ("ticked", "done", "counted"),
    [
        ("", 0, False),
        ("a", 1, False),
        ("a b", 2, True),
        ("x@morning x@evening", 2, False),
        ("a x@morning", 2, True),
        ("a b c d x@morning x@evening", 6, True),
        ("something-else", 0, False),
    ],
)
def test_half_of_the_hip_rows_or_a_whole_short_version_counts(ticked, done, counted):
    short = (frozenset({"a", "x@morning"}), frozenset())
    assert day_done(MONDAY, (HIPS, REHAB), short, frozenset(ticked.split())) == DayDone(MONDAY, 6, done, counted)


def test_a_day_without_hip_rows_is_judged_by_what_it_has():
    assert day_done(MONDAY, (REHAB,), (), frozenset({"x@morning"})).counted
    assert not day_done(MONDAY, (), (), frozenset({"x@morning"})).counted


@pytest.mark.parametrize(
    ("counted", "n", "free_day", "kept"),
    [
        ((True, False, None, True), 28, None, (True, False, True)),  # nothing was asked on the third
        ((True, False, None, True), 3, None, (False, True)),
        ((True, True), 28, None, (True, True, False, False)),  # not opened since Saturday
        ((True, True), 28, "mon", (True, True, False)),  # Monday is free
        ((True, True, False, True), 28, "mon", (True, True, True)),
        ((True, True, True, True), 28, "mon", (True,) * 4),  # kept although free
        ((True, True, True, True, False), 28, None, (True,) * 4),  # today is still to come
        ((), 28, None, ()),
    ],
)
def test_lately_holds_the_days_before_today_that_asked_for_something(counted, n, free_day, kept):
    saturday, today = MONDAY - timedelta(days=2), MONDAY + timedelta(days=2)
    assert lately(days(saturday, *counted), today, n, free_day) == kept
