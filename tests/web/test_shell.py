"""The shell: the service worker's script, what it fetches beforehand, the pages for no signal, whose an answer is."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.web.cast import another_app, browser, member, newcomer
from tests.web.runners import SPRAIN, runner
from webapp.web import shell

MOST_BEFOREHAND = 400_000  # bytes
KINDS = {"html": "text/html", "css": "text/css", "js": "text/javascript", "woff2": "font/woff2"}
WITHOUT_A_NAME = ("/me", "/me/export", "/injuries", "/today/report", "/progress", "/week", "/account", "/me/safety")


@pytest.fixture
def anna(app, now):
    player = runner(app, now, injuries=(SPRAIN,))
    player.client.get("/today")
    return player


def _break(*arguments):
    raise RuntimeError("as asked")


def shell_of(script: str) -> list[str]:
    return re.findall(r'"(.*?)"', re.search(r"^const SHELL = \[(.*)\];$", script, re.MULTILINE)[1])


def test_the_worker_is_asked_for_anew_each_time_and_costs_nothing_while_it_is_the_same(client):
    first = client.get("/sw.js")
    assert first.headers["Cache-Control"] == "no-cache"
    assert first.mimetype == "text/javascript"
    assert "worker-src 'self'" in first.headers["Content-Security-Policy"]
    assert client.get("/sw.js", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_everything_the_worker_fetches_beforehand_is_there_and_small(client, figure):
    size = sent = 0
    for address in shell_of(client.get("/sw.js").text):
        answer = client.get(address)
        size, sent = size + len(answer.data), sent + len(client.get(address, headers={"Accept-Encoding": "br"}).data)
        assert answer.status_code == 200, address
        assert answer.mimetype == KINDS.get(address.rpartition(".")[2], "text/html"), address
    figure(f"fetched beforehand: {size} bytes, {sent} on the wire")
    assert 50_000 < size <= MOST_BEFOREHAND


def test_all_that_a_page_loads_is_fetched_beforehand(app, anna, client):
    fetched = shell_of(client.get("/sw.js").text)
    for path in ("/today", "/session", "/exercises/clamshell", "/offline"):
        needed = re.findall(r'<(?:script|link)[^>]*?(?:src|href)="(/assets/[^"]+)"', anna.client.get(path).text)
        assert len(needed) > 2
        assert [address for address in needed if address not in fetched and "/icons/" not in address] == []


def test_a_change_of_any_page_is_another_worker(app, client, monkeypatch, tmp_path):
    before = client.get("/sw.js").text
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("<p>Another page</p>")
    monkeypatch.setattr(shell, "CHECKOUT", tmp_path)
    shell._version.cache_clear()
    after = client.get("/sw.js").text
    shell._version.cache_clear()
    assert shell_of(before) == shell_of(after)
    assert before != after


def test_the_worker_holds_the_same_outbox_as_the_pages(app, client):
    script = client.get("/sw.js").text
    outbox = app.extensions["afterrun"].assets.files["js/outbox.js"].body.decode()
    assert not re.search(r"^(export|import)\b", script, re.MULTILINE)
    for line in outbox.splitlines():
        assert line.removeprefix("export ") in script
    given = re.search(r"^return \{ (.*) \};$", script, re.MULTILINE)[1].split(", ")
    used = set(re.findall(r"\boutbox\.(\w+)\(", script))
    assert {"flushSignedIn", "unsent"} <= used <= set(given)


def test_the_kill_path_serves_a_worker_that_ends_itself_and_no_page_asks_for_one(config, clock):
    app = another_app(config, kill_service_worker=True)
    script = browser(app).get("/sw.js").text
    assert "registration.unregister()" in script
    assert "fetch" not in script
    assert "indexedDB" not in script
    assert " data-worker" not in browser(app).get("/").text
    app.extensions["afterrun"].engine.dispose()


@pytest.mark.parametrize(
    ("path", "words"), [("/offline", "This page needs"), ("/offline/today", "is not on this phone")]
)
def test_the_pages_for_no_signal_know_nobody(client, path, words):
    answer = client.get(path)
    assert answer.status_code == 200
    assert words in answer.text
    assert "Set-Cookie" not in answer.headers
    assert "data-user" not in answer.text


def test_every_page_says_whose_it_is(app, now, client):
    anna, bert = newcomer(app, now), member(app, now, "bert@example.org")
    assert client.get("/").headers["X-Person"] == "nobody"
    for player in (anna, bert):
        assert player.client.get("/me").headers["X-Person"] == str(player.person.id)
    assert bert.client.post("/account/sign-out").headers["X-Person"] == "nobody"


def test_a_fault_of_ours_does_not_say_that_somebody_has_left(app, anna, monkeypatch):
    monkeypatch.setattr("webapp.web.today.days.opened_day", _break)
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = anna.client.get("/today")
    assert answer.status_code == 500
    assert "X-Person" not in answer.headers


def test_what_is_the_same_for_everybody_does_not_ask_who_it_is(client):
    assert "X-Person" not in client.get("/sw.js").headers


def test_a_page_with_a_name_may_be_kept_and_no_other(app, now, anna, client):
    for path, name in (("/today", "/days/2026-11-18"), ("/today?source=pwa", "/days/2026-11-18"),
                       ("/today?short=5", "/days/2026-11-18?short=5"), ("/today?short=77", "/days/2026-11-18"),
                       ("/exercises/clamshell", "/exercises/clamshell?day=2026-11-18"), ("/about", "/about"),
                       ("/exercises/clamshell?day=2026-11-18", "/exercises/clamshell?day=2026-11-18"),
                       ("/exercises/back-squat", "/exercises/back-squat")):  # fmt: skip
        answer = anna.client.get(path)
        assert (answer.headers["X-Keep"], answer.headers["Cache-Control"]) == (name, "private, no-cache"), path
    assert client.get("/").headers["X-Keep"] == "/"
    for path in WITHOUT_A_NAME:
        answer = anna.client.get(path)
        assert answer.status_code == 200, path
        assert "X-Keep" not in answer.headers, path
        assert answer.headers["Cache-Control"] == "no-store", path


def test_what_a_page_says_only_once_is_not_kept(anna):
    for path in ("/today?batch=x", "/today?changed=1"):
        assert "X-Keep" not in anna.client.get(path).headers


def test_a_page_that_tells_of_pain_is_never_kept(anna):
    form = {"op": "6a1f8a52-58b9-4d53-9e0f-0d3c52a1b9aa", "day": "2026-11-18", "key": "clamshell", "done": "1",
            "amount": "10", "pain": "2"}  # fmt: skip
    assert anna.client.post("/exercises/clamshell", data=form).status_code == 303
    answer = anna.client.get("/exercises/clamshell?day=2026-11-18")
    assert "pain 2 of 10" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "X-Keep" not in answer.headers


@pytest.mark.parametrize(
    ("zone", "ends"), [("Europe/Berlin", "2026-11-19T03:00"), ("Pacific/Auckland", "2026-11-18T15:00")]
)
def test_a_day_ends_at_four_in_the_morning_where_the_person_is(app, now, zone, ends):
    page = runner(app, now, zone).client.get("/today").text
    assert f'data-day-ends="{ends}:00+00:00"' in page
    assert f'data-zone="{zone}"' in page


def test_a_night_of_changed_clocks_ends_at_four_too(app, clock):
    clock.set(datetime(2026, 10, 24, 12, tzinfo=UTC))
    assert 'data-day-ends="2026-10-25T03:00:00+00:00"' in runner(app, clock.now).client.get("/today").text


def test_on_what_is_kept_the_week_and_progress_end_with_the_day_too(anna):
    for path in ("/week", "/progress"):
        assert 'data-day-ends="2026-11-19T03:00:00+00:00"' in anna.client.get(path).text


def test_nothing_offers_a_new_version_in_the_middle_of_a_first_answer(client):
    assert "data-offer" not in client.get("/start/age").text


def test_the_version_is_of_the_whole_app(app):
    with app.test_request_context():
        assets = app.extensions["afterrun"].assets
        other = replace(assets, version="0" * 16)
        assert shell._version(assets.version) != shell._version(other.version)
