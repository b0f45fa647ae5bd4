"""The storm: a phone, a second device and a server through steps drawn from one seed, and what must be at the end."""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Error, expect

from tests.browser.storm_device import Device
from tests.browser.storm_line import GOOD, LOST, Line
from tests.browser.storm_model import NOTHING, Expected, Tap
from tests.browser.storm_server import Server
from webapp.domain.checks import Check, fold
from webapp.store import checks
from webapp.store.people import Person

EMAIL, PASSWORD = "storm@example.org", "seven quiet herons wade"
APART_S = 2.0  # between taps of two devices on one row: the age of a tick is only as exact as its way is short


@dataclass
class Storm:
    """`restart` gives the phone's browser again after it was killed; its files lie in `profile`."""

    seed: str
    server: Server
    line: Line
    person: Person
    day: str
    phone: Device
    second: Device
    profile: str
    restart: Callable[[], BrowserContext]
    expected: Expected = field(default_factory=Expected)
    said: list[str] = field(default_factory=list)
    signed_in: bool = True
    opened_without_signal: int = 0

    def __post_init__(self) -> None:
        self.draw = random.Random(self.seed)
        self.began = time.monotonic()
        self.last: dict[str, tuple[str, float]] = {}  # by item, who tapped it last and when

    def run(self, steps: Mapping[Callable[["Storm"], None], float], number: int) -> None:
        """Draw and do so many steps, then let the sky clear and look; raises AssertionError with the list of steps."""
        try:
            self._begin()
            for step in self.draw.choices(list(steps), list(steps.values()), k=number):
                self._say(step.__name__.replace("_", " "))
                step(self)
            self._say("the sky clears")
            self._clear()
            self._agree()
        except (AssertionError, Error) as fault:
            raise AssertionError(f"seed {self.seed}: {fault}\nafter these steps:\n" + "\n".join(self.said)) from fault

    @property
    def sum(self) -> str:
        """What it came to, in words."""
        return (
            f"{len(self.expected.taps)} ticks, {self.line.lost} answers lost, {self.server.kills} kills, "
            f"{self.server.version} versions, opened {self.opened_without_signal} times without a signal"
        )

    def note(self, words: str) -> None:
        """Say more about the step that is being done."""
        self.said[-1] += f": {words}"

    def item(self) -> str:
        """Often the one that was tapped last, so that devices and clocks get in each other's way."""
        again, item = self.draw.random() < 0.5, self.draw.choice(self.items)
        return self.expected.taps[-1].item if again and self.expected.taps else item

    def tapped(self, device: Device, tap: Callable[[str], dict | None], item: str) -> None:
        """Tap once it is clear which of two devices is later, and expect what the op says."""
        held, at = self.last.get(item, (device.name, 0))
        if held != device.name:
            if self.in_reach():
                self.phone.settle()
            device.page.wait_for_timeout(max(0, 1000 * (at + APART_S - time.monotonic())))
        calm = not self.phone.waiting() if self.expected.doubt else True
        op = tap(item)
        if op is None:
            return self.note("cannot be opened")
        self.last[op["item"]] = (device.name, time.monotonic())
        self.expected.tap(Tap(op["op"], device.name, op["item"], (op["done"], op.get("amount"))), calm)
        return self.note(f"{op['item']} {'on' if op['done'] else 'off'} {op.get('amount') or ''} {op['op'][:4]}")

    def ready(self) -> bool:
        """Whether the phone shows Today; opened if it does not."""
        ready = self.phone.here() or self.open()
        if not ready:
            self.note("no list on the phone")
        return ready

    def open(self) -> bool:
        """Open Today on the phone; whether its list came."""
        return self.opened(self.phone.open())

    def opened(self, here: bool) -> bool:
        """What is kept for the hours without a signal opens without one, and shows what it was told last."""
        if not self.in_reach() and not self.is_asked_to_sign_in() and self.phone.keeps:
            sky = f"{self.line.state}, offline: {self.phone.offline}"
            assert here, f"Today was kept on the phone and did not open ({sky})"
            self.opened_without_signal += 1
        elif here:
            self.phone.look(self.day)
        if here:
            own = self.expected.last_words(self.phone.name)
            wrong = [] if self.phone.shows(own) else [item for item in own if self.phone.shown().get(item) != own[item]]
            assert not wrong, "the phone shows what it was not told: " + "\n".join(map(self.phone.tell, wrong))
            self._take_the_new_version()
        return here

    def weather(self, line: str, offline: bool) -> None:
        """The line is like this from now on, and the phone knows of no network, or does."""
        if self.in_reach():
            self.phone.look(self.day)
        self.line.become(line, dead=offline)
        self.phone.go(offline)

    def in_reach(self) -> bool:
        """Whether the phone can get anything from the server that is its person's."""
        return self.line.state == GOOD and not self.phone.offline and self.signed_in

    def is_asked_to_sign_in(self) -> bool:
        """Whether pages come from a server that knows the phone no more, though nothing may be told to it."""
        return not self.signed_in and self.line.state in (GOOD, LOST) and not self.phone.offline

    def sign_in(self) -> None:
        page = self.phone.page
        page.goto("/account/sign-in")
        page.get_by_label("E-mail").fill(EMAIL)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").tap()
        page.wait_for_url("**/today")
        self.signed_in = True
        assert self.phone.here(), "signed in, and Today did not open"
        self.phone.look(self.day)

    def arrive(self, ops: set[str]) -> bool:
        """Whether the server gets these, in some time."""
        for _ in range(100):
            if ops <= {check.op for check in self._stored()}:
                return True
            self.second.page.wait_for_timeout(100)
        return False

    def _begin(self) -> None:
        assert self.phone.open() and self.second.open(), "Today did not open in fair weather"
        assert self.phone.keeps_soon(self.day), "Today is not kept for the hours without a signal"
        # Few enough that both devices often mean the same one.
        once = sorted(item for item in self.phone.shown() if "@" not in item)
        often = sorted(item for item in self.phone.shown() if "@" in item)
        self.logged = self.draw.sample(once, 3)
        self.items = [*self.logged, *self.draw.sample(often, 2)]

    def _say(self, name: str) -> None:
        self.said.append(f"{time.monotonic() - self.began:6.1f} s  {name}")

    def _take_the_new_version(self) -> None:
        offer = self.phone.page.locator("[data-take-over]")
        if offer.is_visible() and self.draw.random() < 0.5:
            self.note("takes the new version")
            offer.tap()
            self.phone.page.wait_for_timeout(500)

    def _clear(self) -> None:
        """Everything works again, and whatever waits can leave."""
        self.weather(GOOD, offline=False)
        if not self.signed_in:
            self.sign_in()
        assert self.phone.open() and self.second.open(), "Today did not open after the storm"
        for device in (self.phone, self.second):
            assert device.settle(), f"{device.waiting()} still wait on {device.name}"
            assert device.refused() == []

    def _agree(self) -> None:
        """Phone, server and expectation are one."""
        assert self.phone.open() and self.second.open()
        stored = self._stored()
        assert sorted(check.op for check in stored) == sorted(tap.op for tap in self.expected.taps)
        stands = {item: (check.done, check.amount) for item, check in fold(stored).items()}
        wrong = self.expected.contradicted(stands, self.items)
        assert not wrong, f"the server holds what nobody expects (item: held, expected): {wrong}"
        for device in (self.phone, self.second):
            expect(device.page.locator("tick-row[data-waiting]")).to_have_count(0)
            done = {item: stands.get(item, NOTHING)[0] for item in device.shown()}
            assert device.shown() == done, f"{device.name} shows something else than the server holds"

    def _stored(self) -> list[Check]:
        with self.server.database() as session:
            return [check for check, _ in checks.all_of(session, self.person.id)]
