"""What planning asks of many people at once: their answers, their devices, and what there is of their lists."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import String, bindparam, cast, func, select

from webapp.domain.checks import Check
from webapp.domain.profile import Profile
from webapp.domain.reminder_list import Gist
from webapp.store import people, profiles, shapes, tables
from webapp.store.engine import Session
from webapp.store.people import Person

_people, _profiles, _devices = tables.person, tables.profile, tables.push_subscription
_sheets, _checks = tables.sheet, tables.check_event
_THESE, _DAYS = bindparam("ids", expanding=True), bindparam("days", expanding=True)
_LAST = select(func.max(_profiles.c.from_on)).where(_profiles.c.user_id == _people.c.id).correlate(_people)
_WITH_ANSWERS = _people.outerjoin(
    _profiles, (_profiles.c.user_id == _people.c.id) & (_profiles.c.from_on == _LAST.scalar_subquery())
)
_RUNNERS = (
    select(*people.COLUMNS, cast(_profiles.c.body, String).label("body"))
    .select_from(_WITH_ANSWERS)
    .where(_people.c.id.in_(_THESE))
)
# Held until the transaction ends: a delivery to a device that is taken away meanwhile would undo all of them.
_REACHED = (
    select(_devices.c.user_id, _devices.c.id)
    .where(_devices.c.user_id.in_(_THESE))
    .order_by(_devices.c.id)
    .with_for_update(read=True, key_share=True)
)
_LISTS = select(_sheets.c.user_id, _sheets.c.day, cast(_sheets.c.body, String)).where(
    _sheets.c.user_id.in_(_THESE), _sheets.c.day.in_(_DAYS)
)
_TICKS = select(_checks.c.user_id, *(_checks.c[name] for name in ("op", "day", "item", "done", "at"))).where(
    _checks.c.user_id.in_(_THESE), _checks.c.day.in_(_DAYS), _checks.c.late.is_(False)
)


@dataclass(frozen=True, slots=True)
class Runner:
    """Somebody to be reminded, with their answers."""

    person: Person
    profile: Profile

    @property
    def id(self) -> UUID:
        return self.person.id


def runners(session: Session, ids: Collection[UUID]) -> dict[UUID, Runner]:
    """Those of these people that are there."""
    rows = _rows(session, _RUNNERS, {"ids": list(ids)})
    return {row.id: Runner(people.read(row), profiles.read(row)) for row in rows}


def devices(session: Session, ids: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """By person, the devices they have."""
    return _by_key((user, device) for user, device in _rows(session, _REACHED, {"ids": list(ids)}))


def lists(session: Session, days: Mapping[UUID, date]) -> dict[UUID, Gist]:
    """The list of each person on their day, where it was opened."""
    rows = _rows(session, _LISTS, _asked(days))
    return {user: shapes.gist_of_sheet_in(body) for user, day, body in rows if days[user] == day}


def ticks(session: Session, days: Mapping[UUID, date]) -> dict[UUID, list[Check]]:
    """The ticks of each person for their day."""
    rows = _rows(session, _TICKS, _asked(days))
    return _by_key((user, Check(str(op), *rest)) for user, op, *rest in rows if days[user] == rest[0])


def _asked(days: Mapping[UUID, date]) -> dict[str, list[Any]]:
    return {"ids": list(days), "days": sorted(set(days.values()))}


def _rows(session: Session, query: Any, asked: dict[str, list[Any]]) -> Iterable[Any]:
    return session.execute(query, asked).all() if asked["ids"] else ()


def _by_key(pairs: Iterable[tuple[UUID, Any]]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
