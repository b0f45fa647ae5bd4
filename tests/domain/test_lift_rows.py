"""One lift's row: level and weight by kit, the load, rests, warm-up sets, the time it takes."""

import pytest

from tests.domain.lifters import GYM, HOME, lifted, lifter, mastered
from tests.domain.mornings import MONDAY
from webapp.domain.lift_rows import Task, how, row, with_sets
from webapp.domain.standing import Lift

HEAVY = Task(sets=3, reps=5, rir=3, week=6, bar=True, watched=True)
NO_KIT: frozenset[str] = frozenset()


def _row(runner, slug, task=HEAVY):
    return row(runner, runner.catalogue.exercises[slug], task, "because")


def _with(catalogue, slug, kg=60.0, *, kit=GYM, lift=None, **known):
    return lifter(catalogue, standing=mastered(lifts={slug: lifted(kg, **(lift or {}))}), kit=kit, **known)


@pytest.mark.parametrize(
    ("slug", "week", "kit", "bar", "expected"),
    [
        pytest.param("back-squat", 1, GYM, True, (1, "barbell"), id="the first weeks"),
        pytest.param("back-squat", 3, GYM, True, (2, "barbell"), id="from week 3"),
        pytest.param("back-squat", 17, GYM, True, (3, "barbell"), id="from week 5"),
        pytest.param("romanian-deadlift", 1, GYM, True, (1, "dumbbell"), id="dumbbells first"),
        pytest.param("romanian-deadlift", 5, GYM, True, (3, "barbell"), id="then the bar"),
        pytest.param("romanian-deadlift", 5, GYM, False, (3, "dumbbell"), id="or heavy dumbbells"),
        pytest.param("split-squat", 1, HOME, False, (2, "dumbbell"), id="the lowest level with a weight"),
        pytest.param("split-squat", 5, NO_KIT, False, (1, ""), id="body weight"),
        pytest.param("single-leg-rdl", 3, NO_KIT, False, (2, ""), id="body weight, hands free"),
        pytest.param("step-up-loaded", 1, HOME, False, (1, "dumbbell"), id="a load that names no kit"),
        pytest.param("step-up-loaded", 1, NO_KIT, False, (1, ""), id="a backpack"),
        pytest.param("hip-thrust", 1, frozenset({"barbell", "bench"}), True, (2, "barbell"), id="hip thrust"),
        pytest.param("hip-thrust", 1, frozenset({"machine"}), True, (1, ""), id="hip thrust without a bench"),
        pytest.param("machine-leg-curl", 5, GYM, False, (1, ""), id="no lift of its own: where the runner stands"),
    ],
)
def test_level_and_weight(catalogue, slug, week, kit, bar, expected):
    task = Task(3, 5, 3, week=week, bar=bar)
    assert how(lifter(catalogue, kit=kit), catalogue.exercises[slug], task) == expected


def test_the_first_session_looks_for_the_load(catalogue):
    found = _row(lifter(catalogue, body_mass=80), "leg-press")
    assert (found.finding, found.sets, found.amount, found.rir, found.load) == (True, 5, 5, 3, 40)
    assert (found.rest, found.warm_up) == (120, ())
    assert "set by set" in found.note


def test_under_18_it_looks_with_sets_of_six(catalogue):
    assert _row(lifter(catalogue, closed=("under-6-reps",)), "leg-press").amount == 6


def test_an_accessory_looks_for_its_load_in_its_own_two_sets(catalogue):
    found = _row(lifter(catalogue), "heavy-calf-raise", Task(2, 8, 3, main=False))
    assert (found.finding, found.sets, found.amount, found.rest) == (True, 2, 8, 90)


def test_a_found_load_stands(catalogue):
    found = _row(_with(catalogue, "back-squat", lift={"reps": 5, "rir": 3}), "back-squat")
    assert (found.finding, found.sets, found.amount, found.rir, found.load) == (False, 3, 5, 3, 60)
    assert found.note == "Stop each set with 3 reps left."


def test_one_rep_left_is_said_in_the_singular(catalogue):
    task = Task(2, 5, 1, week=7, bar=True, watched=True)
    assert _row(_with(catalogue, "back-squat"), "back-squat", task).note == "Stop each set with one rep left."


