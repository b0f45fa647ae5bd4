"""Reminders: one occurrence on one day, planned once. What it is called follows from whose, which and when."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Insert, Row, bindparam, delete, exists, select, update

from webapp.store import tables
from webapp.store.engine import Session, insert_for, lock

PENDING, SENT, SKIPPED, EXPIRED = "pending", "sent", "skipped", "expired"
KEPT = timedelta(days=60)

_table = tables.reminder
_deliveries = tables.delivery


@dataclass(frozen=True, slots=True)
class Reminder:
    """`list` is the little of the day's list that a message says; `reason` why it was not sent."""

    id: UUID
    user_id: UUID
    occurrence: str
    day: date
    kind: str
    due_at: datetime
    expires_at: datetime
    state: str = PENDING
    reason: str = ""
    list: dict[str, Any] = field(default_factory=dict)


_COLUMNS = tuple(_table.c[name] for name in Reminder.__slots__)
_OF_PERSON = select(*_COLUMNS).where(_table.c.user_id == bindparam("user"))
_ONE = _OF_PERSON.where(_table.c.id == bindparam("id"))
_SINCE = _OF_PERSON.where(_table.c.day >= bindparam("first")).order_by(_table.c.due_at)

# Built once: every group of answers asks these.
_THESE = _table.c.id.in_(bindparam("ids", expanding=True))
_LOCK = select(_table.c.id).where(_THESE).order_by(_table.c.id).with_for_update(key_share=True)
_CLOSE = update(_table).where(_THESE, _table.c.state == PENDING).values(state=bindparam("to"), reason=bindparam("why"))


def id_of(user_id: UUID, occurrence: str, day: date) -> UUID:
    """The same for the same occurrence of a day however often it is planned: notification tag and push topic."""
    return UUID(bytes=sha256(f"{user_id}|{occurrence}|{day}".encode()).digest()[:16])


def add(session: Session, reminder: Reminder, now: datetime) -> bool:
    """Plan a reminder; False when the occurrence of that day has one, which then stays as it is."""
    return bool(add_all(session, [reminder], now))


def add_all(session: Session, planned: Iterable[Reminder], now: datetime) -> set[UUID]:
    """Plan reminders, as `add`; returns the ids of those that were not there."""
    rows = [{name: getattr(each, name) for name in Reminder.__slots__} | {"made_at": now} for each in planned]
    return set(session.scalars(_adding(session.get_bind().dialect.name), rows)) if rows else set()


def of_person(session: Session, user_id: UUID, reminder_id: UUID) -> Reminder | None:
    """One of the person's own reminders."""
    row = session.execute(_ONE, {"user": user_id, "id": reminder_id}).first()
    return row and _read(row)


def since(session: Session, user_id: UUID, first: date) -> list[Reminder]:
    """The person's reminders of the days from this one on, in the order they were due."""
    return [_read(row) for row in session.execute(_SINCE, {"user": user_id, "first": first})]


def take_back(session: Session, ids: Collection[UUID]) -> None:
    """Forget reminders that were not sent, their deliveries with them, as if they had never been planned."""
    if ids:
        session.execute(delete(_table).where(_table.c.id.in_(ids), _table.c.state == PENDING))


def ring_again(session: Session, reminder_id: UUID, kind: str, due_at: datetime, expires_at: datetime) -> None:
    """The same reminder once more, at another time and for another cause."""
    values = {"kind": kind, "due_at": due_at, "expires_at": expires_at, "state": PENDING, "reason": ""}
    session.execute(update(_table).where(_table.c.id == reminder_id).values(values))


def mark_sent(session: Session, ids: Iterable[UUID]) -> None:
    """At least one device's push service took them."""
    _close(session, SENT, dict.fromkeys(ids, ""))


def skip(session: Session, reasons: Iterable[tuple[UUID, str]]) -> None:
    """They stay silent, each for its reason, on every device."""
    _close(session, SKIPPED, dict(reasons))


def close_unsent(session: Session, ids: Collection[UUID], state: str, reason: str) -> None:
    """Close those that no device can get any more and none got."""
    if ids:
        may = exists().where(_deliveries.c.reminder_id == _table.c.id, _deliveries.c.state.in_(("open", "sent")))
        closed = update(_table).where(_table.c.id.in_(ids), _table.c.state == PENDING, ~may)
        session.execute(closed.values(state=state, reason=reason))


def tidy(session: Session, now: datetime) -> int:
    """Delete what is older than two months, deliveries too; returns how many."""
    old = delete(_table).where(_table.c.day < (now - KEPT).date())
    return len(session.execute(old.returning(_table.c.id)).all())


@cache
def _adding(dialect: str) -> Insert:
    return insert_for(dialect, _table).on_conflict_do_nothing().returning(_table.c.id)


def _close(session: Session, state: str, reasons: Mapping[UUID, str]) -> None:
    if reasons:
        lock(session, _LOCK, reasons)
    for reason in set(reasons.values()):
        ids = [reminder_id for reminder_id, why in reasons.items() if why == reason]
        session.execute(_CLOSE, {"ids": ids, "to": state, "why": reason})


def _read(row: Row) -> Reminder:
    return Reminder(*row)
