"""The guided session's page: its first step for everybody, its steps for the script, and what it may not do."""

import html
import json
import re
from datetime import timedelta

import pytest

from tests.web.cast import newcomer
from tests.web.handmade import CIRCUIT, FINDING, HIP, JUMPS, LIFT, TEST, given
from tests.web.ringing import planned, subscribe
from tests.web.runners import SPRAIN, TIGHT_CALVES, opened, runner
from webapp.domain.sheet import Block, Item, Short
from webapp.store import people
from webapp.store.engine import writing

MOST_SCRIPT = 15_000  # bytes, for this screen alone: PERFORMANCE 1
DAY = "2026-11-18"
STRETCH = Item("calf-stretch-straight", 1, 30, "seconds", 2, 1, 0, 72, "", slots=("morning", "after-run", "evening"))


@pytest.fixture
def anna(app, now):
    player = runner(app, now, injuries=(SPRAIN, TIGHT_CALVES))
    player.client.get("/today")
    return player


def told(page: str) -> dict:
    """What the script reads."""
    return json.loads(html.unescape(re.search(r"<template data-told>(.*?)</template>", page, re.DOTALL)[1]))


def test_the_session_holds_what_is_due_after_the_run_and_nothing_else(app, anna, now):
    page = anna.client.get("/session").text
    found = told(page)
    ticked = {step["key"] for step in found["steps"] if step.get("last")}
    due = {key for key in opened(app, anna, now).sheet.keys if "@" not in key or key.endswith("@after-run")}
    shorts = {row.exercise for version in opened(app, anna, now).sheet.short for row in version.items}
    assert ticked == {item["key"] for item in found["items"]}
    assert ticked <= due <= ticked | shorts
    assert re.findall(r'<tick-row data-day="[^"]+" data-key="([^"]+)"', page) == [
        item["key"] for item in found["items"]
    ]


def test_without_a_script_there_are_the_first_step_and_a_list_to_tick(anna):
    page = anna.client.get("/session").text
    first = told(page)["items"][0]
    assert re.search(rf"<h1[^>]*>{first['name']}</h1>", page)
    assert page.count(f'action="/days/{DAY}/checks"') == len(told(page)["items"])
    assert '<a class="go go--list" href="#list">' in page
    assert 'class="bar"' not in page


def test_the_short_version_has_a_session_of_its_own(anna):
    short, whole = (told(anna.client.get(path).text) for path in ("/session?short=5", "/session"))
    assert 0 < len(short["items"]) < len(whole["items"])
    assert short["mark"] != whole["mark"]
    assert told(anna.client.get("/session?short=77").text)["mark"] == whole["mark"]


def test_warm_up_sets_carry_their_loads_in_the_persons_unit(app, now):
    player = runner(app, now)
    given(app, player, now, LIFT)
    loads = [step["load"] for step in told(player.client.get("/session").text)["steps"] if step.get("warm")]
    assert loads == ["25 kg", "35 kg", "47.5 kg"]
    with writing(app.extensions["afterrun"].engine) as session:
        people.set_units(session, player.person.id, "imperial")
    loads = [step["load"] for step in told(player.client.get("/session").text)["steps"] if step.get("warm")]
    assert loads == ["55 lb", "77 lb", "104.5 lb"]


@pytest.mark.parametrize(
    ("blocks", "kinds"),
    [((CIRCUIT,), {"setup", "work", "rest", "switch"}), ((FINDING,), {"setup", "work", "rest"}),
     ((HIP,), {"ready", "work", "switch"}), ((JUMPS,), {"setup", "work", "rest"})],
)  # fmt: skip
def test_every_kind_of_work_is_led(app, now, blocks, kinds):
    player = runner(app, now)
    given(app, player, now, *blocks)
    assert {step["kind"] for step in told(player.client.get("/session").text)["steps"]} == kinds


@pytest.mark.parametrize(
    "block",
    [TEST, Block("rehab", "", (Item("clamshell", 1, 9, "reps", 1, 1, 0, 9, "", slots=("morning", "evening")),))],
)
def test_where_nothing_is_to_be_led_the_way_goes_back_to_today(app, now, block):
    player = runner(app, now)
    given(app, player, now, block)
    answer = player.client.get("/session")
    assert (answer.status_code, answer.location) == (303, "/today")
    assert "/session" not in player.client.get("/today").text


def test_before_the_first_answers_and_before_todays_list_the_way_goes_to_today(app, now):
    for player in (newcomer(app, now), runner(app, now)):
        answer = player.client.get("/session")
        assert (answer.status_code, answer.location) == (303, "/today")


def test_today_leads_to_the_session_in_the_version_that_is_shown(anna):
    assert 'href="/session"' in anna.client.get("/today").text
    assert 'href="/session?short=5"' in anna.client.get("/today?short=5").text