@pytest.mark.parametrize(
    ("task", "lift", "known", "load"),
    [
        pytest.param({"reps": 8, "rir": 4}, {}, {}, 52.5, id="more reps: less"),
        pytest.param({"reps": 3, "rir": 1}, {}, {}, 60, id="fewer reps: not more"),
        pytest.param({"load_share": 0.7}, {}, {}, 40, id="42 kg, rounded down"),
        pytest.param({}, {"week_load": 50}, {}, 55, id="10 % over what was last lifted"),
        pytest.param({}, {}, {"plates": (10, 5)}, 50, id="with the plates owned"),
        pytest.param({"load_share": 0.1}, {}, {"bar": 15}, 15, id="never under the bar"),
    ],
)
def test_the_load_of_a_session(catalogue, task, lift, known, load):
    runner = _with(catalogue, "back-squat", lift=lift, **known)
    usual = {"sets": 3, "reps": 5, "rir": 3, "week": 6, "bar": True, "watched": True}
    assert _row(runner, "back-squat", Task(**usual | task)).load == load


@pytest.mark.parametrize(
    ("watched", "mass", "load"), [(True, 70, 60), (False, 70, 35), (False, None, 40), (False, 30, 20)]
)
def test_an_unwatched_trap_bar_stays_light(catalogue, watched, mass, load):
    runner = _with(catalogue, "trap-bar-deadlift", body_mass=mass)
    found = _row(runner, "trap-bar-deadlift", Task(3, 5, 3, week=6, watched=watched))
    assert found.load == load
    assert ("Keep the trap bar light" in found.note) is not watched


def test_the_power_clean_stays_at_three_reps(catalogue):
    assert _row(_with(catalogue, "power-clean"), "power-clean").amount == 3
    assert _row(lifter(catalogue), "power-clean").amount == 3


@pytest.mark.parametrize(
    ("week", "before", "sets"), [(4, False, 1), (4, True, 3), (5, False, 3)], ids=["new", "lifted before", "later"]
)
def test_a_beginner_has_one_warm_up_set(catalogue, week, before, sets):
    runner = _with(catalogue, "back-squat", lifted_before=before)
    assert len(_row(runner, "back-squat", Task(3, 5, 3, week=week, bar=True)).warm_up) == sets


def test_accessories_have_no_warm_up_sets(catalogue):
    assert _row(_with(catalogue, "goblet-squat"), "goblet-squat", Task(2, 8, 3, week=6, main=False)).warm_up == ()


@pytest.mark.parametrize(("reps", "rest"), [(4, 180), (5, 180), (6, 150), (8, 150)])
def test_heavy_sets_rest_longer(catalogue, reps, rest):
    assert _row(_with(catalogue, "back-squat"), "back-squat", Task(3, reps, 3, week=6, bar=True)).rest == rest


@pytest.mark.parametrize(("share", "sets"), [(1.0, 3), (0.6, 2), (0.5, 2), (0.1, 1)])
def test_a_share_of_the_sets_is_rounded_up(catalogue, share, sets):
    task = Task(3, 5, 3, week=6, bar=True, share=share)
    found = _row(_with(catalogue, "back-squat"), "back-squat", task)
    assert (found.sets, found.load) == (sets, 60)


def test_the_time_holds_working_sets_warm_up_sets_and_rests(catalogue):
    found = _row(_with(catalogue, "back-squat"), "back-squat")
    assert found.seconds == round(3 * (5 * 3.5 + 180) + (5 + 4 + 2) * 3.5 + 3 * 60)
    one_leg = _row(_with(catalogue, "step-up-loaded", 20), "step-up-loaded")
    assert one_leg.seconds == 3 * (5 * 3 * 2 + 180) + 5 * 3 * 2 + 60


def test_fewer_sets_take_less_time(catalogue):
    exercise, runner = catalogue.exercises["back-squat"], _with(catalogue, "back-squat")
    two = _row(runner, "back-squat", Task(2, 5, 3, week=6, bar=True, watched=True))
    assert with_sets(exercise, _row(runner, "back-squat"), 2) == two


def test_without_weights_the_reps_of_the_catalogue_count(catalogue):
    found = _row(lifter(catalogue, kit=NO_KIT), "split-squat")
    assert (found.load, found.finding, found.sets, found.amount, found.rest) == (None, False, 3, 8, 90)
    assert (found.rir, found.note) == (3, "body weight")


@pytest.mark.parametrize(("found", "amount"), [(False, 14), (True, 8)], ids=["grown", "the reps of its loaded sets"])
def test_without_weights_the_reps_grow(catalogue, found, amount):
    standing = mastered(lifts={"split-squat": Lift(0, found, MONDAY, reps=14)})
    assert _row(lifter(catalogue, kit=NO_KIT, standing=standing), "split-squat").amount == amount


def test_a_hold_has_no_reps_in_reserve(catalogue):
    found = _row(lifter(catalogue), "hamstring-bridge-hold")
    assert (found.unit, found.rir) == ("seconds", None)


def test_a_lift_never_rises_like_a_hip_item(catalogue):
    assert _row(lifter(catalogue), "back-squat").next_level == -1
    assert _row(lifter(catalogue, kit=NO_KIT), "split-squat").next_level == -1
