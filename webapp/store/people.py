"""People: who they are to us is an id, a time zone and their units."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, insert, select, update

from webapp.store import tables
from webapp.store.engine import Session

METRIC, IMPERIAL = "metric", "imperial"
UNITS = (METRIC, IMPERIAL)


@dataclass(frozen=True, slots=True)
class Person:
    id: UUID
    zone: str
    units: str
    created_at: datetime
    demo: bool = False


COLUMNS = tuple(tables.person.c[name] for name in ("id", "zone", "units", "created_at", "demo"))
_ONE = select(*COLUMNS).where(tables.person.c.id == bindparam("one"))


def add_person(session: Session, zone: str, now: datetime, *, demo: bool = False) -> Person:
    """A new anonymous person."""
    person = Person(uuid.uuid4(), zone, METRIC, now, demo)
    session.execute(
        insert(tables.person).values(id=person.id, zone=zone, units=person.units, created_at=now, demo=demo)
    )
    return person


def person(session: Session, user_id: UUID) -> Person | None:
    """The person with this id."""
    row = session.execute(_ONE, {"one": user_id}).first()
    return row and read(row)


def set_zone(session: Session, user_id: UUID, zone: str) -> None:
    """The zone must already be checked."""
    session.execute(update(tables.person).where(tables.person.c.id == user_id).values(zone=zone))


def set_units(session: Session, user_id: UUID, units: str) -> None:
    """`metric` or `imperial`, checked by the caller."""
    session.execute(update(tables.person).where(tables.person.c.id == user_id).values(units=units))


def delete_person(session: Session, user_id: UUID) -> bool:
    """Delete the person and every row about them; False when there was none."""
    gone = delete(tables.person).where(tables.person.c.id == user_id).returning(tables.person.c.id)
    return session.execute(gone).first() is not None


def read(row: Row) -> Person:
    """The person in the first columns of a row that selected COLUMNS first."""
    return Person(*row[: len(COLUMNS)])
