"""What is asked again, and when."""

from datetime import timedelta

import pytest

from tests.domain.mornings import MONDAY, answered, days_ago
from webapp.domain.profile import PastInjury, Profile
from webapp.domain.rechecks import due, injuries_due, key_of, listed

START = ("q04", "q05", "q07")
BODY = ("q11", "q12", "q13", "q15")


def asked(slugs, days: int) -> dict:
    return dict.fromkeys(slugs, days_ago(days))


def of_start(catalogue, **known) -> Profile:
    """Everything asked at the start was answered with no; the weekly self-tests were not asked yet."""
    screen = {slug: False for slug in answered(catalogue) if slug not in ("q08", "q22")}
    return Profile(screen=screen, **known)


@pytest.mark.parametrize(
    ("weekly", "monthly", "due_now"),
    [
        pytest.param(6, 6, (), id="all fresh"),
        pytest.param(7, 27, ("weekly",), id="a week"),
        pytest.param(0, 28, ("monthly",), id="four weeks"),
        pytest.param(90, 90, ("weekly", "monthly"), id="long ago"),
    ],
)
def test_questions_come_back_by_the_week_and_the_month(catalogue, weekly, monthly, due_now):
    profile = of_start(catalogue, answered_on=asked(START, weekly) | asked(BODY, monthly))
    assert due(profile, catalogue, MONDAY, 1) == due_now


def test_an_answer_without_a_day_is_asked_again_now(catalogue):
    assert due(of_start(catalogue), catalogue, MONDAY, 1) == ("weekly", "monthly")


@pytest.mark.parametrize(
    ("phase", "screen", "slugs"),
    [
        pytest.param(1, {}, START, id="phase 1: the warning signs"),
        pytest.param(2, {}, ("q04", "q05", "q07", "q08", "q22"), id="phase 2: the hop test and lasting pain too"),
        pytest.param(1, {"q22": True}, (*START, "q22"), id="what closed a phase is asked until it opens"),
    ],
)
def test_the_weekly_list(catalogue, phase, screen, slugs):
    profile = of_start(catalogue)
    profile = Profile(screen={**profile.screen, **screen})
    assert tuple(sorted(question.slug for question in listed(profile, catalogue, "weekly", phase))) == slugs


def test_one_question_due_brings_its_list(catalogue):
    profile = of_start(catalogue, answered_on=asked((*START, *BODY), 0) | {"q07": days_ago(7)})
    assert due(profile, catalogue, MONDAY, 1) == ("weekly",)
    fresh = of_start(catalogue, answered_on=asked((*START, *BODY), 0))
    assert due(fresh, catalogue, MONDAY, 2) == ("weekly",)  # the hop test was never asked


def test_questions_with_a_card_of_their_own_wait_for_it(catalogue):
    assert listed(Profile(), catalogue, "monthly", 3) == ()
    assert [question.slug for question in listed(Profile(), catalogue, "weekly", 3)] == ["q08", "q22"]


@pytest.mark.parametrize(
    ("known", "days"),
    [
        pytest.param({"pain": 3}, 7, id="painful: weekly"),
        pytest.param({"since": days_ago(30)}, 14, id="under three months: every two weeks"),
        pytest.param({"since": days_ago(200)}, 28, id="under a year: every four weeks"),
        pytest.param({"since": days_ago(900)}, 56, id="long ago: every eight weeks"),
        pytest.param({"since": days_ago(900), "times": 2}, 28, id="again and again: every four weeks"),
    ],
)
def test_injuries_are_asked_by_how_fresh_they_are(catalogue, known, days):
    past = PastInjury("ankle-sprain", "left", **known)
    last = MONDAY - timedelta(days=days)
    on_the_day = of_start(catalogue, injuries=(past,), answered_on={key_of(past): last})
    day_before = of_start(catalogue, injuries=(past,), answered_on={key_of(past): last + timedelta(days=1)})
    assert injuries_due(on_the_day, catalogue, MONDAY) == (past,)
    assert injuries_due(day_before, catalogue, MONDAY) == ()
    assert "injuries-again" in due(on_the_day, catalogue, MONDAY, 1)


def test_an_injury_told_before_days_were_kept_is_asked_now(catalogue):
    past = PastInjury("pfp", since=days_ago(900))
    assert injuries_due(Profile(injuries=(past,)), catalogue, MONDAY) == (past,)


def test_tight_calves_are_no_injury_to_ask_about(catalogue):
    assert injuries_due(Profile(injuries=(PastInjury("calf", variant="tight"),)), catalogue, MONDAY) == ()
