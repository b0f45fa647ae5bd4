"""History: the little that charts need of many days, read without whole sheets or whole ticks."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import String, and_, bindparam, case, cast, exists, func, or_, select, tuple_

from webapp.domain.series import Lifted, Logged, Morning
from webapp.domain.sheet import Report
from webapp.store import tables
from webapp.store.engine import Session

BETWEEN_KEYS = " "  # stands in no key
HAS_LIFTS = '%["lift",%'  # JSON is stored without spaces (engine.py), so this finds a day without parsing it
HAS_PAIN = "%[%"  # of a report: pain, sharp and worse are its only lists

_checks = tables.check_event
_sheets = tables.sheet
_later = _checks.alias("later")
_DAYS = (bindparam("first"), bindparam("last"))
_MINE = (_checks.c.user_id == bindparam("user"), _checks.c.day.between(*_DAYS), _checks.c.late.is_(False))
# Whether a later tap of the same row stands in place of this one: the latest by (at, op), as `fold` has it.
_OVERTAKEN = exists().where(
    *(_later.c[name] == _checks.c[name] for name in ("user_id", "day", "item")),
    tuple_(_later.c.at, _later.c.op) > tuple_(_checks.c.at, _checks.c.op),
    _later.c.late.is_(False),
)
# Few days: only there a tick may have been undone.
_TAKEN_BACK = select(_checks.c.day).where(*_MINE, _checks.c.done.is_(False))
_DONE = (
    select(_checks.c.day, func.aggregate_strings(_checks.c.item, BETWEEN_KEYS))
    .where(*_MINE, _checks.c.done, or_(_checks.c.day.not_in(_TAKEN_BACK), ~_OVERTAKEN))
    .group_by(_checks.c.day)
)
_SAID = or_(_checks.c.load.is_not(None), _checks.c.pain.is_not(None))
_LOGGED = (
    select(*(_checks.c[name] for name in ("day", "item", "amount", "load", "effort", "pain")))
    .where(*_MINE, _checks.c.done, _SAID, ~_OVERTAKEN)
    .order_by(_checks.c.day, _checks.c.item)
)
_REPORTED = and_(_sheets.c.day >= bindparam("pain_from"), _sheets.c.body["report"].as_string().like(HAS_PAIN))
_MORNINGS = (
    select(_sheets.c.day, case((_REPORTED, _sheets.c.body["report"])).label("said"), _sheets.c.standing["lifts"])
    .where(_sheets.c.user_id == bindparam("user"), _sheets.c.day.between(*_DAYS))
    .where(or_(_REPORTED, cast(_sheets.c.asked, String).like(HAS_LIFTS)))
    .order_by(_sheets.c.day)
)


def done(session: Session, user_id: UUID, first: date, last: date) -> dict[date, frozenset[str]]:
    """The keys that stand ticked on each day from first to last, both included; days without any are absent."""
    rows = session.execute(_DONE, {"user": user_id, "first": first, "last": last}).all()
    return {day: frozenset(text.split(BETWEEN_KEYS)) for day, text in rows}


def logged(session: Session, user_id: UUID, first: date, last: date) -> list[Logged]:
    """What was written beside the ticks that still stand, where it tells a load or a pain; oldest day first."""
    return [Logged(*row) for row in session.execute(_LOGGED, {"user": user_id, "first": first, "last": last})]


def mornings(session: Session, user_id: UUID, first: date, last: date, pain_from: date) -> list[Morning]:
    """The days from first to last with a heavy session, and from `pain_from` on those with a report; in order."""
    bounds = {"user": user_id, "first": first, "last": last, "pain_from": pain_from}
    rows = session.execute(_MORNINGS, bounds)
    return [Morning(day, _read_report(said or {}), _read_lifts(lifts or {})) for day, said, lifts in rows]


def _read_report(body: dict[str, Any]) -> Report:
    """Only what hurt."""
    pain = tuple((area, score) for area, score in body.get("pain", ()))
    return Report(pain, sharp=tuple(body.get("sharp", ())), worse=tuple(body.get("worse", ())))


def _read_lifts(body: dict[str, Any]) -> dict[str, Lifted]:
    return {
        slug: Lifted(lift["load"], date.fromisoformat(lift["last_on"]), lift.get("estimate"))
        for slug, lift in body.items()
    }
