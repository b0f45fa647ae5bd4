"""From one day to the next: what counts, what rises, what falls, what a break does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.domain.mornings import MONDAY, days_ago, injured, morning, newcomer, rows, settled, ticks
from webapp.domain.advance import advance, as_written, counts, days_off, fresh
from webapp.domain.profile import Profile, Wishes
from webapp.domain.sheet import Report
from webapp.domain.simulate import all_done
from webapp.domain.standing import Red

TUESDAY = MONDAY + timedelta(days=1)
BAND = Profile(minutes=60, kit=frozenset({"band"}))


def after(catalogue, sheet, outcomes, standing=None, day=TUESDAY):
    return advance(catalogue, standing or settled(), sheet, outcomes, day)


@pytest.mark.parametrize(
    ("done", "counted"),
    [
        pytest.param((), False, id="nothing"),
        pytest.param(("clamshell",), False, id="one of four"),
        pytest.param(("clamshell", "glute-bridge"), True, id="half"),
        pytest.param(("no-such-thing", "clamshell"), False, id="what is not on the list counts for nothing"),
    ],
)
def test_half_of_the_hip_items_make_a_day(catalogue, done, counted):
    sheet = morning(catalogue, Profile(), standing=newcomer())
    assert counts(sheet, ticks(sheet, *done)) is counted


def test_a_short_version_makes_a_day(catalogue):
    sheet = morning(catalogue, Profile())
    short = [key for row in sheet.short[0].items for key in row.keys]
    assert counts(sheet, ticks(sheet, *short))
    assert not counts(sheet, ticks(sheet, *short[:1]))


def test_rehab_alone_makes_a_free_day_and_no_other(catalogue):
    ankle = injured("ankle-sprain", pain=1)
    usual, free = morning(catalogue, ankle), morning(catalogue, replace(ankle, free_day="mon"))
    rehab = [key for row in rows(usual, "rehab").values() for key in row.keys]
    assert not counts(usual, ticks(usual, *rehab))
    assert counts(free, ticks(free, *[key for row in free.items for key in row.keys]))


@pytest.mark.parametrize(
    ("details", "good"),
    [
        pytest.param({}, True, id="a plain tick"),
        pytest.param({"amount": 15}, True, id="as many as asked"),
        pytest.param({"amount": 9}, False, id="fewer"),
        pytest.param({"pain": 3}, True, id="pain at its limit"),
        pytest.param({"pain": 4}, False, id="pain above it"),
    ],
)
def test_good_form_is_ticked_as_asked_without_red(catalogue, details, good):
    sheet = morning(catalogue, Profile(), standing=newcomer())
    assert as_written(rows(sheet, "hip")["clamshell"], ticks(sheet, "clamshell", **details)) is good


def test_every_helping_of_the_day_is_needed(catalogue):
    sheet = morning(catalogue, injured("calf", variant="tight"))
    stretch = rows(sheet, "rehab")["calf-stretch-straight"]
    assert not as_written(stretch, ticks(sheet, *stretch.keys[:2]))
    assert as_written(stretch, ticks(sheet, *stretch.keys))


def test_an_item_rises_after_three_full_days_in_a_row(catalogue):
    standing = settled(streaks={"clamshell": 2, "hip-hike": 1})
    sheet = morning(catalogue, BAND, standing=standing)
    found = after(catalogue, sheet, all_done(sheet), standing)
    assert (found.levels["clamshell"], found.streaks["clamshell"]) == (2, 0)
    assert (found.levels["hip-hike"], found.streaks["hip-hike"]) == (1, 2)


def test_a_full_day_missed_breaks_the_row(catalogue):
    standing = settled(streaks={"clamshell": 2})
    sheet = morning(catalogue, BAND, standing=standing)
    found = after(catalogue, sheet, ticks(sheet, "hip-hike"), standing)
    assert found.streaks["clamshell"] == 0


def test_a_light_day_neither_raises_nor_breaks(catalogue):
    standing = settled(streaks={"clamshell": 2})
    sheet = morning(catalogue, BAND, standing=standing, report=Report(ill="above"))
    assert after(catalogue, sheet, {}, standing).streaks == {"clamshell": 2}


def test_one_item_rises_a_day_and_two_in_seven_days(catalogue):
    ready = dict.fromkeys(("side-lying-hip-abduction", "clamshell", "hip-hike"), 2)
    for earlier, risen in (
        ((), 1),
        ((days_ago(3),), 1),
        ((days_ago(6), days_ago(3)), 0),
        ((days_ago(7), days_ago(3)), 1),
    ):
        standing = settled(streaks=ready, level_ups=earlier)
        sheet = morning(catalogue, BAND, standing=standing)
        found = after(catalogue, sheet, all_done(sheet), standing)
        assert len([level for level in found.levels.values() if level > 1]) == risen


def test_what_could_not_rise_yet_stays_ready(catalogue):
    standing = settled(streaks={"clamshell": 5}, level_ups=(days_ago(2), days_ago(1)))
    sheet = morning(catalogue, BAND, standing=standing)
    assert after(catalogue, sheet, all_done(sheet), standing).streaks["clamshell"] == 6


def test_a_row_asked_for_below_ones_level_never_lowers_it(catalogue):
    standing = settled(streaks={"clamshell": 2}, levels={"clamshell": 3})
    sheet = morning(catalogue, BAND)
    assert (rows(sheet, "hip")["clamshell"].level, rows(sheet, "hip")["clamshell"].next_level) == (1, 2)
    assert after(catalogue, sheet, all_done(sheet), standing).levels["clamshell"] == 3


def test_without_the_kit_for_more_it_grows_by_reps(catalogue):
    standing = settled(streaks={"clamshell": 2})
    sheet = morning(catalogue, Profile(minutes=60), standing=standing)
    found = after(catalogue, sheet, all_done(sheet), standing)
    assert (found.levels["clamshell"], found.growth["clamshell"]) == (1, 1)


def test_the_core_holds_rise_on_the_light_days_they_stand_on(catalogue):
    wishes = Profile(minutes=60, wishes=Wishes(core=True))
    standing = settled(streaks={"pedestal-front-hold": 2})
    sheet = morning(catalogue, wishes, day=TUESDAY, standing=standing)
    found = after(catalogue, sheet, all_done(sheet), standing, TUESDAY + timedelta(days=1))
    assert found.levels["pedestal-front-hold"] == 2


def test_the_short_version_proves_nothing_about_full_sets(catalogue):
    standing = settled(streaks={"single-leg-glute-bridge": 2})
    sheet = morning(catalogue, BAND, standing=standing)
    short = [key for row in sheet.short[0].items for key in row.keys]
    found = after(catalogue, sheet, ticks(sheet, *short), standing)
    assert found.levels.get("single-leg-glute-bridge", 1) == 1
    assert "single-leg-glute-bridge" in found.unproven
    assert found.last_done == MONDAY


def test_nothing_rises_on_a_red_day(catalogue):
    standing = settled(streaks={"clamshell": 2})
    sheet = morning(catalogue, BAND, standing=standing, report=Report(pain=(("calf", 8),)))
    found = after(catalogue, sheet, all_done(sheet), standing)
    assert found.levels["clamshell"] == 1
    assert found.reds == (Red(MONDAY, "calf"),)


def test_a_red_area_takes_what_loads_it_one_level_down_once(catalogue):
    standing = settled(levels={"hip-hike": 3, "fire-hydrant": 2, "dead-bug": 3})
    sheet = morning(catalogue, BAND, standing=standing, report=Report(pain=(("hip_side", 8),)))
    first = after(catalogue, sheet, {}, standing)
    assert first.levels == {"hip-hike": 2, "fire-hydrant": 1, "dead-bug": 3} | {
        slug: level for slug, level in first.levels.items() if slug not in standing.levels
    }
    again = morning(catalogue, BAND, TUESDAY, first, Report(pain=(("hip_side", 8),)))
    assert after(catalogue, again, {}, first, TUESDAY + timedelta(days=1)).levels["hip-hike"] == 2


def test_a_red_tick_takes_that_exercise_down(catalogue):
    standing = settled(levels={"clamshell": 3})
    sheet = morning(catalogue, BAND, standing=standing)
    found = after(catalogue, sheet, ticks(sheet, "clamshell", pain=7), standing)
    assert found.levels["clamshell"] == 2
    assert Red(MONDAY, "clamshell") in found.reds


@pytest.mark.parametrize(
    ("off", "level", "eased", "starter"),
    [
        pytest.param(1, 3, False, False, id="one missed day does no harm"),
        pytest.param(13, 3, False, False, id="13 days: carry on"),
        pytest.param(14, 2, False, False, id="14 days: one level down"),
        pytest.param(27, 2, False, False, id="27 days: one level down"),
        pytest.param(28, 2, True, False, id="28 days: level 1 for a week"),
        pytest.param(55, 2, True, False, id="55 days: level 1 for a week"),
        pytest.param(56, 1, True, True, id="56 days: the hip starter"),
    ],
)
def test_days_off(catalogue, off, level, eased, starter):
    standing = settled(levels={"clamshell": 3})
    sheet = morning(catalogue, BAND, standing=standing)
    back = MONDAY + timedelta(days=off + 1)
    found = after(catalogue, sheet, all_done(sheet), standing, back)
    assert days_off(found, back) == off
    assert found.levels.get("clamshell", 1) == level
    assert (found.eased_until == back + timedelta(days=6)) is eased
    assert (found.starter_from == back) is starter


def test_a_break_in_steps_is_the_same_as_in_one(catalogue):
    standing, day = settled(levels={"clamshell": 3, "hip-hike": 2}), MONDAY
    sheet = morning(catalogue, BAND, day, standing)
    at_once = after(catalogue, sheet, all_done(sheet), standing, day + timedelta(days=21))
    for number in range(21):
        outcomes = all_done(sheet) if number == 0 else {}
        standing = advance(catalogue, standing, sheet, outcomes, day + timedelta(days=1))
        day += timedelta(days=1)
        sheet = morning(catalogue, BAND, day, standing)
    assert (standing.levels["clamshell"], at_once.levels["clamshell"]) == (2, 2)
    assert (standing.levels["hip-hike"], at_once.levels["hip-hike"]) == (1, 1)


def test_the_first_week_begins_with_the_first_day_done(catalogue):
    standing = fresh(days_ago(9))
    sheet = morning(catalogue, Profile(), days_ago(9), standing)
    waiting = advance(catalogue, standing, sheet, {}, MONDAY)
    assert waiting.starter_from == MONDAY
    first = morning(catalogue, Profile(), MONDAY, waiting)
    assert first.kind == "starter"
    assert after(catalogue, first, all_done(first), waiting).starter_from == MONDAY


def test_a_fever_and_the_start_of_rehab_are_remembered(catalogue):
    ankle = injured("ankle-sprain", times=3)
    ill = after(catalogue, morning(catalogue, ankle, report=Report(ill="below")), {})
    assert ill.ill_until == MONDAY
    begun = after(catalogue, morning(catalogue, ankle), {})
    assert begun.rehab_from == {"ankle-sprain": MONDAY}
    assert after(catalogue, morning(catalogue, ankle, TUESDAY, begun), {}, begun).rehab_from == begun.rehab_from


def test_only_two_weeks_of_done_days_are_carried(catalogue):
    standing = settled(done_days=(days_ago(14), days_ago(13), days_ago(1)))
    sheet = morning(catalogue, Profile(), standing=standing)
    assert after(catalogue, sheet, all_done(sheet), standing).done_days == (days_ago(13), days_ago(1), MONDAY)
