"""Key poses held by what is planted."""

import pytest

from tests.figures.bodies import figure, pose
from webapp.figures.kinematics import end, place
from webapp.figures.skeleton import Point
from webapp.figures.stance import PALM, Solver, shoulders, touch


def solved(**changes):
    made = figure(**changes)
    solver = Solver(made)
    return made, solver.stance(made.poses["deep"]), solver.problems


def test_a_leg_with_its_directions_and_a_plant_carries_the_body():
    made, stance, problems = solved()
    sole = touch(made.skeleton, stance, "leg_near", "flat")
    assert (sole.x, sole.y) == (pytest.approx(0), pytest.approx(0))
    assert stance.angles["thigh_near"] == -20 and problems == []


def test_a_leg_with_a_plant_only_is_bent_to_it():
    made, stance, _ = solved()
    sole = touch(made.skeleton, stance, "leg_far", "flat")
    assert (sole.x, sole.y) == (pytest.approx(-10), pytest.approx(0))


@pytest.mark.parametrize(
    ("limb", "value", "where"),
    [
        ("leg_far", {"ball": [-20, 5], "foot": -40}, (-20, 5)),
        ("leg_far", {"heel": [15, 0]}, (15, 0)),
        ("arm_near", {"grip": [30, 90]}, (30, 90)),
        ("arm_near", {"palm": [40, 60], "hand": 0}, (40, 60)),
        ("arm_near", {"palm": [45, 90], "hand": 90}, (45, 90)),
    ],
)
def test_what_is_planted_is_where_it_was_put(limb, value, where):
    made, stance, problems = solved(pose=pose("deep", **{limb: value}))
    kind = next(key for key in value if key not in ("foot", "hand"))
    found = touch(made.skeleton, stance, limb, kind)
    assert problems == []
    assert (found.x, found.y) == (pytest.approx(where[0], abs=0.6), pytest.approx(where[1], abs=0.6))


def test_a_palm_on_a_wall_has_its_wrist_on_the_side_of_the_shoulder():
    made, stance, _ = solved(pose=pose("deep", arm_near={"palm": [45, 90], "hand": 90}))
    assert end(made.skeleton, stance, "fore_near").x == pytest.approx(45 - PALM)


def test_an_elbow_on_the_floor_is_reached_by_the_upper_arm_alone():
    down = {"hips": [0, 20], "trunk": 10, "leg_near": [190, 190], "leg_far": [190, 190]}
    made, stance, problems = solved(pose=pose("deep", **down, arm_near={"elbow": [50, 4], "fore": 0}))
    elbow = end(made.skeleton, stance, "upper_near")
    assert (elbow.x, elbow.y) == (pytest.approx(50), pytest.approx(4))
    assert stance.shares["upper_near"] < 1 and problems == []


def test_hips_or_shoulders_hold_the_trunk():
    _, stance, _ = solved(pose=pose("deep", hips=[3, 60]))
    assert stance.hips == Point(3, 60)
    made, stance, _ = solved(pose=pose("deep", shoulders=[5, 99]))
    assert (shoulders(made.skeleton, stance) - Point(5, 99)).length < 1e-6


def test_what_is_out_of_reach_is_told_with_its_distance():
    _, _, problems = solved(pose=pose("deep", leg_far={"flat": [90, 0]}))
    assert (
        len(problems) == 1
        and problems[0].startswith("pose deep: leg_far is ")
        and problems[0].endswith("cm short of its flat")
    )


def test_a_body_that_nothing_holds_is_told():
    free = [-90, -90]
    _, _, problems = solved(pose=pose("deep", leg_near=free, leg_far=free))
    assert problems == ["pose deep: give hips, shoulders, or a planted limb with its directions"]


def test_knees_go_forward_and_elbows_back_unless_told():
    made, stance, _ = solved(pose=pose("deep", arm_near={"grip": [25, 85]}))
    hip, knee = place(made.skeleton, stance, "thigh_far"), end(made.skeleton, stance, "thigh_far")
    assert knee.x > hip.x
    _, back, _ = solved(pose=pose("deep", arm_near={"grip": [25, 85]}))
    _, up, _ = solved(pose=pose("deep", arm_near={"grip": [25, 85], "bend": "up"}))
    assert end(made.skeleton, up, "upper_near").y > end(made.skeleton, back, "upper_near").y


def test_legs_turn_the_short_way_and_arms_through_the_numbers():
    made = figure(pose=pose("deep", leg_far=[250, 240], arm_near=[268, 270]))
    solver = Solver(made)
    before = solver.stance(made.poses["stand"])
    after = solver.stance(made.poses["deep"], before)
    assert after.angles["thigh_far"] == pytest.approx(-110)
    assert after.angles["upper_near"] == 268
