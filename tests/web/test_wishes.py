"""Lifting, jumps, experience, plates and weight: asked for later, and changed any day."""

import re

import pytest

from tests.web.runners import engine_of, runner
from webapp.domain.profile import LIFTING, Wishes
from webapp.store import people, profiles
from webapp.store.engine import reading, writing

THINGS = ("lifting", "barbell", "jumps", "background", "plates", "weight")


@pytest.fixture
def anna(app, now):
    """A runner who has opened today's list."""
    player = runner(app, now)
    player.client.get("/today")
    return player


@pytest.fixture
def imperial(app, now):
    """A runner who thinks in pounds."""
    player = runner(app, now)
    with writing(engine_of(app)) as session:
        people.set_units(session, player.person.id, "imperial")
    return player


def profile_of(app, player):
    with reading(engine_of(app)) as session:
        return profiles.newest(session, player.person.id)


def test_the_card_leads_from_lifting_to_jumps(app, anna):
    answer = anna.client.post("/me/lifting", data={"lifting": "single-leg"})
    assert (answer.status_code, answer.location) == (303, "/me/jumps")
    said = anna.client.post("/me/jumps", data={"jumps": "yes"})
    assert "Saved" in said.text
    assert profile_of(app, anna).wishes == Wishes(lifting="single-leg", plyometrics=True)
    assert "Saved" in anna.client.post("/me/lifting", data={"lifting": "no"}).text


def test_the_barbell_asks_first_who_has_watched(app, anna):
    assert anna.client.post("/me/lifting", data={"lifting": "barbell"}).location == "/me/barbell"
    page = anna.client.get("/me/barbell").text
    assert "Has someone qualified watched you do these lifts" in page
    answer = anna.client.post("/me/barbell", data={"watched": "no", "coached": ["deadlift", "power-clean"]})
    assert answer.location == "/me/jumps"
    stored = profile_of(app, anna)
    assert (stored.screen["q21"], stored.wishes.coached) == (False, ("deadlift", "power-clean"))
    page = anna.client.get("/me/barbell").text
    assert re.findall(r'value="([a-z-]+)"[^>]* checked', page) == ["no", "deadlift", "power-clean"]
    assert 'href="/me/barbell"' in anna.client.get("/me/lifting").text


@pytest.mark.parametrize("way", LIFTING)
def test_what_was_chosen_is_marked(anna, way):
    assert "aria-current" not in anna.client.get("/me/lifting").text
    anna.client.post("/me/lifting", data={"lifting": way})
    page = anna.client.get("/me/lifting").text
    assert re.findall(r'value="([a-z-]+)" aria-current="true"', page) == [way]


@pytest.mark.parametrize(("told", "lifted"), [("before", True), ("new", False)])
def test_experience_is_kept(app, anna, told, lifted):
    anna.client.post("/me/background", data={"background": told})
    assert profile_of(app, anna).lifted_before is lifted
    assert f'value="{told}" aria-current="true"' in anna.client.get("/me/background").text


def test_words_say_that_all_this_is_for_later(anna):
    for thing in ("lifting", "jumps"):
        page = anna.client.get(f"/me/{thing}").text
        assert "after the circuits" in page
        assert "any day" in page


@pytest.mark.parametrize(
    ("age_band", "told", "button"),
    [
        ("13-15", "under 16", False),
        ("16-17", "under 18", True),
        ("18-64", "", False),
        ("65+", "after 8 weeks", False),
    ],
)
def test_an_age_with_limits_is_told_so(app, now, age_band, told, button):
    page = runner(app, now, age_band=age_band).client.get("/me/lifting").text
    assert told in page
    assert ("At your age" in page) is bool(told)
    assert ('action="/me/clearances"' in page) is button


def test_under_18_a_coach_beside_them_is_a_clearance_that_can_end(app, now):
    player = runner(app, now, age_band="16-17")
    player.client.post("/me/clearances", data={"what": "coach", "on": str(now.date())})
    assert profile_of(app, player).cleared_on("coach") == now.date()
    assert "That is no longer so" in player.client.get("/me/lifting").text


