"""Fault 24: ticks wait, and somebody else signs in on the phone. Refused, kept, told; and sent for their own person."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Live
from tests.browser.runners import arrive, box, database, open_today
from tests.faults.journal import DIRECT, LINE, SYNC, kept, sent, standing, stored, tap_without_signal, waiting, wake
from webapp import clock
from webapp.actions import people
from webapp.store.people import Person

PASSWORD = "seven quiet herons wade"
FLUSH_LIKE_A_WORKER = """async () => {
    const address = document.querySelector('script[src$="/js/sync.js"]').src.replace('sync.js', 'outbox.js');
    return (await (await import(address)).flushSignedIn()).state;
}"""


def test_ticks_wait_through_a_sign_out_and_another_person_and_go_with_their_own(live, handset):
    phone = handset(live)
    anna, page = _with_two_ticks_waiting(live, phone)
    bert = arrive(live, handset(live))
    emails = {person.id: _member(live, person) for person in (anna, bert)}
    with _cut_off(page):
        _sign_out(page)
    expect(page.locator(LINE)).to_have_text("2 waiting Sign in to send")
    told = []
    page.on("request", lambda request: told.append(request.post_data or "") if request.url.endswith("/sync") else None)

    _sign_in(page, emails[bert.id])
    expect(page.locator(LINE)).to_contain_text("2 ticks of another person wait on this phone.")
    expect(box(page, 0)).not_to_be_checked()
    assert page.evaluate(FLUSH_LIKE_A_WORKER) == "done"
    assert [text for text in told if str(anna.id) in text or waiting(page)[0]["op"] in text] == []
    assert stored(live, anna) == stored(live, bert) == []
    assert {op["user"] for op in waiting(page)} == {str(anna.id)}

    page.get_by_role("button", name="OK").tap()
    expect(page.locator(LINE)).to_have_text("")
    open_today(page)
    page.wait_for_load_state("networkidle")
    expect(page.locator(LINE)).to_have_text("")

    _sign_out(page)
    _sign_in(page, emails[anna.id])
    expect(box(page, 0)).to_be_checked()
    sent(page)
    assert standing(live, anna) == {op["item"]: True for op in kept(page)}
    assert len(stored(live, anna)) == 2
    assert stored(live, bert) == []


def test_a_page_of_before_whose_session_is_now_somebody_elses_is_refused_and_keeps_them(live, handset):
    phone = handset(live)
    anna, page = _with_two_ticks_waiting(live, phone)
    hers = phone.cookies()
    bert = arrive(live, phone)
    phone.set_offline(False)
    wake(page)
    expect(page.locator(LINE)).to_have_text("2 waiting Another account is signed in now.")
    expect(box(page, 0)).to_be_checked()
    assert stored(live, anna) == stored(live, bert) == []
    phone.add_cookies(hers)
    wake(page)
    sent(page)
    assert len(stored(live, anna)) == 2
    assert stored(live, bert) == []


def test_each_sends_their_own_from_a_phone_they_share(live, handset):
    phone = handset(live)
    anna, page = _with_two_ticks_waiting(live, phone)
    hers = phone.cookies()
    page.close()
    phone.set_offline(False)
    bert = arrive(live, phone)
    page = open_today(phone.new_page())
    tap_without_signal(phone, page, 3)
    phone.set_offline(False)
    sent_by = lambda person: [op["op"] for op in kept(page) if op["user"] == str(person.id) and op.get("sent")]  # noqa: E731
    expect(page.locator("tick-row[data-waiting]")).to_have_count(0)
    assert stored(live, bert) == sent_by(bert) != []
    assert stored(live, anna) == sent_by(anna) == []
    phone.add_cookies(hers)
    open_today(page)
    sent(page)
    assert sorted(stored(live, anna)) == sorted(sent_by(anna))
    assert len(stored(live, anna)) == 2


def _with_two_ticks_waiting(live: Live, phone: BrowserContext) -> tuple[Person, Page]:
    person = arrive(live, phone)
    page = open_today(phone.new_page())
    tap_without_signal(phone, page, 0, 1)
    expect(page.locator(LINE)).to_have_text("2 waiting Sent with the next signal.")
    return person, page


class _cut_off:
    """Nothing that carries ticks gets through, as if the signal had come back for a moment only."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __enter__(self) -> None:
        self.page.route(SYNC, lambda route: route.abort())
        self.page.route(DIRECT, lambda route: route.abort())
        self.page.context.set_offline(False)

    def __exit__(self, *_: object) -> None:
        self.page.unroute(SYNC)
        self.page.unroute(DIRECT)


def _member(live: Live, person: Person) -> str:
    email = f"someone.{person.id.hex[:8]}@example.org"
    with database(live) as session:
        people.keep_safe(session, person.id, email, PASSWORD, clock.now())
    return email


def _sign_out(page: Page) -> None:
    page.goto("/account")
    page.get_by_role("button", name="Sign out", exact=True).tap()
    page.wait_for_url("**/")


def _sign_in(page: Page, email: str) -> None:
    page.goto("/account/sign-in?next=/today")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").tap()
    page.wait_for_url("**/today")
    page.locator("tick-row:defined").first.wait_for()
