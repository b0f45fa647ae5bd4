"""The traffic light of pain, and red twice in a week."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.domain.mornings import MONDAY, days_ago
from webapp.domain.checks import Check
from webapp.domain.dose import Dose, item
from webapp.domain.pain_light import is_red, light, shut_until
from webapp.domain.standing import Red

AT = datetime(2026, 11, 23, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("score", "limit", "colour"),
    [(0, 3, "green"), (2, 3, "green"), (3, 3, "amber"), (4, 3, "red"), (5, 5, "amber"), (6, 5, "red"), (1, 0, "red"),
     (2, 2, "green"), (3, 2, "red"), (0, 0, "green")],
)  # fmt: skip
def test_green_amber_and_red_follow_the_limit_of_the_area(score, limit, colour):
    assert light(score, limit) == colour


@pytest.mark.parametrize(("pain", "red"), [(None, False), (0, False), (3, False), (4, True)])
def test_a_tick_with_pain_above_the_limit_is_red(catalogue, pain, red):
    row = item(catalogue.exercises["clamshell"], 1, Dose(2, 15), "", frozenset())
    assert is_red(row, {"clamshell": Check("op", MONDAY, "clamshell", True, AT, pain=pain)}) is red
    assert not is_red(row, {"plank": Check("op", MONDAY, "plank", True, AT, pain=9)})


@pytest.mark.parametrize(
    ("ago", "until"),
    [
        pytest.param((), None, id="never red"),
        pytest.param((0,), None, id="red once"),
        pytest.param((3, 3), None, id="twice on one day is one"),
        pytest.param((0, 6), 7, id="twice in seven days, the second today"),
        pytest.param((0, 7), None, id="seven days apart is eight days"),
        pytest.param((7, 9), 0, id="the last day"),
        pytest.param((8, 9), None, id="over"),
        pytest.param((2, 5, 13), 5, id="the latest pair counts"),
        pytest.param((1, 9, 12), None, id="a lone red after a pair does not make it longer"),
    ],
)
def test_red_twice_in_seven_days_spares_a_place_for_seven_more(ago, until):
    reds = [Red(days_ago(days), "calf") for days in ago]
    expected = {} if until is None else {"calf": MONDAY + timedelta(days=until)}
    assert shut_until(reds, MONDAY) == expected


def test_two_places_red_once_each_are_not_one_red_twice():
    assert shut_until([Red(days_ago(1), "calf"), Red(days_ago(2), "shin")], MONDAY) == {}
