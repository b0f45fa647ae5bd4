"""Progress in a real browser: somebody new, and somebody with ten weeks behind them."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import new_phone
from tests.browser.runners import arrive
from tests.browser.test_axe_today import faults
from tests.browser.test_onboarding import spill, text_size
from webapp import content
from webapp.actions.demo import make_demo
from webapp.config import Config
from webapp.store.engine import make_engine, writing


@pytest.fixture(params=["phone", "dark_phone"])
def either(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def veteran(live_server) -> str:
    """The token of a runner with ten weeks behind them."""
    engine = make_engine(Config.from_env(live_server.environ).database_url)
    with writing(engine) as session:
        token = make_demo(session, content.load(), datetime.now(UTC))
    engine.dispose()
    return token


def test_axe_finds_nothing_for_somebody_new(live, either):
    arrive(live, either)
    page = either.new_page()
    page.goto("/progress")
    assert faults(page) == []


def test_ten_weeks_are_drawn_and_can_be_read_as_tables(live, either, veteran):
    page = either.new_page()
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
    text_size(page, size)
    assert spill(page) == []


def test_it_is_all_there_without_script(chromium, live, veteran):
    with new_phone(chromium, live.url, java_script_enabled=False) as phone:
        page = phone.new_page()
        page.goto(f"/demo/{veteran}")
        page.goto("/progress")
        page.get_by_text("As a table").first.tap()
        expect(page.get_by_role("columnheader", name="Days kept")).to_be_visible()
