"""The exercise page, and writing down what was really done."""

from uuid import uuid4

import pytest

from tests.web.cast import browser
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
    for text in (*exercise.cues, exercise.start_pose, exercise.work_pose, exercise.mistake, *exercise.muscles[1:]):
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


def test_a_stranger_cannot_log(app):
    assert browser(app).post("/exercises/clamshell").location == "/"
