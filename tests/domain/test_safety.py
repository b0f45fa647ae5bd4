"""From answers, injuries and pain to what is forbidden, and to the move that stands in."""

import pytest

from tests.domain.mornings import MONDAY, answered, days_ago, injured, morning, slugs
from webapp.domain.profile import Clearance, PastInjury, Profile
from webapp.domain.safety import Limits, limits, pain_limit, stand_in
from webapp.domain.sheet import Report

NO_KIT: frozenset[str] = frozenset()


def limits_of(catalogue, *cleared: Clearance, **answers: object) -> Limits:
    return limits(catalogue, Profile(screen=answered(catalogue, **answers), cleared=cleared), MONDAY, Report())


@pytest.mark.parametrize(
    ("answers", "stopped"),
    [
        pytest.param({"q01": True}, "stop", id="chest pain"),
        pytest.param({"q01": "now"}, "emergency", id="chest pain now"),
        pytest.param({"q02": True}, "stop", id="a heart condition"),
        pytest.param({"q03": True}, "emergency", id="numb between the legs"),
        pytest.param({"q05": True}, "emergency", id="a hot swollen calf"),
        pytest.param({"q10": True}, "stop", id="an operation somewhere"),
        pytest.param({"q10": "lower"}, "", id="an operation on the leg stops the leg only"),
        pytest.param({"q17": "concussion"}, "stop", id="a concussion"),
        pytest.param({"q18": True}, "stop", id="night pain that nothing eases"),
        pytest.param({"q01": True, "q03": True}, "emergency", id="the stricter wins"),
        pytest.param({}, "", id="nothing"),
    ],
)
def test_answers_that_stop_training(catalogue, answers, stopped):
    assert limits_of(catalogue, **answers).stopped == stopped


@pytest.mark.parametrize("number", range(1, 11))
def test_i_do_not_know_is_a_yes_for_the_first_ten(catalogue, number):
    slug = f"q{number:02}"
    assert limits_of(catalogue, **{slug: "unknown"}) == limits_of(catalogue, **{slug: True})


@pytest.mark.parametrize("slug", ["q11", "q13", "q15", "q16", "q17"])
def test_i_do_not_know_is_no_yes_for_the_rest(catalogue, slug):
    assert limits_of(catalogue, **{slug: "unknown"}).stops == ()


@pytest.mark.parametrize(
    ("answers", "exercise", "allowed"),
    [
        pytest.param({"q07": True}, "clamshell", True, id="bone pain: lying"),
        pytest.param({"q07": True}, "wall-sit", False, id="bone pain: standing"),
        pytest.param({"q07": "elsewhere"}, "single-leg-balance", False, id="bone pain elsewhere: standing"),
        pytest.param({"q08": True}, "pogo-jump", False, id="pain on hopping: jumps"),
        pytest.param({"q08": "tendon"}, "wall-sit", True, id="a tendon on hopping: no jumps, the rest stays"),
        pytest.param({"q06": True}, "glute-bridge", False, id="a pop: no leg work"),
        pytest.param({"q06": True}, "dead-bug", True, id="a pop: the trunk stays"),
        pytest.param({"q10": "upper"}, "pedestal-front-hold", False, id="a shoulder operation: no planks"),
        pytest.param({"q10": "upper"}, "side-plank-leg-lift", False, id="a shoulder operation: no side plank"),
        pytest.param({"q10": "trunk"}, "dead-bug", False, id="a belly operation: no trunk work"),
        pytest.param({"q11": True}, "glute-bridge", False, id="pregnant: not on the back"),
        pytest.param({"q11": "early"}, "glute-bridge", True, id="early in pregnancy: on the back is fine"),
        pytest.param({"q12": 4}, "glute-bridge", True, id="4 weeks after a birth: a gentle bridge"),
        pytest.param({"q12": 4}, "clamshell", False, id="4 weeks after a birth: nothing more"),
        pytest.param({"q12": 8}, "pedestal-front-hold", False, id="8 weeks after a birth: no planks"),
        pytest.param({"q12": 8}, "clamshell", True, id="8 weeks after a birth: hips"),
        pytest.param({"q16": True}, "eccentric-heel-drop-bent", False, id="the antibiotic: no heel drops"),
        pytest.param({"q16": True}, "calf-raise-double", True, id="the antibiotic: calf raises"),
    ],
)
def test_what_an_answer_leaves_open(catalogue, answers, exercise, allowed):
    assert limits_of(catalogue, **answers).allow(catalogue.exercises[exercise]) is allowed


