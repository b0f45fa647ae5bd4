"""What an answer moved in this week, in sentences."""

from datetime import timedelta

import pytest

from tests.domain.mornings import MONDAY
from webapp.domain.plan import DayPlan, NotPlaced, Week
from webapp.domain.week_changes import week_changes

NAMES = {"circuit": "Circuit", "lift": "Lifting", "plyo": "Jumps", "test": "Test"}
KINDS = {"C": "circuit", "L": "lift", "P": "plyo"}


def week(text: str, *left: NotPlaced) -> Week:
    days = (
        DayPlan(
            MONDAY + timedelta(days=n), "light", "light-day", session=KINDS.get(letter, ""), session_why="So it is."
        )
        for n, letter in enumerate(text)
    )
    return Week("build", tuple(days), left)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("C.C.C..", "C.C.C..", ()),
        ("C......", ".C.....", ("Circuit: from Monday to Tuesday. So it is.",)),
        (".......", "..L....", ("Lifting: now on Wednesday. So it is.",)),
        ("....P..", ".......", ("Jumps: no longer on Friday.",)),
        (
            "L..P...",
            ".L..P..",
            ("Lifting: from Monday to Tuesday. So it is.", "Jumps: from Thursday to Friday. So it is."),
        ),
    ],
)
def test_what_moved_is_said_with_its_reason(before, after, said):
    assert week_changes(week(before), week(after), MONDAY, NAMES) == said


def test_what_finds_no_day_any_more_says_why():
    after = week(".......", NotPlaced("lift", 1, "your race is too close"))
    said = week_changes(week("L......"), after, MONDAY, NAMES)
    assert said == ("Lifting: no longer on Monday, because your race is too close.",)


def test_days_that_are_over_are_not_told():
    assert week_changes(week("C......"), week("......."), MONDAY + timedelta(days=1), NAMES) == ()
