"""Checks: the append-only log of taps."""

from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Insert, Row, Select, bindparam, select, update

from webapp.domain.checks import Check
from webapp.store import tables
from webapp.store.engine import Session, insert_for, insert_into

_table = tables.check_event
_COLUMNS = tuple(
    _table.c[name] for name in ("op", "day", "item", "done", "at", "amount", "load", "effort", "pain", "late")
)
_OF_PERSON = select(*_COLUMNS).where(_table.c.user_id == bindparam("user")).order_by(_table.c.at, _table.c.op)
# Built once: Today and every tick ask it.
_OF_DAY = _OF_PERSON.where(_table.c.day == bindparam("day"))


def add(session: Session, user_id: UUID, check: Check, received_at: datetime) -> bool:
    """Append a check; False when this person's op is already there, which then stays as it is."""
    values = {"user_id": user_id, "received_at": received_at, **_values(check)}
    return session.execute(_adding(session.get_bind().dialect.name), values).first() is not None


def add_all(session: Session, user_id: UUID, received: list[tuple[Check, datetime]]) -> None:
    """Append many checks with the instants they were received, passing over the ops that are already there."""
    if received:
        session.execute(
            insert_into(session, _table).on_conflict_do_nothing(),
            [{"user_id": user_id, "received_at": received_at, **_values(check)} for check, received_at in received],
        )


def move(session: Session, from_id: UUID, into_id: UUID) -> int:
    """Make one person's checks another's, but for ops the other has already; returns how many moved."""
    there = select(_table.c.op).where(_table.c.user_id == into_id).scalar_subquery()
    theirs = update(_table).where(_table.c.user_id == from_id, _table.c.op.not_in(there))
    return len(session.execute(theirs.values(user_id=into_id).returning(_table.c.op)).all())


def of_day(session: Session, user_id: UUID, day: date) -> list[Check]:
    """The checks of one day, oldest tap first."""
    return [_read(row) for row in session.execute(_OF_DAY, {"user": user_id, "day": day}).all()]


def between(session: Session, user_id: UUID, first: date, last: date) -> dict[date, list[Check]]:
    """The checks of the days from first to last, both included; days without any are absent."""
    found: dict[date, list[Check]] = {}
    for row in session.execute(_of(user_id).where(_table.c.day.between(first, last))):
        found.setdefault(row.day, []).append(_read(row))
    return found


def all_of(session: Session, user_id: UUID) -> list[tuple[Check, datetime]]:
    """Every check with the instant it was received, by day and then by tap."""
    query = _of(user_id).add_columns(_table.c.received_at).order_by(None)
    ordered = query.order_by(_table.c.day, _table.c.at, _table.c.op)
    return [(_read(row), row.received_at) for row in session.execute(ordered)]


def same_op(session: Session, user_id: UUID, op: UUID) -> Check | None:
    """The check this op made, if it is already there."""
    row = session.execute(_of(user_id).where(_table.c.op == op)).first()
    return row and _read(row)


def forget_pain(session: Session, user_id: UUID) -> None:
    """Take the pain scores out of this person's checks; the ticks stay."""
    session.execute(update(_table).where(_table.c.user_id == user_id).values(pain=None))


@cache
def _adding(dialect: str) -> Insert:
    return insert_for(dialect, _table).on_conflict_do_nothing().returning(_table.c.op)


def _of(user_id: UUID) -> Select[tuple]:
    return select(*_COLUMNS).where(_table.c.user_id == user_id).order_by(_table.c.at, _table.c.op)


def _values(check: Check) -> dict[str, Any]:
    return {column.name: getattr(check, column.name) for column in _COLUMNS} | {"op": UUID(check.op)}


def _read(row: Row) -> Check:
    return Check(str(row.op), *row[1 : len(_COLUMNS)])
