"""Somebody new, on both databases, what they tell the app, and what it keeps."""

import pytest

from webapp.store import people, profiles


@pytest.fixture
def person(session, now):
    return people.add_person(session, "Europe/Berlin", now)


@pytest.fixture
def tell(session, catalogue, person, now):
    """tell(answers.set_minutes, 10): does one verb as this person and returns what it says."""
    return lambda verb, *said, at=now: verb(session, catalogue, person, at, *said)


@pytest.fixture
def profile(session, person):
    """profile(): the answers as they are stored now."""
    return lambda: profiles.newest(session, person.id)
