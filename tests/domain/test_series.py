"""What charts show, from stored facts."""

from datetime import date, timedelta

import pytest

from tests.domain.lifters import lifted, lifter, mastered
from tests.domain.mornings import MONDAY, days_ago
from webapp.domain import loads, series
from webapp.domain.loads import Gear
from webapp.domain.profile import PastInjury, Profile
from webapp.domain.series import Ache, Coming, Lifted, Logged, Morning, Point
from webapp.domain.sheet import Block, Item, Report, Sheet
from webapp.domain.standing import Lift, Placed, Standing
from webapp.domain.standing import Tested as Try

SQUAT = "back-squat"
COMING = {SQUAT: Coming(62.5, 5, (), Gear(20))}


def standing(*lifts: tuple[str, Lift], **known: object) -> Standing:
    return Standing(days_ago(200), lifts=dict(lifts), **known)


def line(mornings: list[Morning], logged: tuple[Logged, ...] = (), last: Lift | None = None, **how: object):
    lift = last or Lift(62.5, True, days_ago(2), estimate=75.0)
    return series.lifts(COMING, standing((SQUAT, lift)), mornings, logged, **how)[0]


def heavy(age: int, load: float, done_before: int, estimate: float | None = None) -> Morning:
    """A morning with a heavy session `age` days ago; the one before it was done `done_before` days ago."""
    return Morning(days_ago(age), lifts={SQUAT: Lifted(load, days_ago(done_before), estimate)})


def test_a_session_stands_with_the_load_asked_for_that_morning():
    found = line([heavy(9, 57.5, 16), heavy(2, 60.0, 9)])
    assert found.loads == (Point(days_ago(16), 57.5), Point(days_ago(9), 57.5), Point(days_ago(2), 60.0))


def test_what_was_written_down_comes_before_what_was_asked():
    found = line(
        [heavy(2, 60.0, 9)], (Logged(days_ago(2), SQUAT, load=55.0), Logged(days_ago(2), "deadlift", load=9.0))
    )
    assert found.loads[-1] == Point(days_ago(2), 55.0)


def test_a_session_that_was_asked_for_and_not_done_is_no_point():
    found = line([heavy(9, 57.5, 16), heavy(5, 60.0, 9), heavy(2, 60.0, 9)])
    assert [point.on for point in found.loads] == [days_ago(16), days_ago(9), days_ago(2)]


def test_loads_are_what_the_plates_can_make():
    assert line([heavy(2, 61.3, 9)]).loads[-1].value == 60.0


def test_the_change_is_told_from_the_first_session_to_the_next():
    assert line([heavy(2, 60.0, 9)]).change == 2.5


def test_the_estimate_of_each_session_is_the_one_made_after_it():
    found = line([heavy(9, 57.5, 16, 65.0), heavy(2, 60.0, 9, 70.0)])
    assert found.estimates == (Point(days_ago(16), 65.0), Point(days_ago(9), 70.0), Point(days_ago(2), 75.0))
    assert found.about == 75.0


def test_whoever_may_not_have_an_estimate_gets_none():
    found = line([heavy(9, 57.5, 16, 65.0)], guess=False)
    assert (found.estimates, found.about) == ((), None)


def lift_block(**more: object) -> Sheet:
    row = Item(SQUAT, 3, 5, "reps", 1, 2, 0, 600, "", **{"load": 55.0, "warm_up": ((27.5, 5),), **more})
    return Sheet(MONDAY, 3, "light", "", (Block("lift", "", (row,)),))


EMPTY = Sheet(MONDAY, 3, "light", "")


def test_the_next_session_is_todays_own_row_where_there_is_one(catalogue):
    runner = lifter(catalogue, coached=(SQUAT,), standing=mastered(lifts={SQUAT: lifted(60.0)}))
    assert series.coming(runner, lift_block())[SQUAT] == Coming(55.0, 5, ((27.5, 5),), Gear(20.0))


def test_the_next_session_comes_with_a_ladder_of_the_rounded_load(catalogue):
    held = mastered(lifts={SQUAT: lifted(61.3, reps=5, rir=2)}, path_week=6)
    runner = lifter(catalogue, coached=(SQUAT,), standing=held, lifted_before=True)
    coming = series.coming(runner, EMPTY)[SQUAT]
    assert (coming.load, coming.reps, coming.gear) == (60.0, 5, Gear(20.0))
    assert coming.ladder == loads.warm_up(60.0, Gear(20.0), beginner=False)


def test_dumbbells_need_no_plates(catalogue):
    held = mastered(lifts={"goblet-squat": lifted(16.0)})
    runner = lifter(catalogue, kit=frozenset({"dumbbell"}), standing=held)
    assert series.coming(runner, EMPTY)["goblet-squat"].gear == Gear()


def test_body_weight_has_no_load(catalogue):
    held = mastered(lifts={"split-squat": Lift(0, False, days_ago(4), reps=12)})
    coming = series.coming(lifter(catalogue, "single-leg", kit=frozenset(), standing=held), EMPTY)["split-squat"]
    assert (coming.load, coming.ladder) == (None, ())


