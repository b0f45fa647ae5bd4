"""Fault 10, the stored half: the rules of a time zone change. Alarms still to come are made anew before they ring."""

from datetime import UTC, datetime, time, timedelta

from tests.actions.runners import MORNING, phone, runner
from webapp.domain import schedule
from webapp.domain.profile import Profile, Reminders
from webapp.stop import Stop
from webapp.store import alarms, reminders
from webapp.store.engine import reading, writing
from webapp.worker.steps import plan, rearm

EVENING = Profile(reminders=Reminders(rest_at=time(18), thin=False))
OLD, NEW = datetime(2026, 11, 18, 17, tzinfo=UTC), datetime(2026, 11, 18, 16, tzinfo=UTC)


def test_new_rules_move_what_is_still_to_come(engine, catalogue, monkeypatch):
    """The country gives up winter time over night: 18:00 is an hour earlier for everybody else."""
    with writing(engine) as session:
        person = runner(session, EVENING, zone="Europe/Berlin")
        phone(session, person)
        rearm("2026b")(session, MORNING)
    assert due(engine, person) == OLD
    instant = schedule._instant
    monkeypatch.setattr(schedule, "_instant", lambda *given: instant(*given) - timedelta(hours=1))
    with writing(engine) as session:
        rearm("2026b")(session, MORNING)
    assert due(engine, person) == OLD, "the same edition changes nothing"
    with writing(engine) as session:
        rearm("2026c")(session, MORNING)
    assert due(engine, person) == NEW
    plan(catalogue, Stop())(engine, NEW)
    with reading(engine) as session:
        (made,) = reminders.since(session, person.id, NEW.date())
    assert (made.due_at, made.state) == (NEW, "pending")


def due(engine, person):
    with reading(engine) as session:
        return {alarm.occurrence: alarm.due_at for alarm in alarms.of_person(session, person.id)}["rest"]
