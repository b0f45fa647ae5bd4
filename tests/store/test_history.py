"""What charts read: as `fold` would have it, without whole sheets."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest

from tests.store.conftest import TODAY, item, stored
from webapp.domain.checks import Check, done_items
from webapp.domain.series import Lifted, Logged, Morning
from webapp.domain.sheet import Block, Report
from webapp.domain.standing import Lift
from webapp.store import checks, history, sheets

DAY = timedelta(days=1)
SECONDS = count()


def tap(session, runner, now, item: str = "clamshell", done: bool = True, day: date = TODAY, **details) -> Check:
    """One more tap, each a second after the one before unless told otherwise."""
    at = details.pop("at", now + timedelta(seconds=next(SECONDS)))
    check = Check(str(uuid.uuid4()), day, item, done, at, **details)
    assert checks.add(session, runner.id, check, now)
    return check


def done(session, runner, first: date = TODAY, last: date = TODAY) -> dict:
    return history.done(session, runner.id, first, last)


def test_the_keys_ticked_on_each_day_with_both_ends(session, runner, now):
    for age in range(4):
        tap(session, runner, now, day=TODAY - age * DAY)
    tap(session, runner, now, "calf-stretch@evening")
    assert done(session, runner, TODAY - 2 * DAY, TODAY) == {
        TODAY - 2 * DAY: {"clamshell"},
        TODAY - DAY: {"clamshell"},
        TODAY: {"clamshell", "calf-stretch@evening"},
    }


@pytest.mark.parametrize("taps", ["1", "10", "101", "11", "01", "0", "1010", "0011"])
def test_a_tick_stands_as_the_log_folds(session, runner, now, taps):
    made = [tap(session, runner, now, done=word == "1") for word in taps]
    made.append(tap(session, runner, now, "glute-bridge"))
    assert done(session, runner) == {TODAY: done_items(made)}


def test_the_order_of_arrival_does_not_matter(session, runner, now):
    tap(session, runner, now, done=False, at=now + timedelta(minutes=5))
    tap(session, runner, now, done=True, at=now)
    assert done(session, runner) == {}


def test_two_taps_of_one_instant_go_by_their_number(session, runner, now):
    made = [tap(session, runner, now, done=done, at=now) for done in (True, False, True, False)]
    assert done(session, runner).get(TODAY, frozenset()) == done_items(made)


def test_a_late_tick_counts_for_nothing(session, runner, now):
    tap(session, runner, now, late=True)
    tap(session, runner, now, "glute-bridge")
    tap(session, runner, now, "glute-bridge", done=False, late=True)
    tap(session, runner, now, "hip-hike", load=12.0, late=True)
    assert done(session, runner) == {TODAY: {"glute-bridge"}}
    assert history.logged(session, runner.id, TODAY, TODAY) == []


def test_what_was_written_down_is_told_by_day_and_row(session, runner, now):
    tap(session, runner, now, "back-squat", amount=5, load=62.5, effort=2)
    tap(session, runner, now, "pogo-jump", pain=3, day=TODAY - DAY)
    tap(session, runner, now, "clamshell", amount=10)
    assert history.logged(session, runner.id, TODAY - DAY, TODAY) == [
        Logged(TODAY - DAY, "pogo-jump", pain=3),
        Logged(TODAY, "back-squat", 5, 62.5, 2),
    ]


def test_only_what_was_written_last_is_told(session, runner, now):
    tap(session, runner, now, "back-squat", load=60.0)
    tap(session, runner, now, "back-squat", load=62.5)
    tap(session, runner, now, "deadlift", load=80.0)
    tap(session, runner, now, "deadlift", done=False)
    assert history.logged(session, runner.id, TODAY, TODAY) == [Logged(TODAY, "back-squat", load=62.5)]


def morning(session, runner, now, age: int, *, lift: bool = False, report: Report | None = None, **lifts: Lift) -> None:
    plain = stored(TODAY - age * DAY)
    blocks = (
        (*plain.sheet.blocks, Block("lift", "your hard day", (item("back-squat"),))) if lift else plain.sheet.blocks
    )
    sheet = replace(plain.sheet, blocks=blocks, report=report or Report())
    standing = replace(plain.standing, lifts={slug.replace("_", "-"): lift for slug, lift in lifts.items()})
    assert sheets.insert(session, runner.id, sheets.Stored(sheet, standing), now)


def mornings(session, runner, back: int = 30, pain_back: int = 10) -> list[Morning]:
    return history.mornings(session, runner.id, TODAY - back * DAY, TODAY, TODAY - pain_back * DAY)


def test_heavy_days_are_told_with_the_lifts_as_they_stood(session, runner, now):
    before = Lift(60.0, True, TODAY - 25 * DAY, estimate=72.5)
    morning(session, runner, now, 20, lift=True, back_squat=before)
    morning(session, runner, now, 19, back_squat=before)
    morning(session, runner, now, 40, lift=True, back_squat=before)
    assert mornings(session, runner) == [
        Morning(TODAY - 20 * DAY, lifts={"back-squat": Lifted(60.0, TODAY - 25 * DAY, 72.5)})
    ]


def test_days_with_a_report_are_told_from_the_day_asked_for(session, runner, now):
    report = Report((("achilles", 4),), ("ankle",), "above", worse=("calf",))
    for age in (11, 10, 0):
        morning(session, runner, now, age, report=report)
    morning(session, runner, now, 5)
    said = Report((("achilles", 4),), ("ankle",), worse=("calf",))
    assert mornings(session, runner) == [Morning(TODAY - 10 * DAY, said), Morning(TODAY, said)]


def test_everybody_reads_only_their_own(session, runner, stranger, now):
    tap(session, runner, now, "back-squat", load=60.0)
    morning(session, runner, now, 0, lift=True)
    assert done(session, stranger) == {}
    assert history.logged(session, stranger.id, TODAY, TODAY) == []
    assert mornings(session, stranger) == []


def test_a_tick_of_somebody_else_undoes_nothing(session, runner, stranger, now):
    tap(session, runner, now)
    tap(session, stranger, now, done=False)
    assert done(session, runner) == {TODAY: {"clamshell"}}
