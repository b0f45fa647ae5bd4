"""A date of the run week: the hardest run, when it ends, what comes tomorrow."""

from datetime import time, timedelta

import pytest

from tests.domain.mornings import MONDAY
from webapp.domain.profile import Profile, Race, Run, RunChange, Spell
from webapp.domain.run_day import run_day, runs_on

TUESDAY = MONDAY + timedelta(days=1)


def day(*runs: Run, **more: object):
    return run_day(Profile(runs=runs, **more), MONDAY)


def test_two_runs_make_the_day_of_the_harder_one():
    found = day(Run("mon", "easy", 30, time(7)), Run("mon", "workout", 60, time(18)))
    assert (found.hardest, found.minutes) == ("workout", 90)


@pytest.mark.parametrize(
    ("runs", "end"),
    [
        ((Run("mon", "easy", 30, time(7)), Run("mon", "easy", 45, time(18))), "2026-11-23 18:45"),
        ((Run("mon", "easy", 60, time(23, 30)),), "2026-11-24 00:30"),
        ((Run("mon", "easy", 60),), "2026-11-23 18:00"),
        ((), "2026-11-23 18:00"),
    ],
)
def test_when_the_last_run_is_over(runs, end):
    assert f"{day(*runs).end:%Y-%m-%d %H:%M}" == end


@pytest.mark.parametrize(
    ("tomorrow", "quality"), [("easy", False), ("strides", False), ("cross", False), ("workout", True), ("long", True)]
)
def test_the_eve_of_hard_running(tomorrow, quality):
    assert day(Run("tue", tomorrow, 60)).quality_next is quality


def test_the_eve_of_a_race_is_one_too():
    assert day(races=(Race(TUESDAY),)).quality_next


@pytest.mark.parametrize(
    ("weekday", "kind", "soon"), [("wed", "workout", True), ("wed", "long", False), ("thu", "workout", False)]
)
def test_a_workout_within_two_days(weekday, kind, soon):
    assert day(Run(weekday, kind, 60)).workout_soon is soon


def test_a_change_of_one_day_is_a_run_of_that_day_only():
    usual = Run("mon", "easy", 40, time(18), "a")
    called_off = RunChange(MONDAY, "a")
    assert runs_on(Profile(runs=(usual,), run_changes=(called_off,)), MONDAY) == ()
    assert runs_on(Profile(runs=(usual,), run_changes=(called_off,)), MONDAY + timedelta(days=7)) == (usual,)


@pytest.mark.parametrize(
    ("spell", "off"),
    [
        (Spell(MONDAY, MONDAY, "below"), "ill"),
        (Spell(MONDAY - timedelta(days=5), MONDAY - timedelta(days=3), "below"), "ill"),
        (Spell(MONDAY - timedelta(days=6), MONDAY - timedelta(days=4), "below"), ""),
        (Spell(MONDAY - timedelta(days=3), MONDAY - timedelta(days=1), "above"), ""),
        (Spell(MONDAY, MONDAY, "above"), "ill"),
    ],
)
def test_illness_keeps_sessions_off_until_two_light_days_are_over(spell, off):
    assert day(ill=(spell,)).off == off


def test_three_days_of_running_are_few():
    assert day(Run("mon", "easy", 30), Run("tue", "easy", 30)).few_runs
    assert not day(*(Run(weekday, "easy", 30) for weekday in ("mon", "tue", "wed", "thu"))).few_runs
