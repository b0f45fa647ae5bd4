"""The end of a long rest: one push to the one device, taken back by who looks again, and never a late one."""

import json
from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy import select

from tests.actions.runners import MORNING, PLAIN, phone, runner
from webapp.actions import arming, delivering, devices, reminding, resting
from webapp.domain.profile import Reminders
from webapp.store import profiles, reminders, tables

REST = timedelta(seconds=90)
OVER = MORNING + REST
SECOND = timedelta(seconds=1)


@pytest.fixture
def person(session):
    """Somebody with two devices that ring."""
    person = runner(session)
    phone(session, person)
    phone(session, person)
    return person


@pytest.fixture
def here(session, person):
    """The device that leads through the session."""
    return devices.devices(session, person)[0]


def claimed(session, now):
    return delivering.claim(session, now, 10)


def test_it_rings_once_on_this_device_when_the_rest_is_over_and_for_a_minute(session, person, here):
    made = resting.ring_after(session, person, here.login_id, REST, MORNING)
    assert claimed(session, OVER - SECOND) == []
    (one,) = claimed(session, OVER)
    assert (one.due.reminder_id, one.due.subscription_id) == (made, here.id)
    assert one.due.expires_at == OVER + timedelta(seconds=60)
    delivering.settle(session, [delivering.Outcome(one.due.id, one.due.attempt, "sent", 201)], OVER)
    assert claimed(session, OVER + timedelta(minutes=10)) == []


def test_a_worker_that_comes_too_late_sends_none(session, person, here):
    resting.ring_after(session, person, here.login_id, REST, MORNING)
    assert claimed(session, OVER + timedelta(seconds=60)) == []
    (kept,) = reminders.since(session, person.id, MORNING.date())
    assert (kept.state, kept.reason) == ("expired", "late")


def test_who_looks_again_hears_nothing_and_the_next_rest_rings(session, person, here):
    made = resting.ring_after(session, person, here.login_id, REST, MORNING)
    resting.take_back(session, person, here.login_id, MORNING + SECOND)
    assert claimed(session, OVER) == []
    again = resting.ring_after(session, person, here.login_id, REST, OVER)
    assert again == made
    assert [one.due.reminder_id for one in claimed(session, OVER + REST)] == [made]


def test_however_often_it_is_asked_for_only_the_last_rest_of_a_device_waits(session, person, here):
    for n in range(5):
        resting.ring_after(session, person, here.login_id, REST, MORNING + n * SECOND)
    assert session.execute(select(tables.delivery)).one()
    assert claimed(session, OVER + 3 * SECOND) == []
    assert len(claimed(session, OVER + 4 * SECOND)) == 1


def test_an_answer_to_the_rest_before_does_not_end_this_one(session, person, here):
    resting.ring_after(session, person, here.login_id, REST, MORNING)
    (before,) = claimed(session, OVER)
    resting.ring_after(session, person, here.login_id, REST, OVER)
    late = delivering.Outcome(before.due.id, before.due.attempt, "sent", 201)
    assert delivering.settle(session, [late], OVER + SECOND) == 0
    assert len(claimed(session, OVER + REST)) == 1


def test_the_other_device_keeps_its_own(session, person):
    first, second = devices.devices(session, person)
    resting.ring_after(session, person, first.login_id, REST, MORNING)
    resting.ring_after(session, person, second.login_id, REST, MORNING)
    resting.take_back(session, person, first.login_id, MORNING)
    assert [one.due.subscription_id for one in claimed(session, OVER)] == [second.id]


def test_a_device_that_does_not_ring_or_is_not_theirs_rings_nowhere(session, person, here):
    stranger = runner(session)
    assert resting.ring_after(session, stranger, here.login_id, REST, MORNING) is None
    resting.ring_after(session, person, here.login_id, REST, MORNING)
    resting.take_back(session, stranger, here.login_id, MORNING)
    assert len(claimed(session, OVER)) == 1


@pytest.mark.parametrize(
    "choices",
    [{"paused_until": MORNING.date() + timedelta(days=3)}, {"quiet_from": time(8), "quiet_until": time(12)}],
)
def test_pauses_and_quiet_hours_are_not_for_what_was_asked_a_minute_ago(session, person, here, choices):
    _choose(session, person, **choices)
    resting.ring_after(session, person, here.login_id, REST, MORNING)
    assert len(claimed(session, OVER)) == 1


def test_with_reminders_off_nothing_rings(session, person, here):
    resting.ring_after(session, person, here.login_id, REST, MORNING)
    _choose(session, person, on=False)
    assert claimed(session, OVER) == []


def test_saving_the_answers_keeps_what_waits_and_there_is_no_half_hour_more(session, person, here):
    made = resting.ring_after(session, person, here.login_id, REST, MORNING)
    arming.re_arm(session, PLAIN, person.id, MORNING)
    assert reminding.later(session, person, made, MORNING) is None
    assert len(claimed(session, OVER)) == 1


def _choose(session, person, **choices):
    profile = profiles.newest(session, person.id)
    chosen = replace(profile, reminders=Reminders(thin=False, **choices))
    profiles.save_profile(session, person.id, chosen, MORNING.date(), MORNING)


def test_what_it_says_leads_back_to_the_session_and_offers_nothing_else(session, catalogue, person, here):
    resting.ring_after(session, person, here.login_id, REST, MORNING)
    (one,) = claimed(session, OVER)
    said = json.loads(delivering.payload(catalogue, "https://run.example.org", one))["notification"]
    assert (said["title"], said["navigate"], said["actions"]) == ("Rest is over", "https://run.example.org/session", [])
