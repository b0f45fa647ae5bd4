"""Profiles: what a person told us, one version for each day it was changed."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Row, Select, String, and_, bindparam, cast, delete, func, or_, select, update

from webapp.domain.profile import Profile
from webapp.store import shapes, tables
from webapp.store.engine import Session, insert_into

_table = tables.profile
_TEXT = cast(_table.c.body, String).label("body")


def profile_on(session: Session, user_id: UUID, day: date) -> Profile:
    """The answers that held on a day: the newest from then or before, else the first there are, else none given yet."""
    newest_then = select(func.max(_table.c.from_on)).where(_table.c.user_id == user_id, _table.c.from_on <= day)
    first = select(func.min(_table.c.from_on)).where(_table.c.user_id == user_id)
    return _one(session, user_id, func.coalesce(newest_then.scalar_subquery(), first.scalar_subquery()))


def newest(session: Session, user_id: UUID) -> Profile:
    """The answers last given: what an edit starts from, also when a flight west has put the calendar back a day."""
    return read(session.execute(_NEWEST, {"user": user_id}).first())


def save_profile(session: Session, user_id: UUID, profile: Profile, from_on: date, now: datetime) -> None:
    """Make these the answers from a day on: a second edit on one day replaces the first; later-dated ones go."""
    body = {"body": shapes.profile_json(profile), "made_at": now}
    statement = insert_into(session, _table).values(user_id=user_id, from_on=from_on, **body)
    session.execute(delete(_table).where(_table.c.user_id == user_id, _table.c.from_on > from_on))
    session.execute(statement.on_conflict_do_update(index_elements=["user_id", "from_on"], set_=body))


def add_version(session: Session, user_id: UUID, from_on: date, profile: Profile, now: datetime) -> None:
    """Another version beside the others; a day that has one keeps it."""
    values = {"user_id": user_id, "from_on": from_on, "body": shapes.profile_json(profile), "made_at": now}
    session.execute(insert_into(session, _table).values(values).on_conflict_do_nothing())


def move_older(session: Session, from_id: UUID, into_id: UUID) -> None:
    """Make one person's versions another's, those from before the other's first."""
    first = select(func.min(_table.c.from_on)).where(_table.c.user_id == into_id).scalar_subquery()
    older = or_(first.is_(None), _table.c.from_on < first)
    session.execute(update(_table).where(_table.c.user_id == from_id, older).values(user_id=into_id))


def versions(session: Session, user_id: UUID) -> dict[date, Profile]:
    """Every version by its first day, oldest first; their zone is left at the default."""
    found = select(_table.c.from_on, _table.c.body).where(_table.c.user_id == user_id).order_by(_table.c.from_on)
    return {from_on: shapes.read_profile(body, Profile.zone) for from_on, body in session.execute(found)}


def _one(session: Session, user_id: UUID, from_on: object) -> Profile:
    return read(session.execute(_version(user_id, from_on)).first())


def _version(user_id: object, from_on: object) -> Select:
    """One query for the version and the person's zone."""
    joined = tables.person.outerjoin(_table, and_(_table.c.user_id == tables.person.c.id, _table.c.from_on == from_on))
    return select(tables.person.c.zone, _TEXT).select_from(joined).where(tables.person.c.id == user_id)


def read(row: Row | None) -> Profile:
    """The profile in the zone and body of a row that selected them."""
    if row is None:
        return Profile()
    return shapes.profile_in(row.body, row.zone) if row.body is not None else replace(Profile(), zone=row.zone)


_LAST = select(func.max(_table.c.from_on)).where(_table.c.user_id == bindparam("user"))
# Built once: Today asks it every time.
_NEWEST = _version(bindparam("user"), _LAST.scalar_subquery())
