"""Ticking, on both databases: each tap once, a reason for each refusal, and no bad one in the way of the others."""

from datetime import timedelta
from uuid import uuid4

import pytest

from webapp.actions import days
from webapp.actions.checks import APPLIED, DUPLICATE, HELD, REJECTED, Tap, check_off
from webapp.store import checks, people

OP = "0190a6c2-0000-7000-8000-000000000001"
DAY = timedelta(days=1)


@pytest.fixture
def send(session, catalogue, person, now):
    """send(tap, ...): the state and reason of each."""

    def send(*taps: Tap, at=now, queued: bool = True):
        return [(r.state, r.reason) for r in check_off(session, catalogue, person, taps, at, queued)]

    return send


@pytest.fixture
def tap(now):
    """tap(): a fine tap of today, changed as told."""

    def tap(**change):
        return Tap(**{"op": str(uuid4()), "day": now.date().isoformat(), "item": "clamshell", "done": True, **change})

    return tap


@pytest.fixture
def stored(session, person, now):
    return lambda day=None: checks.of_day(session, person.id, day or now.date())


def test_a_tap_is_stored_with_all_it_says(send, tap, stored, now):
    assert send(tap(op=OP, amount=12, load=7.5, effort=3, pain=1, age=timedelta(minutes=5))) == [(APPLIED, "")]
    [check] = stored()
    assert (check.op, check.item, check.done, check.late) == (OP, "clamshell", True, False)
    assert (check.amount, check.load, check.effort, check.pain) == (12, 7.5, 3, 1)
    assert check.at == now - timedelta(minutes=5)


def test_an_exercise_may_be_trained_and_tested_on_one_day(send, tap, stored):
    assert send(tap(item="push-up"), tap(item="push-up@test", amount=11)) == [(APPLIED, ""), (APPLIED, "")]
    assert {check.item: check.amount for check in stored()} == {"push-up": None, "push-up@test": 11}


def test_a_tap_counts_once_however_often_it_is_sent(send, tap, stored):
    first = tap(op=OP)
    assert send(first, first) == [(APPLIED, ""), (DUPLICATE, "")]
    assert send(tap(op=OP.upper(), done=False)) == [(DUPLICATE, "")]
    assert [check.done for check in stored()] == [True]


def test_a_tap_of_another_account_is_held(session, send, tap, person, stored, now):
    other = people.add_person(session, "UTC", now)
    assert send(tap(user=str(other.id))) == [(HELD, "This was ticked with another account.")]
    assert send(tap(user=str(person.id))) == [(APPLIED, "")]
    assert len(stored()) == 1
    assert checks.of_day(session, other.id, now.date()) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"item": "no-such-thing"}, "This exercise is not known.", id="an unknown exercise"),
        pytest.param({"item": "clamshell@midnight"}, "This exercise is not known.", id="an unknown time of day"),
        pytest.param({"item": ""}, "This exercise is not known.", id="no exercise"),
        pytest.param({"op": "1"}, "This tick carries no proper number.", id="no proper number"),
        pytest.param({"day": "23.11.2026"}, "This is not a date.", id="no date"),
        pytest.param({"day": "2026-11-19"}, "That day has not come yet.", id="tomorrow"),
        pytest.param({"amount": -1}, "The amount must be from 0 to 1000.", id="fewer than none"),
        pytest.param({"load": 501.0}, "The load must be from 0 to 500.", id="too heavy"),
        pytest.param({"load": float("nan")}, "The load must be from 0 to 500.", id="no number"),
        pytest.param({"effort": 11}, "What was left in reserve must be from 0 to 10.", id="too much in reserve"),
        pytest.param({"pain": 11}, "Pain must be from 0 to 10.", id="more than the worst pain"),
    ],
)
def test_a_bad_tap_is_refused_with_its_reason(send, tap, stored, change, reason):
    assert send(tap(**change)) == [(REJECTED, reason)]
    assert stored() == []


