"""How many sessions of each kind a week is to hold."""

from dataclasses import replace

import pytest

from tests.domain.lifters import lifter, mastered
from tests.domain.mornings import MONDAY, answered, days_ago
from webapp.domain import quota, safety
from webapp.domain.profile import Profile, Wishes
from webapp.domain.runner import Runner
from webapp.domain.sheet import Report
from webapp.domain.standing import Circuits, Standing

BEGUN = Circuits()
READY = Circuits(week=6, done=15, weeks=6)


def in_phase_2(catalogue, circuits: Circuits = BEGUN, **known: object) -> Runner:
    profile = Profile(screen=answered(catalogue), **known)
    standing = Standing(days_ago(60), phase=2, circuits=circuits, last_done=days_ago(1), starter_from=days_ago(60))
    return Runner(catalogue, profile, standing, safety.limits(catalogue, profile, MONDAY, Report(), standing), MONDAY)


def test_phase_1_has_no_sessions(catalogue):
    runner = in_phase_2(catalogue, stay=1)
    assert quota.wanted(runner) == {}


def test_three_circuits_a_week(catalogue):
    assert quota.wanted(in_phase_2(catalogue)) == {"circuit": 3}


def test_a_test_stands_in_for_one_of_them(catalogue):
    assert quota.wanted(in_phase_2(catalogue, READY)) == {"circuit": 2, "test": 1}


def test_the_first_week_after_a_long_break_has_none(catalogue):
    runner = in_phase_2(catalogue)
    assert quota.wanted(replace(runner, standing=replace(runner.standing, starter_from=MONDAY))) == {}


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        pytest.param(Wishes("barbell"), {"lift": 2, "circuit": 1}, id="lifting alone"),
        pytest.param(Wishes(plyometrics=True), {"plyo": 1, "circuit": 1}, id="jumps alone"),
        pytest.param(Wishes("barbell", True), {"lift": 2, "circuit": 1}, id="both begin with lifting"),
        pytest.param(Wishes(), {"circuit": 3}, id="neither: circuits for good"),
    ],
)
def test_phase_3_by_wishes(catalogue, wishes, expected):
    runner = lifter(catalogue, standing=mastered(phase=2), screen=answered(catalogue))
    profile = replace(runner.profile, wishes=wishes)
    assert quota.wanted(replace(runner, profile=profile)) == expected


def test_a_closed_branch_leaves_circuits(catalogue):
    runner = lifter(catalogue, standing=mastered(phase=2), screen=answered(catalogue), closed=("heavy",))
    assert quota.wanted(runner) == {"circuit": 3}
