"""Rate limits: how often something was tried within a stretch of time. Keys are kept as hashes only."""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import case, delete, select

from webapp.store import tables
from webapp.store.engine import Session, insert_into

_table = tables.hit


def allow(session: Session, key: str, limit: int, window_s: int, now: datetime) -> bool:
    """Count one try; False when it is over the limit of the window that began with the first. One upsert."""
    return count(session, key, window_s, now) <= limit


def count(session: Session, key: str, window_s: int, now: datetime) -> int:
    """Count one try and return how many there were in the running window, this one included."""
    ends_at = now + timedelta(seconds=window_s)
    over = _table.c.ends_at <= now
    fresh = {"n": case((over, 1), else_=_table.c.n + 1), "ends_at": case((over, ends_at), else_=_table.c.ends_at)}
    first = insert_into(session, _table).values(key=_hash(key, window_s), n=1, ends_at=ends_at)
    counted = first.on_conflict_do_update(index_elements=["key"], set_=fresh).returning(_table.c.n)
    return session.execute(counted).scalar_one()


def wait(session: Session, limits: list[tuple[str, int, int]], now: datetime) -> timedelta:
    """How long until every (key, limit, window in seconds) has room for one more try; zero when it has now."""
    most = {_hash(key, window_s): limit for key, limit, window_s in limits}
    full = select(_table.c.key, _table.c.n, _table.c.ends_at).where(_table.c.key.in_(most), _table.c.ends_at > now)
    waits = [row.ends_at - now for row in session.execute(full) if row.n >= most[row.key]]
    return max(waits, default=timedelta(0))


def forget(session: Session, keys: list[tuple[str, int]]) -> None:
    """Begin anew for these (key, window in seconds)."""
    session.execute(delete(_table).where(_table.c.key.in_([_hash(*key) for key in keys])))


def tidy(session: Session, now: datetime) -> int:
    """Delete the counts whose window is over; returns how many."""
    return len(session.execute(delete(_table).where(_table.c.ends_at <= now).returning(_table.c.key)).all())


def _hash(key: str, window_s: int) -> str:
    return sha256(f"{key} {window_s}".encode()).hexdigest()
