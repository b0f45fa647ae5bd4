"""A device in the storm: a tab that is opened, tapped, killed; and the journal of ticks it keeps."""

import contextlib
import time
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, CDPSession, Error, Page

# Reads the journal without making one: an empty one made here would keep the app from making its own.
JOURNAL = """async () => {
  if (!(await indexedDB.databases()).some(({ name }) => name === 'afterrun')) return [];
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('afterrun');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result, reading = database.transaction('ops').objectStore('ops').getAll();
      reading.onsuccess = () => { database.close(); resolve(reading.result); };
    };
  });
}"""
KEPT = """async (day) => {
  const whose = (await caches.keys()).find((name) => name === `pages-${document.body.dataset.user}`);
  return Boolean(whose && await navigator.serviceWorker.getRegistration() && await (await caches.open(whose)).match(`/days/${day}`));
}"""
SKEWED = """(() => {
  const Real = globalThis.TrueDate ??= Date;
  globalThis.Date = class Date extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + %d); }
    static now() { return Real.now() + %d; }
  };
})()"""
ROW = "tick-row"
OPEN_MS, SHOWN_S, WRITTEN_S = 10_000, 5, 10


class NotShown(AssertionError):
    """A tap that the screen or the journal did not take."""


@dataclass
class Device:
    """`known` are the ops of its journal that were noticed so far."""

    name: str
    context: BrowserContext
    page: Page | None = None
    wire: CDPSession | None = None  # one a tab: what one session cuts no other mends
    known: set[str] = field(default_factory=set)
    keeps: bool = False  # Today can be opened without a signal
    offline: bool = False

    def open(self, address: str = "/today") -> bool:
        """Open or reload; whether Today's list is then on the screen and live."""
        if self.page is None or self.page.is_closed():
            self.page = self.context.new_page()
            self.wire = self.context.new_cdp_session(self.page)
            self.go(self.offline)
        with contextlib.suppress(Error):
            self.page.goto(address, timeout=OPEN_MS)
        return self.here()

    def go(self, offline: bool) -> None:
        """Tell the tab whether there is a network; the line is cut apart from this, for its worker too."""
        self.offline = offline
        conditions = {"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
        if self.page and not self.page.is_closed():
            self.wire.send("Network.emulateNetworkConditions", conditions)

    def send_in_background(self) -> None:
        """The browser tells the worker that there is a signal again, with no tab open."""
        blank = self.context.new_page()
        session, found = self.context.new_cdp_session(blank), []
        session.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"]))
        session.send("ServiceWorker.enable")
        blank.wait_for_timeout(200)
        for each in found:
            if not each["isDeleted"]:
                told = {"origin": each["scopeURL"].rstrip("/"), "registrationId": each["registrationId"]}
                session.send("ServiceWorker.dispatchSyncEvent", {**told, "tag": "outbox", "lastChance": False})
        blank.close()

    def reload(self) -> bool:
        with contextlib.suppress(Error):
            self.page.reload(timeout=OPEN_MS)
        return self.here()

    def here(self) -> bool:
        """Whether Today's list is on the screen and live."""
        try:
            self.page.locator("body").wait_for(state="attached", timeout=OPEN_MS)  # counting knows no end of patience
            rows = self.page.locator(ROW).count()
            if rows:
                self.page.locator(f"{ROW}:defined").first.wait_for(timeout=OPEN_MS)
        except Error:
            return False
        return rows > 0

    def close(self) -> None:
        """Kill the tab, whatever it is doing."""
        self.page.close()

    def crash(self) -> None:
        """The process of the page dies."""
        with contextlib.suppress(Error):
            self.page.goto("chrome://crash", timeout=2000)
        self.page.close()

    def shown(self) -> dict[str, bool]:
        """What the screen says of each row."""
        return dict(self.page.locator(ROW).evaluate_all("(all) => all.map((row) => [row.dataset.key, row.done])"))

    def tap(self, item: str) -> dict:
        """Tap a row; returns the op it made, once that is written down."""
        row = self.page.locator(f'{ROW}[data-key="{item}"]')
        before = row.evaluate("(row) => row.done")
        row.locator("label").tap(timeout=8000)
        if self._soon(lambda: row.evaluate("(row) => row.done"), not before, SHOWN_S) is None:
            raise NotShown(f"{item} was tapped on {self.name} and still shows {before}")
        return self.new_op(item)

    def log(self, slug: str, amount: int, day: str) -> dict | None:
        """Write down what was done on the exercise's page; None when that page cannot be opened."""
        with contextlib.suppress(Error):
            self.page.goto(f"/exercises/{slug}?day={day}", timeout=OPEN_MS)
        if not self.page.locator("log-form").count():
            return None
        self.page.locator("log-form:defined").wait_for(timeout=OPEN_MS)
        self.page.locator("#amount").fill(str(amount))
        self.page.get_by_role("button", name="Save and tick").tap(timeout=8000)
        return self.new_op() | {"amount": amount}  # the phone forgets it once the server has it

    def new_op(self, item: str = "") -> dict:
        """The op that has come into the journal since the last look."""
        found = self._soon(lambda: [op for op in self.journal() if op["op"] not in self.known], None, WRITTEN_S)
        if not found:
            raise NotShown(f"a tap on {item} was not written down on {self.name}")
        assert len(found) == 1, f"one tap on {item} made {found}"
        self.known.add(found[0]["op"])
        return found[0]

    def tell(self, item: str) -> str:
        """All that the page and the journal say of an item, for whoever looks for a fault."""
        row = self.page.locator(f'{ROW}[data-key="{item}"]')
        seen = row.evaluate(
            "(row) => ({...row.dataset, done: row.done, html: row.className, from: performance.timeOrigin})"
        )
        ops = sorted((op for op in self.journal() if op["item"] == item), key=lambda op: op["at"])
        return "\n".join([f"{item} on the page {self.page.url}: {seen}", *map(str, ops)])

    def journal(self) -> list[dict]:
        """The ticks it holds; none while its page is not the app's."""
        try:
            return self.page.evaluate(JOURNAL)
        except Error as away:
            # A page that is just being left cannot be asked.
            if "context was destroyed" in str(away) or "navigat" in str(away):
                return []
            raise

    def waiting(self) -> set[str]:
        """Ops that the server has not answered for yet."""
        return {op["op"] for op in self.journal() if not op.get("sent") and not op.get("refused")}

    def refused(self) -> list[dict]:
        return [op for op in self.journal() if op.get("refused")]

    def settle(self, seconds: float = 30) -> bool:
        """Whether nothing waits any more, given some time."""
        return self._soon(lambda: not self.waiting(), True, seconds) is not None

    def shows(self, told: dict[str, bool]) -> bool:
        """Whether the screen says all of it, given the moment that reading the journal takes."""
        return self._soon(lambda: told.items() <= self.shown().items(), True, SHOWN_S) is not None

    def keeps_soon(self, day: str) -> bool:
        """Whether Today is kept within the time a first visit takes."""
        return self._soon(lambda: self.look(day) or self.keeps, True, 4 * SHOWN_S) is not None

    def look(self, day: str) -> None:
        """Note whether Today could be opened now without a signal."""
        with contextlib.suppress(Error):
            self.keeps = self.page.evaluate(KEPT, day)

    def skew(self, hours: float) -> None:
        """Its clock is wrong from now on, on this page and on all to come."""
        script = SKEWED % ((hours * 3_600_000,) * 2)
        self.context.add_init_script(script)
        with contextlib.suppress(Error):
            self.page.evaluate(script)

    def _soon(self, look, wanted, seconds: float):
        """What `look` sees once it is what is wanted, or anything at all; None when it never is."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            seen = look()
            if seen == wanted or (wanted is None and seen):
                return seen
            self.page.wait_for_timeout(25)
        return None
