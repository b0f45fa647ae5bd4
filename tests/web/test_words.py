"""Numbers and dates in words."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

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
    ("gate", "said"),
    [
        (Gate(2, False, 9, 10), "9 of 10 days done"),
        (Gate(2, False, 10, 10, opens_in=3), "opens in 3 days"),
        (Gate(2, False, 10, 10, opens_in=1), "opens in 1 day"),
        (Gate(2, True, 10, 10), "ready for the next phase"),
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


def test_a_reason_after_why_does_not_say_because_again():
    assert words.without_because(CLAM.reason) == "left knee, 2024"
