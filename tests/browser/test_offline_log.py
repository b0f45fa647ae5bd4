"""The log of an exercise without a signal: written down on the phone, marked, checked there, and sent with all it says."""

from collections.abc import Iterator
from dataclasses import asdict

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import faults
from tests.browser.conftest import Live, new_phone
from tests.browser.runners import TIGHT_CALVES, arrive, box, database, open_today
from tests.web.handmade import HIP, LIFT, stored
from webapp import clock
from webapp.config import Config
from webapp.domain.days import local_day
from webapp.store import checks, people
from webapp.store.engine import make_engine
from webapp.store.people import Person

WAITS = "Written down on this phone. It is sent as soon as it can be."
SENT = "Sent. It is on your list."
LINE = "#sync"
SQUAT = "back-squat"
SAVE = "Save and tick"


@pytest.fixture
def phone(chromium, live) -> Iterator[BrowserContext]:
    """Without a service worker, whose messages no test could hold up."""
    with new_phone(chromium, live.url, service_workers="block") as context:
        yield context


@pytest.fixture
def lifter(live, phone) -> Person:
    """Somebody whose day holds a lift, so that everything that can be logged is asked for."""
    person = arrive(live, phone)
    engine = make_engine(Config.from_env(live.environ).database_url)
    stored(engine, person, clock.now(), HIP, LIFT)
    engine.dispose()
    return person


def test_a_log_without_signal_is_written_down_waits_and_arrives_with_all_it_says(live, phone, page, lifter):
    _open(page, live, lifter)
    phone.set_offline(True)
    _fill(page, amount="4", load="62,5", effort="1", pain="3")
    page.get_by_role("button", name=SAVE).tap()
    expect(page.get_by_text(WAITS)).to_be_visible()
    expect(page.locator(LINE)).to_have_text("1 waiting Sent with the next signal.")
    assert faults(page) == []
    assert _checks(live, lifter) == []
    phone.set_offline(False)
    expect(page.get_by_text(SENT)).to_be_visible()
    expect(page.get_by_text(WAITS)).to_be_hidden()
    assert _details(live, lifter) == {"amount": 4, "load": 62.5, "effort": 1, "pain": 3, "done": True}


def test_on_today_its_row_waits_and_on_its_own_page_it_stands_as_typed(live, phone, page, lifter):
    _open(page, live, lifter)
    page.route("**/sync", lambda route: route.abort())
    _fill(page, amount="4", load="62.5", effort="1", pain="8")
    page.get_by_role("button", name=SAVE).tap()
    expect(page.get_by_text(WAITS)).to_be_visible()
    page.reload()
    expect(page.get_by_text(WAITS)).to_be_visible()
    expect(page.get_by_label("Reps in each set")).to_have_value("4")
    expect(page.get_by_label("Weight, kg")).to_have_value("62.5")
    expect(page.locator("input[name=effort]:checked")).to_have_value("1")
    expect(page.locator("input[name=pain]:checked")).to_have_value("8")
    open_today(page)
    expect(page.locator(f"tick-row[data-key={SQUAT}][data-waiting]")).to_have_count(1)
    expect(page.locator(f"tick-row[data-key={SQUAT}] .tick")).to_be_checked()
    page.unroute_all()
    page.evaluate("() => { dispatchEvent(new Event('online')); }")
    expect(page.locator("tick-row[data-waiting]")).to_have_count(0)
    assert _details(live, lifter)["pain"] == 8


def test_red_pain_is_said_without_a_signal_too(live, phone, page, lifter):
    _open(page, live, lifter)
    phone.set_offline(True)
    _fill(page, amount="4", pain="9")
    page.get_by_role("button", name=SAVE).tap()
    expect(page.get_by_text("Red: stop this one.")).to_be_visible()
    assert faults(page) == []


def test_what_hurt_leaves_the_phone_once_it_is_sent(live, phone, page, lifter):
    _open(page, live, lifter)
    phone.set_offline(True)
    _fill(page, amount="4", pain="3")
    page.get_by_role("button", name=SAVE).tap()
    expect(page.get_by_text(WAITS)).to_be_visible()
    assert [(op["pain"], op["amount"]) for op in _journal(page)] == [(3, 4)]
    phone.set_offline(False)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert [op["sent"] for op in _journal(page)] == [True]
    assert not {"pain", "amount", "load", "effort"} & set(_journal(page)[0])


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("amount", "a lot", "Enter a whole number."),
        ("amount", "4.5", "Enter a whole number."),
        ("amount", "1001", "The amount must be from 0 to 1000."),
        ("load", "heavy", "Enter a number."),
        ("load", "-1", "The load must be from 0 to 500."),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field_on_the_phone(live, phone, page, lifter, field, typed, said):
    _open(page, live, lifter)
    phone.set_offline(True)
    _fill(page, **({"amount": "4", "load": "60", "pain": "1"} | {field: typed}))
    page.get_by_role("button", name=SAVE).tap()
    expect(page.locator(f"#{field}-error")).to_have_text(said)
    expect(page.locator(f"#{field}")).to_have_value(typed)
    expect(page.locator(f"#{field}")).to_be_focused()
    expect(page.locator(f"#{field}")).to_have_attribute("aria-invalid", "true")
    assert faults(page) == []
    assert _journal(page) == []
    _fill(page, **{field: "5"})
    page.get_by_role("button", name=SAVE).tap()
    expect(page.get_by_text(WAITS)).to_be_visible()
    expect(page.locator(f"#{field}-error")).to_have_count(0)


