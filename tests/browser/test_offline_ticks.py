"""Ticks without a signal: painted, kept on the phone, sent once, and never for somebody else."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import new_phone
from tests.browser.runners import arrive, box, open_today, row, settled, taps, ticked

WAITING = "tick-row[data-waiting]"
LINE = "#sync"


@pytest.fixture
def phone(live, chromium):
    """A phone without the worker: what pages do by themselves, with a network that a test can bend."""
    with new_phone(chromium, live.url, service_workers="block") as phone:
        yield phone


def test_a_tick_without_signal_paints_waits_and_arrives_once(live, phone, page):
    person = arrive(live, phone)
    open_today(page)
    phone.set_offline(True)
    row(page, 0).tap()
    expect(box(page, 0)).to_be_checked()
    expect(page.locator(WAITING)).to_have_count(1)
    expect(page.locator(LINE)).to_have_text("1 waiting Sent with the next signal.")
    assert taps(live, person) == 0
    phone.set_offline(False)
    settled(page)
    expect(page.locator(LINE)).to_have_text("")
    open_today(page)
    expect(box(page, 0)).to_be_checked()
    assert taps(live, person) == 1


def test_the_phone_closed_and_opened_again_still_has_the_tick(live, phone, page):
    person = arrive(live, phone)
    open_today(page)
    phone.set_offline(True)
    row(page, 0).tap()
    row(page, 1).tap()
    row(page, 1).tap()
    expect(page.locator(LINE)).to_contain_text("3 waiting")
    page.close()
    phone.set_offline(False)
    page = open_today(phone.new_page())
    settled(page)
    expect(box(page, 0)).to_be_checked()
    expect(box(page, 1)).not_to_be_checked()
    assert sorted(ticked(live, person).values()) == [False, True]
    assert taps(live, person) == 3


def test_done_as_written_works_without_signal_too(live, phone, page):
    person = arrive(live, phone)
    open_today(page)
    phone.set_offline(True)
    page.get_by_role("button", name="Done as written").tap()
    expect(page.get_by_role("heading", name="Done for today")).to_be_visible()
    phone.set_offline(False)
    settled(page)
    assert set(ticked(live, person).values()) == {True}
    assert len(ticked(live, person)) == page.locator(".tick").count()


def test_an_answer_that_got_lost_is_one_tick(live, phone, page):
    person = arrive(live, phone)
    open_today(page)
    page.route("**/days/**", lambda route: (route.fetch(), route.abort()))
    row(page, 0).tap()
    settled(page)
    expect(box(page, 0)).to_be_checked()
    assert taps(live, person) == 1


def test_a_busy_server_gets_the_tick_later(live, phone, page):
    person = arrive(live, phone)
    open_today(page)
    page.route("**/days/**", lambda route: route.fulfill(status=503, body=""))
    page.route("**/sync", lambda route: route.fulfill(status=503, body=""))
    row(page, 0).tap()
    expect(page.locator(LINE)).to_contain_text("1 waiting")
    expect(page.locator(WAITING)).to_have_count(1)
    page.unroute("**/sync")
    page.evaluate("dispatchEvent(new Event('online'))")
    settled(page)
    assert list(ticked(live, person).values()) == [True]


def test_a_refused_tick_is_taken_back_and_said(live, phone, page):
    arrive(live, phone)
    open_today(page)
    page.locator("tick-row").first.evaluate("(one) => { one.dataset.key = 'no-such-exercise'; }")
    page.route("**/days/**", lambda route: route.abort())
    row(page, 0).tap()
    expect(page.locator(LINE)).to_contain_text("One tick was not accepted: This exercise is not known.")
    expect(box(page, 0)).not_to_be_checked()
    expect(page.locator(WAITING)).to_have_count(0)
    page.goto("/week")
    page.locator(LINE).get_by_role("button", name="OK").tap()
    expect(page.locator(LINE)).to_have_text("")
    page.reload(wait_until="networkidle")
    expect(page.locator(LINE)).to_have_text("")


def test_ticks_of_one_account_are_never_sent_or_shown_for_another(live, phone, page):
    anna = arrive(live, phone)
    open_today(page)
    phone.set_offline(True)
    row(page, 0).tap()
    expect(page.locator(LINE)).to_contain_text("1 waiting")
    page.close()
    bert = arrive(live, phone)
    phone.set_offline(False)
    sent = []
    page = phone.new_page()
    page.on("request", lambda request: sent.append(request.url))
    open_today(page)
    page.wait_for_load_state("networkidle")
    expect(box(page, 0)).not_to_be_checked()
    expect(page.locator(LINE)).to_contain_text("1 tick of another person waits on this phone.")
    assert not [address for address in sent if address.endswith("/sync")]
    assert taps(live, anna) == taps(live, bert) == 0
    kept = page.evaluate(
        """() => new Promise((resolve) => { indexedDB.open('afterrun').onsuccess = (event) =>
            event.target.result.transaction('ops').objectStore('ops').count().onsuccess = (found) =>
                resolve(found.target.result); })"""
    )
    assert kept == 1


def test_signed_out_says_so_and_keeps_the_ticks(live, phone, page):
    person = arrive(live, phone)
    open_today(page)
    phone.clear_cookies()
    row(page, 0).tap()
    expect(page.locator(LINE)).to_have_text("1 waiting Sign in to send")
    expect(box(page, 0)).to_be_checked()
    assert taps(live, person) == 0


def test_an_online_tick_is_still_there_on_a_page_that_was_cached_before_it(live, phone, page):
    arrive(live, phone)
    open_today(page)
    before = page.content()
    row(page, 0).tap()
    settled(page)
    page.route("**/today", lambda route: route.fulfill(body=before, content_type="text/html"))
    open_today(page)
    expect(box(page, 0)).to_be_checked()
    expect(page.locator(WAITING)).to_have_count(0)


def test_the_newer_word_of_another_phone_wins_over_what_was_sent(live, chromium, phone, page):
    person = arrive(live, phone)
    open_today(page)
    row(page, 0).tap()
    settled(page)
    with new_phone(chromium, live.url) as other:
        other.add_cookies(phone.cookies())
        second = open_today(other.new_page())
        row(second, 0).tap()
        settled(second)
    expect(box(open_today(page), 0)).not_to_be_checked()
    assert list(ticked(live, person).values()) == [False]


def test_a_phone_that_cannot_keep_anything_still_sends(live, phone, page):
    person = arrive(live, phone)
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined });")
    open_today(page)
    row(page, 0).tap()
    expect(box(page, 0)).to_be_checked()
    expect(page.locator("tick-row[data-op]")).to_have_count(1)
    assert list(ticked(live, person).values()) == [True]
