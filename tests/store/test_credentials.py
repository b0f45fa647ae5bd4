"""E-mail, password hash and recovery code."""

from webapp.store import credentials


def _add(session, person, now, email="me@example.org"):
    return credentials.add(session, person.id, email, "password hash", "recovery hash", now)


def test_a_credential_is_found_by_person_and_by_email(session, runner, now):
    assert _add(session, runner, now)
    found = credentials.by_email(session, "me@example.org")
    assert found == credentials.of_person(session, runner.id)
    assert (found.user_id, found.password_hash) == (runner.id, "password hash")


def test_an_email_belongs_to_one_person(session, runner, stranger, now):
    _add(session, runner, now)
    assert not _add(session, stranger, now)
    assert credentials.of_person(session, stranger.id) is None


def test_a_person_has_one_email(session, runner, now):
    _add(session, runner, now)
    assert not _add(session, runner, now, email="other@example.org")
    assert credentials.of_person(session, runner.id).email == "me@example.org"


def test_a_recovery_code_is_worth_one_new_password(session, runner, now):
    _add(session, runner, now)
    spend = ("me@example.org", "recovery hash", "next recovery hash", "new password hash", now)
    assert credentials.spend_recovery(session, *spend) == runner.id
    assert credentials.spend_recovery(session, *spend) is None
    found = credentials.of_person(session, runner.id)
    assert (found.password_hash, found.recovery_hash) == ("new password hash", "next recovery hash")


def test_a_password_and_a_recovery_code_can_be_changed_by_themselves(session, runner, now):
    _add(session, runner, now)
    credentials.set_password(session, runner.id, "new password hash", now)
    credentials.set_recovery(session, runner.id, "next recovery hash", now)
    found = credentials.of_person(session, runner.id)
    assert (found.password_hash, found.recovery_hash) == ("new password hash", "next recovery hash")


def test_hashes_do_not_show_when_a_credential_is_printed(session, runner, now):
    _add(session, runner, now)
    assert "hash" not in repr(credentials.of_person(session, runner.id)).replace("_hash", "")
