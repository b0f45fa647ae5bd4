"""The heavy session of a day: its lifts, stand-ins, sets and reps, what it leaves out, how it gets shorter."""

from dataclasses import replace

import pytest

from tests.domain.lifters import COACHED, GYM, HOME, lifted, lifter, mastered, plan_of, row_of, session, slugs
from tests.domain.mornings import MONDAY, days_ago
from webapp.domain import lifting
from webapp.domain.lifting import ORDER
from webapp.domain.profile import Clearance, PastInjury
from webapp.domain.safety import Limits
from webapp.domain.sheet import LeftOut
from webapp.domain.standing import Placed

RACK = frozenset({"barbell", "rack"})
NO_KIT: frozenset[str] = frozenset()
COACH = (Clearance("coach", MONDAY),)


def _at(week: int, turn: int = 0, *done: str, **known: object):
    return mastered(path_week=week, lift_turn=turn, lifts={s: lifted(60) for s in done or ("back-squat",)}, **known)


@pytest.mark.parametrize(
    ("wish", "kit", "week", "turn", "expected"),
    [
        pytest.param("barbell", GYM, 1, 0, "lift_1", id="barbell"),
        pytest.param("barbell", GYM, 1, 1, "lift_2", id="the other day"),
        pytest.param("barbell", GYM, 12, 4, "lift_1", id="and again"),
        pytest.param("barbell", GYM, 13, 1, "lift_maintenance", id="keeping the strength"),
        pytest.param("barbell", frozenset({"barbell"}), 1, 0, "lift_nogym", id="no rack"),
        pytest.param("machines", GYM, 1, 1, "lift_machine", id="machines"),
        pytest.param("machines", HOME, 1, 0, "lift_nogym", id="no machine"),
        pytest.param("single-leg", NO_KIT, 1, 0, "lift_single_leg", id="on one leg needs nothing"),
    ],
)
def test_the_session_by_wish_and_kit(catalogue, wish, kit, week, turn, expected):
    runner = lifter(catalogue, wish, kit=kit, standing=_at(week, turn))
    assert lifting.session_of(runner, catalogue.path[week - 1]) == expected


@pytest.mark.parametrize(
    ("wish", "known", "turn", "expected"),
    [
        pytest.param(
            "barbell", {"coached": COACHED}, 0,
            ["back-squat", "romanian-deadlift", "split-squat", "heavy-calf-raise"], id="watched",
        ),
        pytest.param(
            "barbell", {}, 0,
            ["goblet-squat", "romanian-deadlift", "split-squat", "heavy-calf-raise"], id="nobody has watched",
        ),
        pytest.param(
            "barbell", {}, 1,
            ["trap-bar-deadlift", "step-up-loaded", "single-leg-rdl", "seated-calf-raise"], id="the second day",
        ),
        pytest.param(
            "barbell", {"cleared": COACH}, 0,
            ["power-clean", "back-squat", "romanian-deadlift", "split-squat"], id="with a coach: the clean first",
        ),
        pytest.param(
            "barbell", {"cleared": COACH, "age_band": "16-17"}, 0,
            ["back-squat", "romanian-deadlift", "split-squat", "heavy-calf-raise"], id="no clean under 18",
        ),
        pytest.param(
            "machines", {}, 0,
            ["leg-press", "hip-thrust", "machine-leg-curl", "heavy-calf-raise"], id="machines",
        ),
        pytest.param(
            "single-leg", {}, 0,
            ["rear-foot-elevated-split-squat", "single-leg-rdl", "step-up-loaded"], id="on one leg",
        ),
    ],
)  # fmt: skip
def test_the_lifts_of_a_session_in_order(catalogue, wish, known, turn, expected):
    assert slugs(session(lifter(catalogue, wish, standing=_at(1, turn), **known))) == expected


def test_only_a_barbell_and_nobody_has_watched_leaves_body_weight(catalogue):
    found = session(lifter(catalogue, kit=RACK))
    assert not set(slugs(found)) & {"back-squat", "romanian-deadlift", "heavy-calf-raise"}
    assert all(row.load is None for row in found.items)


def test_maintenance_weeks_have_two_lifts_and_no_more(catalogue):
    found = session(lifter(catalogue, coached=COACHED, jumps=True, standing=_at(13)))
    assert slugs(found) == ["back-squat", "trap-bar-deadlift"]
    assert found.name == "Maintenance lift"


@pytest.mark.parametrize("closed", ["heavy", "phase-3"])
def test_what_safety_shuts_has_no_session_and_says_so(catalogue, closed):
    runner = lifter(catalogue, closed=(closed,))
    reason = "a safety answer keeps heavy lifting closed for now"
    assert lifting.block(runner, plan_of(runner)) == (None, (LeftOut("lift", reason),))
    assert not lifting.possible(runner)


