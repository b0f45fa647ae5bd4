"""The gate to general strength: days, form, calm, safety, in plain words."""

from datetime import timedelta

import pytest

from tests.domain.mornings import MONDAY, answered, days_ago, morning, settled
from webapp.domain.profile import Profile
from webapp.domain.standing import Red

TEN = tuple(days_ago(n) for n in range(10, 0, -1))


def gate(catalogue, profile: Profile | None = None, **known: object):
    ready = {"done_days": TEN, "proven": frozenset({"clamshell"})}
    return morning(catalogue, profile or Profile(screen=answered(catalogue)), standing=settled(**ready | known)).gates[
        0
    ]


def test_it_opens_after_ten_days_of_fourteen(catalogue):
    found = gate(catalogue)
    assert (found.met, found.done, found.missing) == (True, 10, ())


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        pytest.param({"done_days": TEN[1:]}, "1 more day done", id="nine days"),
        pytest.param({"done_days": TEN[3:]}, "3 more days done", id="seven days"),
        pytest.param({"done_days": (days_ago(14), *TEN[1:])}, "1 more day done", id="a day too long ago"),
        pytest.param(
            {"unproven": {"hip-hike": days_ago(2)}}, "once done as written: hip hike", id="an item never done"
        ),
        pytest.param({"reds": (Red(days_ago(2), "calf"),)}, "5 more days without a red pain score", id="a red day"),
    ],
)
def test_what_is_missing_is_said(catalogue, known, missing):
    found = gate(catalogue, **known)
    assert not found.met
    assert found.missing == (missing,)


@pytest.mark.parametrize(
    ("known", "met"),
    [
        pytest.param({"reds": (Red(days_ago(7), "calf"),)}, True, id="a week since the red day"),
        pytest.param({"unproven": {"hip-hike": days_ago(14)}}, True, id="not asked for in two weeks"),
    ],
)
def test_what_is_long_ago_no_longer_counts(catalogue, known, met):
    assert gate(catalogue, **known).met is met


def test_before_two_weeks_it_says_when_it_opens(catalogue):
    found = gate(catalogue, phase_since=days_ago(11), started_on=days_ago(11))
    assert (found.met, found.opens_in, found.missing) == (False, 3, ("opens in 3 days",))


def test_the_last_day_of_waiting_is_tomorrow(catalogue):
    found = gate(catalogue, phase_since=days_ago(13), started_on=days_ago(13))
    assert found.opens_in == 1
    assert found.missing == ("opens tomorrow",)


def test_one_day_without_red_is_one_day(catalogue):
    found = gate(catalogue, reds=(Red(days_ago(6), "calf"),))
    assert found.missing == ("1 more day without a red pain score",)


def test_open_safety_questions_keep_it_shut(catalogue):
    found = gate(catalogue, Profile(screen={"q02": False}))
    assert found.missing == ("a few safety questions still to answer",)


def test_a_safety_answer_keeps_it_shut(catalogue):
    found = gate(catalogue, Profile(screen=answered(catalogue, q07=True)))
    assert (found.met, found.missing) == (False, ("a safety answer keeps it closed for now",))


def test_it_may_shut_again(catalogue):
    later = MONDAY + timedelta(days=10)
    standing = settled(done_days=TEN)
    assert not morning(catalogue, Profile(screen=answered(catalogue)), later, standing).gate.met
