"""Without a signal, in a real Chromium: opening, ticking, tomorrow, a network that hangs, whose pages they are."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import new_phone
from tests.browser.line import line_to
from tests.browser.phones import days_pass, journal, kept, kept_pages, kept_text, ready
from tests.browser.runners import SPRAIN, TIGHT_CALVES, arrive, box, database, open_today, row, settled, taps, ticked
from webapp import clock
from webapp.actions import people
from webapp.domain.days import local_day
from webapp.store import sheets

START = "/?source=pwa"
LINE = "#sync"
PASSWORD = "seven quiet herons wade"
PRIVATE = ("/me", "/injuries", "/progress", "/today/report", "/account", "/me/safety", "/me/consent", "/week")
HANGING_S = 2.5
ZONE = "Europe/Berlin"


# As on a phone that has just signed in: the page that was opened, and no list of days yet.
ONLY_TODAY = """async (day) => {
  const whose = await caches.open((await caches.keys()).find((name) => name.startsWith('pages-')));
  for (const request of await whose.keys()) if (new URL(request.url).pathname !== `/days/${day}`) await whose.delete(request);
}"""


def without_signal(phone: BrowserContext, page: Page) -> Page:
    """The app is closed, the signal goes, and the app is opened again from the home screen."""
    ready(page)
    page.close()
    phone.set_offline(True)
    page = phone.new_page()
    page.goto(START)
    return page


def day_shown(page: Page) -> str:
    return page.locator("tick-row:defined").first.get_attribute("data-day")


def test_the_start_address_today_an_exercise_a_tick_and_a_reload_without_a_signal(live, phone, page):
    person = arrive(live, phone, injuries=(SPRAIN, TIGHT_CALVES))
    page = without_signal(phone, open_today(page))
    row(page, 0).tap()
    expect(box(page, 0)).to_be_checked()
    expect(page.locator(LINE)).to_contain_text("1 waiting")
    page.reload()
    expect(box(page, 0)).to_be_checked()
    page.locator(".item__more").nth(1).tap()
    expect(page.locator(".dose-card__figure")).to_be_visible()
    expect(page.get_by_role("heading", name="How to do it")).to_be_visible()
    open_today(page)
    row(page, 1).tap()
    assert taps(live, person) == 0
    phone.set_offline(False)
    settled(page)
    assert taps(live, person) == 2
    assert set(ticked(live, person).values()) == {True}


def test_every_drawing_is_there_without_a_signal_without_having_been_looked_at(live, phone, page):
    arrive(live, phone, injuries=(SPRAIN, TIGHT_CALVES))
    ready(open_today(page))
    _until(lambda: drawn(page) == len(json.loads(kept_text(page, "/ahead"))["figures"]))
    page = without_signal(phone, page)
    page.locator("tick-row:defined").first.wait_for()
    last = page.locator(".item__more .figure").last
    last.scroll_into_view_if_needed()
    assert shows(last)
    page.locator(".item__more").nth(1).tap()
    assert shows(page.locator(".figure--moving")) and shows(page.locator(".show__muscles img").last)
    page.get_by_label("Hold the picture still").check()
    expect(page.locator(".figure--moving")).to_be_hidden()
    assert shows(page.locator(".figure--still"))
    page.goto("/session")
    assert shows(page.locator(".stage__figure:not([hidden]) > .figure--still"))


def test_the_short_version_opens_without_a_signal(live, phone, page):
    arrive(live, phone)
    page = without_signal(phone, open_today(page))
    page.get_by_role("link", name="5 min").tap()
    expect(page.get_by_role("heading", name="The short version")).to_be_visible()


def test_tomorrow_comes_without_a_signal_and_its_ticks_count_for_tomorrow(wednesday, chromium, clock):
    with new_phone(chromium, wednesday.url) as phone:
        person = arrive(wednesday, phone, injuries=(SPRAIN,))
        page = phone.new_page()
        ready(open_today(page))
        days_pass(phone, 1)
        page = without_signal(phone, page)
        assert day_shown(page) == "2026-11-19"
        row(page, 0).tap()
        page.reload()
        expect(box(page, 0)).to_be_checked()
        assert [tick["day"] for tick in journal(page)] == ["2026-11-19"]
        page.locator(".item__more").first.tap()
        expect(page.locator(".dose-card__figure")).to_be_visible()
        shown = _keys(open_today(page))
        clock.forward(days=1)
        phone.set_offline(False)
        settled(page)
        assert taps(wednesday, person) == 1
        assert _keys(open_today(page)) == shown
        expect(box(page, 0)).to_be_checked()


def test_what_was_done_without_a_signal_is_known_the_next_day_without_one(live, phone, page):
    arrive(live, phone)
    page = without_signal(phone, open_today(page))
    page.get_by_role("button", name="Done as written").tap()
    expect(page.get_by_role("heading", name="Done for today")).to_be_visible()
    expect(page.locator(".chip").first).to_contain_text("0 of 10 days")
    days_pass(phone, 1)
    page.goto(START)
    assert day_shown(page) == str(local_day(clock.now(), ZONE) + timedelta(days=1))
    expect(page.locator(".chip").first).to_contain_text("1 of 10 days")


def test_p1_days_lived_without_a_signal_count_once_they_arrive(wednesday, chromium, clock):
    with new_phone(chromium, wednesday.url) as phone:
        person = arrive(wednesday, phone)
        page = phone.new_page()
        ready(open_today(page))
        phone.set_offline(True)
        for _ in range(3):
            open_today(page).get_by_role("button", name="Done as written").tap()
            expect(page.get_by_role("heading", name="Done for today")).to_be_visible()
            days_pass(phone, 1)
        clock.forward(days=3)
        phone.set_offline(False)
        settled(page)
        expect(open_today(page).locator(".chip").first).to_contain_text("3 of 10 days")
        with database(wednesday) as session:
            assert [day.day for day in sheets.days(session, person.id)] == [18, 19, 20, 21]


def test_the_day_after_those_says_honestly_that_there_is_no_list(live, phone, page):
    arrive(live, phone)
    ready(open_today(page))
    days_pass(phone, 3)
    page = without_signal(phone, page)
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Today's list is not on this phone yet")
    phone.set_offline(False)
    expect(page.get_by_role("heading", name="After your run")).to_be_visible()


def test_a_list_opened_a_moment_ago_opens_before_the_days_ahead_have_come(live, phone, page):
    arrive(live, phone)
    ready(open_today(page))
    page.evaluate(ONLY_TODAY, str(local_day(clock.now(), ZONE)))
    page.close()
    phone.set_offline(True)
    page = phone.new_page()
    page.goto(START)
    assert day_shown(page) == str(local_day(clock.now(), ZONE))
    days_pass(phone, 1)
    page.goto(START)
    expect(page.locator("main")).to_contain_text("Today's list is not on this phone yet")


@pytest.mark.parametrize("years", [-3, 5])
def test_fault_27_a_phone_whose_clock_is_years_off_knows_the_day_all_the_same(live, phone, page, years):
    arrive(live, phone)
    page.goto("/about")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    days_pass(phone, years * 365)
    page = without_signal(phone, open_today(phone.new_page()))
    assert day_shown(page) == str(local_day(clock.now(), ZONE))


def test_everything_else_says_so_and_comes_by_itself_when_the_signal_does(live, phone, page):
    arrive(live, phone)
    page = without_signal(phone, open_today(page))
    for path in ("/week", "/me", "/exercises/back-squat"):
        page.goto(path)
        expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    page.get_by_role("link", name="Today's list").tap()
    expect(page.get_by_role("heading", name="After your run")).to_be_visible()
    page.goto("/week")
    phone.set_offline(False)
    expect(page).to_have_title("Week · Afterrun", timeout=20_000)


def test_a_network_that_accepts_and_answers_nothing_counts_as_none(live, chromium):
    with line_to(live.url) as line, new_phone(chromium, line.url) as phone:
        person = arrive(live, phone)
        page = phone.new_page()
        ready(open_today(page))
        with line.silent():
            assert HANGING_S <= _seconds(lambda: open_today(page)) < HANGING_S + 2
            row(page, 0).tap()
            expect(box(page, 0)).to_be_checked()
            # It has just been seen to hang: nobody waits that long again.
            assert _seconds(lambda: page.locator(".item__more").first.tap()) < HANGING_S
            expect(page.locator(".dose-card__figure")).to_be_visible(timeout=HANGING_S * 1000)
            page.goto("/week")
            expect(page.get_by_role("heading", name="No connection")).to_be_visible()
        settled(open_today(page))
        assert taps(live, person) == 1


def test_an_answer_that_comes_late_still_serves_the_next_time(live, chromium):
    with line_to(live.url) as line, new_phone(chromium, line.url) as phone:
        person = arrive(live, phone)
        page = phone.new_page()
        ready(open_today(page))
        with line.silent():
            open_today(page)
            # Meanwhile another phone ticks; this one's question is still on its way.
            with new_phone(chromium, live.url) as other:
                other.add_cookies(phone.cookies())
                second = open_today(other.new_page())
                row(second, 0).tap()
                settled(second)
        _until(lambda: "data-op=" in kept_text(page, f"/days/{local_day(clock.now(), ZONE)}"))
        phone.set_offline(True)
        expect(box(open_today(page), 0)).to_be_checked()
        assert taps(live, person) == 1


def test_a_server_that_has_fallen_over_leaves_the_list_as_it_was(live, phone, page):
    arrive(live, phone)
    ready(open_today(page))
    phone.service_workers[0].evaluate("() => { self.fetch = async () => new Response('', { status: 503 }); }")
    expect(open_today(page).get_by_role("heading", name="After your run")).to_be_visible()


def test_p6_what_is_private_never_lies_on_the_phone(live, phone, page):
    arrive(live, phone, injuries=(SPRAIN,))
    ready(open_today(page))
    for path in PRIVATE:
        page.goto(path)
        expect(page.locator("h1")).to_be_visible()
    page.goto("/today")
    page.locator(".item__more").first.tap()
    address = page.url.replace(live.url, "")
    page.get_by_label("Repetitions").or_(page.locator("#amount")).first.fill("5")
    page.locator("input[name=pain][value='3']").check(force=True)
    page.locator("form[action^='/exercises/'] button").last.tap()
    page.wait_for_url("**/today*")
    page.goto(address)
    expect(page.locator("main")).to_contain_text("pain 3 of 10")
    _until(lambda: "data-op=" in kept_text(open_today(page), f"/days/{local_day(clock.now(), ZONE)}"))
    names = [name for names in kept(page).values() for name in names]
    assert [name for name in names if name.partition("?")[0] in PRIVATE] == []
    assert "pain 3 of 10" not in kept_text(page, address)


def test_a_fault_of_the_server_or_of_the_signal_takes_nothing_off_the_phone(live, phone, page):
    person = arrive(live, phone)
    ready(open_today(page))
    phone.set_offline(True)
    page.goto("/week")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    assert f"/days/{local_day(clock.now(), ZONE)}" in kept_pages(page)[str(person.id)]


def test_no_page_of_one_person_is_kept_once_another_is_here(live, phone, page):
    anna = arrive(live, phone, injuries=(SPRAIN,))
    ready(open_today(page))
    assert list(kept_pages(page)) == [str(anna.id)]
    bert = arrive(live, phone)
    open_today(page)
    _until(lambda: list(kept_pages(page)) == [str(bert.id)] and "/ahead" in kept_pages(page)[str(bert.id)])
    # An answer for Anna that was on its way all the time is not kept.
    phone.service_workers[0].evaluate(
        """(anna) => keep(new Response('hers', { headers: { 'X-Person': anna, 'X-Keep': '/about' } }), epoch - 1)""",
        str(anna.id),
    )
    assert list(kept_pages(page)) == [str(bert.id)]
    page = without_signal(phone, page)
    assert page.evaluate("document.body.dataset.user") == str(bert.id)
    expect(page.get_by_role("heading", name="Your rehab")).to_have_count(0)


def test_signing_out_takes_the_pages_off_the_phone_and_leaves_the_journal(live, phone, page):
    person = arrive(live, phone)
    with database(live) as session:
        people.keep_safe(session, person.id, f"{person.id}@example.org", PASSWORD, clock.now())
    ready(open_today(page))
    row(page, 0).tap()
    settled(page)
    page.goto("/account")
    page.get_by_role("button", name="Sign out", exact=True).tap()
    expect(page.get_by_role("link", name="Start")).to_be_visible()
    _until(lambda: str(person.id) not in kept_pages(page))
    phone.set_offline(True)
    page.goto(START)
    expect(page.locator("tick-row")).to_have_count(0)
    page.goto("/today")
    expect(page.locator("tick-row")).to_have_count(0)
    assert len(journal(page)) == 1


@pytest.mark.parametrize("path", ["/account/sign-in", "/account/merge", "/me/delete", "/me/consent", "/me/import"])
def test_what_was_kept_goes_when_a_phone_changes_hands_or_health_data_is_taken_back(live, phone, page, path):
    arrive(live, phone)
    ready(open_today(page))
    page.goto("/about")
    page.route(f"**{path}", lambda route: route.abort())
    leave = "(path) => fetch(path, { method: 'POST' }).then(() => true, () => true)"
    # More than once if need be: this page may still be telling the worker whose it is.
    _until(lambda: page.evaluate(leave, path) and kept_pages(page) == {})


def test_other_forms_say_that_they_need_a_connection_and_keep_what_was_typed(live, phone, page):
    arrive(live, phone)
    page.goto("/me/zone")
    page.get_by_label("Place").fill("Europe/Lisbon")
    phone.set_offline(True)
    page.get_by_role("button", name="Save").tap()
    expect(page.locator("#notice")).to_contain_text("This needs a connection")
    expect(page.get_by_label("Place")).to_have_value("Europe/Lisbon")


def test_ticks_are_sent_in_the_background_with_the_app_closed(live, phone, page):
    phone.grant_permissions(["background-sync"], origin=live.url)
    person = arrive(live, phone)
    ready(open_today(page))
    phone.set_offline(True)
    row(page, 0).tap()
    expect(page.locator(LINE)).to_contain_text("1 waiting")
    blank = phone.new_page()
    session = phone.new_cdp_session(blank)
    found = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    session.send("ServiceWorker.enable")
    page.close()
    phone.set_offline(False)
    _until(lambda: found or blank.wait_for_timeout(50))
    registration = next(one["registrationId"] for one in found if one["scopeURL"].startswith(live.url))
    tag = {"origin": live.url, "registrationId": registration, "tag": "outbox", "lastChance": False}
    session.send("ServiceWorker.dispatchSyncEvent", tag)
    _until(lambda: taps(live, person) == 1 or blank.wait_for_timeout(50))
    assert list(ticked(live, person).values()) == [True]


@pytest.fixture
def counting(phone: BrowserContext) -> Iterator[BrowserContext]:
    """A phone that counts what it is asked to do beside showing pages."""
    phone.add_init_script(
        """sessionStorage.asked ??= 0;
        StorageManager.prototype.persist = async () => { sessionStorage.asked = Number(sessionStorage.asked) + 1; };
        window.shaken = []; navigator.vibrate = (ms) => { window.shaken.push(ms); };"""
    )
    yield phone


def test_the_phone_is_asked_once_to_keep_it_after_the_first_session(live, counting, page):
    arrive(live, counting)
    open_today(page)
    assert page.evaluate("sessionStorage.asked") == "0"
    page.get_by_role("button", name="Done as written").tap()
    settled(page)
    for _ in range(2):
        open_today(page)
        expect(page.get_by_role("heading", name="Done for today")).to_be_visible()
    assert page.evaluate("sessionStorage.asked") == "1"


def test_a_tick_is_felt_where_the_phone_can(live, counting, page):
    arrive(live, counting)
    open_today(page)
    row(page, 0).tap()
    assert page.evaluate("window.shaken") == [10]


def drawn(page: Page) -> int:
    """How many drawings the phone holds."""
    return sum("/figures/" in name for names in kept(page).values() for name in names)


def shows(image: Locator) -> bool:
    """Whether an image is on the page and has come."""
    expect(image).to_be_visible()
    return image.evaluate("(image) => image.decode().then(() => image.naturalWidth > 0)")


def _keys(page: Page) -> list[str]:
    return page.locator("tick-row").evaluate_all("(rows) => rows.map((one) => one.dataset.key)")


def _seconds(work) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def _until(look) -> None:
    end = time.monotonic() + 10
    while not look():
        assert time.monotonic() < end, "It never came."
        time.sleep(0.05)