def test_one_bad_tap_never_blocks_the_others(send, tap, stored):
    bad = [tap(item="no-such-thing"), tap(day="soon"), tap(op="x"), tap(pain=99), tap(user=str(uuid4()))]
    states = [state for state, _ in send(tap(), *bad, tap(item="glute-bridge"))]
    assert states == [APPLIED, REJECTED, REJECTED, REJECTED, REJECTED, HELD, APPLIED]
    assert {check.item for check in stored()} == {"clamshell", "glute-bridge"}


@pytest.mark.parametrize(
    ("ago", "queued", "state", "late"),
    [
        pytest.param(14, True, APPLIED, False, id="queued, two weeks ago"),
        pytest.param(15, True, APPLIED, True, id="queued, longer ago: kept and marked late"),
        pytest.param(14, False, APPLIED, False, id="direct, two weeks ago"),
        pytest.param(15, False, REJECTED, None, id="direct, longer ago: closed"),
    ],
)
def test_days_long_past(send, tap, stored, now, ago, queued, state, late):
    day = now.date() - ago * DAY
    [(found, reason)] = send(tap(day=day.isoformat()), queued=queued)
    assert found == state
    assert [check.late for check in stored(day)] == ([] if late is None else [late])
    assert ("more than 14 days ago" in reason) is (state == REJECTED)


@pytest.mark.parametrize(
    ("age", "read_as"),
    [
        pytest.param(timedelta(0), timedelta(0), id="now"),
        pytest.param(timedelta(hours=30), timedelta(hours=30), id="yesterday, offline since"),
        pytest.param(timedelta(hours=-5), timedelta(0), id="from the future: the phone's clock went back"),
        pytest.param(timedelta(days=100_000), timedelta(days=400), id="a broken clock"),
    ],
)
def test_the_age_of_a_tap_is_read_within_reason(send, tap, stored, now, age, read_as):
    send(tap(age=age))
    assert stored()[0].at == now - read_as


def test_the_later_tap_stands_whatever_order_they_come_in(session, catalogue, person, send, tap, now):
    send(tap(done=False, age=timedelta(minutes=1)), tap(done=True, age=timedelta(minutes=9)))
    assert days.open_day(session, catalogue, person, now).checks["clamshell"].done is False


def test_a_tap_comes_after_the_one_it_was_made_in_sight_of(send, tap, stored, now):
    """The phone's clock was set back between the two, or ran away before they were sent."""
    first, year = tap(age=timedelta(minutes=1)), timedelta(days=365)
    assert send(first, tap(done=False, age=year, saw=first.op)) == [(APPLIED, ""), (APPLIED, "")]
    assert [(check.done, check.at) for check in stored()] == [
        (True, now - timedelta(minutes=1)),
        (False, now - timedelta(minutes=1, milliseconds=-1)),
    ]


def test_what_was_in_sight_counts_on_its_own_row_only(send, tap, stored, now):
    first = tap(item="glute-bridge")
    send(first, tap(age=timedelta(hours=1), saw=first.op), tap(item="push-up", age=timedelta(hours=2), saw="x"))
    assert {check.item: check.at for check in stored()}["clamshell"] == now - timedelta(hours=1)


def test_the_answer_says_when_a_tap_counts_as_made(session, catalogue, person, tap, now):
    first = tap(age=timedelta(minutes=3))
    answers = check_off(session, catalogue, person, [first, first, tap(item="nothing")], now)
    assert [answer.at for answer in answers] == [now - timedelta(minutes=3), now - timedelta(minutes=3), None]


def test_before_four_in_the_morning_yesterday_is_today(send, tap, now):
    early = now.replace(hour=1) + DAY
    assert send(tap(day=(now.date() + DAY).isoformat()), at=early) == [(REJECTED, "That day has not come yet.")]
    assert send(tap(), at=early) == [(APPLIED, "")]


def test_a_tick_needs_no_list_to_stand_on(send, tap, stored, now):
    day = now.date() - 3 * DAY
    assert send(tap(day=day.isoformat())) == [(APPLIED, "")]
    assert len(stored(day)) == 1
