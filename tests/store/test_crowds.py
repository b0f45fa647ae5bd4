"""Many people at once: each with their own newest answers, devices, list and ticks, and nobody else's."""

from datetime import timedelta
from uuid import uuid4

from tests.actions.runners import phone
from tests.store.conftest import TODAY, stored
from webapp.domain.checks import Check
from webapp.domain.profile import Profile
from webapp.domain.reminder_list import gist
from webapp.store import checks, crowds, profiles, sheets

YESTERDAY = TODAY - timedelta(days=1)


def test_the_newest_answers_of_each_in_their_zone(session, runner, stranger, now):
    for from_on, grace_minutes in ((YESTERDAY, 12), (TODAY, 20)):
        profiles.save_profile(session, runner.id, Profile(minutes=grace_minutes), from_on, now)
    found = crowds.runners(session, {runner.id, stranger.id, uuid4()})
    assert {one: (who.person, who.profile) for one, who in found.items()} == {
        runner.id: (runner, Profile(zone="Europe/Berlin", minutes=20)),
        stranger.id: (stranger, Profile(zone="UTC")),
    }


def test_the_devices_of_each(session, runner, stranger, now):
    both = {phone(session, runner, now), phone(session, runner, now)}
    other = phone(session, stranger, now)
    found = crowds.devices(session, {runner.id, stranger.id, uuid4()})
    assert {one: set(devices) for one, devices in found.items()} == {runner.id: both, stranger.id: {other}}


def test_the_list_and_the_ticks_of_each_on_their_own_day(session, runner, stranger, now):
    for person, day in ((runner, TODAY), (stranger, YESTERDAY), (runner, YESTERDAY)):
        sheets.insert(session, person.id, stored(day, reason=str(day)), now)
        for late in (False, True):
            checks.add(session, person.id, Check(str(uuid4()), day, "clamshell", True, now, late=late), now)
    days = {runner.id: TODAY, stranger.id: YESTERDAY}
    assert crowds.lists(session, days) == {one: gist(stored(day).sheet) for one, day in days.items()}
    assert {one: [tick.day for tick in ticks] for one, ticks in crowds.ticks(session, days).items()} == {
        runner.id: [TODAY],
        stranger.id: [YESTERDAY],
    }


def test_nobody_is_asked_about_without_a_question(session):
    assert crowds.runners(session, set()) == crowds.lists(session, {}) == crowds.ticks(session, {}) == {}
