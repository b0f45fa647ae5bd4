"""Heartbeats: when each background program was last alive."""

from datetime import datetime

from sqlalchemy import delete, select

from webapp.store import tables
from webapp.store.engine import Session, insert_into

WORKER = "worker"

_table = tables.heartbeat


def beat(session: Session, now: datetime, name: str = WORKER) -> None:
    """Say that a program is alive."""
    statement = insert_into(session, _table).values(name=name, beat_at=now)
    session.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"beat_at": now}))


def age(session: Session, now: datetime, name: str = WORKER) -> float | None:
    """Seconds since a program's last sign of life; None when it never gave one."""
    beat_at = session.scalar(select(_table.c.beat_at).where(_table.c.name == name))
    return None if beat_at is None else (now - beat_at).total_seconds()


def begin_anew(session: Session, now: datetime, family: str, name: str) -> None:
    """Leave this sign in the place of all others of its family, whose names begin alike."""
    session.execute(delete(_table).where(_table.c.name.startswith(family, autoescape=True)))
    beat(session, now, name)


def stop(session: Session, name: str = WORKER) -> None:
    """Say that a program ended in good order."""
    session.execute(delete(_table).where(_table.c.name == name))
