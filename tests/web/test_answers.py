"""Changing an answer later: each says what it changed today and why."""

import re
from datetime import timedelta

import pytest

from tests.web.cast import newcomer
from tests.web.runners import engine_of, runner
from webapp.domain.cards import CARDS, SAFETY
from webapp.domain.catalogue import KIT, KIT_ALWAYS
from webapp.domain.screening import ASK_WEEKS, ASK_WHICH
from webapp.store import profiles
from webapp.store.engine import reading
from webapp.web.answers import KIT as KIT_SHOWN


@pytest.fixture
def anna(app, now):
    """A runner who has opened today's list."""
    player = runner(app, now)
    player.client.get("/today")
    return player


def profile_of(app, player):
    with reading(engine_of(app)) as session:
        return profiles.newest(session, player.person.id)


@pytest.mark.parametrize(
    ("thing", "form", "field", "kept"),
    [
        ("age", {"age": "65+"}, "age_band", "65+"),
        ("kit", {"kit": ["band", "bench"]}, "kit", frozenset({"band", "bench"})),
        ("kit", {}, "kit", frozenset()),
        ("minutes", {"minutes": "45"}, "minutes", 45),
        ("free-day", {"free_day": "fri"}, "free_day", "fri"),
        ("free-day", {"free_day": ""}, "free_day", None),
    ],
)
def test_an_answer_is_kept_and_shown(app, anna, thing, form, field, kept):
    assert anna.client.get(f"/me/{thing}").status_code == 200
    answer = anna.client.post(f"/me/{thing}", data=form)
    assert answer.status_code == 200
    assert "Saved" in answer.text
    assert getattr(profile_of(app, anna), field) == kept
    assert thing in profile_of(app, anna).asked


def test_extras_are_kept(app, anna):
    anna.client.post("/me/extras", data={"extras": ["core", "lunges"]})
    assert profile_of(app, anna).wishes.core
    anna.client.post("/me/extras", data={"extras": ["lunges"]})
    assert (profile_of(app, anna).wishes.core, profile_of(app, anna).wishes.lunges) == (False, True)


@pytest.mark.parametrize(
    ("thing", "form"),
    [
        ("age", {"age": "under-13"}),
        ("age", {}),
        ("kit", {"kit": "rocket"}),
        ("kit", {"kit": "wall"}),
        ("minutes", {"minutes": "1000"}),
        ("minutes", {"minutes": "²"}),
        ("minutes", {}),
        ("extras", {"extras": "sauna"}),
        ("free-day", {"free_day": "someday"}),
        ("free-day", {}),
    ],
)
def test_what_cannot_be_is_refused_beside_the_form(app, anna, thing, form):
    before = profile_of(app, anna)
    answer = anna.client.post(f"/me/{thing}", data=form)
    assert answer.status_code == 422
    assert 'class="field__error" role="alert">' in answer.text
    assert profile_of(app, anna) == before


def test_fewer_minutes_say_what_comes_off(app, now):
    player = runner(app, now, minutes=45)
    player.client.post("/injuries", data={"injury": "pfp", "area": "knee_front", "side": "left", "since": "month",
                                          "times": "1", "pain": "2"})  # fmt: skip
    player.client.get("/today")
    said = player.client.post("/me/minutes", data={"minutes": "10"}).text
    assert "comes off: does not fit in your 10 minutes today." in said


def test_every_kind_of_kit_can_be_ticked():
    shown = [word for words in KIT_SHOWN.values() for word in words]
    assert sorted(shown) == sorted(KIT - KIT_ALWAYS)


@pytest.mark.parametrize("group", ["red-flags", *SAFETY])
def test_a_safety_list_is_answered_at_once(app, anna, group, catalogue):
    page = anna.client.get(f"/me/safety/{group}").text
    asked = re.findall(r'name="yes" value="(q\d\d)"', page)
    assert asked
    anna.client.post(f"/me/safety/{group}", data={"none": "1"})
    assert {slug: profile_of(app, anna).screen[slug] for slug in asked} == dict.fromkeys(asked, False)


