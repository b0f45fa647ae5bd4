"""The exercise page, and writing down what was really done."""

import re
from uuid import uuid4

import pytest

from tests.web.cast import browser
from tests.web.handmade import CIRCUIT, FINDING, HIP, LIFT, TEST, given
from tests.web.runners import SPRAIN, TIGHT_CALVES, opened, runner
from webapp.store import people
from webapp.store.engine import writing

TODAY = "2026-11-18"


@pytest.fixture
def anna(app, now):
    player = runner(app, now, injuries=(SPRAIN, TIGHT_CALVES), kit=frozenset({"band", "dumbbell"}))
    player.client.get("/today")
    return player


def log(player, slug, key=None, **details):
    form = {"op": str(uuid4()), "day": TODAY, "done": "1", "key": key or slug} | details
    return player.client.post(f"/exercises/{slug}", data=form)


def check(app, player, now, key):
    return opened(app, player, now).checks.get(key)


def test_every_exercise_has_a_page_for_anybody(app, catalogue):
    stranger = browser(app)
    for slug, exercise in catalogue.exercises.items():
        page = stranger.get(f"/exercises/{slug}").text
        assert exercise.name in page
        assert "What you really did" not in page


def test_the_page_says_how_and_what_goes_wrong(app, catalogue):
    page = browser(app).get("/exercises/clamshell").text
    exercise = catalogue.exercises["clamshell"]
    for text in (
        *exercise.cues,
        exercise.start_pose,
        exercise.work_pose,
        exercise.mistake,
        *(muscle[1:] for muscle in exercise.muscles),
    ):
        assert text in page


def test_todays_dose_reason_and_level_are_shown(anna):
    page = anna.client.get(f"/exercises/single-leg-balance?day={TODAY}").text
    assert "Left ankle sprain" in page
    assert page.count("You are here.") == 1


def test_easier_and_harder_moves_are_one_link_away(app):
    page = browser(app).get("/exercises/clamshell").text
    assert 'href="/exercises/side-lying-hip-abduction"' in page
    assert 'href="/exercises/seated-band-external-rotation"' in page


def test_recalled_studies_are_never_shown(app, catalogue):
    unseen = [evidence.claim for evidence in catalogue.evidence if not evidence.seen]
    pages = [browser(app).get(f"/exercises/{slug}").text for slug in ("clamshell", "back-squat", "pogo-jump")]
    assert unseen
    assert not [claim for claim in unseen for page in pages if claim in page]


def test_an_unknown_exercise_is_no_page(app, anna):
    assert browser(app).get("/exercises/moonwalk").status_code == 404
    assert anna.client.post("/exercises/moonwalk").status_code == 404


@pytest.mark.parametrize("day", ["", "2026-11-17", "someday", "9999-99-99", "2099-01-01"])
def test_a_day_without_it_shows_the_page_without_a_dose(app, now, day):
    page = runner(app, now).client.get("/exercises/clamshell", query_string={"day": day})
    assert page.status_code == 200
    assert "What you really did" not in page.text


def test_what_was_really_done_is_a_tick_with_details(app, anna, now):
    answer = log(anna, "single-leg-balance", amount="25", pain="2")
    assert (answer.status_code, answer.location) == (303, "/today#row-single-leg-balance")
    found = check(app, anna, now, "single-leg-balance")
    assert (found.done, found.amount, found.pain) == (True, 25, 2)
    assert "Done: 25 s, pain 2 of 10" in anna.client.get("/today").text
    assert 'value="25"' in anna.client.get(f"/exercises/single-leg-balance?day={TODAY}").text


def test_a_time_of_day_is_chosen_for_work_of_several_times(app, anna, now):
    assert "After run" in anna.client.get(f"/exercises/calf-stretch-straight?day={TODAY}").text
    log(anna, "calf-stretch-straight", "calf-stretch-straight@evening", amount="20")
    assert check(app, anna, now, "calf-stretch-straight@evening").amount == 20


def test_red_pain_stays_on_the_page_and_says_what_to_do(app, anna, now):
    answer = log(anna, "single-leg-balance", pain="8")
    assert answer.location.startswith("/exercises/single-leg-balance")
    page = anna.client.get(answer.location).text
    assert "Red: stop this one." in page
    assert 'href="/today/report"' in page


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("amount", "a few", "Enter a whole number."),
        ("amount", "2000", "The amount must be from 0 to 1000."),
        ("amount", "-1", "The amount must be from 0 to 1000."),
        ("pain", "12", "Pain must be from 0 to 10."),
        ("load", "heavy", "Enter a number."),
        ("load", "inf", "Enter a number."),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(app, anna, now, field, text, said):
    slug = next(item.exercise for item in opened(app, anna, now).sheet.items if item.exercise == "single-leg-balance")
    answer = log(anna, slug, **{"amount": "25", field: text})
    assert answer.status_code == 422
    assert check(app, anna, now, slug) is None
    assert field == "load" or said in answer.text
    assert field == "pain" or field == "load" or f'value="{text}"' in answer.text


def test_pounds_are_kept_as_kilograms(app, anna, now):
    with writing(app.extensions["afterrun"].engine) as session:
        people.set_units(session, anna.person.id, people.IMPERIAL)
    log(anna, "single-leg-balance", load="10")
    assert check(app, anna, now, "single-leg-balance").load == 4.54


def test_a_day_that_is_closed_says_so(anna):
    answer = log(anna, "single-leg-balance", day="2026-10-01")
    assert answer.status_code == 422


