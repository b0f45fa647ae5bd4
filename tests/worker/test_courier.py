"""The courier: what is due leaves, over the wire, to a push service that is as strict as the real ones."""

import json
from datetime import timedelta
from itertools import islice

import pytest
from sqlalchemy import select

from tests.actions.runners import DUE, phone, runner, target
from webapp.actions import devices, planning, resting
from webapp.stop import Stop
from webapp.store import DiskFull, reminders, tables
from webapp.store.engine import writing
from webapp.store.subscriptions import Target
from webapp.worker import courier as room
from webapp.worker.courier import Courier

ORIGIN = "https://run.example.org"


@pytest.fixture
def stop() -> Stop:
    return Stop()


@pytest.fixture
def courier_of(post, catalogue, stop, clock, vapid):
    """courier_of(total_s=1): one that waits a second for an answer."""
    clock.set(DUE)
    return lambda **transport: Courier(catalogue, ORIGIN, post.sender(**transport), vapid.key_id, stop)


@pytest.fixture
def courier(courier_of) -> Courier:
    return courier_of()


@pytest.fixture
def due(engine, catalogue, post, vapid):
    """due("a", "b"): a runner with a device for each name, whose run has just ended."""

    def plan(*names):
        with writing(engine) as session:
            person = runner(session)
            for name in names:
                at = Target(post.service.endpoint(name), post.phone.p256dh, post.phone.auth, vapid.key_id)
                phone(session, person, at=at)
            planning.plan_due(session, catalogue, DUE, 10)
        return person

    return plan


def states(engine) -> list[tuple[str, int | None]]:
    table = tables.delivery
    with writing(engine) as session:
        return [tuple(row) for row in session.execute(select(table.c.state, table.c.status).order_by(table.c.state))]


def test_a_reminder_reaches_the_phone(engine, courier, due, post, clock):
    person = due("phone")
    assert courier.deliver(engine, clock.now)
    (accepted,) = post.service.accepted
    with writing(engine) as session:
        (made,) = reminders.since(session, person.id, DUE.date())
    message = json.loads(post.phone.decrypt(accepted.body))
    assert message["notification"]["navigate"] == f"{ORIGIN}/today?r={made.id}"
    assert (accepted.ttl, accepted.topic, accepted.urgency) == (7200, made.id.hex, "high")
    assert made.state == "sent"
    assert states(engine) == [("sent", 201)]
    assert not courier.deliver(engine, clock.now)


def test_the_end_of_a_rest_is_kept_for_a_minute_by_the_push_service(engine, courier, post, vapid, clock):
    with writing(engine) as session:
        person = runner(session)
        phone(session, person, at=Target(post.service.endpoint("p"), post.phone.p256dh, post.phone.auth, vapid.key_id))
        (device,) = devices.devices(session, person)
        made = resting.ring_after(session, person, device.login_id, timedelta(seconds=90), DUE)
    assert not courier.deliver(engine, DUE + timedelta(seconds=89))
    over = clock.forward(seconds=90)
    assert courier.deliver(engine, over)
    (accepted,) = post.service.accepted
    assert (accepted.ttl, accepted.topic) == (60, made.hex)
    assert json.loads(post.phone.decrypt(accepted.body))["notification"]["title"] == "Rest is over"


def test_the_push_service_is_told_until_when_it_is_of_use(engine, courier, due, post, clock):
    due("phone")
    courier.deliver(engine, clock.forward(minutes=90))
    assert post.service.accepted[0].ttl == 1800


def test_trouble_is_tried_again_and_the_copy_replaces_the_first(engine, courier, due, post, clock):
    due("phone")
    post.service.fail("lost")
    courier.deliver(engine, clock.now)
    assert states(engine) == [("open", 0)]
    courier.deliver(engine, clock.forward(seconds=6))
    assert states(engine) == [("sent", 201)]
    first, second = post.service.accepted
    assert first.topic == second.topic


