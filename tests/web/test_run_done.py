"""Run done: the button of Today, and the shortcut that presses it by itself."""

import pytest

from tests.web.ringing import WEEK, planned, subscribe
from tests.web.runners import runner

DAY = "2026-11-18"


@pytest.fixture
def anna(app, now):
    player = runner(app, now, runs=WEEK)
    subscribe(player)
    return player


def test_it_rings_at_once_in_the_place_of_the_planned_one(app, anna, now):
    answer = anna.client.post(f"/days/{DAY}/run-done")
    (rung,) = planned(app, anna, now.date())
    assert (answer.status_code, answer.location) == (303, f"/today?r={rung.id}")
    assert (rung.occurrence, rung.kind, rung.due_at) == ("wednesdays", "run-done", now)
    assert "Run done at 13:00" in anna.client.get("/today").text


def test_a_second_press_is_once(app, anna, now, clock):
    first = anna.client.post(f"/days/{DAY}/run-done").location
    clock.forward(minutes=2)
    assert anna.client.post(f"/days/{DAY}/run-done").location == first
    assert len(planned(app, anna, now.date())) == 1


def test_without_a_device_it_is_noted_and_the_list_opens(app, now):
    player = runner(app, now, runs=WEEK)
    assert player.client.post(f"/days/{DAY}/run-done").location == "/today"
    assert "Run done at 13:00" in player.client.get("/today").text


@pytest.mark.parametrize("day", ["2026-11-17", "2026-11-19", "yesterday", "2026-11-18T00:00"])
def test_a_page_of_another_day_presses_nothing(app, anna, now, day):
    assert anna.client.post(f"/days/{day}/run-done").location == "/today"
    assert planned(app, anna, now.date()) == []


def test_a_stranger_goes_to_the_welcome(client):
    for answer in (client.get("/run-done"), client.post(f"/days/{DAY}/run-done")):
        assert (answer.status_code, answer.location) == (303, "/")


@pytest.mark.parametrize(
    ("address", "site", "presses"),
    [("/run-done?source=shortcut", "none", True), ("/run-done?source=shortcut", "cross-site", False),
     ("/run-done?source=shortcut", "same-origin", False), ("/run-done", "none", False)],
)  # fmt: skip
def test_only_the_shortcut_presses_by_itself(app, anna, now, address, site, presses):
    page = anna.client.get(address, headers={"Sec-Fetch-Site": site}).text
    assert ("data-press-once" in page) is ("press-once.js" in page) is presses
    assert f'action="/days/{DAY}/run-done"' in page
    assert planned(app, anna, now.date()) == [], "looking at it changes nothing"
