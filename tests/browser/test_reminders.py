"""Reminders in Chromium: what the worker shows and where a press leads, asking once, and the doctor's every finding."""

import json
import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import faults, spill
from tests.browser.conftest import new_phone
from tests.browser.phones import notifications, press, push, ready
from tests.browser.runners import _cookie
from tests.web.cast import Player
from tests.web.ringing import WEEK, devices, planned
from tests.web.runners import SPRAIN, engine_of, runner
from webapp.actions import reminding
from webapp.config import Config
from webapp.store import endings, logins, subscriptions, tables
from webapp.store.engine import writing
from webapp.store.subscriptions import Target

RINGS = ["notifications", "background-sync"]
# A browser that subscribes without a push service, and one that never will.
SUBSCRIBES = """
    const keys = { p256dh: '%s', auth: '%s' };
    let there = %s, ended = 0;
    const made = (endpoint = `https://fcm.googleapis.com/fcm/send/phone${ended || ''}`) => ({ endpoint, options: {},
        unsubscribe: async () => { there = false; ended += 1; return true; }, toJSON: () => ({ endpoint, keys }) });
    PushManager.prototype.getSubscription = async () => (there ? made() : null);
    PushManager.prototype.subscribe = async () => { there = true; return made(); };
"""
FAILS = "PushManager.prototype.subscribe = async () => { throw new Error(); };"
PERMISSION = """
    Object.defineProperty(Notification, 'permission', { get: () => window.said ?? '%s' });
    Notification.requestPermission = async () => (window.said = '%s');
"""
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 Version/26.1 Mobile Safari/604.1"


def subscribes(there: bool = False) -> str:
    from tests.pushservice.subscriber import Subscriber

    keys = Subscriber()
    return SUBSCRIBES % (keys.p256dh, keys.auth, "true" if there else "false")


@pytest.fixture
def anna(app, now) -> Player:
    """A runner with a sprained ankle once, who has a run this evening."""
    return runner(app, now, injuries=(SPRAIN,), runs=WEEK)


@pytest.fixture
def ringing(chromium, wednesday, anna):
    """Her phone, which may show notifications."""
    with new_phone(chromium, wednesday.url) as phone:
        yield signed_in(phone, wednesday, anna)


def signed_in(phone: BrowserContext, wednesday, player: Player) -> BrowserContext:
    cookie = _cookie(Config.from_env(wednesday.environ), player.token)
    phone.add_cookies([{"name": "afterrun", "value": cookie, "url": wednesday.url}])
    phone.grant_permissions(RINGS, origin=wednesday.url)
    return phone


def subscribed(app, player: Player, now, key_id: str = "") -> UUID:
    """This phone is one that rings, and the run is over: its reminder's number."""
    with writing(engine_of(app)) as session:
        (login,) = logins.of_person(session, player.person.id, now)
        target = Target("https://fcm.googleapis.com/fcm/send/phone", "p", "a", key_id or app_key(app))
        subscriptions.put(session, player.person.id, login.id, target, "Chrome on Android", now)
        return reminding.run_done(session, app.extensions["afterrun"].catalogue, player.person, now)


def app_key(app) -> str:
    return app.extensions["afterrun"].keys.key_id


def message(url: str, known: object, due: int = 1) -> str:
    """As the worker sends it."""
    here = f"{url}/today?r={known}"
    actions = (("start", here), ("later", f"{here}&later=1"), ("short", f"{url}/today?short=5&r={known}"))
    return json.dumps({
        "web_push": 8030,
        "notification": {
            "title": "After the run", "body": "5 exercises, 9 min.", "navigate": here, "tag": str(known), "lang": "en",
            "silent": False, "timestamp": due, "data": {"id": str(known)},
            "actions": [{"action": name, "title": name, "navigate": to} for name, to in actions],
        },
    })  # fmt: skip


def until(page: Page, look) -> None:
    for _ in range(200):
        if look():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came to pass")


def test_a_push_is_shown_from_what_came_alone_and_told_to_the_server(app, wednesday, anna, ringing, now):
    known = subscribed(app, anna, now)
    page = ready_page(ringing)
    push(ringing, page, message(wednesday.url, known))
    until(page, lambda: notifications(ringing))
    (shown,) = notifications(ringing)
    assert (shown["title"], shown["body"], shown["tag"]) == ("After the run", "5 exercises, 9 min.", str(known))
    assert (shown["silent"], shown["actions"][:2]) == (False, ["start", "later"])
    until(page, lambda: devices(app, anna)[0].shown_at == now)


