"""Signing in on a phone that holds work: it comes along or stays behind, and is never lost before that choice."""

from dataclasses import dataclass
from uuid import uuid4

import pytest

from tests.web.cast import PASSWORD, Player, member, newcomer
from webapp.actions import days
from webapp.actions.checks import Tap, check_off
from webapp.store import checks, people
from webapp.store.engine import reading, writing

SIGN_IN = {"email": "anna@example.org", "password": PASSWORD}
KEY = "clamshell"


@dataclass
class Scene:
    app: object
    anna: Player
    guest: Player


@pytest.fixture
def scene(app, clock) -> Scene:
    """Anna has an account; on another phone she began again without it, and ticked."""
    anna, guest = member(app, clock.now, SIGN_IN["email"]), newcomer(app, clock.now)
    house = app.extensions["afterrun"]
    with writing(house.engine) as session:
        for player in (anna, guest):
            days.open_day(session, house.catalogue, player.person, clock.now)
        tap = Tap(str(uuid4()), "2026-11-18", KEY, True)
        check_off(session, house.catalogue, guest.person, [tap], clock.now)
    return Scene(app, anna, guest)


def test_signing_in_offers_what_this_phone_holds(scene: Scene):
    response = scene.guest.client.post("/account/sign-in", data=SIGN_IN | {"next": "/progress"})
    assert response.location == "/account/merge"
    page = scene.guest.client.get("/account/merge")
    assert "1 tick was made here" in page.text
    assert _ticked(scene, scene.anna) == []
    assert _ticked(scene, scene.guest) == [KEY]


def test_bringing_it_along_joins_the_account_and_ends_the_other(scene: Scene):
    client = _signed_in(scene)
    done = client.post("/account/merge", data={"choice": "bring"})
    assert done.status_code == 200
    assert f'data-from="{scene.guest.person.id}" data-to="{scene.anna.person.id}"' in done.text
    assert _ticked(scene, scene.anna) == [KEY]
    assert not _exists(scene, scene.guest)
    assert client.post("/account/merge", data={"choice": "bring"}).status_code == 303


def test_leaving_it_deletes_it_and_nothing_of_the_account(scene: Scene):
    client = _signed_in(scene)
    done = client.post("/account/merge", data={"choice": "leave"})
    assert f'data-from="{scene.guest.person.id}" data-to=""' in done.text
    assert not _exists(scene, scene.guest)
    assert _exists(scene, scene.anna)
    assert client.get("/account/merge").status_code == 303


@pytest.mark.parametrize("choice", ["", "both", "BRING"])
def test_without_a_choice_nothing_happens(scene: Scene, choice: str):
    client = _signed_in(scene)
    assert client.post("/account/merge", data={"choice": choice}).status_code == 422
    assert _ticked(scene, scene.guest) == [KEY]
    assert client.get("/account/merge").status_code == 200


def test_the_offer_waits_as_long_as_it_takes(scene: Scene, clock):
    client = _signed_in(scene)
    for _ in range(3):
        clock.forward(days=1)
        client.get("/account")
    assert "Work from before you signed in" in client.get("/account").text
    assert client.get("/account/merge").status_code == 200
    client.post("/account/sign-in", data=SIGN_IN)
    assert client.get("/account/merge").status_code == 200


def test_signing_out_before_deciding_gives_the_phone_its_work_back(scene: Scene):
    client = _signed_in(scene)
    client.post("/account/sign-out")
    assert "Nobody can sign in to it yet" in client.get("/account").text
    assert _ticked(scene, scene.guest) == [KEY]
    client.post("/account/sign-in", data=SIGN_IN)
    assert client.get("/account/merge").status_code == 200


def test_a_login_ended_elsewhere_before_deciding_gives_the_phone_its_work_back(scene: Scene):
    client = _signed_in(scene)
    scene.anna.client.post("/account/sign-out-everywhere")
    assert "Nobody can sign in to it yet" in client.get("/account").text
    assert _exists(scene, scene.guest)


def test_a_phone_without_work_is_asked_nothing(scene: Scene):
    client = _signed_in(scene)
    client.post("/account/merge", data={"choice": "leave"})
    client.post("/account/sign-out")
    assert client.post("/account/sign-in", data=SIGN_IN).location == "/"


def test_an_account_is_never_offered_to_another_account(scene: Scene, clock):
    bert = member(scene.app, clock.now, "bert@example.org")
    response = bert.client.post("/account/sign-in", data=SIGN_IN)
    assert response.location == "/"
    assert bert.client.get("/account/merge").status_code == 303
    assert _exists(scene, bert)


def _signed_in(scene: Scene):
    scene.guest.client.post("/account/sign-in", data=SIGN_IN)
    return scene.guest.client


def _ticked(scene: Scene, player: Player) -> list[str]:
    with reading(scene.app.extensions["afterrun"].engine) as session:
        return [check.item for check, _ in checks.all_of(session, player.person.id) if check.done]


def _exists(scene: Scene, player: Player) -> bool:
    with reading(scene.app.extensions["afterrun"].engine) as session:
        return people.person(session, player.person.id) is not None
