"""Login sessions: one row a device. Only a hash of the token is kept; a year without a visit ends one."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from sqlalchemy import ColumnElement, Delete, Row, bindparam, delete, insert, select, update

from webapp.store import people, tables
from webapp.store.engine import Session
from webapp.store.people import Person

IDLE_LIMIT = timedelta(days=365)
TOUCH_EVERY = timedelta(minutes=10)
DEVICE_LENGTH = 80

_table = tables.login_session
_OWN = (_table.c.id, _table.c.device, _table.c.made_at, _table.c.seen_at)
_JOINED = _table.join(tables.person).outerjoin(tables.credential, tables.credential.c.user_id == tables.person.c.id)
_SELECT = select(*people.COLUMNS, *_OWN, tables.credential.c.email).select_from(_JOINED)
# Built once: every request asks it.
_FIND = _SELECT.where(_table.c.token_hash == bindparam("hash"), _table.c.seen_at > bindparam("idle_since"))


@dataclass(frozen=True, slots=True)
class Login:
    """A device that is signed in; `email` is None while the person is anonymous."""

    user: Person
    id: UUID
    device: str
    made_at: datetime
    seen_at: datetime
    email: str | None = None


def start(session: Session, user_id: UUID, token: str, device: str, now: datetime) -> UUID:
    """Sign a device in; returns the login's id."""
    login_id = uuid.uuid4()
    values = {"device": device[:DEVICE_LENGTH], "made_at": now, "seen_at": now, "token_hash": _hash(token)}
    session.execute(insert(_table).values(id=login_id, user_id=user_id, **values))
    return login_id


def find(session: Session, token: str, now: datetime) -> Login | None:
    """The login a token belongs to, with its person, unless it lay idle for a year. One query."""
    row = session.execute(_FIND, {"hash": _hash(token), "idle_since": now - IDLE_LIMIT}).first()
    return row and _read(row)


def touch(session: Session, login: Login, now: datetime) -> None:
    """Note the visit, at most every ten minutes."""
    if now - login.seen_at >= TOUCH_EVERY:
        session.execute(update(_table).where(_table.c.id == login.id).values(seen_at=now))


def of_person(session: Session, user_id: UUID, now: datetime) -> list[Login]:
    """The person's devices, the last seen first."""
    ordered = _table.c.seen_at.desc(), _table.c.id
    query = _SELECT.where(_table.c.user_id == user_id, *_alive(now)).order_by(*ordered)
    return [_read(row) for row in session.execute(query)]


def end(session: Session, token: str) -> bool:
    """Sign out the device that holds this token; False when there was none."""
    return _ended(session, delete(_table).where(_table.c.token_hash == _hash(token))) > 0


def end_one(session: Session, user_id: UUID, login_id: UUID) -> bool:
    """Sign out one of the person's own devices; False when it is not theirs or gone."""
    return _ended(session, delete(_table).where(_table.c.id == login_id, _table.c.user_id == user_id)) > 0


def end_all(session: Session, user_id: UUID, except_token: str | None = None) -> int:
    """Sign out every device of the person, or all but one; returns how many."""
    doomed = delete(_table).where(_table.c.user_id == user_id)
    if except_token is not None:
        doomed = doomed.where(_table.c.token_hash != _hash(except_token))
    return _ended(session, doomed)


def tidy(session: Session, now: datetime) -> int:
    """Delete the logins that lay idle for a year; returns how many."""
    return _ended(session, delete(_table).where(_table.c.seen_at <= now - IDLE_LIMIT))


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _alive(now: datetime) -> tuple[ColumnElement[bool]]:
    return (_table.c.seen_at > now - IDLE_LIMIT,)


def _read(row: Row) -> Login:
    return Login(people.read(row), *row[len(people.COLUMNS) :])


def _ended(session: Session, doomed: Delete) -> int:
    return len(session.execute(doomed.returning(_table.c.id)).all())
