"""Ticks: the latest wins, whatever order they come in, and late ones move nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from webapp.domain.checks import Check, done_items, fold, is_late

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
