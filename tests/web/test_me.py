"""Me: what was told, settings, and the ways to everything that is theirs."""

from datetime import date

import pytest

from tests.web.cast import member
from tests.web.runners import SPRAIN, TIGHT_CALVES, engine_of, runner
from webapp.domain.profile import Race, Run, Wishes
from webapp.store import people
from webapp.store.engine import reading


@pytest.fixture
def anna(app, now):
    return runner(app, now)


def stored(app, player):
    with reading(engine_of(app)) as session:
        return people.person(session, player.person.id)


def test_the_answers_stand_as_they_were_given(app, now, catalogue):
    told = {"age_band": "65+", "minutes": 45, "kit": frozenset({"band", "dumbbell"}), "free_day": "sun",
            "wishes": Wishes(core=True), "screen": {"q09": True}, "injuries": (SPRAIN, TIGHT_CALVES)}  # fmt: skip
    page = runner(app, now, **told).client.get("/me").text
    words = (
        "65 or older", "45", catalogue.words["kit"]["band"], catalogue.words["kit"]["dumbbell"], "Sunday", "Core holds",
        catalogue.questions["q09"].short, "Europe/Berlin", "Kilograms",
    )  # fmt: skip
    for word in words:
        assert word in page


def test_runs_races_and_wishes_stand_as_they_were_told(app, now):
    told = {"runs": (Run("tue", "easy", 40), Run("sun", "long", 90)), "body_mass": 68.0, "lifted_before": True,
            "races": (Race(date(2027, 4, 11), "A", "half"), Race(date(2026, 9, 13))), "kit": frozenset({"barbell"}),
            "wishes": Wishes(lifting="single-leg", plyometrics=True), "plates": (20.0, 20.0, 5.0)}  # fmt: skip
    player = runner(app, now, **told)
    assert "For later, after the circuits" in player.client.get("/me").text
    for thing, answer in (("lifting", "single-leg"), ("jumps", "yes"), ("background", "before")):
        player.client.post(f"/me/{thing}", data={thing: answer})
    page = player.client.get("/me").text
    words = (
        "2 runs", "Half marathon, Sunday 11 April", "68 kg", "On one leg at a time, no barbell", "3 pairs",
        "I have lifted with weights before",
    )  # fmt: skip
    for word in words:
        assert word in page


def test_everything_that_is_theirs_is_one_tap_away(anna):
    page = anna.client.get("/me").text
    ways = (
        "/injuries", "/today/report", "/me/safety", "/me/age", "/me/minutes", "/me/kit", "/me/extras", "/me/free-day",
        "/me/weight", "/runs", "/races", "/me/lifting", "/me/jumps", "/me/background",
        "/me/units", "/me/zone", "/account", "/me/export", "/me/import", "/me/consent", "/me/delete", "/about",
    )  # fmt: skip
    for path in ways:
        assert f'href="{path}"' in page
        assert anna.client.get(path).status_code == 200


def test_the_account_is_offered_only_to_those_without(app, now, anna):
    assert "/account/keep-safe" in anna.client.get("/me").text
    page = member(app, now, "anna@example.org").client.get("/me").text
    assert "/account/keep-safe" not in page
    assert "anna@example.org" in page


def test_units_can_be_changed(app, anna):
    answer = anna.client.post("/me/units", data={"units": "imperial"})
    assert (answer.status_code, answer.location) == (303, "/me")
    assert stored(app, anna).units == "imperial"
    assert "Pounds" in anna.client.get("/me").text


@pytest.mark.parametrize("units", ["", "stone", "metric; --"])
def test_units_that_are_none_are_refused(app, anna, units):
    answer = anna.client.post("/me/units", data={"units": units})
    assert answer.status_code == 422
    assert "Choose kilograms or pounds." in answer.text
    assert stored(app, anna).units == "metric"


def test_the_zone_can_be_changed(app, anna):
    answer = anna.client.post("/me/zone", data={"zone": " America/New_York "})
    assert (answer.status_code, answer.location) == (303, "/me")
    assert stored(app, anna).zone == "America/New_York"


@pytest.mark.parametrize("zone", ["", "Europe/Nowhere", "localtime", "../etc/passwd", "Factory", "europe/berlin\x00"])
def test_a_zone_that_is_none_is_refused_and_stays_typed(app, anna, zone):
    answer = anna.client.post("/me/zone", data={"zone": zone})
    assert answer.status_code == 422
    assert "There is no time zone of this name." in answer.text
    assert f'name="zone" list="zones" value="{zone}"' in answer.text
    assert stored(app, anna).zone == "Europe/Berlin"


def test_a_new_zone_moves_the_day(app, anna, clock):
    clock.forward(hours=11)  # 23:00 UTC on the 18th is midnight in Berlin and noon of the 19th in Auckland
    assert "Wednesday 18 November" in anna.client.get("/today").text
    anna.client.post("/me/zone", data={"zone": "Pacific/Auckland"})
    assert "Thursday 19 November" in anna.client.get("/today").text


def test_a_stranger_has_no_page_here(client):
    for path in ("/me", "/me/zone", "/me/units"):
        assert client.get(path).location == "/"


def test_settings_are_never_kept_by_a_cache(anna):
    assert anna.client.get("/me").headers["Cache-Control"] == "no-store"
