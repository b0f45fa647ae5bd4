"""The journal of a phone as a test sees it, and what may happen to a phone."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, BrowserType, Page, expect

from tests.browser.conftest import Live
from tests.browser.runners import database, open_today, row
from tests.chromium import ONLY_LOCALHOST, chromium_path
from webapp import clock
from webapp.domain.checks import fold
from webapp.domain.days import local_day
from webapp.store import checks
from webapp.store.people import Person

LINE = "#sync"
TOLD = "DevToolsActivePort"
SYNC = "**/sync"
DIRECT = "**/days/**"
PATIENCE_S = 40
KEPT = """() => new Promise((resolve) => {
    const opening = indexedDB.open('afterrun');
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onerror = () => resolve([]);
    opening.onsuccess = () => {
        const database = opening.result;
        if (!database.objectStoreNames.contains('ops')) return resolve([]);
        const asking = database.transaction('ops').objectStore('ops').getAll();
        asking.onsuccess = () => { database.close(); resolve(asking.result); };
    };
})"""


def kept(page: Page) -> list[dict]:
    """Every tick in the phone's database."""
    return page.evaluate(KEPT)


def waiting(page: Page) -> list[dict]:
    """Those the server has not answered for."""
    return [op for op in kept(page) if not op.get("sent") and not op.get("refused")]


def wake(page: Page) -> None:
    """What a phone tells its pages when a signal comes."""
    page.evaluate("() => { dispatchEvent(new Event('online')); }")


def tap_without_signal(phone: BrowserContext, page: Page, *numbers: int) -> None:
    """Tap these rows of an open Today with the signal gone; all of it is written down."""
    phone.set_offline(True)
    before = len(kept(page))
    for number in numbers:
        row(page, number).tap()
    written(page, before + len(numbers))


def written(page: Page, count: int) -> None:
    """Until the phone's database holds so many ticks."""
    until(page, lambda: len(kept(page)) == count, f"{count} ticks are written down")


def sent(page: Page) -> None:
    """Until nothing waits here any more."""
    until(page, lambda: not waiting(page), "all is sent")
    expect(page.locator("tick-row[data-waiting]")).to_have_count(0)


def standing(live: Live, person: Person) -> dict[str, bool]:
    """What stands ticked on the server today: key -> done."""
    with database(live) as session:
        found = checks.of_day(session, person.id, local_day(clock.now(), person.zone))
    return {key: check.done for key, check in fold(found).items()}


def first_rows(live: Live, person: Person, page: Page, count: int) -> list[bool | None]:
    """What the server holds of the first rows of an open Today; None where nothing was ever told."""
    held = standing(live, person)
    return [held.get(one.get_attribute("data-key")) for one in page.locator("tick-row").all()[:count]]


def stored(live: Live, person: Person) -> list[str]:
    """The ops the server holds of this person."""
    with database(live) as session:
        return [check.op for check, _ in checks.all_of(session, person.id)]


def shown(page: Page) -> dict[str, bool]:
    """What Today shows, opened anew: key -> done."""
    open_today(page)
    rows = page.locator("tick-row").evaluate_all("(all) => all.map((one) => [one.dataset.key, one.done])")
    return dict(rows)


class Killable:
    """Chromium with a profile of its own, in a process of ours, to be killed without warning."""

    def __init__(self, kind: BrowserType, profile: Path) -> None:
        self.kind, self.profile = kind, profile
        self.process: subprocess.Popen | None = None

    def start(self) -> BrowserContext:
        (self.profile / TOLD).unlink(missing_ok=True)
        flags = ["--headless", "--remote-debugging-port=0", f"--user-data-dir={self.profile}", ONLY_LOCALHOST,
                 "--no-first-run", *(["--no-sandbox"] if os.geteuid() == 0 else [])]  # fmt: skip
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen([chromium_path(), *flags], start_new_session=True, **quiet)
        return self.kind.connect_over_cdp(self._address()).contexts[0]

    def kill(self) -> None:
        """SIGKILL to all of its processes."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _address(self) -> str:
        told = self.profile / TOLD
        for _ in range(400):
            if told.exists() and len(told.read_text().split()) == 2:
                port, path = told.read_text().split()
                return f"ws://127.0.0.1:{port}{path}"
            time.sleep(0.1)
        raise AssertionError("Chromium did not say where it listens.")


@contextmanager
def killable(chromium: Browser, profile: Path) -> Iterator[Killable]:
    profile.mkdir()
    browser = Killable(chromium.browser_type, profile)
    try:
        yield browser
    finally:
        if browser.process and browser.process.poll() is None:
            browser.kill()


def until(page: Page, look: Callable[[], object], what: str) -> None:
    """Wait until it is so; what was routed through the test goes on meanwhile."""
    end = time.monotonic() + PATIENCE_S
    while not look():
        assert time.monotonic() < end, f"Never came: {what}."
        page.wait_for_timeout(100)
