"""The end of a long rest in Chromium: asked for on going away, taken back on coming back, and where a press leads."""

from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import new_phone
from tests.browser.guided import HIDE, control, go, open_session, seen
from tests.browser.phones import notifications, press, push
from tests.browser.test_reminders import app_key, ready_page, signed_in, subscribes, until
from tests.browser.test_session import give, lift_like
from tests.web.ringing import planned
from tests.web.runners import engine_of, runner
from webapp.actions import delivering
from webapp.store import logins, subscriptions
from webapp.store.engine import writing
from webapp.store.subscriptions import Target


@pytest.fixture
def anna(app, now):
    return runner(app, now)


@pytest.fixture
def lifting(app, chromium, wednesday, anna, now, request):
    """Her phone, which rings, with a lift on the list whose sets have two minutes of rest between them, or other seconds."""
    give(wednesday, anna.person, (lift_like(rest=getattr(request, "param", 120)),))
    with writing(engine_of(app)) as session:
        (login,) = logins.of_person(session, anna.person.id, now)
        target = Target("https://fcm.googleapis.com/fcm/send/phone", "p", "a", app_key(app))
        subscriptions.put(session, anna.person.id, login.id, target, "Chrome on Android", now)
    with new_phone(chromium, wednesday.url) as phone:
        yield signed_in(phone, wednesday, anna)


def session_of(phone: BrowserContext) -> Page:
    """The session, with what it asks of the server written down in `page.asked`."""
    page = ready_page(phone)
    page.add_init_script(subscribes(there=True))
    page.asked = []
    page.on("request", lambda one: page.asked.append(one.post_data_json["seconds"]) if one.url.endswith("/rest") else 0)
    return open_session(page)


def choose_to_ring(page: Page) -> None:
    control(page, "options")
    page.get_by_text("Ring when a long rest ends").tap()
    page.get_by_role("button", name="Close").tap()


def rest(page: Page) -> None:
    """Put in place, and the set done."""
    for _ in range(3):
        if seen(page).phase == "rest":
            return
        page.wait_for_timeout(400)
        go(page)
    assert seen(page).phase == "rest"


def waiting(app, anna, now) -> list[str]:
    return [one.state for one in planned(app, anna, now.date()) if one.kind == "rest-over"]


def due(app, now) -> list[str]:
    """What the worker sends once the rest is over."""
    catalogue, origin = app.extensions["afterrun"].catalogue, app.extensions["afterrun"].config.origin
    with writing(engine_of(app)) as session:
        found = delivering.claim(session, now + timedelta(seconds=121), 10)
        return [delivering.payload(catalogue, origin, one).decode() for one in found]


def test_it_rings_while_nobody_looks_and_a_press_leads_back_to_where_it_is(app, wednesday, anna, lifting, now):
    page = session_of(lifting)
    choose_to_ring(page)
    rest(page)
    page.evaluate(HIDE, True)
    until(page, lambda: waiting(app, anna, now) == ["pending"])
    (seconds,) = page.asked
    assert 110 <= seconds <= 120
    (said,) = due(app, now)
    push(lifting, page, said.replace(app.extensions["afterrun"].config.origin, wednesday.url))
    until(page, lambda: notifications(lifting))
    (shown,) = notifications(lifting)
    assert (shown["title"], shown["actions"], shown["silent"]) == ("Rest is over", [], False)
    page.evaluate("window.untouched = true")
    press(lifting)
    page.wait_for_timeout(300)
    assert page.evaluate("[location.pathname, window.untouched]") == ["/session", True]


def test_who_looks_again_takes_it_back_and_what_was_shown_goes(app, wednesday, anna, lifting, now):
    page = session_of(lifting)
    choose_to_ring(page)
    rest(page)
    page.evaluate(HIDE, True)
    page.evaluate(HIDE, False)
    until(page, lambda: waiting(app, anna, now) == ["skipped"])
    assert due(app, now) == []
    page.evaluate(HIDE, True)
    until(page, lambda: waiting(app, anna, now) == ["pending"])
    (said,) = due(app, now)
    push(lifting, page, said.replace(app.extensions["afterrun"].config.origin, wednesday.url))
    until(page, lambda: notifications(lifting))
    page.evaluate(HIDE, False)
    until(page, lambda: notifications(lifting) == [])
    assert [one > 0 for one in page.asked] == [True, False, True, False]


def test_an_app_that_was_killed_takes_it_back_when_it_is_opened_again(app, anna, lifting, now):
    page = session_of(lifting)
    choose_to_ring(page)
    rest(page)
    page.evaluate(HIDE, True)
    until(page, lambda: waiting(app, anna, now) == ["pending"])
    page.close(run_before_unload=False)
    page = session_of(lifting)
    until(page, lambda: waiting(app, anna, now) == ["skipped"])
    assert seen(page).phase == "rest"


def test_nothing_is_asked_by_who_did_not_choose_it_and_nothing_on_leaving(app, anna, lifting, now):
    page = session_of(lifting)
    rest(page)
    page.evaluate(HIDE, True)
    page.evaluate(HIDE, False)
    choose_to_ring(page)
    page.reload()
    page.locator("[data-phase=rest]").wait_for()
    page.goto("/today")
    page.wait_for_timeout(500)
    assert set(page.asked) <= {0}
    assert waiting(app, anna, now) == []


def looks_away(page):
    """Somebody looks away and back, and nothing was asked for but to take back."""
    page.evaluate(HIDE, True)
    page.evaluate(HIDE, False)
    page.wait_for_timeout(300)
    assert set(page.asked) == {0}


def test_nothing_is_asked_while_paused_or_at_work(app, anna, lifting, now):
    page = session_of(lifting)
    choose_to_ring(page)
    go(page)
    page.evaluate(HIDE, True)
    page.evaluate(HIDE, False)
    rest(page)
    control(page, "pause")
    looks_away(page)
    assert waiting(app, anna, now) == []


@pytest.mark.parametrize("lifting", [59], indirect=True)
def test_a_short_rest_is_not_worth_a_push(app, anna, lifting, now):
    page = session_of(lifting)
    choose_to_ring(page)
    rest(page)
    looks_away(page)
    assert waiting(app, anna, now) == []


def test_where_reminders_are_not_on_the_choice_is_not_offered(lifting):
    page = ready_page(lifting)
    page.add_init_script(subscribes(there=False))
    open_session(page)
    control(page, "options")
    expect(page.get_by_text("Hold the picture still").last).to_be_visible()
    page.wait_for_timeout(300)
    expect(page.get_by_text("Ring when a long rest ends")).to_be_hidden()
