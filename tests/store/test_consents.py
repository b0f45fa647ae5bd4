"""What a person agreed to, with a record."""

from datetime import timedelta

from webapp.store import consents
from webapp.store.consents import HEALTH, Consent


def test_a_consent_stands_until_it_is_withdrawn(session, runner, now):
    consents.give(session, runner.id, HEALTH, "1", now)
    assert consents.standing_for(session, runner.id, HEALTH) == Consent(HEALTH, "1", now)
    consents.withdraw(session, runner.id, HEALTH, now + timedelta(days=1))
    assert consents.standing_for(session, runner.id, HEALTH) is None


def test_the_record_keeps_what_was_withdrawn(session, runner, now):
    later = now + timedelta(days=1)
    consents.give(session, runner.id, HEALTH, "1", now)
    consents.withdraw(session, runner.id, HEALTH, later)
    consents.give(session, runner.id, HEALTH, "1", later)
    assert consents.of_person(session, runner.id) == [Consent(HEALTH, "1", now, later), Consent(HEALTH, "1", later)]


def test_giving_the_same_consent_twice_is_one_record(session, runner, now):
    consents.give(session, runner.id, HEALTH, "1", now)
    consents.give(session, runner.id, HEALTH, "1", now + timedelta(days=1))
    assert consents.of_person(session, runner.id) == [Consent(HEALTH, "1", now)]


def test_new_words_are_a_new_consent(session, runner, now):
    consents.give(session, runner.id, HEALTH, "1", now)
    consents.give(session, runner.id, HEALTH, "2", now + timedelta(days=1))
    assert consents.standing_for(session, runner.id, HEALTH).text_version == "2"


def test_consents_are_the_persons_own(session, runner, stranger, now):
    consents.give(session, runner.id, HEALTH, "1", now)
    consents.withdraw(session, stranger.id, HEALTH, now)
    assert consents.of_person(session, stranger.id) == []
    assert consents.standing_for(session, runner.id, HEALTH)
