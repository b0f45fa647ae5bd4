"""Races: what a form says, one a day, the next one first."""

from datetime import date, timedelta

import pytest

from webapp.domain.profile import Profile, Race
from webapp.domain.race_list import (
    ASK_DATE,
    ASK_DISTANCE,
    ASK_PRIORITY,
    as_form,
    coming,
    past,
    read_race,
    with_race,
    without_race,
)

TODAY = date(2026, 11, 18)
SPRING = Race(date(2027, 4, 11), "A", "half")
XMAS = Race(date(2026, 12, 6), "B", "10k")
LAST = Race(date(2026, 9, 13), "A", "marathon")
FORM = {"on": "2027-04-11", "priority": "A", "distance": "half"}


@pytest.mark.parametrize("race", [SPRING, XMAS])
def test_a_race_survives_its_form(race):
    assert read_race(as_form(race), TODAY) == (race, {})


@pytest.mark.parametrize(
    ("field", "typed", "fault"),
    [
        ("on", "2026-11-17", ASK_DATE),
        ("on", "2028-11-19", ASK_DATE),
        ("on", "2027-02-30", ASK_DATE),
        ("on", "", ASK_DATE),
        ("priority", "C", ASK_PRIORITY),
        ("distance", "ultra", ASK_DISTANCE),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(field, typed, fault):
    assert read_race({**FORM, field: typed}, TODAY) == (None, {field: fault})


@pytest.mark.parametrize("days", [0, 731])
def test_a_race_is_today_at_the_soonest_and_in_two_years_at_the_latest(days):
    on = TODAY + timedelta(days)
    assert read_race({**FORM, "on": on.isoformat()}, TODAY)[0].on == on


def test_a_race_that_was_may_keep_its_day_but_not_take_another_past_one():
    told = {**as_form(LAST), "distance": "half"}
    assert read_race(told, TODAY, LAST)[0] == Race(LAST.on, "A", "half")
    assert read_race({**told, "on": "2026-09-14"}, TODAY, LAST)[1] == {"on": ASK_DATE}


def test_the_next_race_comes_first_and_the_last_one_leads_the_past():
    old = Race(date(2026, 5, 1))
    profile = Profile(races=(SPRING, LAST, XMAS, old))
    assert coming(profile, TODAY) == (XMAS, SPRING)
    assert past(profile, TODAY) == (LAST, old)
    assert coming(profile, SPRING.on) == (SPRING,)


def test_a_day_has_one_race():
    other = Race(SPRING.on, "B", "5k")
    profile = with_race(Profile(races=(SPRING,)), other, TODAY)
    assert profile.races == (other,)
    assert with_race(profile, other, TODAY) == profile
    assert without_race(profile, SPRING.on).races == ()


@pytest.mark.parametrize(("days", "stays"), [(365, True), (366, False)])
def test_a_race_of_over_a_year_ago_leaves_with_the_next_save(days, stays):
    old = Race(TODAY - timedelta(days))
    assert (old in with_race(Profile(races=(old,)), SPRING, TODAY).races) is stays
