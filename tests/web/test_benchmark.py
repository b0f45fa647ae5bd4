"""The tests screen: what is asked, what was done, and when the next one comes."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.web.handmade import HIP, JUMPS, TEST, given, try_row
from tests.web.runners import opened, runner
from webapp.domain import sheet, standing
from webapp.domain.advance import fresh

SQUAT, PUSH, PLANK, BOX = (
    "prisoner-squat@test",
    "push-up@test",
    "pedestal-side-hold@test",
    "single-leg-squat-to-box@test",
)
ALL = [SQUAT, PUSH, PLANK, BOX]
LANDING = ["knees", "quiet", "frozen"]
TODAY = date(2026, 11, 18)


@pytest.fixture
def anna(app, now):
    """A runner with a test of four lines today."""
    player = runner(app, now)
    given(app, player, now, HIP, TEST)
    return player


@pytest.fixture
def jumper(app, now):
    """A runner with a jump test at the end of today's jumps."""
    player = runner(app, now)
    given(app, player, now, JUMPS)
    return player


def save(player, done=ALL, **fields):
    form = {"day": str(TODAY), "batch": str(uuid4()), "done": done} | {
        k.replace("_", "-"): v for k, v in fields.items()
    }
    return player.client.post("/tests", data=form)


def amounts(app, player, now):
    """What stands: key -> amount, of what is done."""
    return {key: check.amount for key, check in opened(app, player, now).checks.items() if check.done}


def test_the_test_asks_for_each_line_with_its_target(anna):
    page = anna.client.get("/tests").text
    for text in ("Prisoner squat", "in a row", "Without a break.", 'name="left-pedestal-side-hold"', "Save the test"):
        assert text in page
    assert page.count(" checked") == 0, "a test is never ticked ahead"


def test_ticking_every_line_is_passing_as_written(app, anna, now):
    answer = save(anna)
    assert (answer.status_code, answer.location) == (303, f"/tests?day={TODAY}")
    assert amounts(app, anna, now) == dict.fromkeys(ALL)
    assert "All of it passed." in anna.client.get(answer.location).text


def test_a_number_counts_and_of_two_sides_the_smaller(app, anna, now):
    save(anna, [PLANK], did_prisoner_squat="23", left_single_leg_squat_to_box="5", right_single_leg_squat_to_box="4")
    assert amounts(app, anna, now) == {SQUAT: 23, PLANK: None, BOX: 4}
    page = anna.client.get("/tests").text
    assert "1 of 4 passed." in page
    assert "23 of 25: next try from 2 December" in page
    assert 'value="23"' in page


def test_more_than_asked_is_passed(app, anna, now):
    save(anna, [], did_prisoner_squat="31")
    assert "31: passed" in anna.client.get("/tests").text


def test_what_was_not_done_is_not_logged(app, anna, now):
    save(anna, [SQUAT])
    assert amounts(app, anna, now) == {SQUAT: None}


def test_it_can_be_corrected_and_taken_back(app, anna, clock, now):
    save(anna)
    clock.forward(seconds=5)
    save(anna, [PLANK], did_prisoner_squat="20")
    assert amounts(app, anna, now) == {SQUAT: 20, PLANK: None}


def test_the_same_form_twice_is_one_try(app, anna, now):
    form = {"day": str(TODAY), "batch": str(uuid4()), "done": ALL, "did-prisoner-squat": "24"}
    first, second = (anna.client.post("/tests", data=form) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert amounts(app, anna, now) == {SQUAT: 24, PUSH: None, PLANK: None, BOX: None}


@pytest.mark.parametrize("text", ["a few", "-3", "2.5", "1001", "99999999999999999999", "²"])
def test_what_is_no_number_is_refused_beside_its_field_and_nothing_is_saved(app, anna, now, text):
    answer = save(anna, did_prisoner_squat=text, left_pedestal_side_hold="40")
    assert answer.status_code == 422
    assert 'id="did-prisoner-squat-error">Enter a whole number from 0 to 1000.' in answer.text
    assert f'value="{text}"' in answer.text
    assert 'value="40"' in answer.text
    assert amounts(app, anna, now) == {}


@pytest.mark.parametrize(
    ("landing", "did", "amount"),
    [
        pytest.param(LANDING, "", None, id="three clean landings, as written"),
        pytest.param(LANDING, "22", 22, id="three clean landings and a number"),
        pytest.param(LANDING, "15", 15, id="too few"),
        pytest.param(LANDING[:2], "20", 0, id="one thing missing"),
        pytest.param([], "20", 0, id="nothing clean"),
    ],
)
def test_jumps_are_judged_by_their_landings_too(app, jumper, now, landing, did, amount):
    form = {"day": str(TODAY), "batch": str(uuid4()), "landing-pogo-jump": landing, "did-pogo-jump": did}
    assert jumper.client.post("/tests", data=form).status_code == 303
    assert amounts(app, jumper, now) == {"pogo-jump@test": amount}


def test_jumps_nobody_looked_at_are_not_logged(app, jumper, now):
    save(jumper, [])
    assert amounts(app, jumper, now) == {}
    assert jumper.client.get("/tests").text.count(" checked") == 0


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/today", id="the list"),
        pytest.param(f"/exercises/pogo-jump?day={TODAY}&slot=test", id="its details"),
    ],
)
def test_jumps_are_never_just_ticked(jumper, address):
    page = jumper.client.get(address).text
    assert f'href="/tests?day={TODAY}"' in page
    assert 'value="pogo-jump@test"' not in page


