"""Every address, tried by everybody: a stranger, somebody anonymous, a member, another; and promises P6 and P8."""

import io
import json
import logging
import re
import socket
from datetime import datetime
from uuid import UUID, uuid4

import pytest

from tests.web.cast import PASSWORD, Player, addresses, browser, newcomer
from tests.web.runners import SPRAIN, runner
from webapp import logs
from webapp.actions import answers, days, people
from webapp.actions.checks import Tap, check_off
from webapp.store import checks, logins
from webapp.store.engine import reading, writing

DAY = "2026-11-18"
# What anybody may see. Everything else leads a stranger to the start and changes nothing.
OPEN = frozenset({
    "GET /", "GET /about", "GET /offline", "GET /offline/today", "GET /sw.js", "GET /healthz", "GET /favicon.ico", "GET /assets/0/css/app.css",
    "GET /exercises/clamshell", "GET /demo/no-such-token", "GET /start", "GET /start/age", "POST /start/age",
    "GET /account/sign-in", "POST /account/sign-in", "GET /account/recover", "POST /account/recover",
    "POST /account/recovery-code.txt", "GET /me/import", "POST /me/import",
    "GET /manifest.webmanifest", "GET /install", "POST /install/later", "GET /handover", "POST /handover",
    "GET /calendar/no-such-feed.ics",
})  # fmt: skip


def test_asvs_8_3_1_a_stranger_sees_only_what_is_open(app):
    for method, path in addresses(app):
        response = browser(app).open(path, method=method)
        if path == "/sync":
            assert response.status_code == 401
        elif f"{method} {path}" not in OPEN:
            assert (response.status_code, response.location) == (303, "/"), f"{method} {path}"


def test_a_stranger_who_only_looks_leaves_nothing_behind(app):
    for method, path in addresses(app):
        if method == "GET":
            browser(app).get(path)
    assert _rows(app) == {"person": 0, "login_session": 0, "check_event": 0, "profile": 0, "sheet": 0, "consent": 0}


def test_every_page_opens_for_somebody_anonymous_and_for_a_member(app, clock):
    for player in (runner(app, clock.now), _member_runner(app, clock.now)):
        for path in (path for method, path in addresses(app) if method == "GET"):
            response = player.client.get(path)
            assert response.status_code in (200, 303, 404), path
            if response.status_code == 404:
                assert "no-such" in path or path == "/races/2026-11-18", path


def test_somebody_who_has_begun_and_answered_nothing_meets_no_fault(app, clock):
    for method, path in addresses(app):
        response = newcomer(app, clock.now).client.open(path, method=method, data={})
        assert response.status_code < 500, f"{method} {path}"


def test_asvs_3_5_3_looking_changes_nothing(app, clock):
    """Every GET twice, as a browser that preloads would, then everything is as it was but for today's list."""
    player = _busy_runner(app, clock.now)
    player.client.get("/today")
    before = _everything(app, player)
    for method, path in addresses(app):
        if method == "GET":
            player.client.get(path)
            player.client.head(path)
    assert _everything(app, player) == before


def test_asvs_8_2_2_what_belongs_to_one_is_not_there_for_another(app, clock):
    """Every address a person's pages lead to, asked for and posted to by somebody else: nothing of theirs moves."""
    anna, bert = _busy_runner(app, clock.now), _busy_runner(app, clock.now)
    owned = _owned_addresses(app, anna, clock.now)
    assert len(owned) >= 3
    before = _everything(app, anna)
    for path in owned:
        for method in ("GET", "POST"):
            for player in (bert.client, newcomer(app, clock.now).client):
                response = player.open(path, method=method, data={"choice": "bring"})
                assert response.status_code in (404, 405), f"{method} {path}"
    assert _everything(app, anna) == before


def test_a_tick_with_the_name_of_another_is_held_and_not_written(app, clock):
    anna, bert = _busy_runner(app, clock.now), _busy_runner(app, clock.now)
    op = {"op": str(uuid4()), "day": DAY, "item": "clamshell", "done": True, "age": 0}
    before = _everything(app, anna)
    body = {"v": 1, "user": str(anna.person.id), "ops": [op]}
    response = bert.client.post("/sync", json=body, headers={"X-App": "1"})
    assert [result["state"] for result in response.json["results"]] == ["held"]
    assert _everything(app, anna) == before


def test_the_same_op_of_two_people_counts_for_each(app, clock):
    """An op is a name within one person's log: guessing another's neither shows nor blocks it."""
    anna, bert, op = _busy_runner(app, clock.now), _busy_runner(app, clock.now), str(uuid4())
    for player in (anna, bert):
        body = {"v": 1, "user": "", "ops": [{"op": op, "day": DAY, "item": "clamshell", "done": True, "age": 0}]}
        response = player.client.post("/sync", json=body | {"user": str(player.person.id)}, headers={"X-App": "1"})
        assert [result["state"] for result in response.json["results"]] == ["applied"]


CANARY = "zebrafinch"


