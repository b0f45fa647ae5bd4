"""People, and that everything about them goes with them."""

import uuid

from sqlalchemy import func, select

from tests.store.conftest import TODAY, stored
from webapp.domain.checks import Check
from webapp.domain.profile import Profile
from webapp.store import (
    alarms,
    checks,
    consents,
    credentials,
    deliveries,
    endings,
    feeds,
    handovers,
    logins,
    people,
    profiles,
    reminders,
    sheets,
    subscriptions,
    tables,
)
from webapp.store.subscriptions import Target


def test_a_person_is_found_by_id(session, runner):
    assert people.person(session, runner.id) == runner
    assert people.person(session, uuid.uuid4()) is None


def test_zone_and_units_can_be_changed(session, runner, stranger):
    people.set_zone(session, runner.id, "Pacific/Apia")
    people.set_units(session, runner.id, people.IMPERIAL)
    changed = people.person(session, runner.id)
    assert (changed.zone, changed.units) == ("Pacific/Apia", "imperial")
    assert people.person(session, stranger.id) == stranger


def test_deleting_a_person_deletes_every_row_about_them_and_no_other(session, runner, stranger, now):
    for user in (runner, stranger):
        _fill_every_table(session, user, now)
    assert people.delete_person(session, runner.id)
    personal = [table for table in tables.metadata.sorted_tables if "user_id" in table.c]
    assert len(personal) == 13
    for table in personal:
        owners = session.scalars(select(table.c.user_id).distinct()).all()
        assert owners == [stranger.id], table.name


def test_deleting_nobody_says_so(session):
    assert not people.delete_person(session, uuid.uuid4())


def test_every_table_about_a_person_deletes_with_them():
    for table in tables.metadata.sorted_tables:
        for key in table.foreign_keys:
            assert key.ondelete == "CASCADE", table.name
        if table.foreign_keys:
            assert "person" in {key.column.table.name for key in table.foreign_keys}, table.name


def _fill_every_table(session, user, now) -> None:
    profiles.save_profile(session, user.id, Profile(), TODAY, now)
    sheets.insert(session, user.id, stored(), now)
    checks.add(session, user.id, Check(str(uuid.uuid4()), TODAY, "clamshell", True, now), now)
    login = logins.start(session, user.id, str(user.id), "", now)
    target = Target(f"https://push.example/{user.id}", "p256dh", "auth", "key")
    device = subscriptions.put(session, user.id, login, target, "", now)
    endings.put(session, [(f"https://push.example/old/{user.id}", user.id, login)], endings.LOST, now)
    alarms.add_all(session, [alarms.Alarm(user.id, "rest", "rest", TODAY, now)])
    planned = reminders.id_of(user.id, "rest", TODAY)
    reminders.add(session, reminders.Reminder(planned, user.id, "rest", TODAY, "rest", now, now), now)
    deliveries.add_all(session, user.id, planned, [device], now, now)
    feeds.make(session, user.id, now)
    consents.give(session, user.id, consents.HEALTH, "1", now)
    credentials.add(session, user.id, f"{user.id}@example.org", "hash", "recovery", now)
    handovers.put(session, user.id, str(user.id), now)
    filled = [table for table in tables.metadata.sorted_tables if "user_id" in table.c]
    for table in filled:
        assert session.scalar(select(func.count()).where(table.c.user_id == user.id)) == 1, table.name
