"""Promise P1: nothing you checked off is lost, on or off line, whatever happens to the phone, the app or the server."""

import contextlib
import json
import random

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.browser.runners import arrive, box, open_today, row
from tests.faults import journal
from tests.faults.journal import DIRECT, LINE, SYNC, first_rows, kept, sent, shown, stored, tap_without_signal, until
from tests.sizes import FULL

KILLS, STEPS = (20, 60) if FULL else (2, 14)
SEED = 101
WAITS = "tick-row[data-waiting]"
NEWER_DATABASE = """() => new Promise((resolve) => {
    const opening = indexedDB.open('afterrun', 9);
    opening.onupgradeneeded = () => opening.result.createObjectStore('of-a-later-version');
    opening.onsuccess = () => { opening.result.close(); resolve(); };
})"""
WRITTEN_BY_AN_OLDER_PAGE = """({ user, day, item }) => new Promise((resolve) => {
    const opening = indexedDB.open('afterrun', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('ops', { keyPath: 'op' });
    opening.onsuccess = () => {
        const writing = opening.result.transaction('ops', 'readwrite');
        writing.objectStore('ops').put({ op: crypto.randomUUID(), user, day, item, done: true, at: Date.now() - 60000 });
        writing.oncomplete = () => { opening.result.close(); resolve(); };
    };
})"""


def test_p1_reloads_and_killed_tabs_lose_nothing(live, handset):
    phone = handset(live)
    person = arrive(live, phone)
    page = open_today(phone.new_page())
    tap_without_signal(phone, page, 0)
    _kill_tab(page)
    phone.set_offline(False)
    page = _cut_off(phone.new_page())
    open_today(page)
    expect(page.locator(WAITS)).to_have_count(1)
    row(page, 1).tap()
    journal.written(page, 2)
    page.reload()
    expect(page.locator(WAITS)).to_have_count(2)
    expect(box(page, 1)).to_be_checked()
    _kill_tab(page)
    page = open_today(phone.new_page())
    sent(page)
    assert first_rows(live, person, page, 2) == [True, True]
    assert len(stored(live, person)) == 2


def test_p1_a_killed_browser_loses_nothing(live, chromium, tmp_path):
    with journal.killable(chromium, tmp_path / "profile") as browser:
        phone = browser.start()
        person = arrive(live, phone)
        cookies = phone.cookies()
        for kill in range(KILLS):
            page = _today(live, _cut_off(phone.new_page()))
            row(page, kill % 3).click()
            journal.written(page, kill + 1)
            browser.kill()
            phone = browser.start()
            phone.add_cookies(cookies)
        page = _today(live, _cut_off(phone.new_page()))
        expect(page.locator(".tick:checked")).not_to_have_count(0)
        page.unroute_all()
        journal.wake(page)
        sent(page)
        assert len(stored(live, person)) == KILLS
        assert first_rows(live, person, page, 1) == [len(range(0, KILLS, 3)) % 2 == 1]


def test_p1_a_server_that_is_killed_and_started_again_gets_everything(server, site, handset):
    phone = handset(site)
    person = arrive(site, phone)
    page = open_today(phone.new_page())
    dice, taps = random.Random(SEED), 0
    for _ in range(KILLS):
        for _ in range(3):
            row(page, dice.randrange(4)).tap()
            taps += 1
        server.kill()
        row(page, dice.randrange(4)).tap()
        taps += 1
        expect(page.locator(WAITS)).not_to_have_count(0)
        server.start()
        journal.wake(page)
    sent(page)
    wanted = {key: op["done"] for op in sorted(kept(page), key=lambda op: op["at"]) for key in [op["item"]]}
    assert len(kept(page)) == len(stored(site, person)) == taps
    assert {key: done for key, done in shown(page).items() if key in wanted} == wanted


def test_p1_an_expired_session_keeps_them_until_the_same_person_is_back(live, handset):
    phone = handset(live)
    person = arrive(live, phone)
    page = open_today(phone.new_page())
    theirs = phone.cookies()
    phone.clear_cookies()
    row(page, 0).tap()
    expect(page.locator(LINE)).to_have_text("1 waiting Sign in to send")
    assert page.get_by_role("link", name="Sign in to send").get_attribute("href") == "/account/sign-in?next=/today"
    page.goto("/")
    expect(page.locator(LINE)).to_have_text("1 waiting Sign in to send")
    assert stored(live, person) == []
    phone.add_cookies(theirs)
    open_today(page)
    expect(box(page, 0)).to_be_checked()
    sent(page)
    assert len(stored(live, person)) == 1


def test_p1_a_page_of_before_an_update_goes_on_with_the_newer_database(live, handset):
    phone = handset(live)
    person = arrive(live, phone)
    page = open_today(phone.new_page())
    tap_without_signal(phone, page, 0)
    page.evaluate(NEWER_DATABASE)
    row(page, 1).tap()
    journal.written(page, 2)
    phone.set_offline(False)
    page.close()
    page = open_today(phone.new_page())
    sent(page)
    assert first_rows(live, person, page, 2) == [True, True]


