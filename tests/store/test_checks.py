"""The log of taps: appended once, never changed."""

import uuid
from dataclasses import replace
from datetime import timedelta

from tests.store.conftest import TODAY
from webapp.domain.checks import Check
from webapp.store import checks

OP = "6b5a3f0e-3f0a-4d0e-9b1a-0d5b7c1e2f3a"


def check(now, **fields) -> Check:
    return replace(Check(OP, TODAY, "clamshell", True, now), **fields)


def test_a_check_comes_back_as_it_was(session, runner, now):
    whole = check(now, amount=10, load=12.5, effort=2, pain=3, late=True)
    assert checks.add(session, runner.id, whole, now)
    assert checks.of_day(session, runner.id, TODAY) == [whole]


def test_the_same_op_is_taken_once_and_keeps_its_first_words(session, runner, now):
    checks.add(session, runner.id, check(now), now)
    assert not checks.add(session, runner.id, check(now, done=False), now)
    assert checks.of_day(session, runner.id, TODAY) == [check(now)]


def test_two_people_may_hold_the_same_op(session, runner, stranger, now):
    assert checks.add(session, runner.id, check(now), now)
    assert checks.add(session, stranger.id, check(now, done=False), now)
    assert checks.same_op(session, stranger.id, uuid.UUID(OP)).done is False


def test_same_op_finds_only_the_persons_own(session, runner, stranger, now):
    checks.add(session, runner.id, check(now), now)
    assert checks.same_op(session, runner.id, uuid.UUID(OP)) == check(now)
    assert checks.same_op(session, stranger.id, uuid.UUID(OP)) is None


def test_checks_of_a_day_come_in_the_order_of_the_taps(session, runner, now):
    later = check(now + timedelta(seconds=5), op=str(uuid.uuid4()))
    checks.add(session, runner.id, later, now)
    checks.add(session, runner.id, check(now), now)
    assert checks.of_day(session, runner.id, TODAY) == [check(now), later]


def test_between_groups_by_day_with_both_ends(session, runner, now):
    made = {}
    for age in range(4):
        day = TODAY - timedelta(days=age)
        made[day] = check(now, op=str(uuid.uuid4()), day=day)
        checks.add(session, runner.id, made[day], now)
    first, last = TODAY - timedelta(days=2), TODAY - timedelta(days=1)
    assert checks.between(session, runner.id, first, last) == {first: [made[first]], last: [made[last]]}


def test_all_checks_come_with_the_instant_they_were_received(session, runner, now):
    received = now + timedelta(hours=3)
    checks.add(session, runner.id, check(now), received)
    assert checks.all_of(session, runner.id) == [(check(now), received)]
