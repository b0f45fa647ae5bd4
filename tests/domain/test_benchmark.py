"""The benchmark test: its rows, when it is due, what a try means."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.domain.mornings import MONDAY, answered, days_ago, settled
from webapp.domain import benchmark
from webapp.domain.benchmark import advance, block, due, failed_twice, passed, to_pass
from webapp.domain.checks import Check
from webapp.domain.profile import Profile
from webapp.domain.runner import Runner
from webapp.domain.safety import Limits
from webapp.domain.sheet import Block, Sheet
from webapp.domain.standing import Circuits, Placed
from webapp.domain.standing import Tested as Try

ITEMS = {
    "prisoner-squat": (25, "reps", 1),
    "push-up": (12, "reps", 1),
    "pedestal-side-hold": (45, "seconds", 2),
    "pedestal-front-hold": (60, "seconds", 1),
    "single-leg-glute-bridge": (12, "reps", 2),
    "single-leg-squat-to-box": (5, "reps", 2),
    "calf-raise-single-straight": (20, "reps", 2),
}
TUESDAY = MONDAY + timedelta(days=1)
READY = Circuits(week=6, done=15, weeks=6)


def somebody(catalogue, limits: Limits | None = None, **known) -> Runner:
    standing = settled(**{"phase": 2, "circuits": READY, **known})
    return Runner(catalogue, Profile(screen=answered(catalogue)), standing, limits or Limits(), MONDAY)


def asked(catalogue, limits: Limits | None = None) -> Block:
    return block(somebody(catalogue, limits))[0]


def tried(catalogue, results: dict, limits: Limits | None = None, sore=(), others=(), **known) -> dict[str, Try]:
    """What is known after a test day; results: key -> amount, None for a tick as written, or a Check."""
    sheet = Sheet(MONDAY, 2, "light", "", (asked(catalogue, limits), *others), sore=sore)
    outcomes = {key: _check(key, said) for key, said in results.items()}
    return dict(advance(catalogue, settled(phase=2, **known), sheet, outcomes, TUESDAY).tests)


def _check(key: str, said: object) -> Check:
    at = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)
    return said if isinstance(said, Check) else Check(key, MONDAY, key, True, at, amount=said)


def all_of(**changed: object) -> dict[str, object]:
    return {f"{slug}@test": None for slug in ITEMS} | {
        f"{slug.replace('_', '-')}@test": v for slug, v in changed.items()
    }


def all_passed(on=MONDAY) -> dict[str, Try]:
    return {slug: Try(on, amount, True) for slug, (amount, _, _) in ITEMS.items()}


def test_it_asks_for_seven_things_once_each(catalogue):
    made = asked(catalogue)
    assert {row.exercise: (row.amount, row.unit, row.sides) for row in made.items} == ITEMS
    assert {row.sets for row in made.items} == {1}
    assert made.kind == "test" and made.reason
    assert all(row.reason for row in made.items)


def test_its_keys_are_its_own(catalogue):
    assert {key for row in asked(catalogue).items for key in row.keys} == {f"{slug}@test" for slug in ITEMS}


def test_push_ups_are_from_the_floor_or_twenty_from_a_table(catalogue):
    row = next(row for row in asked(catalogue).items if row.exercise == "push-up")
    assert "floor" in catalogue.exercises["push-up"].levels[row.level - 1].note
    assert row.note == "From the floor. Or 20 of these: incline push-up."


@pytest.mark.parametrize(
    ("limits", "swapped", "dropped"),
    [
        pytest.param(Limits(), {}, set(), id="nothing hurts"),
        pytest.param(
            Limits(sore={"wrist": 5}), {"pedestal-front-hold": "kneeling-front-plank"}, {"push-up"}, id="a sore wrist"
        ),
        pytest.param(
            Limits(held=frozenset({"push-up"})), {"push-up": "incline-push-up"}, set(), id="one exercise held back"
        ),
        pytest.param(
            Limits(regions=frozenset({"legs"})),
            {},
            {"prisoner-squat", "single-leg-glute-bridge", "single-leg-squat-to-box", "calf-raise-single-straight"},
            id="no leg work",
        ),
        pytest.param(
            Limits(sore={"shoulder": 5}),
            {"prisoner-squat": "box-squat-bodyweight"},
            {"push-up", "pedestal-side-hold", "pedestal-front-hold"},
            id="a move counted in another unit is none",
        ),
    ],
)
def test_what_is_closed_takes_its_easier_move_or_is_not_asked_with_the_reason(catalogue, limits, swapped, dropped):
    made, left = block(somebody(catalogue, limits))
    rows = {row.swapped_from: row for row in made.items if row.swapped_from}
    assert {planned: row.exercise for planned, row in rows.items()} == swapped
    assert {out.what for out in left} == dropped
    assert all(out.reason.startswith("not asked today") for out in left)
    assert all(rows[planned].amount == ITEMS[planned][0] for planned in swapped)


def test_nothing_open_is_no_test(catalogue):
    made, left = block(somebody(catalogue, Limits(stopped="stop")))
    assert made is None
    assert len(left) == len(ITEMS)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param({}, True, id="all there"),
        pytest.param({"phase": 1}, False, id="phase 1"),
        pytest.param({"mastered_on": days_ago(3)}, False, id="mastered already"),
        pytest.param({"circuits": Circuits(week=6, done=11, weeks=6)}, False, id="a session short"),
        pytest.param({"circuits": Circuits(week=6, done=12, weeks=4)}, True, id="just enough"),
        pytest.param({"circuits": Circuits(week=6, done=12, weeks=3)}, False, id="a week short"),
        pytest.param({"circuits": Circuits(week=5, done=15, weeks=6)}, False, id="circuit week 5"),
        pytest.param({"circuits": Circuits(week=6, done=15, weeks=6, deload=True)}, True, id="a lighter week"),
        pytest.param({"tests": {"push-up": Try(days_ago(13), 9, False, 1)}}, False, id="tried 13 days ago"),
        pytest.param({"tests": {"push-up": Try(days_ago(14), 9, False, 1)}}, True, id="tried 14 days ago"),
        pytest.param({"tests": {"pogo-jump": Try(days_ago(3), 20, True)}}, True, id="a jump test is another"),
        pytest.param({"sessions": (Placed(days_ago(6), "test", False),)}, False, id="asked for six days ago"),
        pytest.param({"sessions": (Placed(days_ago(7), "test", False),)}, True, id="asked for a week ago"),
        pytest.param({"tests": all_passed(days_ago(40))}, False, id="passed"),
    ],
)
def test_it_is_due_after_twelve_sessions_four_weeks_and_week_six_and_every_two_weeks(catalogue, known, expected):
    assert due(somebody(catalogue, **known)) is expected


def test_one_round_for_lack_of_minutes_makes_it_due_from_week_four(catalogue):
    log = tuple(Placed(days_ago(n), "circuit", True, True, 5, rounds=1) for n in (6, 4, 2))
    assert due(somebody(catalogue, circuits=Circuits(week=5, done=15, weeks=6), sessions=log))


@pytest.mark.parametrize(
    ("said", "amount", "is_passed", "failed"),
    [
        pytest.param(None, 12, True, 0, id="ticked as written"),
        pytest.param(12, 12, True, 0, id="as many as asked"),
        pytest.param(15, 15, True, 0, id="more"),
        pytest.param(11, 11, False, 1, id="one short"),
        pytest.param(0, 0, False, 1, id="none"),
        pytest.param(
            Check("a", MONDAY, "push-up@test", True, datetime(2026, 11, 23, tzinfo=UTC), pain=5), 12, False, 1, id="red"
        ),
    ],
)
def test_a_line_passes_when_ticked_with_no_less_than_asked(catalogue, said, amount, is_passed, failed):
    known = tried(catalogue, all_of(push_up=said))
    assert known["push-up"] == Try(MONDAY, amount, is_passed, failed)


def test_everything_done_is_passed(catalogue):
    standing = settled(tests=tried(catalogue, all_of()))
    assert passed(catalogue, standing)
    assert to_pass(catalogue, standing) == ()


def test_one_line_short_is_not_passed_and_the_latest_try_counts(catalogue):
    short = tried(catalogue, all_of(prisoner_squat=20), tests=all_passed(days_ago(20)))
    assert to_pass(catalogue, settled(tests=short)) == ("prisoner-squat",)
    assert passed(catalogue, settled(tests=tried(catalogue, all_of(), tests=short)))


def test_twenty_incline_push_ups_pass_for_push_ups(catalogue):
    others = {key: said for key, said in all_of().items() if key != "push-up@test"}
    known = tried(catalogue, {**others, "incline-push-up@test": 20})
    assert known["push-up"] == Try(MONDAY, 20, True)
    short = tried(catalogue, {**others, "incline-push-up@test": 19, "push-up@test": 12})
    assert short["push-up"].passed
    assert not tried(catalogue, {**others, "incline-push-up@test": 19})["push-up"].passed


def test_what_was_not_touched_is_no_try(catalogue):
    assert tried(catalogue, {}) == {}
    assert set(tried(catalogue, {"push-up@test": 12})) == {"push-up"}
    undone = Check("a", MONDAY, "push-up@test", False, datetime(2026, 11, 23, tzinfo=UTC))
    assert tried(catalogue, {"push-up@test": undone}) == {}


def test_an_easier_move_passes_for_what_it_stands_for(catalogue):
    limits = Limits(held=frozenset({"push-up"}))
    results = {"incline-push-up@test" if key == "push-up@test" else key: None for key in all_of()}
    assert passed(catalogue, settled(tests=tried(catalogue, results, limits)))


@pytest.mark.parametrize(
    ("sore", "spared"),
    [pytest.param((), True, id="closed for safety"), pytest.param(("knee_front",), False, id="a red day")],
)
def test_what_was_not_asked_counts_as_passed_but_not_on_a_red_day(catalogue, sore, spared):
    limits = Limits(
        held=frozenset({"single-leg-squat-to-box", "box-squat-bodyweight", "wall-sit", "straight-leg-raise"})
    )
    results = {key: None for key in all_of() if key != "single-leg-squat-to-box@test"}
    standing = settled(tests=tried(catalogue, results, limits, sore))
    assert passed(catalogue, standing) is spared


def test_what_another_block_of_the_day_holds_is_not_spared(catalogue):
    made = asked(catalogue)
    calf = next(row for row in made.items if row.exercise == "calf-raise-single-straight")
    thinner = Block("test", "", tuple(row for row in made.items if row is not calf))
    sheet = Sheet(MONDAY, 2, "light", "", (thinner, Block("rehab", "", (calf,))))
    outcomes = {row.keys[0]: _check(row.keys[0], None) for row in thinner.items}
    after = advance(catalogue, settled(phase=2), sheet, outcomes, TUESDAY)
    assert to_pass(catalogue, after) == ("calf-raise-single-straight",)


def test_two_failed_tries_of_an_item_in_a_row_are_named(catalogue):
    once = tried(catalogue, all_of(push_up=9, prisoner_squat=20))
    twice = tried(catalogue, all_of(push_up=10), tests=once)
    assert failed_twice(catalogue, settled(tests=once)) == ()
    assert failed_twice(catalogue, settled(tests=twice)) == ("push-up",)
    assert failed_twice(catalogue, settled(tests=tried(catalogue, all_of(), tests=twice))) == ()


def test_failed_jumps_never_join_the_daily_work(catalogue):
    assert failed_twice(catalogue, settled(tests={"pogo-jump": Try(MONDAY, 4, False, 3)})) == ()


def test_a_day_without_a_test_changes_nothing(catalogue):
    standing = settled(phase=2, tests=all_passed())
    assert advance(catalogue, standing, Sheet(MONDAY, 2, "light", ""), {}, TUESDAY) == standing


def test_a_try_before_eight_weeks_off_is_forgotten(catalogue):
    sheet = Sheet(MONDAY, 2, "light", "", (asked(catalogue),))
    outcomes = {key: _check(key, None) for key in all_of()}
    standing = settled(phase=2, last_done=MONDAY)
    assert not advance(catalogue, standing, sheet, outcomes, MONDAY + timedelta(days=57)).tests
    assert advance(catalogue, standing, sheet, outcomes, MONDAY + timedelta(days=56)).tests


def test_it_takes_about_a_quarter_of_an_hour(catalogue):
    assert asked(catalogue).seconds / 60 == pytest.approx(16, abs=2)
    assert {row.rest for row in asked(catalogue).items} == {benchmark.REST}
