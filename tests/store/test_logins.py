"""Signed-in devices."""

from datetime import timedelta

from sqlalchemy import select

from webapp.store import credentials, logins, tables


def test_a_token_finds_its_person_and_device(session, runner, now):
    login_id = logins.start(session, runner.id, "a token", "Firefox on Android", now)
    found = logins.find(session, "a token", now)
    assert (found.user, found.id, found.device, found.email) == (runner, login_id, "Firefox on Android", None)


def test_a_login_knows_the_email_of_who_kept_their_work_safe(session, runner, now):
    credentials.add(session, runner.id, "me@example.org", "hash", "recovery", now)
    logins.start(session, runner.id, "a token", "", now)
    assert logins.find(session, "a token", now).email == "me@example.org"


def test_asvs_7_2_3_the_token_itself_is_not_stored(session, runner, now):
    logins.start(session, runner.id, "a token", "", now)
    assert "a token" not in str(session.execute(select(tables.login_session)).all())


def test_an_unknown_token_finds_nobody(session, runner, now):
    logins.start(session, runner.id, "a token", "", now)
    assert logins.find(session, "another", now) is None


def test_a_device_may_lie_idle_for_a_year_and_no_longer(session, runner, now):
    logins.start(session, runner.id, "a token", "", now)
    assert logins.find(session, "a token", now + logins.IDLE_LIMIT - timedelta(seconds=1))
    assert logins.find(session, "a token", now + logins.IDLE_LIMIT) is None


def test_a_visit_starts_the_year_anew(session, runner, now):
    logins.start(session, runner.id, "a token", "", now)
    later = now + timedelta(days=300)
    logins.touch(session, logins.find(session, "a token", later), later)
    assert logins.find(session, "a token", now + timedelta(days=500)).seen_at == later


def test_visits_within_ten_minutes_are_not_written(session, runner, now):
    logins.start(session, runner.id, "a token", "", now)
    soon = now + timedelta(minutes=9)
    logins.touch(session, logins.find(session, "a token", soon), soon)
    assert logins.find(session, "a token", soon).seen_at == now


def test_devices_are_listed_with_the_last_seen_first(session, runner, stranger, now):
    for age, device in enumerate(("phone", "laptop", "tablet")):
        logins.start(session, runner.id, device, device, now - timedelta(days=age))
    logins.start(session, stranger.id, "theirs", "theirs", now)
    assert [login.device for login in logins.of_person(session, runner.id, now)] == ["phone", "laptop", "tablet"]


def test_signing_out_ends_one_device(session, runner, now):
    for token in ("phone", "laptop"):
        logins.start(session, runner.id, token, token, now)
    assert logins.end(session, "phone")
    assert not logins.end(session, "phone")
    assert logins.find(session, "phone", now) is None
    assert logins.find(session, "laptop", now)


def test_signing_out_everywhere_can_spare_this_device(session, runner, stranger, now):
    for token in ("phone", "laptop", "tablet"):
        logins.start(session, runner.id, token, token, now)
    logins.start(session, stranger.id, "theirs", "theirs", now)
    assert logins.end_all(session, runner.id, except_token="phone") == 2
    assert logins.find(session, "phone", now) and logins.find(session, "theirs", now)
    assert logins.end_all(session, runner.id) == 1


def test_only_the_owner_can_end_a_device(session, runner, stranger, now):
    login_id = logins.start(session, runner.id, "phone", "", now)
    assert not logins.end_one(session, stranger.id, login_id)
    assert logins.end_one(session, runner.id, login_id)
    assert logins.find(session, "phone", now) is None


def test_tidying_deletes_only_what_lay_idle_for_a_year(session, runner, now):
    logins.start(session, runner.id, "old", "", now - logins.IDLE_LIMIT)
    logins.start(session, runner.id, "new", "", now)
    assert logins.tidy(session, now) == 1
    assert logins.find(session, "new", now)