def test_nothing_that_suits_has_no_session_and_says_so(catalogue):
    runner = lifter(catalogue)
    runner = replace(runner, limits=Limits(held=frozenset(catalogue.exercises)))
    reason = "nothing heavy suits what hurts or is healing"
    assert lifting.block(runner, plan_of(runner)) == (None, (LeftOut("lift", reason),))
    assert not lifting.possible(runner)


def test_without_the_wish_it_is_not_possible(catalogue):
    assert lifting.possible(lifter(catalogue))
    assert not lifting.possible(lifter(catalogue, "no"))


@pytest.mark.parametrize(
    ("known", "slug", "stands_in", "words"),
    [
        pytest.param({}, "back-squat", "goblet-squat", "somebody qualified", id="nobody has watched"),
        pytest.param({"sore": {"back": 6}}, "back-squat", "leg-press", "pain today", id="pain today"),
        pytest.param(
            {"injuries": (PastInjury("pfp", "left", days_ago(10)),)}, "back-squat", "hip-thrust",
            "heavy work there has to wait (left runner's knee, 2026)", id="an injury waits",
        ),
        pytest.param(
            {"injuries": (PastInjury("low-back", pain=2),), "coached": COACHED}, "romanian-deadlift", "glute-bridge",
            "heavy work there has to wait (low back pain, still painful)", id="painful now",
        ),
    ],
)  # fmt: skip
def test_a_stand_in_says_why(catalogue, known, slug, stands_in, words):
    row = row_of(session(lifter(catalogue, **known)), stands_in)
    assert row.swapped_from == slug
    assert words in row.reason


def test_missing_kit_is_the_reason_of_a_stand_in(catalogue):
    runner = lifter(catalogue, kit=RACK, coached=COACHED, standing=_at(1, 1))
    assert "kit you have not listed" in row_of(session(runner), "romanian-deadlift").reason


def test_an_exercise_stands_in_a_session_once(catalogue):
    runner = lifter(catalogue, "machines", sore={"groin": 6})
    found, left = lifting.block(runner, plan_of(runner))
    assert slugs(found).count("hip-thrust") == 1
    assert [out.what for out in left] == ["hip-thrust"]


@pytest.mark.parametrize(
    "sore", ["back", "knee_front", "groin", "hamstring", "sitbone", "hip_side", "achilles", "calf"]
)
@pytest.mark.parametrize("wish", ["barbell", "machines", "single-leg"])
@pytest.mark.parametrize("turn", [0, 1])
def test_every_session_keeps_its_shape_whatever_hurts(catalogue, wish, turn, sore):
    found = session(lifter(catalogue, wish, standing=_at(1, turn), sore={sore: 8}))
    exercises = [catalogue.exercises[slug] for slug in slugs(found)]
    places = [ORDER.index(lifting.pattern(exercise)) for exercise in exercises]
    assert len(set(slugs(found))) == len(found.items) <= 4
    assert places == sorted(places)
    assert not any(exercise.swap_for(sore) for exercise in exercises)
    assert all(row.reason for row in found.items)


@pytest.mark.parametrize(
    ("week", "placed", "plan", "closed", "expected"),
    [
        pytest.param(1, 0, {}, (), (3, 8, 4, False), id="week 1"),
        pytest.param(2, 0, {}, (), (3, 6, 4, False), id="the higher reserve in the first six weeks"),
        pytest.param(3, 0, {}, (), (3, 5, 3, False), id="week 3"),
        pytest.param(4, 0, {}, (), (2, 5, 3, True), id="a lighter week"),
        pytest.param(6, 0, {}, (), (3, 4, 2, False), id="week 6"),
        pytest.param(7, 0, {}, (), (2, 5, 1, False), id="the lower reserve after six weeks"),
        pytest.param(8, 0, {}, (), (2, 4, 3, True), id="a lighter week at 90 %"),
        pytest.param(9, 0, {}, (), (3, 4, 2, False), id="the hand-over, first day"),
        pytest.param(9, 1, {}, (), (2, 4, 2, False), id="the hand-over, second day"),
        pytest.param(10, 1, {}, (), (3, 4, 2, False), id="a second session where one is planned"),
        pytest.param(14, 0, {}, (), (2, 4, 2, False), id="keeping the strength"),
        pytest.param(6, 0, {"primer": True}, (), (2, 3, 3, True), id="five days before a race"),
        pytest.param(6, 0, {"share": 0.5}, (), (2, 4, 2, True), id="half the volume"),
        pytest.param(1, 0, {}, ("under-6-reps",), (3, 8, 4, False), id="16-17, week 1"),
        pytest.param(3, 0, {}, ("under-6-reps",), (3, 6, 3, False), id="16-17: six for five"),
        pytest.param(14, 0, {}, ("under-6-reps",), (2, 6, 2, False), id="16-17: two sets of six"),
    ],
)
def test_sets_reps_and_reserve(catalogue, week, placed, plan, closed, expected):
    sessions = tuple(Placed(MONDAY, "lift", True, week=week) for _ in range(placed))
    runner = lifter(catalogue, coached=COACHED, jumps=True, closed=closed, standing=_at(week, sessions=sessions))
    found = session(runner, **plan)
    row = row_of(found, "back-squat")
    assert (row.sets, row.amount, row.rir, found.eased) == expected