@pytest.mark.parametrize(
    ("kit", "asked"),
    [(["barbell"], True), (["plates"], True), (["trap-bar"], True), (["band", "dumbbell"], False)],
)
def test_plates_are_asked_of_those_who_have_something_to_put_them_on(anna, kit, asked):
    answer = anna.client.post("/me/kit", data={"kit": kit})
    assert (answer.location == "/me/plates") is asked
    for path in ("/me", "/me/kit"):
        assert ('href="/me/plates"' in anna.client.get(path).text) is asked


def test_plates_and_bar_are_kept_in_kilograms(app, anna):
    anna.client.post("/me/plates", data={"pairs-20": "2", "pairs-1.25": "1", "pairs-5": "0", "bar": "15"})
    assert (profile_of(app, anna).plates, profile_of(app, anna).bar) == ((20, 20, 1.25), 15)
    page = anna.client.get("/me/plates").text
    checked = dict(re.findall(r'name="([a-z0-9.-]+)" value="([0-9.]+)" checked', page))
    assert (checked["pairs-20"], checked["pairs-1.25"], checked["pairs-5"], checked["bar"]) == ("2", "1", "0", "15")


def test_plates_and_bar_in_pounds(app, imperial):
    page = imperial.client.get("/me/plates").text
    assert "45 lb" in page
    assert " kg" not in page
    assert "1.25" not in page
    imperial.client.post("/me/plates", data={"pairs-20.41": "2", "pairs-1.13": "1", "bar": "other", "other_bar": "33"})
    assert (profile_of(app, imperial).plates, profile_of(app, imperial).bar) == ((20.41, 20.41, 1.13), 14.97)
    page = imperial.client.get("/me/plates").text
    assert re.search(r'name="pairs-20.41" value="2" checked', page)
    assert 'name="other_bar"' in page
    assert 'value="33"' in page


def test_plates_of_another_unit_are_shown_and_not_lost(app, now, imperial):
    player = runner(app, now, plates=(20.41, 20.0))
    page = player.client.get("/me/plates").text
    assert "20.41 kg" in page
    player.client.post("/me/plates", data={"pairs-20.41": "1", "pairs-20": "1"})
    assert profile_of(app, player).plates == (20.41, 20)


@pytest.mark.parametrize(
    ("units", "typed", "kept", "shown"),
    [("metric", "68,5", 68.5, "68.5 kg"), ("imperial", "150", 68.04, "150 lb"), ("metric", " ", None, "Weight</span>")],
)
def test_a_weight_is_optional_and_in_their_unit(app, now, units, typed, kept, shown):
    player = runner(app, now, body_mass=80.0)
    with writing(engine_of(app)) as session:
        people.set_units(session, player.person.id, units)
    player.client.post("/me/weight", data={"weight": typed})
    assert profile_of(app, player).body_mass == kept
    assert shown in player.client.get("/me").text


@pytest.mark.parametrize(
    ("thing", "form", "kept"),
    [
        ("lifting", {"lifting": "rocket"}, ""),
        ("barbell", {"coached": "deadlift"}, 'value="deadlift" checked'),
        ("barbell", {"watched": "yes", "coached": "clamshell"}, 'value="yes" required checked'),
        ("jumps", {}, ""),
        ("background", {"background": "some"}, ""),
        ("plates", {"pairs-20": "9"}, ""),
        ("plates", {"pairs-20": "2", "bar": "other", "other_bar": "heavy"}, 'value="heavy"'),
        ("plates", {"bar": "other", "other_bar": ""}, 'value="other" checked'),
        ("plates", {"bar": "gold"}, ""),
        ("weight", {"weight": "12"}, 'value="12"'),
        ("weight", {"weight": "a lot"}, 'value="a lot"'),
        ("weight", {"weight": "7²"}, 'value="7²"'),
    ],
)
def test_what_cannot_be_is_refused_and_stays_typed(app, anna, thing, form, kept):
    before = profile_of(app, anna)
    answer = anna.client.post(f"/me/{thing}", data=form)
    assert answer.status_code == 422
    assert 'class="field__error"' in answer.text
    assert kept in answer.text
    assert profile_of(app, anna) == before


def test_a_stranger_is_asked_nothing_here(client):
    for thing in THINGS:
        assert client.get(f"/me/{thing}").location == "/"
        assert client.post(f"/me/{thing}").location == "/"


def test_an_answer_is_never_kept_by_a_cache(anna):
    for thing in THINGS:
        assert anna.client.get(f"/me/{thing}").headers["Cache-Control"] == "no-store"
