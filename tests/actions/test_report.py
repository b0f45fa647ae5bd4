"""What hurts today, what it does to the list, and what is asked the morning after."""

from datetime import timedelta
from uuid import uuid4

import pytest

from webapp.actions.checks import Tap, check_off
from webapp.actions.days import open_day
from webapp.actions.refused import Refused
from webapp.actions.report import report_today, say_morning, to_ask
from webapp.domain.sheet import Report


def test_the_list_follows_and_ticks_already_made_stay(session, catalogue, person, now):
    first = open_day(session, catalogue, person, now).sheet.items[0].exercise
    op = "7d7c2a4e-1111-4222-8333-444455556666"
    check_off(session, catalogue, person, [Tap(op, "2026-11-18", first, True)], now)
    opened = report_today(session, catalogue, person, now, {"hip_side": 9, "knee_front": 9, "back": 9}, (), "")
    assert opened.sheet.report.pain == (("back", 9), ("hip_side", 9), ("knee_front", 9))
    assert first in [item.exercise for item in opened.sheet.items]
    assert opened.checks[first].done


def test_a_later_report_replaces_the_earlier_one(session, catalogue, person, now):
    report_today(session, catalogue, person, now, {"ankle": 6}, ("shin", "shin"), "above")
    again = report_today(session, catalogue, person, now, {"ankle": 0}, (), "")
    assert again.sheet.report == Report()


@pytest.mark.parametrize(
    ("pain", "sharp", "ill", "field"),
    [({"elbow": 3}, (), "", "area"), ({}, ("elbow",), "", "area"), ({"ankle": 11}, (), "", "pain"),
     ({"ankle": -1}, (), "", "pain"), ({}, (), "very", "ill")],
)  # fmt: skip
def test_what_cannot_be_is_refused(session, catalogue, person, now, pain, sharp, ill, field):
    with pytest.raises(Refused) as refused:
        report_today(session, catalogue, person, now, pain, sharp, ill)
    assert refused.value.field == field


DAY = timedelta(days=1)


@pytest.fixture
def sore(session, catalogue, person, now):
    """sore(pain, sharp, worked): today's pain, with or without a tick; afterwards it is tomorrow's noon."""

    def day(pain, sharp=(), worked=True):
        sheet = report_today(session, catalogue, person, now, pain, sharp, "").sheet
        if worked:
            tap = Tap(str(uuid4()), str(sheet.day), sheet.items[0].keys[0], True)
            check_off(session, catalogue, person, [tap], now)
        return now + DAY

    return day


@pytest.fixture
def asked(session, person, profile):
    """asked(at): the areas Today asks about at an instant."""
    return lambda at: to_ask(session, person, profile(), at.date())


@pytest.mark.parametrize(
    ("pain", "sharp", "worked", "areas"),
    [
        pytest.param({"calf": 3}, (), True, ("calf",), id="amber"),
        pytest.param({"calf": 2}, (), True, (), id="green"),
        pytest.param({"calf": 8, "ankle": 1}, (), True, ("calf",), id="red beside green"),
        pytest.param({}, ("shin",), True, ("shin",), id="sharp"),
        pytest.param({"calf": 4}, (), False, (), id="nothing was done"),
        pytest.param({}, (), True, (), id="nothing hurt"),
    ],
)
def test_the_morning_after_work_with_more_than_green_pain_is_asked_about(sore, asked, pain, sharp, worked, areas):
    tomorrow = sore(pain, sharp, worked)
    assert asked(tomorrow - DAY) == ()
    assert asked(tomorrow) == areas
    assert asked(tomorrow + DAY) == ()


@pytest.mark.parametrize(("worse", "red"), [("", ()), ("calf", ("calf",))])
def test_an_answer_closes_the_question_however_often_it_comes(session, catalogue, person, sore, asked, worse, red):
    tomorrow = sore({"calf": 4})
    for _ in range(2):
        opened = say_morning(session, catalogue, person, tomorrow, worse)
        assert (opened.sheet.report.worse, opened.sheet.sore) == (red, red)
        assert asked(tomorrow) == ()


def test_the_answer_keeps_what_else_was_said_this_morning(session, catalogue, person, sore, asked):
    tomorrow = sore({"calf": 4})
    report_today(session, catalogue, person, tomorrow, {"back": 3}, ("shin",), "above", 5)
    assert asked(tomorrow) == (), "the whole form answers it too"
    opened = say_morning(session, catalogue, person, tomorrow, "calf")
    assert opened.sheet.report == Report((("back", 3),), ("shin",), "above", 5, ("calf",))


def test_only_a_place_that_hurt_yesterday_can_be_worse(session, catalogue, person, sore, asked):
    tomorrow = sore({"calf": 4})
    with pytest.raises(Refused):
        say_morning(session, catalogue, person, tomorrow, "ankle")
    assert asked(tomorrow) == ("calf",)


def test_the_next_sore_day_is_asked_about_again(session, catalogue, person, sore, asked):
    tomorrow = sore({"calf": 4})
    say_morning(session, catalogue, person, tomorrow, "")
    sheet = report_today(session, catalogue, person, tomorrow, {"calf": 3}, (), "").sheet
    check_off(session, catalogue, person, [Tap(str(uuid4()), str(sheet.day), sheet.items[0].keys[0], True)], tomorrow)
    assert asked(tomorrow + DAY) == ("calf",)
