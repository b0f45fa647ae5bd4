"""Runs, races and wishes in a real browser: entered with a thumb, a keyboard, without script; axe, large text."""

from datetime import time, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.axe import faults, spill
from tests.browser.conftest import new_phone
from tests.browser.runners import arrive
from webapp import clock
from webapp.domain.days import WEEKDAYS, local_day
from webapp.domain.profile import Race, Run, RunChange, Wishes

RUNS = tuple(
    Run(day, kind, minutes, time(18), f"6a1c7f0e-52a4-4d0b-9a63-0d9f3c1f7a{n}{n}")
    for n, (day, kind, minutes) in enumerate(
        [
            ("mon", "easy", 40),
            ("tue", "workout", 60),
            ("thu", "strides", 45),
            ("thu", "cross", 30),
            ("sun", "long", 105),
        ]
    )
)
PAGES = (
    "/runs", "/runs/new?day=tue", f"/runs/{RUNS[1].series}", "/races", "/races/new", "/me/lifting", "/me/barbell",
    "/me/jumps", "/me/background", "/me/plates", "/me/weight", "/me", "/me/kit",
)  # fmt: skip


def next_day(weekday: str):
    """The first date from tomorrow on that is this weekday."""
    tomorrow = local_day(clock.now(), "Europe/Berlin") + timedelta(days=1)
    return tomorrow + timedelta(days=(WEEKDAYS.index(weekday) - tomorrow.weekday()) % 7)


def with_a_plan(live, phone):
    """A runner who has told everything, one day of it different."""
    on = next_day("thu")
    changes = (
        RunChange(on, RUNS[2].series, None),
        RunChange(on, "", Run("thu", "easy", 30, None, RUNS[0].series[:-1])),
    )
    races = tuple(Race(on + timedelta(days=n), sort, "half") for n, sort in ((100, "A"), (30, "B"), (-40, "A")))
    wishes = Wishes(lifting="barbell", plyometrics=True, coached=("deadlift",))
    arrive(live, phone, runs=RUNS, run_changes=changes, races=races, wishes=wishes, kit=frozenset({"barbell"}),
           plates=(20.0, 20.0, 1.25), screen={"q21": True}, age_band="16-17")  # fmt: skip
    return (*PAGES, f"/runs/on/{on}", f"/runs/on/{on}/new", f"/races/{races[0].on}")


def test_axe_finds_nothing(live, phone):
    pages = with_a_plan(live, phone)
    page = phone.new_page()
    page.set_viewport_size({"width": 390, "height": 1600})  # nothing half under the bar, which axe takes for small
    for path in pages:
        page.goto(path)
        assert faults(page) == [], path


@pytest.mark.parametrize("size", [16, 32])
def test_nothing_spills_at_any_text_size(live, phone, page, size):
    for path in with_a_plan(live, phone):
        page.goto(path)
        assert spill(page, size) == [], (path, size)


def test_a_run_is_entered_with_a_thumb_and_called_off_for_one_day(live, phone, page):
    arrive(live, phone)
    page.goto("/runs")
    page.get_by_role("link", name="Add a run on Tuesday").tap()
    page.get_by_role("radio", name="Workout").check()
    page.get_by_label("Minutes").fill("60")
    page.get_by_label("Start time").fill("18:00")
    page.get_by_role("button", name="Save the run").tap()
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    expect(page.get_by_role("link", name="60 min Workout 18:00")).to_be_visible()
    page.goto(f"/runs/on/{next_day('tue')}")
    page.get_by_role("button", name="Call it off").tap()
    expect(page.get_by_text("Called off")).to_be_visible()
    page.get_by_role("button", name="As planned again").tap()
    expect(page.get_by_text("As planned", exact=True)).to_be_visible()


def test_a_run_that_cannot_be_read_without_script(chromium, live):
    with new_phone(chromium, live.url, java_script_enabled=False) as phone:
        arrive(live, phone)
        page = phone.new_page()
        page.goto("/runs/new?day=sun")
        page.get_by_role("radio", name="Long run").check()
        page.get_by_label("Minutes").fill("2 h")
        page.get_by_role("button", name="Save the run").tap()
        expect(page.get_by_text("Enter the minutes as a whole number")).to_be_visible()
        expect(page.get_by_label("Minutes")).to_have_value("2 h")
        expect(page.get_by_role("radio", name="Long run")).to_be_checked()
        page.get_by_label("Minutes").fill("120")
        page.get_by_role("button", name="Save the run").tap()
        expect(page.get_by_role("link", name="120 min Long run")).to_be_visible()


def test_a_race_and_the_wishes_by_keyboard(live, phone, page):
    arrive(live, phone)
    page.goto("/races/new")
    page.get_by_label("When is it?").fill(str(next_day("sun")))
    page.get_by_role("radio", name="B race").press("Space")
    page.get_by_role("radio", name="10 km").press("Space")
    page.get_by_role("button", name="Save the race").press("Enter")
    expect(page.get_by_role("link", name="10 km")).to_be_visible()
    page.goto("/me/lifting")
    page.get_by_role("button", name="On one leg at a time").press("Enter")
    expect(page.get_by_role("heading", name="Do you want jumps?")).to_be_visible()
    page.get_by_role("button", name="No jumps").press("Enter")
    expect(page.get_by_role("heading", name="Saved")).to_be_visible()
