"""Which acts of the screen hold on a day: cleared, ended, trained away, or changed by the time that went by."""

from dataclasses import replace

import pytest

from tests.domain.mornings import MONDAY, answered, days_ago, settled
from webapp.domain.catalogue import AREAS
from webapp.domain.profile import Clearance, Profile, Wishes
from webapp.domain.safety import limits, pain_limit
from webapp.domain.screen_acts import acts_in_force, answer_on, phase_reached, places_of_any_pain
from webapp.domain.sheet import Report
from webapp.domain.standing import Circuits

MASTERED = {"phase": 2, "mastered_on": days_ago(9)}
LIFTER = Wishes(lifting="barbell")


def blocks(catalogue, profile: Profile, standing=None) -> set[str]:
    return {word for _, act in acts_in_force(catalogue, profile, MONDAY, standing) for word in act.blocks}


@pytest.mark.parametrize(
    ("weeks", "cleared", "shut"),
    [
        pytest.param(None, (), True, id="nobody knows where they stand"),
        pytest.param(0, (), True, id="no circuits yet"),
        pytest.param(7, (), True, id="seven weeks"),
        pytest.param(8, (), False, id="eight weeks"),
        pytest.param(0, (Clearance("eight-weeks-of-phase-2", MONDAY),), False, id="cleared"),
    ],
)
def test_from_65_on_heavy_lifts_and_the_hardest_jumps_open_after_eight_weeks_of_circuits(
    catalogue, weeks, cleared, shut
):
    older = Profile(age_band="65+", screen=answered(catalogue), cleared=cleared)
    standing = None if weeks is None else settled(circuits=Circuits(weeks=weeks))
    assert ({"heavy", "plyo-3-4"} <= blocks(catalogue, older, standing)) is shut


def test_eight_weeks_of_circuits_lift_nothing_of_the_younger(catalogue):
    young = Profile(age_band="13-15", screen=answered(catalogue))
    assert blocks(catalogue, young, settled(circuits=Circuits(weeks=9))) == {"heavy", "e1rm", "plyo-3-4"}


@pytest.mark.parametrize(
    ("days", "shut"),
    [(None, True), (0, True), (6, True), (7, False), (300, False), (-3, True)],
)
def test_a_sore_tendon_on_hopping_closes_jumps_for_seven_days(catalogue, days, shut):
    on = {} if days is None else {"q08": days_ago(days)}
    profile = Profile(screen=answered(catalogue, q08="tendon"), answered_on=on)
    assert ("impact-2" in blocks(catalogue, profile)) is shut


def test_bone_pain_on_hopping_does_not_end_by_itself(catalogue):
    profile = Profile(screen=answered(catalogue, q08=True), answered_on={"q08": days_ago(300)})
    assert "impact-1" in blocks(catalogue, profile)


@pytest.mark.parametrize(
    ("answer", "days", "weeks"),
    [
        pytest.param(4, None, 4, id="no day known"),
        pytest.param(4, 6, 4, id="not yet a whole week"),
        pytest.param(4, 14, 6, id="two weeks on"),
        pytest.param(0, 7, 1, id="from the first week"),
        pytest.param(True, 21, True, id="a bare yes has no number to count from"),
        pytest.param(50, 700, 150, id="for as long as it takes"),
        pytest.param(False, 70, False, id="no birth"),
        pytest.param(None, 70, None, id="never asked"),
    ],
)
def test_weeks_since_a_birth_go_on_by_themselves(catalogue, answer, days, weeks):
    screen = {} if answer is None else {"q12": answer}
    profile = Profile(screen=screen, answered_on={} if days is None else {"q12": days_ago(days)})
    found = answer_on(catalogue.questions["q12"], profile, MONDAY)
    assert found == weeks and type(found) is type(weeks)


@pytest.mark.parametrize(
    ("answer", "days", "impact", "pelvic"),
    [(4, 7, 0, False), (4, 14, 0, False), (4, 56, 3, True), (4, 49, 0, False), (4, 48 * 7, 3, False)],
)
def test_what_is_closed_after_a_birth_opens_week_by_week(catalogue, answer, days, impact, pelvic):
    profile = Profile(screen=answered(catalogue, q12=answer), answered_on={"q12": days_ago(days)})
    found = limits(catalogue, profile, MONDAY, Report())
    assert (found.impact, "pelvic_floor" in found.spared) == (impact, pelvic)


