"""The gate to lifting and jumps: the five conditions, safety, and that mastery stays."""

from datetime import timedelta

import pytest

from tests.domain.mornings import MONDAY, answered, days_ago, settled
from webapp.domain.mastery import advance, to_lifting_and_jumps
from webapp.domain.profile import Profile
from webapp.domain.runner import Runner
from webapp.domain.safety import Limits
from webapp.domain.sheet import Sheet
from webapp.domain.standing import Circuits, Placed, Red, Standing
from webapp.domain.standing import Tested as Try

TUESDAY = MONDAY + timedelta(days=1)


def log(*sessions: tuple) -> tuple[Placed, ...]:
    """Days ago, week, and of `counted`, `whole`, `eased` and `rounds` what differs."""
    return tuple(
        Placed(days_ago(ago), "circuit", **{"counted": True, "whole": True, "week": week, "rounds": 2, **more})
        for ago, week, more in sessions
    )


WHOLE = log((6, 6, {}), (4, 6, {}), (2, 6, {}))


def ready(catalogue, **known) -> Standing:
    """Somebody who has mastered circuits, but for what is said."""
    tests = {test.exercise: Try(days_ago(5), test.amount, True) for test in catalogue.tests if not test.opens}
    full = {"phase": 2, "circuits": Circuits(week=7, done=18, weeks=7), "sessions": WHOLE, "tests": tests}
    return settled(**{**full, **known})


def gate(catalogue, limits: Limits | None = None, **known):
    profile = Profile(screen=answered(catalogue))
    return to_lifting_and_jumps(Runner(catalogue, profile, ready(catalogue, **known), limits or Limits(), MONDAY))


def test_all_five_open_it(catalogue):
    found = gate(catalogue)
    assert (found.to_phase, found.met, found.done, found.needed, found.missing) == (3, True, 12, 12, ())
    assert not found.safety


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        pytest.param({"circuits": Circuits(done=9, weeks=4)}, ("3 more circuit sessions",), id="sessions"),
        pytest.param({"circuits": Circuits(done=11, weeks=4)}, ("1 more circuit session",), id="one session"),
        pytest.param({"circuits": Circuits(done=12, weeks=2)}, ("circuits in 2 more weeks",), id="weeks"),
        pytest.param({"circuits": Circuits(done=12, weeks=3)}, ("circuits in 1 more week",), id="one week"),
        pytest.param(
            {"sessions": (*log((14, 6, {"counted": False}), (12, 6, {"counted": False})), *WHOLE)},
            ("four of five planned circuits done over the last three weeks",),
            id="three of five planned",
        ),
        pytest.param(
            {"sessions": log((6, 6, {}), (4, 6, {}), (2, 6, {"whole": False}))},
            ("circuits as written at week 6 or later, three in a row",),
            id="a rep short",
        ),
        pytest.param(
            {"sessions": log((6, 5, {}), (4, 6, {}), (2, 6, {}))},
            ("circuits as written at week 6 or later, three in a row",),
            id="one of week 5",
        ),
        pytest.param(
            {"sessions": log((6, 3, {"rounds": 1}), (4, 5, {"rounds": 1}), (2, 5, {"rounds": 1}))},
            ("circuits as written at week 4 or later, three in a row",),
            id="one round for lack of minutes",
        ),
        pytest.param(
            {"sessions": WHOLE[:2]}, ("circuits as written at week 6 or later, three in a row",), id="only two"
        ),
        pytest.param({"reds": (Red(days_ago(3), "calf"),)}, ("11 more days without a red pain score",), id="a red day"),
        pytest.param(
            {"reds": (Red(days_ago(13), "calf"),)}, ("1 more day without a red pain score",), id="a red day long ago"
        ),
    ],
)
def test_what_is_missing_is_said(catalogue, known, missing):
    found = gate(catalogue, **known)
    assert not found.met
    assert found.missing == missing


@pytest.mark.parametrize(
    "known",
    [
        pytest.param({"sessions": (*log((14, 6, {"counted": False})), *WHOLE, *log((1, 6, {})))}, id="four of five"),
        pytest.param({"sessions": (*log((22, 6, {"counted": False})), *WHOLE)}, id="a missed one before that"),
        pytest.param(
            {"sessions": log((6, 6, {}), (5, 6, {}), (4, 6, {}), (2, 6, {"eased": True, "whole": False}))},
            id="lighter sessions are left out",
        ),
        pytest.param(
            {"sessions": log((6, 4, {"rounds": 1}), (4, 5, {"rounds": 1}), (2, 5, {"rounds": 1}))},
            id="week 4 where minutes leave one round",
        ),
        pytest.param({"reds": (Red(days_ago(14), "calf"),)}, id="two weeks since the red day"),
    ],
)
def test_what_does_not_matter_leaves_it_open(catalogue, known):
    assert gate(catalogue, **known).missing == ()


def test_the_test_names_what_is_still_to_pass(catalogue):
    tests = dict(ready(catalogue).tests)
    del tests["push-up"]
    tests["prisoner-squat"] = Try(days_ago(3), 20, False, 1)
    assert gate(catalogue, tests=tests).missing == ("the test still to pass: prisoner squat, push-up",)


def test_a_newcomer_reads_the_whole_way(catalogue):
    found = gate(catalogue, circuits=Circuits(), sessions=(), tests={})
    assert (found.done, len(found.missing)) == (0, 5)


@pytest.mark.parametrize(
    ("limits", "known", "safety"),
    [
        pytest.param(Limits(), {"circuits": Circuits(done=3, weeks=4)}, False, id="habit"),
        pytest.param(Limits(), {"reds": (Red(days_ago(3), "calf"),)}, True, id="a red day"),
        pytest.param(Limits(shut=frozenset({"phase-3"})), {}, True, id="phase 3 shut"),
        pytest.param(Limits(shut=frozenset({"phase-2"})), {}, True, id="phase 2 shut"),
        pytest.param(Limits(stopped="stop"), {}, True, id="stopped"),
        pytest.param(Limits(unasked=("q02",)), {}, True, id="questions open"),
    ],
)
def test_what_safety_asks_for_cannot_be_stepped_past(catalogue, limits, known, safety):
    found = gate(catalogue, limits, **known)
    assert (found.met, found.safety) == (False, safety)


def test_once_mastered_it_stays_met(catalogue):
    known = {"mastered_on": days_ago(60), "sessions": (), "reds": (Red(days_ago(2), "calf"),)}
    found = gate(catalogue, **known)
    assert (found.met, found.done) == (True, 12)


def test_but_what_safety_shuts_is_shut(catalogue):
    found = gate(catalogue, Limits(shut=frozenset({"phase-3"})), mastered_on=days_ago(60))
    assert (found.met, found.safety, found.missing) == (False, True, ("a safety answer keeps it closed for now",))


@pytest.mark.parametrize(
    ("known", "mastered_on"),
    [
        pytest.param({}, TUESDAY, id="all five hold"),
        pytest.param({"mastered_on": days_ago(9)}, days_ago(9), id="mastered before"),
        pytest.param({"phase": 1}, None, id="phase 1"),
        pytest.param({"circuits": Circuits(done=11, weeks=4)}, None, id="a session short"),
        pytest.param({"tests": {}}, None, id="not tested"),
    ],
)
def test_mastery_begins_the_day_after_all_five_hold(catalogue, known, mastered_on):
    after = advance(catalogue, ready(catalogue, **known), Sheet(MONDAY, 2, "light", ""), {}, TUESDAY)
    assert after.mastered_on == mastered_on