def test_a_second_copy_is_silent_and_half_an_hour_later_is_not(app, wednesday, anna, ringing, now):
    known = subscribed(app, anna, now)
    page = ready_page(ringing)
    for due, silent in ((1, False), (1, True), (2, False)):
        push(ringing, page, message(wednesday.url, known, due))
        until(page, lambda silent=silent: [one["silent"] for one in notifications(ringing)] == [silent])


def test_a_push_shows_without_the_server(app, wednesday, anna, ringing, now):
    known = subscribed(app, anna, now)
    page = ready_page(ringing)
    ringing.set_offline(True)
    push(ringing, page, message(wednesday.url, known))
    until(page, lambda: notifications(ringing))


@pytest.mark.parametrize("data", ["", "no json", "[]", "{}", '{"notification": {"body": "x"}}'])
def test_whatever_comes_something_is_shown(ringing, data):
    page = ready_page(ringing)
    push(ringing, page, data)
    until(page, lambda: notifications(ringing))
    assert notifications(ringing)[0]["title"] == "Afterrun"
    press(ringing)
    expect(page).to_have_url(re.compile("/today$"))


@pytest.mark.parametrize(
    ("to", "action", "leads"),
    [
        ({"": "/today?r=1", "short": "/today?short=5&r=1"}, "", "/today?r=1"),
        ({"": "/today?r=1", "short": "/today?short=5&r=1"}, "short", "/today?short=5&r=1"),
        ({"": "/today?r=1"}, "start", "/today?r=1"),
        ({"": "https://evil.example/"}, "", "/today"),
        ({"": "//evil.example/today"}, "", "/today"),
        ({}, "", "/today"),
        (None, "", "/today"),
    ],
)
def test_a_press_leads_to_a_page_of_ours(wednesday, ringing, to, action, leads):
    ready_page(ringing)
    data = None if to is None else {"to": to}
    found = ringing.service_workers[0].evaluate("([data, action]) => whereTo(data, action)", [data, action])
    assert found == f"{wednesday.url}{leads}"


def test_a_press_takes_the_open_page_to_the_first_open_exercise(app, wednesday, anna, ringing, now):
    known = subscribed(app, anna, now)
    page = ready_page(ringing)
    page.locator(".item__tap").first.tap()
    page.locator("tick-row[data-waiting]").first.wait_for(state="detached")
    page.goto("/week")
    push(ringing, page, message(wednesday.url, known))
    until(page, lambda: notifications(ringing))
    press(ringing)
    expect(page.locator("from-reminder")).to_be_visible()
    expect(page.locator(".item").nth(1).locator(".tick")).to_be_focused()
    expect(page).to_have_url(f"{wednesday.url}/today")
    until(page, lambda: devices(app, anna)[0].opened_at == now)


def test_in_thirty_minutes_needs_no_page(app, wednesday, anna, ringing, now):
    known = subscribed(app, anna, now)
    page = ready_page(ringing)
    page.goto("/week")
    push(ringing, page, message(wednesday.url, known))
    until(page, lambda: notifications(ringing))
    press(ringing, "later")
    assert [(one.kind, one.due_at) for one in planned(app, anna, now.date())] == [
        ("later", now + timedelta(minutes=30))
    ]
    expect(page).to_have_url(f"{wednesday.url}/week")
    assert notifications(ringing) == []


def test_where_the_buttons_are_missing_the_page_offers_them(app, wednesday, anna, ringing, now):
    known = subscribed(app, anna, now)
    page = ready_page(ringing)
    page.goto(f"/today?r={known}")
    page.get_by_role("button", name="In 30 min").tap()
    expect(page.get_by_text("It rings again at 13:30.")).to_be_visible()
    page.goto(f"/today?r={known}")
    page.get_by_role("link", name="Short version").tap()
    expect(page.get_by_role("heading", name="The short version")).to_be_visible()


def test_later_from_the_phone_itself_is_said_on_the_page_and_done_once(app, anna, ringing, now):
    known = subscribed(app, anna, now)
    page = ready_page(ringing)
    page.goto(f"/today?r={known}&later=1")
    expect(page.get_by_text("It rings again at 13:30.")).to_be_visible()
    expect(page).to_have_url(re.compile("/today$"))
    page.goto("/today?r=no-number&later=1")
    expect(page.locator("from-reminder")).to_have_count(0)


