"""Ticks: the latest wins, whatever order they come in, and late ones move nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from webapp.domain.checks import Check, done_items, fold, instant, is_late, limit_words

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def check(op: str, done: bool, minutes: int = 0, item: str = "clamshell", late: bool = False) -> Check:
    return Check(op, DAY, item, done, NOON + timedelta(minutes=minutes), late=late)


@pytest.mark.parametrize(
    ("checks", "done"),
    [
        pytest.param([], set(), id="nothing"),
        pytest.param([check("a", True)], {"clamshell"}, id="ticked"),
        pytest.param([check("a", True), check("b", False, 1)], set(), id="taken back"),
        pytest.param([check("b", False, 1), check("a", True)], set(), id="taken back, told the other way round"),
        pytest.param([check("a", True), check("b", False)], set(), id="in the same instant: the greater number"),
        pytest.param(
            [check("a", True), check("b", True, 1, "glute-bridge")], {"clamshell", "glute-bridge"}, id="two items"
        ),
        pytest.param([check("a", True, late=True)], set(), id="too late to count"),
        pytest.param([check("a", True), check("b", False, 9, late=True)], {"clamshell"}, id="late ones move nothing"),
    ],
)
def test_what_stands_ticked(checks, done):
    assert done_items(checks) == done


def test_the_standing_check_carries_its_details():
    first, second = check("a", True), Check("b", DAY, "clamshell", True, NOON + timedelta(minutes=5), amount=12, pain=1)
    assert fold([second, first])["clamshell"] == second


@pytest.mark.parametrize(("days", "late"), [(0, False), (13, False), (14, False), (15, True), (400, True)])
def test_a_tick_is_late_after_two_weeks(days, late):
    assert is_late(DAY - timedelta(days=days), DAY) is late


@pytest.mark.parametrize(
    ("age", "saw", "made"),
    [
        pytest.param(timedelta(minutes=5), None, NOON - timedelta(minutes=5), id="as long ago as the phone says"),
        pytest.param(timedelta(minutes=-5), None, NOON, id="from the future: now"),
        pytest.param(timedelta(days=9999), None, NOON - timedelta(days=400), id="a broken clock"),
        pytest.param(timedelta(minutes=1), -5, NOON - timedelta(minutes=1), id="after what it saw anyway"),
        pytest.param(
            timedelta(minutes=9), -5, NOON - timedelta(minutes=5, milliseconds=-1), id="just after what it saw"
        ),
        pytest.param(timedelta(days=9999), 0, NOON + timedelta(milliseconds=1), id="whatever the clock says"),
    ],
)
def test_when_a_tap_was_made(age, saw, made):
    assert instant(NOON, age, None if saw is None else check("a", True, saw)) == made


def test_what_a_detail_must_be():
    assert limit_words("load") == "The load must be from 0 to 500."
    assert limit_words("load", 1102) == "The load must be from 0 to 1102."
