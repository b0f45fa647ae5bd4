"""How subscriptions ended: which endpoints stay away, which a login may replace, and for how long that is known."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from webapp.store import endings, tables
from webapp.store.endings import LOST, REMOVED

GONE, NEW = "https://push.example/gone", "https://push.example/new"
PHONE, LAPTOP = uuid4(), uuid4()


def count(session) -> int:
    return session.scalar(select(func.count()).select_from(tables.push_ending))


@pytest.mark.parametrize(
    ("why", "login", "endpoint", "said"),
    [
        (REMOVED, PHONE, GONE, REMOVED),
        (REMOVED, LAPTOP, GONE, REMOVED),
        (REMOVED, PHONE, NEW, REMOVED),
        (REMOVED, LAPTOP, NEW, ""),
        (LOST, PHONE, GONE, LOST),
        (LOST, LAPTOP, GONE, LOST),
        (LOST, PHONE, NEW, ""),
    ],
)
def test_what_may_go_on_by_itself(session, runner, stranger, now, why, login, endpoint, said):
    endings.put(session, [(GONE, runner.id, PHONE)], why, now)
    assert endings.why_not(session, runner.id, login, endpoint) == said
    assert endings.why_not(session, stranger.id, login, endpoint) == "", "another person's is no affair of theirs"


def test_removed_counts_before_lost(session, runner, now):
    endings.put(session, [(GONE, runner.id, LAPTOP)], LOST, now)
    endings.put(session, [(NEW, runner.id, PHONE)], REMOVED, now)
    assert endings.why_not(session, runner.id, PHONE, GONE) == REMOVED


def test_the_endpoint_itself_is_not_kept(session, runner, now):
    endings.put(session, [(GONE, runner.id, PHONE)], LOST, now)
    assert GONE not in str(session.execute(select(tables.push_ending)).all())


def test_a_login_and_an_endpoint_keep_their_last_ending_alone(session, runner, stranger, now):
    endings.put(session, [(GONE, runner.id, PHONE)], LOST, now)
    endings.put(session, [(NEW, runner.id, PHONE)], REMOVED, now)
    endings.put(session, [(NEW, stranger.id, LAPTOP)], LOST, now)
    assert count(session) == 1
    endings.clear(session, GONE, PHONE)
    assert count(session) == 1
    endings.clear(session, NEW, PHONE)
    assert count(session) == 0


def test_what_ended_long_ago_is_forgotten(session, runner, now):
    endings.put(session, [(GONE, runner.id, PHONE)], REMOVED, now)
    assert endings.tidy(session, now - timedelta(seconds=1)) == 0
    assert endings.tidy(session, now) == 1
    assert count(session) == 0
