"""Answers are kept in versions by day, so the past keeps its shape."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from tests.store.conftest import TODAY
from webapp.domain.profile import Clearance, PainNote, PastInjury, Profile, Race, Run, Spell, Wishes
from webapp.store import people, profiles

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
WHOLE = Profile(
    zone="Europe/Berlin",
    age_band="16-17",
    injuries=(PastInjury("ankle-sprain", "left", date(2024, 5, 1), 2, 3, "ankle"), PastInjury("calf")),
    screen={"q01": False, "q12": 9, "q13": "unknown"},
    kit=frozenset({"band", "dumbbell"}),
    body_mass=61.5,
    wishes=Wishes(core=True, coached=("back-squat",)),
    runs=(Run("tue", "workout", 60, time(18, 30)), Run("sun", "long", 95)),
    races=(Race(date(2027, 4, 1), "A", "half"),),
    ill=(Spell(date(2026, 11, 1), date(2026, 11, 3), "below"),),
    cleared=(Clearance("q01", date(2026, 10, 1)),),
    pain=(PainNote(date(2026, 11, 2), "calf", 4, "worse"),),
)


def test_a_person_who_said_nothing_has_the_default_answers_in_their_zone(session, runner):
    assert profiles.profile_on(session, runner.id, TODAY) == Profile(zone="Europe/Berlin")


def test_every_answer_comes_back_as_it_was_given(session, runner, now):
    profiles.save_profile(session, runner.id, WHOLE, TODAY, now)
    assert profiles.profile_on(session, runner.id, TODAY) == WHOLE


def test_a_day_sees_the_answers_of_its_time(session, runner, now):
    profiles.save_profile(session, runner.id, replace(WHOLE, minutes=10), YESTERDAY, now)
    profiles.save_profile(session, runner.id, replace(WHOLE, minutes=30), TODAY, now)
    minutes = [profiles.profile_on(session, runner.id, day).minutes for day in (YESTERDAY, TODAY, TOMORROW)]
    assert minutes == [10, 30, 30]


def test_a_day_before_the_first_answers_sees_the_first(session, runner, now):
    profiles.save_profile(session, runner.id, WHOLE, TODAY, now)
    assert profiles.profile_on(session, runner.id, YESTERDAY) == WHOLE


def test_a_second_edit_on_a_day_replaces_the_first(session, runner, now):
    profiles.save_profile(session, runner.id, WHOLE, TODAY, now)
    profiles.save_profile(session, runner.id, replace(WHOLE, minutes=45), TODAY, now)
    assert list(profiles.versions(session, runner.id)) == [TODAY]
    assert profiles.newest(session, runner.id).minutes == 45


def test_the_last_edit_holds_even_when_a_flight_put_the_calendar_back(session, runner, now):
    profiles.save_profile(session, runner.id, WHOLE, TODAY, now)
    again = replace(profiles.newest(session, runner.id), minutes=45)
    profiles.save_profile(session, runner.id, again, YESTERDAY, now)
    assert profiles.profile_on(session, runner.id, TOMORROW) == again


def test_the_zone_is_the_persons_even_in_old_answers(session, runner, now):
    profiles.save_profile(session, runner.id, WHOLE, TODAY, now)
    people.set_zone(session, runner.id, "Pacific/Apia")
    assert profiles.profile_on(session, runner.id, TODAY).zone == "Pacific/Apia"


@pytest.mark.parametrize("find", [lambda *words: profiles.profile_on(*words, TODAY), profiles.newest])
def test_answers_of_another_person_are_not_seen(session, runner, stranger, now, find):
    profiles.save_profile(session, runner.id, WHOLE, TODAY, now)
    assert find(session, stranger.id) == Profile()
