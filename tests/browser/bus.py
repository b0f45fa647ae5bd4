"""A desktop for browsers that show notifications over D-Bus: a session bus of our own, and who would draw them there."""

# ruff: noqa: F722, F821 (the types of D-Bus are written as annotations)

import asyncio
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from dbus_fast import PropertyAccess
from dbus_fast.aio import MessageBus
from dbus_fast.service import ServiceInterface, dbus_property, method, signal

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
PATIENCE_S = 20


@dataclass
class Shown:
    """A notification as the desktop got it; `replaces` is the number of the one it takes the place of, or 0."""

    number: int
    title: str
    body: str
    actions: list[str]
    replaces: int
    hints: dict[str, object]


@dataclass
class Desktop:
    """`address` is for the browser's environment; `shown` grows while it runs."""

    address: str
    shown: list[Shown] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    press: object = None

    def wait_for(self, number: int) -> Shown:
        """The notification of this place in `shown`, once it is there."""
        end = time.monotonic() + PATIENCE_S
        while len(self.shown) <= number:
            assert time.monotonic() < end, f"No notification came; so far: {self.shown}"
            time.sleep(0.02)
        return self.shown[number]


class Daemon(ServiceInterface):
    """The part of the desktop that browsers talk to."""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(NAME)
        self.desktop = desktop

    @method()
    def GetCapabilities(self) -> "as":
        return ["actions", "body", "persistence"]

    @method()
    def GetServerInformation(self) -> "ssss":
        return ["Test desktop", "Afterrun", "1", "1.2"]

    @method()
    def Notify(
        self,
        app: "s",
        replaces: "u",
        icon: "s",
        title: "s",
        body: "s",
        actions: "as",
        hints: "a{sv}",
        timeout: "i",
    ) -> "u":
        number = replaces or len(self.desktop.shown) + 1
        told = {name: value.value for name, value in hints.items() if name != "image-data"}
        self.desktop.shown.append(Shown(number, title, body, actions, replaces, told))
        return number

    @method()
    def CloseNotification(self, number: "u"):
        self.desktop.closed.append(number)
        self.NotificationClosed(number, 3)

    @signal()
    def ActionInvoked(self, number, action) -> "us":
        return [number, action]

    @signal()
    def NotificationClosed(self, number, reason) -> "uu":
        return [number, reason]

    @dbus_property(access=PropertyAccess.READ)
    def Version(self) -> "s":
        return "1"


@contextmanager
def desktop() -> Iterator[Desktop]:
    """A running one, of nobody else."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        found = Desktop(process.stdout.readline().strip())
        there, loop = threading.Event(), asyncio.new_event_loop()
        over = asyncio.Event()
        thread = threading.Thread(target=loop.run_until_complete, args=[_serve(found, loop, there, over)])
        thread.start()
        try:
            assert there.wait(PATIENCE_S), "The session bus did not answer."
            yield found
        finally:
            loop.call_soon_threadsafe(over.set)
            thread.join()
            loop.close()
            process.terminate()


async def _serve(
    desktop: Desktop, loop: asyncio.AbstractEventLoop, there: threading.Event, over: asyncio.Event
) -> None:
    """Stand on the bus until it is over."""
    daemon = Daemon(desktop)
    bus = await MessageBus(bus_address=desktop.address).connect()
    bus.export(PATH, daemon)
    await bus.request_name(NAME)
    desktop.press = lambda shown, action="default": loop.call_soon_threadsafe(
        daemon.ActionInvoked, shown.number, action
    )
    there.set()
    await over.wait()
    bus.disconnect()
    await asyncio.wait_for(bus.wait_for_disconnect(), PATIENCE_S)
