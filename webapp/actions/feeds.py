"""The calendar feed: the way without push. Its id is half of a secret address; the edge signs it."""

from datetime import datetime
from uuid import UUID

from webapp.store import feeds
from webapp.store.engine import Session
from webapp.store.people import Person


def make(session: Session, person: Person, now: datetime) -> UUID:
    """The id of the person's feed, made if there is none."""
    return feeds.make(session, person.id, now)


def revoke(session: Session, person: Person) -> bool:
    """Its address is worth nothing from here on; the next one is another. False when there was none."""
    return feeds.revoke(session, person.id)
