"""Arming: alarms follow the answers, and nothing that was due is lost by an edit or a journey."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from tests.actions.runners import DUE, ENDS, MORNING, RUN, phone, runner
from webapp.actions import answers, delivering, planning, runs
from webapp.actions.arming import re_arm, set_zone
from webapp.domain.profile import Profile, Reminders, RunChange
from webapp.store import alarms, people, profiles, reminders

REST_ONLY = Profile(reminders=Reminders(rest_at=time(18), thin=False))


@pytest.fixture
def times(session):
    """times(person): when each occurrence is due next."""
    return lambda person: {alarm.occurrence: alarm.due_at for alarm in alarms.of_person(session, person.id)}


def arm(session, person, now):
    re_arm(session, profiles.newest(session, person.id), person.id, now)


def test_each_occurrence_has_its_next_time_and_doing_it_again_changes_nothing(session, times):
    person = runner(session)
    arm(session, person, MORNING)
    first = times(person)
    assert first["wednesday"] == DUE
    assert first["rest"] == datetime(2026, 11, 19, 18, tzinfo=DUE.tzinfo)
    arm(session, person, MORNING)
    assert times(person) == first


def test_moving_a_run_moves_its_alarm_and_keeps_its_name(session, catalogue, times):
    person = runner(session)
    arm(session, person, MORNING)
    runs.save_run(session, catalogue, person, MORNING, replace(RUN, at=time(19)))
    assert times(person)["wednesday"] == DUE + timedelta(hours=2)


def test_calling_a_run_off_takes_its_alarm_to_the_next_week(session, catalogue, times):
    person = runner(session)
    arm(session, person, MORNING)
    runs.change_day(session, catalogue, person, MORNING, RunChange(DUE.date(), RUN.series, None))
    assert times(person)["wednesday"] == DUE + timedelta(days=7)
    assert times(person)["rest"].date() == DUE.date()


def test_an_alarm_that_is_due_survives_an_edit_of_something_else(session, catalogue, times):
    person = runner(session)
    arm(session, person, MORNING)
    answers.set_minutes(session, catalogue, person, DUE + timedelta(seconds=1), 10)
    assert times(person)["wednesday"] == DUE


def test_a_run_cut_short_rings_at_once(session, catalogue, times):
    person = runner(session)
    arm(session, person, MORNING)
    shorter = RunChange(DUE.date(), RUN.series, replace(RUN, minutes=30))
    runs.change_day(session, catalogue, person, ENDS - timedelta(minutes=5), shorter)
    assert times(person)["wednesday"] == DUE - timedelta(minutes=30)


def test_what_never_was_an_alarm_does_not_ring_for_the_past(session, times):
    person = runner(session, REST_ONLY)
    arm(session, person, datetime(2026, 11, 18, 19, tzinfo=DUE.tzinfo))
    assert times(person)["rest"].date() == date(2026, 11, 19)


@pytest.mark.parametrize("change", [None, replace(RUN, at=time(19))], ids=["called off", "moved"])
def test_a_planned_reminder_is_taken_back_with_its_run(session, catalogue, change, times):
    person = runner(session)
    phone(session, person)
    planning.plan_due(session, catalogue, DUE, 10)
    runs.change_day(session, catalogue, person, DUE, RunChange(DUE.date(), RUN.series, change))
    assert reminders.since(session, person.id, DUE.date()) == []
    expected = DUE + timedelta(hours=2) if change else DUE + timedelta(days=7)
    assert times(person)["wednesday"] == expected


def test_a_planned_reminder_stays_when_something_else_changes(session, catalogue):
    person = runner(session)
    phone(session, person)
    planning.plan_due(session, catalogue, DUE, 10)
    planned = reminders.since(session, person.id, DUE.date())
    answers.set_minutes(session, catalogue, person, DUE + timedelta(seconds=1), 10)
    assert reminders.since(session, person.id, DUE.date()) == planned != []


def test_a_day_that_had_its_reminder_has_none_again_in_a_zone_further_west(session, catalogue, times):
    person = runner(session, REST_ONLY, zone="Europe/Berlin")
    phone(session, person)
    rang_at = datetime(2026, 11, 18, 17, tzinfo=DUE.tzinfo)
    planning.plan_due(session, catalogue, rang_at, 10)
    (rang,) = delivering.claim(session, rang_at, 10)
    delivering.settle(session, [delivering.Outcome(rang.due.id, rang.due.attempt, "sent", 201)], rang_at)
    set_zone(session, person, "America/New_York", rang_at + timedelta(hours=1))
    assert times(person)["rest"] == datetime(2026, 11, 19, 23, tzinfo=DUE.tzinfo)
    assert people.person(session, person.id).zone == "America/New_York"


def test_a_time_that_a_journey_east_jumped_over_rings_now(session, times):
    person = runner(session, REST_ONLY, zone="Europe/Berlin")
    arm(session, person, MORNING)
    landed = datetime(2026, 11, 18, 10, tzinfo=DUE.tzinfo)
    set_zone(session, person, "Asia/Tokyo", landed)
    assert times(person)["rest"] == datetime(2026, 11, 18, 9, tzinfo=DUE.tzinfo) < landed
