"""Poses written as others changed."""

import pytest

from webapp.figures.limbs import canonical, inherit, swapped

SIDE_POSE = {
    "hips": [3, 80],
    "trunk": 70,
    "leg_near": [-20, -100],
    "leg_far": {"flat": -30},
    "arm_near": [0],
    "arm_far": [1],
}
FRONT_POSE = {"hips": [-20, 80], "trunk": 80, "leg_left": {"flat": -31, "splay": -2, "bend": "left", "out": 0.5}, "leg_right": [[-80, 0.7], -90],
              "arm_left": [100, 90], "arm_right": [-45, 0]}  # fmt: skip


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("leg_left", "leg_near"),
        ("arm_right", "arm_far"),
        ("leg_top", "leg_far"),
        ("hand_bottom", "hand_near"),
        ("hips", "hips"),
    ],
)
def test_every_word_for_a_side_means_near_or_far(word, name):
    assert canonical(word) == name


def test_from_the_side_only_the_limbs_change_places():
    other = swapped(SIDE_POSE, "side")
    assert other["leg_far"] == [-20, -100] and other["leg_near"] == {"flat": -30} and other["hips"] == [3, 80]


def test_from_the_front_the_whole_picture_is_mirrored():
    other = swapped(FRONT_POSE, "front")
    assert other["hips"] == [20, 80] and other["trunk"] == 100
    assert other["leg_right"] == {"flat": 31, "splay": 2, "bend": "right", "out": 0.5}
    assert other["leg_left"] == [[-100, 0.7], -90]
    assert other["arm_right"] == [80, 90] and other["arm_left"] == [-135, 180]


def test_mirrored_twice_is_the_same_picture():
    assert swapped(swapped(FRONT_POSE, "front"), "front") == FRONT_POSE


def test_a_pose_takes_over_and_replaces_what_holds_it():
    faults = []
    made = inherit({"like": "a", "shoulders": [1, 2], "trunk": 60}, {"a": SIDE_POSE}, "side", "x", faults)
    kept = {key: value for key, value in SIDE_POSE.items() if key != "hips"}
    assert made == {**kept, "shoulders": [1, 2], "trunk": 60}
    assert faults == []


def test_a_shift_moves_every_place():
    made = inherit({"like": "a", "shift": [10, 5]}, {"a": SIDE_POSE}, "side", "x", [])
    assert made["hips"] == [13, 85] and made["leg_far"] == {"flat": [-20, 5]} and made["leg_near"] == [-20, -100]


def test_a_pose_that_is_not_there_is_told():
    faults = []
    inherit({"like": "b"}, {"a": SIDE_POSE}, "side", "x pose c", faults)
    assert faults == ["x pose c: like must name a pose written before it"]