@pytest.mark.parametrize(
    ("answers", "cleared", "free"),
    [
        pytest.param({"q07": True}, Clearance("q07", days_ago(1)), True, id="cleared yesterday"),
        pytest.param({"q07": True}, Clearance("q07", MONDAY), True, id="cleared today"),
        pytest.param({"q07": True}, Clearance("q07", days_ago(-1)), False, id="cleared from tomorrow"),
        pytest.param({"q07": True}, Clearance("q01", MONDAY), False, id="something else was cleared"),
        pytest.param({"q11": True}, Clearance("q11", MONDAY), False, id="pregnancy is not cleared away"),
    ],
)
def test_a_professional_clears_what_can_be_cleared(catalogue, answers, cleared, free):
    assert (limits_of(catalogue, cleared, **answers).stops == ()) is free


def test_an_earlier_clearance_holds_though_a_later_one_is_noted(catalogue):
    both = (Clearance("q07", days_ago(10)), Clearance("q07", days_ago(-10)))
    assert limits_of(catalogue, *both, q07=True).stops == ()


def test_a_heart_condition_needs_two_clearances(catalogue):
    once = limits_of(catalogue, Clearance("q02", MONDAY), q02=True)
    assert (once.stopped, {"heavy", "full-effort"} <= once.shut) == ("", True)
    twice = limits_of(catalogue, Clearance("q02", MONDAY), Clearance("q02-vigorous", MONDAY), q02=True)
    assert twice == limits_of(catalogue)


def test_night_bone_pain_keeps_lying_and_sitting_work_and_says_who_to_see(catalogue):
    sheet = morning(catalogue, Profile(screen=answered(catalogue, q07=True), kit=frozenset({"band"})))
    assert sheet.items
    assert all(catalogue.exercises[slug].weight_bearing == 0 for slug in slugs(sheet))
    [stop] = sheet.stops
    assert (stop.level, stop.urgent) == ("limit", True)
    assert "doctor" in stop.see
    assert "Lying and sitting work" in stop.allowed


def test_every_stop_says_why_what_is_left_and_who_to_see(catalogue):
    for question in catalogue.questions.values():
        for answer in (True, *question.choices, 4, 8, 20):
            for stop in limits_of(catalogue, **{question.slug: answer}).stops:
                assert stop.why and stop.allowed and stop.see


def test_limits_keep_the_stricter_of_two(catalogue):
    both = limits_of(catalogue, q12=4, q07=True)
    assert both.listed == {"short-foot", "glute-bridge"}
    assert both.weight_bearing == 0
    assert not both.allow(catalogue.exercises["clamshell"])


@pytest.mark.parametrize(
    ("injuries", "area", "limit"),
    [
        pytest.param((), "calf", 3, id="no injury there"),
        pytest.param((PastInjury("achilles-mid"),), "achilles", 5, id="a tendon"),
        pytest.param((PastInjury("pfp"),), "knee_front", 2, id="the kneecap"),
        pytest.param(
            (PastInjury("pfp"), PastInjury("patellar-tendinopathy")), "knee_front", 2, id="the stricter of two"
        ),
        pytest.param((PastInjury("bsi-low"),), "shin", 0, id="bone"),
        pytest.param((PastInjury("bsi-low", area="foot"),), "shin", 3, id="bone, but elsewhere"),
    ],
)
def test_pain_limits(catalogue, injuries, area, limit):
    assert pain_limit(catalogue, Profile(injuries=injuries), area) == limit


@pytest.mark.parametrize(
    ("injuries", "report", "sore"),
    [
        pytest.param((PastInjury("pfp", pain=2),), Report(), {}, id="at the limit"),
        pytest.param((PastInjury("pfp", pain=4),), Report(), {"knee_front": 4}, id="above it"),
        pytest.param((PastInjury("pfp", pain=4),), Report(pain=(("knee_front", 1),)), {}, id="today is better"),
        pytest.param((), Report(pain=(("calf", 4),)), {"calf": 4}, id="a new pain"),
        pytest.param((), Report(pain=(("calf", 1),), sharp=("calf",)), {"calf": 1}, id="sharp"),
        pytest.param(
            (PastInjury("pfp", pain=6), PastInjury("patellar-tendinopathy")),
            Report(),
            {"knee_front": 6},
            id="two injuries of one knee",
        ),
    ],
)
def test_sore_areas(catalogue, injuries, report, sore):
    profile = Profile(screen=answered(catalogue), injuries=injuries)
    assert limits(catalogue, profile, MONDAY, report).sore == sore