def test_p1_what_an_older_page_has_written_down_is_sent_by_a_newer_one(live, handset):
    phone = handset(live)
    person = arrive(live, phone)
    page = open_today(phone.new_page())
    one = page.locator("tick-row").first
    op = {"user": str(person.id), "day": one.get_attribute("data-day"), "item": one.get_attribute("data-key")}
    page.evaluate(WRITTEN_BY_AN_OLDER_PAGE, op)
    open_today(page)
    sent(page)
    assert first_rows(live, person, page, 1) == [True]


def test_p1_one_tick_that_breaks_the_server_never_blocks_the_rest(live, handset):
    phone = handset(live)
    person = arrive(live, phone)
    page = open_today(phone.new_page())
    tap_without_signal(phone, page, 0, 1, 2, 3, 1, 2)
    poison = sorted(journal.waiting(page), key=lambda op: op["at"])[2]["op"]
    told = f'"op":"{poison}"'
    page.route(SYNC, lambda route: route.fulfill(status=500) if told in route.request.post_data else route.continue_())
    phone.set_offline(False)
    until(page, lambda: [op["op"] for op in journal.waiting(page)] == [poison], "all but one are sent")
    expect(page.locator(LINE)).to_have_text("1 waiting Server busy. Trying again soon.")
    assert len(stored(live, person)) == 5
    page.unroute_all()
    journal.wake(page)
    sent(page)
    assert first_rows(live, person, page, 4) == [True, False, False, True]


@pytest.mark.parametrize("answers", ["half of them", "a page of the gym's network", "nothing"])
def test_p1_only_what_was_answered_for_leaves_the_phone(live, handset, answers):
    phone = handset(live)
    person = arrive(live, phone)
    page = open_today(phone.new_page())
    tap_without_signal(phone, page, 0, 1, 2, 3)
    asked = []

    def answer(route) -> None:
        asked.append(route.request.post_data)
        if answers == "half of them":
            told = route.fetch().json()
            route.fulfill(json=told | {"results": told["results"][:2]})
        elif answers == "nothing":
            route.fulfill(json={})
        else:
            route.fulfill(body="<h1>Welcome to our Wi-Fi</h1>", content_type="text/html")

    page.route(SYNC, answer, times=1)
    phone.set_offline(False)
    until(page, lambda: asked, "the queue is sent")
    if answers != "half of them":
        expect(page.locator(LINE)).to_have_text("4 waiting Sent with the next signal.")
        assert len(journal.waiting(page)) == 4
    journal.wake(page)
    sent(page)
    assert len(stored(live, person)) == 4
    assert len(json.loads(asked[0])["ops"]) == 4


def test_p1_whatever_a_phone_goes_through_the_last_word_stands(live, handset):
    """Taps with and without signal, reloads, killed tabs, lost answers and a busy server, by dice."""
    phone, dice = handset(live), random.Random(SEED)
    person = arrive(live, phone)
    page = open_today(phone.new_page())
    for taps in range(1, STEPS + 1):
        row(page, dice.randrange(4)).tap()
        journal.written(page, taps)
        page = _step(phone, page, dice.choice(["offline", "online", "reload", "kill", "lost", "busy", "well"]))
    phone.set_offline(False)
    page.unroute_all()
    journal.wake(page)
    sent(page)
    wanted = {op["item"]: op["done"] for op in sorted(kept(page), key=lambda op: op["at"])}
    print(f"P1: {STEPS} taps and as many blows, {len(kept(page))} kept, seed {SEED}")
    assert len(stored(live, person)) == STEPS
    assert {key: done for key, done in shown(page).items() if key in wanted} == wanted


def _step(phone: BrowserContext, page: Page, step: str) -> Page:
    if step in ("offline", "online"):
        phone.set_offline(step == "offline")
    elif step in ("reload", "kill"):
        phone.set_offline(False)
        if step == "kill":
            _kill_tab(page)
            return open_today(phone.new_page())
        page.reload()
        page.locator("tick-row:defined").first.wait_for()
    elif step == "well":
        page.unroute_all()
    elif step in ("lost", "busy"):
        for address in (SYNC, DIRECT):
            page.route(address, _lost if step == "lost" else lambda route: route.fulfill(status=503, body=""))
    return page


def _lost(route) -> None:
    """It arrives and is applied; the answer does not come back, perhaps because the page is gone."""
    with contextlib.suppress(Error):
        route.fetch()
        route.abort()


def _cut_off(page: Page) -> Page:
    for address in (SYNC, DIRECT):
        page.route(address, lambda route: route.abort())
    return page


def _today(live, page: Page) -> Page:
    page.goto(f"{live.url}/today")
    page.locator("tick-row:defined").first.wait_for()
    return page


def _kill_tab(page: Page) -> None:
    """The system needs its memory: nothing tells the page."""
    with page.expect_event("crash"), contextlib.suppress(Error):
        page.goto("chrome://crash")
    page.close()
