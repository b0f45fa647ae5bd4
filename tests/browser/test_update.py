"""New versions, the kill path, a new day, another time zone: how an app that stays open keeps up, in a real Chromium."""

import json
from collections.abc import Iterator

import pytest
from flask import request, request_started
from playwright.sync_api import Page, expect

from tests.browser.axe import faults, spill
from tests.browser.conftest import new_phone
from tests.browser.phones import become, journal, kept, kept_pages, kept_text, ready, shells
from tests.browser.runners import arrive, database, open_today, row, settled, taps, ticked
from tests.sizes import FULL
from webapp.store import people

OFFER = "[data-offer=update]"
ZONE = "[data-offer=zone]"
NO_WORKER = "async () => (await navigator.serviceWorker.getRegistrations()).length === 0"
WAITS = "navigator.serviceWorker.getRegistration().then((one) => one.waiting !== null)"
TAKE_OVER = """navigator.serviceWorker.getRegistration().then((one) => new Promise((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true), { once: true });
    one.waiting.postMessage({ type: 'take-over' }); }))"""
HERE = "(user) => navigator.serviceWorker.controller.postMessage({ type: 'here', user, changed: true })"
# Ticks and unticks of one exercise, the last of them a tick.
WRITE = """async ([user, many]) => {
    const store = await new Promise((resolve) => { indexedDB.open('afterrun').onsuccess = (event) =>
        resolve(event.target.result.transaction('ops', 'readwrite').objectStore('ops')); });
    for (let number = 1; number <= many; number += 1) {
        const op = { op: crypto.randomUUID(), user, day: '2026-11-18', item: 'clamshell', at: Date.now() + number };
        store.put({ ...op, done: number % 2 === 0 });
    }
    await new Promise((resolve) => { store.transaction.oncomplete = resolve; });
}"""
MANY = 50
VERSIONS = 20 if FULL else 6


@pytest.fixture
def phone(wednesday, chromium):
    with new_phone(chromium, wednesday.url) as phone:
        yield phone


def controlled(page: Page) -> Page:
    """A second visit: the worker is there and serves it."""
    ready(open_today(page))
    open_today(page)
    assert page.evaluate("navigator.serviceWorker.controller !== null")
    return page


def test_a_new_version_waits_until_somebody_wants_it(app, wednesday, phone, page):
    person = arrive(wednesday, phone)
    old = shells(controlled(page))
    become(app, "b")
    open_today(page)
    expect(page.locator(OFFER)).to_be_visible()
    expect(page.locator(OFFER)).to_contain_text("A new version is ready.")
    assert len(shells(page)) == 2
    # Not taken: the app goes on as it was, and so does a page of before the change.
    assert page.evaluate("fetch('/assets/0123456789abcdef/css/app.css').then((answer) => answer.ok)")
    _take_the_new_one(page, old)
    expect(page.locator(OFFER)).to_be_hidden()
    row(page, 0).tap()
    settled(page)
    assert taps(wednesday, person) == 1


@pytest.fixture
def asked(app) -> Iterator[list[str]]:
    """The paths that are asked of the server."""
    paths = []
    with request_started.connected_to(lambda _, **__: paths.append(request.path), app):
        yield paths


def test_a_new_version_fetches_no_figure_again(app, wednesday, phone, page, asked):
    arrive(wednesday, phone)
    controlled(page)
    wanted = json.loads(kept_text(page, "/ahead"))["figures"]
    _until(page, lambda: set(wanted) <= set(kept(page).get("figures", [])))
    held = kept(page)["figures"]
    assert _figures(asked)
    asked.clear()
    old = shells(page)
    become(app, "a")
    open_today(page)
    _take_the_new_one(page, old)
    _until(page, lambda: _loaded(page, ".item__more .figure"))
    page.locator(".item__more").first.tap()
    page.wait_for_url("**/exercises/*")
    _until(page, lambda: _loaded(page, ".show__figure > .figure--moving, .show__body > img"))
    page.evaluate(HERE, _whose(page))
    page.wait_for_timeout(1000)
    assert _figures(asked) == []
    assert kept(page)["figures"] == held


def test_a_page_of_before_a_figure_was_drawn_anew_shows_it_without_a_signal(wednesday, phone, page):
    arrive(wednesday, phone)
    controlled(page)
    wanted = json.loads(kept_text(page, "/ahead"))["figures"]
    _until(page, lambda: set(wanted) <= set(kept(page).get("figures", [])))
    phone.set_offline(True)
    path = wanted[0].split("/", 3)[3]
    assert page.evaluate(f"fetch('/assets/0123456789abcdef/{path}').then((answer) => answer.ok)")


def test_nobody_is_offered_a_version_in_the_middle_of_a_session(app, wednesday, phone, page):
    page.clock.install()
    arrive(wednesday, phone)
    controlled(page)
    row(page, 0).tap()
    settled(page)
    become(app, "c")
    open_today(page)
    _until(page, lambda: page.evaluate(WAITS))
    page.clock.run_for(60_000)
    expect(page.locator(OFFER)).to_be_hidden()
    page.clock.run_for(5 * 60_000)
    expect(page.locator(OFFER)).to_be_visible()
    row(page, 1).tap()
    expect(page.locator(OFFER)).to_be_hidden()


