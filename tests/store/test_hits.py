"""Rate limits."""

from datetime import timedelta

from sqlalchemy import select

from webapp.store import hits, tables

HOUR = 3600


def test_tries_are_allowed_up_to_the_limit(session, now):
    assert [hits.allow(session, "sign-in", 3, HOUR, now) for _ in range(5)] == [True, True, True, False, False]


def test_each_key_counts_for_itself(session, now):
    assert not [hits.allow(session, "one", 1, HOUR, now) for _ in range(2)][-1]
    assert hits.allow(session, "two", 1, HOUR, now)


def test_a_new_window_begins_when_the_old_one_is_over(session, now):
    for _ in range(3):
        hits.count(session, "sign-in", HOUR, now)
    assert hits.count(session, "sign-in", HOUR, now + timedelta(seconds=HOUR - 1)) == 4
    assert hits.count(session, "sign-in", HOUR, now + timedelta(seconds=HOUR)) == 1


def test_the_wait_is_that_of_the_fullest_limit(session, now):
    limits = [("sign-in", 2, 60), ("sign-in", 3, HOUR)]
    for _ in range(2):
        assert hits.wait(session, limits, now) == timedelta(0)
        for key, _limit, window in limits:
            hits.count(session, key, window, now)
    assert hits.wait(session, limits, now + timedelta(seconds=10)) == timedelta(seconds=50)
    hits.count(session, "sign-in", HOUR, now)
    assert hits.wait(session, limits, now) == timedelta(hours=1)


def test_forgetting_begins_anew(session, now):
    hits.count(session, "sign-in", HOUR, now)
    hits.forget(session, [("sign-in", HOUR)])
    assert hits.count(session, "sign-in", HOUR, now) == 1


def test_addresses_are_not_stored(session, now):
    hits.count(session, "192.0.2.7", HOUR, now)
    assert "192.0.2" not in str(session.execute(select(tables.hit)).all())


def test_tidying_deletes_what_no_longer_counts(session, now):
    hits.count(session, "old", 60, now - timedelta(minutes=5))
    hits.count(session, "new", 60, now)
    assert hits.tidy(session, now) == 1
    assert hits.count(session, "new", 60, now) == 2
