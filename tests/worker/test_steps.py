"""The steps: what is planned each round, and who is armed again when the rules of time zones change."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.actions.runners import DUE, MORNING, PLAIN, RUN, phone, runner
from webapp.domain.profile import Reminders
from webapp.stop import Stop
from webapp.store import alarms, heartbeats, reminders, subscriptions, tables
from webapp.store.engine import reading, writing
from webapp.worker import steps
from webapp.worker.loop import _round
from webapp.worker.steps import arm_idle, plan, rearm, standing_steps, tidy


@pytest.fixture
def armed(engine):
    """armed(person): the times of their alarms by occurrence."""

    def times(person):
        with reading(engine) as session:
            return {alarm.occurrence: alarm.due_at for alarm in alarms.of_person(session, person.id)}

    return times


@pytest.fixture
def people(engine):
    with writing(engine) as session:
        found = [runner(session) for _ in range(3)]
        for person in found:
            phone(session, person)
    return found


def forget_alarms(engine):
    with writing(engine) as session:
        session.execute(tables.alarm.delete())


def test_all_that_is_due_is_planned_in_batches(engine, catalogue, people, monkeypatch):
    monkeypatch.setattr(steps, "AT_ONCE", 2)
    assert plan(catalogue, Stop())(engine, DUE)
    with reading(engine) as session:
        assert [len(reminders.since(session, person.id, DUE.date())) for person in people] == [1, 1, 1]
    assert not plan(catalogue, Stop())(engine, DUE)


def test_new_rules_of_time_zones_arm_everybody_anew_some_at_a_time(engine, people, armed, now, monkeypatch):
    monkeypatch.setattr(steps, "AT_ONCE", 2)
    forget_alarms(engine)
    step = rearm("2027a")
    with writing(engine) as session:
        assert step(session, MORNING)
    assert [bool(armed(person)) for person in sorted(people, key=lambda person: person.id)] == [True, True, False]
    with writing(engine) as session:
        assert step(session, MORNING)
        assert not step(session, MORNING)
    assert all(armed(person)["wednesday"] == DUE for person in people)


@pytest.mark.parametrize(("rules", "again"), [("2027a", False), ("2027b", True)])
def test_only_other_rules_arm_anew_also_after_a_restart(engine, people, armed, rules, again):
    with writing(engine) as session:
        rearm("2027b")(session, MORNING)
        rearm("2027a")(session, MORNING)
    forget_alarms(engine)
    with writing(engine) as session:
        assert rearm(rules)(session, MORNING) == again
    assert bool(armed(people[0])) == again


def test_who_has_a_device_and_no_alarm_is_looked_at_again(engine, armed):
    paused = replace(PLAIN, reminders=Reminders(paused_until=date(2027, 3, 1)))
    with writing(engine) as session:
        person = runner(session, paused)
        phone(session, person)
    assert armed(person) == {}
    arm_idle(engine, MORNING + timedelta(days=80))
    assert armed(person)["wednesday"].date() == date(2027, 3, 3)


def test_reminders_that_are_history_and_phones_unseen_for_months_are_forgotten(engine, catalogue, people):
    plan(catalogue, Stop())(engine, DUE)
    with writing(engine) as session:
        tidy(session, DUE + timedelta(days=60))
        assert len(reminders.since(session, people[0].id, DUE.date())) == 1
        tidy(session, DUE + timedelta(days=61))
        assert reminders.since(session, people[0].id, DUE.date()) == []
        assert len(subscriptions.ids(session, people[0].id)) == 1
        tidy(session, DUE + timedelta(days=270))
        assert subscriptions.ids(session, people[0].id) == []


def test_without_a_courier_nothing_is_planned(engine, catalogue, people, clock):
    clock.set(DUE)
    _round(engine, Stop(), standing_steps(catalogue, "2027a", Stop(), None))
    with reading(engine) as session:
        assert reminders.since(session, people[0].id, DUE.date()) == []
        assert heartbeats.age(session, DUE) == 0


def test_an_alarm_made_by_other_rules_does_not_ring_at_the_wrong_time(engine, catalogue, people, armed):
    """Its time was written down an hour early; the rules of today say when the run really ends."""
    early = DUE - timedelta(hours=1)
    with writing(engine) as session:
        table = tables.alarm
        session.execute(table.update().where(table.c.occurrence == RUN.series).values(due_at=early))
    plan(catalogue, Stop())(engine, early)
    assert [armed(person)["wednesday"] for person in people] == [DUE] * 3
    with reading(engine) as session:
        assert reminders.since(session, people[0].id, DUE.date()) == []
