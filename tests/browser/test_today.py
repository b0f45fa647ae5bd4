"""Today in a real browser: taps, the lap, done as written, undo, keyboard, no script, large text."""

import re
from datetime import time

from playwright.sync_api import expect

from tests.browser.conftest import new_phone
from tests.browser.runners import SPRAIN, TIGHT_CALVES, arrive, box, open_today, row, settled, ticked
from webapp.domain.days import WEEKDAYS
from webapp.domain.profile import Run

LAP = "[data-lap]"
DONE = "Done as written"
USABLE = "customElements.whenDefined('day-list').then(() => { window.usable = performance.now(); });"
ASKED_AT = """performance.getEntriesByType('resource')
    .filter(({ name }) => name.includes('/figures/')).map(({ startTime }) => startTime)"""


def test_a_tick_survives_a_reload(live, phone, page):
    person = arrive(live, phone)
    open_today(page)
    row(page, 0).tap()
    expect(box(page, 0)).to_be_checked()
    settled(page)
    open_today(page)
    expect(box(page, 0)).to_be_checked()
    assert list(ticked(live, person).values()) == [True]


def test_a_tick_survives_a_restart_of_the_server(own_live, chromium):
    with new_phone(chromium, own_live.url) as phone:
        arrive(own_live, phone)
        page = open_today(phone.new_page())
        row(page, 1).tap()
        settled(page)
        assert own_live.stop() == 0
        own_live.start()
        expect(box(open_today(page), 1)).to_be_checked()


def test_a_tap_paints_in_the_same_frame_without_asking_the_server(live, phone, page):
    arrive(live, phone)
    open_today(page)
    held = []
    page.route(re.compile("/days/"), lambda route: held.append(route))
    row(page, 0).tap()
    in_the_next_frame = page.evaluate(
        """() => new Promise((resolve) => requestAnimationFrame(() =>
            resolve(document.querySelector('.tick').checked)))"""
    )
    assert in_the_next_frame is True
    expect(page.locator("[data-lap-done]")).to_have_text("1")
    for route in held:
        route.continue_()


def test_the_row_and_the_lap_paint_before_the_next_frame_is_over(live, phone, page):
    arrive(live, phone)
    open_today(page)
    painted = page.evaluate(
        """() => new Promise((resolve) => {
            document.querySelector('.item__tap').click();
            const atOnce = document.querySelector('.tick').checked;
            requestAnimationFrame(() => requestAnimationFrame(() =>
                resolve([atOnce, document.querySelector('[data-lap-done]').textContent])));
        })"""
    )
    assert painted == [True, "1"]


def test_the_lap_counts_and_the_end_of_the_day_looks_ahead(live, phone, page):
    arrive(live, phone)
    open_today(page)
    rows = page.locator(".item__tap")
    for number in range(rows.count()):
        row(page, number).tap()
    expect(page.locator(LAP)).to_have_attribute("aria-label", f"{rows.count()} of {rows.count()} done")
    expect(page.get_by_role("heading", name="Done for today")).to_be_visible()
    expect(page.get_by_text("That makes 1 of 10 days done.")).to_be_visible()
    expect(page.get_by_text("Tomorrow:")).to_be_visible()
    expect(page.get_by_role("button", name=DONE)).to_be_hidden()


def test_fast_taps_on_and_off_end_as_the_last_one(live, phone, page):
    person = arrive(live, phone)
    open_today(page)
    for _ in range(3):
        row(page, 0).tap()
        row(page, 1).tap()
        row(page, 1).tap()
    expect(box(page, 0)).to_be_checked()
    expect(box(page, 1)).not_to_be_checked()
    settled(page)
    open_today(page)
    expect(box(page, 0)).to_be_checked()
    expect(box(page, 1)).not_to_be_checked()
    assert sorted(ticked(live, person).values()) == [False, True]


