"""What Today asks about reminders, in one query: those of a day, and whether any device rings at all."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, select

from webapp.store import tables
from webapp.store.engine import Session
from webapp.store.reminders import Reminder

_reminder = tables.reminder
_reachable = exists().where(tables.push_subscription.c.user_id == tables.person.c.id).label("reachable")
_of_day = and_(_reminder.c.user_id == tables.person.c.id, _reminder.c.day == bindparam("day"))
# Built once: Today asks it every time.
_QUERY = (
    select(_reachable, *(_reminder.c[name] for name in Reminder.__slots__))
    .select_from(tables.person.outerjoin(_reminder, _of_day))
    .where(tables.person.c.id == bindparam("user"))
    .order_by(_reminder.c.due_at)
)


@dataclass(frozen=True, slots=True)
class Rings:
    """The reminders of one day that were planned already, in the order they were due."""

    reachable: bool = False  # at least one device rings
    planned: tuple[Reminder, ...] = ()


def of_day(session: Session, user_id: UUID, day: date) -> Rings:
    """The person's, with whether they have a device."""
    rows = session.execute(_QUERY, {"user": user_id, "day": day}).all()
    planned = tuple(Reminder(*row[1:]) for row in rows if row.id is not None)
    return Rings(bool(rows) and bool(rows[0].reachable), planned)
