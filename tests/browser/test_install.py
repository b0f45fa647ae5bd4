"""On the home screen, in a real Chromium: it may be installed, is offered at the right moment, and is the same person."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.axe import faults, spill
from tests.browser.conftest import PHONE, Live, new_phone
from tests.browser.runners import arrive, box, open_today, row, settled
from tests.chromium import ONLY_LOCALHOST, chromium_path

DONE = "Done as written"
RINGS_LATER = {"reminders": date(2099, 1, 1)}  # asked about before, and one thing is asked at a time
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 "
    "Mobile/15E148 Safari/604.1"
)
# What Chromium's own offer looks like to a page; the person answers `outcome`.
OFFER = """(outcome) => {
    const offer = new Event('beforeinstallprompt', { cancelable: true });
    offer.prompt = async () => { window.prompted = true; };
    offer.userChoice = Promise.resolve({ outcome });
    dispatchEvent(offer);
    return offer.defaultPrevented;
}"""


@contextmanager
def profile(chromium: Browser, folder: Path, live: Live, app: str = "") -> Iterator[BrowserContext]:
    """Chromium with a folder of its own, which an installed app and its checks need; `app` opens its window alone."""
    arguments = [ONLY_LOCALHOST, "--no-sandbox", *([f"--app={live.url}{app}"] if app else [])]
    # A window that pretends to be a phone's says that it is no app's.
    screen = {"no_viewport": True} if app else PHONE
    options = {**screen, "base_url": live.url, "locale": "en-GB", "args": arguments}
    context = chromium.browser_type.launch_persistent_context(folder, executable_path=chromium_path(), **options)
    yield context
    context.close()


def test_chromium_may_install_it_and_reads_the_manifest_without_a_warning(live, chromium, tmp_path):
    with profile(chromium, tmp_path, live) as context:
        page = context.pages[0]
        page.goto("/")
        devtools = context.new_cdp_session(page)
        page.wait_for_timeout(1000)
        assert devtools.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
        found = devtools.send("Page.getAppManifest")
        assert found["url"] == f"{live.url}/manifest.webmanifest"
        assert found["errors"] == []
        assert devtools.send("Page.getAppId")["appId"] == f"{live.url}/"
        assert len(found["manifest"]["shortcuts"]) == 3
        assert len(found["manifest"]["icons"]) == 4


def test_neither_the_splash_nor_the_bar_differs_from_the_page(live, phone, page):
    page.goto("/")
    manifest = page.request.get("/manifest.webmanifest").json()
    colours = {"light": manifest, "dark": manifest["color_scheme_dark"]}
    for scheme, said in colours.items():
        page.emulate_media(color_scheme=scheme)
        assert _painted(page, "getComputedStyle(document.documentElement).backgroundColor") == _painted(
            page, repr(said["background_color"])
        )
        bar = f'document.querySelector(`meta[name="theme-color"][media*={scheme}]`).content'
        assert _painted(page, bar) == _painted(page, repr(said["theme_color"]))


def test_it_is_offered_once_the_day_is_done_and_not_before(live, phone, page):
    arrive(live, phone, later=RINGS_LATER)
    open_today(page)
    assert page.evaluate(OFFER, "accepted") is True, "Chromium's own offer waits"
    row(page, 0).tap()
    settled(page)
    expect(page.locator("install-app")).to_have_count(0)
    page.get_by_role("button", name=DONE).tap()
    page.get_by_role("button", name="Put it there").tap()
    assert page.evaluate("() => window.prompted") is True


def test_where_the_browser_offers_nothing_the_way_is_shown(live, phone, page):
    arrive(live, phone, later=RINGS_LATER)
    _finish(page)
    page.get_by_role("link", name="Show me how").tap()
    expect(page).to_have_url(f"{live.url}/install")
    expect(page.get_by_role("button", name="Put it there")).to_be_hidden()


@pytest.mark.parametrize("answer", ["later", "dismissed"])
def test_a_no_is_good_for_thirty_days(live, phone, page, answer):
    arrive(live, phone, later=RINGS_LATER)
    _finish(page)
    with page.expect_response("**/install/later"):
        if answer == "later":
            page.get_by_role("button", name="Later", exact=True).tap()
        else:
            page.evaluate(OFFER, answer)
            page.get_by_role("button", name="Put it there").tap()
    expect(page.locator("install-app")).to_have_count(0)
    expect(page).to_have_url(f"{live.url}/today")
    open_today(page)
    expect(page.get_by_role("heading", name="Done for today")).to_be_visible()
    expect(page.locator("install-app")).to_have_count(0)
    kept = next(cookie for cookie in phone.cookies() if cookie["name"] == "install-later")
    assert 29 < (kept["expires"] - page.evaluate("() => Date.now() / 1000")) / 86400 <= 30


def test_an_ipad_that_calls_itself_a_mac_gets_the_help_for_an_ipad(live, chromium):
    mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/26.1 Safari/605.1.15"
    with new_phone(chromium, live.url, user_agent=mac) as phone:
        page = phone.new_page()
        page.add_init_script("Object.defineProperty(navigator, 'platform', { value: 'MacIntel' })")
        page.add_init_script("Object.defineProperty(navigator, 'maxTouchPoints', { value: 5 })")
        page.goto("/install")
        expect(page.locator("details[data-kind=ipad]")).to_have_attribute("open", "")
        expect(page.locator("details[data-kind=mac]")).not_to_have_attribute("open", "")


def test_the_installed_app_becomes_the_same_person_by_a_code(live, chromium, tmp_path):
    with new_phone(chromium, live.url, user_agent=IPHONE) as safari:
        arrive(live, safari, later=RINGS_LATER)
        browser = safari.new_page()
        open_today(browser)
        row(browser, 0).tap()
        settled(browser)
        browser.goto("/install")
        browser.get_by_role("button", name="Make a code").tap()
        code = browser.locator("#code").inner_text()
        with profile(chromium, tmp_path, live, app="/?source=pwa") as installed:
            app = installed.pages[0]
            app.get_by_role("link", name="I have a code from my browser").click()
            app.get_by_label("Code").fill(code.lower())
            app.get_by_role("button", name="Open my list").click()
            expect(app).to_have_url(f"{live.url}/today")
            expect(box(app, 0)).to_be_checked()
            row(app, 1).click()
            settled(app)
        open_today(browser)
        expect(box(browser, 1)).to_be_checked()


def test_in_the_installed_app_nothing_asks_to_install_it(live, chromium, tmp_path):
    with profile(chromium, tmp_path, live, app="/") as installed:
        arrive(live, installed, later=RINGS_LATER)
        page = installed.pages[0]
        _finish(page)
        expect(page.get_by_role("heading", name="Done for today")).to_be_visible()
        expect(page.locator("install-app")).to_be_hidden()
        page.goto("/install")
        expect(page.get_by_text("This is the app.")).to_be_visible()
        expect(page.locator("install-app")).to_be_hidden()


def test_a_browser_does_not_ask_for_a_code_on_the_first_page(live, page):
    page.goto("/")
    expect(page.get_by_role("link", name="I have a code from my browser")).to_be_hidden()


def test_all_of_it_works_without_script(live, chromium):
    with new_phone(chromium, live.url, java_script_enabled=False, user_agent=IPHONE) as safari:
        arrive(live, safari, later=RINGS_LATER)
        page = safari.new_page()
        page.goto("/today")
        page.get_by_role("button", name=DONE).tap()
        page.get_by_role("link", name="Show me how").tap()
        expect(page.get_by_text("Tap Share").filter(visible=True)).to_have_count(1)
        page.get_by_text("Android", exact=True).tap()
        expect(page.get_by_text("Open the menu")).to_be_visible()
        page.get_by_role("button", name="Make a code").tap()
        code = page.locator("#code").inner_text()
        page.goto("/today")
        page.get_by_role("button", name="Later", exact=True).tap()
        expect(page.get_by_role("link", name="Show me how")).to_have_count(0)
    with new_phone(chromium, live.url, java_script_enabled=False) as other:
        page = other.new_page()
        page.goto("/account/sign-in")
        page.get_by_role("link", name="I have a code from my browser").tap()
        page.get_by_label("Code").fill(code)
        page.get_by_role("button", name="Open my list").tap()
        expect(page.get_by_role("heading", name="Done for today")).to_be_visible()


def test_axe_finds_nothing(live, phone):
    arrive(live, phone, later=RINGS_LATER)
    page = phone.new_page()
    _finish(page)
    page.evaluate(OFFER, "accepted")
    page.wait_for_timeout(400)
    assert faults(page) == [], "the offer"
    page.goto("/install")
    page.locator("details").evaluate_all("(all) => all.forEach((one) => { one.open = true; })")
    page.wait_for_timeout(400)
    assert faults(page) == [], "the help"
    page.get_by_role("button", name="Make a code").tap()
    expect(page.locator("#code")).to_be_visible()
    assert faults(page) == [], "the code"
    page.goto("/handover")
    page.get_by_label("Code").fill("AAAA-BBBB")
    page.get_by_role("button", name="Open my list").tap()
    expect(page.get_by_label("Code")).to_have_attribute("aria-invalid", "true")
    assert faults(page) == [], "a wrong code"


def test_nothing_runs_over_the_edge_at_twice_the_text_size(live, phone, page):
    arrive(live, phone, later=RINGS_LATER)
    page.goto("/install")
    page.locator("details").evaluate_all("(all) => all.forEach((one) => { one.open = true; })")
    assert spill(page, 32) == []
    page.get_by_role("button", name="Make a code").tap()
    expect(page.locator("#code")).to_have_text(re.compile(r"\w{4}-\w{4}"))
    assert spill(page, 32) == []


def _finish(page: Page) -> None:
    """Everything of today ticked, and what comes next asked for."""
    open_today(page)
    page.get_by_role("button", name=DONE).click()
    settled(page)
    page.locator("#tomorrow p").first.wait_for()


def _painted(page: Page, colour: str) -> list[int]:
    """The pixel that a screen shows for a colour, however it is written."""
    return page.evaluate(
        f"""() => {{
            const pen = new OffscreenCanvas(1, 1).getContext('2d');
            pen.fillStyle = {colour};
            pen.fillRect(0, 0, 1, 1);
            return [...pen.getImageData(0, 0, 1, 1).data];
        }}"""
    )
