"""Sheets that are only looked at."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from webapp.domain.phases import with_today
from webapp.domain.prescribe import prescribe_day
from webapp.domain.preview import gate_now, tomorrow, without_report
from webapp.domain.profile import Profile
from webapp.domain.sheet import Report
from webapp.domain.simulate import all_done, days

DAY = date(2026, 11, 16)


def test_tomorrow_is_what_the_next_day_turns_out_to_be(catalogue):
    profile = Profile(kit=frozenset({"band"}))
    lived = list(days(catalogue, profile, DAY, 12, lambda number: True))
    for (sheet, standing, _), (following, _, _) in pairwise(lived):
        assert tomorrow(catalogue, profile, standing, sheet, all_done(sheet)) == following


def test_a_day_left_undone_counts_for_nothing_tomorrow(catalogue):
    sheet, standing, _ = next(days(catalogue, Profile(), DAY, 1, lambda number: True))
    assert tomorrow(catalogue, Profile(), standing, sheet, {}).gate.done == 0
    assert tomorrow(catalogue, Profile(), standing, sheet, all_done(sheet)).gate.done == 1


def test_without_the_report_the_list_is_as_it_was_in_the_morning(catalogue):
    sheet, standing, _ = next(days(catalogue, Profile(), DAY + timedelta(days=1), 1, lambda number: True))
    report = Report(pain=(("knee_front", 8),), ill="above")
    hurt = prescribe_day(catalogue, Profile(), standing, sheet.day, report)
    assert hurt != replace(sheet, report=report)
    assert without_report(catalogue, Profile(), standing, hurt) == sheet


def test_the_gate_counts_today_as_soon_as_today_counts(catalogue):
    sheet, standing, _ = next(days(catalogue, Profile(), DAY, 1, lambda number: True))
    assert gate_now(catalogue, Profile(), standing, sheet, {}) == sheet.gate
    assert gate_now(catalogue, Profile(), standing, sheet, all_done(sheet)).done == 1


def test_the_chip_and_the_full_answer_agree_on_the_days(catalogue):
    for sheet, standing, _ in days(catalogue, Profile(), DAY, 16, lambda number: True):
        whole = gate_now(catalogue, Profile(), standing, sheet, all_done(sheet))
        assert with_today(sheet.gate).done == whole.done