def test_p6_nothing_personal_is_in_an_address_or_in_a_log(app, clock, capsys):
    """Canaries in every field a person can fill, on every address: no link, redirect or line of the log has one."""
    player = _busy_runner(app, clock.now)
    logs.configure("DEBUG")
    capsys.readouterr()
    canaries = (CANARY, PASSWORD, "ankle-sprain", "tight-calves", "203.0.113.77", "achilles", player.token)
    seen = []
    for method, path in _changing_last(addresses(app)):
        form = dict.fromkeys(FIELDS, CANARY) | {"email": f"{CANARY}@example.org", "password": PASSWORD}
        form |= {"file": (io.BytesIO(CANARY.encode()), f"{CANARY}.json")} if path == "/me/import" else {}
        seen.append(_ask(player, method, path, form))
    visited = [answer.location for answer in seen if answer.location]
    visited += [link for answer in seen for link in re.findall(r'(?:href|action|hx-[a-z]+)="([^"]*)"', _text(answer))]
    logged = capsys.readouterr().out
    logging.getLogger().setLevel(logging.WARNING)
    assert len(visited) > 300
    assert logged.count('"event": "request"') >= len(seen)
    assert [word for word in canaries if word in logged] == []
    assert [place for place in visited for word in canaries if word in place and place != f"/exercises/{word}"] == []


FIELDS = (
    "email", "code", "old", "next", "zone", "injury", "area", "place", "variant", "option", "since", "times", "pain",
    "side", "note", "key", "op", "item", "amount", "load", "effort", "what", "on", "yes", "none", "age", "kit",
    "choice",
)  # fmt: skip


def _ask(player: Player, method: str, path: str, form: dict):
    headers = {"X-App": "1", "User-Agent": f"Mozilla/5.0 {CANARY}", "Referer": f"http://localhost/{CANARY}"}
    somewhere = {"REMOTE_ADDR": "203.0.113.77"}
    if path == "/sync":
        op = {"op": CANARY, "day": CANARY, "item": CANARY, "done": True, "age": 0}
        return player.client.post(path, json={"v": 1, "user": CANARY, "ops": [op]}, headers=headers)
    data = form if method == "POST" else None
    return player.client.open(path, method=method, data=data, headers=headers, environ_base=somewhere)


def test_p8_the_server_talks_to_nobody(app, clock, monkeypatch):
    """Every address, as somebody with data; any attempt to open a connection is a failure. There is no push yet."""
    player = _busy_runner(app, clock.now)
    attempts = []

    def refuse(*where):
        attempts.append(where)
        raise OSError("no connections here")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse, raising=True)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for method, path in _changing_last(addresses(app)):
        player.client.open(path, method=method, data={"email": "a@elsewhere.test", "next": "https://elsewhere.test"})
    assert attempts == []


@pytest.mark.parametrize("path", ["/metrics", "/console", "/.env", "/.git/HEAD", "/server-status", "/debug", "/readyz"])
def test_asvs_13_4_2_nothing_internal_is_served(client, path: str):
    assert client.get(path).status_code == 404


def test_the_workbench_is_there_only_while_developing(app, client):
    assert client.get("/design").status_code == 404
    assert not app.debug


def _busy_runner(app, now: datetime) -> Player:
    """A person with an injury, a list and a tick."""
    player, house = runner(app, now), app.extensions["afterrun"]
    with writing(house.engine) as session:
        answers.add_injury(session, house.catalogue, player.person, now, SPRAIN)
        days.open_day(session, house.catalogue, player.person, now)
        check_off(session, house.catalogue, player.person, [Tap(str(uuid4()), DAY, "clamshell", True)], now)
    return player


def _member_runner(app, now: datetime) -> Player:
    player = runner(app, now)
    with writing(app.extensions["afterrun"].engine) as session:
        people.keep_safe(session, player.person.id, "anna@example.org", PASSWORD, now)
    return player


def _owned_addresses(app, player: Player, now: datetime) -> set[str]:
    """Addresses on the person's own pages with something in them that is only theirs."""
    with reading(app.extensions["afterrun"].engine) as session:
        (login,) = logins.of_person(session, player.person.id, now)
    pages = [player.client.get(path).text for path in ("/injuries", "/account", "/me", "/today")]
    links = {link for text in pages for link in re.findall(r'(?:href|action)="([^"#?]*)"', text)}
    entries = {link for link in links if re.match(r"/injuries/[^/]{8,}", link)}
    return entries | {f"/account/devices/{login.id}/end"}


def _changing_last(walk: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What ends the sign-in comes last, so that everything else is met signed in."""
    ends = ("/account/sign-out", "/me/delete", "/account/sign-in", "/account/recover", "/demo/no-such-token")
    return sorted(walk, key=lambda asked: (asked[0] == "POST" and asked[1] in ends, asked[0] == "POST"))


def _text(answer) -> str:
    return answer.text if answer.mimetype == "text/html" else ""


def _rows(app) -> dict[str, int]:
    tables = ("person", "login_session", "check_event", "profile", "sheet", "consent")
    with reading(app.extensions["afterrun"].engine) as session:
        connection = session.connection()
        return {table: connection.exec_driver_sql(COUNTS[table]).scalar() for table in tables}


COUNTS = {
    "person": "SELECT count(*) FROM person", "login_session": "SELECT count(*) FROM login_session",
    "check_event": "SELECT count(*) FROM check_event", "profile": "SELECT count(*) FROM profile",
    "sheet": "SELECT count(*) FROM sheet", "consent": "SELECT count(*) FROM consent",
}  # fmt: skip


def _everything(app, player: Player) -> str:
    """All that is kept about somebody, as the export has it."""
    from webapp.actions.data import export_person

    with reading(app.extensions["afterrun"].engine) as session:
        assert checks.all_of(session, player.person.id)
        return json.dumps(export_person(session, UUID(str(player.person.id))))
