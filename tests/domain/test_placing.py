"""Placing a week's sessions: the sample weeks of training.md 4.8, days chosen by hand."""

from datetime import date, timedelta

import pytest

from tests.domain.mornings import MONDAY
from webapp.domain.placing import Wanted, place
from webapp.domain.profile import Profile, Race, Run
from webapp.domain.run_day import run_day
from webapp.domain.week_rules import Spot

LETTERS = {"circuit": "C", "lift": "L", "plyo": "P", "test": "T"}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
RUNS = {"e": "easy", "s": "strides", "w": "workout", "l": "long", "x": "cross"}
SUNDAY = MONDAY + timedelta(days=6)


def week(text: str, races: tuple[Race, ...] = ()):
    """Seven days by letter: e easy, s strides, w workout, l long, x cross-training, - none."""
    runs = tuple(Run(weekday, RUNS[kind], 40) for weekday, kind in zip(WEEKDAYS, text, strict=True) if kind != "-")
    return [run_day(Profile(runs=runs, races=races), MONDAY + timedelta(days=n)) for n in range(7)]


def placed(days, counts: dict[str, int], earlier: tuple[Spot, ...] = (), **more: object) -> str:
    found = place(days, earlier, Wanted(counts, **more))
    return "".join(LETTERS.get(found.get(day.on, ""), ".") for day in days)


def circuits(count: int) -> dict[str, int]:
    return {"circuit": count}


@pytest.mark.parametrize(
    ("runs", "counts", "expected"),
    [
        pytest.param("-weee-l", circuits(3), "C.C.C..", id="circuits beside five runs"),
        pytest.param("-w-e--l", circuits(3), "C.C.C..", id="three runs: circuits on the days without"),
        pytest.param("ewe-wel", circuits(3), "C.C.C..", id="seven days, two workouts"),
        pytest.param("-------", circuits(3), ".C.C.C.", id="no runs: beside the full hip days"),
        pytest.param("-weewel", {"lift": 2, "circuit": 1}, ".LC.L..", id="lifts on the hard days"),
        pytest.param("-weee-l", {"lift": 2, "circuit": 1}, ".LC.L..", id="a second lift on an easy day"),
        pytest.param(
            "e-wes-l", {"lift": 1, "plyo": 2}, "P.L.P..", id="jumps on fresh days, the lift after the workout"
        ),
        pytest.param("-w-e--l", {"lift": 1, "plyo": 1}, ".L.P...", id="three runs: lift, then jumps"),
        pytest.param("-llllw-", {"lift": 2}, ".....L.", id="long runs leave one day"),
        pytest.param("lllllll", circuits(3), ".......", id="nothing fits"),
        pytest.param("xxxxxxx", {"plyo": 2}, ".......", id="no jumps after cross-training"),
    ],
)
def test_where_sessions_fall(runs, counts, expected):
    assert placed(week(runs), counts) == expected


@pytest.mark.parametrize(
    ("priority", "expected"), [pytest.param("A", ".L.....", id="A race"), pytest.param("B", ".LC....", id="B race")]
)
def test_a_race_on_sunday(priority, expected):
    assert placed(week("-weee--", (Race(SUNDAY, priority),)), {"lift": 2, "circuit": 1}) == expected


def test_what_was_asked_for_last_week_counts():
    days = week("-weewel")
    sunday = run_day(Profile(), MONDAY - timedelta(days=1))
    assert placed(days, {"lift": 2}, (Spot("lift", sunday),)) == "....L..", "two in any seven days"


@pytest.mark.parametrize(
    ("pin", "expected"),
    [
        pytest.param((2, "circuit"), "..C", id="another day that is fine"),
        pytest.param((6, "circuit"), "......C", id="the long run: by hand it may"),
    ],
)
def test_a_day_chosen_by_hand(pin, expected):
    day, kind = pin
    assert placed(week("-weee-l"), circuits(1), pins={MONDAY + timedelta(days=day): kind}).startswith(expected)


def test_what_is_chosen_for_later_is_not_used_up_before():
    pins: dict[date, str] = {MONDAY + timedelta(days=4): "lift"}
    assert placed(week("-weee-l"), {"lift": 1}, pins=pins) == "....L.."


def test_a_choice_that_safety_forbids_by_now_is_passed_over():
    pins = {MONDAY + timedelta(days=5): "lift"}  # the eve of the long run
    assert placed(week("-weeeel"), {"lift": 1}, pins=pins) == ".L....."


def test_a_day_that_was_given_up_stays_empty():
    away = frozenset({(MONDAY, "circuit")})
    assert placed(week("-weee-l"), circuits(3), away_from=away)[0] == "."
