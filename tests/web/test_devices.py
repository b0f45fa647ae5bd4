"""Devices that ring: who may make one known, what is refused, and trying or taking one away."""

import pytest

from tests.web.cast import browser
from tests.web.ringing import DEVICES, devices, planned, subscribe, subscription
from tests.web.runners import runner

APP = {"X-App": "1"}


@pytest.fixture
def anna(app, now):
    return runner(app, now)


@pytest.fixture
def bert(app, now):
    return runner(app, now)


def test_a_browser_makes_itself_known_once_however_often_it_says_so(app, anna, now):
    told = subscription()
    first = anna.client.post(DEVICES, json=told, headers=APP)
    again = anna.client.post(DEVICES, json=told | {"asked": True}, headers=APP)
    assert (first.status_code, again.status_code) == (200, 200)
    (device,) = devices(app, anna)
    assert first.json == again.json == {"id": str(device.id)}
    assert device.key_id == app.extensions["afterrun"].keys.key_id
    assert (device.made_at, device.seen_at) == (now, now)


def test_a_device_that_was_taken_away_is_told_so_until_somebody_turns_it_on(app, anna):
    told = subscription()
    known = anna.client.post(DEVICES, json=told, headers=APP).json["id"]
    anna.client.post(f"{DEVICES}/{known}/removal")
    for each in (told, told | {"asked": False}, subscription()):
        answer = anna.client.post(DEVICES, json=each, headers=APP)
        assert (answer.status_code, answer.mimetype) == (404, "application/json")
    assert devices(app, anna) == []
    assert anna.client.post(DEVICES, json=told | {"asked": True}, headers=APP).status_code == 200
    assert anna.client.post(DEVICES, json=told, headers=APP).status_code == 200


def test_one_that_its_push_service_lost_comes_back_with_another_address(app, anna):
    told = subscription()
    anna.client.post(DEVICES, json=told, headers=APP)
    assert anna.client.post(f"{DEVICES}/here/loss").status_code == 403
    assert anna.client.post(f"{DEVICES}/here/loss", headers=APP).status_code == 204
    assert devices(app, anna) == []
    answer = anna.client.post(DEVICES, json=told, headers=APP)
    assert (answer.status_code, answer.mimetype) == (410, "application/json")
    assert anna.client.post(DEVICES, json=subscription(), headers=APP).status_code == 200


def test_lost_and_left_off_it_stays_away(app, anna):
    subscribe(anna)
    anna.client.post(f"{DEVICES}/here/loss", headers=APP)
    answer = anna.client.post(f"{DEVICES}/here/removal")
    assert (answer.status_code, answer.location) == (303, "/me/reminders?said=left-off")
    assert "It stays off on this device." in anna.client.get(answer.location).text
    assert subscribe(anna).status_code == 404
    assert devices(app, anna) == []


def test_a_device_that_rings_is_not_left_off_by_that(app, anna):
    subscribe(anna)
    anna.client.post(f"{DEVICES}/here/removal")
    assert len(devices(app, anna)) == 1


def test_an_endpoint_belongs_to_who_signed_in_there_last(app, anna, bert):
    told = subscription()
    for player in (anna, bert):
        assert player.client.post(DEVICES, json=told, headers=APP).status_code == 200
    assert devices(app, anna) == []
    assert len(devices(app, bert)) == 1


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (subscription("http://updates.push.services.mozilla.com/x"), 422),
        (subscription("https://169.254.169.254/latest/meta-data"), 422),
        (subscription("https://fcm.googleapis.com@evil.example/x"), 422),
        (subscription("https://fcm.googleapis.com:8443/x"), 422),
        (subscription("https://fcm.googleapis.com.evil.example/x"), 422),
        (subscription("https://fcm.googleapis.com/" + "x" * 1024), 422),
        (subscription(keys={"p256dh": "AAAA", "auth": "AAAA"}), 422),
        (subscription(keys={"p256dh": "", "auth": ""}), 422),
        (subscription(keys=None), 400), (subscription(keys=[]), 400), (subscription() | {"endpoint": 7}, 400),
        ({}, 400), ([], 400), (None, 400), ("x", 400),
    ],
    ids=lambda value: str(value)[:60],
)  # fmt: skip
def test_what_is_no_push_service_is_refused_in_a_sentence(app, anna, told, status):
    answer = anna.client.post(DEVICES, json=told, headers=APP)
    assert (answer.status_code, answer.mimetype) == (status, "application/json")
    assert answer.json["error"].endswith(".")
    assert devices(app, anna) == []


def test_a_form_of_another_site_cannot_subscribe_anybody(app, anna):
    assert anna.client.post(DEVICES, json=subscription()).status_code == 403
    assert browser(app).post(DEVICES, json=subscription(), headers=APP).status_code == 401
    assert devices(app, anna) == []


def test_twenty_an_hour_are_enough(anna):
    told = subscription()
    answers = [anna.client.post(DEVICES, json=told, headers=APP).status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]


def test_one_to_try_goes_to_that_device_alone(app, anna, now):
    known = subscribe(anna).json["id"]
    answer = anna.client.post(f"{DEVICES}/{known}/test")
    assert (answer.status_code, answer.location) == (303, "/me/reminders?said=test")
    (tried,) = planned(app, anna, now.date())
    assert (tried.kind, tried.state, tried.due_at) == ("test", "pending", now)
    assert "One is on its way" in anna.client.get(answer.location).text


def test_ten_tries_an_hour_are_enough(anna):
    known = subscribe(anna).json["id"]
    assert [anna.client.post(f"{DEVICES}/{known}/test").status_code for _ in range(11)] == [303] * 10 + [429]


def test_taking_it_away_twice_is_once(app, anna):
    known = subscribe(anna).json["id"]
    for _ in range(2):
        answer = anna.client.post(f"{DEVICES}/{known}/removal")
        assert (answer.status_code, answer.location) == (303, "/me/reminders?said=removed")
    assert devices(app, anna) == []


def test_another_persons_device_is_nothing(app, anna, bert):
    known = subscribe(anna).json["id"]
    assert bert.client.post(f"{DEVICES}/{known}/test").status_code == 404
    bert.client.post(f"{DEVICES}/{known}/removal")
    assert len(devices(app, anna)) == 1
    assert bert.client.post(f"{DEVICES}/not-a-number/test").status_code == 404


def test_signing_out_ends_it(app, anna):
    subscribe(anna)
    anna.client.post("/account/sign-out")
    assert devices(app, anna) == []
