"""Calendar feeds: one a person at most. The id is half of a secret address."""

import uuid
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from webapp.store import tables
from webapp.store.engine import Session, insert_into

_table = tables.calendar_feed


def make(session: Session, user_id: UUID, now: datetime) -> UUID:
    """The id of the person's feed, a new one if they have none."""
    fresh = insert_into(session, _table).values(user_id=user_id, id=uuid.uuid4(), made_at=now)
    session.execute(fresh.on_conflict_do_nothing())
    return of_person(session, user_id)


def of_person(session: Session, user_id: UUID) -> UUID | None:
    """The id of the person's feed."""
    return session.scalar(select(_table.c.id).where(_table.c.user_id == user_id))


def find(session: Session, feed_id: UUID) -> UUID | None:
    """Whose feed it is; None once it is revoked."""
    return session.scalar(select(_table.c.user_id).where(_table.c.id == feed_id))


def revoke(session: Session, user_id: UUID) -> bool:
    """Its address is worth nothing from here on; False when there was none."""
    return session.execute(delete(_table).where(_table.c.user_id == user_id).returning(_table.c.id)).first() is not None
