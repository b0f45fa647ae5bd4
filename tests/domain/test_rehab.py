"""Personal work from the injury history: which, when, how often, within the cap."""

from datetime import timedelta

import pytest

from tests.domain.mornings import MONDAY, answered, days_ago, injured, morning, rows, settled
from webapp.domain.profile import PastInjury, Profile
from webapp.domain.rehab import falls_on, recent_first
from webapp.domain.runner import Runner
from webapp.domain.safety import Limits
from webapp.domain.sheet import Report

WEEK = [MONDAY + timedelta(days=n) for n in range(7)]
BAND = frozenset({"band"})


def due(catalogue, profile: Profile, slug: str, week=WEEK) -> str:
    """The days of a week that hold an exercise as rehab: m, t, w, t, f, s, s or a dot."""
    found = [slug in rows(morning(catalogue, profile, day), "rehab") for day in week]
    return "".join(letter if there else "." for letter, there in zip("mtwtfss", found, strict=True))


def test_a_recurrent_ankle_gets_balance_work_with_its_reason_every_day(catalogue):
    profile = injured("ankle-sprain", side="left", since=days_ago(900), times=3)
    for day in WEEK:
        row = rows(morning(catalogue, profile, day), "rehab")["single-leg-balance"]
        assert row.reason == "because: left ankle sprain, more than once"
        assert (row.sets, row.sets_left, row.sets_right, row.amount) == (3, 4, 3, 30)


def test_tight_calves_get_both_stretches_three_times_a_day(catalogue):
    for day in WEEK:
        there = rows(morning(catalogue, injured("calf", variant="tight"), day), "rehab")
        for slug in ("calf-stretch-straight", "calf-stretch-bent"):
            assert there[slug].slots == ("morning", "after-run", "evening")
            assert there[slug].reason == "because: tight calves"


@pytest.mark.parametrize(
    ("injury", "known", "slug", "days"),
    [
        pytest.param("ankle-sprain", {"times": 3}, "balance-star-reach", ".t.t.s.", id="3 a week"),
        pytest.param("pfp", {"pain": 1}, "side-lying-hip-abduction", "mtw.fs.", id="5 a week"),
        pytest.param(
            "achilles-mid", {"pain": 1}, "calf-isometric-hold", "m.w.f.s", id="daily, but the plan comes first"
        ),
        pytest.param("hamstring-strain", {"since": days_ago(40)}, "hamstring-slider", ".t..f..", id="2 a week"),
        pytest.param(
            "ankle-sprain", {"since": days_ago(500)}, "single-leg-balance", ".t..f..", id="long ago: 2 at most"
        ),
        pytest.param(
            "ankle-sprain", {"since": days_ago(200)}, "single-leg-balance", ".t.t.s.", id="a while ago: 3 at most"
        ),
    ],
)
def test_days_a_week(catalogue, injury, known, slug, days):
    assert due(catalogue, injured(injury, **known), slug) == days


def test_every_second_day_goes_on_over_the_weekend(catalogue):
    fortnight = [MONDAY + timedelta(days=n) for n in range(14)]
    profile = injured("plantar-heel", since=days_ago(40))
    both = (
        due(catalogue, profile, "towel-heel-raise", fortnight[:7]),
        due(catalogue, profile, "towel-heel-raise", fortnight[7:]),
    )
    assert set(both) == {"m.w.f.s", ".t.t.s."}


@pytest.mark.parametrize("days_a_week", [1, 2, 3, 4, 5, 6, 7])
@pytest.mark.parametrize("free_day", [None, "wed"])
def test_any_number_of_days_is_spread_over_the_open_ones(catalogue, days_a_week, free_day):
    runner = Runner(catalogue, Profile(free_day=free_day), settled(), Limits(), MONDAY)
    chosen = [day for day in WEEK if falls_on(runner, days_a_week, day)]
    assert len(chosen) >= min(days_a_week, 6)
    assert free_day is None or days_a_week >= 6 or WEEK[2] not in chosen


@pytest.mark.parametrize(
    ("option", "there", "absent"),
    [
        pytest.param("A", "eccentric-heel-drop-straight", "seated-calf-raise", id="A every day"),
        pytest.param("B", "seated-calf-raise", "eccentric-heel-drop-straight", id="B three times a week"),
        pytest.param(None, "seated-calf-raise", "eccentric-heel-drop-straight", id="B unless chosen"),
    ],
)
def test_one_plan_of_two(catalogue, option, there, absent):
    found = rows(morning(catalogue, injured("achilles-mid", pain=2, option=option), WEEK[1]), "rehab")
    assert there in found
    assert absent not in found


