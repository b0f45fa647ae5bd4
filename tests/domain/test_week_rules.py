"""Which session may stand on which day: the table of training.md 4.8, spacing, caps."""

from datetime import time, timedelta

import pytest

from tests.domain.mornings import MONDAY
from webapp.domain.profile import Profile, Race, Run
from webapp.domain.run_day import run_day
from webapp.domain.week_rules import Spot, clashes, forbids

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def on_monday(kind: str = "", minutes: int = 40, tomorrow: str = "", in_two_days: str = ""):
    """A Monday with this run, and what follows; a run on Saturday, so that the week has any."""
    runs = [
        Run(w, k, minutes) for w, k in (("mon", kind), ("tue", tomorrow), ("wed", in_two_days), ("sat", "easy")) if k
    ]
    return run_day(Profile(runs=tuple(runs)), MONDAY)


@pytest.mark.parametrize(
    ("run", "circuit", "lift", "plyo"),
    [
        ("", "", "rest-day", "rest-day"),
        ("easy", "", "", ""),
        ("strides", "", "", ""),
        ("workout", "", "", ""),
        ("long", "long-day", "long-day", "long-day"),
        ("cross", "", "", "cross-jumps"),
    ],
)
def test_the_table_of_runs_and_sessions(run, circuit, lift, plyo):
    day = on_monday(run)
    assert [forbids(kind, day) for kind in ("circuit", "lift", "plyo")] == [circuit, lift, plyo]


@pytest.mark.parametrize("tomorrow", ["workout", "long"])
def test_the_eve_of_hard_running_takes_a_circuit_and_nothing_harder(tomorrow):
    day = on_monday("easy", tomorrow=tomorrow)
    assert forbids("circuit", day) == ""
    assert {forbids(kind, day) for kind in ("lift", "plyo", "test")} == {"eve-of-quality"}


def test_lifting_on_an_easy_day_needs_two_days_to_the_next_workout():
    assert forbids("lift", on_monday("easy", in_two_days="workout")) == "workout-soon"
    assert forbids("lift", on_monday("workout", in_two_days="workout")) == ""


def test_jumps_after_a_workout_only_when_it_was_short():
    assert forbids("plyo", on_monday("workout", minutes=45)) == ""
    assert forbids("plyo", on_monday("workout", minutes=46)) == "workout-not-fresh"


def test_a_week_without_any_runs_takes_everything_like_easy_days():
    day = run_day(Profile(), MONDAY)
    assert [forbids(kind, day) for kind in ("circuit", "lift", "plyo")] == ["", "", ""]


def test_days_without_a_run_take_what_no_run_day_can():
    """One long workout a week: jumps would never find a day; lifts have the workout."""
    day = run_day(Profile(runs=(Run("tue", "workout", 60),)), MONDAY + timedelta(days=3))
    assert (forbids("plyo", day), forbids("lift", day)) == ("", "rest-day")


def spots(text: str, **more: object) -> tuple[list[Spot], object]:
    """Sessions by letter from Monday, C L P T; the last letter is the one that is tried."""
    kinds = {"C": "circuit", "L": "lift", "P": "plyo", "T": "test"}
    runs = tuple(Run(weekday, "easy", 40, time(18)) for weekday in WEEKDAYS)
    days = [run_day(Profile(runs=runs, **more), MONDAY + timedelta(days=n)) for n in range(len(text))]
    found = [Spot(kinds[letter], day) for letter, day in zip(text, days, strict=True) if letter != "."]
    return found[:-1], found[-1]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("C.C.C", ""),
        ("C.C.C.C", "cap-circuit"),
        ("C.C.C..C", ""),
        ("C.C.T.C", "cap-circuit"),
        ("L.L", ""),
        ("LL", "apart-lift-lift"),
        ("L.L.L", "cap-lift"),
        ("P.P", ""),
        ("PP", "apart-plyo-plyo"),
        ("P.P..P", "cap-plyo"),
        ("L.P", ""),
        ("LP", "apart-lift-plyo"),
        ("L.P.P.L", "cap-hard"),
        ("CL", ""),
    ],
)
def test_how_close_and_how_many(text, reason):
    earlier, tried = spots(text)
    assert clashes(tried.kind, tried.day, earlier, first_level=False) == reason


def test_heavy_work_and_first_jumps_need_one_day_only():
    earlier, tried = spots("LP")
    assert clashes(tried.kind, tried.day, earlier, first_level=True) == ""
    earlier, tried = spots("PP")
    assert clashes(tried.kind, tried.day, earlier, first_level=True) == "apart-plyo-plyo"


def test_an_evening_and_a_morning_two_days_later_are_too_close():
    runs = (Run("mon", "easy", 60, time(19)), Run("wed", "easy", 40, time(7)))
    days = [run_day(Profile(runs=runs), MONDAY + timedelta(days=n)) for n in (0, 2)]
    assert clashes("plyo", days[1], [Spot("plyo", days[0])], first_level=False) == "apart-plyo-plyo"


@pytest.mark.parametrize(("text", "reason"), [("..L", ""), ("L.L", "cap-race-lift"), ("C.C", "cap-race-circuit")])
def test_once_in_the_seven_days_before_a_race(text, reason):
    earlier, tried = spots(text, races=(Race(MONDAY + timedelta(days=6), "B"),))
    assert clashes(tried.kind, tried.day, earlier, first_level=False) == reason
