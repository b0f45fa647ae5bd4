"""What Today asks about reminders, in one query: those of a day, whether any device rings, and how this one ended."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, bindparam, exists, select

from webapp.store import tables
from webapp.store.endings import LOST, Ending
from webapp.store.engine import Session
from webapp.store.reminders import Reminder

_person, _reminder, _ending = tables.person, tables.reminder, tables.push_ending
_reachable = exists().where(tables.push_subscription.c.user_id == _person.c.id).label("reachable")
_endings = select(_ending.c.why).where(_ending.c.user_id == _person.c.id).correlate(_person)
_last = _endings.order_by(_ending.c.ended_at.desc()).limit(1).scalar_subquery().label("last")
_of_day = and_(_reminder.c.user_id == _person.c.id, _reminder.c.day == bindparam("day"))
_here = and_(_ending.c.user_id == _person.c.id, _ending.c.login_id == bindparam("login"))
_ABOUT = (_reachable, _last, _ending.c.why, _ending.c.ended_at)
# Built once: Today asks it every time.
_QUERY = (
    select(*_ABOUT, *(_reminder.c[name] for name in Reminder.__slots__))
    .select_from(_person.outerjoin(_reminder, _of_day).outerjoin(_ending, _here))
    .where(_person.c.id == bindparam("user"))
    .order_by(_reminder.c.due_at)
)


@dataclass(frozen=True, slots=True)
class Rings:
    """The reminders of one day that were planned already, in the order they were due."""

    reachable: bool = False  # at least one device rings
    planned: tuple[Reminder, ...] = ()
    lost: bool = False  # none does, as the last was lost by its push service
    here: Ending | None = None  # how this device ended, if it did

    @property
    def lost_here(self) -> datetime | None:
        """Since when this device does not ring, though nobody turned it off."""
        return self.here.ended_at if self.here and self.here.why == LOST else None


def of_day(session: Session, user_id: UUID, login_id: UUID, day: date) -> Rings:
    """The person's, with what is known of their devices; `login_id` is this one's."""
    rows = session.execute(_QUERY, {"user": user_id, "login": login_id, "day": day}).all()
    if not rows:
        return Rings()
    (reachable, last, why, ended_at), told = rows[0][: len(_ABOUT)], (row[len(_ABOUT) :] for row in rows)
    planned = tuple(Reminder(*row) for row in told if row[0] is not None)
    return Rings(bool(reachable), planned, not reachable and last == LOST, Ending(why, ended_at) if why else None)
