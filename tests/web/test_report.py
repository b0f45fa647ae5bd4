"""Something hurts, or ill today."""

import re
from uuid import uuid4

import pytest

from tests.web.cast import browser
from tests.web.runners import SPRAIN, opened, runner
from webapp.domain.sheet import Report
from webapp.store import consents
from webapp.store.engine import reading


@pytest.fixture
def anna(app, now):
    player = runner(app, now, injuries=(SPRAIN,))
    player.client.get("/today")
    return player


def test_the_places_of_ones_own_injuries_come_first(anna):
    page = anna.client.get("/today/report").text
    assert page.index("Ankle") < page.index("Somewhere else") < page.index("Neck")


def test_what_was_said_is_kept_and_shown_again(app, anna, now):
    form = {"pain-ankle": "5", "pain-calf": "0", "sharp": ["shin"], "ill": "above"}
    answer = anna.client.post("/today/report", data=form)
    assert (answer.status_code, answer.location) == (303, "/today?changed=1")
    assert opened(app, anna, now).sheet.report == Report((("ankle", 5),), ("shin",), "above")
    page = anna.client.get("/today/report").text
    assert 'name="pain-ankle" value="5" checked' in page
    assert 'value="shin" checked' in page
    assert 'name="ill" value="above" checked' in page


def test_a_red_ankle_changes_the_list_and_taking_it_back_restores_it(app, anna, now):
    before = opened(app, anna, now).sheet.items
    anna.client.post("/today/report", data={"pain-ankle": "9"})
    assert opened(app, anna, now).sheet.items != before
    anna.client.post("/today/report", data={"ill": ""})
    assert opened(app, anna, now).sheet.items == before


def test_ill_below_the_neck_means_rest(app, anna, now):
    anna.client.post("/today/report", data={"ill": "below"})
    assert opened(app, anna, now).sheet.kind == "ill"
    assert "Rest first" in anna.client.get("/today").text


def test_saying_that_it_hurts_is_the_consent(app, anna, now):
    def given():
        with reading(app.extensions["afterrun"].engine) as session:
            return consents.standing_for(session, anna.person.id, consents.HEALTH)

    anna.client.post("/today/report", data={"ill": ""})
    assert given() is None
    anna.client.post("/today/report", data={"pain-knee_front": "4"})
    assert given()


@pytest.mark.parametrize(
    "form",
    [
        {"pain-ankle": "11"},
        {"pain-ankle": "-1"},
        {"pain-ankle": "much"},
        {"sharp": "elbow"},
        {"ill": "dying"},
        {"soreness": "11"},
        {"soreness": "much"},
        {"worse": "elbow"},
    ],
)
def test_nonsense_is_refused_and_changes_nothing(app, anna, now, form):
    answer = anna.client.post("/today/report", data={"pain-calf": "4"} | form)
    assert answer.status_code == 422
    assert 'class="field__error"' in answer.text
    assert 'name="pain-calf" value="4" checked' in answer.text
    assert opened(app, anna, now).sheet.report == Report()


def test_sore_muscles_are_kept_apart_from_pain(app, anna, now):
    anna.client.post("/today/report", data={"soreness": "6"})
    assert opened(app, anna, now).sheet.report == Report(soreness=6)
    assert {"heavy", "plyo"} <= set(opened(app, anna, now).sheet.blocked)
    page = anna.client.get("/today/report").text
    assert 'name="soreness" value="6" checked' in page
    anna.client.post("/today/report", data={"soreness": "0"})
    assert opened(app, anna, now).sheet.report == Report()


def test_the_morning_after_asks_about_yesterdays_places_only(app, anna, clock):
    assert 'name="worse"' not in anna.client.get("/today/report").text
    anna.client.post("/today/report", data={"pain-calf": "2", "sharp": "knee_front"})
    assert 'name="worse"' not in anna.client.get("/today/report").text
    clock.forward(days=1)
    anna.client.get("/today")
    page = anna.client.get("/today/report").text
    assert re.findall(r'name="worse" value="([a-z_]+)"', page) == ["knee_front", "calf"]
    clock.forward(days=1)
    assert 'name="worse"' not in anna.client.get("/today/report").text


def test_worse_than_yesterday_is_red_whatever_the_score(app, anna, clock):
    anna.client.post("/today/report", data={"pain-calf": "2"})
    clock.forward(days=1)
    anna.client.get("/today")
    anna.client.post("/today/report", data={"pain-calf": "1", "worse": "calf"})
    sheet = opened(app, anna, clock.now).sheet
    assert (sheet.report.worse, sheet.sore) == (("calf",), ("calf",))
    assert 'name="worse" value="calf" checked' in anna.client.get("/today/report").text


@pytest.fixture
def morning_after(app, anna, clock):
    """Anna on the morning after she worked with an aching calf and shin."""
    anna.client.post("/today/report", data={"pain-calf": "4", "pain-shin": "3"})
    anna.client.post(f"/days/{clock.now.date()}/done", data={"batch": str(uuid4())})
    clock.forward(days=1)
    return anna


def test_today_asks_how_it_is_the_morning_after(morning_after):
    page = morning_after.client.get("/today").text
    assert "pain this morning?" in page
    assert re.findall(r'name="worse" value="([a-z_]*)">([^<]*)', page) == [
        ("", "Back to usual"), ("calf", "Worse: calf"), ("shin", "Worse: shin"),
    ]  # fmt: skip


@pytest.mark.parametrize(("worse", "changed"), [("", False), ("calf", True)])
def test_one_tap_answers_it_and_the_list_follows(app, morning_after, clock, worse, changed):
    morning_after.client.get("/today")
    before = opened(app, morning_after, clock.now).sheet
    answer = morning_after.client.post("/today/morning", data={"worse": worse})
    assert (answer.status_code, answer.location) == (303, "/today?changed=1")
    assert (opened(app, morning_after, clock.now).sheet.sore != before.sore) is changed
    assert "/today/morning" not in morning_after.client.get("/today").text


def test_a_place_that_did_not_hurt_is_refused(morning_after):
    answer = morning_after.client.post("/today/morning", data={"worse": "elbow"})
    assert answer.status_code == 422
    assert "Choose a place that hurt yesterday." in answer.text


@pytest.mark.parametrize("address", ["/today/report", "/today/morning"])
def test_a_stranger_is_sent_to_the_welcome(app, address):
    assert browser(app).post(address).location == "/"
    assert browser(app).get("/today/report").location == "/"
