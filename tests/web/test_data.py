"""Take it along, bring it back, take back the consent, delete it: promise P7 as people meet it."""

import io
import json
from dataclasses import replace
from uuid import uuid4

import pytest

from tests.web.cast import Player, browser, member, newcomer
from webapp.actions import answers, days
from webapp.actions.checks import Tap, check_off
from webapp.domain.profile import PastInjury
from webapp.store import consents, people, profiles
from webapp.store.engine import reading, writing

DAY = "2026-11-18"
SPRAIN = PastInjury("ankle-sprain", "left", times=3)


@pytest.fixture
def anna(app, clock) -> Player:
    """A person with an injury, a list and a tick."""
    player, house = newcomer(app, clock.now), app.extensions["afterrun"]
    with writing(house.engine) as session:
        answers.add_injury(session, house.catalogue, player.person, clock.now, SPRAIN)
        days.open_day(session, house.catalogue, player.person, clock.now)
        tap = Tap(str(uuid4()), DAY, "clamshell", True)
        check_off(session, house.catalogue, player.person, [tap], clock.now)
    return player


def test_the_export_is_one_file_that_no_cache_keeps(anna: Player):
    response = anna.client.get("/me/export.json")
    assert response.mimetype == "application/json"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Disposition"] == f'attachment; filename="afterrun-{DAY}.json"'
    assert (response.json["format"], response.json["version"]) == ("afterrun-export", 1)
    assert "ankle-sprain" in response.text
    assert [check["item"] for check in response.json["checks"]] == ["clamshell"]


def test_asvs_3_5_8_the_export_cannot_be_loaded_as_a_part_of_a_page(anna: Player):
    for destination in ("script", "image", "iframe", "style"):
        response = anna.client.get("/me/export.json", headers={"Sec-Fetch-Dest": destination})
        assert response.status_code == 403
    assert anna.client.get("/me/export.json", headers={"Sec-Fetch-Dest": "document"}).status_code == 200


def test_asvs_2_4_1_exports_and_imports_have_a_limit(anna: Player):
    statuses = [anna.client.get("/me/export.json").status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]
    statuses = [_bring(anna.client, b"{}").status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]


def test_p7_a_stranger_with_an_export_is_that_person_again(anna: Player, app):
    exported = anna.client.get("/me/export.json").json
    stranger = browser(app)
    response = _bring(stranger, json.dumps(exported).encode())
    assert response.status_code == 200
    assert "1 tick" in response.text
    again = stranger.get("/me/export.json").json
    assert again == exported


def test_bringing_it_back_twice_changes_nothing_more(anna: Player):
    exported = anna.client.get("/me/export.json").json
    assert "0 ticks" in _bring(anna.client, json.dumps(exported).encode()).text
    assert anna.client.get("/me/export.json").json["checks"] == exported["checks"]


def test_an_export_with_an_account_brings_the_email_and_a_new_code(app, clock, config):
    player = member(app, clock.now, "anna@example.org")
    exported = player.client.get("/me/export.json").data
    player.client.post("/me/delete")
    response = _bring(browser(app), exported)
    assert response.status_code == 200
    assert 'id="code"' in response.text


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "not an Afterrun export"), (b"\xff\xfe\x00", "not an Afterrun export"),
        (b"[" * 100_000, "not an Afterrun export"),
        (b"{}", ""), (b"[]", ""), (b"null", ""), (b'{"format": "afterrun-export", "version": 99}', ""),
    ],
)  # fmt: skip
def test_what_is_no_export_is_refused_beside_the_field(anna: Player, app, body: bytes, words: str):
    for client in (anna.client, browser(app)):
        response = _bring(client, body)
        assert response.status_code == 422
        assert 'id="file-error"' in response.text
        assert words in response.text


def test_a_refused_import_leaves_a_stranger_a_stranger(app):
    stranger = browser(app)
    _bring(stranger, b"{}")
    assert stranger.get("/me").location == "/"


def test_asvs_5_2_1_a_file_over_the_limit_is_refused_with_words(anna: Player):
    response = _bring(anna.client, b"{}", environ_overrides={"CONTENT_LENGTH": str(41 * 1024**2)})
    assert response.status_code == 422
    assert "too large" in response.text


def test_no_file_at_all_is_said_so(anna: Player):
    response = anna.client.post("/me/import", data={}, content_type="multipart/form-data")
    assert response.status_code == 422
    assert "Choose the file first" in response.text


def test_taking_back_the_consent_removes_injuries_and_their_work(anna: Player, app, clock):
    assert "You agreed on" in anna.client.get("/me/consent").text
    response = anna.client.post("/me/consent")
    assert response.status_code == 200
    assert "taken back" in response.text
    with reading(app.extensions["afterrun"].engine) as session:
        assert profiles.newest(session, anna.person.id).injuries == ()
        assert consents.standing_for(session, anna.person.id, consents.HEALTH) is None
    assert "sprain" not in anna.client.get("/me/export.json").text


def test_p7_one_press_deletes_everything_on_every_device(anna: Player, app, clock):
    assert "cannot be undone" in anna.client.get("/me/delete").text
    other_phone = browser(app, anna.token)
    response = anna.client.post("/me/delete")
    assert response.status_code == 200
    assert f'data-from="{anna.person.id}"' in response.text
    assert anna.client.get("/me").location == "/"
    assert other_phone.get("/me").location == "/"
    with reading(app.extensions["afterrun"].engine) as session:
        assert people.person(session, anna.person.id) is None


def test_deleting_one_leaves_the_others(anna: Player, app, clock):
    bert = newcomer(app, clock.now)
    anna.client.post("/me/delete")
    assert bert.client.get("/me/export.json").status_code == 200
    assert replace(bert.person, id=anna.person.id) != bert.person


def _bring(client, body: bytes, **more):
    upload = {"file": (io.BytesIO(body), "afterrun.json")}
    return client.post("/me/import", data=upload, content_type="multipart/form-data", **more)
