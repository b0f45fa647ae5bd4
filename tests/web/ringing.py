"""Runners whose phone rings: a week of runs, and a browser that has subscribed."""

from datetime import time
from uuid import uuid4

from tests.pushservice.subscriber import Subscriber
from tests.web.cast import Player
from tests.web.runners import engine_of
from webapp.domain.profile import Run
from webapp.store import reminders, subscriptions
from webapp.store.engine import reading, writing
from webapp.store.reminders import Reminder, id_of
from webapp.store.subscriptions import Device

DEVICES = "/me/reminders/devices"
# The tests' clock stands at a Wednesday noon in UTC, which is one in the afternoon in Berlin.
WEEK = (Run("wed", "easy", 45, time(18), "wednesdays"), Run("fri", "workout", 60, time(7), "fridays"))


def subscription(endpoint: str = "", **more: object) -> dict[str, object]:
    """What a browser's PushSubscription says of itself."""
    phone = Subscriber()
    endpoint = endpoint or f"https://updates.push.services.mozilla.com/wpush/v2/{uuid4().hex}"
    return {"endpoint": endpoint, "expirationTime": None, "keys": {"p256dh": phone.p256dh, "auth": phone.auth}} | more


def subscribe(player: Player, **more: object):
    """The answer to a browser that makes itself known."""
    return player.client.post(DEVICES, json=subscription(**more), headers={"X-App": "1"})


def devices(app, player: Player) -> list[Device]:
    with reading(engine_of(app)) as session:
        return subscriptions.of_person(session, player.person.id)


def planned(app, player: Player, day) -> list[Reminder]:
    """The reminders of a day and after it."""
    with reading(engine_of(app)) as session:
        return reminders.since(session, player.person.id, day)


def plan(app, player: Player, day, name: str = "wednesdays", kind: str = "run", **state) -> Reminder:
    """A reminder as the worker would have planned it, in any state."""
    due_at, ends_at = state.pop("due_at"), state.pop("expires_at")
    made = Reminder(id_of(player.person.id, name, day), player.person.id, name, day, kind, due_at, ends_at, **state)
    with writing(engine_of(app)) as session:
        assert reminders.add(session, made, due_at)
    return made