@pytest.mark.parametrize(
    ("week", "plan", "load"),
    [
        pytest.param(6, {}, 60, id="the load that stands"),
        pytest.param(8, {}, 52.5, id="90 %"),
        pytest.param(6, {"primer": True}, 47.5, id="80 %"),
        pytest.param(6, {"share": 0.5}, 60, id="less volume, the same load"),
    ],
)
def test_the_load_of_lighter_sessions(catalogue, week, plan, load):
    runner = lifter(catalogue, coached=COACHED, standing=_at(week))
    assert row_of(session(runner, **plan), "back-squat").load == load


def test_the_first_week_back_keeps_three_in_reserve(catalogue):
    back = lifter(catalogue, coached=COACHED, standing=_at(7, returning_until=MONDAY))
    assert row_of(session(back), "back-squat").rir == 3


def test_accessories(catalogue):
    usual = session(lifter(catalogue, coached=COACHED, standing=_at(3)))
    assert [(row.sets, row.amount) for row in usual.items[2:]] == [(2, 6), (2, 8)]
    lighter = session(lifter(catalogue, coached=COACHED, standing=_at(4)))
    assert [(row.sets, row.amount) for row in lighter.items[2:]] == [(1, 6), (1, 8)]
    short = session(lifter(catalogue, coached=COACHED, standing=_at(6)), primer=True)
    assert slugs(short) == ["back-squat"], "no accessory, nothing whose load is not known"


def test_a_fresh_injury_takes_thirty_per_cent_off_and_says_so(catalogue):
    past = PastInjury("pfp", "left", days_ago(40))
    runner = lifter(catalogue, coached=COACHED, injuries=(past,), standing=_at(6))
    row = row_of(session(runner), "back-squat")
    assert row.load == 40
    assert "Lighter on purpose: left runner's knee, 2026." in row.note
    assert row.pain_limit == 2


def test_what_to_mind_comes_from_the_painful_or_latest_injury(catalogue):
    old, fresh = PastInjury("ankle-sprain", since=days_ago(900)), PastInjury("plantar-heel", since=days_ago(100))
    assert "firm heel" in session(lifter(catalogue, injuries=(old, fresh))).note
    assert session(lifter(catalogue, injuries=(old,), standing=_at(3))).note == ""


def test_a_block_knows_its_week_and_a_usual_session_fits_45_minutes(catalogue):
    for wish in ("barbell", "machines", "single-leg"):
        for week in range(1, 21):
            done = (*COACHED, "split-squat", "heavy-calf-raise", "leg-press", "step-up-loaded", "single-leg-rdl")
            found = session(lifter(catalogue, wish, jumps=True, coached=COACHED, standing=_at(week, 0, *done)))
            assert found.week == week
            assert found.seconds <= 45 * 60
            assert week < 13 or found.seconds <= 25 * 60


def test_shorter_drops_accessories_then_the_second_lift_then_sets(catalogue):
    runner = lifter(catalogue, coached=COACHED, standing=_at(6))
    block, seen = session(runner), []
    while block:
        seen.append([(row.exercise, row.sets) for row in block.items])
        before, block = block, lifting.shorter(runner, block)
        assert block is None or block.seconds < before.seconds
    assert [len(rows) for rows in seen] == [4, 3, 2, 1, 1, 1]
    assert seen[2] == [("back-squat", 3), ("romanian-deadlift", 5)]
    assert seen[-1] == [("back-squat", 1)]


def test_shorter_knows_an_accessory_by_what_was_planned(catalogue):
    runner = lifter(catalogue, "machines", kit=frozenset({"machine"}), sore={"sitbone": 6})
    once = lifting.shorter(runner, session(runner))
    twice = lifting.shorter(runner, once)
    assert slugs(twice)[:2] == ["leg-press", "hip-thrust"]
    assert len(twice.items) == 2


def test_the_short_lift_before_a_race_is_only_for_loads_that_are_known(catalogue):
    new = lifter(catalogue, coached=COACHED)
    found, left = lifting.block(new, plan_of(new, primer=True))
    assert found is None
    assert [out.what for out in left] == ["lift"]
    known = lifter(catalogue, coached=COACHED, standing=mastered(lifts={"back-squat": lifted(60)}))
    assert slugs(session(known, primer=True)) == ["back-squat"]