def test_done_as_written_is_one_tap_and_undo_takes_it_back(live, phone, page):
    person = arrive(live, phone, injuries=(SPRAIN, TIGHT_CALVES))
    open_today(page)
    row(page, 0).tap()
    page.get_by_role("button", name=DONE).tap()
    everything = page.locator("tick-row:not([data-apart]) .tick")
    for number in range(everything.count()):
        expect(everything.nth(number)).to_be_checked()
    expect(page.get_by_label("After run").first).to_be_checked()
    expect(page.get_by_label("Evening").first).not_to_be_checked()
    page.get_by_role("button", name="Undo").tap()
    expect(page.locator(LAP)).to_have_attribute("aria-label", re.compile("^1 of"))
    settled(page)
    open_today(page)
    expect(box(page, 0)).to_be_checked()
    assert sum(ticked(live, person).values()) == 1


def test_the_undo_goes_away_after_eight_seconds(live, phone, page):
    arrive(live, phone)
    page.clock.install()
    open_today(page)
    page.get_by_role("button", name=DONE).tap()
    undo = page.get_by_role("button", name="Undo")
    page.clock.run_for(7500)
    expect(undo).to_be_visible()
    page.clock.run_for(1000)
    expect(undo).to_be_hidden()


def test_short_on_time_is_one_tap_away_and_all_is_one_tap_back(live, phone, page):
    arrive(live, phone)
    open_today(page)
    page.get_by_role("link", name="5 min").tap()
    expect(page.get_by_role("heading", name="The short version")).to_be_visible()
    page.get_by_role("link", name="All").tap()
    expect(page.get_by_role("heading", name="Injury prevention")).to_be_visible()


def test_a_row_opens_its_exercise_and_the_way_back_leads_to_the_row(live, phone, page):
    arrive(live, phone, injuries=(SPRAIN,))
    open_today(page)
    page.get_by_role("link", name="How to do it: Single-leg balance").tap()
    expect(page.get_by_role("heading", name="Single-leg balance")).to_be_visible()
    page.get_by_label("2", exact=True).check()
    page.get_by_role("button", name="Save and tick").tap()
    page.wait_for_url("**/today#row-single-leg-balance")
    expect(page.get_by_role("checkbox", name=re.compile("^Single-leg balance"))).to_be_checked()
    expect(page.get_by_text("pain 2 of 10")).to_be_visible()


def test_everything_is_reached_and_ticked_by_keyboard(live, phone, page):
    person = arrive(live, phone, injuries=(TIGHT_CALVES,))
    open_today(page)
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.className + ' ' + document.activeElement.tagName")
        if name in reached[:1]:
            break
        reached.append(name)
        if "tick" in name and len([one for one in reached if "tick" in one]) == 1:
            page.keyboard.press("Space")
    assert reached[0].startswith("skip")
    assert sum(name.startswith("tick") for name in reached) == page.locator(".tick").count()
    assert sum(name.startswith("segment") for name in reached) == 3
    assert sum(name.startswith("bar__link") for name in reached) == page.locator(".bar__link").count()
    expect(page.locator(".tick").first).to_be_checked()
    settled(page)
    assert list(ticked(live, person).values()) == [True]


