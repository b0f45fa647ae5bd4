"""Delivering: claimed once, asked again before it speaks, settled by the attempt it was claimed for."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.actions.runners import DUE, PLAIN, finish, phone, runner
from webapp.actions import delivering, devices, planning, report
from webapp.actions.delivering import LEASE, Outcome
from webapp.domain.profile import Reminders
from webapp.store import profiles, reminders, tables

SECOND = timedelta(seconds=1)
HOURS_2 = timedelta(hours=2)


@pytest.fixture
def person(session, catalogue):
    """Somebody with a phone whose run has just ended."""
    person = runner(session)
    phone(session, person)
    planning.plan_due(session, catalogue, DUE, 10)
    return person


def settle(session, claimed, outcome, now=DUE, status=201, retry_after=None):
    return delivering.settle(session, [Outcome(claimed.due.id, claimed.due.attempt, outcome, status, retry_after)], now)


def reminder(session, person):
    (found,) = reminders.since(session, person.id, DUE.date())
    return found.state, found.reason


def delivery(session):
    return session.execute(select(tables.delivery)).one()


def test_what_is_claimed_is_left_alone_until_its_lease_ends(session, person):
    (first,) = delivering.claim(session, DUE, 10)
    assert delivering.claim(session, DUE + LEASE - SECOND, 10) == []
    (second,) = delivering.claim(session, DUE + LEASE, 10)
    assert (second.due.id, second.due.attempt) == (first.due.id, first.due.attempt + 1)


def test_what_was_sent_is_not_claimed_again_and_the_device_tells_when(session, person):
    (claimed,) = delivering.claim(session, DUE, 10)
    assert settle(session, claimed, "sent") == 1
    assert reminder(session, person) == ("sent", "")
    (device,) = devices.devices(session, person)
    assert (device.sent_at, device.status) == (DUE, 201)
    assert delivering.claim(session, DUE + HOURS_2, 10) == []
    assert delivery(session).state == "sent"


@pytest.mark.parametrize("late", ["sent", "later", "refused", "gone"])
def test_an_answer_of_an_attempt_that_is_over_changes_nothing(session, person, late):
    (dead,) = delivering.claim(session, DUE, 10)
    (alive,) = delivering.claim(session, DUE + LEASE, 10)
    assert settle(session, dead, late) == 0
    assert settle(session, alive, "sent", DUE + LEASE) == 1
    assert settle(session, alive, late) == 0
    assert (reminder(session, person), delivery(session).state) == (("sent", ""), "sent")


def test_trouble_waits_longer_each_time_and_ends_when_it_is_of_no_use_any_more(session, person):
    now, tries = DUE, 0
    while claimed := delivering.claim(session, now, 10):
        settle(session, claimed[0], "later", now, 503)
        again = delivery(session).next_at
        assert again <= now + timedelta(minutes=10)
        now, tries = max(again, now + SECOND), tries + 1
    assert (reminder(session, person), delivery(session).state) == (("expired", "late"), "expired")
    assert DUE + HOURS_2 <= now < DUE + HOURS_2 + timedelta(minutes=10)
    assert 12 < tries < 60


@pytest.mark.parametrize("failures", range(11))
def test_waits_are_drawn_up_to_a_bound_that_doubles(failures):
    bound = min(600, 5 * 2**failures)
    drawn = [delivering.wait_s(UUID(int=n), failures, None) for n in range(400)]
    assert 0 <= min(drawn) < bound * 0.1
    assert bound * 0.9 < max(drawn) <= bound


def test_workers_that_were_killed_make_no_wait_longer(session, person):
    """Ten claims that nobody answered for, and then one failure: it is tried again within five seconds."""
    now = DUE
    for _ in range(10):
        (claimed,) = delivering.claim(session, now, 10)
        now += delivering.LEASE
    (claimed,) = delivering.claim(session, now, 10)
    settle(session, claimed, "later", now, 500)
    assert len(delivering.claim(session, now + timedelta(seconds=5), 10)) == 1


def test_a_wait_that_was_asked_for_is_kept(session, person):
    (claimed,) = delivering.claim(session, DUE, 10)
    settle(session, claimed, "later", DUE, 429, retry_after=120.0)
    assert delivering.claim(session, DUE + timedelta(seconds=119), 10) == []
    assert len(delivering.claim(session, DUE + timedelta(seconds=126), 10)) == 1


def test_trouble_with_our_signature_keeps_the_row_and_the_subscription(session, person):
    (claimed,) = delivering.claim(session, DUE, 10)
    settle(session, claimed, "held", status=403)
    assert [device.status for device in devices.devices(session, person)] == [403]
    assert delivering.claim(session, DUE + timedelta(seconds=59), 10) == []
    assert len(delivering.claim(session, DUE + timedelta(seconds=66), 10)) == 1


def test_a_device_that_is_gone_is_forgotten_and_the_others_still_get_theirs(session, catalogue):
    person = runner(session)
    kept, gone = phone(session, person), phone(session, person)
    planning.plan_due(session, catalogue, DUE, 10)
    by_device = {claimed.due.subscription_id: claimed for claimed in delivering.claim(session, DUE, 10)}
    settle(session, by_device[gone], "gone", status=410)
    assert reminder(session, person) == ("pending", "")
    settle(session, by_device[kept], "sent")
    assert [device.id for device in devices.devices(session, person)] == [kept]
    assert reminder(session, person) == ("sent", "")


def test_the_last_device_gone_is_the_reason(session, person):
    (claimed,) = delivering.claim(session, DUE, 10)
    settle(session, claimed, "gone", status=404)
    assert reminder(session, person) == ("skipped", "no-device")


def test_a_message_that_is_refused_is_not_tried_again(session, person):
    (claimed,) = delivering.claim(session, DUE, 10)
    settle(session, claimed, "refused", status=400)
    assert (reminder(session, person), delivery(session).state) == (("expired", "refused"), "failed")


def test_a_list_finished_after_planning_rings_nowhere(session, catalogue, person):
    finish(session, catalogue, person, DUE)
    assert delivering.claim(session, DUE + SECOND, 10) == []
    assert (reminder(session, person), delivery(session).state) == (("skipped", "done"), "cancelled")


def test_a_list_that_was_revised_is_read_again(session, catalogue, person):
    report.report_today(session, catalogue, person, DUE, {}, (), "below")
    assert delivering.claim(session, DUE, 10) == []
    assert reminder(session, person) == ("skipped", "ill")


def test_switched_off_meanwhile_it_stays_silent(session, person):
    """Also where the answers were written without arming, as when a row is mended by hand."""
    off = replace(PLAIN, reminders=Reminders(on=False))
    profiles.save_profile(session, person.id, off, DUE.date(), DUE)
    assert delivering.claim(session, DUE, 10) == []
    assert reminder(session, person) == ("skipped", "off")


def test_a_row_that_raises_is_pushed_away_and_blocks_nobody(session, catalogue, person, caplog):
    other = runner(session)
    phone(session, other)
    planning.plan_due(session, catalogue, DUE, 10)
    broken = {"revision": 1, "rows": 7}
    session.execute(tables.reminder.update().where(tables.reminder.c.user_id == person.id).values(list=broken))
    assert [claimed.due.user_id for claimed in delivering.claim(session, DUE, 10)] == [other.id]
    assert "delivery pushed away" in caplog.text
    assert [claimed.due.user_id for claimed in delivering.claim(session, DUE + LEASE, 10)] == [other.id]


def test_at_most_as_many_as_there_is_room_for(session, catalogue, person):
    phone(session, person)
    other = runner(session)
    phone(session, other)
    phone(session, other)
    planning.plan_due(session, catalogue, DUE, 10)
    assert len(delivering.claim(session, DUE, 2)) == 2
    assert len(delivering.claim(session, DUE, 2)) == 1


def test_one_payload_serves_both_worlds_and_fits_the_narrowest(session, catalogue, person):
    (claimed,) = delivering.claim(session, DUE, 10)
    text = delivering.payload(catalogue, "https://run.example.org", claimed)
    message = json.loads(text)
    said = message["notification"]
    address = f"https://run.example.org/today?r={claimed.due.reminder_id}"
    assert message["web_push"] == 8030
    assert (said["navigate"], said["tag"], said["silent"]) == (address, str(claimed.due.reminder_id), False)
    assert said["title"]
    assert len(said["title"]) <= 35
    assert len(said["body"]) <= 100
    assert [action["action"] for action in said["actions"]] == ["start", "later", "short"]
    assert all(action["navigate"].startswith("https://run.example.org/today?") for action in said["actions"])
    assert "mutable" not in message
    assert len(text) <= 2048


def test_many_answers_take_no_more_statements_than_few(session, catalogue, asked):
    counts = []
    for number in (3, 30):
        for _ in range(number):
            phone(session, runner(session))
        planning.plan_due(session, catalogue, DUE, 100)
        with asked() as statements:
            claimed = delivering.claim(session, DUE, 100)
            outcomes = [Outcome(one.due.id, one.due.attempt, "sent", 201) for one in claimed]
            assert delivering.settle(session, outcomes, DUE) == number
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 9, statements
