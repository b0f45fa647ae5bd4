"""One circuit: which list, which exercises in which order, how many repetitions, how it gets shorter."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations, pairwise, product
from math import ceil

import pytest

from tests.domain.mornings import MONDAY, answered, days_ago, settled
from webapp.domain import circuits
from webapp.domain.catalogue import AREAS
from webapp.domain.circuit_list import arranged
from webapp.domain.circuit_rows import Station
from webapp.domain.circuits import block, one_round, short_rows, shorter
from webapp.domain.plan import DayPlan
from webapp.domain.profile import Profile, Wishes
from webapp.domain.runner import Runner
from webapp.domain.safety import Limits
from webapp.domain.standing import Circuits, Lift, Placed

WEDNESDAY = MONDAY + timedelta(days=2)
KITS = [frozenset(some) for n in range(6) for some in combinations(
    ("medball", "machine", "pull-up-bar", "bar-or-straps", "band"), n)]  # fmt: skip
A, B, C, D, LOW = "Circuit A", "Circuit B", "Circuit C", "Circuit D", "Circuit without jumps"


def somebody(catalogue, week=1, kit=(), turn=0, limits=None, profile=None, **known) -> Runner:
    """A runner on a Wednesday in a circuit week, who was asked for `turn` circuits since Monday."""
    before = tuple(Placed(MONDAY, "circuit", True) for _ in range(turn))
    known = {"phase": 2, "circuits": Circuits(week=week), "sessions": before, **known}
    profile = profile or Profile(kit=frozenset(kit), screen=answered(catalogue))
    return Runner(catalogue, profile, settled(**known), limits or Limits(), WEDNESDAY)


PLAN = DayPlan(WEDNESDAY, "light", "light-day")


def circuit(runner: Runner, **plan):
    return block(runner, DayPlan(WEDNESDAY, "light", "light-day", **plan))[0]


def regions(catalogue, made) -> list[str]:
    return [catalogue.exercises[row.exercise].region for row in made.items]


def landings(made) -> int:
    return sum(row.amount * row.rounds * row.sides for row in made.items if row.impact == 2)


def row_of(made, slug):
    return next((row for row in made.items if row.exercise == slug), None)


@pytest.mark.parametrize(
    ("kit", "pair"),
    [
        pytest.param({"band"}, (A, D), id="body weight"),
        pytest.param({"medball"}, (A, B), id="a medicine ball"),
        pytest.param({"machine"}, (A, C), id="machines"),
        pytest.param({"medball", "machine"}, (B, C), id="both"),
    ],
)
def test_two_circuits_by_kit_take_turns_over_the_week_and_from_week_to_week(catalogue, kit, pair):
    first, second = pair
    asked = [[circuit(somebody(catalogue, week, kit, turn)).name for turn in range(3)] for week in (1, 2)]
    assert [[name.split(",")[0] for name in names] for names in asked] == [
        [first, second, first],
        [second, first, second],
    ]


def test_circuits_of_last_week_do_not_change_the_turn(catalogue):
    log = (Placed(days_ago(1), "circuit", True), Placed(MONDAY, "lift", True))
    assert circuit(somebody(catalogue, sessions=log)).name.startswith(A)


def test_without_impact_there_is_the_circuit_without_jumps(catalogue):
    made = circuit(somebody(catalogue, 8, {"medball", "machine"}, limits=Limits(impact=0)))
    assert made.name == LOW
    assert {row.impact for row in made.items} == {0}


@pytest.mark.parametrize("impact", [0, 1, 2, 3])
@pytest.mark.parametrize("week", range(1, 9))
def test_every_kit_and_limit_gives_a_sound_circuit(catalogue, week, impact):
    numbers = catalogue.circuit_weeks[week - 1]
    for kit in KITS:
        for turn in (0, 1):
            made = circuit(somebody(catalogue, week, kit, turn, Limits(impact=impact)))
            there = regions(catalogue, made)
            slugs = [row.exercise for row in made.items]
            doable = [catalogue.exercises[row.exercise].levels[row.level - 1].possible_with(kit) for row in made.items]
            assert all(one != other for one, other in pairwise([*there, there[0]])), (kit, there)
            assert len(set(slugs)) == len(slugs) == numbers.exercises
            assert landings(made) <= numbers.landings
            assert max(row.impact for row in made.items) <= min(impact, numbers.impact_max)
            assert week >= 5 or len([row for row in made.items if row.impact == 2]) <= 2
            assert all(doable)
            assert all(row.reason and row.rest == numbers.rest and row.rounds == numbers.rounds for row in made.items)


@pytest.mark.parametrize("area", AREAS)
def test_whatever_hurts_what_is_left_is_sound(catalogue, area):
    for week, impact, kit in product((1, 4, 8), (0, 1, 3), (KITS[0], KITS[-1])):
        made = circuit(somebody(catalogue, week, kit, limits=Limits(impact=impact, sore={area: 6})))
        there = regions(catalogue, made)
        assert not [row.exercise for row in made.items if catalogue.exercises[row.exercise].swap_for(area)]
        assert all(one != other for one, other in pairwise(there))
        assert len({row.exercise for row in made.items}) == len(made.items) >= 5
        assert all(row.impact <= impact for row in made.items)
        assert landings(made) <= catalogue.circuit_weeks[week - 1].landings


@pytest.mark.parametrize("week", [1, 4, 8])
def test_every_circuit_is_for_the_whole_body(catalogue, week):
    for kit in KITS:
        for turn in (0, 1):
            there = regions(catalogue, circuit(somebody(catalogue, week, kit, turn)))
            trunk = there.count("trunk-front") + there.count("trunk-back")
            pulls = {"medball", "machine", "pull-up-bar", "bar-or-straps", "band"} & kit
            assert there.count("push") >= 1
            assert there.count("pull") >= (1 if pulls else 0)
            assert there.count("legs") >= 2
            assert trunk >= 2
            assert there.count("trunk-back") >= 1
            assert 1 <= there.count("full") <= 2


def test_the_order_of_the_list_is_kept_where_regions_allow_it(catalogue):
    made = circuit(somebody(catalogue, 3, {"bar-or-straps"}))
    listed = [slug for slug in catalogue.sessions["circuit_a_bodyweight"].items if row_of(made, slug)]
    assert [row.exercise for row in made.items] == listed


def test_a_short_list_is_filled_by_region_from_the_other_circuits(catalogue):
    made = circuit(somebody(catalogue, 7))
    own = catalogue.sessions["circuit_a_bodyweight"].items
    added = [row for row in made.items if row.exercise not in own]
    assert [(row.exercise, row.reason) for row in added] == [("incline-push-up", "for your chest, shoulders and arms")]


def test_what_cannot_be_done_is_left_out_with_its_reason(catalogue):
    _, left = block(somebody(catalogue, 3), PLAN)
    assert [(out.what, out.reason) for out in left] == [("inverted-row", "needs kit you have not listed")]


def test_too_little_that_is_open_is_no_circuit(catalogue):
    limits = Limits(regions=frozenset({"legs", "full", "push", "trunk-front"}))
    made, left = block(somebody(catalogue, 3, limits=limits), PLAN)
    assert made is None
    assert [out.what for out in left] == ["circuit"]


@pytest.mark.parametrize(
    "limits",
    [
        pytest.param(Limits(shut=frozenset({"phase-2"})), id="closed"),
        pytest.param(Limits(unasked=("q02",)), id="questions open"),
        pytest.param(Limits(stopped="stop"), id="stopped"),
    ],
)
def test_what_safety_shuts_is_no_circuit(catalogue, limits):
    assert circuit(somebody(catalogue, 3, limits=limits)) is None


def test_a_joint_that_gives_way_leaves_push_and_trunk(catalogue):
    made = circuit(somebody(catalogue, 3, limits=Limits(shut=frozenset({"phase-2-legs"}))))
    assert not {"legs", "full"} & set(regions(catalogue, made))
    assert len(made.items) >= 5


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param("LPF", "LPF", id="nothing to do"),
        pytest.param("LLPP", "LPLP", id="two pairs"),
        pytest.param("LPLPF", "LPLPF", id="closed round kept"),
        pytest.param("LPPL", "LPLP", id="last against first too"),
        pytest.param("LPL", "LPL", id="a round that cannot close"),
        pytest.param("LLLP", "LPL", id="one too many goes"),
        pytest.param("LLL", "L", id="only one region"),
    ],
)
def test_neighbours_are_kept_apart(catalogue, given, expected):
    one_of = {"L": "prisoner-squat", "P": "push-up", "F": "burpee"}
    found = arranged([Station(catalogue.exercises[one_of[letter]], catalogue.exercises["push-up"]) for letter in given])
    letters = {slug: letter for letter, slug in one_of.items()}
    assert "".join(letters[station.exercise.slug] for station in found) == expected


@pytest.mark.parametrize(
    ("week", "slug", "amount", "level"),
    [
        pytest.param(1, "prisoner-squat", 10, 1, id="the week's reps"),
        pytest.param(4, "push-up", 15, 2, id="the middle weeks"),
        pytest.param(8, "prisoner-squat", 20, 3, id="the last week"),
        pytest.param(8, "push-up", 15, 3, id="a push stops at fifteen"),
        pytest.param(8, "v-sit", 15, 3, id="so does the V-sit"),
        pytest.param(8, "inverted-row", 12, 3, id="hanging keeps the dose of its level"),
    ],
)
def test_the_week_sets_reps_and_level(catalogue, week, slug, amount, level):
    row = row_of(circuit(somebody(catalogue, week, {"bar-or-straps"}, turn=(week + 1) % 2)), slug)
    assert (row.amount, row.level, row.sets) == (amount, level, 1)


def test_metres_stay_at_the_start(catalogue):
    row = row_of(circuit(somebody(catalogue, 8)), "bear-crawl")
    assert (row.amount, row.unit, row.level) == (10, "metres", 1)


def test_a_level_whose_kit_is_missing_is_passed_over(catalogue):
    row = row_of(circuit(somebody(catalogue, 8, {"machine"}, turn=0)), "machine-back-extension")
    row = row or row_of(circuit(somebody(catalogue, 8, {"machine"}, turn=1)), "machine-back-extension")
    assert row.level == 2


def test_eased_in_after_a_break_everything_is_at_level_one(catalogue):
    made = circuit(somebody(catalogue, 3, eased_until=WEDNESDAY))
    assert {row.level for row in made.items} == {1}


@pytest.mark.parametrize("week", range(1, 9))
def test_no_note_names_another_dose(catalogue, week):
    for kit in (set(), {"medball"}, {"machine"}, {"pull-up-bar", "bar-or-straps"}):
        notes = [row.note for turn in (0, 1) for row in circuit(somebody(catalogue, week, kit, turn)).items]
        assert not [note for note in notes if "up to" in note or "enough" in note]


def test_a_note_keeps_its_other_words(catalogue):
    made = circuit(somebody(catalogue, 8, turn=1))
    assert row_of(made, "step-up-bodyweight").note == "40 cm step, drive the knee up"
    assert row_of(circuit(somebody(catalogue, 8)), "star-jump").note == ""


@pytest.mark.parametrize(
    ("week", "slug", "stands_for", "reason"),
    [
        pytest.param(
            1, "burpee-step-back", "burpee", "in place of burpee: no jumps in the first two weeks", id="early"
        ),
        pytest.param(3, "burpee", None, "for your whole body at once", id="from the third week"),
    ],
)
def test_the_first_weeks_have_no_jumps(catalogue, week, slug, stands_for, reason):
    row = row_of(circuit(somebody(catalogue, week)), slug)
    assert (row.swapped_from, row.reason) == (stands_for, reason)


def test_what_would_break_the_landing_budget_takes_its_easier_move(catalogue):
    tight = [replace(week, landings=15) for week in catalogue.circuit_weeks]
    runner = somebody(replace(catalogue, circuit_weeks=tuple(tight)), 3)
    made = circuit(runner)
    assert landings(made) == 12
    assert row_of(made, "burpee") and not row_of(made, "rocket-jump")


def test_pain_swaps_say_so(catalogue):
    row = row_of(circuit(somebody(catalogue, 3, limits=Limits(sore={"knee_front": 5}))), "wall-sit")
    assert row.swapped_from == "prisoner-squat"
    assert (row.unit, row.amount) == ("seconds", 30)
    assert row.reason.startswith("in place of prisoner squat: pain today")


@pytest.mark.parametrize("week", range(1, 9))
def test_a_lighter_week_has_half_the_reps_and_the_same_rounds(catalogue, week):
    normal = circuit(somebody(catalogue, week))
    light = circuit(somebody(catalogue, circuits=Circuits(week=week, deload=True)))
    assert [row.exercise for row in light.items] == [row.exercise for row in normal.items]
    assert [row.amount for row in light.items] == [ceil(row.amount / 2) for row in normal.items]
    assert {row.rounds for row in light.items} == {row.rounds for row in normal.items}
    assert light.eased and not normal.eased


@pytest.mark.parametrize(
    ("share", "deload", "amount"),
    [
        pytest.param(1.0, False, 15, id="normal"),
        pytest.param(0.6, False, 9, id="six tenths"),
        pytest.param(0.5, False, 8, id="rounded up"),
        pytest.param(0.2, False, 5, id="never under five"),
        pytest.param(0.6, True, 8, id="the smaller of the two"),
    ],
)
def test_a_share_of_a_session_is_a_share_of_its_reps(catalogue, share, deload, amount):
    made = circuit(somebody(catalogue, circuits=Circuits(week=4, deload=deload)), share=share)
    assert row_of(made, "prisoner-squat").amount == amount
    assert made.eased is (share < 1 or deload)


def test_in_phase_3_the_path_has_the_lighter_weeks(catalogue):
    profile = Profile(screen=answered(catalogue), wishes=Wishes(lifting="barbell"))
    lifts = {"back-squat": Lift(load=40, found=True, last_on=days_ago(3))}
    known = {"phase": 2, "mastered_on": days_ago(40), "lifts": lifts}
    for path_week, light in ((4, True), (5, False)):
        made = circuit(somebody(catalogue, 8, profile=profile, path_week=path_week, **known))
        assert made.eased is light


@pytest.mark.parametrize(
    ("week", "plan", "limits", "words"),
    [
        pytest.param(2, {}, Limits(), "7 to 8 of 10", id="first weeks"),
        pytest.param(3, {}, Limits(), "8 to 9 of 10", id="later"),
        pytest.param(3, {"gentle": True}, Limits(), "talk all the way", id="the day before a workout"),
        pytest.param(3, {}, Limits(gentle=True), "talk all the way", id="gentle for safety"),
        pytest.param(3, {}, Limits(shut=frozenset({"full-effort"})), "talk all the way", id="no full effort"),
        pytest.param(3, {"share": 0.6}, Limits(), "Fewer reps", id="a share"),
    ],
)
def test_the_note_says_how_hard(catalogue, week, plan, limits, words):
    note = circuit(somebody(catalogue, week, limits=limits), **plan).note
    assert words in note
    assert "first rep that breaks form" in note


def test_the_reason_of_the_day_is_the_reason_of_the_circuit(catalogue):
    assert circuit(somebody(catalogue), session_why="Here it fits.").reason == "Here it fits."
    assert circuit(somebody(catalogue)).reason.startswith("General strength")


@pytest.mark.parametrize(
    ("week", "minutes"), [(1, 8), (2, 8), (3, 9), (4, 9), (5, 20), (6, 20), (7, 22), (8, 25)]
)  # training.md 4.13
def test_it_takes_as_long_as_the_papers_say_and_three_minutes_to_set_up(catalogue, week, minutes):
    assert circuit(somebody(catalogue, week)).seconds / 60 - 3 == pytest.approx(minutes, rel=0.12)


@pytest.mark.parametrize("week", [5, 8])
def test_one_round_is_the_same_circuit_once(catalogue, week):
    runner = somebody(catalogue, week)
    whole = circuit(runner)
    once = one_round(runner, whole)
    assert {row.rounds for row in once.items} == {1}
    assert [row.amount for row in once.items] == [row.amount for row in whole.items]
    assert once.seconds == circuits.SETUP + sum(row.seconds for row in whole.items) // 2
    assert "One round" in once.note


def test_a_circuit_of_one_round_stays_as_it_is(catalogue):
    runner = somebody(catalogue, 3)
    assert one_round(runner, circuit(runner)) == circuit(runner)


@pytest.mark.parametrize("week", [1, 8])
def test_it_gets_shorter_by_one_down_to_five(catalogue, week):
    for kit in KITS:
        runner = somebody(catalogue, week, kit)
        made, lengths = circuit(runner), []
        while made:
            lengths.append(len(made.items))
            there = regions(catalogue, made)
            assert all(one != other for one, other in pairwise(there))
            last, made = made, shorter(runner, made)
        assert lengths == list(range(lengths[0], 4, -1))
        assert "push" in regions(catalogue, last) and "legs" in regions(catalogue, last)


def test_the_short_circuit_is_six_exercises_once(catalogue):
    rows = short_rows(somebody(catalogue, 8), PLAN)
    assert [row.exercise for row in rows] == list(catalogue.sessions["short_circuit"].items)
    assert {row.rounds for row in rows} == {1}
    assert 5 <= sum(row.seconds for row in rows) / 60 <= 7


def test_the_short_circuit_minds_what_hurts(catalogue):
    rows = short_rows(somebody(catalogue, 8, limits=Limits(impact=0, sore={"knee_front": 5})), PLAN)
    assert {row.impact for row in rows} == {0}
    assert not {"prisoner-squat", "step-up-bodyweight"} & {row.exercise for row in rows}
