"""Consents: what a person agreed to, in which words, and when they took it back."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, insert, select, update

from webapp.store import tables
from webapp.store.engine import Session

HEALTH = "health"

_table = tables.consent
_COLUMNS = tuple(_table.c[name] for name in ("purpose", "text_version", "given_at", "withdrawn_at"))


@dataclass(frozen=True, slots=True)
class Consent:
    purpose: str
    text_version: str
    given_at: datetime
    withdrawn_at: datetime | None = None


def give(session: Session, user_id: UUID, purpose: str, text_version: str, now: datetime) -> None:
    """Record a consent, unless the same one stands already."""
    standing = standing_for(session, user_id, purpose)
    if standing is None or standing.text_version != text_version:
        add(session, user_id, Consent(purpose, text_version, now))


def withdraw(session: Session, user_id: UUID, purpose: str, now: datetime) -> None:
    """Take back every consent that stands for a purpose."""
    standing = update(_table).where(_table.c.user_id == user_id, _table.c.purpose == purpose)
    session.execute(standing.where(_table.c.withdrawn_at.is_(None)).values(withdrawn_at=now))


def standing_for(session: Session, user_id: UUID, purpose: str) -> Consent | None:
    """The consent that stands for a purpose, the newest one, or None."""
    found = select(*_COLUMNS).where(_table.c.user_id == user_id, _table.c.purpose == purpose)
    newest = found.where(_table.c.withdrawn_at.is_(None)).order_by(_table.c.given_at.desc()).limit(1)
    row = session.execute(newest).first()
    return row and _read(row)


def of_person(session: Session, user_id: UUID) -> list[Consent]:
    """Every consent of the person, withdrawn ones included, oldest first."""
    found = select(*_COLUMNS).where(_table.c.user_id == user_id)
    return [_read(row) for row in session.execute(found.order_by(_table.c.given_at, _table.c.purpose))]


def move(session: Session, from_id: UUID, into_id: UUID) -> None:
    """Make one person's consents another's, but for those the other has already."""
    there = of_person(session, into_id)
    for consent in of_person(session, from_id):
        if consent not in there:
            add(session, into_id, consent)


def add(session: Session, user_id: UUID, consent: Consent) -> None:
    """Append a consent as it is."""
    values = {column.name: getattr(consent, column.name) for column in _COLUMNS}
    session.execute(insert(_table).values(id=uuid.uuid4(), user_id=user_id, **values))


def _read(row: Row) -> Consent:
    return Consent(*row)
