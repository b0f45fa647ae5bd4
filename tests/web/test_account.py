"""The account: keep it safe, sign in and out, recover, the password, devices."""

import re
from uuid import uuid4

import pytest

from tests.web.cast import PASSWORD, browser, member, newcomer
from webapp.store import logins
from webapp.store.engine import reading

EMAIL = "anna@example.org"
NEW_PASSWORD = "nine loud otters swim"
SIGN_IN = {"email": EMAIL, "password": PASSWORD}


@pytest.fixture
def anna(app, clock):
    return member(app, clock.now, EMAIL)


def test_keeping_it_safe_shows_the_recovery_code_once_and_never_the_password(app, clock):
    player = newcomer(app, clock.now)
    response = player.client.post("/account/keep-safe", data=SIGN_IN)
    assert response.status_code == 200
    code = _code(response.text)
    assert PASSWORD not in response.text
    assert code not in player.client.get("/account").text
    assert EMAIL in player.client.get("/account").text


def test_the_recovery_code_can_be_kept_as_a_file_without_script(anna):
    response = anna.client.post("/account/recovery-code.txt", data={"code": "7K3QX-AAAAA-BBBBB-CCCCC-DDDDD-E"})
    assert response.status_code == 200
    assert response.mimetype == "text/plain"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "7K3QX-AAAAA-BBBBB-CCCCC-DDDDD-E" in response.text
    assert anna.client.post("/account/recovery-code.txt", data={"code": "<script>"}).status_code == 422


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"email": "anna", "password": PASSWORD}, "email", "Enter an e-mail address"),
        ({"email": "", "password": ""}, "email", "Enter an e-mail address"),
        ({"email": EMAIL, "password": "short"}, "password", "at least 15 characters"),
        ({"email": EMAIL, "password": "anna@example.org!"}, "password", "does not contain your e-mail"),
        ({"email": EMAIL, "password": "passwordpassword"}, "password", "too easy to guess"),
        ({"email": EMAIL, "password": "x1" * 200}, "password", "at most 256"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field_and_keeps_the_email(app, clock, typed, field, words):
    player = newcomer(app, clock.now)
    response = player.client.post("/account/keep-safe", data=typed)
    assert response.status_code == 422
    assert words in response.text
    assert f'id="{field}-error"' in response.text
    assert re.search(rf'id="{field}"[^>]*aria-invalid="true"', response.text)
    assert f'value="{typed["email"]}"' in response.text
    assert not typed["password"] or f'"{typed["password"]}"' not in response.text
    assert "Nobody can sign in to it yet" in player.client.get("/account").text


def test_an_email_that_has_an_account_is_not_given_twice(app, clock, anna):
    response = newcomer(app, clock.now).client.post("/account/keep-safe", data=SIGN_IN)
    assert response.status_code == 422
    assert "already has an account" in response.text


def test_signing_in_on_another_device_opens_the_same_person(app, anna):
    phone = browser(app)
    response = phone.post("/account/sign-in", data=SIGN_IN | {"next": "/progress"})
    assert (response.status_code, response.location) == (303, "/progress")
    assert EMAIL in phone.get("/account").text


def test_capitals_and_spaces_around_the_email_do_not_matter(app, anna):
    response = browser(app).post("/account/sign-in", data=SIGN_IN | {"email": " Anna@Example.ORG "})
    assert response.status_code == 303


@pytest.mark.parametrize("path", ["//evil.test", "https://evil.test", "/\\evil.test", "javascript:alert(1)"])
def test_asvs_3_7_2_signing_in_leads_to_no_other_site(app, anna, path: str):
    assert browser(app).post("/account/sign-in", data=SIGN_IN | {"next": path}).location == "/"


def test_asvs_6_3_8_a_wrong_password_and_an_unknown_email_are_answered_alike(app, anna):
    wrong = browser(app).post("/account/sign-in", data={"email": EMAIL, "password": NEW_PASSWORD})
    unknown = browser(app).post("/account/sign-in", data={"email": "nobody@example.org", "password": NEW_PASSWORD})
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace(EMAIL, "x") == unknown.text.replace("nobody@example.org", "x")
    code = {"code": "7K3QX-AAAAA-BBBBB-CCCCC-DDDDD-E", "password": NEW_PASSWORD}
    wrong = browser(app).post("/account/recover", data=code | {"email": EMAIL})
    unknown = browser(app).post("/account/recover", data=code | {"email": "nobody@example.org"})
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace(EMAIL, "x") == unknown.text.replace("nobody@example.org", "x")


def test_asvs_6_3_1_too_many_tries_pause_and_the_pause_ends(app, clock, anna):
    guess = {"email": EMAIL, "password": NEW_PASSWORD}
    for _ in range(5):
        assert browser(app).post("/account/sign-in", data=guess).status_code == 422
    paused = browser(app).post("/account/sign-in", data=SIGN_IN)
    assert paused.status_code == 429
    assert 0 < int(paused.headers["Retry-After"]) <= 900
    assert "too many tries" in paused.text
    assert f'value="{EMAIL}"' in paused.text
    clock.forward(seconds=int(paused.headers["Retry-After"]))
    assert browser(app).post("/account/sign-in", data=SIGN_IN).status_code == 303


def test_one_address_registers_only_so_often(app, clock):
    player = newcomer(app, clock.now)
    for _ in range(10):
        assert player.client.post("/account/keep-safe", data={"email": "no", "password": "no"}).status_code == 422
    assert player.client.post("/account/keep-safe", data=SIGN_IN).status_code == 429


def test_asvs_7_2_4_a_sign_in_gets_a_cookie_of_its_own(app, clock, anna):
    """A cookie planted before the sign-in is worth nothing after it."""
    planted = newcomer(app, clock.now)
    planted.client.post("/account/sign-in", data=SIGN_IN)
    with planted.client.session_transaction() as cookie:
        assert cookie["_user_id"] not in (planted.token, anna.token)
    with reading(app.extensions["afterrun"].engine) as session:
        assert logins.find(session, cookie["_user_id"], clock.now).email == EMAIL


def test_asvs_7_4_1_signing_out_ends_the_login_itself(app, anna):
    stolen = browser(app, anna.token)
    assert anna.client.post("/account/sign-out").status_code == 303
    assert anna.client.get("/account").location == "/"
    assert stolen.get("/account").location == "/"


def test_asvs_7_5_2_devices_are_listed_and_can_be_ended(app, clock, anna):
    phone = browser(app)
    phone.post("/account/sign-in", data=SIGN_IN, headers={"User-Agent": "Mozilla/5.0 (iPhone) Version/27 Safari/604"})
    page = anna.client.get("/account").text
    assert "Safari on iPhone" in page
    (path,) = re.findall(r'action="(/account/devices/[^"]+/end)"', page)
    assert anna.client.post(path).status_code == 303
    assert phone.get("/account").location == "/"
    assert anna.client.post(path).status_code == 404


def test_asvs_8_2_2_nobody_ends_the_device_of_another(app, clock, anna):
    bert = member(app, clock.now, "bert@example.org")
    with reading(app.extensions["afterrun"].engine) as session:
        (login,) = logins.of_person(session, anna.person.id, clock.now)
    for stranger in (bert.client, newcomer(app, clock.now).client):
        assert stranger.post(f"/account/devices/{login.id}/end").status_code == 404
    assert anna.client.post(f"/account/devices/{uuid4()}/end").status_code == 404
    assert anna.client.get("/account").status_code == 200


def test_signing_out_everywhere_leaves_only_this_device(app, anna):
    phone = browser(app)
    phone.post("/account/sign-in", data=SIGN_IN)
    phone.post("/account/sign-out-everywhere")
    assert phone.get("/account").status_code == 200
    assert anna.client.get("/account").location == "/"


def test_the_recovery_code_sets_a_new_password_once_and_signs_every_device_out(app, clock):
    player = newcomer(app, clock.now)
    code = _code(player.client.post("/account/keep-safe", data=SIGN_IN).text)
    lost = browser(app)
    recovery = {"email": EMAIL, "code": code.lower().replace("-", " "), "password": NEW_PASSWORD}
    done = lost.post("/account/recover", data=recovery)
    assert done.status_code == 200
    assert _code(done.text) != code
    assert player.client.get("/account").location == "/"
    assert lost.post("/account/recover", data=recovery).status_code == 422
    assert browser(app).post("/account/sign-in", data=SIGN_IN).status_code == 422
    assert browser(app).post("/account/sign-in", data=SIGN_IN | {"password": NEW_PASSWORD}).status_code == 303


def test_asvs_7_4_3_a_new_password_signs_the_other_devices_out(app, anna):
    phone = browser(app)
    phone.post("/account/sign-in", data=SIGN_IN)
    refused = anna.client.post("/account/password", data={"old": NEW_PASSWORD, "password": NEW_PASSWORD})
    assert (refused.status_code, 'id="old-error"' in refused.text) == (422, True)
    assert phone.get("/account").status_code == 200
    assert anna.client.post("/account/password", data={"old": PASSWORD, "password": NEW_PASSWORD}).status_code == 303
    assert anna.client.get("/account").status_code == 200
    assert phone.get("/account").location == "/"


def test_a_new_recovery_code_asks_for_the_password_and_replaces_the_old(app, clock):
    player = newcomer(app, clock.now)
    first = _code(player.client.post("/account/keep-safe", data=SIGN_IN).text)
    assert player.client.post("/account/recovery-code", data={"password": NEW_PASSWORD}).status_code == 422
    second = _code(player.client.post("/account/recovery-code", data={"password": PASSWORD}).text)
    recovery = {"email": EMAIL, "password": NEW_PASSWORD}
    assert browser(app).post("/account/recover", data=recovery | {"code": first}).status_code == 422
    assert browser(app).post("/account/recover", data=recovery | {"code": second}).status_code == 200


def test_whoever_has_an_account_is_not_asked_for_one(anna):
    for path in ("/account/keep-safe", "/account/sign-in"):
        assert anna.client.get(path).location == "/account"


def test_whoever_has_none_is_asked_to_make_one_first(app, clock):
    player = newcomer(app, clock.now)
    for path in ("/account/password", "/account/recovery-code"):
        assert player.client.get(path).location == "/account/keep-safe"


def _code(text: str) -> str:
    return re.search(r'id="code"[^>]*>([0-9A-Z-]+)<', text)[1]
