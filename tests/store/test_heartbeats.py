"""Signs of life of the worker."""

from datetime import timedelta

from webapp.store import heartbeats


def test_a_worker_that_never_ran_has_no_age(session, now):
    assert heartbeats.age(session, now) is None


def test_the_age_is_counted_from_the_last_beat(session, now):
    heartbeats.beat(session, now - timedelta(minutes=5))
    heartbeats.beat(session, now)
    assert heartbeats.age(session, now + timedelta(seconds=12)) == 12


def test_each_program_beats_for_itself(session, now):
    heartbeats.beat(session, now, "other")
    assert heartbeats.age(session, now) is None


def test_a_worker_that_ended_in_good_order_leaves_no_beat(session, now):
    heartbeats.beat(session, now)
    heartbeats.stop(session)
    assert heartbeats.age(session, now) is None
