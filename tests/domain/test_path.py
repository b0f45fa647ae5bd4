"""The 20-week path: which week counts for which wishes, how many sessions it holds, when it moves."""

from datetime import timedelta

import pytest

from tests.domain.lifters import lifted, lifter, mastered, sheet_of
from tests.domain.mornings import MONDAY, days_ago
from webapp.domain import path
from webapp.domain.profile import Wishes
from webapp.domain.sheet import Sheet
from webapp.domain.standing import Placed

BOTH, LIFTS, JUMPS, NEITHER = Wishes("barbell", True), Wishes("machines"), Wishes("no", True), Wishes()
LATELY, LONG_AGO = {"back-squat": lifted(60)}, {"back-squat": lifted(60, days_ago(57))}
SUNDAY = MONDAY + timedelta(days=6)


@pytest.mark.parametrize(
    ("wishes", "stands_at", "lifts", "week"),
    [
        pytest.param(BOTH, 0, {}, 1, id="both begin at week 1"),
        pytest.param(LIFTS, 0, {}, 1, id="lifts alone too"),
        pytest.param(JUMPS, 0, {}, 9, id="jumps alone begin at week 9"),
        pytest.param(NEITHER, 7, LATELY, 0, id="neither"),
        pytest.param(BOTH, 14, LATELY, 14, id="both go on"),
        pytest.param(LIFTS, 8, LATELY, 8, id="lifts alone go up to week 8"),
        pytest.param(LIFTS, 9, LATELY, 5, id="and then back to week 5"),
        pytest.param(JUMPS, 20, {}, 20, id="jumps alone go up to week 20"),
        pytest.param(BOTH, 6, LATELY, 6, id="lifts, then both: carry on"),
        pytest.param(BOTH, 9, LATELY, 9, id="lifts at the end of week 8, then both: the hand-over"),
        pytest.param(BOTH, 12, {}, 1, id="jumps, then both: lifts begin anew"),
        pytest.param(BOTH, 12, LATELY, 12, id="unless there were lifts lately"),
        pytest.param(BOTH, 12, LONG_AGO, 1, id="a lift of 57 days ago is not lately"),
        pytest.param(LIFTS, 15, LATELY, 5, id="both, then lifts alone"),
        pytest.param(JUMPS, 4, LATELY, 9, id="lifts, then jumps alone"),
        pytest.param(JUMPS, 15, LATELY, 15, id="both, then jumps alone"),
    ],
)
def test_the_week_these_wishes_are_in(wishes, stands_at, lifts, week):
    assert path.week_for(wishes, mastered(path_week=stands_at, lifts=lifts), MONDAY) == week


@pytest.mark.parametrize(
    ("wish", "jumps", "closed", "stands_at", "expected"),
    [
        pytest.param("barbell", True, (), 0, (2, 0, 1), id="both, week 1"),
        pytest.param("barbell", True, (), 9, (2, 1, 1), id="the hand-over"),
        pytest.param("barbell", True, (), 13, (1, 2, 0), id="keeping the strength"),
        pytest.param("machines", False, (), 5, (2, 0, 1), id="lifts alone"),
        pytest.param("no", True, (), 0, (0, 1, 1), id="jumps alone"),
        pytest.param("no", True, (), 17, (0, 2, 0), id="jumps alone, later"),
        pytest.param("barbell", True, ("plyo",), 13, (2, 0, 1), id="jumps shut: lifts alone"),
        pytest.param("barbell", True, ("heavy",), 13, (0, 2, 0), id="lifts shut: jumps alone"),
        pytest.param("barbell", True, ("heavy", "plyo"), 13, (0, 0, 3), id="both shut: circuits"),
        pytest.param("barbell", True, ("phase-3",), 13, (0, 0, 3), id="the phase is shut: circuits"),
    ],
)
def test_sessions_a_week(catalogue, wish, jumps, closed, stands_at, expected):
    runner = lifter(catalogue, wish, jumps=jumps, closed=closed, standing=mastered(path_week=stands_at, lifts=LATELY))
    assert path.quota(runner) == dict(zip(("lift", "plyo", "circuit"), expected, strict=True))


