"""Week on a phone: no accessibility fault in light and dark, a session moved by touch and by keyboard, no script."""

from datetime import time, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.axe import faults
from tests.browser.conftest import new_phone
from tests.browser.runners import arrive, database
from tests.domain.mornings import answered
from webapp import clock
from webapp.domain.days import WEEKDAYS, local_day
from webapp.domain.prescribe import prescribe_day
from webapp.domain.profile import Run
from webapp.domain.standing import Circuits, Standing
from webapp.domain.week import plan_week
from webapp.store import profiles, sheets
from webapp.store.sheets import Stored

PAGES = ("/week", "/week/ahead", "/runs", "/races", "/progress")


@pytest.fixture
def live(wednesday):
    return wednesday


def in_circuits(live, phone, catalogue):
    """Somebody in the middle of the circuits who runs easy every day; the days of this week that hold one."""
    runs = tuple(Run(weekday, "easy", 40, time(18), weekday) for weekday in WEEKDAYS)
    person = arrive(live, phone, screen=answered(catalogue), runs=runs, minutes=30)
    now = clock.now()
    today = local_day(now, person.zone)
    done = tuple(today - timedelta(days=n) for n in range(13, 0, -1))
    standing = Standing(
        started_on=today - timedelta(days=60),
        phase=2,
        phase_since=today - timedelta(days=30),
        last_done=today - timedelta(days=1),
        done_days=done,
        circuits=Circuits(week=2, done=4, weeks=2),
    )
    with database(live) as session:
        profile = profiles.newest(session, person.id)
        sheet = prescribe_day(catalogue, profile, standing, today)
        assert sheets.insert(session, person.id, Stored(sheet, standing), now)
    return [plan for plan in plan_week(catalogue, profile, standing, today).days if plan.session and plan.on >= today]


@pytest.mark.parametrize("path", PAGES)
def test_no_fault_on_a_page_of_the_plan(live, phone, catalogue, path):
    in_circuits(live, phone, catalogue)
    page = phone.new_page()
    page.goto(path)
    assert faults(page) == []


def test_the_week_says_why_and_the_weeks_ahead_come_by_themselves(live, phone, page, catalogue):
    placed = in_circuits(live, phone, catalogue)
    page.goto("/week")
    expect(page.get_by_text(placed[0].session_why)).to_be_visible()
    page.locator("#ahead").scroll_into_view_if_needed()
    expect(page.get_by_text("This week", exact=True)).to_be_visible()


def test_a_session_is_moved_without_script(live, chromium, catalogue):
    with new_phone(chromium, live.url, java_script_enabled=False) as phone:
        placed = in_circuits(live, phone, catalogue)
        page = phone.new_page()
        page.goto(f"/week/move?kind=circuit&on={placed[0].on}")
        expect(page.get_by_text("That day is over.")).to_have_count(2)
        page.locator("button[name=to]:not([disabled])").first.tap()
        expect(page.get_by_text("You moved it here.")).to_be_visible()
        expect(page.get_by_role("heading", name="Week", exact=True)).to_be_visible()
