"""The calendar feed: one a person, found until it is revoked, and never the same again."""

from tests.actions.runners import MORNING, runner
from webapp.actions import feeds
from webapp.store import feeds as stored


def test_a_feed_is_found_until_it_is_revoked(session):
    person, other = runner(session), runner(session)
    made = feeds.make(session, person, MORNING)
    assert feeds.make(session, person, MORNING) == made
    assert stored.find(session, made) == person.id
    assert not feeds.revoke(session, other)
    assert feeds.revoke(session, person)
    assert stored.find(session, made) is None
    assert not feeds.revoke(session, person)


def test_the_next_one_has_another_address(session):
    person = runner(session)
    first = feeds.make(session, person, MORNING)
    feeds.revoke(session, person)
    assert feeds.make(session, person, MORNING) != first
