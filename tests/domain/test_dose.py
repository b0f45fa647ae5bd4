"""How much of an exercise: levels by kit, growth where kit is missing, and the time it takes."""

import pytest

from tests.domain.mornings import MONDAY
from webapp.domain.dose import Dose, item, level_of, minutes, next_level, seconds, written
from webapp.domain.standing import Standing

NO_KIT: frozenset[str] = frozenset()
BAND = frozenset({"band"})


@pytest.mark.parametrize(
    ("slug", "stands_at", "kit", "level"),
    [
        pytest.param("clamshell", 1, NO_KIT, 1, id="level 1 needs nothing"),
        pytest.param("clamshell", 3, BAND, 3, id="with a band"),
        pytest.param("clamshell", 3, NO_KIT, 1, id="the band is gone"),
        pytest.param("glute-bridge", 3, NO_KIT, 3, id="level 2 needs a band, level 3 does not"),
        pytest.param("glute-bridge", 2, NO_KIT, 1, id="level 2 alone needs it"),
    ],
)
def test_the_level_is_where_the_runner_stands_as_far_as_kit_goes(catalogue, slug, stands_at, kit, level):
    found = Standing(started_on=MONDAY, levels={slug: stands_at})
    assert level_of(catalogue.exercises[slug], found, kit) == level
    assert level_of(catalogue.exercises[slug], found, kit, easy=True) == 1


@pytest.mark.parametrize(
    ("slug", "level", "kit", "following"),
    [
        pytest.param("clamshell", 1, BAND, 2, id="one up"),
        pytest.param("clamshell", 1, NO_KIT, 0, id="more reps instead"),
        pytest.param("glute-bridge", 1, NO_KIT, 3, id="a level without kit is skipped"),
        pytest.param("clamshell", 3, BAND, -1, id="the top"),
    ],
)
def test_what_comes_after_a_level(catalogue, slug, level, kit, following):
    assert next_level(catalogue.exercises[slug], level, kit) == following


@pytest.mark.parametrize(
    ("slug", "growth", "dose"),
    [
        pytest.param("clamshell", 0, Dose(2, 15), id="as in the catalogue"),
        pytest.param("clamshell", 1, Dose(3, 17), id="two more reps, three sets"),
        pytest.param("clamshell", 10, Dose(3, 20), id="never over 20"),
        pytest.param("single-leg-balance", 10, Dose(3, 45), id="never over 45 s"),
    ],
)
def test_without_kit_it_grows_by_reps(catalogue, slug, growth, dose):
    assert written(catalogue.exercises[slug], 1, growth) == dose


@pytest.mark.parametrize(
    ("slug", "level", "dose", "expected"),
    [
        pytest.param("glute-bridge", 1, Dose(2, 15), 2 * 15 * 3 + 24, id="both legs at once"),
        pytest.param("clamshell", 1, Dose(2, 15), 2 * 2 * 15 * 2.5 + 24, id="each side"),
        pytest.param("clamshell", 1, Dose(2, 15, "left"), 5 * 15 * 2.5 + 36, id="one set more on the left"),
        pytest.param("glute-bridge", 1, Dose(2, 15, "left"), 2 * 15 * 3 + 24, id="no side to give more to"),
        pytest.param("calf-isometric-hold", 1, Dose(5, 45), 5 * 45 + 60, id="a level on both legs"),
        pytest.param("calf-isometric-hold", 3, Dose(5, 45), 2 * 5 * 45 + 60, id="the same on one leg"),
    ],
)
def test_time(catalogue, slug, level, dose, expected):
    assert seconds(catalogue.exercises[slug], level, dose) == round(expected)


def test_the_injured_side_gets_one_set_more(catalogue):
    row = item(catalogue.exercises["clamshell"], 1, Dose(3, 15, "left"), "because", NO_KIT)
    assert (row.sets_left, row.sets_right, row.sides) == (4, 3, 2)
    together = item(catalogue.exercises["calf-isometric-hold"], 1, Dose(5, 45, "left"), "because", NO_KIT)
    assert (together.sets_left, together.sets_right, together.sides) == (None, None, 1)


def test_minutes_are_rounded_up():
    assert [minutes(n) for n in (0, 1, 60, 61)] == [0, 1, 1, 2]


@pytest.mark.parametrize(
    ("session", "about"),
    [("hip_starter", 5), ("hip_a", 13), ("hip_b", 10), ("hip_c", 9), ("pedestal_basic", 2), ("lunge_matrix", 4)],
)
def test_named_sessions_take_about_the_minutes_of_the_time_table(catalogue, session, about):
    exercises = [catalogue.exercises[slug] for slug in catalogue.sessions[session].items]
    doses = [written(exercise, 1) for exercise in exercises]
    if session == "hip_starter":
        doses = [Dose(1, dose.amount) for dose in doses]
    total = sum(seconds(exercise, 1, dose) for exercise, dose in zip(exercises, doses, strict=True))
    assert abs(total / 60 - about) <= 1.5
