"""What fits in the minutes, in what order the rest goes, and the short versions."""

from datetime import timedelta

import pytest

from tests.domain.mornings import MONDAY, answered, injured, morning, newcomer, rows, settled, slugs, ticks
from webapp.domain.advance import advance
from webapp.domain.profile import PastInjury, Profile, Wishes
from webapp.domain.standing import Circuits

TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
ANKLE = PastInjury("ankle-sprain", times=3)
BAND = frozenset({"band"})


def sheet_with(catalogue, minutes: int, **known: object):
    return morning(catalogue, Profile(minutes=minutes, kit=BAND, **known))


def left_out(sheet) -> list[str]:
    return [out.what for out in sheet.left_out]


@pytest.mark.parametrize("minutes", [5, 6, 8, 10, 12, 15, 20, 30, 60])
def test_the_day_fits_or_holds_only_what_stays(catalogue, minutes):
    sheet = sheet_with(catalogue, minutes, injuries=(ANKLE,), wishes=Wishes(lunges=True))
    fits = sheet.seconds <= minutes * 60
    assert fits or (len(rows(sheet, "hip")) <= 3 and all(row.sets == 1 for row in rows(sheet, "hip").values()))


def test_extras_go_first_and_say_so(catalogue):
    sheet = sheet_with(catalogue, 15, wishes=Wishes(lunges=True))
    assert left_out(sheet) == ["mobility"]
    assert sheet.left_out[0].reason == "does not fit in your 15 minutes today"


def test_hip_items_go_from_the_end_but_one_of_each_role_stays(catalogue):
    sheet = sheet_with(catalogue, 10)
    there = slugs(sheet)
    assert {"side-lying-hip-abduction", "hip-hike", "clamshell"} <= there
    assert left_out(sheet)[:2] == ["single-leg-balance-er", "single-leg-glute-bridge"]


def test_then_rehab_from_its_end_but_the_first_stays(catalogue):
    sheet = sheet_with(catalogue, 10, injuries=(ANKLE,))
    assert list(rows(sheet, "rehab")) == ["single-leg-balance"]
    assert "band-ankle-eversion" in left_out(sheet)


def test_then_sets_go_three_to_two_to_one_and_the_day_says_so(catalogue):
    trained = settled(levels=dict.fromkeys(("side-lying-hip-abduction", "clamshell", "hip-hike"), 2))
    by_minutes = {}
    for minutes in (13, 9, 5):
        sheet = morning(catalogue, Profile(minutes=minutes, kit=BAND), standing=trained)
        by_minutes[minutes] = {row.sets for row in rows(sheet, "hip").values()}
        assert ("hip" in left_out(sheet)) is (minutes < 13)
    assert by_minutes == {13: {3}, 9: {2}, 5: {1}}


def test_several_times_a_day_work_is_counted_apart_and_never_dropped(catalogue):
    calves = PastInjury("calf", variant="tight")
    with_stretches, without = (sheet_with(catalogue, 10, injuries=injuries) for injuries in ((calves,), ()))
    assert with_stretches.seconds == without.seconds
    assert "calf-stretch-straight" in slugs(with_stretches)


def test_a_role_that_only_rehab_holds_is_kept(catalogue):
    sheet = sheet_with(catalogue, 5, injuries=(PastInjury("pfp", pain=1), ANKLE))
    roles = {role for row in sheet.items for role in catalogue.exercises[row.exercise].roles}
    assert roles == {"abductor", "external-rotator", "single-leg"}


@pytest.mark.parametrize(("minutes", "rehab"), [(5, 1), (10, 2)])
def test_short_versions_begin_with_the_most_important_rehab(catalogue, minutes, rehab):
    sheet = sheet_with(catalogue, 20, injuries=(ANKLE,))
    short = next(short for short in sheet.short if short.minutes == minutes)
    personal = [row.exercise for row in short.items if row.injury]
    assert personal == list(rows(sheet, "rehab"))[:rehab]
    assert sum(row.seconds for row in short.items) <= minutes * 60
    assert any("abductor" in catalogue.exercises[row.exercise].roles for row in short.items)
    assert any("single-leg" in catalogue.exercises[row.exercise].roles for row in short.items)


def test_a_short_version_asks_for_one_helping_and_one_set(catalogue):
    sheet = morning(catalogue, injured("achilles-mid", pain=1, option="A"))
    for short in sheet.short:
        assert all(len(row.keys) == 1 for row in short.items)
        assert all(row.sets == 1 for row in short.items if not row.injury)


def test_the_first_week_is_short_in_its_own_four_moves(catalogue):
    sheet = morning(catalogue, Profile(), standing=newcomer())
    starter = set(catalogue.sessions["hip_starter"].items)
    assert {row.exercise for short in sheet.short for row in short.items} <= starter


def test_short_versions_swap_what_hurts(catalogue):
    from webapp.domain.sheet import Report

    sheet = morning(catalogue, Profile(), MONDAY, report=Report(pain=(("shoulder", 8),)))
    assert not [short for short in sheet.short if "side-plank-leg-lift" in {row.exercise for row in short.items}]


def circuit_day(catalogue, *injuries: PastInjury):
    profile = Profile(screen=answered(catalogue), minutes=40, kit=BAND, injuries=injuries)
    standing = settled(phase=2, circuits=Circuits(week=4))
    sheet = morning(catalogue, profile, TUESDAY, standing)
    assert rows(sheet, "circuit")
    return sheet, standing


@pytest.mark.parametrize("injuries", [pytest.param((), id="nobody hurt"), pytest.param((ANKLE,), id="an ankle")])
def test_ten_minutes_of_a_circuit_day_close_with_the_short_circuit(catalogue, injuries):
    sheet, _ = circuit_day(catalogue, *injuries)
    five, ten = sheet.short
    names = [row.exercise for row in ten.items]
    assert not [row for row in five.items if row.rounds]
    assert [row.rounds for row in ten.items if row.rounds] == [1] * 6
    assert len(names) == len(set(names)) and sum(row.seconds for row in ten.items) <= 600
    assert not ten.items[0].rounds and bool(ten.items[0].injury) is bool(injuries)


def test_the_short_circuit_counts_as_the_circuit(catalogue):
    sheet, standing = circuit_day(catalogue)
    ten = ticks(sheet, *(key for row in sheet.short[-1].items for key in row.keys))
    after = advance(catalogue, standing, sheet, ten, WEDNESDAY)
    assert (after.circuits.done, after.sessions[-1].counted, after.sessions[-1].whole) == (1, True, False)
    assert after.last_done == TUESDAY
    all_but_one = dict(list(ten.items())[:-1])
    assert advance(catalogue, standing, sheet, all_but_one, WEDNESDAY).circuits.done == 0
