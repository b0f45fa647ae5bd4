"""What may happen in a storm, one function a step."""

import contextlib
import time
from collections.abc import Callable

import psutil
from playwright.sync_api import Error
from sqlalchemy import delete

from tests.browser.storm import Storm
from tests.browser.storm_line import CUT, GOOD, HUNG, LOST
from webapp.store import tables

HOURS_WRONG = (-30, -3, -1, 0, 2, 5, 20, 40)


def tick(storm: Storm) -> None:
    if storm.ready():
        storm.tapped(storm.phone, storm.phone.tap, storm.item())


def log(storm: Storm) -> None:
    slug, amount = storm.draw.choice(storm.logged), storm.draw.randint(1, 99)
    if storm.ready():
        storm.tapped(storm.phone, lambda _: storm.phone.log(slug, amount, storm.day), slug)
        storm.open()


def tick_on_the_second_device(storm: Storm) -> None:
    fresh, item = storm.draw.random() < 0.5, storm.item()
    if fresh or not storm.second.here():
        assert storm.second.open(), "Today did not open on the second device"
    storm.tapped(storm.second, storm.second.tap, item)
    assert storm.second.settle(), "a tick of the second device did not leave it"


def go_offline(storm: Storm) -> None:
    storm.weather(storm.line.state, offline=True)


def cut_the_line(storm: Storm) -> None:
    storm.weather(CUT, storm.phone.offline)


def hang(storm: Storm) -> None:
    storm.weather(HUNG, storm.phone.offline)


def lose_answers(storm: Storm) -> None:
    storm.weather(LOST, storm.phone.offline)


def come_back(storm: Storm) -> None:
    storm.weather(GOOD, offline=False)
    if not storm.signed_in:
        storm.sign_in()


def send_in_the_background(storm: Storm) -> None:
    """The tab is closed, and then there is a signal again."""
    if not storm.signed_in or not storm.ready():
        return storm.note("not signed in")
    waiting = storm.phone.waiting()
    storm.phone.close()
    storm.weather(GOOD, offline=False)
    storm.phone.send_in_background()
    storm.note(f"{len(waiting)} waited")
    assert storm.arrive(waiting), f"{waiting} were not sent in the background"
    storm.open()
    return None


def reload(storm: Storm) -> None:
    storm.opened(storm.phone.reload() if "/today" in storm.phone.page.url else storm.phone.open())


def close_the_tab(storm: Storm) -> None:
    storm.phone.close()
    storm.open()


def crash_the_tab(storm: Storm) -> None:
    storm.phone.crash()
    storm.open()


def kill_the_browser(storm: Storm) -> None:
    """As when the system ends the app, or the battery does."""
    phone = storm.phone
    cookies = phone.context.cookies()
    for process in psutil.process_iter(["cmdline"]):
        if f"--user-data-dir={storm.profile}" in (process.info["cmdline"] or ()):
            with contextlib.suppress(psutil.Error):
                process.kill()
    with contextlib.suppress(Error):
        phone.context.close()
    phone.context, phone.page, phone.keeps = storm.restart(), None, False
    # The browser writes cookies down only now and then; a login that is gone is a step of its own.
    phone.context.add_cookies(cookies)
    storm.open()


def kill_the_server_while_it_is_told(storm: Storm) -> None:
    late, item = storm.draw.choice((0, 0.005, 0.02, 0.06)), storm.item()
    if storm.line.state in (GOOD, LOST) and not storm.phone.offline and storm.ready():
        storm.line.doom = lambda: (time.sleep(late), storm.server.kill())
        storm.tapped(storm.phone, storm.phone.tap, item)
        wait(storm)
        storm.line.doom = None
    if storm.server.process.poll() is None:
        storm.note("not told in time")
        storm.server.kill()
    storm.server.start()


def clock(storm: Storm) -> None:
    hours = storm.draw.choice(HOURS_WRONG)
    storm.note(f"{hours:+d} h")
    if storm.ready():
        storm.expected.clock_jumps(storm.phone.waiting())
        storm.phone.skew(hours)


def sign_out_and_in(storm: Storm) -> None:
    if not storm.in_reach() or not storm.ready():
        return storm.note("not in reach")
    page = storm.phone.page
    page.goto("/account")
    page.get_by_role("button", name="Sign out", exact=True).tap()
    page.wait_for_url("**/")
    storm.signed_in = storm.phone.keeps = False
    assert not storm.phone.open(), "somebody who has signed out sees the list"
    return storm.sign_in()


def end_the_login(storm: Storm) -> None:
    """As from another device, or after a year: the phone learns of it when it next asks."""
    own = tables.login_session.c
    with storm.server.database() as session:
        mine = own.user_id == storm.person.id, own.device != storm.second.name
        session.execute(delete(tables.login_session).where(*mine))
    storm.signed_in = storm.phone.keeps = False


def new_version(storm: Storm) -> None:
    storm.server.renew()
    storm.note(f"{storm.server.version}")


def wait(storm: Storm) -> None:
    storm.phone.page.wait_for_timeout(700)


# How often each happens, against the others.
STEPS: dict[Callable[[Storm], None], float] = {
    tick: 14, log: 2, tick_on_the_second_device: 5, go_offline: 2, cut_the_line: 1, hang: 1, lose_answers: 2,
    come_back: 6, send_in_the_background: 2, reload: 4, close_the_tab: 2, crash_the_tab: 1, kill_the_browser: 0.5,
    kill_the_server_while_it_is_told: 2, clock: 2, sign_out_and_in: 1, end_the_login: 1, new_version: 1, wait: 2,
}  # fmt: skip
