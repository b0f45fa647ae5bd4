"""What a test does with a guided session: a clock that runs fast, a phone that sleeps, a voice that is written down."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page

WAITS = ("start", "again", "setup")
LISTEN = """
window.said = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, 'speechSynthesis', { value: {
    getVoices: () => [{ lang: 'en-GB', localService: true }],
    speak: ({ text }) => said.push({ at: Date.now(), text }),
    cancel: () => {},
} });
"""
HIDE = """(hidden) => {
    for (const [name, value] of [['hidden', hidden], ['visibilityState', hidden ? 'hidden' : 'visible']])
        Object.defineProperty(document, name, { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}"""
SEEN = """() => {
    const stage = document.querySelector('[data-stage]');
    const name = Object.keys(localStorage).find((one) => /^afterrun-session [^ ]+-/.test(one));
    const text = (part) => stage.querySelector(`[data-${part}]`).textContent;
    return { over: document.querySelector('guided-session').hasAttribute('data-over'), phase: stage.dataset.phase,
        at: name ? JSON.parse(localStorage.getItem(name)).at : -1, name: text('name'), side: text('side'),
        digits: text('digits'), unit: text('unit'), word: text('word'), set: text('set'), where: text('where') };
}"""


@dataclass(frozen=True)
class Seen:
    """The screen at one instant; `at` is the number of the step."""

    over: bool
    phase: str
    at: int
    name: str
    side: str
    digits: str
    unit: str
    word: str
    set: str
    where: str


def open_session(page: Page, path: str = "/session") -> Page:
    """The session, with its script live."""
    page.goto(path)
    page.locator("guided-session:defined [data-stage][data-phase]").wait_for(state="attached")
    return page


def told(page: Page) -> dict:
    """What the page tells its script."""
    return json.loads(page.evaluate("document.querySelector('[data-told]').content.textContent"))


def seen(page: Page) -> Seen:
    return Seen(**page.evaluate(SEEN))


def go(page: Page) -> None:
    """The lower half of the screen."""
    page.locator("[data-go]").tap()


def control(page: Page, name: str) -> None:
    page.locator(f"[data-control={name}]").tap()


def moments(page: Page, most_seconds: int = 3600, tap: bool = True) -> Iterator[Seen]:
    """Second after second of a session, whose runner taps whenever it waits, until it is over."""
    for _ in range(most_seconds):
        shown = seen(page)
        yield shown
        if shown.over:
            return
        if tap and (shown.phase in WAITS or (shown.phase == "work" and _is_free(page, shown))):
            page.clock.run_for(400)
            go(page)
        page.clock.run_for(1000)
    raise AssertionError(f"not over after {most_seconds} s: {seen(page)}")


def until(page: Page, is_there: Callable[[Seen], bool]) -> Seen:
    """Go on until the screen shows something."""
    return next(shown for shown in moments(page) if is_there(shown))


def sleep(page: Page, seconds: float) -> None:
    """The screen goes dark, and is looked at again after a while in which no timer ran."""
    page.evaluate(HIDE, True)
    page.clock.fast_forward(int(1000 * seconds))
    page.evaluate(HIDE, False)


def killed(phone: BrowserContext, page: Page) -> Page:
    """The system ends the app without a word, and it is opened again."""
    page.close(run_before_unload=False)
    return open_session(phone.new_page())


def spoken(page: Page) -> list[str]:
    return [one["text"] for one in page.evaluate("said")]


def _is_free(page: Page, shown: Seen) -> bool:
    return told(page)["steps"][shown.at].get("timing") == "free"