def test_the_shortcut_presses_run_done_by_itself_and_a_link_does_not(app, wednesday, anna, ringing, now):
    subscribed_only(app, anna, now)
    page = ready_page(ringing)
    page.goto("/week")
    page.evaluate("() => { location.href = '/run-done?source=shortcut'; }")
    expect(page.get_by_role("button", name="Run done")).to_be_visible()
    page.wait_for_timeout(500)
    assert planned(app, anna, now.date()) == []
    page.goto("/run-done?source=shortcut")
    expect(page.locator("from-reminder")).to_be_visible()
    (pressed,) = planned(app, anna, now.date())
    assert pressed.kind == "run-done"


def test_it_asks_once_the_day_is_done_and_yes_is_one_tap(app, wednesday, anna, ringing):
    page = ringing.new_page()
    page.add_init_script(subscribes() + PERMISSION % ("default", "granted"))
    page.goto("/today")
    expect(page.locator("ask-reminders")).to_have_count(0)
    finish(page)
    expect(page.locator("install-app")).to_be_hidden()
    page.get_by_role("button", name="Yes, ring").tap()
    expect(page.get_by_text("It will ring.")).to_be_visible()
    assert [device.device for device in devices(app, anna)] == ["Chrome on Linux"]


@pytest.mark.parametrize(
    ("answer", "words"), [("denied", "Your browser has blocked it."), ("default", ""), ("failed", "That did not work.")]
)
def test_a_no_is_taken_as_one(app, anna, ringing, answer, words):
    page = ringing.new_page()
    stub = "" if answer == "failed" else subscribes()
    page.add_init_script(stub + PERMISSION % ("default", "granted" if answer == "failed" else answer))
    page.goto("/today")
    finish(page)
    page.get_by_role("button", name="Yes, ring").tap()
    if words:
        expect(page.get_by_text(words)).to_be_visible()
    else:
        expect(page.locator("ask-reminders")).to_be_hidden()
    assert devices(app, anna) == []


def test_later_is_later(ringing):
    page = ringing.new_page()
    page.add_init_script(subscribes() + PERMISSION % ("default", "granted"))
    page.goto("/today")
    finish(page)
    with page.expect_response("**/me/cards/reminders/later"):
        page.locator("ask-reminders").get_by_role("button", name="Later").tap()
    page.goto("/today")
    expect(page.get_by_role("heading", name="Done for today")).to_be_visible()
    expect(page.locator("ask-reminders")).to_have_count(0)
    expect(page.locator("install-app")).to_be_visible()


@pytest.mark.parametrize("stub", [PERMISSION % ("denied", "denied"), "delete window.PushManager;"])
def test_where_a_yes_cannot_help_it_does_not_ask(ringing, stub):
    page = ringing.new_page()
    page.add_init_script(stub)
    page.goto("/today")
    page.get_by_role("button", name="Done as written").tap()
    expect(page.locator("install-app")).to_be_visible()
    expect(page.locator("ask-reminders")).to_be_hidden()


FINDINGS = {
    "insecure": ("Object.defineProperty(window, 'isSecureContext', { value: false });", "Not over this connection"),
    "unable": ("delete window.PushManager;", "Not in this browser"),
    "install": (
        f"delete window.PushManager; Object.defineProperty(navigator, 'userAgent', {{ value: '{IPHONE}' }});",
        "Once it is on your home screen",
    ),
    "denied": (PERMISSION % ("denied", "denied"), "Blocked on this device"),
    "off": (PERMISSION % ("default", "granted"), "Not yet"),
    "fine": (subscribes(there=True), "Yes, it can"),
    "old-key": (subscribes(there=True), "It has to be turned on again"),
    "failed": (FAILS, "That did not work"),
    "lost": (PERMISSION % ("default", "granted"), "Off since today"),
    "no-worker": (
        "Object.defineProperty(navigator.serviceWorker, 'ready', { value: new Promise(() => {}) });", "Not in this window",
    ),
}  # fmt: skip


