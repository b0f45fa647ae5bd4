"""Devices that reminders go to."""

from datetime import datetime
from uuid import UUID

from webapp.actions.arming import re_arm
from webapp.store import endings, profiles, subscriptions
from webapp.store.endings import LOST, REMOVED
from webapp.store.engine import Session
from webapp.store.people import Person
from webapp.store.subscriptions import Device, Target

MOST_DEVICES = 10

__all__ = ["LOST", "REMOVED", "Device", "Target", "devices", "leave_off", "lose", "remove", "subscribe", "why_not"]


def subscribe(session: Session, person: Person, login_id: UUID, target: Target, device: str, now: datetime) -> UUID:
    """Remind this person on this device too; returns the subscription. Doing it again only notes the visit.

    The target must already be checked. An endpoint belongs to who signed in on it last, a login has one subscription,
    and beyond ten devices the one not seen for longest goes.
    """
    made = subscriptions.put(session, person.id, login_id, target, device, now)
    for surplus in subscriptions.of_person(session, person.id)[MOST_DEVICES:]:
        subscriptions.remove(session, person.id, surplus.id, now)
    re_arm(session, profiles.newest(session, person.id), person.id, now)
    return made


def why_not(session: Session, person: Person, login_id: UUID, endpoint: str) -> str:
    """Why a device that nobody turned on just now may not ring with this endpoint: LOST, REMOVED, or "" when it may."""
    return endings.why_not(session, person.id, login_id, endpoint)


def remove(session: Session, person: Person, subscription_id: UUID, now: datetime) -> bool:
    """No reminders to this device until it is turned on there again; False when it is not this person's."""
    return subscriptions.remove(session, person.id, subscription_id, now)


def lose(session: Session, person: Person, login_id: UUID, now: datetime) -> None:
    """The device says that it cannot ring any more, and nobody has asked for that."""
    subscriptions.lose_here(session, person.id, login_id, now)


def leave_off(session: Session, person: Person, login_id: UUID) -> None:
    """The device was lost, and that is as the person wants it."""
    endings.leave_off(session, person.id, login_id)


def devices(session: Session, person: Person) -> list[Device]:
    """This person's devices, the last seen first."""
    return subscriptions.of_person(session, person.id)
