"""Me and the answers in a real browser: changing one and reading what it changed, axe, large text, no script."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.axe import faults, spill
from tests.browser.conftest import new_phone
from tests.browser.runners import SPRAIN, TIGHT_CALVES, arrive, open_today, row, settled, tell_of_tight_calves
from webapp.domain.cards import SAFETY

PAGES = (
    "/me", "/me/age", "/me/kit", "/me/minutes", "/me/extras", "/me/free-day", "/me/safety", "/me/safety/red-flags",
    "/me/safety/conditions", "/me/safety/body", "/me/safety/weekly", "/me/safety/monthly", "/me/zone",
    "/me/units", "/injuries", "/injuries/again",
)  # fmt: skip


def test_axe_finds_nothing(live, phone):
    arrive(live, phone, injuries=(SPRAIN, TIGHT_CALVES), screen={"q09": True})
    page = phone.new_page()
    page.set_viewport_size({"width": 390, "height": 1600})  # nothing half under the bar, which axe takes for small
    for path in PAGES:
        page.goto(path)
        assert faults(page) == [], path


def test_axe_finds_nothing_where_something_was_refused(live, phone):
    arrive(live, phone, screen={"q09": True})
    page = phone.new_page()
    page.goto("/me/zone")
    page.get_by_label("Place").fill("Europe/Nowhere")
    page.get_by_role("button", name="Save").tap()
    expect(page.get_by_label("Place")).to_have_value("Europe/Nowhere")
    assert faults(page) == []
    page.goto("/me/safety")
    page.locator(".clear summary").first.tap()
    page.get_by_label("On which day?").fill("2099-01-01")
    page.get_by_role("button", name="I was cleared").tap()
    expect(page.get_by_text("Choose today or a day before it.")).to_be_visible()
    assert faults(page) == []


def test_an_answer_says_what_it_changed_and_leads_back(live, phone, page):
    arrive(live, phone)
    open_today(page)
    page.goto("/injuries")
    tell_of_tight_calves(page)
    expect(page.get_by_text("three times a day: tight calves").first).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="To my list").tap()
    expect(page.get_by_text("because: tight calves").first).to_be_visible()


def test_cards_come_after_the_first_tick_and_can_wait(live, phone, page):
    arrive(live, phone)
    open_today(page)
    expect(page.locator(".ask")).to_have_count(0)
    row(page, 0).tap()
    settled(page)
    open_today(page)
    expect(page.locator(".ask")).to_have_count(2)
    assert faults(page) == []
    page.locator(".ask").first.get_by_role("button", name="Later").tap()
    expect(page.locator(".ask").first.get_by_role("heading")).to_have_text("A few health questions")


def test_the_minutes_card_is_answered_in_one_tap(live, phone, page):
    safety = [slug for slugs in SAFETY.values() for slug in slugs]
    arrive(live, phone, screen=dict.fromkeys(safety, False), later=dict.fromkeys(("runs", "kit"), date.max))
    open_today(page)
    row(page, 0).tap()
    settled(page)
    open_today(page)
    page.get_by_role("button", name="15 minutes").tap()
    expect(page.get_by_role("heading", name="Saved")).to_be_visible()
    page.goto("/me")
    expect(page.get_by_role("link", name="Minutes on an ordinary day 15")).to_be_visible()


@pytest.mark.parametrize("size", [16, 32])
def test_nothing_spills_at_any_text_size(live, phone, page, size):
    arrive(live, phone, injuries=(SPRAIN, TIGHT_CALVES), screen={"q09": True})
    for path in PAGES:
        page.goto(path)
        assert spill(page, size) == [], (path, size)


def test_a_safety_list_works_without_script(chromium, live):
    with new_phone(chromium, live.url, java_script_enabled=False) as phone:
        arrive(live, phone)
        page = phone.new_page()
        page.goto("/me/safety/body")
        page.get_by_role("checkbox", name="Gave birth").tap()
        page.get_by_label("Weeks ago").fill("8")
        page.get_by_role("button", name="Save").tap()
        expect(page.get_by_role("heading", name="Saved")).to_be_visible()
        page.goto("/me/safety")
        expect(page.get_by_text("Gave birth in the last 12 months").first).to_be_visible()
