"""Races, on both databases: one a day, repeatable, and not without end."""

from datetime import date, timedelta

import pytest

from webapp.actions import races
from webapp.actions.refused import Refused
from webapp.domain.profile import Race
from webapp.domain.race_list import MOST, TOO_MANY

SPRING = Race(date(2027, 4, 11), "A", "half")


def test_saving_and_removing_twice_is_once(tell, profile):
    for _ in range(2):
        tell(races.save_race, SPRING)
    assert profile().races == (SPRING,)
    for _ in range(2):
        tell(races.remove_race, SPRING.on)
    assert profile().races == ()
    assert "races" in profile().asked


def test_a_race_moves_to_another_day(tell, profile):
    tell(races.save_race, SPRING)
    moved = Race(date(2027, 4, 18), "B", "half")
    tell(races.save_race, moved, SPRING.on)
    assert profile().races == (moved,)


def test_no_race_is_an_answer_that_takes_none_away(tell, profile):
    tell(races.save_race, SPRING)
    tell(races.finish_races)
    assert profile().races == (SPRING,)


def test_the_list_has_an_end_but_a_race_on_it_can_still_change(tell, profile, now):
    days = [now.date() + timedelta(days=7 * n) for n in range(MOST)]
    for on in days:
        tell(races.save_race, Race(on))
    with pytest.raises(Refused) as refusal:
        tell(races.save_race, SPRING)
    assert (refusal.value.field, refusal.value.message) == ("on", TOO_MANY)
    tell(races.save_race, SPRING, days[0])
    assert len(profile().races) == MOST
    assert SPRING in profile().races
