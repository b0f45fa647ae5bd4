"""One morning: what kind of day it is, what stands on the list, and what each thing says."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.domain.mornings import MONDAY, answered, days_ago, injured, morning, newcomer, rows, settled, slugs
from webapp.domain.profile import Profile, Race, Run, Spell, Wishes
from webapp.domain.sheet import Report

TUESDAY = MONDAY + timedelta(days=1)
LONG_MONDAY = (Run("mon", "long", 100),)


@pytest.mark.parametrize(
    ("profile", "standing", "report", "kind"),
    [
        pytest.param(Profile(), newcomer(), Report(), "starter", id="a first day"),
        pytest.param(Profile(), settled(), Report(), "full", id="a Monday without a run"),
        pytest.param(Profile(runs=LONG_MONDAY), settled(), Report(), "light", id="a long run"),
        pytest.param(Profile(free_day="mon"), settled(), Report(), "free", id="the free day"),
        pytest.param(Profile(races=(Race(MONDAY),)), settled(), Report(), "race", id="race day"),
        pytest.param(Profile(races=(Race(TUESDAY, "A"),)), settled(), Report(), "eve", id="the eve of an A race"),
        pytest.param(Profile(races=(Race(TUESDAY, "B"),)), settled(), Report(), "light", id="the eve of a B race"),
        pytest.param(Profile(away=(Spell(MONDAY, MONDAY),)), settled(), Report(), "away", id="away"),
        pytest.param(Profile(ill=(Spell(MONDAY, MONDAY, "below"),)), settled(), Report(), "ill", id="a fever"),
        pytest.param(Profile(), settled(), Report(ill="below"), "ill", id="a fever said today"),
        pytest.param(Profile(), settled(), Report(ill="above"), "light", id="a cold"),
        pytest.param(Profile(screen={"q11": True}), settled(), Report(), "light", id="pregnant: easy effort"),
        pytest.param(Profile(screen={"q02": True}), settled(), Report(), "stop", id="a doctor must agree first"),
        pytest.param(Profile(screen={"q03": True}), settled(), Report(), "emergency", id="an emergency"),
        pytest.param(Profile(screen={"q06": True}), settled(), Report(), "rest", id="nothing left to give"),
    ],
)
def test_the_kind_of_day(catalogue, profile, standing, report, kind):
    sheet = morning(catalogue, profile, standing=standing, report=report)
    assert sheet.kind == kind
    assert sheet.reason


@pytest.mark.parametrize(
    ("profile", "kind"),
    [
        pytest.param(Profile(screen={"q03": True}, away=(Spell(MONDAY, MONDAY),)), "emergency", id="safety over away"),
        pytest.param(Profile(screen={"q02": True, "q03": True}), "emergency", id="the stricter stop"),
        pytest.param(
            Profile(ill=(Spell(MONDAY, MONDAY, "below"),), races=(Race(MONDAY),)), "ill", id="illness over a race"
        ),
        pytest.param(Profile(free_day="mon", races=(Race(MONDAY),)), "race", id="a race over the free day"),
        pytest.param(
            Profile(ill=(Spell(days_ago(4), MONDAY, "above"), Spell(MONDAY, MONDAY, "below"))),
            "ill",
            id="fever over a cold",
        ),
    ],
)
def test_the_most_binding_reason_wins(catalogue, profile, kind):
    assert morning(catalogue, profile).kind == kind


@pytest.mark.parametrize("days", [1, 2, 3, 4])
def test_after_a_fever_a_day_of_rest_then_two_light_days_then_as_before(catalogue, days):
    profile = Profile(ill=(Spell(days_ago(days + 3), days_ago(days), "below"),))
    assert morning(catalogue, profile).kind == {1: "ill", 2: "light", 3: "light", 4: "full"}[days]


@pytest.mark.parametrize("days", [1, 2, 3, 4])
def test_a_fever_reported_on_the_day_eases_back_in_as_well(catalogue, days):
    kind = morning(catalogue, Profile(), standing=settled(ill_until=days_ago(days))).kind
    assert kind == {1: "ill", 2: "light", 3: "light", 4: "full"}[days]


def test_a_cold_the_day_after_a_fever_is_still_rest(catalogue):
    profile = Profile(ill=(Spell(days_ago(3), days_ago(1), "below"),))
    assert morning(catalogue, profile, report=Report(ill="above")).kind == "ill"


def test_a_fourth_full_day_within_seven_is_a_light_one(catalogue):
    busy = settled(full_on=(days_ago(5), days_ago(3), days_ago(1)))
    assert morning(catalogue, Profile(), standing=busy).kind == "light"
    rested = settled(full_on=(days_ago(7), days_ago(5), days_ago(3)))
    assert morning(catalogue, Profile(), standing=rested).kind == "full"


def test_rehab_takes_an_exercise_from_the_hip_list_with_its_own_reason(catalogue):
    sheet = morning(catalogue, injured("itbs", pain=1), standing=settled(full_days=0))
    assert "side-lying-hip-abduction" not in rows(sheet, "hip")
    assert "IT band" in rows(sheet, "rehab")["side-lying-hip-abduction"].reason


def test_what_hurts_becomes_something_else_and_says_so(catalogue):
    sheet = morning(catalogue, Profile(minutes=60), report=Report(pain=(("hip_side", 6),)))
    stand_ins = [row for row in sheet.items if row.swapped_from]
    assert {"wall-hip-abduction-iso"} <= slugs(sheet)
    assert all(row.reason.startswith("in place of") for row in stand_ins)
    assert any(row.reason.endswith("pain today, side of the hip") for row in stand_ins)


def test_pain_within_its_limit_changes_nothing(catalogue):
    quiet = morning(catalogue, Profile())
    ache = morning(catalogue, Profile(), report=Report(pain=(("hip_side", 3),)))
    assert ache.blocks == quiet.blocks


def test_a_sharp_pain_counts_whatever_its_score(catalogue):
    sheet = morning(catalogue, Profile(), report=Report(pain=(("hip_side", 1),), sharp=("hip_side",)))
    assert sheet.sore == ("hip_side",)


def test_missing_kit_is_named_as_the_reason(catalogue):
    friday = MONDAY + timedelta(days=4)
    sheet = morning(catalogue, Profile(minutes=60), day=friday, standing=settled(full_days=2))
    assert (
        rows(sheet, "hip")["dead-bug"].reason == "in place of band hip-flexion march: it needs kit you have not listed"
    )


def test_missing_kit_is_not_called_care_for_an_injury(catalogue):
    sheet = morning(catalogue, injured("achilles-mid", pain=2), standing=settled(full_days=1))
    assert [out.reason for out in sheet.left_out if out.what == "seated-band-external-rotation"] == [
        "needs kit you have not listed"
    ]


def test_a_free_day_keeps_only_what_a_current_injury_needs(catalogue):
    sore = morning(catalogue, replace(injured("ankle-sprain", pain=1), free_day="mon"))
    assert {block.kind for block in sore.blocks} == {"rehab"}
    assert "single-leg-balance" in slugs(sore)
    assert sore.short == ()
    assert not morning(catalogue, replace(injured("ankle-sprain", times=3), free_day="mon")).items


def test_extras_come_on_the_days_that_suit_them(catalogue):
    wishes = Profile(minutes=60, wishes=Wishes(core=True, lunges=True))
    assert "mobility" in {block.kind for block in morning(catalogue, wishes).blocks}
    assert "core" in {block.kind for block in morning(catalogue, wishes, day=TUESDAY).blocks}
    assert {block.kind for block in morning(catalogue, wishes, standing=newcomer()).blocks} == {"hip"}


def test_pelvic_floor_swaps_jumps_but_is_no_red_day(catalogue):
    sheet = morning(catalogue, Profile(screen=answered(catalogue, q13=True)))
    assert sheet.sore == ()
    assert {"plyo", "impact-1"} <= set(sheet.blocked)


def test_open_questions_shut_the_later_phases_and_impact(catalogue):
    sheet = morning(catalogue, Profile())
    assert {"phase-2", "phase-3", "impact-1"} <= set(sheet.blocked)
    assert set(morning(catalogue, Profile(screen=answered(catalogue))).blocked) == set()


def test_a_sheet_with_nothing_possible_is_a_rest_day_with_its_reason(catalogue):
    sheet = morning(catalogue, Profile(screen=answered(catalogue, q06=True)))
    assert (sheet.blocks, sheet.short) == ((), ())
    assert sheet.reason.startswith("Your list rests today")
    assert "Upper body" in sheet.stops[0].allowed