def test_with_a_signal_it_is_saved_and_leads_back_to_its_row(live, phone, page, lifter):
    _open(page, live, lifter)
    _fill(page, amount="4", load="62,5", effort="1", pain="0")
    page.get_by_role("button", name=SAVE).tap()
    page.wait_for_url(f"**/today#row-{SQUAT}")
    expect(page.get_by_text("Done: 4 reps, 62.5 kg, 1 left")).to_be_visible()
    assert len(_checks(live, lifter)) == 1


def test_a_load_in_pounds_arrives_in_kilograms(live, phone, page, lifter):
    with database(live) as session:
        people.set_units(session, lifter.id, people.IMPERIAL)
    _open(page, live, lifter)
    phone.set_offline(True)
    page.get_by_label("Weight, lb").fill("135")
    page.get_by_role("button", name=SAVE).tap()
    expect(page.get_by_text(WAITS)).to_be_visible()
    phone.set_offline(False)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert _details(live, lifter)["load"] == 61.23


def test_a_time_of_day_keeps_its_own_log(live, phone, page):
    person = arrive(live, phone, injuries=(TIGHT_CALVES,))
    open_today(page)
    page.get_by_role("link", name="How to do it: Calf stretch, straight knee").tap()
    page.locator("log-form:defined").wait_for()
    phone.set_offline(True)
    page.get_by_label("Evening").check()
    page.get_by_label("1", exact=True).check()
    page.get_by_role("button", name=SAVE).tap()
    expect(page.get_by_text(WAITS)).to_be_visible()
    phone.set_offline(False)
    expect(page.get_by_text(SENT)).to_be_visible()
    assert [(check.item.partition("@")[2], check.pain) for check in _checks(live, person)] == [("evening", 1)]


def test_a_session_that_has_expired_keeps_the_log_and_says_where_to_sign_in(live, phone, page, lifter):
    _open(page, live, lifter)
    phone.clear_cookies()
    _fill(page, amount="4", pain="3")
    page.get_by_role("button", name=SAVE).tap()
    expect(page.get_by_text(WAITS)).to_be_visible()
    expect(page.get_by_role("link", name="Sign in to send")).to_be_visible()
    expect(page.get_by_label("Reps in each set")).to_have_value("4")
    assert _checks(live, lifter) == []


def test_a_tick_taken_back_after_a_log_that_waits_is_the_last_word(live, phone, page, lifter):
    _open(page, live, lifter)
    page.route("**/sync", lambda route: route.abort())
    _fill(page, amount="4")
    page.get_by_role("button", name=SAVE).tap()
    expect(page.get_by_text(WAITS)).to_be_visible()
    open_today(page)
    page.route("**/days/**", lambda route: route.abort())
    lift = page.locator(f"tick-row[data-key={SQUAT}]")
    expect(lift.locator(".tick")).to_be_checked()
    lift.locator(".item__tap").tap()
    expect(lift.locator(".tick")).not_to_be_checked()
    page.unroute_all()
    page.evaluate("() => { dispatchEvent(new Event('online')); }")
    expect(page.locator("tick-row[data-waiting]")).to_have_count(0)
    assert [check.done for check in _checks(live, lifter)] == [True, False]
    expect(box(open_today(page), 1)).not_to_be_checked()


def _open(page: Page, live: Live, person: Person) -> None:
    page.goto(f"/exercises/{SQUAT}?day={local_day(clock.now(), person.zone)}")
    page.locator("log-form:defined").wait_for()


def _fill(page: Page, **typed: str) -> None:
    for name, text in typed.items():
        if name in ("effort", "pain"):
            page.locator(f"input[name={name}][value='{text}']").check(force=True)
        else:
            page.locator(f"#{name}").fill(text)


def _checks(live: Live, person: Person) -> list:
    with database(live) as session:
        return [check for check, _ in checks.all_of(session, person.id)]


def _details(live: Live, person: Person) -> dict:
    [check] = _checks(live, person)
    return {name: asdict(check)[name] for name in ("amount", "load", "effort", "pain", "done")}


def _journal(page: Page) -> list[dict]:
    return page.evaluate(
        """() => new Promise((resolve) => { indexedDB.open('afterrun').onsuccess = (event) =>
            event.target.result.transaction('ops').objectStore('ops').getAll().onsuccess = (found) =>
                resolve(found.target.result); })"""
    )