def test_a_phone_may_keep_it_under_the_name_of_its_day(anna):
    for path, name in (("/session", f"/days/{DAY}/session"), ("/session?short=5", f"/days/{DAY}/session?short=5"),
                       ("/session?short=77", f"/days/{DAY}/session")):  # fmt: skip
        answer = anna.client.get(path)
        assert (answer.headers["X-Keep"], answer.headers["Cache-Control"]) == (name, "private, no-cache")


def test_the_coming_days_are_kept_with_their_sessions(anna):
    pages = anna.client.get("/ahead").json["pages"]
    for day in (DAY, "2026-11-19", "2026-11-20"):
        for name in (f"/days/{day}/session", f"/days/{day}/session?short=5"):
            assert told(pages[name])["steps"], name


def test_something_that_hurts_is_told_and_the_session_goes_on(anna):
    page = anna.client.get("/session?short=5").text
    way = re.search(r'href="(/today/report\?next=[^"]+)"', page)[1]
    form = anna.client.get(way).text
    assert '<input type="hidden" name="next" value="/session?short=5">' in form
    answer = anna.client.post("/today/report", data={"next": "/session?short=5", "pain-knee_front": "2"})
    assert (answer.status_code, answer.location) == (303, "/session?short=5")
    elsewhere = anna.client.post("/today/report", data={"next": "https://example.org/"})
    assert elsewhere.location == "/today?changed=1"


def test_how_a_move_is_done_and_the_easier_one_stand_on_the_page(app, catalogue, now):
    player = runner(app, now)
    given(app, player, now, HIP)
    clamshell = catalogue.exercises["clamshell"]
    page = html.unescape(player.client.get("/session").text)
    for text in (*clamshell.cues, clamshell.mistake[1:], catalogue.exercises[clamshell.easier].name):
        assert text in page


def test_the_session_adds_little_script_and_none_to_today(app, anna, figure):
    assets = app.extensions["afterrun"].assets.files
    names = [name for name in assets if name.startswith("js/session-")]
    size = sum(len(assets[name].br or assets[name].body) for name in names)
    figure(f"guided session: {size} bytes of script")
    assert size <= MOST_SCRIPT
    assert "session-" not in anna.client.get("/today").text
    assert "css/session.css" not in anna.client.get("/today").text
    for name in re.findall(r'/assets/\w+/(js/[\w-]+\.js)"', anna.client.get("/session").text):
        assert name in assets


def test_several_times_a_day_only_the_helping_after_the_run(app, now):
    player = runner(app, now)
    given(app, player, now, Block("rehab", "", (STRETCH,)), short=(Short(5, (STRETCH,)),))
    assert [item["key"] for item in told(player.client.get("/session").text)["items"]] == [
        "calf-stretch-straight@after-run"
    ]


def rest(player, seconds):
    return player.client.post("/session/rest", json={"seconds": seconds}, headers={"X-App": "1"})


def test_a_rest_rings_on_the_device_that_asks_and_not_after_it_was_taken_back(app, anna, now):
    subscribe(anna)
    assert rest(anna, 90).status_code == 204
    (waiting,) = planned(app, anna, now.date())
    assert (waiting.kind, waiting.state, waiting.due_at) == ("rest-over", "pending", now + timedelta(seconds=90))
    assert rest(anna, 0).status_code == 204
    assert [one.state for one in planned(app, anna, now.date())] == ["skipped"]


def test_a_rest_is_no_reminder_of_the_list_on_any_page(anna):
    subscribe(anna)
    before = _words(anna, "/me/reminders"), _words(anna, "/today")
    for seconds in (90, 0):
        rest(anna, seconds)
        assert (_words(anna, "/me/reminders"), _words(anna, "/today")) == before


def _words(player, path: str) -> str:
    return re.sub(r"<[^>]+>", " ", player.client.get(path).text)


def test_a_device_that_does_not_ring_is_told_so(app, anna, now):
    assert rest(anna, 90).status_code == 404
    assert rest(anna, 0).status_code == 204
    assert planned(app, anna, now.date()) == []


@pytest.mark.parametrize("told", [None, "90", 90.5, True, -1, 901, 10**30, [90], {}])
def test_a_rest_of_no_such_length_is_refused(app, anna, now, told):
    subscribe(anna)
    assert rest(anna, told).status_code == 400
    assert planned(app, anna, now.date()) == []


def test_only_our_own_script_asks_and_no_more_often_than_anybody_rests(anna):
    subscribe(anna)
    assert anna.client.post("/session/rest", json={"seconds": 90}).status_code == 403
    asked = [rest(anna, 90).status_code for _ in range(61)]
    assert asked == [204] * 60 + [429]
    assert rest(anna, 0).status_code == 204, "taking it back is always open"
