"""The end of a long rest in a session: one push to the device that leads through it, while nobody looks at it."""

from datetime import datetime, timedelta
from uuid import UUID

from webapp.domain.days import local_day
from webapp.domain.reminders import REST_OVER
from webapp.store import deliveries, reminders, subscriptions
from webapp.store.engine import Session
from webapp.store.people import Person
from webapp.store.reminders import Reminder

OF_USE = timedelta(seconds=60)  # after the rest has ended; whoever hears of it later has long gone on
TAKEN_BACK = "done"


def ring_after(session: Session, person: Person, login_id: UUID, left: timedelta, now: datetime) -> UUID | None:
    """Ring on the device of this login when the rest that lasts so much longer is over, in place of any other rest it
    waits for. Returns the reminder; None when that device does not ring."""
    device = _device(session, person, login_id)
    if device is None:
        return None
    ends_at = now + left
    asked = _asked(person, device, ends_at, now)
    if not reminders.add(session, asked, now):
        reminders.ring_again(session, asked.id, REST_OVER, ends_at, asked.expires_at)
    deliveries.add_all(session, person.id, asked.id, [device], ends_at, asked.expires_at)
    return asked.id


def take_back(session: Session, person: Person, login_id: UUID, now: datetime) -> None:
    """Somebody looks again: what waits for the end of a rest on this device is not sent."""
    device = _device(session, person, login_id)
    if device:
        asked = _asked(person, device, now, now)
        deliveries.cancel(session, [asked.id])
        reminders.skip(session, [(asked.id, TAKEN_BACK)])


def _asked(person: Person, device: UUID, ends_at: datetime, now: datetime) -> Reminder:
    """One a device and day, however many rests it has: so only one can wait."""
    name, today = f"set-{device.hex}", local_day(now, person.zone)
    known = reminders.id_of(person.id, name, today)
    return Reminder(known, person.id, name, today, REST_OVER, ends_at, ends_at + OF_USE)


def _device(session: Session, person: Person, login_id: UUID) -> UUID | None:
    found = subscriptions.of_person(session, person.id)
    return next((device.id for device in found if device.login_id == login_id), None)
