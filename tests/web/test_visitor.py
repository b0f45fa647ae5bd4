"""The cookie: what it holds, how long it lasts, and what an ended login means."""

import re
from datetime import timedelta

from flask.sessions import SecureCookieSessionInterface

from tests.web.cast import PASSWORD, browser, member, newcomer
from webapp.store import logins
from webapp.store.engine import reading, writing


def test_the_cookie_holds_a_random_token_and_nothing_about_the_person(app, clock):
    member(app, clock.now, "anna@example.org")
    phone = browser(app)
    phone.post("/account/sign-in", data={"email": "anna@example.org", "password": PASSWORD})
    with phone.session_transaction() as cookie:
        held = dict(cookie)
    assert set(held) == {"_user_id", "_permanent", "on"}
    assert len(held["_user_id"]) >= 43  # 256 bits


def test_asvs_7_2_3_only_a_hash_of_the_token_is_stored(app, clock, database_url):
    player = newcomer(app, clock.now)
    with writing(app.extensions["afterrun"].engine) as session:
        rows = session.connection().exec_driver_sql("SELECT * FROM login_session").all()
    assert rows
    assert player.token not in repr(rows)


def test_the_cookie_lasts_a_year_from_the_last_visit_and_is_sent_once_a_day(app, clock):
    player = newcomer(app, clock.now)
    first = player.client.get("/account")
    expires = re.search(r"Expires=([^;]+)", first.headers["Set-Cookie"])
    assert expires
    assert "Set-Cookie" not in player.client.get("/account").headers
    clock.forward(days=1)
    assert "Set-Cookie" in player.client.get("/account").headers


def test_a_login_ends_after_a_year_without_a_visit_and_not_before(app, clock):
    player, idle = newcomer(app, clock.now), newcomer(app, clock.now)
    clock.forward(days=364)
    assert player.client.get("/account").status_code == 200
    clock.forward(days=2)
    assert browser(app, player.token).get("/account").status_code == 200
    assert browser(app, idle.token).get("/account").location == "/"


def test_a_visit_is_noted_at_most_every_ten_minutes(app, clock):
    player = newcomer(app, clock.now)
    began = clock.now
    for minutes, noted in ((5, 0), (4, 0), (2, 11)):
        clock.forward(minutes=minutes)
        player.client.get("/account")
        assert _seen_at(app, player, clock) == began + timedelta(minutes=noted)


def test_a_forged_or_foreign_cookie_is_a_stranger(app, clock, config):
    player = newcomer(app, clock.now)
    forger = SecureCookieSessionInterface()
    app.secret_key, ours = "another key of thirty-two bytes or so", app.secret_key
    forged = forger.get_signing_serializer(app).dumps({"_user_id": player.token})
    app.secret_key = ours
    for value in (forged, "garbage", "a.b.c", player.token):
        stranger = browser(app)
        stranger.set_cookie("afterrun", value)
        assert stranger.get("/account").location == "/"
    assert browser(app, "no such token").get("/account").location == "/"


def test_a_phone_that_changes_network_and_browser_version_stays_signed_in(app, clock):
    player = newcomer(app, clock.now)
    response = player.client.get(
        "/account", headers={"User-Agent": "Another/2"}, environ_base={"REMOTE_ADDR": "198.51.100.9"}
    )
    assert response.status_code == 200


def test_a_stranger_is_led_to_the_start_by_pages_and_told_by_programs(app):
    stranger = browser(app)
    assert (stranger.get("/me").status_code, stranger.get("/me").location) == (303, "/")
    assert stranger.get("/me", headers={"HX-Request": "true"}).status_code == 401
    assert stranger.post("/sync", json={}).status_code == 401


def _seen_at(app, player, clock):
    with reading(app.extensions["afterrun"].engine) as session:
        return logins.find(session, player.token, clock.now).seen_at
