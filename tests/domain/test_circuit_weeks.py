"""The eight-week build: when a week advances or repeats, lighter weeks, missed time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.domain.mornings import MONDAY, days_ago, settled
from webapp.domain.circuit_weeks import advance, week_needed
from webapp.domain.sessions import KEPT_DAYS
from webapp.domain.sheet import Sheet
from webapp.domain.standing import Circuits, Placed, Standing
from webapp.domain.standing import Tested as Try

SUNDAY = MONDAY + timedelta(days=6)
TUE_THU_SAT = (1, 3, 5)


def walk(catalogue, standing: Standing, start: date, days: int, done=lambda on: True, phase: int = 2) -> Standing:
    """Day by day from a Monday: circuits on Tuesday, Thursday, Saturday, counted where `done` says so."""
    for number in range(days):
        on = start + timedelta(days=number)
        log = [placed for placed in standing.sessions if (on - placed.on).days < KEPT_DAYS]
        if on.weekday() in TUE_THU_SAT:
            circuits = standing.circuits
            log.append(Placed(on, "circuit", done(on), done(on), circuits.week, eased=circuits.deload, rounds=1))
        last = on if done(on) else standing.last_done
        standing = replace(standing, sessions=tuple(log), last_done=last)
        standing = advance(catalogue, standing, Sheet(on, phase, "light", ""), {}, on + timedelta(days=1))
    return standing


def weeks(catalogue, count: int, standing: Standing | None = None, **how) -> list[str]:
    """The week of each Monday, an L after a lighter one."""
    standing, found = standing or settled(phase=2), []
    for number in range(count):
        found.append(f"{standing.circuits.week}{'L' if standing.circuits.deload else ''}")
        standing = walk(catalogue, standing, MONDAY + timedelta(weeks=number), 7, **how)
    return found


def after_a_gap(catalogue, off: int, **known) -> Standing:
    """The last counted day was a Sunday; the app is opened again after so many days off."""
    trained = Placed(SUNDAY, "circuit", True, week=known["circuits"].week)
    standing = settled(**{"phase": 2, "last_done": SUNDAY, "sessions": (trained,), **known})
    return advance(catalogue, standing, Sheet(SUNDAY, 2, "light", ""), {}, SUNDAY + timedelta(days=off + 1))


def test_the_build_has_a_lighter_week_after_the_third_and_sixth_and_then_every_fourth(catalogue):
    expected = "1 2 3 3L 4 5 6 6L 7 8 8 8L 8 8 8 8L 8"
    assert weeks(catalogue, 17) == expected.split()


@pytest.mark.parametrize(
    ("counted", "following"),
    [
        pytest.param((), 1, id="none"),
        pytest.param((1,), 1, id="one"),
        pytest.param((1, 5), 2, id="two"),
        pytest.param((1, 3, 5), 2, id="all three"),
    ],
)
def test_a_week_advances_after_two_counted_sessions_and_repeats_otherwise(catalogue, counted, following):
    after = walk(catalogue, settled(phase=2), MONDAY, 7, lambda on: on.weekday() in counted or on.weekday() == 0)
    assert after.circuits.week == following


def test_nothing_moves_before_the_week_is_over(catalogue):
    assert walk(catalogue, settled(phase=2), MONDAY, 6).circuits.week == 1


def test_sessions_that_were_eased_do_not_advance_a_week(catalogue):
    log = tuple(Placed(MONDAY + timedelta(days=n), "circuit", True, week=2, eased=True) for n in TUE_THU_SAT)
    standing = settled(phase=2, circuits=Circuits(week=2), sessions=log, last_done=SUNDAY)
    after = advance(catalogue, standing, Sheet(SUNDAY, 2, "light", ""), {}, SUNDAY + timedelta(days=1))
    assert after.circuits.week == 2


def test_a_lighter_week_ends_by_the_calendar(catalogue):
    light = settled(phase=2, circuits=Circuits(week=3, deload=True, since_deload=3))
    after = walk(catalogue, light, MONDAY, 7, lambda on: on.weekday() == 0)
    assert (after.circuits.week, after.circuits.deload, after.circuits.since_deload) == (4, False, 0)


def test_counted_sessions_and_their_calendar_weeks_are_counted(catalogue):
    after = walk(catalogue, settled(phase=2), MONDAY, 14)
    assert (after.circuits.done, after.circuits.weeks) == (6, 2)
    missed = walk(catalogue, settled(phase=2), MONDAY, 14, lambda on: on < SUNDAY and on.weekday() != 3)
    assert (missed.circuits.done, missed.circuits.weeks) == (2, 1)


@pytest.mark.parametrize(("phase", "done"), [(1, 0), (3, 6)])
def test_weeks_advance_in_phase_2_only_and_sessions_count_from_there_on(catalogue, phase, done):
    after = walk(catalogue, settled(phase=phase), MONDAY, 14, phase=phase)
    assert (after.circuits.week, after.circuits.done) == (1, done)


def test_a_lighter_week_does_not_outlive_phase_2(catalogue):
    light = settled(phase=3, circuits=Circuits(week=6, deload=True))
    after = walk(catalogue, light, MONDAY, 7, phase=3)
    assert (after.circuits.week, after.circuits.deload) == (6, False)


@pytest.mark.parametrize(
    ("off", "week"),
    [
        pytest.param(6, 5, id="up to six days: carry on"),
        pytest.param(7, 5, id="a week: repeat it"),
        pytest.param(13, 5, id="nearly two weeks: repeat it"),
        pytest.param(14, 3, id="two weeks: two back"),
        pytest.param(27, 3, id="nearly four weeks: two back"),
        pytest.param(28, 2, id="four weeks: to the first three"),
        pytest.param(55, 2, id="nearly eight weeks: to the first three"),
        pytest.param(56, 1, id="eight weeks: from the start"),
    ],
)
def test_days_off_take_the_build_back(catalogue, off, week):
    assert after_a_gap(catalogue, off, circuits=Circuits(week=5, done=14, weeks=5)).circuits.week == week


@pytest.mark.parametrize(("off", "week"), [(14, 1), (28, 1), (30, 1)])
def test_it_never_goes_below_the_first_week(catalogue, off, week):
    assert after_a_gap(catalogue, off, circuits=Circuits(week=2)).circuits.week == week


def test_late_in_the_build_four_weeks_off_lead_to_the_third_week(catalogue):
    assert after_a_gap(catalogue, 40, circuits=Circuits(week=8)).circuits.week == 3


@pytest.mark.parametrize(("off", "kept"), [(55, True), (56, False)])
def test_eight_weeks_off_begin_phase_2_anew(catalogue, off, kept):
    known = {"mastered_on": days_ago(30), "tests": {"push-up": Try(days_ago(20), 12, True)}}
    after = after_a_gap(catalogue, off, circuits=Circuits(week=8, done=40, weeks=12), **known)
    assert (after.mastered_on is not None, bool(after.tests), after.circuits.done > 0) == (kept, kept, kept)


@pytest.mark.parametrize("off", [10, 20, 40, 60])
def test_opening_the_app_on_days_off_changes_nothing(catalogue, off):
    """Each threshold acts once, from the last week trained, also when a lighter week passed in between."""
    known = {"circuits": Circuits(week=6, done=20, weeks=7), "last_done": SUNDAY}
    trained = tuple(Placed(MONDAY + timedelta(days=n), "circuit", True, True, 6) for n in TUE_THU_SAT)
    start = settled(phase=2, sessions=trained, **known)
    daily = start
    for number in range(off + 1):
        on = SUNDAY + timedelta(days=number)
        log = tuple(placed for placed in daily.sessions if (on - placed.on).days < KEPT_DAYS)
        daily = replace(daily, sessions=log)
        daily = advance(catalogue, daily, Sheet(on, 2, "light", ""), {}, on + timedelta(days=1))
    at_once = advance(catalogue, start, Sheet(SUNDAY, 2, "light", ""), {}, SUNDAY + timedelta(days=off + 1))
    assert daily.circuits == at_once.circuits


@pytest.mark.parametrize(
    ("sessions", "week"),
    [
        pytest.param([(6, 2), (6, 2), (6, 2)], 6, id="two rounds"),
        pytest.param([(4, 1), (4, 1), (4, 1)], 6, id="one round is what the week has"),
        pytest.param([(4, 1), (4, 1), (5, 1)], 4, id="one was cut to one round"),
        pytest.param([(5, 1), (6, 2), (6, 2), (6, 2)], 6, id="that is long ago"),
        pytest.param([], 6, id="nothing yet"),
    ],
)
def test_mastery_asks_for_week_6_or_for_week_4_where_minutes_leave_one_round(catalogue, sessions, week):
    log = tuple(Placed(MONDAY, "circuit", True, True, week, rounds=rounds) for week, rounds in sessions)
    assert week_needed(catalogue, settled(sessions=log)) == week
