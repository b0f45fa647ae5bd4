"""Loads: what can be made with a bar and plates, warm-up sets, the first load, the weekly change."""

import pytest

from tests.domain.lifters import lifted
from webapp.domain import loads
from webapp.domain.loads import Gear
from webapp.domain.profile import Profile

BAR = Gear(20)
FEW = Gear(20, (10, 10, 5))  # pairs: 20, 30, 40, 50, 60 and 70 kg


@pytest.mark.parametrize(
    ("kg", "gear", "expected"),
    [
        pytest.param(41, Gear(), 40, id="dumbbells in steps of 2.5"),
        pytest.param(42.5, Gear(), 42.5, id="a whole step stays"),
        pytest.param(2, Gear(), 0, id="less than a step is nothing"),
        pytest.param(49.9, BAR, 47.5, id="a bar with any plates, rounded down"),
        pytest.param(12, BAR, 20, id="never under the empty bar"),
        pytest.param(12, FEW, 20, id="never under the empty bar, with own plates"),
        pytest.param(49.9, FEW, 40, id="what the owned pairs can make"),
        pytest.param(50, FEW, 50, id="a pair of ten and a pair of five"),
        pytest.param(300, FEW, 70, id="all there is"),
        pytest.param(23, Gear(15), 22.5, id="a light bar"),
    ],
)
def test_a_load_is_rounded_down_to_what_can_be_made(kg, gear, expected):
    assert loads.at_most(kg, gear) == expected


@pytest.mark.parametrize(
    ("kg", "bar", "plates", "side"),
    [
        pytest.param(20, 20, (), (), id="the empty bar"),
        pytest.param(100, 20, (), (25, 15), id="the usual plates, the fewest"),
        pytest.param(62.5, 20, (), (20, 1.25), id="the smallest plate"),
        pytest.param(60, 20, (10, 10, 5), (10, 10), id="two pairs of the same"),
        pytest.param(58, 20, (10, 10, 5), (10, 5), id="less where the plates do not reach it"),
        pytest.param(50, 20, (5, 5, 5, 15), (15,), id="the fewest of several ways"),
    ],
)
def test_the_plates_of_one_side(kg, bar, plates, side):
    assert loads.plates_for(kg, bar, plates) == side


@pytest.mark.parametrize(
    ("load", "gear", "beginner", "expected"),
    [
        pytest.param(100, BAR, False, ((40, 5), (60, 4), (80, 2)), id="the usual three sets"),
        pytest.param(100, BAR, True, ((50, 5),), id="one set for a beginner"),
        pytest.param(37.5, Gear(), False, ((20, 5),), id="one set under 40 kg, rounded to the nearest"),
        pytest.param(40, BAR, False, ((20, 5), (25, 4), (32.5, 2)), id="never under the empty bar"),
        pytest.param(60, FEW, False, ((20, 5), (30, 4), (40, 2)), id="with the owned plates"),
        pytest.param(0, Gear(), False, (), id="body weight needs none"),
    ],
)
def test_the_warm_up_ladder(load, gear, beginner, expected):
    assert loads.warm_up(load, gear, beginner) == expected


@pytest.mark.parametrize(
    ("slug", "body_mass", "expected"),
    [
        pytest.param("back-squat", 90, 15, id="a fixed first load"),
        pytest.param("leg-press", None, 20, id="unknown body weight: the lowest"),
        pytest.param("leg-press", 70, 35, id="half of body weight"),
        pytest.param("leg-press", 30, 20, id="never less than the lowest"),
        pytest.param("split-squat", 70, 0, id="body weight alone"),
    ],
)
def test_the_first_load(catalogue, slug, body_mass, expected):
    assert loads.start(catalogue.exercises[slug], body_mass) == expected


@pytest.mark.parametrize(
    ("load", "rir", "expected"),
    [
        pytest.param(100, 6, 110, id="more than five left"),
        pytest.param(20, 5, 25, id="five left: at least 5 kg more"),
        pytest.param(60, 4, 63, id="four left"),
        pytest.param(60, 3, 60, id="three left: that is the load"),
        pytest.param(60, 2, 54, id="two left is too heavy"),
        pytest.param(60, 0, 54, id="nothing left"),
    ],
)
def test_finding_a_load(load, rir, expected):
    assert loads.found(load, rir) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("load", "rir", "expected"),
    [
        pytest.param(80, 3, 84, id="five per cent"),
        pytest.param(30, 5, 32.5, id="2.5 kg at least"),
        pytest.param(140, 4, 145, id="5 kg at most"),
        pytest.param(80, 2, 82.5, id="two left"),
        pytest.param(80, 1, 80, id="one left stays"),
    ],
)
def test_the_weekly_raise(load, rir, expected):
    assert loads.raised(load, rir) == pytest.approx(expected)


def test_more_reps_scale_a_load_down_and_fewer_never_up():
    lift = lifted(100, reps=5, rir=3)
    assert loads.scaled(lift, 8, 4) == pytest.approx(100 * 1.2540 / 1.4200, abs=0.05)
    assert loads.scaled(lift, 4, 2) == 100


@pytest.mark.parametrize(
    ("asked", "planned", "expected"),
    [
        pytest.param(40, 42.4, 40, id="the load that was lifted"),
        pytest.param(15, 16, 15.909, id="under 25 kg the earned part of a step counts"),
        pytest.param(15, 15.5, 15.5, id="as far as it is earned"),
        pytest.param(15, 30, 15.909, id="but never more than leads to the next step"),
    ],
)
def test_what_the_cap_counts_from(asked, planned, expected):
    assert loads.reference(asked, planned) == pytest.approx(expected, abs=0.001)


def test_the_cap_is_ten_per_cent_and_one_step_from_nothing():
    assert loads.within_cap(50, 40) == pytest.approx(44)
    assert loads.within_cap(5, 0) == 2.5
    assert loads.capped(lifted(60, week_load=40), 60) == pytest.approx(44)
    assert loads.capped(lifted(60), 60) == 60


@pytest.mark.parametrize(
    ("weight", "known", "gear"),
    [
        pytest.param("barbell", {}, Gear(20), id="the usual bar"),
        pytest.param("barbell", {"bar": 15, "plates": (5,)}, Gear(15, (5,)), id="their own"),
        pytest.param("trap-bar", {"bar": 15, "plates": (5,)}, Gear(20, (5,)), id="the trap bar is another bar"),
        pytest.param("dumbbell", {"bar": 15, "plates": (5,)}, Gear(), id="no bar"),
    ],
)
def test_the_gear_behind_a_weight(weight, known, gear):
    assert loads.gear_of(Profile(**known), weight) == gear
