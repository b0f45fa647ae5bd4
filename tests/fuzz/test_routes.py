"""Fault 32: whatever is sent to whatever address by whomever, the server answers, never with 500 or another's data."""

import io
import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.forms import forms_in
from tests.sizes import FULL
from tests.web.cast import PASSWORD, Player, browser
from tests.web.runners import SPRAIN, runner
from webapp.actions import answers, days, people
from webapp.store.engine import writing

EXAMPLES = 6000 if FULL else 500
FUZZ = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True, database=None
)
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
MARK = "zebrafinch"  # in what belongs to Anna alone
ENDS = ("/me/delete", "/account/sign-out")

MARKUP = "".join(path.read_text() for path in sorted(TEMPLATES.rglob("*.html")))
NAMES = sorted(set(re.findall(r'name="([\w-]+)"', MARKUP)))
WORDS = (
    "", "0", "1", "-1", "10", "11", "1e309", "NaN", "9" * 400, "0x10", "²", "on", "none", "left", "both", "clamshell",
    "clamshell@morning", "ankle-sprain", "ankle", "q02", "2026-11-18", "2026-11-19", "0001-01-01", "9999-12-31",
    "2026-02-30", "00000000-0000-0000-0000-000000000007", "Europe/Berlin", "../../etc/passwd", "right/UTC", "A" * 5000,
    "a@b.example", PASSWORD, "\x00", "\ud7ff", "<script>", "'; --", "{{7*7}}", "//evil.test", "bring", "leave",
    "metric",
)  # fmt: skip
values = st.one_of(st.sampled_from(WORDS), st.text(max_size=40))
numbers = st.one_of(st.integers(), st.floats(), st.sampled_from([10**30, -(10**30), 2**63, 0.5]))
leaves = st.one_of(st.none(), st.booleans(), numbers, values)
documents = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(values, inner, max_size=4), max_leaves=12
)
ops = st.fixed_dictionaries(
    {"op": values, "day": values, "item": values, "done": leaves},
    optional={"age": leaves, "amount": leaves, "load": leaves, "effort": leaves, "pain": leaves},
)
outboxes = st.fixed_dictionaries({"v": st.just(1), "user": values, "ops": st.lists(st.one_of(ops, leaves), max_size=5)})
exports = st.fixed_dictionaries(
    {"format": st.just("afterrun-export"), "version": st.just(1)},
    optional={"person": documents, "answers": documents, "days": documents, "checks": documents, "consents": documents},
)
fields = st.dictionaries(st.sampled_from(NAMES), values, max_size=8)
queries = st.dictionaries(st.sampled_from([*NAMES, "short", "day", "batch", "next"]), values, max_size=2)
bodies = st.one_of(
    st.tuples(st.just("form"), fields),
    st.tuples(st.just("file"), st.one_of(st.binary(max_size=200), exports.map(lambda made: json.dumps(made).encode()))),
    st.tuples(st.just("json"), st.one_of(documents, outboxes)),
    st.tuples(st.sampled_from(["text/plain", "application/json", "multipart/form-data", "nonsense", ""]), st.binary()),
)
headers = st.dictionaries(
    st.sampled_from(["HX-Request", "HX-Target", "X-App", "Accept-Encoding", "Accept", "Range", "If-None-Match",
                     "X-Forwarded-For", "X-Forwarded-Host", "Content-Type", "Referer", "Cookie"]),
    st.one_of(st.sampled_from(["1", "true", "br", "*", "bytes=0-", "text/html"]), st.text("abc;=,*\"/ %", max_size=20)),
    max_size=4,
)  # fmt: skip
METHODS = ["GET", "POST", "POST", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"]
PAGES = (
    "/", "/today", "/today?short=5", "/today/report", "/start/age", "/start/injuries", "/start/pain", "/injuries",
    "/start/red-flags", "/me", "/me/age", "/me/kit", "/me/minutes", "/me/extras", "/me/free-day", "/me/zone",
    "/me/units", "/me/safety", "/me/safety/conditions", "/me/safety/body", "/me/safety/red-flags", "/account",
    "/account/keep-safe", "/account/sign-in", "/account/recover", "/account/password", "/account/merge",
    "/me/consent", "/exercises/clamshell?day=2026-11-18",
    "/runs", "/runs/new?day=tue", "/runs/on/2026-11-18", "/runs/on/2026-11-18/new", "/races", "/races/new", "/me/lifting",
    "/me/barbell", "/me/jumps", "/me/background", "/me/plates", "/me/weight", "/install", "/handover",
)  # fmt: skip
changes = st.lists(st.tuples(st.integers(0, 40), values), max_size=3)


@dataclass
class Scene:
    """Anna, whose data must show up nowhere else; Bert; and a stranger."""

    app: object
    players: dict[str, Player]

    def client(self, name: str):
        return browser(self.app, self.players[name].token if name in self.players else "")


def test_fault_32_no_request_of_any_shape_breaks_the_server(app, clock):
    scene = _scene(app, clock.now)
    rules = sorted(app.url_map.iter_rules(), key=str)

    @FUZZ
    @given(st.data())
    def send(data):
        clock.forward(minutes=7)
        who = data.draw(st.sampled_from(["anna", "bert", "stranger"]), "who")
        method = data.draw(st.sampled_from(METHODS), "method")
        path = _address(data, data.draw(st.sampled_from(rules), "rule"))
        query = data.draw(queries, "query")
        body = _body(*data.draw(bodies, "body")) if method not in ("GET", "HEAD") else {}
        response = scene.client(who).open(path, method=method, query_string=query, headers=data.draw(headers), **body)
        _judge(scene, clock.now, who, response, method, path)

    send()


def test_fault_32_no_form_of_ours_breaks_when_filled_in_strangely(app, clock):
    """The forms as the pages show them, some of their fields left out and some changed."""
    scene = _scene(app, clock.now)

    @FUZZ
    @given(st.sampled_from(PAGES), st.integers(0, 30), st.sets(st.integers(0, 40)), changes)
    def fill(page, number, left_out, changed):
        clock.forward(minutes=7)
        client = scene.client("anna")
        forms = forms_in(client.get(page).text)
        if not forms:
            return
        form = forms[number % len(forms)]
        names = [name for name, _ in form.fields] or NAMES
        filled = dict(pair for place, pair in enumerate(form.fields) if place not in left_out)
        filled |= {names[place % len(names)]: value for place, value in changed}
        response = client.open(form.action, method=form.method, data=filled)
        _judge(scene, clock.now, "anna", response, form.method, form.action)

    fill()


def _scene(app, now: datetime) -> Scene:
    return Scene(app, {name: _person(app, now, name) for name in ("anna", "bert")})


def _person(app, now: datetime, name: str) -> Player:
    player, house = runner(app, now), app.extensions["afterrun"]
    with writing(house.engine) as session:
        answers.add_injury(session, house.catalogue, player.person, now, SPRAIN)
        days.open_day(session, house.catalogue, player.person, now)
    if name == "anna":
        with writing(house.engine) as session:
            people.keep_safe(session, player.person.id, f"{MARK}.{player.person.id}@example.org", PASSWORD, now)
    return player


def _address(data, rule) -> str:
    address = str(rule)
    for part in re.findall(r"<[^>]+>", address):
        word = data.draw(st.one_of(st.sampled_from(WORDS[:30]), st.text(max_size=10)), part)
        choices = re.findall(r"'([^']+)'", part)
        text = data.draw(st.sampled_from(choices)) if choices else word.replace("?", "").replace("#", "")
        address = address.replace(part, text, 1)
    return address if address.startswith("/") else f"/{address}"


def _body(kind: str, content) -> dict:
    if kind == "form":
        return {"data": content}
    if kind == "json":
        return {"data": json.dumps(content), "content_type": "application/json"}
    if kind == "file":
        return {"data": {"file": (io.BytesIO(content), "x.json")}, "content_type": "multipart/form-data"}
    return {"data": content, "content_type": kind}


def _judge(scene: Scene, now: datetime, who: str, response, method: str, path: str) -> None:
    assert response.status_code < 500, f"{method} {path}"
    assert "Content-Security-Policy" in response.headers
    if who != "anna":
        assert MARK not in response.get_data(as_text=False).decode("utf-8", "replace")
    if method == "POST" and path.rstrip("/") in ENDS and who in scene.players:
        scene.players[who] = _person(scene.app, now, who)
