"""The hand-over: a code made in the browser makes the installed app the same person."""

import re
from uuid import uuid4

import pytest

from tests.web.cast import Player, browser, member, newcomer
from webapp.actions.checks import Tap, check_off
from webapp.actions.days import open_day
from webapp.store import checks, logins, people
from webapp.store.engine import reading, writing


@pytest.fixture
def anna(app, clock) -> Player:
    """Somebody who has begun in a browser, without an account."""
    return _with_a_tick(app, newcomer(app, clock.now), clock.now)


def test_the_app_becomes_the_person_of_the_browser_with_a_login_of_its_own(app, clock, anna):
    phone = browser(app)
    response = phone.post("/handover", data={"code": _code(anna)}, headers={"User-Agent": "iPhone Safari"})
    assert (response.status_code, response.location) == (303, "/")
    assert phone.get("/account").text.count("This device") == 1
    assert _devices(app, anna, clock.now) == ["Chrome on Android", "Safari on iPhone"]
    assert "Safari on iPhone" in anna.client.get("/account").text


def test_a_code_opens_the_list_once(app, anna):
    code = _code(anna)
    assert browser(app).post("/handover", data={"code": code}).status_code == 303
    assert browser(app).post("/handover", data={"code": code}).status_code == 422


def test_a_code_is_worth_nothing_after_ten_minutes(app, clock, anna):
    code = _code(anna)
    clock.forward(minutes=10)
    assert browser(app).post("/handover", data={"code": code}).status_code == 422


def test_another_code_ends_the_one_before(app, anna):
    first, second = _code(anna), _code(anna)
    assert browser(app).post("/handover", data={"code": first}).status_code == 422
    assert browser(app).post("/handover", data={"code": second}).status_code == 303


def test_a_wrong_code_is_said_beside_the_field_and_kept(app):
    client = browser(app)
    response = client.post("/handover", data={"code": "AAAA-BBBB"})
    assert response.status_code == 422
    assert 'value="AAAA-BBBB"' in response.text
    assert re.search(r'id="code"[^>]*aria-invalid="true"', response.text)
    assert "not right" in response.text and 'id="code-error"' in response.text
    assert client.post("/handover").status_code == 422
    assert client.get("/today").status_code == 303, "nobody has come in"


def test_six_wrong_codes_of_one_address_are_too_many(app, anna):
    for _ in range(5):
        browser(app).post("/handover", data={"code": "AAAA-BBBB"})
    response = browser(app).post("/handover", data={"code": _code(anna)})
    assert (response.status_code, response.headers["Retry-After"]) == (429, "900")
    assert "15 minutes" in response.text


def test_twenty_codes_an_hour_are_enough_for_anybody(anna):
    answers = [anna.client.post("/handover/code").status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]


def test_only_somebody_has_a_code_to_give(app):
    response = browser(app).post("/handover/code")
    assert (response.status_code, response.location) == (303, "/")


def test_another_site_can_neither_make_nor_enter_a_code(app, anna):
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    code = _code(anna)
    assert anna.client.post("/handover/code", headers=elsewhere).status_code == 403
    assert browser(app).post("/handover", data={"code": code}, headers=elsewhere).status_code == 403
    assert browser(app).post("/handover", data={"code": code}).status_code == 303


def test_work_begun_in_the_app_waits_for_a_choice_and_can_come_along(app, clock, anna):
    guest = _with_a_tick(app, newcomer(app, clock.now), clock.now, "glute-bridge")
    response = guest.client.post("/handover", data={"code": _code(anna)})
    assert response.location == "/account/merge"
    page = guest.client.get("/account/merge").text
    assert "1 tick was made here" in page and "your account" not in page
    assert "on your list now" in guest.client.post("/account/merge", data={"choice": "bring"}).text
    assert sorted(_ticked(app, anna)) == ["clamshell", "glute-bridge"]
    assert not _exists(app, guest)


def test_a_code_of_ones_own_changes_nothing(app, clock, anna):
    response = anna.client.post("/handover", data={"code": _code(anna)})
    assert (response.status_code, response.location) == (303, "/")
    assert len(_devices(app, anna, clock.now)) == 1
    assert anna.client.get("/account/merge").location == "/", "there is no other work to decide about"


def test_coming_back_to_work_that_waited_for_a_choice_never_offers_to_delete_it(app, clock, anna):
    """From Anna to Bert's account and back by Anna's own code: what waited is where one is again."""
    other = browser(app)
    other.post("/handover", data={"code": _code(anna)})
    bert = member(app, clock.now, "bert@example.org")
    anna.client.post("/handover", data={"code": _code(bert)})
    anna.client.post("/handover", data={"code": _code(Player(other, anna.person, ""))})
    assert anna.client.get("/account/merge").location == "/"
    anna.client.post("/account/merge", data={"choice": "leave"})
    assert _ticked(app, anna) == ["clamshell"]
    assert len(_devices(app, anna, clock.now)) == 2
    assert len(_devices(app, bert, clock.now)) == 1


def test_a_device_that_got_in_by_a_code_can_be_ended_without_an_account(app, clock, anna):
    phone = browser(app)
    phone.post("/handover", data={"code": _code(anna)})
    ends = re.findall(r'action="(/account/devices/[\w-]+/end)"', anna.client.get("/account").text)
    assert len(ends) == 1
    anna.client.post(ends[0])
    assert phone.get("/today").location == "/"
    assert anna.client.get("/account").status_code == 200


def _code(player: Player) -> str:
    response = player.client.post("/handover/code")
    assert response.headers["Cache-Control"] == "no-store"
    return re.search(r'id="code"[^>]*>([^<]+)<', response.text)[1]


def _with_a_tick(app, player: Player, now, key: str = "clamshell") -> Player:
    house = app.extensions["afterrun"]
    with writing(house.engine) as session:
        open_day(session, house.catalogue, player.person, now)
        check_off(session, house.catalogue, player.person, [Tap(str(uuid4()), "2026-11-18", key, True)], now)
    return player


def _ticked(app, player: Player) -> list[str]:
    with reading(app.extensions["afterrun"].engine) as session:
        return [check.item for check, _ in checks.all_of(session, player.person.id)]


def _devices(app, player: Player, now) -> list[str]:
    with reading(app.extensions["afterrun"].engine) as session:
        return sorted(login.device for login in logins.of_person(session, player.person.id, now))


def _exists(app, player: Player) -> bool:
    with reading(app.extensions["afterrun"].engine) as session:
        return people.person(session, player.person.id) is not None
