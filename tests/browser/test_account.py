"""Account, data, about and error pages in a real browser: axe, large text, keyboard, no script, the ways through."""

import re
from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.browser.axe import faults, spill
from tests.browser.conftest import Live, new_phone
from tests.browser.runners import SPRAIN, arrive, box, database, open_today, row, settled, taps
from webapp import clock
from webapp.actions import people
from webapp.store.people import Person

PASSWORD = "seven quiet herons wade"
STRANGERS_PAGES = (
    "/account/sign-in",
    "/account/recover",
    "/about",
    "/offline",
    "/offline/today",
    "/me/import",
    "/no/such/page",
)
PERSONS_PAGES = ("/account", "/account/keep-safe", "/me/export", "/me/delete", "/me/consent")
MEMBERS_PAGES = ("/account", "/account/password", "/account/recovery-code", "/me/delete")


def test_axe_finds_nothing_on_any_page(live, phone):
    page = phone.new_page()
    _look(page, STRANGERS_PAGES)
    arrive(live, phone, injuries=(SPRAIN,))
    _look(page, PERSONS_PAGES)
    _keep_safe(page)
    assert faults(page) == [], "recovery code"
    _look(page, MEMBERS_PAGES)


def test_axe_finds_nothing_where_something_was_refused(live, phone):
    arrive(live, phone)
    page = phone.new_page()
    page.goto("/account/keep-safe")
    page.get_by_label("E-mail").fill("anna@example.org")
    page.get_by_label("Password").fill("passwordpassword")
    page.get_by_role("button", name="Keep it safe").tap()
    expect(page.get_by_label("Password")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("E-mail")).to_have_value("anna@example.org")
    assert faults(page) == []
    page.goto("/me/import")
    page.get_by_label("Export file").set_input_files({"name": "x.json", "mimeType": "text/plain", "buffer": b"no"})
    page.get_by_role("button", name="Bring it back").tap()
    expect(page.get_by_text("not an Afterrun export")).to_be_visible()
    assert faults(page) == []


def test_nothing_runs_over_the_edge_at_twice_the_text_size(live, chromium):
    with new_phone(chromium, live.url) as phone:
        arrive(live, phone)
        page = phone.new_page()
        for path in (*STRANGERS_PAGES, *PERSONS_PAGES):
            page.goto(path)
            assert spill(page, 32) == [], path


def test_the_recovery_code_can_be_copied_and_downloaded(live, phone, page):
    arrive(live, phone)
    phone.grant_permissions(["clipboard-read", "clipboard-write"], origin=live.url)
    _keep_safe(page)
    code = page.locator("#code").inner_text()
    page.get_by_role("button", name="Copy").tap()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("() => navigator.clipboard.readText()") == code
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as text").tap()
    assert code in download.value.path().read_text()


def test_a_second_browser_that_signs_in_sees_the_ticks(live, chromium, phone, page):
    person = arrive(live, phone)
    email = _member(live, person)
    open_today(page)
    row(page, 0).tap()
    settled(page)
    with new_phone(chromium, live.url) as other:
        second = other.new_page()
        _sign_in(second, email)
        open_today(second)
        expect(box(second, 0)).to_be_checked()
    assert taps(live, person) == 1


def test_work_on_a_phone_comes_along_with_what_still_waits_on_it(live, chromium, phone, page):
    """Ticks made without signal, before the choice, arrive in the account afterwards."""
    email = _member(live, arrive(live, phone))
    with new_phone(chromium, live.url) as other:
        guest = arrive(live, other)
        second = other.new_page()
        open_today(second)
        row(second, 0).tap()
        settled(second)
        other.route("**/checks", lambda route: route.abort())
        other.route("**/sync", lambda route: route.abort())
        row(second, 1).tap()
        expect(second.locator("tick-row[data-waiting]")).to_have_count(1)
        assert taps(live, guest) == 1
        _sign_in(second, email)
        expect(second.get_by_text("1 tick was made here")).to_be_visible()
        assert faults(second) == []
        second.get_by_role("button", name=re.compile("Bring them along")).tap()
        expect(second.get_by_role("heading", name="It came along")).to_be_visible()
        other.unroute("**/checks")
        other.unroute("**/sync")
        second.get_by_role("link", name="Go to today's list").tap()
        expect(box(second, 0)).to_be_checked()
        expect(box(second, 1)).to_be_checked()
        settled(second)
    open_today(page)
    expect(box(page, 0)).to_be_checked()
    expect(box(page, 1)).to_be_checked()


def test_p7_deleting_everything_leaves_no_tick_on_the_phone_either(live, phone, page):
    arrive(live, phone)
    open_today(page)
    row(page, 0).tap()
    settled(page)
    assert _kept(page) == 1
    page.goto("/me/delete")
    page.get_by_role("button", name="Delete everything").tap()
    expect(page.get_by_role("heading", name="It is all gone")).to_be_visible()
    page.wait_for_function("() => customElements.get('own-ticks')")
    assert _kept(page) == 0
    page.goto("/me")
    expect(page).to_have_url(f"{live.url}/")


def test_every_way_works_without_script(live, chromium):
    with new_phone(chromium, live.url, java_script_enabled=False) as phone:
        arrive(live, phone, injuries=(SPRAIN,))
        page = phone.new_page()
        email = _keep_safe(page)
        expect(page.get_by_role("button", name="Copy")).to_be_hidden()
        page.goto("/account")
        page.get_by_role("button", name="Sign out").tap()
        expect(page).to_have_url(f"{live.url}/")
        _sign_in(page, email)
        page.goto("/me/export")
        with page.expect_download() as download:
            page.get_by_role("link", name="Download the file").tap()
        assert "afterrun-export" in download.value.path().read_text()
        page.goto("/me/delete")
        page.get_by_role("button", name="Delete everything").tap()
        expect(page.get_by_role("heading", name="It is all gone")).to_be_visible()


def test_signing_in_works_by_keyboard_alone(live, phone, page):
    email = _member(live, arrive(live, phone))
    page.goto("/account")
    page.get_by_role("button", name="Sign out", exact=True).press("Enter")
    expect(page).to_have_url(f"{live.url}/")
    page.goto("/account/sign-in")
    page.get_by_label("E-mail").focus()
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto("/account")
    expect(page.get_by_text(email)).to_be_visible()


def _look(page: Page, paths: tuple[str, ...]) -> None:
    for path in paths:
        page.goto(path)
        assert faults(page) == [], path


def _member(live: Live, person: Person) -> str:
    """An account made behind the form's back: one address may register only ten times an hour."""
    email = f"anna.{person.id.hex[:8]}@example.org"
    with database(live) as session:
        people.keep_safe(session, person.id, email, PASSWORD, clock.now())
    return email


def _keep_safe(page: Page) -> str:
    email = f"anna.{uuid4().hex[:8]}@example.org"
    page.goto("/account/keep-safe")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Keep it safe").tap()
    expect(page.locator("#code")).to_be_visible()
    return email


def _sign_in(page: Page, email: str) -> None:
    page.goto("/account/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").tap()
    page.wait_for_url(lambda url: "sign-in" not in url)


def _kept(page: Page) -> int:
    """How many ticks lie on this phone."""
    return page.evaluate(
        """() => new Promise((resolve) => {
            const opening = indexedDB.open('afterrun');
            opening.onsuccess = () => {
                const database = opening.result;
                if (!database.objectStoreNames.contains('ops')) return resolve(0);
                const counting = database.transaction('ops').objectStore('ops').count();
                counting.onsuccess = () => { database.close(); resolve(counting.result); };
            };
        })"""
    )