def test_no_week_of_any_wishes_is_over_the_caps(catalogue):
    for week in range(1, 21):
        for wish, jumps in (("barbell", True), ("barbell", False), ("no", True)):
            counts = path.quota(lifter(catalogue, wish, jumps=jumps, standing=mastered(path_week=week, lifts=LATELY)))
            assert counts["lift"] <= 2
            assert counts["lift"] + counts["plyo"] <= 3


def test_jumps_alone_have_no_lifts_in_their_weeks(catalogue):
    row = path.row(lifter(catalogue, "no", jumps=True))
    assert (row.week, row.lift, row.scheme, row.plyo_level) == (9, 0, (), 1)


def test_without_wishes_there_is_no_path(catalogue):
    assert path.row(lifter(catalogue, "no")) is None


def _placed(kind: str, week: int, counted: bool = True) -> Placed:
    return Placed(MONDAY + timedelta(days=1), kind, counted, week=week)


def _after_sunday(catalogue, stands_at: int, sessions: tuple, kind: str = "build", **known: object) -> int:
    standing = mastered(path_week=stands_at, sessions=sessions, **{"last_done": SUNDAY, **known})
    sheet = sheet_of(None, SUNDAY, week_kind=kind)
    return path.advance(catalogue, standing, sheet, {}, SUNDAY + timedelta(days=1)).path_week


@pytest.mark.parametrize(
    ("stands_at", "sessions", "kind", "week"),
    [
        pytest.param(0, (_placed("lift", 1),), "build", 2, id="the first week done"),
        pytest.param(0, (_placed("plyo", 9),), "build", 10, id="the first week of jumps alone"),
        pytest.param(0, (_placed("lift", 1, False),), "build", 0, id="asked for, not done"),
        pytest.param(3, (_placed("lift", 3), _placed("lift", 3, False)), "build", 4, id="one of two is enough"),
        pytest.param(3, (_placed("circuit", 5),), "build", 3, id="circuits do not move it"),
        pytest.param(4, (), "deload", 5, id="a lighter week passes by itself"),
        pytest.param(9, (_placed("lift", 5),), "build", 6, id="lifts alone, in their second round"),
        pytest.param(20, (_placed("plyo", 20),), "deload", 17, id="the last four weeks come again"),
        pytest.param(5, (_placed("lift", 5),), "race", 5, id="a race week stands still"),
        pytest.param(5, (_placed("lift", 5),), "taper", 5, id="a taper too"),
        pytest.param(5, (_placed("lift", 5),), "recovery", 5, id="and the recovery"),
        pytest.param(5, (_placed("lift", 5),), "return", 5, id="and the first week back"),
    ],
)
def test_the_end_of_a_week(catalogue, stands_at, sessions, kind, week):
    assert _after_sunday(catalogue, stands_at, sessions, kind) == week


def test_nothing_moves_before_mastery_nor_within_a_week(catalogue):
    done = (_placed("lift", 3),)
    assert _after_sunday(catalogue, 3, done, mastered_on=None) == 3
    friday = MONDAY + timedelta(days=4)
    standing = mastered(path_week=3, sessions=done, last_done=friday)
    after = path.advance(catalogue, standing, sheet_of(None, friday), {}, friday + timedelta(days=1))
    assert after.path_week == 3


def test_phase_two_does_not_move_the_path(catalogue):
    standing = mastered(path_week=3, sessions=(_placed("lift", 3),), last_done=SUNDAY)
    after = path.advance(catalogue, standing, Sheet(SUNDAY, 2, "light", ""), {}, SUNDAY + timedelta(days=1))
    assert after.path_week == 3


@pytest.mark.parametrize(
    ("off", "stands_at", "week"),
    [
        pytest.param(27, 12, 12, id="27 days off"),
        pytest.param(28, 12, 2, id="28 days off: week 2"),
        pytest.param(28, 1, 1, id="never forward"),
        pytest.param(55, 12, 2, id="55 days off"),
        pytest.param(56, 12, 0, id="56 days off: from the start"),
    ],
)
def test_days_off_take_the_path_back(catalogue, off, stands_at, week):
    standing = mastered(path_week=stands_at, last_done=MONDAY)
    after = path.advance(catalogue, standing, sheet_of(None), {}, MONDAY + timedelta(days=off + 1))
    assert after.path_week == week
