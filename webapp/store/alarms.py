"""Alarms: the next time each occurrence of a person is due. Derived from the profile, so they can be made again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, exists, insert, select, update

from webapp.store import tables
from webapp.store.engine import Session

_table = tables.alarm


@dataclass(frozen=True, slots=True)
class Alarm:
    """`due_at` is the instant; `day` the person's day it belongs to."""

    user_id: UUID
    occurrence: str
    kind: str
    day: date
    due_at: datetime


_COLUMNS = tuple(_table.c[name] for name in Alarm.__slots__)
_OF_PERSON = select(*_COLUMNS).where(_table.c.user_id == bindparam("user")).order_by(_table.c.due_at)
_DUE = select(*_COLUMNS).where(_table.c.due_at <= bindparam("now")).order_by(_table.c.due_at).limit(bindparam("limit"))
# Built once: planning asks these for every batch of alarms.
_AS_READ = tuple(_table.c[name] == bindparam(f"read_{name}") for name in ("user_id", "occurrence", "due_at"))
_MOVE = update(_table).where(*_AS_READ).values({name: bindparam(name) for name in ("kind", "day", "due_at")})
_GONE = delete(_table).where(*_AS_READ)
_LOCKED = _DUE.with_for_update(skip_locked=True)


def of_person(session: Session, user_id: UUID) -> list[Alarm]:
    """The person's alarms, the next first."""
    return [_read(row) for row in session.execute(_OF_PERSON, {"user": user_id})]


def rewrite(session: Session, user_id: UUID, wanted: Iterable[Alarm]) -> None:
    """Make these the person's alarms; what stands already is not written again."""
    held, wanted = {_key(alarm): alarm for alarm in of_person(session, user_id)}, {_key(a): a for a in wanted}
    changed = {key for key in held.keys() | wanted.keys() if held.get(key) != wanted.get(key)}
    gone = [occurrence for _, occurrence in changed & held.keys()]
    if gone:
        session.execute(delete(_table).where(_table.c.user_id == user_id, _table.c.occurrence.in_(gone)))
    add_all(session, [wanted[key] for key in changed & wanted.keys()])


def add_all(session: Session, alarms: list[Alarm]) -> None:
    """Alarms that are not there yet."""
    if alarms:
        session.execute(insert(_table), [_values(alarm) for alarm in alarms])


def due(session: Session, now: datetime, limit: int) -> list[Alarm]:
    """The alarms that are due, the oldest first; on PostgreSQL locked, and without those another worker holds."""
    return [_read(row) for row in session.execute(_LOCKED, {"now": now, "limit": limit}).all()]


def move_on(session: Session, alarm: Alarm, to: Alarm | None) -> bool:
    """Put the next time in the place of this one, or nothing; False when it no longer has the value read."""
    change = (_MOVE if to else _GONE).returning(_table.c.user_id)
    return session.execute(change, _move(alarm, to)).first() is not None


def move_all(session: Session, moves: Iterable[tuple[Alarm, Alarm | None]]) -> None:
    """As move_on, for alarms that were locked when they were read and so still have the values read."""
    moves = list(moves)
    moved, gone = [_move(*one) for one in moves if one[1]], [_move(*one) for one in moves if not one[1]]
    if moved:
        session.execute(_MOVE, moved)
    if gone:
        session.execute(_GONE, gone)


def without_sheet(session: Session, after: datetime, until: datetime, limit: int) -> list[Alarm]:
    """Alarms due in a period, of people with a device, whose day has no sheet yet."""
    sheet, device = tables.sheet, tables.push_subscription
    opened = exists().where(sheet.c.user_id == _table.c.user_id, sheet.c.day == _table.c.day)
    reachable = exists().where(device.c.user_id == _table.c.user_id)
    soon = and_(_table.c.due_at > after, _table.c.due_at <= until)
    found = select(*_COLUMNS).where(soon, ~opened, reachable).order_by(_table.c.due_at).limit(limit)
    return [_read(row) for row in session.execute(found)]


def people(session: Session, after: UUID | None, limit: int) -> list[UUID]:
    """Everybody with an alarm or a device, in the order of their ids, from after this one."""
    armed = exists().where(_table.c.user_id == tables.person.c.id)
    return _people(session, after, limit, armed | _has_device())


def unarmed(session: Session, after: UUID | None, limit: int) -> list[UUID]:
    """People with a device and no alarm: none was due in the weeks looked ahead, or they came before alarms did."""
    armed = exists().where(_table.c.user_id == tables.person.c.id)
    return _people(session, after, limit, _has_device() & ~armed)


def _people(session: Session, after: UUID | None, limit: int, *conditions: ColumnElement[bool]) -> list[UUID]:
    column = tables.person.c.id
    query = select(column).where(*conditions).order_by(column).limit(limit)
    return list(session.scalars(query.where(column > after) if after else query))


def _has_device() -> ColumnElement[bool]:
    return exists().where(tables.push_subscription.c.user_id == tables.person.c.id)


def _key(alarm: Alarm) -> tuple[UUID, str]:
    return alarm.user_id, alarm.occurrence


def _move(alarm: Alarm, to: Alarm | None) -> dict[str, object]:
    read = {"read_user_id": alarm.user_id, "read_occurrence": alarm.occurrence, "read_due_at": alarm.due_at}
    return read | ({"kind": to.kind, "day": to.day, "due_at": to.due_at} if to else {})


def _values(alarm: Alarm) -> dict[str, object]:
    return {name: getattr(alarm, name) for name in Alarm.__slots__}


def _read(row: Row) -> Alarm:
    return Alarm(*row)
