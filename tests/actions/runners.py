"""Runners to remind: a run on a weekday evening, a phone that is signed in, a list that is opened."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

from webapp.actions import devices, passwords
from webapp.actions.checks import Tap, check_off
from webapp.actions.days import open_day
from webapp.actions.devices import Target
from webapp.domain.profile import Profile, Reminders, Run
from webapp.store import logins, people, profiles
from webapp.store.engine import Session
from webapp.store.people import Person

ENDS = datetime(2026, 11, 18, 18, 0, tzinfo=UTC)  # a Wednesday
DUE = ENDS + timedelta(minutes=5)
RUN = Run("wed", "easy", 60, time(17), "wednesday")
PLAIN = Profile(runs=(RUN,), reminders=Reminders(thin=False))
MORNING = ENDS.replace(hour=9)
# A point on the curve, so that what is sealed for it can be.
P256DH = "BPZlXLtQuQRcVLVzNVaTpuV7dmwNxBJkM3KhR4c3eY1oGkXAs0Ws8oM4zKcZ8dWJfXxq2cQk1QzO3nW3pZ0tqTk"
AUTH = "AAAAAAAAAAAAAAAAAAAAAA"


def target(endpoint: str | None = None, key_id: str = "key") -> Target:
    """A subscription as a browser would give it."""
    return Target(endpoint or f"https://updates.push.services.mozilla.com/wpush/v2/{uuid4().hex}", P256DH, AUTH, key_id)


def runner(session: Session, profile: Profile = PLAIN, zone: str = "UTC", now: datetime = MORNING) -> Person:
    """Somebody with these answers, and no device."""
    person = people.add_person(session, zone, now)
    profiles.save_profile(session, person.id, profile, now.date(), now)
    return person


def phone(session: Session, person: Person, now: datetime = MORNING, at: Target | None = None) -> UUID:
    """A device of theirs, signed in and subscribed."""
    login = logins.start(session, person.id, passwords.new_token(), "Phone", now)
    return devices.subscribe(session, person, login, at or target(), "Phone", now)


def finish(session: Session, catalogue, person: Person, now: datetime) -> None:
    """Everything on today's list is ticked."""
    opened = open_day(session, catalogue, person, now)
    day = opened.sheet.day.isoformat()
    keys = [key for item in opened.sheet.items for key in item.keys]
    check_off(session, catalogue, person, [Tap(str(uuid4()), day, key, True) for key in keys], now)
