"""One real loop: Firefox as it is installed subscribes, the worker encrypts and sends, our push service hands it over,
the desktop shows it, and a press lands on the first open exercise."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import time, timedelta
from pathlib import Path
from socket import SHUT_RDWR

import pytest
from sqlalchemy import select

from tests.browser.bus import Desktop, Shown, desktop
from tests.browser.conftest import Live
from tests.browser.firefox import Firefox, firefox_path, pushed_by, started
from tests.browser.runners import SPRAIN, arrive, database
from tests.pushservice import PushService, push_service
from webapp import clock
from webapp.config import Config
from webapp.domain.days import WEEKDAYS
from webapp.domain.profile import Run
from webapp.stop import Stop
from webapp.store import reminders, subscriptions, tables
from webapp.store.engine import make_engine
from webapp.store.people import Person
from webapp.store.reminders import Reminder
from webapp.store.subscriptions import Device
from webapp.worker.courier import courier

# A run on every day whatever day it is, so that "Run done" is always there.
RUNS = tuple(Run(day, "easy", 45, time(12), f"run-{day}") for day in WEEKDAYS)
SAID = "document.querySelector('reminder-doctor')?.dataset.is"
ROWS = "[...document.querySelectorAll('.item')]"
FOCUSED = f"{ROWS}.findIndex((row) => row.contains(document.activeElement))"
HELD = "caches.match('/device').then((found) => found !== undefined)"  # the worker has told the server of this device


@dataclass
class Loop:
    """Everything a reminder passes through; `deliver` is one round of the real worker."""

    live: Live
    firefox: Firefox
    service: PushService
    desktop: Desktop
    person: Person
    deliver: Callable[[], bool]

    def devices(self) -> list[Device]:
        with database(self.live) as session:
            return subscriptions.of_person(session, self.person.id)

    def planned(self) -> list[Reminder]:
        with database(self.live) as session:
            return reminders.since(session, self.person.id, clock.now().date() - timedelta(days=1))

    def endpoint(self) -> str:
        """Where the server would send to."""
        with database(self.live) as session:
            held = select(tables.push_subscription.c.endpoint).filter_by(user_id=self.person.id)
            return session.execute(held).scalar_one()

    def tokens(self) -> list[str]:
        """Of the subscriptions that the push service knows."""
        return [*self.service.browsers.subscriptions]

    def forget(self) -> None:
        """The push service knows no browser any more, and hangs up."""
        self.service.forget_browsers()
        for socket in [*self.service.browsers.sockets.values()]:
            socket.get_extra_info("socket").shutdown(SHUT_RDWR)

    def press_action(self, words: str, shown: Shown) -> None:
        pairs = zip(shown.actions[::2], shown.actions[1::2], strict=True)
        self.desktop.press(shown, next(key for key, said in pairs if said == words))

    def turn_on(self) -> None:
        """By our own page, in a click."""
        self.firefox.go("/me/reminders")
        self.firefox.tap("[data-turn-on]")
        self.firefox.wait(f"{SAID} === 'fine'")

    def run_done(self) -> None:
        """Said on Today, whereupon the worker has its round."""
        self.firefox.go("/today")
        self.firefox.tap(".lane button", "Run done")
        self.firefox.wait("document.querySelector('from-reminder') !== null")
        assert self.deliver()


@pytest.fixture
def loop(live: Live, catalogue, tmp_path: Path) -> Iterator[Loop]:
    """A runner who has a run today, in a Firefox that knows our push service and a desktop."""
    config = replace(Config.from_env(live.environ), vapid_subject="mailto:runs@example.org")
    engine = make_engine(config.database_url)
    with push_service() as service, desktop() as shown:
        worker = courier(config, catalogue, Stop(), service.transport)
        with (
            started(firefox_path(), live.url, tmp_path, pushed_by(service.ws_url), shown.address) as firefox,
            closing(worker._sender),
        ):
            person = arrive(live, firefox, injuries=(SPRAIN,), runs=RUNS)
            yield Loop(live, firefox, service, shown, person, lambda: worker.deliver(engine, clock.now()))
    engine.dispose()


def test_a_reminder_comes_through_and_a_press_lands_on_the_first_open_exercise(loop):
    loop.turn_on()
    (device,) = loop.devices()
    assert device.device == "Firefox on Linux"
    loop.firefox.go("/today")
    loop.firefox.tap("tick-row:defined .item__tap")
    loop.firefox.wait(
        "document.querySelector('tick-row[data-op]') && !document.querySelector('tick-row[data-waiting]')"
    )
    loop.run_done()

    shown = loop.desktop.wait_for(0)
    assert "min" in shown.body and "ankle" not in f"{shown.title} {shown.body}".lower()
    loop.service.wait_for(lambda: loop.service.acks)
    (accepted,) = loop.service.accepted
    assert (accepted.urgency, [code for _, code in loop.service.acks]) == ("high", [100])

    loop.firefox.go("/week")
    loop.desktop.press(shown)
    loop.firefox.wait("location.pathname === '/today' && document.querySelector('from-reminder:defined') !== null")
    loop.firefox.wait(f"{FOCUSED} === 1")
    assert loop.firefox.evaluate("document.querySelectorAll('.tick:checked').length") == 1
    loop.service.wait_for(lambda: loop.devices()[0].opened_at)
    (device,) = loop.devices()
    assert device.shown_at and device.status == 201


def test_in_thirty_minutes_is_told_to_the_server_without_a_page(loop):
    loop.turn_on()
    loop.run_done()
    loop.firefox.go("/week")
    loop.press_action("In 30 min", loop.desktop.wait_for(0))
    loop.service.wait_for(lambda: [one.kind for one in loop.planned()] == ["later"])
    assert loop.firefox.evaluate("location.pathname") == "/week"
    loop.deliver()
    assert len(loop.desktop.shown) == 1, "half an hour has not passed"


def test_a_push_service_that_has_forgotten_us_reaches_us_again(loop):
    loop.turn_on()
    loop.firefox.go("/today")
    loop.firefox.wait(HELD)
    loop.forget()
    loop.service.wait_for(lambda: loop.endpoint() in {loop.service.endpoint(t) for t in loop.tokens()})
    loop.run_done()
    assert loop.desktop.wait_for(0).title


def test_turned_off_here_it_stays_off(loop):
    loop.turn_on()
    loop.firefox.tap("[data-here] button")
    loop.firefox.wait(f"{SAID} === 'off'")
    assert loop.devices() == []
    loop.firefox.go("/today")
    loop.firefox.wait("caches.match('/ahead').then((found) => found !== undefined)")
    loop.firefox.go("/me/reminders")
    loop.firefox.wait(f"{SAID} === 'off'")
    assert loop.devices() == []


def test_a_push_service_that_says_we_are_gone_is_asked_for_another_way_and_nothing_is_said(loop):
    loop.turn_on()
    gone = loop.endpoint()
    loop.service.browsers.subscriptions.clear()
    loop.run_done()
    assert loop.devices() == []
    loop.firefox.go("/today")
    loop.service.wait_for(loop.devices)
    assert loop.endpoint() != gone
    loop.firefox.go("/today")
    loop.firefox.wait("document.querySelector('.lost') === null")
    loop.firefox.go("/me/reminders")
    loop.firefox.wait(f"{SAID} === 'fine'")
    loop.firefox.tap(".device form[action$='/test'] button")
    loop.firefox.wait("location.search === '?said=test'")
    assert loop.deliver()
    assert loop.desktop.wait_for(0).title
