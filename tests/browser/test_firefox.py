"""The same walk in a real Firefox: from Welcome to the first tick, without a server, with a silent console."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Live
from tests.browser.firefox import Firefox, firefox_path, started
from tests.browser.runners import SPRAIN, arrive, taps, ticked
from tests.browser.test_session import BRIDGE, HOLD, give
from webapp.domain.sheet import Block

FIRST_ROW = "tick-row:defined .item__tap"
TICKED = "document.querySelectorAll('.tick:checked').length"
WAITING = "document.querySelectorAll('tick-row[data-waiting]').length"
KEPT = "caches.match('/ahead').then((found) => found !== undefined)"
LINE = "document.querySelector('#sync').textContent"
TABS = "[...document.querySelectorAll('.bar__link')].map((one) => one.textContent).join(' ')"
PHASE = "document.querySelector('[data-stage]')?.dataset.phase"
IN_THE_SERVERS_PAGE = """fetch('/today').then((answer) => answer.text()).then((text) =>
    new DOMParser().parseFromString(text, 'text/html').querySelectorAll('.tick[checked]').length)"""


@pytest.fixture
def firefox(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Firefox]:
    """A fresh Firefox at the server the test asks for: its own, or the one for all."""
    live: Live = request.getfixturevalue("own_live" if "own_live" in request.fixturenames else "live")
    with started(firefox_path(), live.url, tmp_path) as firefox:
        yield firefox


def test_a_stranger_comes_from_welcome_to_a_tick_that_stays(firefox):
    firefox.go("/")
    firefox.tap("a", "Start today")
    for answer in ("18 to 64", "I have had none", "Nothing hurts", "None of these"):
        firefox.tap("button", answer)
    firefox.tap(FIRST_ROW)
    firefox.wait(f"{TICKED} === 1 && document.querySelector('tick-row[data-op]') && {WAITING} === 0")
    firefox.go("/today")
    firefox.wait(f"{TICKED} === 1")
    assert firefox.evaluate(IN_THE_SERVERS_PAGE) == 1


def test_ticks_made_while_the_server_is_away_wait_and_arrive_once(own_live, firefox):
    person = arrive(own_live, firefox)
    firefox.go("/today")
    firefox.wait(KEPT)
    _tick_without_server(own_live, firefox, FIRST_ROW)
    firefox.go("/?source=pwa")
    firefox.wait(f"{TICKED} === 1 && {WAITING} === 1")
    firefox.tap(".item__more")
    firefox.wait("document.querySelector('.dose-card__figure') !== null")
    firefox.go("/week")
    assert firefox.evaluate("document.title") == "No connection · Afterrun"
    own_live.start()
    firefox.go("/today")
    firefox.wait(f"{TICKED} === 1 && {WAITING} === 0 && {LINE} === ''")
    assert taps(own_live, person) == 1

    _tick_without_server(own_live, firefox, f".item + .item {FIRST_ROW}")
    with firefox.looking_elsewhere():
        own_live.start()
    firefox.wait(f"{TICKED} === 2 && {WAITING} === 0 && {LINE} === ''")
    firefox.go("/today")
    firefox.wait(f"{TICKED} === 2")
    assert firefox.evaluate(IN_THE_SERVERS_PAGE) == taps(own_live, person) == 2
    assert list(ticked(own_live, person).values()) == [True, True]


def test_nothing_is_logged_or_blocked_on_any_tab(live, firefox):
    arrive(live, firefox, injuries=(SPRAIN,))
    firefox.go("/today")
    tabs = firefox.evaluate(TABS).split()
    assert tabs == ["Today", "Week", "Progress", "Me"]
    for tab in tabs:
        firefox.go(f"/{tab.lower()}")
        assert firefox.evaluate("document.title") == f"{tab} · Afterrun"
        _breathe(firefox)
    firefox.go("/today")
    firefox.tap(FIRST_ROW)
    firefox.wait(f"{TICKED} === 1 && {WAITING} === 0")
    assert firefox.said == []
    firefox.evaluate("document.body.insertAdjacentHTML('beforeend', '<b onclick=\"go()\">A fault would be seen</b>')")
    firefox.evaluate("setTimeout(() => { throw new Error('as would this'); })")
    _breathe(firefox)
    assert ["Content-Security-Policy" in line or "as would this" in line for line in firefox.said] == [True, True]


def test_a_session_goes_on_after_a_reload_and_ends_with_its_ticks(live, firefox):
    person = arrive(live, firefox)
    give(live, person, (Block("hip", "", (HOLD, BRIDGE)),))
    firefox.go("/session")
    firefox.wait(f"{PHASE} === 'start'")
    _tap_through(firefox, "ready", "lead", "work")
    assert firefox.evaluate("getComputedStyle(document.querySelector('.figure--moving')).visibility") == "visible"
    firefox.ask("browsingContext.reload", context=firefox.tab, wait="complete")
    firefox.wait(f"{PHASE} === 'again'")
    assert firefox.evaluate("document.querySelector('[data-side]').textContent") == "Left"
    _tap_through(firefox, "lead", "work", "switch", "lead", "work", "ready", "lead", "work", "over")
    firefox.wait(f"document.activeElement.textContent === 'Done for today' && {TICKED} === 2 && {WAITING} === 0")
    assert ticked(live, person) == {"single-leg-balance": True, "glute-bridge": True}
    assert taps(live, person) == 2
    assert firefox.said == []


def _tap_through(firefox: Firefox, *phases: str) -> None:
    """Tap by tap, each into this phase; two taps at once would be one."""
    for phase in phases:
        _breathe(firefox, 400)
        firefox.tap("[data-go]")
        firefox.wait(f"{PHASE} === '{phase}'")


def _tick_without_server(live: Live, firefox: Firefox, row: str) -> None:
    """Stop the server, tap, and see the tick painted and waiting."""
    assert live.stop() == 0
    before = firefox.evaluate(TICKED)
    firefox.tap(row)
    firefox.wait(f"{TICKED} === {before + 1} && {WAITING} === 1")
    firefox.wait(f"{LINE}.startsWith('1 waiting')")


def _breathe(firefox: Firefox, milliseconds: int = 300) -> None:
    """Give the console the moment it takes to speak."""
    firefox.evaluate(f"new Promise((resolve) => setTimeout(resolve, {milliseconds}))")
