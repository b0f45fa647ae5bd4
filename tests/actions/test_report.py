"""What hurts today, and what it does to the list."""

import pytest

from webapp.actions import people
from webapp.actions.checks import Tap, check_off
from webapp.actions.days import open_day
from webapp.actions.refused import Refused
from webapp.actions.report import report_today
from webapp.domain.sheet import Report


@pytest.fixture
def runner(session, now):
    return people.begin(session, "Europe/Berlin", "Chrome on Android", now)[0]


def test_the_list_follows_and_ticks_already_made_stay(session, catalogue, runner, now):
    first = open_day(session, catalogue, runner, now).sheet.items[0].exercise
    op = "7d7c2a4e-1111-4222-8333-444455556666"
    check_off(session, catalogue, runner, [Tap(op, "2026-11-18", first, True)], now)
    opened = report_today(session, catalogue, runner, now, {"hip_side": 9, "knee_front": 9, "back": 9}, (), "")
    assert opened.sheet.report.pain == (("back", 9), ("hip_side", 9), ("knee_front", 9))
    assert first in [item.exercise for item in opened.sheet.items]
    assert opened.checks[first].done


def test_a_later_report_replaces_the_earlier_one(session, catalogue, runner, now):
    report_today(session, catalogue, runner, now, {"ankle": 6}, ("shin", "shin"), "above")
    again = report_today(session, catalogue, runner, now, {"ankle": 0}, (), "")
    assert again.sheet.report == Report()


@pytest.mark.parametrize(
    ("pain", "sharp", "ill", "field"),
    [({"elbow": 3}, (), "", "area"), ({}, ("elbow",), "", "area"), ({"ankle": 11}, (), "", "pain"),
     ({"ankle": -1}, (), "", "pain"), ({}, (), "very", "ill")],
)  # fmt: skip
def test_what_cannot_be_is_refused(session, catalogue, runner, now, pain, sharp, ill, field):
    with pytest.raises(Refused) as refused:
        report_today(session, catalogue, runner, now, pain, sharp, ill)
    assert refused.value.field == field