def test_what_has_the_focus_is_never_hidden_by_the_foot(live, phone, page):
    arrive(live, phone, injuries=(SPRAIN, TIGHT_CALVES))
    open_today(page)
    for _ in range(40):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
                const one = document.activeElement, foot = document.querySelector('.foot');
                if (one === document.body || foot.contains(one)) return false;
                return one.getBoundingClientRect().top > foot.getBoundingClientRect().top;
            }"""
        )
        assert not hidden, page.evaluate("document.activeElement.outerHTML")


def test_without_script_rows_are_buttons_that_post(live, chromium):
    with new_phone(chromium, live.url, java_script_enabled=False) as phone:
        person = arrive(live, phone, injuries=(TIGHT_CALVES,))
        page = phone.new_page()
        page.goto("/today")
        page.get_by_role("button", name="Tick Clamshell").tap()
        expect(page.get_by_role("button", name="Untick Clamshell")).to_be_visible()
        page.get_by_role("button", name="Tick Calf stretch, straight knee, Evening").tap()
        page.get_by_role("button", name=DONE).tap()
        expect(page.get_by_role("heading", name="Done for today")).to_be_visible()
        page.get_by_role("button", name="Undo").tap()
        expect(page.get_by_role("heading", name="Done for today")).to_be_hidden()
        assert {key for key, done in ticked(live, person).items() if done} == {
            "clamshell", "calf-stretch-straight@evening",
        }  # fmt: skip


def test_text_of_twice_the_size_loses_nothing_and_needs_no_sideways_scrolling(live, phone, page):
    arrive(live, phone, injuries=(SPRAIN, TIGHT_CALVES))
    for address in ("/today", "/today/report", "/exercises/single-leg-balance"):
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        width, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width <= window, address
        cut = page.evaluate(
            """() => [...document.querySelectorAll('main *, .foot *')].filter((one) => one.children.length === 0
                && one.textContent.trim() && !one.closest('.only-heard, .skip, option')
                && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
                .map((one) => one.outerHTML)"""
        )
        assert cut == [], address


def test_rows_are_64_pixels_and_nothing_to_tap_is_smaller_than_44(live, phone, page):
    arrive(live, phone, injuries=(SPRAIN, TIGHT_CALVES))
    open_today(page)
    heights = page.evaluate("[...document.querySelectorAll('.item')].map((one) => one.getBoundingClientRect().height)")
    assert min(heights) >= 64
    small = page.evaluate(
        """() => [...document.querySelectorAll('a:not(.skip):not(p a):not(.chip), button:not(.item__set), .slot')]
            .filter((one) => one.checkVisibility()).filter((one) => {
                const { width, height } = one.getBoundingClientRect();
                return width < 44 || height < 44;
            }).map((one) => one.outerHTML)"""
    )
    assert small == []


def test_today_is_light_and_quick_to_fetch(live, phone, page, figure):
    daily = tuple(Run(day, "easy", 45, time(18), f"run-{day}") for day in WEEKDAYS)
    arrive(live, phone, injuries=(SPRAIN, TIGHT_CALVES), runs=daily)
    page.add_init_script(USABLE)
    seen = {}
    session = phone.new_cdp_session(page)
    session.send("Network.enable")
    kinds = {}
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event}))
    session.on("Network.loadingFinished", lambda event: seen.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto("/today", wait_until="networkidle")
    addresses = {name: kinds[name]["response"]["url"] for name in seen}
    drawn = {name for name, address in addresses.items() if "/figures/" in address}
    needed = seen.keys() - drawn
    total = sum(seen[name] for name in needed)
    script = sum(seen[name] for name in needed if kinds[name]["type"] == "Script")
    figure(f"Today: {len(needed)} requests, {total} bytes, {script} of them script")
    figure(f"Today, later: {len(drawn)} figures, {sum(seen[name] for name in drawn)} bytes")
    assert len(needed) <= 8, addresses
    assert total <= 60_000
    assert script <= 25_000
    asked_at = page.evaluate(ASKED_AT)
    assert len(asked_at) == len(drawn) >= 5
    assert min(asked_at) >= page.evaluate("usable")


def test_nothing_shifts_while_the_page_loads_and_nothing_is_logged(live, phone, page):
    arrive(live, phone, injuries=(SPRAIN, TIGHT_CALVES))
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script(
        """window.shifted = 0;
        new PerformanceObserver((list) => list.getEntries()
            .filter((one) => !one.hadRecentInput).forEach((one) => { window.shifted += one.value; }))
            .observe({ type: 'layout-shift', buffered: true });"""
    )
    open_today(page)
    page.get_by_role("button", name=DONE).tap()
    settled(page)
    assert page.evaluate("window.shifted") == 0
    assert said == []
