"""Placing hip work on the days of a week: runs, races, the free day."""

from datetime import date, timedelta

import pytest

from tests.domain.mornings import MONDAY
from tests.domain.strategies import known_content
from webapp.domain.advance import fresh
from webapp.domain.plan import Week
from webapp.domain.profile import Profile, Race, Run
from webapp.domain.run_day import runs_on
from webapp.domain.week import plan_week

SUNDAY = MONDAY + timedelta(days=6)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def planned(profile: Profile, on: date = MONDAY) -> Week:
    """The week of somebody who starts on Monday."""
    return plan_week(known_content(), profile, fresh(MONDAY), on)


def week(*runs: tuple[str, str], **more: object) -> str:
    """F full, l light, - nothing, from Monday."""
    profile = Profile(runs=tuple(Run(weekday, kind, 40) for weekday, kind in runs), **more)
    return "".join({"full": "F", "light": "l", "none": "-"}[plan.hip] for plan in planned(profile).days)


@pytest.mark.parametrize(
    ("placed", "expected"),
    [
        pytest.param(week(), "FlFlFll", id="no runs: Monday, Wednesday, Friday"),
        pytest.param(week(free_day="mon"), "-FlFlFl", id="no runs, Monday free"),
        pytest.param(week(("tue", "workout"), ("sun", "long")), "FlFlFll", id="a workout and a long run"),
        pytest.param(
            week(("mon", "workout"), ("tue", "easy"), ("wed", "workout"), ("fri", "long")),
            "lFlFlFl",
            id="three hard days",
        ),
        pytest.param(
            week(*((d, "workout") for d in ("mon", "tue", "wed", "thu", "fri", "sat"))), "llllllF", id="one day left"
        ),
        pytest.param(week(("tue", "easy"), ("tue", "workout")), "FlFlFll", id="two runs: the harder one counts"),
        pytest.param(
            week(("mon", "cross"), ("wed", "strides")), "FlFlFll", id="cross-training and strides take full work"
        ),
        pytest.param(week(races=(Race(SUNDAY, "A"),)), "FFlFl--", id="an A race on Sunday"),
        pytest.param(week(races=(Race(SUNDAY, "B"),)), "FFlFll-", id="a B race on Sunday"),
        pytest.param(week(races=(Race(day(2), "B"),)), "ll-lFFF", id="a race in the middle"),
        pytest.param(week(races=(Race(day(-1), "B"),)), "lFlFlFl", id="the day after a race"),
        pytest.param(
            week(races=(Race(day(2), "B"), Race(day(2), "A"))), "l--lFFF", id="two races on a day: the A race counts"
        ),
    ],
)
def test_where_the_full_days_fall(placed, expected):
    assert placed == expected


@pytest.mark.parametrize(
    ("runs", "kinds"),
    [
        pytest.param((("tue", "easy"), ("tue", "workout")), ["workout", "easy"], id="the hardest first"),
        pytest.param((("mon", "easy"),), [], id="another weekday"),
    ],
)
def test_the_runs_of_a_date(runs, kinds):
    profile = Profile(runs=tuple(Run(weekday, kind, 40) for weekday, kind in runs))
    assert [run.kind for run in runs_on(profile, day(1))] == kinds


def test_a_race_replaces_the_runs_of_its_day():
    profile = Profile(runs=(Run("tue", "easy", 40),), races=(Race(day(1)),))
    assert runs_on(profile, day(1)) == ()


@pytest.mark.parametrize(
    ("offset", "kind"),
    [(-1, "build"), (0, "race"), (6, "race"), (7, "recovery"), (11, "recovery"), (12, "return"), (19, "build")],
)
def test_the_kind_of_week_on_the_days_round_a_race(offset, kind):
    assert planned(Profile(races=(Race(SUNDAY),)), day(offset)).kind == kind


def test_every_day_says_why(catalogue):
    profile = Profile(
        free_day="thu",
        runs=(Run("mon", "workout", 60), Run("tue", "long", 90)),
        races=(Race(SUNDAY, "A"), Race(day(9))),
    )
    for start in (MONDAY, day(7)):
        for plan in planned(profile, start).days:
            assert catalogue.words["reasons"][plan.why]


def test_any_day_of_a_week_gives_the_same_seven_days():
    profile = Profile(runs=(Run("mon", "workout", 60),), races=(Race(day(3)),))
    assert len({planned(profile, day(number)).days for number in range(7)}) == 1
