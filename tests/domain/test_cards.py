"""When each small question appears on Today, and when it leaves."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from webapp.domain.cards import ORDER, SAFETY, STEPS, cards, missing_step, put_off, unanswered
from webapp.domain.profile import Profile

TODAY = date(2026, 11, 18)
EVERY_ANSWER = {slug: False for slugs in SAFETY.values() for slug in slugs}


def on_today(profile: Profile, day: date = TODAY, **seen: bool) -> tuple[str, ...]:
    return cards(profile, day, **{"ticked": True, "finished": False, "kept_safe": False, **seen})


def test_nothing_is_asked_before_the_first_tick():
    assert on_today(Profile(), ticked=False, finished=True) == ()


def test_two_cards_at_a_time_safety_first():
    assert on_today(Profile()) == ("conditions", "kit")


def test_an_answered_card_makes_room_for_the_next():
    assert on_today(Profile(asked=frozenset({"kit"}))) == ("conditions", "body")


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
