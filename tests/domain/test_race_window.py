"""The days around a race: race week, taper, recovery, the first week back."""

from datetime import timedelta

import pytest

from tests.domain.mornings import MONDAY
from webapp.domain.profile import Profile, Race
from webapp.domain.race_window import race_window


def window(days_to_race: int, priority: str = "A", distance: str = "half"):
    """The window of a Monday with one race so many days ahead; behind when negative."""
    race = Race(MONDAY + timedelta(days=days_to_race), priority, distance)
    return race_window(Profile(races=(race,)), MONDAY)


@pytest.mark.parametrize(
    ("days", "priority", "distance", "kind"),
    [
        (0, "B", "10k", "race"),
        (6, "B", "10k", "race"),
        (7, "B", "10k", ""),
        (7, "A", "10k", "taper"),
        (14, "A", "10k", "taper"),
        (15, "A", "10k", ""),
        (-1, "B", "5k", "recovery"),
        (-2, "B", "10k", "recovery"),
        (-3, "B", "10k", "return"),
        (-5, "B", "half", "recovery"),
        (-6, "B", "half", "return"),
        (-14, "B", "marathon", "recovery"),
        (-21, "B", "marathon", "return"),
        (-22, "B", "marathon", ""),
    ],
)
def test_the_kind_of_day(days, priority, distance, kind):
    assert window(days, priority, distance).kind == kind


@pytest.mark.parametrize(
    ("days", "priority", "kind", "reason"),
    [
        (0, "B", "circuit", "race-day"),
        (2, "B", "circuit", "race-near-b"),
        (3, "B", "circuit", ""),
        (3, "B", "lift", "race-near-b"),
        (4, "B", "lift", ""),
        (4, "B", "plyo", ""),
        (6, "A", "circuit", "race-near-a"),
        (7, "A", "circuit", ""),
        (4, "A", "lift", "race-near-a"),
        (5, "A", "lift", ""),
        (7, "A", "lift", ""),
        (4, "A", "plyo", "race-near-a"),
        (5, "A", "plyo", ""),
        (-3, "A", "lift", "race-recovery"),
    ],
)
def test_what_a_race_keeps_away(days, priority, kind, reason):
    assert window(days, priority).forbids(kind) == reason


@pytest.mark.parametrize(("days", "primer"), [(4, False), (5, True), (6, True), (7, False)])
def test_one_short_lift_five_or_six_days_before_the_main_race(days, primer):
    assert window(days).primer() is primer
    assert not window(days, "B").primer()


@pytest.mark.parametrize(
    ("days", "priority", "kind", "share"),
    [
        (20, "A", "lift", 1.0),
        (14, "A", "lift", 0.5),
        (5, "B", "plyo", 0.6),
        (5, "B", "lift", 1.0),
        (-7, "A", "circuit", 0.6),
    ],
)
def test_how_much_of_a_session_is_left(days, priority, kind, share):
    assert window(days, priority).share(kind) == share


def test_nothing_near_changes_nothing():
    quiet = race_window(Profile(races=(Race(MONDAY + timedelta(days=200)),)), MONDAY)
    assert (quiet.kind, quiet.forbids("lift"), quiet.share("lift"), quiet.primer()) == ("", "", 1.0, False)
