"""The little of a sheet that reminders know: what is open, what counts, how long it takes, what may be named."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.strategies import lives
from webapp.domain.advance import counts
from webapp.domain.reminder_list import gist, state
from webapp.domain.sheet import Block, Item, Sheet, Short

CLAM = Item("clamshell", 2, 12, "reps", 2, 1, 0, 90, "")
BRIDGE = replace(CLAM, exercise="glute-bridge", seconds=60)
SQUAT = replace(CLAM, exercise="prisoner-squat", seconds=45)
HEEL = replace(CLAM, exercise="heel-drop", seconds=200, slots=("morning", "evening"), injury="achilles-mid")
ANKLE = replace(CLAM, exercise="ankle-out", seconds=30, injury="ankle-sprain")
TOWEL = replace(ANKLE, exercise="towel", slots=("morning", "after-run", "evening"), injury="plantar")
TEST = replace(CLAM, exercise="push-up", slots=("test",))


def sheet(**blocks) -> Sheet:
    """A full day with these blocks, the hip block in a short version of its first row."""
    made = tuple(Block(kind, "", tuple(items)) for kind, items in blocks.items())
    hips = tuple(blocks.get("hip", ()))[:1]
    return Sheet(date(2026, 11, 24), 1, "full", "", made, (Short(5, hips),) if hips else ())


DAY = gist(sheet(hip=(CLAM, BRIDGE), rehab=(ANKLE, TOWEL, HEEL), circuit=(SQUAT,)))


@pytest.mark.parametrize("kind", ["run", "rest", "follow-up", "run-done", "later"])
def test_the_daily_reminder_is_about_once_a_day_work_and_what_comes_after_the_run(kind):
    assert state(DAY, frozenset(), kind).open == (
        "clamshell", "glute-bridge", "ankle-out", "towel@after-run", "prisoner-squat",
    )  # fmt: skip


@pytest.mark.parametrize("slot", ["morning", "evening"])
def test_a_nudge_is_about_the_boxes_of_its_time_of_day(slot):
    assert state(DAY, frozenset(), slot).open == (f"towel@{slot}", f"heel-drop@{slot}")
    assert state(DAY, {f"towel@{slot}"}, slot).open == (f"heel-drop@{slot}",)
    assert state(gist(sheet(hip=(CLAM,))), frozenset(), slot).open == ()


def test_where_all_work_is_several_times_a_day_the_daily_reminder_is_about_that():
    assert state(gist(sheet(rehab=(HEEL,))), frozenset(), "rest").open == ("heel-drop@morning", "heel-drop@evening")


def test_ticks_close_boxes_and_start_the_list():
    assert state(DAY, {"heel-drop@morning"}, "run").started is False
    some = state(DAY, {"clamshell", "glute-bridge"}, "run")
    assert (some.open[0], some.started, some.counted, some.short_done) == ("ankle-out", True, True, True)
    assert state(DAY, {"glute-bridge"}, "run").short_done is False
    assert state(DAY, {row.key for row in DAY.rows}, "run").open == ()


def test_the_minutes_are_those_of_what_is_open_with_its_set_up():
    circuit = Block("circuit", "", (SQUAT, replace(SQUAT, exercise="push-up")), setup=121)
    found = gist(Sheet(date(2026, 11, 24), 2, "light", "", (circuit,)))
    assert state(found, frozenset(), "run").seconds == circuit.seconds == 45 + 45 + 121
    assert state(found, {"prisoner-squat"}, "run").seconds == 45 + 60


@pytest.mark.parametrize(
    ("blocks", "session"),
    [
        ({"hip": (CLAM,)}, ""),
        ({"drill": (CLAM,)}, ""),
        ({"hip": (CLAM,), "circuit": (SQUAT,)}, "circuit"),
        ({"hip": (CLAM,), "lift": (SQUAT,)}, "lift"),
        ({"plyo": (SQUAT,), "hip": (CLAM,)}, "plyo"),
        ({"hip": (CLAM,), "test": (TEST,)}, "test"),
    ],
)
def test_a_session_of_the_day_is_known(blocks, session):
    assert state(gist(sheet(**blocks)), frozenset(), "run").session == session


@pytest.mark.parametrize(
    ("blocks", "done", "first"),
    [
        ({"hip": (CLAM, BRIDGE)}, (), "clamshell"),
        ({"hip": (CLAM, BRIDGE)}, ("clamshell",), "glute-bridge"),
        ({"circuit": (SQUAT,), "hip": (CLAM,)}, (), "clamshell"),  # hip work first: everybody has it
        ({"rehab": (ANKLE,), "circuit": (SQUAT,)}, (), "prisoner-squat"),
        ({"test": (TEST,)}, (), "push-up"),
        ({"rehab": (ANKLE, TOWEL)}, (), ""),  # what is there for an injury is never named
        ({"hip": (CLAM,), "rehab": (ANKLE,)}, ("clamshell",), ""),
    ],
)
def test_the_exercise_to_name_is_open_and_tells_nothing_of_an_injury(blocks, done, first):
    assert state(gist(sheet(**blocks)), frozenset(done), "run").first == first


@given(lives(), st.integers(1, 30))
def test_it_counts_a_day_as_training_does_and_takes_no_longer_than_the_list(life, days):
    for step in life.walk(days).steps:
        done = frozenset(key for key, check in step.outcomes.items() if check.done)
        found = state(gist(step.sheet), done, "rest")
        assert found.kind == step.sheet.kind
        assert set(found.open) <= step.sheet.keys - done
        assert found.first not in {item.exercise for item in step.sheet.items if item.injury}
        if all(check.amount is None for check in step.outcomes.values()):
            assert found.counted == counts(step.sheet, step.outcomes)
