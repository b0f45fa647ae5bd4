"""The guided session in every state: no accessibility fault, seven to one, light and dark, upright and lying, large text."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import faults, low_contrast, spill
from tests.browser.conftest import PHONE, Live, new_phone
from tests.browser.guided import control, go, moments, open_session, seen, sleep, until
from tests.browser.runners import arrive
from tests.browser.test_session import HIP, give, lift_day
from tests.domain.test_circuits import circuit, somebody
from webapp.domain.sheet import Block

LYING, SMALL = {"width": 844, "height": 390}, {"width": 320, "height": 568}
SMALLEST = 44  # pixels of anything to tap


def states(page: Page) -> Iterator[str]:
    """The session at rest in one state after the other: hip work, a circuit, a lift."""
    yield "start"
    go(page)
    page.clock.run_for(2000)
    yield "ready"
    until(page, lambda shown: shown.phase == "work" and shown.digits == "3")
    yield "work"
    control(page, "pause")
    yield "paused"
    control(page, "pause")
    until(page, lambda shown: shown.phase == "switch")
    yield "switch"
    until(page, lambda shown: shown.phase == "rest")
    yield "rest"
    until(page, lambda shown: shown.phase == "work" and shown.unit == "s")
    yield "hold"
    sleep(page, 5)
    yield "again"
    go(page)
    yield "lead"
    control(page, "floor")
    yield "floor"
    control(page, "floor")
    for name in ("how", "hurts", "options"):
        control(page, name)
        page.wait_for_timeout(300)
        yield name
        page.keyboard.press("Escape")
        page.clock.run_for(500)
    until(page, lambda shown: shown.phase == "setup")
    yield "setup of a circuit"
    until(page, lambda shown: shown.phase == "rest" and shown.digits == "1:30")
    yield "between rounds"
    until(page, lambda shown: shown.phase == "work" and shown.set.startswith("Warm-up"))
    yield "warm-up set"
    for _ in moments(page):
        pass
    page.wait_for_timeout(300)
    yield "over"


@pytest.fixture
def session(live: Live, chromium: Browser, catalogue):
    """A session with a circuit and a lift in it, on a phone as asked for."""
    contexts = []

    def open_it(**phone: object) -> Page:
        context = new_phone(chromium, live.url, **phone)
        device = context.__enter__()
        contexts.append(context)
        person = arrive(live, device)
        give(live, person, (HIP, _two(circuit(somebody(catalogue, week=6))), _two(lift_day(catalogue))))
        page = device.new_page()
        page.clock.install()
        page.goto("/today")
        return open_session(page)

    yield open_it
    for context in contexts:
        context.__exit__(None, None, None)


def _two(block: Block) -> Block:
    return Block(block.kind, block.reason, block.items[:2], block.name, block.note, block.week)


@pytest.mark.parametrize("size", [PHONE["viewport"], LYING, SMALL], ids=["upright", "lying", "small"])
def test_every_state_is_without_fault_reads_at_seven_to_one_and_holds_text_twice_as_large(session, size):
    page = session(viewport=size)
    for state in states(page):
        if size == PHONE["viewport"]:
            assert faults(page) == [], state
            assert low_contrast(page, "dialog[open]" if _is_sheet(page) else "main") == [], state
        assert _small(page) == [], state
        assert spill(page, 32, size["width"]) == [], state
        if not seen(page).over:
            box = page.locator("[data-go]").bounding_box()
            assert box["height"] >= size["height"] * 0.4, state
            assert box["y"] + box["height"] <= size["height"], state
        page.evaluate("document.documentElement.style.fontSize = ''")


def _is_sheet(page: Page) -> bool:
    return page.locator("dialog[open]").count() > 0


def _small(page: Page) -> list[str]:
    """What is to be tapped and is too small for a thumb."""
    return page.evaluate(
        """(least) => [...document.querySelectorAll('.stage :is(a, button), dialog[open] :is(button, .segment, .choice)')]
            .filter((one) => one.checkVisibility()).filter((one) => {
                const { width, height } = one.getBoundingClientRect();
                return width < least || height < least;
            }).map((one) => one.outerHTML.slice(0, 80))""",
        SMALLEST,
    )


def test_the_lower_half_is_the_button_and_the_digits_are_to_be_read_from_the_mat(session):
    page = session()
    go(page)
    until(page, lambda shown: shown.phase == "work" and shown.digits == "3")
    height = PHONE["viewport"]["height"]
    box = page.locator("[data-go]").bounding_box()
    assert box["y"] <= height * 0.5
    assert box["height"] >= height * 0.4
    control(page, "floor")
    tall = page.locator("[data-digits]").bounding_box()["height"]
    assert tall >= height * 0.2  # some 3 cm on a phone: two metres away
