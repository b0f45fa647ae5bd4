"""Devices that reminders go to."""

from datetime import datetime
from uuid import UUID

from webapp.actions.arming import re_arm
from webapp.store import profiles, subscriptions
from webapp.store.engine import Session
from webapp.store.people import Person
from webapp.store.subscriptions import Device, Target

MOST_DEVICES = 10

__all__ = ["Device", "Target", "devices", "remove", "subscribe"]


def subscribe(session: Session, person: Person, login_id: UUID, target: Target, device: str, now: datetime) -> UUID:
    """Remind this person on this device too; returns the subscription. Doing it again only notes the visit.

    The target must already be checked. An endpoint belongs to who signed in on it last, a login has one subscription,
    and beyond ten devices the one not seen for longest goes.
    """
    made = subscriptions.put(session, person.id, login_id, target, device, now)
    for surplus in subscriptions.of_person(session, person.id)[MOST_DEVICES:]:
        subscriptions.remove(session, person.id, surplus.id)
    re_arm(session, profiles.newest(session, person.id), person.id, now)
    return made


def remove(session: Session, person: Person, subscription_id: UUID) -> bool:
    """No reminders to this device any more; False when it is not this person's."""
    return subscriptions.remove(session, person.id, subscription_id)


def devices(session: Session, person: Person) -> list[Device]:
    """This person's devices, the last seen first."""
    return subscriptions.of_person(session, person.id)
