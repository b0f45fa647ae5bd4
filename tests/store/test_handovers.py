"""Hand-over codes: one a person, spent once, gone when their time is over."""

from datetime import timedelta

from sqlalchemy import func, select

from webapp.store import handovers, tables

MINUTES = timedelta(minutes=10)


def test_a_code_says_whose_it_is_once(session, runner, stranger, now):
    handovers.put(session, runner.id, "one hash", now + MINUTES)
    handovers.put(session, stranger.id, "another hash", now + MINUTES)
    assert handovers.spend(session, "one hash", now) == runner.id
    assert handovers.spend(session, "one hash", now) is None
    assert handovers.spend(session, "another hash", now) == stranger.id


def test_a_code_ends_with_its_minutes(session, runner, now):
    handovers.put(session, runner.id, "one hash", now + MINUTES)
    assert handovers.spend(session, "one hash", now + MINUTES) is None
    assert handovers.spend(session, "one hash", now + MINUTES - timedelta(seconds=1)) == runner.id


def test_a_new_code_ends_the_one_before(session, runner, now):
    handovers.put(session, runner.id, "one hash", now + MINUTES)
    handovers.put(session, runner.id, "newer hash", now + 2 * MINUTES)
    assert handovers.spend(session, "one hash", now) is None
    assert handovers.spend(session, "newer hash", now + MINUTES) == runner.id


def test_a_code_can_be_taken_back_without_touching_another_persons(session, runner, stranger, now):
    handovers.put(session, runner.id, "one hash", now + MINUTES)
    handovers.put(session, stranger.id, "another hash", now + MINUTES)
    handovers.withdraw(session, runner.id)
    assert handovers.spend(session, "one hash", now) is None
    assert handovers.spend(session, "another hash", now) == stranger.id


def test_tidying_leaves_only_codes_that_can_still_be_used(session, runner, stranger, now):
    handovers.put(session, runner.id, "one hash", now)
    handovers.put(session, stranger.id, "another hash", now + MINUTES)
    assert handovers.tidy(session, now) == 1
    assert session.execute(select(func.count()).select_from(tables.handover)).scalar_one() == 1
