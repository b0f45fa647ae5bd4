"""Progress in a real browser: somebody new, and somebody with ten weeks behind them."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import faults, spill
from tests.browser.conftest import new_phone
from tests.browser.runners import arrive, database
from webapp import clock
from webapp.actions.demo import make_demo


@pytest.fixture(scope="session")
def veteran(live_server, catalogue) -> str:
    """The token of a runner with ten weeks behind them."""
    with database(live_server) as session:
        return make_demo(session, catalogue, clock.now())


def test_axe_finds_nothing_for_somebody_new(live, phone):
    arrive(live, phone)
    page = phone.new_page()
    page.goto("/progress")
    assert faults(page) == []


def test_ten_weeks_are_drawn_and_can_be_read_as_tables(live, phone, veteran):
    page = phone.new_page()
    page.goto(f"/demo/{veteran}")
    page.goto("/progress")
    assert page.locator(".weeks__kept").count() >= 9
    assert page.locator(".calendar .heat--2, .calendar .heat--3").count() >= 40
    for table in page.get_by_text("As a table").all():
        table.tap()
    expect(page.get_by_role("row").nth(3)).to_be_visible()
    assert faults(page) == []


@pytest.mark.parametrize("size", [16, 32])
def test_nothing_spills_at_any_text_size(live, phone, page, veteran, size):
    page.goto(f"/demo/{veteran}")
    page.goto("/progress")
    assert spill(page, size) == []


def test_it_is_all_there_without_script(chromium, live, veteran):
    with new_phone(chromium, live.url, java_script_enabled=False) as phone:
        page = phone.new_page()
        page.goto(f"/demo/{veteran}")
        page.goto("/progress")
        page.get_by_text("As a table").first.tap()
        expect(page.get_by_role("columnheader", name="Days kept")).to_be_visible()
