"""Planning: an alarm that is due becomes one reminder, or a reason, and moves on."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from tests.actions.runners import DUE, ENDS, MORNING, PLAIN, finish, phone, runner
from webapp.actions import arming, planning
from webapp.actions.days import open_day
from webapp.domain.profile import Race, Reminders
from webapp.store import alarms, profiles, reminders, sheets, tables

WEEK = timedelta(days=7)


@pytest.fixture
def due(session, catalogue):
    """due(now): plans what is due and returns the reminders of the person."""

    def plan(person, now=DUE):
        planning.plan_due(session, catalogue, now, 100)
        return reminders.since(session, person.id, date(2026, 1, 1))

    return plan


def test_a_run_becomes_one_reminder_when_it_ended(session, due):
    person = runner(session)
    device = phone(session, person)
    assert due(person, DUE - timedelta(seconds=1)) == []
    (made,) = due(person)
    assert (made.occurrence, made.kind, made.day) == ("wednesday", "run", DUE.date())
    assert (made.due_at, made.expires_at, made.state) == (DUE, DUE + timedelta(hours=2), "pending")
    assert open_devices(session) == [device]


def test_planned_twice_is_planned_once(session, due):
    person = runner(session)
    phone(session, person)
    first = due(person)
    assert due(person) == first
    alarms.add_all(session, [])
    moved = next(alarm for alarm in alarms.of_person(session, person.id) if alarm.occurrence == "wednesday")
    assert moved.due_at == DUE + WEEK
    alarms.move_on(session, moved, replace(moved, day=DUE.date(), due_at=DUE))
    assert due(person, DUE + timedelta(minutes=1)) == first
    assert len(open_devices(session)) == 1


def test_every_device_gets_its_own_delivery(session, due):
    person = runner(session)
    both = {phone(session, person), phone(session, person)}
    due(person)
    assert set(open_devices(session)) == both


def test_without_a_device_it_is_written_down_and_no_list_is_made(session, due):
    person = runner(session)
    arming.re_arm(session, profiles.newest(session, person.id), person.id, MORNING)
    (made,) = due(person)
    assert (made.state, made.reason) == ("skipped", "no-device")
    assert sheets.newest(session, person.id) is None


def test_a_worker_that_comes_back_after_six_hours_writes_it_down_as_too_late(session, due):
    person = runner(session)
    phone(session, person)
    (made,) = due(person, DUE + timedelta(hours=6))
    assert (made.state, made.reason) == ("expired", "late")
    assert open_devices(session) == []


def test_a_list_finished_two_minutes_before_the_run_ends_rings_nothing(session, catalogue, due):
    person = runner(session)
    phone(session, person)
    finish(session, catalogue, person, ENDS - timedelta(minutes=2))
    (made,) = due(person)
    assert (made.state, made.reason) == ("skipped", "done")
    assert open_devices(session) == []


@pytest.mark.parametrize(
    ("profile", "reason"),
    [
        (replace(PLAIN, reminders=Reminders(thin=False, quiet_from=time(17), quiet_until=time(23))), "quiet"),
    ],
)
def test_the_reason_for_silence_is_written_down(session, due, profile, reason):
    person = runner(session, profile)
    phone(session, person)
    (made,) = due(person)
    assert (made.state, made.reason) == ("skipped", reason)


@pytest.mark.parametrize(
    "profile",
    [
        replace(PLAIN, reminders=Reminders(on=False)),
        replace(PLAIN, reminders=Reminders(paused_until=date(2026, 11, 19))),
        replace(PLAIN, races=(Race(DUE.date()),)),
    ],
)
def test_what_is_not_asked_for_has_no_alarm(session, due, profile):
    person = runner(session, profile)
    phone(session, person)
    assert due(person) == []


def test_a_row_that_raises_is_pushed_away_and_blocks_nobody(session, due, caplog):
    broken, sound = runner(session), runner(session)
    phone(session, broken)
    phone(session, sound)
    session.execute(
        tables.profile.update().where(tables.profile.c.user_id == broken.id).values(body={"runs": "no list"})
    )
    assert [made.state for made in due(sound)] == ["pending"]
    assert "alarm pushed away" in caplog.text
    assert alarms.due(session, DUE + timedelta(minutes=9), 10) == []


def test_many_take_no_more_statements_than_few(session, catalogue, due, asked):
    counts = []
    for number in (3, 30):
        runners = [runner(session) for _ in range(number)]
        for person in runners:
            phone(session, person)
            open_day(session, catalogue, person, MORNING)
        with asked() as statements:
            due(runners[0])
        counts.append(len(statements))
        (made,) = reminders.since(session, runners[-1].id, DUE.date())
        assert made.state == "pending"
    assert counts[0] == counts[1] <= 14, statements


def test_lists_are_opened_ahead_for_who_is_due_within_minutes(session, catalogue):
    soon, no_device = runner(session), runner(session)
    phone(session, soon)
    arming.re_arm(session, profiles.newest(session, no_device.id), no_device.id, MORNING)
    assert planning.warm(session, catalogue, DUE - timedelta(minutes=16), 10) == 0
    assert planning.warm(session, catalogue, DUE - timedelta(minutes=14), 10) == 1
    assert planning.warm(session, catalogue, DUE - timedelta(minutes=14), 10) == 0
    assert sheets.stored_on(session, soon.id, DUE.date())


def open_devices(session) -> list:
    table = tables.delivery
    return list(session.scalars(select(table.c.subscription_id).where(table.c.state == "open")))
