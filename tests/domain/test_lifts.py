"""How loads move: after a first session, week by week, after days off, and never too fast."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.domain.lifters import (
    COACHED,
    GYM,
    HOME,
    later,
    lifted,
    lifter,
    mastered,
    row_of,
    session,
    sheet_of,
    ticked,
)
from tests.domain.mornings import MONDAY, days_ago
from webapp.domain import lifts, path
from webapp.domain.checks import Check
from webapp.domain.days import week_of
from webapp.domain.profile import PastInjury, Profile
from webapp.domain.sheet import Sheet
from webapp.domain.standing import Lift, Placed, Standing

SQUAT = "back-squat"


def _standing(lift: Lift | None = None, week: int = 6) -> Standing:
    return mastered(path_week=week, last_done=MONDAY, lifts={SQUAT: lift or _lift()})


def _lift(kg: float = 60, **known) -> Lift:
    return lifted(kg, days_ago(7), **{"reps": 4, "rir": 2, **known})


def _squatted(catalogue, standing: Standing, said: dict, plan: dict | None = None, **known) -> Lift:
    """The squat after one session of which this was said."""
    runner = lifter(catalogue, coached=COACHED, standing=standing)
    sheet = sheet_of(session(runner, **(plan or {})), **known)
    return lifts.advance(catalogue, standing, sheet, ticked(sheet, **said), later(1)).lifts[SQUAT]


@pytest.mark.parametrize(
    ("said", "load", "risen"),
    [
        pytest.param({}, 20, False, id="nothing said: three in reserve"),
        pytest.param({"load": 50.0, "effort": 3}, 50, False, id="the load they came to"),
        pytest.param({"load": 50.0, "effort": 6}, 55, True, id="still too light"),
        pytest.param({"load": 50.0, "effort": 4}, 52.5, True, id="a little too light"),
        pytest.param({"load": 50.0, "effort": 1}, 45, False, id="too heavy"),
        pytest.param({"load": 50.0, "amount": 4}, 45, False, id="a rep short"),
        pytest.param({"load": 50.0, "effort": 5, "pain": 6}, 45, False, id="it hurt"),
    ],
)
def test_the_first_session_finds_the_load(catalogue, said, load, risen):
    standing = mastered(last_done=MONDAY)
    after = _squatted(catalogue, standing, said)
    assert (after.load, after.found, after.reps, after.rir) == (pytest.approx(load), True, 5, 3)
    assert (after.raised_on == MONDAY) is risen


@pytest.mark.parametrize(
    ("said", "lift", "load", "misses"),
    [
        pytest.param({"effort": 3}, {}, 63, 0, id="three left: 5 %"),
        pytest.param({"effort": 6}, {}, 63, 0, id="six left: still 5 %"),
        pytest.param({"effort": 2}, {}, 62.5, 0, id="two left: 2.5 kg"),
        pytest.param({}, {}, 62.5, 0, id="nothing said: as planned, two left"),
        pytest.param({"effort": 1}, {}, 60, 0, id="one left: the same"),
        pytest.param({"effort": 0}, {}, 60, 1, id="none left: the same"),
        pytest.param({"amount": 3, "effort": 2}, {}, 60, 1, id="a rep missed: the same"),
        pytest.param({"amount": 3}, {"misses": 1}, 54, 0, id="the second miss running: less"),
        pytest.param({"effort": 0}, {"misses": 1}, 54, 0, id="or nothing left again"),
        pytest.param({"effort": 1}, {"misses": 1}, 60, 0, id="a good session in between"),
        pytest.param({"effort": 3, "pain": 4}, {}, 54, 0, id="red pain: less"),
        pytest.param({"effort": 3, "pain": 3}, {}, 63, 0, id="pain within the limit"),
        pytest.param({"effort": 3}, {"raised_on": days_ago(6)}, 60, 0, id="raised six days ago"),
        pytest.param({"effort": 3}, {"raised_on": days_ago(7)}, 63, 0, id="raised a week ago"),
        pytest.param({"load": 50.0, "effort": 1}, {}, 50, 0, id="a lighter load was used"),
        pytest.param({"load": 65.0, "effort": 1}, {}, 65, 0, id="a heavier one"),
        pytest.param({"load": 90.0, "effort": 1}, {}, 66, 0, id="a much heavier one counts up to 10 %"),
        pytest.param({"load": 65.0, "effort": 3}, {}, 66, 0, id="both together stay within 10 %"),
        pytest.param({"load": 65.0}, {"raised_on": days_ago(3)}, 60, 0, id="heavier, but raised lately"),
    ],
)
def test_the_weekly_change(catalogue, said, lift, load, misses):
    after = _squatted(catalogue, _standing(_lift(**lift)), said)
    assert (after.load, after.misses) == (pytest.approx(load), misses)
    assert after.last_on == MONDAY


def test_more_reps_scale_the_load_and_are_remembered(catalogue):
    after = _squatted(catalogue, _standing(_lift(reps=5, rir=3), week=1), {"effort": 1})
    assert after.load == pytest.approx(60 * 1.2540 / 1.4200, abs=0.05)
    assert (after.reps, after.rir) == (8, 4)


@pytest.mark.parametrize("week", [9, 12, 14, 19])
def test_weeks_that_keep_the_load_raise_nothing(catalogue, week):
    standing = _standing(week=week)
    runner = lifter(catalogue, coached=COACHED, jumps=True, standing=standing)
    sheet = sheet_of(session(runner))
    after = lifts.advance(catalogue, standing, sheet, ticked(sheet, effort=4), later(1))
    assert after.lifts[SQUAT].load == 60


@pytest.mark.parametrize(
    ("week", "plan"),
    [pytest.param(8, {}, id="deload"), pytest.param(6, {"primer": True}, id="primer"),
     pytest.param(6, {"share": 0.5}, id="taper")],
)  # fmt: skip
def test_a_lighter_session_changes_nothing_but_its_day(catalogue, week, plan):
    lift = _lift()
    after = _squatted(catalogue, _standing(lift, week), {"effort": 5}, plan)
    assert after == replace(lift, last_on=MONDAY)


def test_pain_in_a_lighter_session_still_takes_load_off(catalogue):
    assert _squatted(catalogue, _standing(week=8), {"pain": 6}).load == pytest.approx(54)


def test_what_was_not_ticked_stays(catalogue):
    standing = _standing()
    sheet = sheet_of(session(lifter(catalogue, coached=COACHED, standing=standing)))
    assert lifts.advance(catalogue, standing, sheet, {}, later(1)).lifts == standing.lifts


def test_each_session_asked_for_takes_a_turn(catalogue):
    standing = _standing()
    sheet = sheet_of(session(lifter(catalogue, coached=COACHED, standing=standing)))
    assert lifts.advance(catalogue, standing, sheet, {}, later(1)).lift_turn == 1
    assert lifts.advance(catalogue, standing, sheet_of(None), {}, later(1)).lift_turn == 0


@pytest.mark.parametrize(
    ("said", "known", "estimate"),
    [
        pytest.param({"effort": 2}, {}, 70, id="60 kg, 4 done and 2 left: 70.5, rounded"),
        pytest.param({"effort": 4}, {}, 65, id="too many in reserve: the last one stands"),
        pytest.param({"effort": 2}, {"blocked": ("e1rm",)}, 65, id="under 18: none new"),
    ],
)
def test_the_estimate_for_charts(catalogue, said, known, estimate):
    assert _squatted(catalogue, _standing(_lift(estimate=65)), said, **known).estimate == estimate


def test_body_weight_grows_by_reps_once_a_week_up_to_twenty(catalogue):
    standing, seen = mastered(last_done=MONDAY), []
    for day in (MONDAY + timedelta(days=n) for n in range(0, 84, 3)):
        runner = lifter(catalogue, "single-leg", kit=frozenset(), standing=replace(standing, path_week=1), day=day)
        sheet = sheet_of(session(runner), day)
        seen.append(row_of(sheet.blocks[0], "single-leg-rdl").amount)
        standing = replace(standing, last_done=day)
        standing = lifts.advance(catalogue, standing, sheet, ticked(sheet, effort=3), day + timedelta(days=1))
    assert seen[:7] == [6, 8, 8, 8, 10, 10, 10]
    assert max(seen) == seen[-1] == 20
    assert standing.lifts["single-leg-rdl"].load == 0


@pytest.mark.parametrize("said", [{"effort": 1}, {"amount": 4}, {"pain": 5}])
def test_body_weight_does_not_grow_when_it_was_hard(catalogue, said):
    standing = mastered(last_done=MONDAY)
    sheet = sheet_of(session(lifter(catalogue, "single-leg", kit=frozenset(), standing=standing)))
    after = lifts.advance(catalogue, standing, sheet, ticked(sheet, **said), later(1))
    assert after.lifts["single-leg-rdl"].reps == 6


def test_a_found_load_outlives_days_without_weights(catalogue):
    standing = mastered(last_done=MONDAY, lifts={"single-leg-rdl": _lift(15)})
    sheet = sheet_of(session(lifter(catalogue, "single-leg", kit=frozenset(), standing=standing)))
    after = lifts.advance(catalogue, standing, sheet, ticked(sheet), later(1)).lifts["single-leg-rdl"]
    assert (after.load, after.found, after.reps, after.last_on) == (15, True, 4, MONDAY)


@pytest.mark.parametrize(
    ("off", "load"),
    [(6, 100), (7, 95), (13, 95), (14, 85), (27, 85), (28, 75), (55, 75)],
)
@pytest.mark.parametrize("opened", ["once", "daily"])
def test_days_off_make_it_lighter(catalogue, off, load, opened):
    assert _after_days_off(catalogue, off, opened).lifts[SQUAT].load == pytest.approx(load)


@pytest.mark.parametrize("opened", ["once", "daily"])
def test_after_56_days_off_every_load_is_found_anew(catalogue, opened):
    assert _after_days_off(catalogue, 56, opened).lifts == {}


def _after_days_off(catalogue, off: int, opened: str) -> Standing:
    standing = mastered(last_done=MONDAY, lifts={SQUAT: lifted(100, MONDAY)})
    days = [0, off + 1] if opened == "once" else range(off + 2)
    for before, day in pairwise(days):
        standing = lifts.advance(catalogue, standing, sheet_of(None, later(before)), {}, later(day))
    return standing


@pytest.mark.parametrize(("pause", "load"), [(13, 100), (14, 85), (28, 75)])
def test_a_pause_of_lifting_alone_counts_from_two_weeks_on(catalogue, pause, load):
    standing = mastered(lifts={SQUAT: lifted(100, MONDAY)})
    for number in range(1, pause + 1):
        standing = replace(standing, last_done=later(number))
        standing = lifts.advance(catalogue, standing, sheet_of(None, later(number)), {}, later(number + 1))
    assert standing.lifts[SQUAT].load == pytest.approx(load)


def test_lifting_without_the_daily_hips_is_no_time_off(catalogue):
    standing = mastered(last_done=days_ago(20), lifts={SQUAT: lifted(100, days_ago(2))})
    assert lifts.advance(catalogue, standing, sheet_of(None), {}, later(1)).lifts[SQUAT].load == 100


# Random years of lifting: whatever is logged, loads rise slowly and bars are never lighter than they are.

WISHES = ("barbell", "machines", "single-leg")
GEAR = ({"kit": GYM}, {"kit": GYM, "plates": (20, 10, 5, 2.5, 1.25)}, {"kit": GYM, "bar": 15}, {"kit": HOME})
PAST = ((), (PastInjury("pfp", since=days_ago(60)),), (PastInjury("hamstring-strain", since=days_ago(30)),))


@pytest.mark.parametrize("seed", range(200))
def test_no_load_rises_by_more_than_ten_per_cent_in_a_week_nor_is_under_its_bar(catalogue, seed):
    asked: dict[str, list] = {}
    for day, sheet, before, after, profile in _a_season(catalogue, random.Random(seed)):
        for row in sheet.items:
            _check_bar(catalogue, profile, row)
            lift = after.lifts.get(row.exercise)
            done = lift is not None and lift.last_on == day and not sheet.blocks[0].eased
            if row.finding or row.load is None:
                asked.pop(row.exercise, None)
                continue
            _check_rise(asked.get(row.exercise, []), day, row.load)
            _check_stored(before.lifts[row.exercise], lift, row)
            asked.setdefault(row.exercise, []).extend([(day, row.load)] if done else [])


def _a_season(catalogue, dice: random.Random):
    profile = {**dice.choice(GEAR), "injuries": dice.choice(PAST), "body_mass": dice.choice((None, 60.0))}
    wish, jumps = dice.choice(WISHES), dice.random() < 0.5
    standing, day = mastered(), MONDAY
    for _ in range(25):
        runner = lifter(catalogue, wish, jumps=jumps, coached=COACHED, standing=standing, day=day, **profile)
        sheet = sheet_of(session(runner, share=dice.choice((1.0, 1.0, 1.0, 0.5))), day)
        outcomes = _said(sheet, dice)
        following = day + timedelta(days=dice.choice((2, 3, 3, 4, 4, 5, 9, 16, 30)))
        placed = Placed(day, "lift", True, week=sheet.blocks[0].week, eased=sheet.blocks[0].eased)
        done = replace(standing, last_done=day, sessions=(*standing.sessions, placed))
        after = lifts.advance(catalogue, done, sheet, outcomes, following)
        yield day, sheet, standing, after, runner.profile
        standing, day = path.advance(catalogue, after, sheet, outcomes, following), following


def _said(sheet: Sheet, dice: random.Random) -> dict[str, Check]:
    return {
        key: replace(
            check,
            done=dice.random() < 0.9,
            effort=dice.choice((None, None, 0, 1, 2, 3, 4, 6)),
            amount=dice.choice((None, None, None, 3, 8)),
            load=dice.choice((None, None, None, 2.5, 40.0, 80.0, 200.0)),
            pain=dice.choice((None, None, None, None, 6)),
        )
        for key, check in ticked(sheet).items()
    }


def _check_bar(catalogue, profile: Profile, row) -> None:
    if row.exercise == SQUAT:
        assert row.load >= (profile.bar or 20)
        assert all(kg >= (profile.bar or 20) for kg, _ in row.warm_up)
    assert row.load is None or row.load >= 0


def _check_rise(lifted: list[tuple[date, float]], day: date, load: float) -> None:
    """Against what was lifted in full this calendar week; one step of plates where that is more than 10 %."""
    assert all(load <= max(kg * 1.1, kg + 2.5) + 1e-6 for on, kg in lifted if week_of(on) == week_of(day))


def _check_stored(before: Lift, after: Lift | None, row) -> None:
    if after is not None and week_of(before.last_on) != week_of(after.last_on):
        assert after.load <= max(before.load, row.load) * 1.1 + (2.5 if row.load == 0 else 1e-6)