@pytest.mark.parametrize(("weeks", "dose"), [(0, (3, 15)), (2, (3, 12)), (4, (4, 10)), (7, (4, 8)), (10, (4, 6))])
def test_the_dose_moves_with_the_weeks_of_rehab(catalogue, weeks, dose):
    begun = settled(rehab_from={"achilles-mid": WEEK[1] - timedelta(weeks=weeks)})
    profile = injured("achilles-mid", pain=2, option="B")
    row = rows(morning(catalogue, profile, WEEK[1], begun), "rehab")["calf-raise-single-straight"]
    assert (row.sets, row.amount) == dose


def test_a_plan_of_twelve_weeks_ends(catalogue):
    profile = injured("achilles-mid", pain=2, option="A")
    last = settled(rehab_from={"achilles-mid": MONDAY - timedelta(weeks=11)})
    over = settled(rehab_from={"achilles-mid": MONDAY - timedelta(weeks=12)})
    assert "eccentric-heel-drop-bent" in rows(morning(catalogue, profile, standing=last), "rehab")
    assert "eccentric-heel-drop-bent" not in rows(morning(catalogue, profile, standing=over), "rehab")


def test_a_strain_is_not_stretched_while_it_hurts(catalogue):
    assert "calf-stretch-straight" not in rows(morning(catalogue, injured("calf", pain=1)), "rehab")
    assert "calf-stretch-straight" in rows(morning(catalogue, injured("calf", since=days_ago(30))), "rehab")


def test_a_red_area_takes_the_easier_move(catalogue):
    profile = injured("pfp", side="right", pain=4)
    there = rows(morning(catalogue, profile, WEEK[0]), "rehab")
    assert "wall-sit" not in there
    assert there["glute-bridge"].swapped_from == "single-leg-glute-bridge"
    assert there["glute-bridge"].reason == "because: right runner's knee, still painful"


def test_today_better_than_the_last_word_brings_it_back(catalogue):
    profile = injured("pfp", pain=4)
    there = rows(morning(catalogue, profile, report=Report(pain=(("knee_front", 1),))), "rehab")
    assert "side-lying-hip-abduction" in there


def test_a_red_area_without_an_easier_move_rests_and_says_so(catalogue):
    sheet = morning(catalogue, injured("achilles-mid", pain=7))
    assert "calf-isometric-hold" not in rows(sheet, "rehab")
    assert "above your pain limit" in next(out.reason for out in sheet.left_out if out.what == "calf-isometric-hold")


def test_a_bone_that_hurts_keeps_the_work_that_leaves_it_alone(catalogue):
    there = rows(morning(catalogue, injured("bsi-low", pain=3)), "rehab")
    assert set(there) == {"glute-bridge", "side-lying-hip-abduction", "dead-bug"}


def test_held_by_another_injury_it_becomes_something_else_or_rests(catalogue):
    both = Profile(
        minutes=60, injuries=(PastInjury("pfp", since=days_ago(30)), PastInjury("gluteal-tendinopathy", pain=1))
    )
    sheet = morning(catalogue, both)
    assert "clamshell" not in {row.exercise for row in sheet.items}


def test_the_most_recent_injury_comes_first(catalogue):
    injuries = (
        PastInjury("itbs", since=days_ago(500)),
        PastInjury("mtss", since=days_ago(20)),
        PastInjury("pfp", since=days_ago(900), pain=1),
    )
    runner = Runner(catalogue, Profile(injuries=injuries), settled(), Limits(), MONDAY)
    assert [past.injury for past in recent_first(runner)] == ["pfp", "mtss", "itbs"]


def test_the_cap_drops_another_exercise_each_day_and_never_the_first(catalogue):
    profile = Profile(minutes=60, kit=BAND, screen=answered(catalogue), injuries=(PastInjury("pfp", pain=1),))
    fortnight = [day for day in (MONDAY + timedelta(days=n) for n in range(14)) if day.weekday() in (0, 1, 2, 4, 5)]
    seen = [set(rows(morning(catalogue, profile, day), "rehab")) for day in fortnight]
    assert set.union(*seen) == {"side-lying-hip-abduction", "clamshell", "single-leg-glute-bridge", "wall-sit"}
    assert "side-lying-hip-abduction" in set.intersection(*seen)
    assert all(len(there) < 4 for there in seen)


def test_what_the_cap_leaves_out_is_said(catalogue):
    sheet = morning(catalogue, Profile(minutes=60, injuries=(PastInjury("pfp", pain=1),)), WEEK[1])
    assert [out for out in sheet.left_out if out.reason.startswith("rehab is capped at 6 exercises or 12 minutes")]


def test_an_exercise_of_two_injuries_appears_once_with_the_larger_dose(catalogue):
    both = Profile(minutes=60, injuries=(PastInjury("bsi-low", "left", pain=1), PastInjury("low-back", pain=1)))
    [bridge] = [row for row in morning(catalogue, both).items if row.exercise == "glute-bridge"]
    assert (bridge.sets, bridge.amount) == (3, 12)