def test_a_slow_answer_keeps_nothing_waiting_that_comes_due_meanwhile(engine, courier_of, due, post, clock):
    due("slow")
    post.service.fail("hang", token="slow")
    later = iter(["next", "last"])
    assert courier_of(total_s=3).deliver(engine, clock.now, lambda *_: [due(name) for name in islice(later, 1)])
    first, second = post.service.accepted
    assert (first.token, second.token) == ("next", "last")
    assert second.at - post.service.seen[0].at < 2.5
    assert states(engine) == [("open", 0), ("sent", 201), ("sent", 201)]


def test_a_clock_that_jumps_while_an_answer_is_waited_for_makes_nothing_due(engine, courier_of, due, post, clock):
    due("slow")
    post.service.fail("hang", token="slow")
    began, asked = clock.now, []
    courier_of(total_s=1).deliver(engine, began, lambda _, now: asked.append(now) or clock.forward(hours=1))
    assert len(asked) > 1
    assert max(asked) - began < timedelta(seconds=2)


def test_a_fault_while_an_answer_is_waited_for_does_not_lose_it(engine, courier_of, due, post, clock):
    due("slow")
    post.service.fail("hang", token="slow")

    def fails(*_):
        raise DiskFull("There is no room left on the disk of the database.")

    assert courier_of(total_s=1).deliver(engine, clock.now, fails)
    assert states(engine) == [("open", 0)]


def test_one_device_gone_keeps_no_other_from_its_reminder(engine, courier, due, post, clock):
    due("gone", "kept")
    post.service.end("gone")
    courier.deliver(engine, clock.now)
    assert [accepted.token for accepted in post.service.accepted] == ["kept"]
    assert states(engine) == [("sent", 201)]


def test_a_subscription_of_another_key_is_not_sent_to_and_stays(engine, courier, catalogue, post, clock):
    with writing(engine) as session:
        person = runner(session)
        phone(session, person, at=target(post.service.endpoint("old"), "another"))
        planning.plan_due(session, catalogue, DUE, 10)
    courier.deliver(engine, clock.now)
    assert post.service.seen == []
    assert states(engine) == [("open", None)]
    with writing(engine) as session:
        assert len(devices.devices(session, person)) == 1


def test_a_message_that_cannot_be_made_blocks_nobody(engine, courier, due, post, clock, monkeypatch):
    due("first")
    due("second")
    make, failed = room.delivering.payload, []

    def fails_once(catalogue, origin, one):
        if not failed:
            failed.append(one)
            raise KeyError("no such exercise")
        return make(catalogue, origin, one)

    monkeypatch.setattr(room.delivering, "payload", fails_once)
    courier.deliver(engine, clock.now)
    assert len(post.service.accepted) == 1
    assert sorted(states(engine)) == [("open", None), ("sent", 201)]
    assert not courier.deliver(engine, clock.forward(minutes=9))


def test_nothing_is_started_when_the_lease_might_end_under_way(
    engine, due, post, catalogue, clock, vapid, stop, ticks, monkeypatch
):
    courier = Courier(catalogue, ORIGIN, post.sender(), vapid.key_id, stop, ticks)
    clock.set(DUE)
    due("phone")
    claim = room.delivering.claim

    def claims_slowly(*arguments):
        ticks.forward(room.LEASE_S)
        return claim(*arguments)

    monkeypatch.setattr(room.delivering, "claim", claims_slowly)
    courier.deliver(engine, clock.now)
    assert post.service.seen == []
    assert states(engine) == [("open", 0)]


def test_told_to_stop_it_begins_nothing(engine, courier, due, post, clock, stop):
    due("phone")
    stop.now()
    courier.deliver(engine, clock.now)
    assert post.service.seen == []
    assert states(engine) == [("open", 0)]


def test_answers_that_could_not_be_written_down_come_first_the_next_time(
    engine, courier, due, post, clock, monkeypatch
):
    due("phone")
    settle, full = room.delivering.settle, [True]

    def no_room(session, outcomes, now):
        if full:
            raise DiskFull("There is no room left on the disk of the database.")
        return settle(session, outcomes, now)

    monkeypatch.setattr(room.delivering, "settle", no_room)
    for _ in range(2):
        with pytest.raises(DiskFull):
            courier.deliver(engine, clock.now)
    full.clear()
    assert not courier.deliver(engine, clock.now)
    assert states(engine) == [("sent", 201)]
    assert len(post.service.accepted) == 1
