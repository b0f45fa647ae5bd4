"""What a person does with reminders: run done, later, one to try; whose they are; what a phone tells."""

from dataclasses import replace
from datetime import time, timedelta
from uuid import uuid4

import pytest

from tests.actions.runners import DUE, ENDS, MORNING, PLAIN, RUN, phone, runner
from webapp.actions import delivering, devices, planning, reminding
from webapp.domain.profile import Reminders, Run
from webapp.store import alarms, logins, reminders

EARLY = ENDS - timedelta(minutes=20)


@pytest.fixture
def person(session):
    person = runner(session)
    phone(session, person)
    return person


def of_today(session, person):
    return reminders.since(session, person.id, DUE.date())


def claimed(session, now):
    return [one.due.reminder_id for one in delivering.claim(session, now, 10)]


def test_run_done_rings_at_once_and_replaces_the_planned_one(session, catalogue, person):
    made = reminding.run_done(session, catalogue, person, EARLY)
    assert claimed(session, EARLY) == [made]
    planning.plan_due(session, catalogue, DUE, 10)
    assert [reminder.id for reminder in of_today(session, person)] == [made]
    next_week = {alarm.occurrence: alarm.due_at for alarm in alarms.of_person(session, person.id)}["wednesday"]
    assert next_week == DUE + timedelta(days=7)


def test_pressing_run_done_twice_is_once(session, catalogue, person):
    made = reminding.run_done(session, catalogue, person, EARLY)
    assert claimed(session, EARLY) == [made]
    assert reminding.run_done(session, catalogue, person, EARLY + timedelta(minutes=1)) == made
    assert claimed(session, EARLY + timedelta(minutes=1, seconds=1)) == [made], "only when the lease is over"
    assert len(of_today(session, person)) == 1


def test_after_the_planned_one_rang_run_done_rings_no_second_time(session, catalogue, person):
    planning.plan_due(session, catalogue, DUE, 10)
    (rang,) = delivering.claim(session, DUE, 10)
    delivering.settle(session, [delivering.Outcome(rang.due.id, rang.due.attempt, "sent", 201)], DUE)
    assert reminding.run_done(session, catalogue, person, DUE + timedelta(minutes=20)) == rang.due.reminder_id
    assert claimed(session, DUE + timedelta(minutes=21)) == []


def test_of_two_runs_the_nearest_that_has_not_rung_is_done(session, catalogue):
    morning = Run("wed", "easy", 30, time(10), "early")
    person = runner(session, replace(PLAIN, runs=(morning, RUN)))
    phone(session, person)
    first = reminding.run_done(session, catalogue, person, MORNING.replace(hour=10, minute=40))
    second = reminding.run_done(session, catalogue, person, MORNING.replace(hour=11))
    assert {made.occurrence: made.id for made in of_today(session, person)} == {"early": first, "wednesday": second}


def test_without_a_run_it_is_the_day_of_rest_that_is_over(session, catalogue):
    person = runner(session, replace(PLAIN, runs=()))
    phone(session, person)
    reminding.run_done(session, catalogue, person, EARLY)
    assert [made.occurrence for made in of_today(session, person)] == ["rest"]


@pytest.mark.parametrize(
    ("profile", "has_phone"), [(PLAIN, False), (replace(PLAIN, reminders=Reminders(on=False)), True)]
)
def test_run_done_says_when_nothing_will_ring(session, catalogue, profile, has_phone):
    person = runner(session, profile)
    if has_phone:
        phone(session, person)
    assert reminding.run_done(session, catalogue, person, EARLY) is None


def test_later_is_the_same_reminder_half_an_hour_later_on_every_device(session, catalogue, person):
    made = reminding.run_done(session, catalogue, person, EARLY)
    (first,) = delivering.claim(session, EARLY, 10)
    delivering.settle(session, [delivering.Outcome(first.due.id, first.due.attempt, "sent", 201)], EARLY)
    phone(session, person)
    assert reminding.later(session, person, made, EARLY) == EARLY + timedelta(minutes=30)
    assert claimed(session, EARLY + timedelta(minutes=29)) == []
    assert claimed(session, EARLY + timedelta(minutes=30)) == [made, made]


def test_later_may_be_said_again(session, catalogue, person):
    made = reminding.run_done(session, catalogue, person, EARLY)
    reminding.later(session, person, made, EARLY)
    at = reminding.later(session, person, made, EARLY + timedelta(minutes=40))
    assert at == EARLY + timedelta(minutes=70)
    assert claimed(session, at - timedelta(minutes=1)) == []


def test_later_ends_with_the_day(session, catalogue, person):
    late = ENDS + timedelta(hours=9, minutes=45)
    made = reminding.run_done(session, catalogue, person, late - timedelta(minutes=5))
    assert reminding.later(session, person, made, late) is None


def test_nobody_touches_the_reminders_of_others(session, catalogue, person):
    stranger = runner(session)
    phone(session, stranger)
    made = reminding.run_done(session, catalogue, person, EARLY)
    assert reminding.later(session, stranger, made, EARLY) is None
    assert not reminding.note(session, stranger, made, "shown", EARLY)
    assert not reminding.note(session, stranger, made, "opened", EARLY)
    (device,) = devices.devices(session, person)
    assert reminding.test_now(session, stranger, device.id, EARLY) is None
    assert reminding.later(session, person, uuid4(), EARLY) is None


def test_one_to_try_goes_to_one_device_whatever_the_hour_and_the_list(session, person):
    other = phone(session, person)
    night = MORNING.replace(hour=23)
    tried = reminding.test_now(session, person, other, night)
    (claim,) = delivering.claim(session, night, 10)
    assert (claim.due.reminder_id, claim.due.subscription_id) == (tried, other)
    assert reminding.later(session, person, tried, night) is None


def test_a_phone_tells_what_it_showed_and_opened(session, catalogue, person):
    phone(session, person)
    made = reminding.run_done(session, catalogue, person, EARLY)
    mine = devices.devices(session, person)[0]
    assert reminding.note(session, person, made, "shown", DUE, mine.login_id)
    shown = {device.id: device.shown_at for device in devices.devices(session, person)}
    assert [at for device, at in shown.items() if device != mine.id] == [None]
    assert shown[mine.id] == DUE
    assert reminding.note(session, person, made, "opened", DUE)
    assert {device.opened_at for device in devices.devices(session, person)} == {DUE}


def test_a_login_that_ends_takes_its_device_along(session, person):
    device = devices.devices(session, person)[0]
    assert logins.end_one(session, person.id, device.login_id)
    assert devices.devices(session, person) == []
