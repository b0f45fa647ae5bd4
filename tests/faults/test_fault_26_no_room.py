"""Fault 26: the phone has no room, or throws the journal away. Said, held in memory, sent at once; nothing is lost."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Live
from tests.browser.runners import arrive, box, open_today, row
from tests.faults.journal import LINE, SYNC, kept, sent, standing, stored, until, waiting, wake

SENDING = "Not saved on this phone; sending now."
NOT_SAVED = "One tick is not saved on this phone. Keep this page open until the next signal."


def test_without_room_a_tick_is_sent_at_once_and_that_is_said(live, handset):
    person, page = _full(live, handset(live))
    heard = _what_is_said(page)
    row(page, 0).tap()
    expect(box(page, 0)).to_be_checked()
    until(page, lambda: len(stored(live, person)) == 1, "the tick arrives")
    expect(page.locator("tick-row[data-waiting]")).to_have_count(0)
    expect(page.locator(LINE)).to_have_text("")
    assert SENDING in heard()
    assert kept(page) == []


def test_without_room_and_signal_it_is_held_in_memory_until_there_is_a_signal(live, handset):
    phone = handset(live)
    person, page = _full(live, phone)
    phone.set_offline(True)
    row(page, 0).tap()
    expect(page.locator(LINE)).to_have_text(NOT_SAVED)
    expect(page.locator("tick-row[data-waiting]")).to_have_count(1)
    row(page, 1).tap()
    expect(page.locator(LINE)).to_contain_text("2 ticks are not saved on this phone.")
    assert page.evaluate("() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"), (
        "leaving is asked about"
    )
    phone.set_offline(False)
    until(page, lambda: len(stored(live, person)) == 2, "the ticks arrive")
    expect(page.locator("tick-row[data-waiting]")).to_have_count(0)
    expect(page.locator(LINE)).to_have_text("")
    assert set(standing(live, person).values()) == {True}


def test_when_there_is_room_again_what_was_held_is_written_down(live, handset):
    phone = handset(live)
    person, page = _full(live, phone)
    phone.set_offline(True)
    row(page, 0).tap()
    expect(page.locator(LINE)).to_have_text(NOT_SAVED)
    _quota(page, live, None)
    wake(page)
    expect(page.locator(LINE)).to_have_text("1 waiting Sent with the next signal.")
    assert len(waiting(page)) == 1
    page.close()
    phone.set_offline(False)
    page = open_today(phone.new_page())
    sent(page)
    assert len(stored(live, person)) == 1


def test_a_journal_that_was_thrown_away_begins_anew(live, handset):
    phone = handset(live)
    person = arrive(live, phone)
    page = open_today(phone.new_page())
    row(page, 0).tap()
    sent(page)
    phone.new_cdp_session(page).send("Storage.clearDataForOrigin", {"origin": live.url, "storageTypes": "indexeddb"})
    row(page, 1).tap()
    sent(page)
    page.route(SYNC, lambda route: route.abort())
    phone.set_offline(True)
    row(page, 2).tap()
    until(page, lambda: len(waiting(page)) == 1, "the third tick is written down")
    page.unroute(SYNC)
    phone.set_offline(False)
    sent(page)
    assert len(stored(live, person)) == 3
    assert set(standing(live, person).values()) == {True}


def test_a_database_that_never_answers_holds_nothing_up(live, handset):
    phone = handset(live)
    person = arrive(live, phone)
    page = phone.new_page()
    page.add_init_script("indexedDB.open = () => ({});")
    open_today(page)
    row(page, 0).tap()
    expect(box(page, 0)).to_be_checked()
    until(page, lambda: len(stored(live, person)) == 1, "the tick arrives")
    expect(page.locator("tick-row[data-waiting]")).to_have_count(0)


def _full(live: Live, phone: BrowserContext) -> tuple:
    """A person on Today, on a phone without room for a single tick."""
    person = arrive(live, phone)
    page = phone.new_page()
    page.goto("/about")
    _quota(page, live, 1)
    return person, open_today(page)


def _quota(page: Page, live: Live, size: int | None) -> None:
    limit = {} if size is None else {"quotaSize": size}
    page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", {"origin": live.url, **limit})


def _what_is_said(page: Page):
    """Everything the status line says from now on."""
    page.evaluate(
        """() => { window.heard = []; const line = document.getElementById('sync');
            new MutationObserver(() => window.heard.push(line.textContent)).observe(line, { childList: true }); }"""
    )
    return lambda: page.evaluate("() => window.heard")
