"""How push subscriptions ended: lost by their push service, or removed by their person. Of the endpoint only a hash."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import delete, insert, or_, select, update

from webapp.store import tables
from webapp.store.engine import Session

LOST, REMOVED = "lost", "removed"

_table = tables.push_ending


@dataclass(frozen=True, slots=True)
class Ending:
    """Why a device does not ring any more, and since when."""

    why: str
    ended_at: datetime


def put(session: Session, ended: Iterable[tuple[str, UUID, UUID]], why: str, now: datetime) -> None:
    """Keep how subscriptions (endpoint, person, login) ended. A login keeps its last ending alone."""
    rows = [
        {"endpoint_hash": _hash(endpoint), "user_id": user_id, "login_id": login_id, "why": why, "ended_at": now}
        for endpoint, user_id, login_id in ended
    ]
    if rows:
        _clear(session, [row["endpoint_hash"] for row in rows], [row["login_id"] for row in rows])
        session.execute(insert(_table), rows)


def clear(session: Session, endpoint: str, login_id: UUID) -> None:
    """It rings again, or another device does in its place."""
    _clear(session, [_hash(endpoint)], [login_id])


def why_not(session: Session, user_id: UUID, login_id: UUID, endpoint: str) -> str:
    """Why a device of the person may not go on by itself with this endpoint: LOST, REMOVED, or "" when it may.

    What was removed stays so under another endpoint too; what was lost goes on with another.
    """
    removed_here = (_table.c.login_id == login_id) & (_table.c.why == REMOVED)
    found = select(_table.c.why).where(
        _table.c.user_id == user_id, or_(_table.c.endpoint_hash == _hash(endpoint), removed_here)
    )
    return max(session.scalars(found), default="", key=lambda why: why == REMOVED)


def leave_off(session: Session, user_id: UUID, login_id: UUID) -> None:
    """What was lost on this login is as good as removed."""
    here = _table.c.user_id == user_id, _table.c.login_id == login_id
    session.execute(update(_table).where(*here).values(why=REMOVED))


def move(session: Session, from_id: UUID, into_id: UUID) -> None:
    """Make one person's endings another's."""
    session.execute(update(_table).where(_table.c.user_id == from_id).values(user_id=into_id))


def tidy(session: Session, before: datetime) -> int:
    """Delete what ended before then; returns how many."""
    old = delete(_table).where(_table.c.ended_at <= before)
    return len(session.execute(old.returning(_table.c.endpoint_hash)).all())


def _clear(session: Session, hashes: list[str], logins: list[UUID]) -> None:
    session.execute(delete(_table).where(or_(_table.c.endpoint_hash.in_(hashes), _table.c.login_id.in_(logins))))


def _hash(endpoint: str) -> str:
    return sha256(endpoint.encode()).hexdigest()
