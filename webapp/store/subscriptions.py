"""Push subscriptions: one a signed-in device. The endpoint is a secret and belongs to who signed in on it last."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Row, bindparam, delete, insert, or_, select, update

from webapp.store import endings, tables
from webapp.store.engine import Session, lock

UNSEEN = timedelta(days=270)  # push services forget them by then (PLATFORM B3)
DEVICE_LENGTH = 80

_table = tables.push_subscription


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes and the keys it is sealed with, as the browser gave them; `key_id` names our own key."""

    endpoint: str
    p256dh: str
    auth: str
    key_id: str


@dataclass(frozen=True, slots=True)
class Device:
    """What a person may see of a subscription; `status` is the push service's last answer."""

    id: UUID
    login_id: UUID
    key_id: str
    device: str
    made_at: datetime
    seen_at: datetime
    sent_at: datetime | None
    shown_at: datetime | None
    opened_at: datetime | None
    status: int | None


_COLUMNS = tuple(_table.c[name] for name in Device.__slots__)
_OF_PERSON = select(*_COLUMNS).where(_table.c.user_id == bindparam("user"))
# Built once: every group of answers asks these.
_THESE = _table.c.id.in_(bindparam("ids", expanding=True))
_LOCK = select(_table.c.id).where(_THESE).order_by(_table.c.id).with_for_update(key_share=True)
_TOLD = update(_table).where(_THESE).values(status=bindparam("answer"))
_TOOK = _TOLD.values(sent_at=bindparam("at"))
_IDS = select(_table.c.id).where(_table.c.user_id == bindparam("user"))


def put(session: Session, user_id: UUID, login_id: UUID, target: Target, device: str, now: datetime) -> UUID:
    """Keep a device's subscription: its only one, and nobody else's. Returns its id, which stays while it is theirs."""
    endings.clear(session, target.endpoint, login_id)
    held = session.execute(_same(target.endpoint, login_id)).all()
    own = next((row.id for row in held if (row.endpoint, row.user_id) == (target.endpoint, user_id)), None)
    others = [row.id for row in held if row.id != own]
    if others:
        session.execute(delete(_table).where(_table.c.id.in_(others)))
    seen = {"login_id": login_id, "device": device[:DEVICE_LENGTH], "seen_at": now} | _values(target)
    if own:
        session.execute(update(_table).where(_table.c.id == own).values(seen))
        return own
    made = uuid.uuid4()
    session.execute(insert(_table).values(id=made, user_id=user_id, made_at=now, **seen))
    return made


def of_person(session: Session, user_id: UUID) -> list[Device]:
    """The person's devices, the last seen first."""
    ordered = _OF_PERSON.order_by(_table.c.seen_at.desc(), _table.c.id)
    return [_read(row) for row in session.execute(ordered, {"user": user_id})]


def ids(session: Session, user_id: UUID) -> list[UUID]:
    """The person's devices by id."""
    return list(session.scalars(_IDS, {"user": user_id}))


def remove(session: Session, user_id: UUID, subscription_id: UUID, now: datetime) -> bool:
    """Take away one of the person's own; False when it is not theirs or gone."""
    mine = _table.c.id == subscription_id, _table.c.user_id == user_id
    return _end(session, endings.REMOVED, now, *mine)


def lose(session: Session, gone: list[UUID], now: datetime) -> None:
    """Take away subscriptions that their push service no longer knows."""
    _end(session, endings.LOST, now, _table.c.id.in_(gone))


def lose_here(session: Session, user_id: UUID, login_id: UUID, now: datetime) -> None:
    """Take away the subscription of a login whose device says that it cannot ring any more."""
    _end(session, endings.LOST, now, _table.c.login_id == login_id, _table.c.user_id == user_id)


def note(session: Session, user_id: UUID, what: str, now: datetime, reminder_id: UUID, login_id: UUID | None) -> bool:
    """Note that a reminder was `shown` or `opened`: on the device of a login, or on every device it was sent to."""
    sent = tables.delivery
    got = select(sent.c.subscription_id).where(sent.c.reminder_id == reminder_id)
    noted = update(_table).where(_table.c.user_id == user_id, _table.c.id.in_(got.scalar_subquery()))
    if login_id:
        noted = noted.where(_table.c.login_id == login_id)
    return bool(session.execute(noted.values({f"{what}_at": now}).returning(_table.c.id)).all())


def note_answers(session: Session, answers: list[tuple[UUID, int | None, datetime | None]]) -> None:
    """What the push service said last of each subscription, and when it took a message."""
    if answers:
        lock(session, _LOCK, [one for one, _, _ in answers])
    for status, at in {(status, at) for _, status, at in answers}:
        said = {"ids": [one for one, *rest in answers if rest == [status, at]], "answer": status}
        session.execute(_TOOK if at else _TOLD, said | ({"at": at} if at else {}))


def move(session: Session, from_id: UUID, into_id: UUID) -> None:
    """Make one person's subscriptions another's, on the device that the other signed in on last."""
    logins = tables.login_session
    theirs = select(logins.c.id).where(logins.c.user_id == into_id)
    last = session.scalar(theirs.order_by(logins.c.made_at.desc(), logins.c.id).limit(1))
    if last:
        moved = update(_table).where(_table.c.user_id == from_id)
        session.execute(moved.values(user_id=into_id, login_id=last))


def tidy(session: Session, now: datetime) -> int:
    """Delete subscriptions that no phone has shown again for nine months, and how others ended so long ago; returns
    how many."""
    unseen = delete(_table).where(_table.c.seen_at <= now - UNSEEN)
    return len(session.execute(unseen.returning(_table.c.id)).all()) + endings.tidy(session, now - UNSEEN)


def _end(session: Session, why: str, now: datetime, *which: ColumnElement[bool]) -> bool:
    """Take subscriptions away and keep why; whether there were any."""
    ended = delete(_table).where(*which).returning(_table.c.endpoint, _table.c.user_id, _table.c.login_id)
    found = [tuple(row) for row in session.execute(ended)]
    endings.put(session, found, why, now)
    return bool(found)


def _same(endpoint: str, login_id: UUID):
    same = or_(_table.c.endpoint == endpoint, _table.c.login_id == login_id)
    return select(_table.c.id, _table.c.endpoint, _table.c.user_id).where(same).with_for_update()


def _values(target: Target) -> dict[str, str]:
    return {name: getattr(target, name) for name in Target.__slots__}


def _read(row: Row) -> Device:
    return Device(*row)
