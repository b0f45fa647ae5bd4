"""A day of every kind of work on a phone, in light and in dark: no accessibility fault; and a test done and logged."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser.axe import faults, low_contrast
from tests.browser.runners import arrive, open_today, ticked
from tests.web.handmade import CIRCUIT, DRILLS, FINDING, HIP, JUMPS, LIFT, TEST, stored
from webapp.config import Config
from webapp.store.engine import make_engine

DAYS = {
    "a circuit": ((DRILLS, HIP, CIRCUIT), "/exercises/mountain-climber"),
    "looking for a load": ((HIP, FINDING), "/exercises/back-squat"),
    "a lift": ((DRILLS, HIP, LIFT), "/exercises/back-squat"),
    "jumps": ((JUMPS, HIP), "/tests"),
    "a test": ((HIP, TEST), "/tests"),
}


def have(live, phone, *blocks):
    person = arrive(live, phone)
    engine = make_engine(Config.from_env(live.environ).database_url)
    stored(engine, person, datetime.now(UTC), *blocks, week_kind="deload")
    engine.dispose()
    return person


@pytest.mark.parametrize(("blocks", "address"), DAYS.values(), ids=DAYS)
def test_no_fault_on_a_day_and_its_details(live, phone, blocks, address):
    have(live, phone, *blocks)
    page = open_today(phone.new_page())
    assert faults(page) == []
    assert low_contrast(page, ".items") == []
    page.goto(address)
    assert faults(page) == []


def test_a_test_is_done_and_logged_and_the_lap_closes(live, phone, page):
    person = have(live, phone, HIP, TEST)
    open_today(page)
    page.get_by_role("button", name="Done as written").tap()
    expect(page.locator("[data-lap]")).to_have_attribute("aria-label", "1 of 5 done")
    page.get_by_role("link", name="Do the test and log it").tap()
    page.get_by_label("What you did, Prisoner squat").fill("23")
    for line in page.locator(".try__tap").all()[1:]:
        line.tap()
    page.get_by_role("button", name="Save the test").tap()
    expect(page.get_by_text("3 of 4 passed.")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="Today").first.tap()
    expect(page.locator("[data-lap]")).to_have_attribute("aria-label", "5 of 5 done")
    assert ticked(live, person)["prisoner-squat@test"]


def test_the_jump_test_is_judged_by_its_landings_and_closes_the_lap(live, phone, page):
    person = have(live, phone, JUMPS)
    open_today(page)
    page.get_by_role("button", name="Done as written").tap()
    lap = page.locator("[data-lap]")
    expect(lap).to_have_attribute("aria-label", "2 of 3 done")
    page.get_by_role("link", name="Do the test and log it").tap()
    for words in ("Knees over the toes", "Quiet", "I could freeze the last one"):
        page.get_by_role("checkbox", name=words).check()
    page.get_by_role("button", name="Save the test").tap()
    expect(page.get_by_text("All of it passed.")).to_be_visible()
    page.get_by_role("link", name="Today").first.tap()
    expect(lap).to_have_attribute("aria-label", "3 of 3 done")
    expect(page.get_by_role("link", name="See or change what you logged")).to_be_visible()
    assert faults(page) == []
    assert ticked(live, person)["pogo-jump@test"]
