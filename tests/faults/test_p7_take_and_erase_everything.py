"""Promise P7: you can take everything and erase everything."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from webapp.actions import days, people
from webapp.domain.checks import Check
from webapp.domain.profile import PastInjury, Profile
from webapp.store import checks, consents, logins, profiles, sheets, tables
from webapp.store.engine import empty_the_log, reading, writing

EMAIL, PASSWORD, DEVICE = "marker-anna@example.org", "kettle violin orbit", "marker-device"
# Found nowhere else: in answers, in a list and beside a tick.
CARD, REASON, ITEM = "marker-card", "marker-reason", "marker-item"


@pytest.fixture
def anna(app, client, engine, catalogue, now):
    """A person with a marker in everything they left, signed in on the client."""
    with writing(engine) as session:
        person, token = people.begin(session, "Europe/Berlin", DEVICE, now)
        people.keep_safe(session, person.id, EMAIL, PASSWORD, now)
        consents.give(session, person.id, consents.HEALTH, "1", now)
        answers = Profile(injuries=(PastInjury("ankle-sprain", "left"),), later={CARD: date(2027, 1, 1)})
        profiles.save_profile(session, person.id, answers, date(2026, 11, 18), now)
        opened = days.open_day(session, catalogue, person, now)
        marked = replace(opened.sheet, reason=REASON, revision=opened.sheet.revision + 1)
        sheets.replace(session, person.id, sheets.Stored(marked, opened.stored.standing), opened.sheet.revision, now)
        for item in (opened.sheet.items[0].exercise, ITEM):
            checks.add(session, person.id, Check(str(uuid4()), opened.today, item, True, now), now)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    return person


def test_p7_what_is_taken_is_everything_and_makes_the_same_person_elsewhere(app, client, engine, anna):
    with writing(engine) as session:
        session.execute(tables.check_event.delete().where(tables.check_event.c.item == ITEM))
    taken = client.get("/me/export.json", headers={"Sec-Fetch-Dest": "document"})
    document = json.loads(taken.data)
    for marker in (EMAIL, CARD, REASON, "ankle-sprain", "Europe/Berlin"):
        assert marker in taken.text
    assert client.post("/me/delete").status_code == 200
    elsewhere = app.test_client()
    elsewhere.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    upload = {"file": (BytesIO(taken.data), "export.json")}
    assert elsewhere.post("/me/import", data=upload, content_type="multipart/form-data").status_code == 200
    again = json.loads(elsewhere.get("/me/export.json", headers={"Sec-Fetch-Dest": "document"}).data)
    personal = ("zone", "units")
    assert {name: again["person"][name] for name in personal} == {name: document["person"][name] for name in personal}
    assert {**again, "person": None} == {**document, "person": None}


def test_p7_after_erasing_no_row_is_left(client, engine, anna):
    assert client.post("/me/delete").status_code == 200
    with reading(engine) as session:
        for table in tables.metadata.sorted_tables:
            if "user_id" in table.c or table.name == "person":
                assert session.execute(table.select()).all() == [], table.name


def test_p7_after_erasing_no_trace_is_left_in_the_file_or_its_log(client, engine, database_url, anna):
    """PostgreSQL keeps dead rows until its own vacuum; there it is looked for as any reader would."""
    empty_the_log(engine)
    with writing(engine) as session:
        session.execute(tables.login_session.update().values(device=DEVICE.upper()))
    markers = [*_markers(engine, anna.id), DEVICE.upper().encode()]
    assert _found(engine, database_url, markers) == markers, "each is there before, or its absence would say nothing"
    assert client.post("/me/delete").status_code == 200
    assert _found(engine, database_url, markers) == []


def test_p7_other_people_are_not_touched(client, engine, anna, now):
    with writing(engine) as session:
        other, token = people.begin(session, "UTC", "Phone", now)
        profiles.save_profile(session, other.id, Profile(minutes=45), date(2026, 11, 18), now)
    client.post("/me/delete")
    with reading(engine) as session:
        assert logins.find(session, token, now).user == other
        assert profiles.newest(session, other.id).minutes == 45


def _markers(engine, user_id: UUID) -> list[bytes]:
    with reading(engine) as session:
        hashes = session.execute(text("SELECT password_hash, recovery_hash FROM credential")).one()
        token_hash = session.scalar(text("SELECT token_hash FROM login_session"))
    words = (EMAIL, CARD, REASON, ITEM, "ankle-sprain", user_id.hex, *hashes, token_hash)
    return [word.encode() for word in words]


def _found(engine, url: str, markers: list[bytes]) -> list[bytes]:
    stored = _bytes_of_files(url) if url.startswith("sqlite") else _bytes_of_rows(engine)
    return [marker for marker in markers if marker in stored]


def _bytes_of_files(url: str) -> bytes:
    path = Path(url.removeprefix("sqlite:///"))
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))


def _bytes_of_rows(engine) -> bytes:
    with reading(engine) as session:
        rows = [str(session.execute(table.select()).all()) for table in tables.metadata.sorted_tables]
    return "".join(rows).replace("-", "").encode() + "".join(rows).encode()
