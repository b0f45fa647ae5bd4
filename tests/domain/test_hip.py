"""Daily hip strength: the rotation, the roles of a full day, levels."""

import pytest

from tests.domain.mornings import MONDAY, morning, newcomer, rows, settled
from webapp.domain.hip import ROTATION, STARTER, session_of
from webapp.domain.profile import Profile
from webapp.domain.runner import Runner
from webapp.domain.safety import Limits
from webapp.domain.sheet import Report

BAND = Profile(minutes=60, kit=frozenset({"band"}))


def session(catalogue, standing, full: bool) -> str:
    return session_of(Runner(catalogue, Profile(), standing, Limits(), MONDAY), full)


def test_the_first_week_has_its_own_session(catalogue):
    assert session(catalogue, newcomer(), full=False) == STARTER


def test_full_days_take_the_three_in_turn_and_each_round_begins_one_further_on(catalogue):
    turns = [session(catalogue, settled(full_days=n), full=True)[-1] for n in range(12)]
    assert "".join(turns) == "abcbcacababc"


def test_a_light_day_is_neither_the_last_full_one_nor_the_next(catalogue):
    for done in range(12):
        near = {session(catalogue, settled(full_days=n), full=True) for n in (done - 1, done)}
        assert {session(catalogue, settled(full_days=done), full=False)} == set(ROTATION) - near


def test_somebody_with_light_days_only_sees_all_three(catalogue):
    seen = {session(catalogue, settled(light_days=n), full=False) for n in range(3)}
    assert seen == set(ROTATION)


@pytest.mark.parametrize(
    ("full_days", "kit", "filled"),
    [
        pytest.param(0, {"band"}, set(), id="A has all three roles"),
        pytest.param(1, {"band"}, set(), id="B has all three roles"),
        pytest.param(2, {"band"}, {"single-leg-balance"}, id="C lacks a single-leg item"),
        pytest.param(1, set(), {"clamshell"}, id="B without a band lacks an external rotator"),
    ],
)
def test_a_full_day_is_filled_up_to_all_three_roles(catalogue, full_days, kit, filled):
    profile = Profile(minutes=60, kit=frozenset(kit))
    there = rows(morning(catalogue, profile, standing=settled(full_days=full_days)), "hip")
    planned = set(catalogue.sessions[ROTATION[full_days]].items)
    assert {slug for slug, row in there.items() if slug not in planned and not row.swapped_from} == filled


def test_a_role_that_is_blocked_is_not_filled(catalogue):
    there = rows(morning(catalogue, Profile(screen={"q07": "elsewhere"}), standing=settled(full_days=2)), "hip")
    assert not [slug for slug in there if "single-leg" in catalogue.exercises[slug].roles]


def test_a_second_level_item_has_its_three_sets_on_full_days_and_one_on_light_ones(catalogue):
    standing = settled(levels={"clamshell": 2})
    full = rows(morning(catalogue, BAND, standing=standing), "hip")["clamshell"]
    light = rows(
        morning(catalogue, BAND, standing=settled(levels={"clamshell": 2}, light_days=2), report=Report(ill="above")),
        "hip",
    )["clamshell"]
    assert [(row.level, row.sets) for row in (full, light)] == [(2, 3), (2, 1)]


def test_the_third_level_is_for_full_days(catalogue):
    standing = settled(levels={"side-lying-hip-abduction": 3})
    light = settled(levels={"side-lying-hip-abduction": 3}, light_days=2)
    assert rows(morning(catalogue, BAND, standing=standing), "hip")["side-lying-hip-abduction"].level == 3
    eased = rows(morning(catalogue, BAND, standing=light, report=Report(ill="above")), "hip")
    assert eased["side-lying-hip-abduction"].level == 1


def test_each_item_says_what_it_is_for(catalogue):
    there = rows(morning(catalogue, BAND), "hip")
    assert "outer hip" in there["side-lying-hip-abduction"].reason
    assert "knee" in there["clamshell"].reason