@pytest.mark.parametrize(
    ("slug", "sore", "kit", "stands_in"),
    [
        pytest.param("clamshell", (), NO_KIT, "clamshell", id="nothing in the way"),
        pytest.param("clamshell", ("hip_side",), NO_KIT, "wall-hip-abduction-iso", id="a sore area"),
        pytest.param("banded-lateral-walk", (), NO_KIT, "side-lying-hip-abduction", id="no band"),
        pytest.param("monster-walk", ("knee_front",), NO_KIT, "clamshell", id="a sore knee"),
        pytest.param("donkey-kick", ("knee_front", "hamstring"), NO_KIT, None, id="a circle is left out"),
        pytest.param("leg-swing-side", ("groin",), NO_KIT, None, id="skip"),
        pytest.param("seated-band-external-rotation", (), NO_KIT, None, id="nothing easier without kit"),
        pytest.param(
            "calf-raise-single-straight",
            ("achilles_insertion",),
            NO_KIT,
            "calf-raise-floor-insertional",
            id="the heel end",
        ),
        pytest.param(
            "single-leg-balance-er", ("achilles_insertion",), NO_KIT, "clamshell", id="the heel end inherits the middle"
        ),
    ],
)
def test_what_stands_in(catalogue, slug, sore, kit, stands_in):
    found = stand_in(catalogue, catalogue.exercises[slug], Limits(sore=dict.fromkeys(sore, 9)), kit)
    assert (found.slug if found else None) == stands_in


def test_the_heel_end_of_the_achilles_inherits_its_middle(catalogue):
    exercise = catalogue.exercises["step-down"]
    assert exercise.swap_for("achilles_insertion") == exercise.swap_for("achilles") == "wall-sit"


@pytest.mark.parametrize(
    ("injury", "known", "impact"),
    [
        pytest.param("pfp", {"pain": 1}, 0, id="current"),
        pytest.param("pfp", {"since": days_ago(30)}, 1, id="under three months"),
        pytest.param("pfp", {"since": days_ago(200)}, 2, id="under a year"),
        pytest.param("pfp", {"since": days_ago(500)}, 3, id="long ago"),
        pytest.param("pfp", {"since": days_ago(500), "times": 2}, 2, id="recurrent: one stricter than its latest"),
        pytest.param("pfp", {"since": None}, 1, id="no idea when: as under three months"),
        pytest.param("calf", {"variant": "tight"}, 3, id="tight calves: no delays"),
    ],
)
def test_impact_by_how_fresh_an_injury_is(catalogue, injury, known, impact):
    profile = Profile(screen=answered(catalogue), injuries=(PastInjury(injury, **known),))
    assert limits(catalogue, profile, MONDAY, Report()).impact == impact


def test_a_current_bone_injury_holds_standing_work_until_cleared(catalogue):
    hurt = injured("bsi-high", pain=2)
    found = limits(catalogue, hurt, MONDAY, Report())
    assert found.weight_bearing == 0
    assert [stop.urgent for stop in found.stops] == [True]
    free = limits(
        catalogue, Profile(injuries=hurt.injuries, cleared=(Clearance("bsi-high", MONDAY),)), MONDAY, Report()
    )
    assert (free.weight_bearing, free.stops) == (2, ())


def test_an_area_an_answer_spares_is_not_called_pain(catalogue):
    spared = limits(catalogue, Profile(screen={"q13": True}), MONDAY, Report())
    assert "pelvic_floor" in spared.sore and spared.spared == {"pelvic_floor"}
    hurting = limits(catalogue, Profile(screen={"q13": True}), MONDAY, Report(pain=(("pelvic_floor", 9),)))
    assert hurting.spared == frozenset()


def test_a_high_risk_bone_shuts_all_standing_and_says_so(catalogue):
    past = PastInjury("bsi-high", pain=3)
    (stop,) = limits(catalogue, Profile(injuries=(past,)), MONDAY, Report()).stops
    assert "no standing work at all" in stop.why and stop.urgent and stop.see
