"""The guided session: which steps a day's list becomes, and that none is lost or added."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domain.jumpers import jumper
from tests.domain.jumpers import plan as jump_plan
from tests.domain.lifters import COACHED, lifted, lifter, mastered
from tests.domain.lifters import session as lift_session
from tests.domain.mornings import MONDAY
from tests.domain.strategies import Life, known_content, lives
from tests.domain.test_circuits import circuit, somebody
from webapp.domain import plyometrics
from webapp.domain.catalogue import UNITS
from webapp.domain.guide import Step, key_of, seconds, steps
from webapp.domain.sheet import SLOTS, Block, Item, Sheet, Short

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)
CLAMSHELL = Item("clamshell", 2, 12, "reps", 2, 1, 0, 168, "")
BRIDGE = Item("glute-bridge", 1, 15, "reps", 1, 1, 0, 57, "")
HOLD = Item("single-leg-balance", 2, 30, "seconds", 2, 1, 0, 144, "", sets_left=3, sets_right=2)
STRETCH = Item("calf-stretch-straight", 1, 30, "seconds", 2, 1, 0, 72, "", slots=("morning", "after-run", "evening"))
TWICE = replace(STRETCH, slots=("morning", "evening"))
TEST = Item("push-up", 1, 12, "reps", 1, 1, 0, 60, "", slots=("test",))
SQUAT = Item("back-squat", 3, 5, "reps", 1, 2, 0, 900, "", rest=180, rir=2, load=60.0, warm_up=((25.0, 5), (47.5, 2)))
ONE_LEG = Item("single-leg-rdl", 2, 6, "reps", 2, 1, 0, 400, "", rest=90, rir=3, load=20.0)
POGO = Item("pogo-jump", 3, 10, "contacts", 1, 1, 2, 200, "", rest=60, contacts=30)


@st.composite
def rows(draw: st.DrawFn) -> Item:
    """Any row a day may hold: plain, of a circuit, a lift, a jump, a test, several times a day, weaker on one side."""
    exercise = draw(st.sampled_from(sorted(known_content().exercises)))
    flow = draw(st.sampled_from(("plain", "circuit", "rested")))
    sets, sides = draw(st.integers(1, 4)) if flow != "circuit" else 1, draw(st.integers(1, 2))
    weaker = draw(st.sampled_from(("", "left", "right"))) if sides == 2 and flow == "plain" else ""
    warm_up = st.lists(st.tuples(st.floats(0, 90), st.integers(1, 5)), max_size=3).map(tuple)
    return Item(
        exercise, sets, draw(st.integers(1, 30)), draw(st.sampled_from(UNITS)), sides, 1, 0, 0, "",
        slots=draw(st.sampled_from((*SLOTS.values(), ("test",)))),
        sets_left=sets + (weaker == "left") if weaker else None,
        sets_right=sets + (weaker == "right") if weaker else None,
        rounds=draw(st.integers(1, 3)) if flow == "circuit" else None,
        rest=None if flow == "plain" else draw(st.integers(5, 180)),
        warm_up=draw(warm_up) if flow == "rested" else (),
    )  # fmt: skip


def sheet_of(*items: Item, week: int = 0) -> Sheet:
    return Sheet(MONDAY, 2, "full", "", (Block("hip", "", items, week=week),))


def told(found: tuple[Step, ...]) -> list[str]:
    """The steps as a person would tell them."""
    return [" ".join(filter(None, (_kind(step), step.side, _count(step)))) for step in found]


def _kind(step: Step) -> str:
    if step.kind == "work":
        load = f" at {step.load:g}" if step.load is not None else ""
        return f"{'warm up ' if step.warm_up else ''}{step.amount}{load}{' *' if step.last else ''}"
    return f"{step.kind} {step.seconds:g}" if step.seconds else step.kind


def _count(step: Step) -> str:
    return f"set {step.number}/{step.of}" if step.kind == "work" and step.of > 1 else ""


CASES = {
    "both sides of a set, with the turn between them": (
        (CLAMSHELL,),
        ["ready 12", "12 left set 1/2", "switch 5 right", "12 right set 1/2", "rest 7",
         "12 left set 2/2", "switch 5 right", "12 * right set 2/2"],
    ),
    "one side, and then the next exercise": ((BRIDGE, BRIDGE), ["ready 12", "15", "ready 12", "15 *"]),
    "one more set on the side that was hurt": (
        (HOLD,),
        ["ready 12", "30 left set 1/3", "switch 5 right", "30 right set 1/3", "rest 7", "30 left set 2/3",
         "switch 5 right", "30 right set 2/3", "rest 7", "30 * left set 3/3"],
    ),
    "of what is due three times, the helping after the run": (
        (STRETCH,), ["ready 12", "30 left", "switch 5 right", "30 * right"],
    ),
    "nothing of what belongs to the morning and the evening": ((TWICE,), []),
    "nothing of a test": ((TEST,), []),
    "warm-up sets with their loads, then the sets, with full rests": (
        (SQUAT,),
        ["setup", "warm up 5 at 25 set 1/2", "rest 60", "warm up 2 at 47.5 set 2/2", "rest 60", "5 at 60 set 1/3",
         "rest 180", "5 at 60 set 2/3", "rest 180", "5 at 60 * set 3/3"],
    ),
    "a lift on one leg turns without a pause, and rests before the next": (
        (ONE_LEG, SQUAT),
        ["setup", "6 at 20 left set 1/2", "6 at 20 right set 1/2", "rest 90", "6 at 20 left set 2/2",
         "6 at 20 * right set 2/2", "rest 90", "warm up 5 at 25 set 1/2", "rest 60", "warm up 2 at 47.5 set 2/2",
         "rest 60", "5 at 60 set 1/3", "rest 180", "5 at 60 set 2/3", "rest 180", "5 at 60 * set 3/3"],
    ),
    "jumps with a full rest after each set": (
        (BRIDGE, POGO),
        ["ready 12", "15 *", "setup", "10 set 1/3", "rest 60", "10 set 2/3", "rest 60", "10 * set 3/3"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("items", "wanted"), CASES.values(), ids=CASES)
def test_a_list_becomes_steps(catalogue, items, wanted):
    assert told(steps(sheet_of(*items), catalogue)) == wanted


def test_a_circuit_goes_round_with_the_rests_of_its_week(catalogue):
    stations = (
        Item("prisoner-squat", 1, 15, "reps", 1, 1, 0, 0, "", rounds=2, rest=15),
        Item("mountain-climber", 1, 15, "reps", 2, 1, 1, 0, "", rounds=2, rest=15),
        Item("bear-crawl", 1, 10, "metres", 1, 1, 0, 0, "", rounds=2, rest=15),
    )
    found = steps(sheet_of(*stations, week=6), catalogue)
    one_round = ["15", "rest 15", "15 left", "switch 5 right", "15 right", "rest 15", "10"]
    last_round = ["15 *", "rest 15", "15 left", "switch 5 right", "15 * right", "rest 15", "10 *"]
    assert told(found) == ["setup", *one_round, "rest 90", *last_round]
    assert [step.round for step in found[1:]] == [1] * 8 + [2] * 7


@pytest.mark.parametrize(
    ("item", "timing"),
    [(CLAMSHELL, "pace"), (HOLD, "hold"), (SQUAT, "free"), (POGO, "free"),
     (Item("a-skip", 1, 20, "metres", 1, 1, 1, 40, ""), "free"),
     (Item("bear-crawl", 1, 10, "metres", 1, 1, 0, 0, "", rounds=1, rest=15), "free"),
     (Item("prisoner-squat", 1, 10, "reps", 1, 1, 0, 0, "", rounds=1, rest=15), "pace")],
)  # fmt: skip
def test_what_the_clock_ends_and_what_the_runner_does(catalogue, item, timing):
    assert {step.timing for step in steps(sheet_of(item), catalogue) if step.kind == "work"} == {timing}


def test_a_short_version_is_a_session_of_its_own(catalogue):
    sheet = replace(sheet_of(CLAMSHELL, SQUAT), short=(Short(5, (BRIDGE,)),))
    assert told(steps(sheet, catalogue, 5)) == ["ready 12", "15 *"]
    assert steps(sheet, catalogue, 10) == steps(sheet, catalogue)


@pytest.mark.parametrize("week", range(1, 9))
def test_every_week_of_the_circuits_takes_the_time_its_sheet_says(catalogue, week):
    made = circuit(somebody(catalogue, week=week))
    found = steps(Sheet(MONDAY, 2, "full", "", (made,)), catalogue)
    turns = sum(step.seconds for step in found if step.kind == "switch")
    assert seconds(found) == pytest.approx(
        made.seconds - 180 - made.items[-1].rest * made.items[0].rounds + turns, abs=20
    )


def test_a_whole_lifting_session_takes_the_time_its_sheet_says(catalogue):
    lifts = {"back-squat": lifted(80.0), "romanian-deadlift": lifted(60.0)}
    made = lift_session(lifter(catalogue, coached=COACHED, standing=mastered(lifts=lifts, lift_turn=0)))
    assert made.items[0].warm_up
    found = steps(Sheet(MONDAY, 3, "light", "", (made,)), catalogue)
    assert seconds(found) == pytest.approx(made.seconds - made.items[-1].rest, abs=2)


def test_a_whole_jump_session_takes_the_time_its_sheet_says(catalogue):
    made = plyometrics.block(jumper(catalogue), jump_plan())[0]
    found = steps(Sheet(MONDAY, 3, "light", "", (made,)), catalogue)
    assert seconds(found) == pytest.approx(made.seconds, abs=60)


@given(items=st.lists(rows(), unique_by=lambda row: row.exercise, max_size=8))
def test_whatever_is_on_the_list_every_key_once_and_every_set_and_rep_as_written(items):
    wanted = {key_of(row): row for row in items if key_of(row)}
    _check(wanted, steps(sheet_of(*items, week=6), known_content()))


@settings(max_examples=12, suppress_health_check=SLOW)
@given(life=lives())
def test_whatever_the_plan_says_every_key_once_and_every_set_and_rep_as_written(life: Life):
    catalogue = known_content()
    for day in life.walk(days=4).steps:
        for short in (0, *(version.minutes for version in day.sheet.short)):
            versions = {version.minutes: version.items for version in day.sheet.short}
            rows = {key_of(row): row for row in versions.get(short, day.sheet.items) if key_of(row)}
            _check(rows, steps(day.sheet, catalogue, short))


def _check(rows: dict[str, Item], found: tuple[Step, ...]) -> None:
    assert [step.key for step in found if step.last] == sorted(rows, key=[s.key for s in found if s.last].index)
    for key, row in rows.items():
        work = [step for step in found if step.key == key and step.kind == "work" and not step.warm_up]
        warm = [(step.load, step.amount) for step in found if step.key == key and step.warm_up and step.side != "right"]
        assert {step.amount for step in work} == {row.amount}
        assert tuple(warm) == row.warm_up
        for side, sets in (("left", row.sets_left), ("right", row.sets_right)):
            mine = [step for step in work if step.side in (side, "")]
            assert len(mine) == (sets if sets and row.sides == 2 else row.sets) * (row.rounds or 1)
    if found:
        assert found[-1].kind == "work"
        assert found[0].kind in ("ready", "setup")
    for before, after in pairwise(found):
        assert (before.kind, after.kind) not in {("rest", "ready"), ("rest", "setup"), ("rest", "rest")}
        assert before.kind not in ("ready", "setup", "switch", "rest") or after.kind == "work"
