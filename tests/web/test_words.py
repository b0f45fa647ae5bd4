"""Numbers and dates in words."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.web.handmade import circuit_row, lift_row, try_row
from webapp.domain.checks import Check
from webapp.domain.sheet import Gate, Item, Sheet
from webapp.web import words

CLAM = Item("clamshell", 2, 12, "reps", 2, 1, 0, 90, "because: left knee, 2024")
DAY = date(2026, 11, 24)


def test_a_day_is_named_with_its_weekday():
    assert words.day(DAY) == "Tuesday 24 November"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "2 × 12 each side"),
        ({"sets": 1}, "12 reps each side"),
        ({"sides": 1}, "2 × 12"),
        ({"sets": 1, "sides": 1}, "12 reps"),
        ({"unit": "seconds", "amount": 30}, "2 × 30 s each side"),
        ({"unit": "seconds", "amount": 30, "sets": 1}, "30 s each side"),
        ({"unit": "metres", "amount": 20, "sides": 1}, "2 × 20 m"),
        ({"unit": "contacts", "amount": 10, "sides": 1}, "2 × 10 landings"),
        ({"sets_left": 3, "sets_right": 2}, "2 × 12 each side, then 1 more set on the left"),
        ({"sets_left": 2, "sets_right": 4}, "2 × 12 each side, then 2 more sets on the right"),
    ],
)
def test_a_dose_is_said_in_numbers_and_few_words(change, said):
    assert words.dose(replace(CLAM, **change)) == said


@pytest.mark.parametrize(
    ("item", "imperial", "said"),
    [
        (lift_row("back-squat"), False, "3 × 5 60 kg stop with 2 left"),
        (lift_row("back-squat"), True, "3 × 5 132.5 lb stop with 2 left"),
        (lift_row("single-leg-rdl", 3, 6, 2, load=22.5, rir=3), False, "3 × 6 22.5 kg each side, stop with 3 left"),
        (lift_row("split-squat", 2, 6, 2, load=0.0), False, "2 × 6 body weight each side, stop with 2 left"),
        (lift_row("back-squat", 5, load=20.0, finding=True), False, "up to 5 × 5 find your load from 20 kg"),
        (lift_row("back-squat", 5, load=20.0, finding=True), True, "up to 5 × 5 find your load from 44 lb"),
        (circuit_row("push-up", 12), False, "12 reps"),
        (circuit_row("mountain-climber", 12, sides=2), False, "12 reps each side"),
        (try_row("prisoner-squat", 25), False, "25 in a row"),
        (try_row("single-leg-squat-to-box", 5, sides=2), False, "5 in a row each side"),
        (try_row("pedestal-side-hold", 45, "seconds", 2), False, "45 s each side"),
        (try_row("pogo-jump", 20, "contacts"), False, "20 landings in a row"),
        (try_row("power-skip-height", 20, "metres", sets=2), False, "2 × 20 m"),
    ],
)
def test_lifts_circuits_and_tests_are_said_in_their_own_words(item, imperial, said):
    assert words.dose(item, imperial) == said


@pytest.mark.parametrize(
    ("item", "pause", "said"),
    [
        (circuit_row("push-up", 12, rest=20), 90, "2 rounds, 20 s rest, 90 s between rounds"),
        (circuit_row("push-up", 12, rounds=1, rest=30), 0, "1 round, 30 s rest"),
        (circuit_row("push-up", 12, rounds=1, rest=0), 90, "1 round, no rest"),
        (lift_row("back-squat"), 0, "rest 3 min between sets"),
        (lift_row("back-squat", rest=150), 0, "rest 2 min 30 s between sets"),
        (lift_row("back-squat", sets=1), 0, ""),
        (CLAM, 0, ""),
    ],
)
def test_rounds_and_rests_are_said_once(item, pause, said):
    assert words.between(item, pause) == said


def test_the_warm_up_is_a_ladder():
    item = lift_row("back-squat", warm_up=((25.0, 5), (47.5, 2)))
    assert words.ladder(item) == ("25 kg × 5", "47.5 kg × 2")
    assert words.ladder(item, imperial=True) == ("55 lb × 5", "104.5 lb × 2")


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (CLAM, "Reps in each set"),
        (circuit_row("push-up", 12), "Reps in each round"),
        (circuit_row("pedestal-side-hold", 20, "seconds", rounds=1), "Seconds"),
        (try_row("pogo-jump", 20, "contacts"), "How many landings?"),
        (try_row("power-skip-height", 20, "metres", sets=2), "How many metres in each run?"),
    ],
)
def test_the_amount_is_asked_for_in_the_words_of_the_work(item, said):
    assert words.asked(item) == said


@pytest.mark.parametrize(
    ("gate", "said"),
    [
        (Gate(2, False, 9, 10), "9 of 10 days done"),
        (Gate(2, False, 10, 10, opens_in=3), "opens in 3 days"),
        (Gate(2, False, 10, 10, opens_in=1), "opens in 1 day"),
        (Gate(2, True, 10, 10), "ready for the next phase"),
        (Gate(3, False, 5, 12, missing=("7 more circuit sessions",)), "5 of 12 circuits done"),
        (Gate(3, False, 12, 12, missing=("the test", "three in a row")), "2 things to go"),
    ],
)
def test_the_gate_reads_as_a_count_or_as_the_days_to_go(gate, said):
    assert words.gate(gate) == said


def test_minutes_are_rounded_up():
    assert words.minutes(61) == "2 min"


def test_most_days_are_what_comes_after_the_run():
    assert words.title(Sheet(DAY, 1, "full", "")) == "After your run"
    assert words.title(Sheet(DAY, 1, "free", "")) == "Your free day"
    assert words.title(Sheet(DAY, 1, "emergency", "")) == "Please get help now"


@pytest.mark.parametrize(
    ("text", "said"),
    [("for the outer hip", "For the outer hip."), ("Done.", "Done."), ("Are you ill?", "Are you ill?"), ("", "")],
)
def test_a_fragment_becomes_a_sentence(text, said):
    assert words.sentence(text) == said


def test_what_was_logged_is_said_with_its_units():
    check = Check("op", DAY, "clamshell", True, datetime(2026, 11, 24, 18, tzinfo=UTC))
    assert words.logged(check, CLAM) == "Done as written"
    assert words.logged(replace(check, amount=10, load=4.0, pain=2), CLAM) == "Done: 10 reps, 4 kg, pain 2 of 10"
    assert (
        words.logged(replace(check, amount=5, load=60.0, effort=2), CLAM, imperial=True)
        == "Done: 5 reps, 132.5 lb, 2 left"
    )


def test_a_reason_after_why_does_not_say_because_again():
    assert words.without_because(CLAM.reason) == "left knee, 2024"