@pytest.mark.parametrize("finding", FINDINGS)
def test_the_doctor_says_what_it_found_and_what_to_do(app, wednesday, chromium, anna, now, finding):
    stub, words = FINDINGS[finding]
    if finding in ("fine", "old-key"):
        subscribed(app, anna, now, key_id="another" if finding == "old-key" else "")
    if finding == "lost":
        lost(app, anna, now)
    with new_phone(chromium, wednesday.url) as phone:
        page = signed_in(phone, wednesday, anna).new_page()
        page.add_init_script(stub)
        page.goto("/me/reminders")
        doctor = page.locator("reminder-doctor")
        if finding == "failed":
            page.get_by_role("button", name="Turn on reminders here").tap()
        expect(doctor).to_have_attribute("data-is", finding, timeout=10_000)
        expect(doctor.locator("[data-sum]")).to_have_text(words)
        acts = finding in ("off", "lost", "old-key", "failed")
        expect(page.get_by_role("button", name="Turn on reminders here")).to_be_visible(visible=acts)
        expect(page.get_by_role("button", name="Leave it off")).to_be_visible(visible=finding == "lost")
        assert faults(page) == []


def taken_away(app, anna, ringing):
    """The worker of a phone that made itself known, and was removed by another device."""
    ready_page(ringing)
    worker = ringing.service_workers[0]
    worker.evaluate(f"() => {{ {subscribes(there=True)} }}")
    worker.evaluate("() => reach()")
    (device,) = devices(app, anna)
    anna.client.post(f"/me/reminders/devices/{device.id}/removal")
    return worker


def test_the_worker_makes_its_device_known_and_one_taken_away_elsewhere_stays_away(app, anna, ringing):
    worker = taken_away(app, anna, ringing)
    worker.evaluate("() => reach()")
    assert devices(app, anna) == [], "it is told once a day"
    worker.evaluate(
        """async () => {
            const cache = await pagesHere();
            const { endpoint } = await (await cache.match('/device')).json();
            await cache.put('/device', Response.json({ endpoint, on: 'another day' }));
            await reach();
            await reach();
        }"""
    )
    assert devices(app, anna) == []
    assert worker.evaluate("async () => await registration.pushManager.getSubscription()") is None


def test_one_taken_away_stays_away_when_the_phone_has_forgotten_that_it_rang(app, anna, ringing):
    worker = taken_away(app, anna, ringing)
    worker.evaluate("async () => { await (await pagesHere()).delete('/device'); await reach(); await reach(); }")
    assert devices(app, anna) == []
    assert worker.evaluate("async () => await registration.pushManager.getSubscription()") is None


def test_a_push_service_that_lost_this_device_is_asked_for_another_way_and_nothing_is_said(app, anna, ringing, now):
    page = ready_page(ringing)
    worker = ringing.service_workers[0]
    worker.evaluate(f"() => {{ {subscribes(there=True)} }}")
    worker.evaluate("() => reach()")
    (before,) = devices(app, anna)
    with writing(engine_of(app)) as session:
        subscriptions.lose(session, [before.id], now)
    page.goto("/today")
    until(page, lambda: devices(app, anna))
    assert devices(app, anna)[0].id != before.id
    expect(page.locator("ask-reminders.lost")).to_be_hidden()
    page.goto("/today")
    expect(page.locator("ask-reminders.lost")).to_have_count(0)


