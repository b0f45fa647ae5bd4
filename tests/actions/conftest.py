"""Somebody new, on both databases, what they tell the app, and what it keeps."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

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


@pytest.fixture
def asked(engine):
    """`with asked() as statements:` what the database is asked meanwhile."""

    @contextmanager
    def listen():
        statements = []
        event.listen(engine, "before_cursor_execute", note := lambda *call: statements.append(call[2]))
        try:
            yield statements
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return listen
