"""Deliveries: one reminder to one device. `next_at` is both when it is due and when a claim on it ends.

Every claim counts `attempt` up, and an answer counts only for the attempt it belongs to: what comes back from a worker
that was thought dead changes nothing any more.
"""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Insert, String, bindparam, cast, func, literal_column, select, update

from webapp.store import tables
from webapp.store.engine import Session, insert_for

OPEN, SENT, FAILED, EXPIRED, CANCELLED = "open", "sent", "failed", "expired", "cancelled"
FIRST_ATTEMPT = 0
_WANTED = ("user_id", "reminder_id", "subscription_id", "next_at", "expires_at")

_table = tables.delivery
_reminders, _devices, _people = tables.reminder, tables.push_subscription, tables.person
_sheets, _profiles, _checks = tables.sheet, tables.profile, tables.check_event


@dataclass(frozen=True, slots=True)
class Due:
    """A claimed delivery with all that is needed to decide and to send."""

    id: UUID
    attempt: int
    user_id: UUID
    reminder_id: UUID
    subscription_id: UUID
    endpoint: str
    p256dh: str
    auth: str
    key_id: str
    kind: str
    day: date
    due_at: datetime
    expires_at: datetime
    list: str  # as JSON text, as the choices
    zone: str
    choices: str | None  # the person's reminders, None when they never said any
    revision: int | None  # of the day's sheet as it is now