def test_a_device_that_stays_lost_says_so_and_is_turned_on_in_one_tap(app, anna, ringing, now):
    page = lost_page(app, anna, ringing, now)
    page.add_init_script(subscribes())
    page.goto("/today")
    expect(page.get_by_text("Reminders are off on this device since today.")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Turn on again").tap()
    expect(page.get_by_text("It will ring.")).to_be_visible()
    assert len(devices(app, anna)) == 1
    page.goto("/today")
    expect(page.get_by_text("rings at 18:50")).to_be_visible()
    expect(page.locator("ask-reminders.lost")).to_have_count(0)


def test_left_off_it_does_not_come_back_by_itself_and_nobody_asks_again(app, anna, ringing, now):
    page = lost_page(app, anna, ringing, now)
    page.goto("/today")
    with page.expect_response("**/devices/here/removal"):
        page.get_by_role("button", name="Leave it off").tap()
    worker = ringing.service_workers[0]
    worker.evaluate(f"() => {{ {subscribes(there=True)} }}")
    worker.evaluate("() => reach(true)")
    page.goto("/today")
    page.get_by_role("button", name="Done as written").tap()
    expect(page.locator("install-app")).to_be_visible()
    expect(page.locator("ask-reminders")).to_have_count(0)
    assert devices(app, anna) == []


def test_who_blocks_it_in_the_browser_is_told_once_where_to_allow_it(app, wednesday, anna, ringing):
    page = ready_page(ringing)
    worker = ringing.service_workers[0]
    worker.evaluate(f"() => {{ {subscribes(there=True)} }}")
    worker.evaluate("() => reach()")
    assert len(devices(app, anna)) == 1
    ringing.clear_permissions()
    worker.evaluate(
        "async () => { await (await registration.pushManager.getSubscription()).unsubscribe(); await reach(); }"
    )
    assert devices(app, anna) == []
    page.add_init_script(PERMISSION % ("denied", "denied"))
    page.goto("/today")
    page.get_by_role("button", name="Turn on again").tap()
    expect(page.get_by_role("link", name="How to allow it")).to_be_visible()


def test_without_a_signal_no_device_says_that_it_is_lost(app, anna, ringing, now):
    page = lost_page(app, anna, ringing, now)
    page.goto("/today")
    ready(page)
    expect(page.locator("ask-reminders.lost")).to_be_visible()
    ringing.set_offline(True)
    page.goto("/today")
    expect(page.locator(".item").first).to_be_visible()
    page.wait_for_timeout(500)
    expect(page.locator("ask-reminders.lost")).to_be_hidden()


def test_without_script_the_times_the_choices_and_the_calendar_are_there(wednesday, chromium, anna):
    with new_phone(chromium, wednesday.url, java_script_enabled=False) as phone:
        page = signed_in(phone, wednesday, anna).new_page()
        page.goto("/me/reminders")
        expect(page.get_by_text("Reminders need JavaScript")).to_be_visible()
        page.get_by_label("After a run").select_option("20")
        page.get_by_role("button", name="Save").tap()
        expect(page.locator(".next__at")).to_have_text("19:05")
        page.get_by_role("button", name="Make a private address").tap()
        expect(page.locator("#feed")).to_contain_text("/calendar/")
        page.goto("/today")
        page.get_by_role("button", name="Run done").tap()
        expect(page.get_by_text("Run done at 13:00")).to_be_visible()


def test_axe_finds_nothing_and_nothing_runs_over_the_edge_at_twice_the_text_size(app, wednesday, chromium, anna, now):
    known = subscribed(app, anna, now)
    anna.client.post("/me/reminders/calendar")
    with new_phone(chromium, wednesday.url) as phone:
        page = signed_in(phone, wednesday, anna).new_page()
        for address in ("/me/reminders", "/today", f"/today?r={known}", "/run-done"):
            page.goto(address)
            page.wait_for_timeout(400)
            page.locator("details").evaluate_all("(all) => all.forEach((one) => { one.open = true; })")
            assert faults(page) == [], address
            assert spill(page, 32) == [], address


def test_axe_finds_nothing_where_a_device_was_lost(app, wednesday, chromium, anna, now):
    elsewhere = runner(app, now, runs=WEEK)
    lost(app, anna, now)
    with writing(engine_of(app)) as session:
        endings.put(session, [("https://push.example/laptop", elsewhere.person.id, uuid4())], endings.LOST, now)
    for player, words in ((anna, "Reminders are off on this device"), (elsewhere, "No device rings any more")):
        with new_phone(chromium, wednesday.url) as phone:
            page = signed_in(phone, wednesday, player).new_page()
            page.add_init_script(PERMISSION % ("default", "granted"))
            page.goto("/today")
            expect(page.get_by_text(words)).to_be_visible()
            for address in ("/today", "/me/reminders"):
                page.goto(address)
                page.wait_for_timeout(400)
                assert faults(page) == [], address
                assert spill(page, 32) == [], address


def ready_page(phone: BrowserContext) -> Page:
    """Today, given by the worker, which holds it."""
    page = phone.new_page()
    page.goto("/today")
    ready(page).reload()
    return page


def lost(app, player: Player, now) -> None:
    """This phone rang, and its push service has lost it."""
    subscribed_only(app, player, now)
    with writing(engine_of(app)) as session:
        subscriptions.lose(session, subscriptions.ids(session, player.person.id), now)


def lost_page(app, player: Player, phone: BrowserContext, now) -> Page:
    """Its worker cannot mend that."""
    page = ready_page(phone)
    phone.service_workers[0].evaluate(f"() => {{ {FAILS} }}")
    lost(app, player, now)
    return page


def finish(page: Page) -> None:
    page.get_by_role("button", name="Done as written").tap()
    page.locator("ask-reminders").wait_for()


def subscribed_only(app, player: Player, now) -> None:
    """This phone is one that rings; nothing is due."""
    subscribed(app, player, now)
    with writing(engine_of(app)) as session:
        session.execute(tables.reminder.delete())