def test_a_yes_with_its_detail(app, anna):
    anna.client.post("/me/safety/body", data={"yes": ["q11", "q12"], "q11": "early", "q12": "8"})
    screen = profile_of(app, anna).screen
    assert (screen["q11"], screen["q12"], screen["q13"]) == ("early", 8, False)
    page = anna.client.get("/me/safety/body").text
    assert 'value="q12" checked' in page
    assert 'value="8"' in page
    assert re.search(r'value="early"[^>]* checked', page)


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"yes": "q12", "q12": "a few"}, ASK_WEEKS),
        ({"yes": "q12"}, ASK_WEEKS),
        ({"yes": "q11", "none": "1"}, ASK_WHICH),
    ],
)
def test_a_safety_list_that_cannot_be_read_keeps_what_was_typed(app, anna, form, message):
    answer = anna.client.post("/me/safety/body", data=form)
    assert answer.status_code == 422
    assert message in answer.text
    assert f'value="{form["yes"]}" checked' in answer.text
    assert form.get("q12", "") in answer.text
    assert profile_of(app, anna).screen == {}


def test_a_stop_shows_what_is_closed_who_to_see_and_how_to_lift_it(app, anna, catalogue, now):
    act = next(act for act in catalogue.questions["q09"].acts)
    said = anna.client.post("/me/safety/red-flags", data={"yes": "q09"}).text
    assert act.why in said
    page = anna.client.get("/me/safety").text
    assert act.see in page
    assert act.allowed in page
    yesterday = now.date() - timedelta(days=1)
    said = anna.client.post("/me/clearances", data={"what": "q09", "on": str(yesterday)}).text
    assert "No longer in the way" in said
    assert profile_of(app, anna).cleared_on("q09") == yesterday
    assert act.see not in anna.client.get("/me/safety").text
    anna.client.post("/me/clearances/removal", data={"what": "q09"})
    assert act.see in anna.client.get("/me/safety").text


@pytest.mark.parametrize("on", ["", "yesterday", "2026-11-31", "2099-01-01", "0001-01-01"])
def test_a_clearance_needs_a_day_that_was(app, anna, on):
    anna.client.post("/me/safety/red-flags", data={"yes": "q09"})
    answer = anna.client.post("/me/clearances", data={"what": "q09", "on": on})
    assert answer.status_code == 422
    assert "Choose today or a day before it." in answer.text
    assert profile_of(app, anna).cleared == ()


def test_only_what_safety_knows_can_be_cleared(anna):
    assert anna.client.post("/me/clearances", data={"what": "everything", "on": "2026-11-01"}).status_code == 404


@pytest.mark.parametrize("card", sorted(CARDS))
def test_a_card_can_wait(app, anna, card, now):
    answer = anna.client.post(f"/me/cards/{card}/later")
    assert (answer.status_code, answer.location) == (303, "/today")
    days = {"weekly": 1, "reminders": 30}.get(card, 7)
    assert profile_of(app, anna).later == {card: now.date() + timedelta(days=days)}


def test_after_the_first_tick_two_cards_appear_and_an_answer_takes_one_away(app, anna):
    page = anna.client.get("/today").text
    assert 'id="card-' not in page
    form = dict(re.findall(r'name="(key|op|done)" value="([^"]*)"', page)[:3])
    assert anna.client.post("/days/2026-11-18/checks", data=form).status_code == 303
    assert re.findall(r'id="card-([a-z-]+)"', anna.client.get("/today").text) == ["runs", "conditions"]
    anna.client.post("/runs/none")
    assert re.findall(r'id="card-([a-z-]+)"', anna.client.get("/today").text) == ["conditions", "kit"]
    anna.client.post("/me/safety/conditions", data={"none": "1"})
    anna.client.post("/me/cards/kit/later")
    assert re.findall(r'id="card-([a-z-]+)"', anna.client.get("/today").text) == ["body", "minutes"]


def test_a_stranger_cannot_answer(client):
    for path in ("/me/kit", "/me/safety", "/me/safety/body"):
        assert client.get(path).location == "/"
    for path in ("/me/kit", "/me/safety/body", "/me/clearances", "/me/cards/kit/later"):
        assert client.post(path).location == "/"


def test_one_persons_answer_leaves_another_alone(app, now, anna):
    other = newcomer(app, now)
    anna.client.post("/me/minutes", data={"minutes": "45"})
    assert profile_of(app, other).minutes != 45


def test_an_answer_is_never_kept_by_a_cache(anna):
    for path in ("/me/kit", "/me/safety", "/me/safety/body"):
        assert anna.client.get(path).headers["Cache-Control"] == "no-store"
    assert anna.client.post("/me/minutes", data={"minutes": "10"}).headers["Cache-Control"] == "no-store"