def test_a_day_that_has_closed_since_is_still_shown_but_takes_nothing(app, anna, clock):
    assert "<log-form" in anna.client.get(f"/exercises/single-leg-balance?day={TODAY}").text
    clock.forward(days=15)
    page = anna.client.get(f"/exercises/single-leg-balance?day={TODAY}").text
    assert "more than 14 days ago and is closed" in page
    assert "<log-form" not in page
    assert log(anna, "single-leg-balance").status_code == 422


def test_the_form_tells_the_script_its_limits(lifter):
    page = lifter.client.get(f"/exercises/back-squat?day={TODAY}").text
    amount, load = (re.search(f'<input[^>]* id="{name}"[^>]*>', page)[0] for name in ("amount", "load"))
    for text in ('data-least="0"', 'data-most="1000"', 'data-beyond="The amount must be from 0 to 1000."'):
        assert text in amount
    for text in ('data-most="500"', 'data-unit="kg"', 'data-unreadable="Enter a number."'):
        assert text in load
    assert re.findall(r'name="pain" value="(\d+)" data-light="red"', page)[-1] == "10"


def test_limits_are_told_in_the_unit_of_the_field(app, lifter, now):
    with writing(app.extensions["afterrun"].engine) as session:
        people.set_units(session, lifter.person.id, people.IMPERIAL)
    assert 'data-most="1102"' in lifter.client.get(f"/exercises/back-squat?day={TODAY}").text
    answer = log(lifter, "back-squat", load="1200")
    assert answer.status_code == 422
    assert "The load must be from 0 to 1102." in answer.text
    assert 'value="1200"' in answer.text


def test_a_stranger_cannot_log(app):
    assert browser(app).post("/exercises/clamshell").location == "/"


@pytest.fixture
def lifter(app, now):
    player = runner(app, now)
    given(app, player, now, HIP, LIFT, TEST)
    return player


def test_a_lift_shows_its_warm_up_and_asks_for_load_and_reserve(lifter):
    page = lifter.client.get(f"/exercises/back-squat?day={TODAY}").text
    for text in ("47.5 kg × 2", "Leave it empty if you used 60 kg.", "How many more could you have done?", "5+"):
        assert text in page
    assert "Find your load" not in page


def test_load_and_reserve_are_kept_and_shown_again(app, lifter, now):
    assert log(lifter, "back-squat", amount="4", load="62,5", effort="1").status_code == 303
    found = check(app, lifter, now, "back-squat")
    assert (found.amount, found.load, found.effort) == (4, 62.5, 1)
    page = lifter.client.get(f"/exercises/back-squat?day={TODAY}").text
    assert "Done: 4 reps, 62.5 kg, 1 left" in page
    assert 'value="62.5"' in page
    assert 'name="effort" value="1" checked' in page


def test_a_load_in_pounds_comes_back_in_pounds(app, lifter, now):
    with writing(app.extensions["afterrun"].engine) as session:
        people.set_units(session, lifter.person.id, people.IMPERIAL)
    log(lifter, "back-squat", load="135")
    assert check(app, lifter, now, "back-squat").load == 61.23
    page = lifter.client.get(f"/exercises/back-squat?day={TODAY}").text
    assert "Done: 135 lb" in page
    assert 'value="135"' in page
    assert "if you used 132.5 lb" in page


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("load", "heavy", "Enter a number."),
        ("load", "900", "The load must be from 0 to 500."),
        ("effort", "many", "Enter a whole number."),
        ("effort", "11", "What was left in reserve must be from 0 to 10."),
    ],
)
def test_a_bad_load_or_reserve_is_refused_beside_its_field_and_the_rest_is_kept(app, lifter, now, field, text, said):
    answer = log(lifter, "back-squat", **({"amount": "4", "load": "61"} | {field: text}))
    assert answer.status_code == 422
    assert f'id="{field}-error">{said}' in answer.text
    assert 'value="4"' in answer.text
    assert check(app, lifter, now, "back-squat") is None


def test_finding_a_load_says_how(app, now):
    player = runner(app, now)
    given(app, player, now, FINDING)
    page = player.client.get(f"/exercises/back-squat?day={TODAY}").text
    for text in ("Find your load", "Sets of 5, 5 at most.", "Add 10 %, at least 5 kg", "Take 10 % off"):
        assert text in page
    assert "The load of your last set" in page


def test_a_circuit_row_says_its_rounds_and_asks_for_each_round(app, now):
    player = runner(app, now)
    given(app, player, now, CIRCUIT)
    page = player.client.get(f"/exercises/push-up?day={TODAY}").text
    assert "2 rounds, 20 s rest, 90 s between rounds." in page
    assert "Reps in each round" in page
    assert "How many more" not in page


def test_the_tested_row_is_its_own(app, lifter, now):
    page = lifter.client.get(f"/exercises/prisoner-squat?day={TODAY}&slot=test").text
    assert "How many reps?" in page
    assert 'value="prisoner-squat@test"' in page
    answer = log(lifter, "prisoner-squat", "prisoner-squat@test", amount="23")
    assert answer.location == "/today#row-prisoner-squat-test"
    assert check(app, lifter, now, "prisoner-squat@test").amount == 23


def test_of_an_exercise_trained_and_tested_on_one_day_the_slot_says_which(app, now):
    player = runner(app, now)
    given(app, player, now, CIRCUIT, TEST)
    trained = player.client.get(f"/exercises/prisoner-squat?day={TODAY}").text
    tested = player.client.get(f"/exercises/prisoner-squat?day={TODAY}&slot=test").text
    assert 'value="prisoner-squat"' in trained
    assert 'value="prisoner-squat@test"' not in trained
    assert 'value="prisoner-squat@test"' in tested