def test_a_judged_jump_test_stands_ticked_on_today(jumper):
    row = 'data-key="pogo-jump@test"'
    assert "See or change what you logged" not in jumper.client.get("/today").text
    jumper.client.post("/tests", data={"batch": str(uuid4()), "landing-pogo-jump": LANDING})
    page = jumper.client.get("/today").text
    shown = page[page.index(row) :].partition("</tick-row>")[0]
    assert " checked" in shown
    assert "See or change what you logged" in shown


def test_landings_that_were_not_clean_are_said_calmly(jumper):
    jumper.client.post("/tests", data={"batch": str(uuid4()), "landing-pogo-jump": "quiet"})
    page = jumper.client.get("/tests").text
    assert "next try from 25 November" in page
    assert "0 of 20" not in page


@pytest.fixture
def pusher(app, now):
    """A runner whose test has a line with another way to do it."""
    player = runner(app, now)
    given(app, player, now, replace(TEST, items=(try_row("push-up", 12),)))
    return player


@pytest.mark.parametrize(
    ("done", "fields", "stands", "said"),
    [
        (True, {}, {"push-up@test": None}, "passed"),
        (True, {"instead_push_up": "21"}, {"push-up@test": 0, "incline-push-up@test": 21}, "21: passed"),
        (False, {"instead_push_up": "18"}, {"push-up@test": 0, "incline-push-up@test": 18}, "18 of 20"),
        (
            False,
            {"did_push_up": "7", "instead_push_up": "20"},
            {"push-up@test": 7, "incline-push-up@test": 20},
            "20: passed",
        ),
    ],
)
def test_a_line_may_be_done_another_way(app, pusher, now, done, fields, stands, said):
    assert "Incline push-up instead" in pusher.client.get("/tests").text
    save(pusher, ["push-up@test"] if done else [], **fields)
    assert amounts(app, pusher, now) == stands
    assert said in pusher.client.get("/tests").text


def test_the_other_way_is_taken_back_with_the_rest(app, pusher, clock, now):
    save(pusher, [], instead_push_up="20")
    clock.forward(seconds=5)
    save(pusher, ["push-up@test"])
    assert amounts(app, pusher, now) == {"push-up@test": None}


def test_what_stands_in_for_a_line_has_no_other_way(app, now):
    player = runner(app, now)
    swapped = replace(try_row("push-up", 12), swapped_from="pull-up")
    given(app, player, now, replace(TEST, items=(swapped,)))
    assert "instead" not in player.client.get("/tests").text


def test_without_a_test_today_it_says_what_the_next_one_asks(app, now):
    player = runner(app, now)
    given(app, player, now, HIP)
    page = player.client.get("/tests").text
    assert "No test is due today" in page
    assert "25 in a row. Without a break." in page
    assert "60 s." in page
    assert "Save the test" not in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({}, "once your circuits are far enough along", id="never tried"),
        pytest.param(
            {"tests": {"push-up": standing.Tested(TODAY - timedelta(days=4), 9, False, 1)}},
            "The next one comes from 28 November.",
            id="tried four days ago",
        ),
        pytest.param(
            {"tests": {"pogo-jump": standing.Tested(TODAY, 9, False, 1)}},
            "once your circuits are far enough along",
            id="a jump test is another matter",
        ),
        pytest.param({"mastered_on": date(2026, 11, 2)}, "You passed it on 2 November.", id="mastered"),
    ],
)
def test_it_says_when_the_next_one_comes(app, now, change, said):
    player = runner(app, now)
    given(app, player, now, HIP, standing=replace(fresh(TODAY), **change))
    assert said in player.client.get("/tests").text


def test_it_says_what_circuits_still_lack(app, now):
    player = runner(app, now)
    shut = sheet.Gate(3, False, 9, 16, missing=("7 more circuit sessions", "the test still to pass: push-up"))
    habit = sheet.Gate(2, False, 3, 10, missing=("7 more days done",))
    given(app, player, now, HIP, gates=(habit, shut))
    page = player.client.get("/tests").text
    assert "<li>7 more circuit sessions.</li><li>The test still to pass: push-up.</li>" in page
    assert "more days done" not in page


def test_once_mastered_nothing_is_missing(app, now):
    player = runner(app, now)
    gate = sheet.Gate(3, False, 16, 16, missing=("an all-clear for your heart",), safety=True)
    given(app, player, now, HIP, gates=(gate,), standing=replace(fresh(TODAY), mastered_on=TODAY))
    assert "Still missing" not in player.client.get("/tests").text


def test_a_day_without_a_test_takes_none(app, now):
    player = runner(app, now)
    assert save(player).status_code == 404
    given(app, player, now, HIP)
    assert save(player).status_code == 404


def test_a_form_without_its_number_is_no_form(anna):
    assert anna.client.post("/tests", data={"day": str(TODAY)}).status_code == 400


def test_a_day_that_is_closed_says_so(app, now, clock):
    player = runner(app, now)
    given(app, player, now, TEST)
    clock.forward(days=15)
    answer = save(player)
    assert answer.status_code == 422
    assert "more than 14 days ago" in answer.text
