"""When each small question appears on Today, and when it leaves."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from webapp.domain.cards import AGAIN, ORDER, SAFETY, STEPS, cards, missing_step, put_off, unanswered
from webapp.domain.profile import Profile

TODAY = date(2026, 11, 18)
EVERY_ANSWER = {slug: False for slugs in SAFETY.values() for slug in slugs}


def on_today(profile: Profile, day: date = TODAY, **seen: bool) -> tuple[str, ...]:
    return cards(profile, day, **{"ticked": True, "finished": False, "kept_safe": False, **seen})


def test_nothing_is_asked_before_the_first_tick():
    assert on_today(Profile(), ticked=False, finished=True) == ()


def test_two_cards_at_a_time_the_runs_first_then_safety():
    assert on_today(Profile()) == ("runs", "conditions")


def test_an_answered_card_makes_room_for_the_next():
    assert on_today(Profile(asked=frozenset({"runs"}))) == ("conditions", "kit")
    assert on_today(Profile(asked=frozenset({"runs", "kit"}))) == ("conditions", "body")


@pytest.mark.parametrize(
    ("answered", "left"), [((), True), (("lifting",), True), (("jumps",), True), (("lifting", "jumps"), False)]
)
def test_the_wishes_are_answered_with_the_second_of_their_two_screens(answered, left):
    asked = frozenset({*ORDER, *answered} - {"wishes"})
    assert ("wishes" in on_today(Profile(screen=EVERY_ANSWER, asked=asked))) is left


def test_half_answered_safety_questions_stay():
    profile = Profile(screen={"q02": False})
    assert unanswered(profile.screen, "conditions") == ("q10", "q16", "q17")
    assert "conditions" in on_today(profile)


def test_everything_answered_leaves_a_quiet_screen():
    profile = Profile(screen=EVERY_ANSWER, asked=frozenset(ORDER))
    assert on_today(profile) == ()


def test_the_account_is_offered_once_a_day_is_finished():
    profile = Profile(screen=EVERY_ANSWER, asked=frozenset(ORDER))
    assert on_today(profile, finished=True) == ("keep-safe",)
    assert on_today(profile, finished=True, kept_safe=True) == ()


@pytest.mark.parametrize("card", ORDER)
def test_later_means_a_week(card):
    profile = put_off(Profile(), card, TODAY)
    for n in range(7):
        assert card not in on_today(profile, TODAY + timedelta(days=n), finished=True)
    everything_else = replace(profile, later=profile.later | {other: date.max for other in ORDER if other != card})
    assert on_today(everything_else, TODAY + timedelta(days=7), finished=True) == (card,)


def test_the_start_resumes_at_the_first_missing_step():
    assert missing_step(Profile()) == "age"
    assert missing_step(Profile(asked=frozenset({"age", "pain"}))) == "injuries"
    assert missing_step(Profile(asked=frozenset(STEPS))) is None


EVERYTHING = Profile(screen=EVERY_ANSWER, asked=frozenset(ORDER))


@pytest.mark.parametrize(
    ("profile", "shown"),
    [
        pytest.param(EVERYTHING, ("weekly", "injuries-again"), id="everything was asked"),
        pytest.param(replace(EVERYTHING, asked=frozenset({*ORDER} - {"kit"})), ("kit",), id="the kit was never asked"),
        pytest.param(
            replace(EVERYTHING, asked=frozenset({*ORDER} - {"kit"}), later={"kit": TODAY}),
            ("weekly", "injuries-again"),
            id="the kit was put off once",
        ),
        pytest.param(replace(EVERYTHING, screen={}), ("conditions", "body"), id="safety questions are still open"),
    ],
)
def test_what_is_asked_again_waits_for_the_first_round_and_then_goes_first(profile, shown):
    assert on_today(profile, again=AGAIN) == shown


def test_nothing_is_asked_again_before_it_is_due():
    assert on_today(EVERYTHING) == ()
    assert on_today(EVERYTHING, again=("monthly",)) == ("monthly",)


@pytest.mark.parametrize(("card", "days"), [("weekly", 1), ("injuries-again", 7), ("monthly", 7)])
def test_the_weekly_check_waits_a_day_only(card, days):
    profile = put_off(EVERYTHING, card, TODAY)
    shown = [n for n in range(9) if card in on_today(profile, TODAY + timedelta(days=n), again=(card,))]
    assert shown == list(range(days, 9))
