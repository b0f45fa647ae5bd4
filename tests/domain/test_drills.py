"""Warm-up drills: one more each week, skill and not load."""

from datetime import timedelta

import pytest

from tests.domain.jumpers import jumper, plan, session, sheet_of
from tests.domain.mornings import MONDAY, days_ago, settled
from webapp.domain.drills import ORDER, SWINGS, advance, block
from webapp.domain.profile import PastInjury, Run
from webapp.domain.sheet import Report

SUNDAY = MONDAY + timedelta(days=6)
WEEKS = len(ORDER)


def made(catalogue, drill_weeks: int = 0, runs: tuple[Run, ...] = (), **known: object):
    return block(jumper(catalogue, drill_weeks=drill_weeks, **known), plan(drills=True, runs=runs))


def slugs(found) -> tuple[str, ...]:
    return tuple(row.exercise for row in found.items)


def test_a_day_without_drills_has_none(catalogue):
    assert block(jumper(catalogue), plan()) is None


def test_the_first_week_has_the_swings_and_one_drill(catalogue):
    assert slugs(made(catalogue)) == (*SWINGS, "a-march")


@pytest.mark.parametrize("weeks", range(WEEKS + 3))
def test_each_week_done_adds_one_until_all_are_there(catalogue, weeks):
    assert slugs(made(catalogue, weeks)) == (*SWINGS, *ORDER[: weeks + 1])


def test_drills_are_skill_work_and_never_counted_as_jumps(catalogue):
    found = made(catalogue, WEEKS)
    assert found.kind == "drill"
    assert "half to three-quarter effort" in found.note
    assert {(row.contacts, row.level, row.next_level) for row in found.items} == {(0, 1, -1)}
    assert all(row.reason for row in found.items)


@pytest.mark.parametrize("weeks", range(WEEKS + 1))
def test_drills_take_seven_minutes_at_most_and_one_or_two_repeats(catalogue, weeks):
    found = made(catalogue, weeks)
    assert found.seconds <= 7 * 60
    assert all(row.sets in (1, 2) for row in found.items if row.exercise != "strides")


def test_once_all_are_there_they_take_about_as_long_as_the_table_says(catalogue):
    assert made(catalogue, WEEKS).seconds >= 5 * 60


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param(
            {"injuries": (PastInjury("ankle-sprain", since=days_ago(40)),)},
            (*SWINGS, "a-march", "a-skip", "b-skip", "butt-kick", "ankling"),
            id="light landings only, and no sidesteps on a young sprain",
        ),
        pytest.param(
            {"injuries": (PastInjury("ankle-sprain", since=days_ago(4), pain=1),)}, (*SWINGS, "a-march"), id="none"
        ),
        pytest.param(
            {"report": Report(pain=(("hamstring", 8),))},
            ("leg-swing-side", "a-march", "a-skip", "carioca", "high-knees"),
            id="a sore hamstring",
        ),
    ],
)
def test_what_is_not_safe_is_swapped_or_dropped_once(catalogue, known, expected):
    assert slugs(made(catalogue, WEEKS, **known)) == expected


def test_a_stand_in_says_so(catalogue):
    rows = made(catalogue, WEEKS, injuries=(PastInjury("ankle-sprain", since=days_ago(40)),)).items
    assert [(row.exercise, row.swapped_from) for row in rows if row.swapped_from] == [("ankling", "straight-leg-run")]
    assert rows[-1].reason == "in place of straight-leg run: it is held back for now"


def test_where_no_drill_is_safe_there_is_no_block(catalogue):
    assert made(catalogue, report=Report(pain=(("groin", 8), ("hamstring", 8)))) is None


def test_on_a_day_of_strides_they_are_those_of_the_run(catalogue):
    strides, workout = (made(catalogue, WEEKS, runs=(Run("mon", kind, 40),)) for kind in ("strides", "workout"))
    assert strides.items[-1].reason == "these are the strides of today's run"
    assert workout.items[-1].reason == "for tidy and quick steps"
    assert {found.items[-1].exercise for found in (strides, workout)} == {"strides"}


@pytest.mark.parametrize(
    ("last", "following", "on", "counted", "weeks"),
    [
        pytest.param(SUNDAY, 1, MONDAY, True, 4, id="a week with drills is over"),
        pytest.param(SUNDAY - timedelta(days=1), 1, MONDAY, True, 3, id="not over yet"),
        pytest.param(SUNDAY, 1, MONDAY, False, 3, id="drills not done"),
        pytest.param(SUNDAY, 1, days_ago(1), True, 3, id="drills of the week before"),
        pytest.param(MONDAY, 20, MONDAY, True, 4, id="a gap is one step"),
        pytest.param(SUNDAY, 1, None, True, 3, id="no drills"),
    ],
)
def test_a_calendar_week_with_drills_brings_one_more(catalogue, last, following, on, counted, weeks):
    log = (session(on, 0, kind="drill", counted=counted),) if on else ()
    standing = settled(drill_weeks=3, sessions=log)
    after = advance(catalogue, standing, sheet_of(last), {}, last + timedelta(days=following))
    assert after.drill_weeks == weeks


def test_jumps_done_are_no_drills(catalogue):
    standing = settled(sessions=(session(MONDAY),))
    assert advance(catalogue, standing, sheet_of(SUNDAY), {}, SUNDAY + timedelta(days=1)).drill_weeks == 0