@pytest.mark.parametrize(
    ("known", "wishes", "choices", "phase"),
    [
        pytest.param({}, Wishes(), {}, 1, id="phase 1"),
        pytest.param({"phase": 2}, Wishes(), {}, 2, id="phase 2"),
        pytest.param({}, Wishes(), {"ahead": 2}, 2, id="gone ahead by choice"),
        pytest.param(MASTERED, Wishes(), {}, 2, id="mastered, wants neither lifts nor jumps"),
        pytest.param(MASTERED, LIFTER, {}, 3, id="phase 3"),
        pytest.param(MASTERED, LIFTER, {"stay": 2}, 2, id="stays in phase 2"),
        pytest.param(MASTERED, LIFTER, {"stay": 1}, 1, id="stays in phase 1"),
    ],
)
def test_the_phase_reached_and_wanted(known, wishes, choices, phase):
    assert phase_reached(Profile(wishes=wishes, **choices), settled(**known)) == phase
    assert phase_reached(Profile(wishes=wishes, **choices), None) == 1


@pytest.mark.parametrize(
    ("known", "shut", "level"),
    [
        pytest.param({}, set(), "note", id="in phase 1 somebody to see, nothing more"),
        pytest.param({"phase": 2}, {"phase-2"}, "limit", id="phase 2"),
        pytest.param(MASTERED, {"phase-3"}, "limit", id="phase 3"),
    ],
)
def test_the_same_pain_for_two_weeks_closes_one_phase(catalogue, known, shut, level):
    profile = Profile(screen=answered(catalogue, q22=True), wishes=LIFTER)
    found = limits(catalogue, profile, MONDAY, Report(), settled(**known))
    assert found.closed == shut
    [stop] = found.stops
    assert (stop.what, stop.level, stop.clearable) == ("q22", level, True)
    assert "physio or doctor" in stop.see


@pytest.mark.parametrize(
    "change", [{"screen": {"q22": False}}, {"cleared": (Clearance("q22", MONDAY),)}], ids=["answered no", "cleared"]
)
def test_the_closed_phase_opens_once_the_pain_is_gone_or_cleared(catalogue, change):
    profile = Profile(screen=answered(catalogue, q22=True))
    free = replace(profile, **{"screen": {**profile.screen, **change.pop("screen", {})}, **change})
    assert limits(catalogue, profile, MONDAY, Report(), settled(phase=2)).closed == {"phase-2"}
    assert limits(catalogue, free, MONDAY, Report(), settled(phase=2)).closed == set()


@pytest.mark.parametrize(
    ("answers", "area", "limit"),
    [
        pytest.param({"q04": True}, "calf", 0, id="tingling: anywhere"),
        pytest.param({"q07": True}, "shin", 0, id="bone pain"),
        pytest.param({"q07": "elsewhere"}, "heel", 0, id="bone pain somewhere else"),
        pytest.param({"q07": True}, "shoulder", 3, id="bone pain leaves the arm alone"),
        pytest.param({"q08": True}, "groin", 0, id="groin pain on hopping"),
        pytest.param({"q08": "tendon"}, "groin", 3, id="a tendon on hopping is no bone"),
        pytest.param({"q09": "unknown"}, "knee_front", 0, id="a swollen joint, or no idea"),
        pytest.param({"q09": True}, "calf", 3, id="a muscle is no joint"),
        pytest.param({}, "shin", 3, id="nothing of the kind"),
    ],
)
def test_where_any_pain_is_red(catalogue, answers, area, limit):
    profile = Profile(screen=answered(catalogue, **answers))
    assert pain_limit(catalogue, profile, area, MONDAY) == limit
    assert (area in limits(catalogue, profile, MONDAY, Report(pain=((area, 1),))).hurting) is (limit == 0)


def test_a_clearance_ends_it_from_its_day_on(catalogue):
    profile = Profile(screen=answered(catalogue, q04=True), cleared=(Clearance("q04", MONDAY),))
    assert pain_limit(catalogue, profile, "calf", MONDAY) == 3
    assert pain_limit(catalogue, profile, "calf", days_ago(1)) == 0


def test_every_place_of_any_pain_is_on_the_map(catalogue):
    everything = Profile(screen=answered(catalogue, q04=True, q07=True, q08=True, q09=True))
    assert places_of_any_pain(acts_in_force(catalogue, everything, MONDAY)) <= set(AREAS)
