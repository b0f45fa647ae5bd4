"""A figure's file: what is wrong is told, all of it, and where."""

import pytest

from tests.figures.bodies import figure, pose, table
from webapp.figures.reader import figure_from, read


def faults(**changes):
    return figure_from("bend", table(**changes))[1]


def test_a_sound_file_is_read_with_its_usual_settings():
    made = figure()
    assert (made.view, made.side, made.hands, made.zoom, made.key) == ("side", "right", "open", 1.0, "deep")
    assert made.pale == {"arm_far", "leg_far"}
    assert [(step.pose, step.seconds, step.hold) for step in made.play] == [("stand", 1.3, 0.4), ("deep", 2.2, 0.6)]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"vew": "side"}, "bend: vew is not a key here"),
        ({"view": "above"}, "bend: view must be side or front or back"),
        ({"zoom": "big"}, "bend: zoom must be a number"),
        ({"shoes": 1}, "bend: shoes must be true or false"),
        ({"key": "jump"}, "bend: key must be stand or deep"),
        ({"pale": ["leg_left"]}, "bend: pale must be a list of leg_near, leg_far, arm_near, arm_far"),
        ({"order": ["trunk"]}, "bend: order must name trunk and all four limbs once, from behind to in front"),
        ({"play": [["up", "slow", 1]]}, "bend: play: ['up', 'slow', 1] must be [pose, pace, seconds to stay]; paces are slow, steady, quick, burst, drop, cut or"),
        ({"pose": pose("deep", trunk="up")}, "bend pose deep: trunk must be a direction, or two: pelvis and chest, each"),
        ({"pose": pose("deep", neck=3)}, "bend pose deep: neck is not a key here"),
        ({"pose": pose("deep", hips=[1])}, "bend pose deep: hips must be [x, y] in centimetres, or x on the floor"),
        ({"pose": pose("deep", arm_near=[1])}, "bend pose deep arm_near: needs upper and fore, or one of palm, grip, elbow"),
        ({"pose": pose("deep", leg_far={"flat": 0, "heel": 0})}, "bend pose deep leg_far: only one of flat, ball, heel, knee"),
        ({"pose": pose("deep", leg_far={"flat": 0, "bend": "in"})},
         "bend pose deep leg_far: bend must be left or right or up or down or forward or back or viewer"),
        ({"pose": pose("deep", arm_far=[1, 2, 3, 4])}, "bend pose deep arm_far: at most 3 directions: upper, fore, hand"),
        ({"equipment": [{"what": "cannon"}]}, "bend equipment 1: what must be "),
        ({"equipment": [{"what": "box", "at": {"deep": [1, 2]}}]},
         "bend equipment 1: at must be [x, y], a part of the body, or one of them for each pose"),
        ({"equipment": [{"what": "box", "at": "ear"}]},
         "bend equipment 1: at must be [x, y], a part of the body, or one of them for each pose"),
        ({"equipment": [{"what": "box"}]}, "bend equipment 1: needs at, or on"),
        ({"equipment": [{"what": "plate", "to": "hips"}]}, "bend equipment 1: needs at, or on"),
        ({"equipment": [{"what": "plate", "on": "head", "at": "hips"}]},
         "bend equipment 1: on a bone, at must be one [along, across], and there can be no to"),
        ({"equipment": [{"what": "plate", "on": "head", "at": {"stand": [1, 2], "deep": [3, 4]}}]},
         "bend equipment 1: on a bone, at must be one [along, across], and there can be no to"),
        ({"equipment": [{"what": "band", "on": "head", "to": [1, 2]}]},
         "bend equipment 1: on a bone, at must be one [along, across], and there can be no to"),
        ({"pose": pose("deep", leg_far={"flat": 0, "out": 2})}, "bend pose deep leg_far: out must be from -1 to 1"),
        ({"equipment": [{"what": "plate", "on": "tail"}]}, "bend equipment 1: on must be "),
        ({"arrows": [[[1, 2]]]}, "bend: arrows must be lists of two or three places"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(changes, fault):
    assert [told for told in faults(**changes) if told.startswith(fault)]


def test_all_limbs_must_be_there():
    poses = table()["pose"]
    del poses["stand"]["arm_far"]
    assert faults(pose=poses) == ["bend pose stand: arm_far is missing", "bend pose deep: arm_far is missing"]


def test_nothing_in_play_is_told():
    assert faults(play=[]) == ["bend: play must name at least one pose"]


def test_somebody_lying_on_the_side_has_top_and_bottom_limbs():
    limbs = {"leg_top": [0, 0], "leg_bottom": [0, 0], "arm_top": [0, 0], "arm_bottom": [180, 180]}
    lying = {"view": "front", "play": [["lie", "slow", 1]], "pose": {"lie": {"hips": [0, 18], "trunk": 180, **limbs}}}
    made = figure(**lying, pale=["leg_bottom"])
    assert made.pale == {"leg_near"} and made.poses["lie"].limbs["arm_near"].angles["upper"] == 180


def test_a_broken_file_is_told_by_its_name(tmp_path):
    (tmp_path / "bend.toml").write_text("alt = ")
    made, told = read(tmp_path / "bend.toml")
    assert made is None and len(told) == 1 and told[0].startswith("bend.toml: ")
