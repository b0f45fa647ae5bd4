"""Sheets: what was asked for on each day, with the standing it came from."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, String, bindparam, cast, func, select, update

from webapp.domain.sheet import Sheet
from webapp.domain.standing import Standing
from webapp.store import shapes, tables
from webapp.store.engine import Session, insert_into

_table = tables.sheet
MOST_REMEMBERED = 500  # kinds of day, of some 5 kB each

# As text, which what is remembered of them goes by.
_BODIES = (cast(_table.c.body, String), cast(_table.c.standing, String))
# Built once: Today, every tick and Progress ask these.
_MINE = _table.c.user_id == bindparam("user")
_ON_DAY = select(*_BODIES).where(_MINE, _table.c.day == bindparam("day"))
_NEWEST = select(*_BODIES).where(_MINE).order_by(_table.c.day.desc()).limit(1)
_PERIOD = _table.c.day.between(bindparam("first"), bindparam("last"))
_ASKED = select(_table.c.day, cast(_table.c.asked, String)).where(_MINE, _PERIOD)


@dataclass(frozen=True, slots=True)
class Stored:
    sheet: Sheet
    standing: Standing


@dataclass(frozen=True, slots=True)
class Asked:
    """The little that Progress needs of a day: its kind, the keys of each block, the keys of each short version."""

    day: date
    kind: str
    blocks: tuple[tuple[str, frozenset[str]], ...]
    short: tuple[frozenset[str], ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """Every key of the whole list."""
        return frozenset(key for _, keys in self.blocks for key in keys)


def stored_on(session: Session, user_id: UUID, day: date) -> Stored | None:
    """The sheet of a day, if there is one."""
    row = session.execute(_ON_DAY, {"user": user_id, "day": day}).first()
    return row and _read(*row)


def anchor(session: Session, user_id: UUID, day: date) -> Stored | None:
    """The newest sheet of that day or before, else the oldest there is."""
    newest = _of(func.max(_table.c.day), user_id, _table.c.day <= day)
    chosen = func.coalesce(newest, _of(func.min(_table.c.day), user_id))
    row = session.execute(select(*_BODIES).where(_table.c.user_id == user_id, _table.c.day == chosen)).first()
    return row and _read(*row)


def newest(session: Session, user_id: UUID) -> Stored | None:
    """The last sheet there is."""
    row = session.execute(_NEWEST, {"user": user_id}).first()
    return row and _read(*row)


def since(session: Session, user_id: UUID, first: date, last: date) -> list[Stored]:
    """The sheets of the days from first to last, both included, in order."""
    rows = session.execute(select(*_BODIES).where(*_within(user_id, first, last)).order_by(_table.c.day))
    return [_read(*row) for row in rows]


def days(session: Session, user_id: UUID) -> list[date]:
    """The days that have a sheet, in order."""
    found = select(_table.c.day).where(_table.c.user_id == user_id).order_by(_table.c.day)
    return list(session.scalars(found))


def insert(session: Session, user_id: UUID, stored: Stored, now: datetime) -> bool:
    """Store a day's sheet; False when the day already has one, which then stays as it is."""
    values = {"user_id": user_id, "day": stored.sheet.day, **_values(stored, now)}
    statement = insert_into(session, _table).values(values).on_conflict_do_nothing().returning(_table.c.day)
    return session.execute(statement).first() is not None


def replace(session: Session, user_id: UUID, stored: Stored, expected_revision: int, now: datetime) -> bool:
    """Store a new revision of a day's sheet; False when the stored one is no longer the revision expected."""
    held = (_table.c.user_id == user_id, _table.c.day == stored.sheet.day, _table.c.revision == expected_revision)
    statement = update(_table).where(*held).values(_values(stored, now)).returning(_table.c.day)
    return session.execute(statement).first() is not None


def set_standing(session: Session, user_id: UUID, day: date, standing: Standing) -> None:
    """Another standing beside the same sheet: what came before the day has changed."""
    held = (_table.c.user_id == user_id, _table.c.day == day)
    session.execute(update(_table).where(*held).values(standing=shapes.standing_json(standing)))


def move(session: Session, from_id: UUID, into_id: UUID) -> list[date]:
    """Make one person's sheets another's, on the days the other has none; returns those days in order."""
    there = select(_table.c.day).where(_table.c.user_id == into_id).scalar_subquery()
    theirs = update(_table).where(_table.c.user_id == from_id, _table.c.day.not_in(there))
    return sorted(session.scalars(theirs.values(user_id=into_id).returning(_table.c.day)))


def asked(session: Session, user_id: UUID, first: date, last: date) -> dict[date, Asked]:
    """What was asked on the days from first to last, both included, without reading whole sheets."""
    rows = session.execute(_ASKED, {"user": user_id, "first": first, "last": last}).all()
    return {day: Asked(day, *_asked_in(text)) for day, text in rows}


def _of(what: Any, user_id: UUID, *conditions: Any) -> ScalarSelect[Any]:
    return select(what).where(_table.c.user_id == user_id, *conditions).scalar_subquery()


def _within(user_id: UUID, first: date, last: date) -> tuple[Any, ...]:
    return (_table.c.user_id == user_id, _table.c.day.between(first, last))


def _read(body: str, standing: str) -> Stored:
    return Stored(shapes.sheet_in(body), shapes.standing_in(standing))


def _values(stored: Stored, now: datetime) -> dict[str, Any]:
    return {
        "revision": stored.sheet.revision,
        "body": shapes.sheet_json(stored.sheet),
        "standing": shapes.standing_json(stored.standing),
        "asked": _asked_json(stored.sheet),
        "made_at": now,
    }


def _asked_json(sheet: Sheet) -> dict[str, Any]:
    return {
        "kind": sheet.kind,
        "blocks": [[block.kind, _keys(block.items)] for block in sheet.blocks],
        "short": [_keys(short.items) for short in sheet.short],
    }


def _keys(items: tuple[Any, ...]) -> list[str]:
    return [key for item in items for key in item.keys]


@lru_cache(MOST_REMEMBERED)
def _asked_in(text: str) -> tuple[Any, ...]:
    """All but the day: most days ask for what another did."""
    body = json.loads(text)
    blocks = tuple((kind, frozenset(keys)) for kind, keys in body["blocks"])
    return body["kind"], blocks, tuple(frozenset(keys) for keys in body["short"])
