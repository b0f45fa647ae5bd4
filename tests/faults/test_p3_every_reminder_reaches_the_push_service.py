"""Promise P3: every reminder you asked for reaches your phone's push service once it is due, or is recorded as expired
with the reason."""

from collections import Counter
from datetime import timedelta

import pytest

from tests.actions.runners import DUE, phone, runner
from tests.faults import runners, storm
from webapp.actions import planning
from webapp.stop import Stop
from webapp.store import reminders
from webapp.store.engine import reading, writing
from webapp.store.subscriptions import Target
from webapp.worker.courier import Courier
from webapp.worker.loop import _round
from webapp.worker.steps import standing_steps

ORIGIN = "https://run.example.org"
HOURS_2 = timedelta(hours=2)


@pytest.fixture
def round_at(engine, catalogue, post, clock, vapid):
    """round_at(instant): the worker's steps, once, at that time."""
    stop = Stop()
    # The breaker's pauses go by the same clock, or an hour of failures would end with a minute that never passes.
    sender = post.sender(lambda: clock.now.timestamp())
    steps = standing_steps(catalogue, "2026b", stop, Courier(catalogue, ORIGIN, sender, vapid.key_id, stop))

    def run(now):
        clock.set(now)
        while _round(engine, stop, steps) == 0:
            pass

    return run


@pytest.fixture
def person(engine, post, vapid):
    with writing(engine) as session:
        person = runner(session)
        at = Target(post.service.endpoint("phone"), post.phone.p256dh, post.phone.auth, vapid.key_id)
        phone(session, person, at=at)
    return person


def recorded(engine, person):
    with reading(engine) as session:
        (made,) = reminders.since(session, person.id, DUE.date())
    return made.state, made.reason


def test_p3_it_is_there_once_it_is_due_and_not_before(engine, round_at, person, post):
    round_at(DUE - timedelta(seconds=1))
    assert post.service.accepted == []
    round_at(DUE)
    assert [accepted.token for accepted in post.service.accepted] == ["phone"]
    assert recorded(engine, person) == ("sent", "")


def test_p3_a_push_service_that_is_down_for_an_hour_gets_it_then(engine, round_at, person, post):
    post.service.fail(503, times=10_000)
    now = DUE
    while now < DUE + timedelta(hours=1):
        round_at(now)
        now += timedelta(minutes=1)
    assert recorded(engine, person) == ("pending", "")
    post.service.mend()
    for minute in range(11):
        round_at(now + timedelta(minutes=minute))
    assert recorded(engine, person) == ("sent", "")
    assert [accepted.token for accepted in post.service.accepted] == ["phone"]


def test_p3_one_that_stays_down_is_recorded_as_expired(engine, round_at, person, post):
    post.service.fail(503, times=10_000)
    for minute in range(0, 135, 5):
        round_at(DUE + timedelta(minutes=minute))
    assert recorded(engine, person) == ("expired", "late")
    seen = len(post.service.seen)
    round_at(DUE + timedelta(hours=12))
    assert len(post.service.seen) == seen > 10


def test_p3_a_worker_that_was_down_records_what_it_missed(engine, round_at, person, post):
    round_at(DUE + timedelta(hours=6))
    assert post.service.seen == []
    assert recorded(engine, person) == ("expired", "late")


@pytest.mark.parametrize("count", [1, 2])
def test_p3_of_many_due_at_once_each_is_sent(engine, catalogue, service, vapid, workers, count):
    from webapp import clock

    crowd = runners.gather(engine, catalogue, service.endpoint, vapid.key_id, 100, clock.now(), devices=2)
    storm.rage(engine, service, workers, count, 0, 100)
    assert Counter(accepted.token for accepted in service.accepted) == Counter(crowd.waiting)


def test_p3_an_alarm_may_be_late_by_less_than_two_hours(engine, round_at, person, post, catalogue):
    with writing(engine) as session:
        assert planning.plan_due(session, catalogue, DUE + HOURS_2 - timedelta(seconds=2), 10) == 1
    round_at(DUE + HOURS_2 - timedelta(seconds=1))
    assert [accepted.ttl for accepted in post.service.accepted] == [1]