def test_fault_25_a_queue_outlives_many_versions(app, wednesday, phone, page):
    bert = arrive(wednesday, phone)
    his = phone.cookies()
    arrive(wednesday, phone)
    controlled(page)
    # His ticks wait while somebody else uses the phone.
    page.evaluate(WRITE, [str(bert.id), MANY])
    for number in range(VERSIONS):
        become(app, f"d{number}")
        page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => true)")
        _until(page, lambda: page.evaluate(WAITS))
        page.evaluate(TAKE_OVER)
        _until(page, lambda: len(shells(page)) == 1)
    waiting = journal(page)
    assert len(waiting) == MANY
    assert not [tick for tick in waiting if tick.get("sent")]
    phone.add_cookies(his)
    open_today(page)
    _until(page, lambda: all(tick.get("sent") for tick in journal(page)))
    assert taps(wednesday, bert) == MANY
    assert ticked(wednesday, bert) == {"clamshell": True}


def test_what_is_offered_can_be_used_by_everybody(app, wednesday, chromium):
    with new_phone(chromium, wednesday.url, timezone_id="Europe/Lisbon") as phone:
        arrive(wednesday, phone)
        page = controlled(phone.new_page())
        become(app, "f")
        open_today(page)
        for offer in (OFFER, ZONE):
            expect(page.locator(offer)).to_be_visible()
        assert faults(page) == []
        small = page.locator(".offer button").evaluate_all(
            "(all) => all.filter((one) => one.getBoundingClientRect().height < 48).length"
        )
        assert small == 0
        assert spill(page, 32) == []


def test_pages_of_before_an_update_keep_their_looks_without_a_signal(app, wednesday, phone, page):
    arrive(wednesday, phone)
    controlled(page)
    phone.set_offline(True)
    assert page.evaluate(
        "fetch('/assets/0123456789abcdef/css/app.css').then((answer) => answer.text())"
    ) == page.evaluate("(address) => fetch(address).then((answer) => answer.text())", _sheet(page))


def test_the_kill_path_takes_the_worker_and_all_it_kept_off_the_phone_but_no_tick(app, wednesday, phone, page):
    person = arrive(wednesday, phone)
    controlled(page)
    page.evaluate(WRITE, ["somebody else", 1])
    become(app, "e", kill_service_worker=True)
    page.goto("/about")
    _until(page, lambda: kept(page) == {})
    _until(page, lambda: page.evaluate(NO_WORKER))
    assert len(journal(page)) == 1
    open_today(page)
    row(page, 0).tap()
    settled(page)
    assert taps(wednesday, person) == 1
    assert kept(page) == {}
    assert page.evaluate(NO_WORKER)


def test_an_app_left_open_shows_the_new_day_when_somebody_looks(wednesday, phone, page, clock):
    page.clock.install(time=clock.now)
    arrive(wednesday, phone)
    controlled(page)
    assert page.locator("tick-row").first.get_attribute("data-day") == "2026-11-18"
    _look_away_and_back(page)
    assert page.evaluate("window.here")
    clock.forward(hours=15, minutes=1)
    page.clock.fast_forward("15:01:00")
    _look_away_and_back(page)
    expect(page.locator("tick-row").first).to_have_attribute("data-day", "2026-11-19")


def test_a_phone_in_another_time_zone_is_asked_about_it_once(wednesday, chromium):
    with new_phone(chromium, wednesday.url, timezone_id="Europe/Lisbon") as phone:
        person = arrive(wednesday, phone)
        page = phone.new_page()
        offer = open_today(page).locator(ZONE)
        expect(offer).to_contain_text("Your phone says Europe/Lisbon. Use it?")
        page.get_by_role("button", name="Keep Europe/Berlin").tap()
        expect(offer).to_be_hidden()
        open_today(page)
        page.wait_for_load_state("networkidle")
        expect(offer).to_be_hidden()
        page.evaluate("localStorage.clear()")
        open_today(page).get_by_role("button", name="Use it").tap()
        page.wait_for_url("**/today")
        expect(page.locator("body")).to_have_attribute("data-zone", "Europe/Lisbon")
        expect(offer).to_be_hidden()
        with database(wednesday) as session:
            assert people.person(session, person.id).zone == "Europe/Lisbon"


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Europe/Rome"])
def test_a_phone_on_the_same_clock_is_not_asked(wednesday, chromium, zone):
    with new_phone(chromium, wednesday.url, timezone_id=zone) as phone:
        arrive(wednesday, phone)
        page = open_today(phone.new_page())
        page.wait_for_load_state("networkidle")
        expect(page.locator(ZONE)).to_be_hidden()


def _take_the_new_one(page: Page, old: list[str]) -> None:
    page.evaluate("window.here = true")
    page.get_by_role("button", name="Use it").tap()
    page.wait_for_function("() => !window.here")
    page.locator("tick-row:defined").first.wait_for()
    _until(page, lambda: len(shells(page)) == 1)
    assert shells(page) != old


def _figures(paths: list[str]) -> list[str]:
    return [path for path in paths if "/figures/" in path]


def _sheet(page: Page) -> str:
    return page.locator("link[rel=stylesheet]").get_attribute("href")


def _loaded(page: Page, images: str) -> bool:
    """Whether there are such images and all of them have come; those below the screen are made to."""
    return page.locator(images).evaluate_all(
        """(images) => { images.forEach((image) => (image.loading = 'eager'));
            return images.length > 0 && images.every((image) => image.complete && image.naturalWidth > 0); }"""
    )


def _whose(page: Page) -> str:
    return next(iter(kept_pages(page)))


def _look_away_and_back(page: Page) -> None:
    page.evaluate("window.here = true")
    for hidden in ("true", "false"):
        page.evaluate(
            f"""Object.defineProperty(document, 'hidden', {{ value: {hidden}, configurable: true }});
            document.dispatchEvent(new Event('visibilitychange'));"""
        )


def _until(page: Page, look) -> None:
    for _ in range(400):
        if look():
            return
        page.wait_for_timeout(50)
    raise AssertionError("It never came.")
