"""Today on a slow phone (PERFORMANCE 1): usable cold, warm and without a signal, and how soon a tap is seen.

Every figure stands beside the floor page's, measured in turns in the same run. "Usable": the control can be seen and
its script is live. "Tap": from the finger leaving the glass to the frame that shows the change.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.bench import floor
from tests.bench._measure import serving
from tests.bench._people import place
from tests.chromium import NO_HIDDEN_PAGES

DAYS, ROUNDS, TAPS = 365, 7, 30
PHONE = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
SLOW_LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8}
CPU_SLOWER = 4
SETTLING_MS, BETWEEN_TAPS_MS = 2000, 120
BUDGET = {"cold": 900, "warm": 300, "without signal": 300, "p50": 50, "p95": 80, "long": 50}  # ms
WATCH = """(() => {
  window.seen = { shift: 0, long: [] };
  const each = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  each('layout-shift', (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value; });
  each('longtask', (entry) => seen.long.push(entry.duration));
  const look = () => {
    const control = document.querySelector('input[type=checkbox]');
    const row = control?.closest('tick-row');
    const live = window.htmx && (!row || customElements.get('tick-row'));
    // Asked last, for it makes the browser lay out what it has so far.
    if (live && control?.closest('label').getBoundingClientRect().height) seen.usable = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();"""
# Resolves once the frame is out that shows the box of row `n` other than it was.
NEXT_CHANGE = """(n) => {
  const box = document.querySelectorAll('li > form input[type=checkbox], .item__tap .tick')[n], before = box.checked;
  window.tapped = new Promise((done) => addEventListener('touchend', ({ timeStamp }) => {
    const look = () => {
      const now = document.querySelectorAll('li > form input[type=checkbox], .item__tap .tick')[n];
      if (now.checked === before) return requestAnimationFrame(look);
      const after = new MessageChannel();
      after.port1.onmessage = () => done(performance.now() - timeStamp);
      after.port2.postMessage(0);
    };
    requestAnimationFrame(look);
  }, { once: true, capture: true }));
}"""


@dataclass
class Side:
    """Today or the floor page: its address, its cookie, its rows, and what was measured of it."""

    address: str
    cookie: str
    rows: str
    got: dict[str, list[float]] = field(default_factory=dict)

    def note(self, name: str, *values: float) -> None:
        self.got.setdefault(name, []).extend(values)


def figures() -> Iterator[floor.Figure]:
    with (
        place(DAYS) as bench,
        serving("webapp.wsgi:app", bench.environ, "/healthz") as ours,
        serving(floor.TARGET, bench.environ, "/enter", "--factory") as bare,
        _chromium() as browser,
    ):
        today = Side(f"http://localhost:{ours.port}/today", bench.cookies[DAYS], ".item__tap")
        plain = Side(f"http://localhost:{bare.port}/", floor.cookie(bare), "li > form label")
        for _ in range(ROUNDS):
            bench.forget_ticks()
            for side in (today, plain):
                _visits(browser, side)
    yield from _said(today.got, plain.got)


def _visits(browser: Browser, side: Side) -> None:
    """One phone: a first visit and some taps, a second visit, and, where a worker keeps pages, both without a signal."""
    with _phone(browser, side) as phone:
        with _tab(phone) as page:
            side.note("cold", _usable(page, side))
            page.wait_for_load_state("networkidle")
            side.note("tap", *_taps(page, side.rows))
            _costs(page, side)
            page.wait_for_timeout(SETTLING_MS)
            keeps = page.evaluate(
                "navigator.serviceWorker.controller !== null || navigator.serviceWorker.getRegistration().then(Boolean)"
            )
        with _tab(phone) as page:
            side.note("warm", _usable(page, side))
            page.wait_for_timeout(SETTLING_MS)
        phone.set_offline(True)
        if keeps:
            with _tab(phone) as page:
                side.note("without signal", _usable(page, side))
                side.note("tap without signal", *_taps(page, side.rows))


def _usable(page: Page, side: Side) -> float:
    """Milliseconds from asking for the page until it can be used."""
    page.goto(side.address)
    page.wait_for_function("() => window.seen.usable")
    return page.evaluate("seen.usable")


def _taps(page: Page, rows: str) -> list[float]:
    """Milliseconds of every tap, one row after the other."""
    spent, count = [], page.locator(rows).count()
    for number in range(TAPS):
        row = page.locator(rows).nth(number % count)
        row.scroll_into_view_if_needed()
        at = row.bounding_box()
        page.evaluate(NEXT_CHANGE, number % count)
        page.touchscreen.tap(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
        spent.append(page.evaluate("window.tapped"))
        page.wait_for_timeout(BETWEEN_TAPS_MS)
    return spent


def _costs(page: Page, side: Side) -> None:
    seen = page.evaluate("seen")
    side.note("shift", seen["shift"])
    side.note("long", sum(length > BUDGET["long"] for length in seen["long"]))
    side.note("longest", max(seen["long"], default=0))


def _said(ours: dict[str, list[float]], bare: dict[str, list[float]]) -> Iterator[floor.Figure]:
    """Each time beside its budget, and beside the floor page's."""
    for name in ("cold", "warm", "without signal"):
        yield from _beside(
            f"Today, usable {name}", median(ours[name]), median(bare.get(name, bare["warm"])), BUDGET[name]
        )
    for name in ("tap", "tap without signal"):
        for part in (50, 95):
            mine, floors = _part(ours[name], part), _part(bare["tap"], part)
            yield from _beside(f"Today, {name}, p{part}", mine, floors, BUDGET[f"p{part}"])
    yield "Today, layout shift", max(ours["shift"]), "", max(bare["shift"]), None
    yield "Today, tasks over 50 ms a visit", median(ours["long"]), "", median(bare["long"]), None
    yield "Today, longest task", median(ours["longest"]), "ms", median(bare["longest"]), None


def _beside(name: str, ours: float, bare: float, budget: float) -> Iterator[floor.Figure]:
    yield f"{name} (reference: the budget)", ours, "ms", budget, ours / budget
    yield f"{name} (reference: the floor page)", ours, "ms", bare, ours / bare


def _part(values: list[float], percent: int) -> float:
    return quantiles(values, n=100, method="inclusive")[percent - 1]


@contextmanager
def _chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        arguments = [NO_HIDDEN_PAGES, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@contextmanager
def _phone(browser: Browser, side: Side) -> Iterator[BrowserContext]:
    """A phone that holds nothing but the cookie."""
    context = browser.new_context(**PHONE)
    name, _, value = side.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": side.address}])
    context.add_init_script(WATCH)
    yield context
    context.close()


@contextmanager
def _tab(phone: BrowserContext) -> Iterator[Page]:
    """A tab on a slow line with a slow processor."""
    page = phone.new_page()
    session = phone.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})
    yield page
    page.close()
