"""Hand-overs: the one code by which a person may enter on another device. Only its hash is kept, for minutes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete

from webapp.store import tables
from webapp.store.engine import Session, insert_into

_table = tables.handover


def put(session: Session, user_id: UUID, code_hash: str, ends_at: datetime) -> None:
    """Keep a code's hash until `ends_at`; the person's code before it is worth nothing from here."""
    values = {"code_hash": code_hash, "ends_at": ends_at}
    first = insert_into(session, _table).values(user_id=user_id, **values)
    session.execute(first.on_conflict_do_update(index_elements=["user_id"], set_=values))


def spend(session: Session, code_hash: str, now: datetime) -> UUID | None:
    """Whose code this is, once; None when it is nobody's, spent or too old."""
    spent = delete(_table).where(_table.c.code_hash == code_hash, _table.c.ends_at > now)
    return session.execute(spent.returning(_table.c.user_id)).scalar()


def withdraw(session: Session, user_id: UUID) -> None:
    """The person's code is worth nothing from here."""
    session.execute(delete(_table).where(_table.c.user_id == user_id))


def tidy(session: Session, now: datetime) -> int:
    """Delete the codes nobody used in time; returns how many."""
    return len(session.execute(delete(_table).where(_table.c.ends_at <= now).returning(_table.c.user_id)).all())
