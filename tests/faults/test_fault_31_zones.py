"""Fault 31: malformed time zones. Refused with 422 wherever one can be given, and nothing changes."""

import json
from io import BytesIO

import pytest
from sqlalchemy import select

from webapp.actions import data, people
from webapp.store import people as stored_people
from webapp.store import tables
from webapp.store.engine import reading, writing
from webapp.web import data as screen

# Those that break the standard library in three ways, and those the machine would accept although they are no place.
MALFORMED = [
    "A" * 5000, "Europe/Berlin\0", "localtime", "posixrules", "right/UTC", "posix/UTC", "Factory", "../../etc/passwd",
    "/etc/localtime", "", "Europe", "europe/berlin", "Mars/Olympus", "\ud800", "Ünï/Cödé",
]  # fmt: skip


@pytest.fixture
def runner(app, client, engine, now):
    """Somebody in Berlin, signed in on the client."""
    with writing(engine) as session:
        person, token = people.begin(session, "Europe/Berlin", "Phone", now)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    return person


def test_a_malformed_zone_in_the_settings_is_422_and_changes_nothing(client, engine, runner):
    for zone in MALFORMED:
        response = client.post("/me/zone", data={"zone": _raw(zone)})
        assert response.status_code == 422, zone
        assert "There is no time zone of this name" in response.text
        assert _zone(engine, runner) == "Europe/Berlin", zone


def test_a_malformed_zone_in_an_import_is_422_and_changes_nothing(client, engine, runner, monkeypatch):
    monkeypatch.setattr(screen, "MOST_IMPORTS", 1000)
    with reading(engine) as session:
        document = data.export_person(session, runner.id)
    for zone in MALFORMED:
        document["person"]["zone"] = zone
        upload = {"file": (BytesIO(json.dumps(document).encode()), "export.json")}
        response = client.post("/me/import", data=upload, content_type="multipart/form-data")
        assert response.status_code == 422, zone
        assert _zone(engine, runner) == "Europe/Berlin", zone


def test_a_browser_that_tells_a_malformed_zone_begins_in_utc(app, engine):
    for zone in MALFORMED:
        stranger = app.test_client()
        stranger.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        assert stranger.post("/start/age", data={"age": "18-64", "zone": _raw(zone)}).status_code == 303, zone
    with reading(engine) as session:
        assert session.scalars(select(tables.person.c.zone)).all() == ["UTC"] * len(MALFORMED)


def _raw(zone: str) -> bytes:
    """As bytes, so that half a character can be sent too."""
    return zone.encode("utf-8", "surrogatepass")


def _zone(engine, runner) -> str:
    with reading(engine) as session:
        return stored_people.person(session, runner.id).zone
