"""What phones tell of reminders: shown, opened, put off; with and without script."""

from datetime import timedelta

import pytest

from tests.web.ringing import WEEK, devices, plan, planned, subscribe
from tests.web.runners import runner

APP = {"X-App": "1"}


@pytest.fixture
def anna(app, now):
    player = runner(app, now, runs=WEEK)
    subscribe(player)
    player.client.get("/today")
    return player


@pytest.fixture
def rung(app, anna, now):
    """The number of the reminder of today's run."""
    return anna.client.post(f"/days/{now.date()}/run-done").location.partition("r=")[2]


def test_shown_and_opened_are_noted_on_the_device_that_says_so(app, anna, rung, clock):
    at = clock.forward(minutes=1)
    assert anna.client.post(f"/reminders/{rung}/shown", headers=APP).status_code == 204
    assert anna.client.post(f"/reminders/{rung}/opened", headers=APP).status_code == 204
    (device,) = devices(app, anna)
    assert (device.shown_at, device.opened_at) == (at, at)


def test_another_persons_reminder_is_nothing_to_say(app, anna, rung, now):
    bert = runner(app, now)
    assert bert.client.post(f"/reminders/{rung}/shown", headers=APP).status_code == 204
    assert bert.client.post(f"/reminders/{rung}/later", headers=APP).status_code == 404
    assert devices(app, anna)[0].shown_at is None
    assert anna.client.post("/reminders/no-number/opened", headers=APP).status_code == 404


def test_later_is_half_an_hour_and_says_when(app, anna, rung, now):
    answer = anna.client.post(f"/reminders/{rung}/later", headers=APP)
    assert (answer.status_code, answer.json) == (200, {"at": "13:30"})
    (again,) = planned(app, anna, now.date())
    assert (str(again.id), again.state, again.due_at) == (rung, "pending", now + timedelta(minutes=30))


def test_without_script_today_says_when(anna, rung):
    answer = anna.client.post(f"/reminders/{rung}/later")
    assert (answer.status_code, answer.location) == (303, f"/today?r={rung}")
    assert "It rings again at 13:30." in anna.client.get(answer.location).text


def test_too_late_for_later_is_said(app, anna, now):
    times = {"due_at": now - timedelta(hours=3), "expires_at": now - timedelta(hours=1)}
    over = plan(app, anna, now.date(), "rest", "rest", state="expired", **times)
    answer = anna.client.post(f"/reminders/{over.id}/later")
    assert answer.location == f"/today?r={over.id}&late=1"
    assert "It is too late for that today." in anna.client.get(answer.location).text
    refused = anna.client.post(f"/reminders/{over.id}/later", headers=APP)
    assert (refused.status_code, refused.mimetype) == (404, "application/json")