def test_the_lift_done_last_comes_first(catalogue):
    held = mastered(lifts={SQUAT: lifted(60.0, days_ago(9)), "hip-thrust": lifted(50.0, days_ago(2))})
    assert list(series.coming(lifter(catalogue, coached=(SQUAT,), standing=held), EMPTY)) == ["hip-thrust", SQUAT]


def test_jumps_stand_against_the_cap_of_their_own_level(catalogue):
    log = (
        Placed(days_ago(9), "plyo", True, level=1, contacts=50),
        Placed(days_ago(5), "circuit", True, week=6),
        Placed(days_ago(2), "plyo", False, level=2, contacts=60, eased=True),
    )
    found = series.jumps(catalogue, log)
    assert [(jump.contacts, jump.most, jump.counted, jump.eased) for jump in found] == [
        (50, 60, True, False),
        (60, 80, False, True),
    ]


def told(age: int, **report: object) -> Morning:
    return Morning(days_ago(age), Report(**report))


def pain(catalogue, *mornings: Morning, logged: tuple[Logged, ...] = (), injuries: tuple[PastInjury, ...] = ()):
    return series.pain(catalogue, Profile(injuries=injuries), mornings, logged, MONDAY)


def test_pain_is_told_by_place_and_by_exercise_the_latest_first(catalogue):
    found = pain(
        catalogue,
        told(9, pain=(("calf", 2),)),
        told(3, pain=(("ankle", 4),)),
        logged=(Logged(days_ago(1), "clamshell", pain=1),),
    )
    assert [(sore.slug, sore.is_area) for sore in found] == [("clamshell", False), ("ankle", True), ("calf", True)]


def test_days_of_no_pain_stand_between_those_of_pain(catalogue):
    logged = (Logged(days_ago(2), "clamshell", pain=3), Logged(days_ago(1), "clamshell", pain=0))
    assert pain(catalogue, logged=logged)[0].aches == (Ache(days_ago(2), 3), Ache(days_ago(1), 0))


def test_what_never_hurt_is_not_shown(catalogue):
    assert pain(catalogue, logged=(Logged(days_ago(1), "clamshell", pain=0),)) == ()


@pytest.mark.parametrize(("age", "shown"), [(0, True), (56, True), (57, False), (-1, False)])
def test_eight_weeks_of_pain_are_shown(catalogue, age, shown):
    assert bool(pain(catalogue, told(age, pain=(("calf", 2),)))) is shown


def test_of_several_times_a_day_the_worst_is_told(catalogue):
    logged = tuple(Logged(MONDAY, f"calf-stretch-straight@{slot}", pain=n) for n, slot in enumerate(("a", "b", "c")))
    assert pain(catalogue, logged=logged[::-1])[0].aches == (Ache(MONDAY, 2),)


@pytest.mark.parametrize(
    ("report", "ache", "over"),
    [
        ({"pain": (("calf", 3),)}, Ache(MONDAY, 3), False),
        ({"pain": (("calf", 4),)}, Ache(MONDAY, 4), True),
        ({"pain": (("calf", 1),), "sharp": ("calf",)}, Ache(MONDAY, 1, "sharp"), True),
        ({"sharp": ("calf",)}, Ache(MONDAY, None, "sharp"), True),
        ({"worse": ("calf",)}, Ache(MONDAY, None, "worse"), True),
        ({"worse": ("calf",), "sharp": ("calf",)}, Ache(MONDAY, None, "sharp"), True),
    ],
)
def test_sharp_or_worse_is_above_the_limit_whatever_the_score(catalogue, report, ache, over):
    (sore,) = pain(catalogue, told(0, **report))
    assert sore.aches == (ache,)
    assert sore.is_over(ache) is over


def test_the_limit_is_that_of_the_injury(catalogue):
    injury = PastInjury("achilles-mid", "left", days_ago(100))
    work = catalogue.injuries["achilles-mid"].work[0].exercise
    found = pain(
        catalogue,
        told(0, pain=(("achilles", 4), ("ankle", 4))),
        logged=(Logged(MONDAY, work, pain=4), Logged(MONDAY, "burpee", pain=4)),
        injuries=(injury,),
    )
    assert {sore.slug: sore.limit for sore in found} == {"achilles": 5, "ankle": 3, work: 5, "burpee": 3}


def test_each_line_of_the_test_comes_with_its_latest_try(catalogue):
    tried = Try(days_ago(3), 9, False, 1)
    found = series.tests(catalogue, standing(tests={"push-up": tried}), jumps=False)
    assert {each.exercise: each.latest for each in found if each.latest} == {"push-up": tried}
    assert [each.opens for each in found] == [0] * 7
    assert not any(each.passed for each in found)


def test_a_line_that_was_not_asked_for_counts_as_passed(catalogue):
    found = series.tests(catalogue, standing(tests={"push-up": Try(days_ago(3), 0, True)}), jumps=False)
    assert [(each.exercise, each.passed) for each in found if each.spared] == [("push-up", True)]


def test_the_tests_of_jumps_are_shown_to_those_who_jump(catalogue):
    assert [each.opens for each in series.tests(catalogue, standing(), jumps=True)] == [0] * 7 + [2, 3, 4]


def test_an_item_key_names_its_exercise():
    assert Logged(date(2026, 1, 1) + timedelta(days=1), "calf-stretch@evening").exercise == "calf-stretch"