# Asked again as time goes on.

NO = {"q04": False, "q05": False, "q07": False, "q11": False, "q12": False, "q13": False, "q15": False}


@pytest.fixture
def in_phase_2(app, anna, now, monkeypatch):
    """Anna, on a day in general strength."""
    monkeypatch.setattr("webapp.web.answers._phase", lambda: 2)
    return anna


def asked_on(page: str) -> list[str]:
    return sorted(re.findall(r'name="yes" value="(q\d\d)"', page))


@pytest.mark.parametrize(
    ("group", "slugs"), [("weekly", ["q04", "q05", "q07"]), ("monthly", ["q11", "q12", "q13", "q15"])]
)
def test_a_list_is_asked_again_in_one_tap_and_keeps_the_day(app, now, group, slugs):
    player = runner(app, now, screen=NO)
    player.client.get("/today")
    assert asked_on(player.client.get(f"/me/safety/{group}").text) == slugs
    assert player.client.post(f"/me/safety/{group}", data={"none": "1"}).status_code == 200
    assert profile_of(app, player).answered_on == dict.fromkeys(slugs, now.date())


@pytest.mark.parametrize("choice", ["not-done", "mild", "tendon"])
def test_every_choice_of_the_hop_test_can_be_given_and_is_shown_again(app, in_phase_2, choice):
    assert asked_on(in_phase_2.client.get("/me/safety/weekly").text) == ["q08", "q22"]
    in_phase_2.client.post("/me/safety/weekly", data={"yes": "q08", "q08": choice})
    assert profile_of(app, in_phase_2).screen == {"q08": choice, "q22": False}
    assert re.search(rf'name="q08" value="{choice}" checked', in_phase_2.client.get("/me/safety/weekly").text)


def test_a_hop_test_not_tried_says_nothing_on_the_safety_page(in_phase_2):
    in_phase_2.client.post("/me/safety/weekly", data={"yes": "q08", "q08": "mild"})
    assert "Pain when hopping" in in_phase_2.client.get("/me/safety").text
    in_phase_2.client.post("/me/safety/weekly", data={"yes": "q08", "q08": "not-done"})
    assert "Pain when hopping" not in in_phase_2.client.get("/me/safety").text


def test_a_weekly_list_that_cannot_be_read_keeps_what_was_typed(app, in_phase_2):
    answer = in_phase_2.client.post("/me/safety/weekly", data={"yes": ["q08", "q22"], "q08": "the moon"})
    assert answer.status_code == 422
    assert 'value="q22" checked' in answer.text
    assert profile_of(app, in_phase_2).screen == {}


def test_weeks_since_a_birth_stand_where_they_are_today(app, anna, clock):
    anna.client.post("/me/safety/body", data={"yes": "q12", "q12": "4"})
    clock.forward(days=15)
    assert (
        'name="q12" inputmode="numeric" aria-label="Weeks ago" value="6"' in anna.client.get("/me/safety/monthly").text
    )
    clock.forward(days=400)
    assert 'value="q12" checked' not in anna.client.get("/me/safety/monthly").text


@pytest.mark.parametrize(
    ("question", "said"), [("q08", {"yes": "q08", "q08": "yes"}), ("q08", {"yes": "q08", "q08": "tendon"}),
                           ("q22", {"yes": "q22"})]
)  # fmt: skip
def test_what_the_weekly_questions_close_can_be_cleared(app, in_phase_2, catalogue, now, question, said):
    in_phase_2.client.post("/me/safety/weekly", data=said)
    seen = in_phase_2.client.get("/me/safety").text
    assert f'name="what" value="{question}"' in seen
    in_phase_2.client.post("/me/clearances", data={"what": question, "on": str(now.date())})
    page = in_phase_2.client.get("/me/safety").text
    assert "Nothing is held back today." in page
    assert catalogue.questions[question].short in page


def test_an_all_clear_does_not_outlive_its_answer(app, in_phase_2, now):
    in_phase_2.client.post("/me/safety/weekly", data={"yes": "q08", "q08": "tendon"})
    in_phase_2.client.post("/me/clearances", data={"what": "q08", "on": str(now.date())})
    in_phase_2.client.post("/me/safety/weekly", data={"yes": "q08", "q08": "yes"})
    assert profile_of(app, in_phase_2).cleared == ()
