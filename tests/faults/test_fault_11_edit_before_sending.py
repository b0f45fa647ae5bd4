"""Fault 11: the schedule is edited between planning and sending, at every moment there is in between."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from tests.actions.runners import DUE, RUN, phone, runner
from webapp.actions import delivering, planning, runs
from webapp.actions.delivering import LEASE, Outcome
from webapp.domain.profile import RunChange
from webapp.store import alarms, reminders

LATER = replace(RUN, at=time(19))
MOVED_TO = DUE + timedelta(hours=2)


@pytest.fixture
def person(session):
    person = runner(session)
    phone(session, person)
    return person


def edit(session, catalogue, person, run):
    runs.change_day(session, catalogue, person, DUE, RunChange(DUE.date(), RUN.series, run))


def rings_at(session, catalogue, person, until=MOVED_TO + timedelta(hours=3)) -> list:
    """When a message for the run would leave, from now on."""
    found, now = [], DUE
    while now <= until:
        planning.plan_due(session, catalogue, now, 10)
        for one in delivering.claim(session, now, 10):
            found.append(now)
            delivering.settle(session, [Outcome(one.due.id, one.due.attempt, "sent", 201)], now)
        now += timedelta(minutes=1)
    return found


@pytest.mark.parametrize("run", [None, LATER], ids=["called off", "moved"])
@pytest.mark.parametrize("moment", ["before planning", "planned", "claimed", "tried in vain"])
def test_an_edit_counts_at_every_moment(session, catalogue, person, moment, run):
    if moment != "before planning":
        planning.plan_due(session, catalogue, DUE, 10)
    if moment in ("claimed", "tried in vain"):
        (claimed,) = delivering.claim(session, DUE, 10)
    if moment == "tried in vain":
        delivering.settle(session, [Outcome(claimed.due.id, claimed.due.attempt, "later", 503)], DUE)
    edit(session, catalogue, person, run)
    assert rings_at(session, catalogue, person) == ([MOVED_TO] if run else [])


def test_an_answer_for_what_an_edit_took_back_changes_nothing(session, catalogue, person):
    planning.plan_due(session, catalogue, DUE, 10)
    (claimed,) = delivering.claim(session, DUE, 10)
    edit(session, catalogue, person, LATER)
    assert delivering.settle(session, [Outcome(claimed.due.id, claimed.due.attempt, "later", 503)], DUE) == 0
    assert delivering.claim(session, DUE + LEASE, 10) == []


def test_called_off_and_back_again_it_rings(session, catalogue, person):
    edit(session, catalogue, person, None)
    runs.plan_again(session, catalogue, person, DUE - timedelta(minutes=10), DUE.date(), RUN.series)
    assert {alarm.occurrence: alarm.due_at for alarm in alarms.of_person(session, person.id)}["wednesday"] == DUE
    assert rings_at(session, catalogue, person, DUE) == [DUE]
    (made,) = reminders.since(session, person.id, DUE.date())
    assert made.state == "sent"
