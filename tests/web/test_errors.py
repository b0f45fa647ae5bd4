"""Faults: the right status, the product's look, never a trace, and nothing the database has to be asked for."""

import json
from datetime import timedelta

import pytest
from werkzeug.exceptions import Conflict, TooManyRequests

from tests.web.cast import browser, newcomer
from webapp.actions.refused import Refused
from webapp.store import Busy, DiskFull, NotWritable
from webapp.web import errors, visitor

SECRET = "my-left-knee"


@pytest.fixture
def faulty(own_app):
    """An app with an address for every kind of fault."""
    kinds = {
        "busy": Busy("locked"), "full": DiskFull("full"), "readonly": NotWritable("read-only"),
        "refused": Refused("zone", "There is no such zone."), "often": Refused("", "Wait.", timedelta(seconds=90)),
        "bug": ValueError(SECRET), "conflict": Conflict(), "many": TooManyRequests(retry_after=30),
    }  # fmt: skip
    for name, fault in kinds.items():
        own_app.add_url_rule(f"/faulty/{name}", f"faulty_{name}", _raiser(fault))
    own_app.testing = False
    return own_app


def _raiser(fault: Exception):
    def view():
        raise fault

    return view


@pytest.mark.parametrize(
    ("name", "status", "retry"),
    [("busy", 503, "5"), ("full", 507, None), ("readonly", 503, "60"), ("refused", 422, None), ("often", 429, "90"),
     ("bug", 500, None), ("conflict", 409, None), ("many", 429, "30")],
)  # fmt: skip
def test_each_kind_of_fault_has_its_answer(faulty, name: str, status: int, retry: str | None):
    response = browser(faulty).get(f"/faulty/{name}")
    assert response.status_code == status
    assert response.headers.get("Retry-After") == retry
    assert response.headers["Cache-Control"] == "no-store"
    assert errors.WORDS[status][0] in response.text


def test_asvs_16_5_1_a_fault_shows_a_reference_and_no_trace(faulty, capsys):
    response = browser(faulty).get("/faulty/bug")
    logged = capsys.readouterr().out
    assert response.headers["X-Request-Id"] in response.text
    assert response.headers["X-Request-Id"] in logged
    assert '"error": "ValueError"' in logged
    assert SECRET not in response.text + logged
    assert "Traceback" not in response.text + logged


def test_a_fault_for_htmx_is_a_fragment(faulty):
    response = browser(faulty).get("/faulty/refused", headers={"HX-Request": "true"})
    assert response.status_code == 422
    assert "There is no such zone." in response.text
    assert "<html" not in response.text
    assert "HX-Request" in response.headers["Vary"]


@pytest.mark.parametrize(("path", "status"), [("/nothing", 404), ("/account/sign-out", 405), ("/sync", 405)])
def test_an_address_that_is_not_there_says_so(client, path: str, status: int):
    response = client.get(path)
    assert response.status_code == status
    if status == 405:
        assert "POST" in response.headers["Allow"]


def test_programs_get_json(client):
    for response in (client.get("/sync"), client.post("/sync", json={})):
        assert response.mimetype == "application/json"
        assert set(json.loads(response.data)) == {"error"}


def test_a_page_that_says_the_database_is_away_does_not_ask_it(faulty, clock, monkeypatch):
    player = newcomer(faulty, clock.now)

    def away(*_):
        raise Busy("locked")

    monkeypatch.setattr(visitor.logins, "find", away)
    response = player.client.get("/me")
    assert response.status_code == 503
    assert errors.WORDS[503][0] in response.text


def test_a_fault_in_the_error_page_still_answers(faulty, monkeypatch):
    def broken(*_, **__):
        raise LookupError(SECRET)

    monkeypatch.setattr(errors, "render_template", broken)
    response = browser(faulty).get("/faulty/busy")
    assert response.status_code == 503
    assert "Busy for a moment" in response.text
    assert SECRET not in response.text


def test_too_large_a_form_is_refused_early(client):
    response = client.post("/account/sign-in", data={"email": "x" * 70_000})
    assert response.status_code == 413
    response = client.post("/account/sign-in", environ_overrides={"CONTENT_LENGTH": str(4 * 1024**3)})
    assert response.status_code == 413


def test_too_many_fields_are_refused(client):
    parts = {f"field{n}": "x" for n in range(200)}
    response = client.post("/account/sign-in", data=parts, content_type="multipart/form-data")
    assert response.status_code == 413


def test_words_for_waiting():
    assert errors.wait(20) == "a minute"
    assert errors.wait(121) == "3 minutes"
