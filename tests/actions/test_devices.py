"""Devices that reminders go to: one a login, nobody's but who signed in last, ten at most; what is told of them."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.actions.runners import DUE, MORNING, phone, runner, target
from webapp.actions import data, delivering, devices, planning
from webapp.actions.merge import merge
from webapp.store import alarms, logins, rings

SECOND = timedelta(seconds=1)


@pytest.fixture
def person(session):
    return runner(session)


def test_subscribing_again_notes_the_visit_and_keeps_its_place(session, person):
    login = logins.start(session, person.id, "token", "Phone", MORNING)
    at = target()
    first = devices.subscribe(session, person, login, at, "Phone", MORNING)
    assert devices.subscribe(session, person, login, at, "Phone", DUE) == first
    (device,) = devices.devices(session, person)
    assert (device.made_at, device.seen_at, device.login_id) == (MORNING, DUE, login)


def test_a_browser_that_subscribes_anew_replaces_its_old_subscription(session, person):
    login = logins.start(session, person.id, "token", "Phone", MORNING)
    devices.subscribe(session, person, login, target(), "Phone", MORNING)
    new = devices.subscribe(session, person, login, target(), "Phone", DUE)
    assert [device.id for device in devices.devices(session, person)] == [new]


def test_an_endpoint_belongs_to_who_signed_in_last_and_what_waits_for_the_other_goes(session, catalogue, person):
    at = target()
    phone(session, person, at=at)
    planning.plan_due(session, catalogue, DUE, 10)
    other = runner(session)
    phone(session, other, DUE, at)
    assert devices.devices(session, person) == []
    assert len(devices.devices(session, other)) == 1
    assert delivering.claim(session, DUE, 10) == []


def test_beyond_ten_the_one_not_seen_for_longest_goes(session, person):
    made = [phone(session, person, MORNING + number * SECOND) for number in range(11)]
    assert {device.id for device in devices.devices(session, person)} == set(made[1:])
    assert not rings.of_day(session, person.id, uuid4(), DUE.date()).lost, "one too many is not a loss"


def test_who_subscribes_is_armed(session, person):
    assert alarms.of_person(session, person.id) == []
    phone(session, person)
    assert alarms.of_person(session, person.id)[0].due_at == DUE


def test_only_the_owner_removes_a_device(session, person):
    device = phone(session, person)
    assert not devices.remove(session, runner(session), device, DUE)
    assert devices.remove(session, person, device, DUE)
    assert not devices.remove(session, person, device, DUE)


def test_what_a_person_removed_stays_away_until_it_is_turned_on_again(session, person):
    login, at = logins.start(session, person.id, "token", "Phone", MORNING), target()
    known = devices.subscribe(session, person, login, at, "Phone", MORNING)
    assert devices.why_not(session, person, login, at.endpoint) == ""
    devices.remove(session, person, known, DUE)
    anew = logins.start(session, person.id, "another", "Phone", DUE)
    for here, endpoint in ((login, at.endpoint), (login, target().endpoint), (anew, at.endpoint)):
        assert devices.why_not(session, person, here, endpoint) == devices.REMOVED
    devices.subscribe(session, person, login, at, "Phone", DUE)
    assert devices.why_not(session, person, login, at.endpoint) == ""


def test_what_a_push_service_lost_goes_on_with_another_endpoint(session, catalogue, person):
    login, at = logins.start(session, person.id, "token", "Phone", MORNING), target()
    devices.subscribe(session, person, login, at, "Phone", MORNING)
    planning.plan_due(session, catalogue, DUE, 10)
    (claimed,) = delivering.claim(session, DUE, 10)
    delivering.settle(session, [delivering.Outcome(claimed.due.id, claimed.due.attempt, delivering.GONE, 410)], DUE)
    assert devices.devices(session, person) == []
    assert devices.why_not(session, person, login, at.endpoint) == devices.LOST
    new = target()
    assert devices.why_not(session, person, login, new.endpoint) == ""
    devices.subscribe(session, person, login, new, "Phone", DUE)
    assert rings.of_day(session, person.id, login, DUE.date()).here is None


def test_a_device_that_says_it_is_lost_may_be_left_off(session, person):
    login, at = logins.start(session, person.id, "token", "Phone", MORNING), target()
    devices.subscribe(session, person, login, at, "Phone", MORNING)
    devices.lose(session, runner(session), login, DUE)
    assert len(devices.devices(session, person)) == 1, "it is not theirs"
    for _ in range(2):
        devices.lose(session, person, login, DUE)
        assert devices.why_not(session, person, login, at.endpoint) == devices.LOST
    devices.leave_off(session, runner(session), login)
    assert devices.why_not(session, person, login, at.endpoint) == devices.LOST, "it is not theirs"
    devices.leave_off(session, person, login)
    assert devices.why_not(session, person, login, target().endpoint) == devices.REMOVED


def test_an_export_tells_of_devices_but_not_their_address_or_keys(session, person):
    at = target()
    phone(session, person, at=at)
    told = data.export_person(session, person.id)
    assert told["devices"] == [{"device": "Phone", "made_at": MORNING.isoformat(), "seen_at": MORNING.isoformat()}]
    assert not any(secret in str(told) for secret in (at.endpoint, at.p256dh, at.auth))


def test_a_phone_that_signs_in_brings_its_subscription_along(session, catalogue, person):
    guest = runner(session)
    phone(session, guest)
    login = logins.start(session, person.id, "token", "Phone", DUE)
    gone = target()
    devices.remove(session, guest, phone(session, guest, at=gone), DUE)
    merge(session, catalogue, guest.id, person.id, DUE)
    assert devices.why_not(session, person, login, gone.endpoint) == devices.REMOVED
    assert [device.login_id for device in devices.devices(session, person)] == [login]
    assert alarms.of_person(session, person.id)