# Written out, since the index of open rows serves only who asks in its own words.
_IS_OPEN = _table.c.state == literal_column("'open'")
_CHOICES = cast(_profiles.c.body["reminders"], String)
_NEWEST = (
    select(func.max(_profiles.c.from_on)).where(_profiles.c.user_id == _table.c.user_id).correlate(_table)
).scalar_subquery()
_JOINED = (
    _table.join(_reminders, _reminders.c.id == _table.c.reminder_id)
    .join(_devices, _devices.c.id == _table.c.subscription_id)
    .join(_people, _people.c.id == _table.c.user_id)
    .outerjoin(_profiles, (_profiles.c.user_id == _table.c.user_id) & (_profiles.c.from_on == _NEWEST))
    .outerjoin(_sheets, (_sheets.c.user_id == _table.c.user_id) & (_sheets.c.day == _reminders.c.day))
)
_CLAIMED = (
    select(
        *(_table.c[name] for name in ("id", "attempt", "user_id", "reminder_id", "subscription_id")),
        *(_devices.c[name] for name in ("endpoint", "p256dh", "auth", "key_id")),
        *(_reminders.c[name] for name in ("kind", "day", "due_at", "expires_at")),
        cast(_reminders.c.list, String),
        _people.c.zone,
        _CHOICES,
        _sheets.c.revision,
    )
    .select_from(_JOINED)
    .where(_table.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(_reminders.c.due_at, _table.c.id)
)
_ROOM = (
    select(_table.c.id)
    .where(_IS_OPEN, _table.c.next_at <= bindparam("now"))
    .order_by(_table.c.next_at)
    .limit(bindparam("room"))
    .with_for_update(skip_locked=True)
)
# In a CTE, so that PostgreSQL cannot run it twice.
_TAKEN = _ROOM.cte("taken")
_CLAIM = (
    update(_table)
    .where(_table.c.id.in_(select(_TAKEN.c.id)))
    .values(next_at=bindparam("lease_ends"), attempt=_table.c.attempt + 1)
    .returning(_table.c.id)
)
_OVERDUE = (
    update(_table)
    .where(_IS_OPEN, _table.c.next_at <= bindparam("now"), _table.c.expires_at <= bindparam("now"))
    .values(state=EXPIRED)
    .returning(_table.c.reminder_id)
)
_TICKS = (
    select(_table.c.reminder_id, *(_checks.c[name] for name in ("op", "day", "item", "done", "at")))
    .select_from(
        _table.join(_reminders, _reminders.c.id == _table.c.reminder_id).join(
            _checks, (_checks.c.user_id == _reminders.c.user_id) & (_checks.c.day == _reminders.c.day)
        )
    )
    .where(_table.c.id.in_(bindparam("ids", expanding=True)), _checks.c.late.is_(False))
)
_HELD = (
    select(*(_table.c[name] for name in ("id", "attempt", "failures", "reminder_id", "subscription_id", "expires_at")))
    .where(_table.c.id.in_(bindparam("ids", expanding=True)), _table.c.state == OPEN)
    .order_by(_table.c.id)
    .with_for_update()
)
_ONE = update(_table).where(_table.c.id == bindparam("one"))
_IN_ORDER = (
    select(_table.c.id).where(_table.c.id.in_(bindparam("ids", expanding=True))).order_by(_table.c.id).with_for_update()
)
_SENT = (
    update(_table)
    .where(_table.c.id.in_(_IN_ORDER), _table.c.state == OPEN, _table.c.attempt == bindparam("under"))
    .values(state=SENT, sent_at=bindparam("at"), status=bindparam("answer"))
    .returning(_table.c.reminder_id, _table.c.subscription_id)
)


@dataclass(frozen=True, slots=True)
class Held:
    """A delivery that is still open, under the attempt it is in."""

    id: UUID
    attempt: int
    failures: int
    reminder_id: UUID
    subscription_id: UUID
    expires_at: datetime


def add_all(
    session: Session, user_id: UUID, reminder_id: UUID, devices: Iterable[UUID], next_at: datetime, expires_at: datetime
) -> None:
    """One for each device; a device that has one for this reminder gets it again at the new time."""
    add(session, [(user_id, reminder_id, device, next_at, expires_at) for device in devices])


def add(session: Session, wanted: Iterable[tuple[UUID, UUID, UUID, datetime, datetime]]) -> None:
    """As add_all, of many people: person, reminder, device, when it is due and until when it is of use."""
    fresh = {"state": OPEN, "attempt": FIRST_ATTEMPT}
    rows = [{"id": uuid.uuid4(), **dict(zip(_WANTED, each, strict=True)), **fresh} for each in wanted]
    if rows:
        session.execute(_adding(session.get_bind().dialect.name), rows)


def expire(session: Session, now: datetime) -> set[UUID]:
    """Close what is due and no longer of use; returns the reminders it was for."""
    return set(session.scalars(_OVERDUE, {"now": now}))


def claim(session: Session, now: datetime, lease_ends: datetime, room: int) -> list[Due]:
    """Take up to `room` deliveries that are due, the oldest first, for as long as the lease lasts."""
    claimed = {"now": now, "lease_ends": lease_ends, "room": room}
    ids = list(session.scalars(_CLAIM, claimed))
    return [Due(*row) for row in session.execute(_CLAIMED, {"ids": ids}).all()] if ids else []


def ticks(session: Session, ids: Collection[UUID]) -> dict[UUID, list[tuple]]:
    """By reminder, the ticks (op, day, item, done, at) of its day, for these deliveries."""
    found: dict[UUID, list[tuple]] = {}
    for reminder_id, *tick in session.execute(_TICKS, {"ids": list(ids)}).all() if ids else ():
        found.setdefault(reminder_id, []).append(tuple(tick))
    return found


def held(session: Session, ids: Collection[UUID]) -> list[Held]:
    """Those that are still open, locked until the transaction ends."""
    return [Held(*row) for row in session.execute(_HELD, {"ids": list(ids)}).all()] if ids else []


def mark_sent(
    session: Session, sent: Collection[UUID], attempt: int, status: int | None, now: datetime
) -> list[tuple[UUID, UUID]]:
    """The push service took them. Returns reminder and subscription of those that are still open under this attempt."""
    said = {"ids": list(sent), "under": attempt, "at": now, "answer": status}
    return [tuple(row) for row in session.execute(_SENT, said).all()]


def put_off(session: Session, later: list[tuple[UUID, datetime, int | None]]) -> None:
    """Failed once more, and to be tried again at an instant, each with the status it met."""
    if later:
        failed = {"failures": _table.c.failures + 1, "status": bindparam("answer")}
        values = {"next_at": bindparam("again_at"), **failed}
        rows = [{"one": one, "again_at": again_at, "answer": status} for one, again_at, status in later]
        session.execute(_ONE.values(values), rows)


def close(session: Session, closed: list[tuple[UUID, str, int | None]]) -> None:
    """To a state it does not leave again, each with the status it met."""
    if closed:
        values = {"state": bindparam("to"), "status": bindparam("answer")}
        session.execute(_ONE.values(values), [{"one": one, "to": to, "answer": status} for one, to, status in closed])


def cancel(session: Session, reminder_ids: Collection[UUID]) -> None:
    """Nothing more is sent of these reminders, to no device."""
    if reminder_ids:
        still = update(_table).where(_table.c.reminder_id.in_(reminder_ids), _table.c.state == OPEN)
        session.execute(still.values(state=CANCELLED))


@cache
def _adding(dialect: str) -> Insert:
    fresh = insert_for(dialect, _table)
    times = {name: fresh.excluded[name] for name in ("next_at", "expires_at")}
    again = {"state": OPEN, "attempt": _table.c.attempt + 1, "failures": 0, **times}
    return fresh.on_conflict_do_update(index_elements=["reminder_id", "subscription_id"], set_=again)
