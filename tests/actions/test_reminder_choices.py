"""Choosing when reminders ring: saved from today, and the alarms follow."""

from dataclasses import replace
from datetime import time

import pytest

from webapp.actions import people
from webapp.actions.reminder_choices import ring_every_time, set_reminders
from webapp.domain.profile import Profile, Reminders
from webapp.store import alarms, profiles
from webapp.store.engine import writing

ASKED = frozenset({"age", "injuries", "pain", "red-flags"})


@pytest.fixture
def runner(engine, now):
    with writing(engine) as session:
        person, _ = people.begin(session, "Europe/Berlin", "Chrome on Android", now)
        profiles.save_profile(session, person.id, Profile(asked=ASKED), now.date(), now)
    return person


def test_the_choices_are_kept_and_the_alarms_follow(engine, catalogue, runner, now):
    with writing(engine) as session:
        set_reminders(session, catalogue, runner, now, Reminders(rest_at=time(17, 30)))
        assert profiles.newest(session, runner.id).reminders.rest_at == time(17, 30)
        (alarm,) = alarms.of_person(session, runner.id)
    assert (alarm.occurrence, f"{alarm.due_at:%H:%M}") == ("rest", "16:30")


def test_switched_off_leaves_no_alarm(engine, catalogue, runner, now):
    with writing(engine) as session:
        set_reminders(session, catalogue, runner, now, Reminders())
        set_reminders(session, catalogue, runner, now, Reminders(on=False))
        assert alarms.of_person(session, runner.id) == []


def test_ring_every_time_changes_nothing_else(engine, catalogue, runner, now):
    chosen = Reminders(grace=10, evening_at=time(20))
    with writing(engine) as session:
        set_reminders(session, catalogue, runner, now, chosen)
        ring_every_time(session, catalogue, runner, now)
        assert profiles.newest(session, runner.id).reminders == replace(chosen, thin=False)
