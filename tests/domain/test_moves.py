"""Moving a session by hand: what is fine, what a soft rule says, what safety refuses."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from tests.domain.mornings import MONDAY, answered, settled
from webapp.domain import moves, quota
from webapp.domain.moves import NOT_THERE, OTHER_WEEK, PAST, TAKEN, move, take_back
from webapp.domain.profile import Move, Profile, Race, Run, Spell
from webapp.domain.standing import Placed
from webapp.domain.week import plan_week

MON, TUE, WED, THU, FRI, SAT, SUN = (MONDAY + timedelta(days=n) for n in range(7))
RUNS = (
    Run("tue", "workout", 60, time(18)),
    Run("wed", "easy", 40, time(18)),
    Run("thu", "easy", 40, time(18)),
    Run("fri", "cross", 40, time(18)),
    Run("sun", "long", 90, time(9)),
)


@pytest.fixture
def wants(monkeypatch):
    """wants(lift=1): what the week is to hold."""
    return lambda **counts: monkeypatch.setattr(quota, "wanted", lambda runner: dict(counts))


@pytest.fixture
def profile(catalogue):
    return Profile(screen=answered(catalogue), runs=RUNS)


@pytest.fixture
def try_move(catalogue):
    """try_move(profile, "lift", TUE, WED): what comes of it on Monday morning."""

    def tried(profile, kind, on, to, today=MON, **known):
        return move(catalogue, profile, settled(phase=2, **known), today, Move(kind, on, to))

    return tried


def placed(catalogue, profile, today=MON) -> dict[date, str]:
    week = plan_week(catalogue, profile, settled(phase=2), today)
    return {plan.on: plan.session for plan in week.days if plan.session}


def said(catalogue, key: str) -> str:
    return catalogue.words["reasons"][key]


def test_a_session_goes_where_it_is_wished_for(catalogue, profile, wants, try_move):
    wants(circuit=1)
    ((on, kind),) = placed(catalogue, profile).items()
    found = try_move(profile, kind, on, FRI)
    assert (found.warning, found.refusal) == ("", "")
    assert placed(catalogue, found.profile) == {FRI: "circuit"}
    plan = plan_week(catalogue, found.profile, settled(phase=2), MON).on(FRI)
    assert (plan.moved, plan.session_why) == (True, said(catalogue, "place-moved"))


@pytest.mark.parametrize(
    ("counts", "kind", "to", "key"),
    [
        pytest.param({"lift": 1}, "lift", SUN, "warn-long-day", id="on the long run"),
        pytest.param({"circuit": 1}, "circuit", SUN, "warn-long-day", id="a circuit on the long run"),
        pytest.param({"plyo": 1}, "plyo", FRI, "warn-cross-jumps", id="jumps after cross-training"),
        pytest.param({"plyo": 1}, "plyo", TUE, "warn-workout-not-fresh", id="jumps after a long workout"),
    ],
)
def test_a_soft_rule_warns_in_one_sentence(catalogue, profile, wants, try_move, counts, kind, to, key):
    wants(**counts)
    (on,) = placed(catalogue, profile)
    found = try_move(profile, kind, on, to)
    assert found.profile is not None
    assert found.warning == said(catalogue, key).format(day=f"{to:%A}")


@pytest.mark.parametrize(
    ("counts", "to", "more", "key"),
    [
        pytest.param({"lift": 1}, SAT, {}, "refuse-eve-of-quality", id="the day before the long run"),
        pytest.param({"plyo": 1}, MON, {}, "refuse-eve-of-quality", id="the day before the workout"),
        pytest.param({"lift": 1}, FRI, {"races": (Race(SUN, "B"),)}, "refuse-race-near-b", id="close to a race"),
        pytest.param({"circuit": 1}, SAT, {"races": (Race(SAT, "B"),)}, "refuse-race-day", id="race day"),
        pytest.param({"circuit": 1}, SAT, {"free_day": "sat"}, "refuse-free-day", id="the free day"),
        pytest.param({"circuit": 1}, SAT, {"away": (Spell(SAT, SUN),)}, "refuse-away", id="while away"),
    ],
)
def test_a_rule_of_safety_refuses_in_one_sentence(catalogue, profile, wants, try_move, counts, to, more, key):
    wants(**counts)
    profile = replace(profile, **more)
    ((on, kind),) = placed(catalogue, profile).items()
    found = try_move(profile, kind, on, to)
    assert found.profile is None
    assert found.refusal == said(catalogue, key)


def test_heavy_sessions_keep_two_days_between_them(catalogue, profile, wants, try_move):
    wants(lift=2)
    log = (Placed(TUE, "lift", counted=True),)
    week = plan_week(catalogue, profile, settled(phase=2, sessions=log), WED)
    (on,) = (plan.on for plan in week.days if plan.session == "lift" and plan.on > TUE)
    found = try_move(profile, "lift", on, WED, today=WED, sessions=log)
    assert found.refusal == said(catalogue, "refuse-apart")


@pytest.mark.parametrize(
    ("on", "to", "today", "refusal"),
    [
        pytest.param(MON, FRI, MON, NOT_THERE, id="no session on that day"),
        pytest.param(TUE, MON + timedelta(days=7), MON, OTHER_WEEK, id="into the next week"),
        pytest.param(TUE, MON, TUE, PAST, id="into the past"),
        pytest.param(TUE, THU, MON, TAKEN, id="onto another session"),
    ],
)
def test_what_cannot_be(catalogue, profile, wants, monkeypatch, on, to, today, refusal):
    wants(lift=1, circuit=1)
    monkeypatch.setattr("webapp.domain.week.place", lambda *_: {TUE: "lift", THU: "circuit"})
    found = move(catalogue, profile, settled(phase=2), today, Move("lift", on, to))
    assert (found.profile, found.refusal) == (None, refusal)


def test_moving_twice_leaves_one_move(catalogue, profile, wants, try_move):
    wants(circuit=1)
    (on,) = placed(catalogue, profile)
    once = try_move(profile, "circuit", on, FRI)
    twice = try_move(once.profile, "circuit", FRI, SAT)
    assert twice.profile.moves == (Move("circuit", on, SAT),)
    assert placed(catalogue, twice.profile) == {SAT: "circuit"}


def test_taken_back_it_stands_where_the_plan_has_it(catalogue, profile, wants, try_move):
    wants(circuit=1)
    before = placed(catalogue, profile)
    (on,) = before
    moved = try_move(profile, "circuit", on, FRI).profile
    assert take_back(moved, Move("circuit", on, FRI)) == profile
    assert placed(catalogue, profile) == before
    assert take_back(profile, Move("circuit", on, FRI)) == profile


def test_old_moves_are_forgotten(catalogue, profile, wants, try_move):
    wants(circuit=1)
    (on,) = placed(catalogue, profile)
    long_ago = MON - timedelta(days=moves.KEPT_DAYS)
    found = try_move(replace(profile, moves=(Move("lift", long_ago, long_ago),)), "circuit", on, FRI)
    assert found.profile.moves == (Move("circuit", on, FRI),)
