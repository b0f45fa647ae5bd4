"""Joints for given directions, and directions for given places."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.figures.kinematics import Stance, aim, bend, bend_to_viewer, end, nearest_turn, place
from webapp.figures.skeleton import FRONT, SIDE, Point

UPRIGHT = Stance(
    Point(0, 94),
    {
        bone: 90.0 if bone in ("lumbar", "thorax", "head") else 0.0 if bone.startswith(("foot", "toe")) else -90.0
        for bone in SIDE.bones
    },
    {},
)
far = st.floats(-60, 60).map(lambda x: round(x, 2))


def test_a_standing_body_has_the_height_of_its_parts():
    assert end(SIDE, UPRIGHT, "shank_near").y == pytest.approx(8)
    assert place(SIDE, UPRIGHT, "upper_near").y == pytest.approx(94 + 22 + 24)
    assert place(SIDE, UPRIGHT, "head", Point(32, 0)).y == pytest.approx(176)


def test_seen_from_the_front_the_limbs_hang_apart_and_near_is_at_the_left():
    left, right = place(FRONT, UPRIGHT, "upper_near"), place(FRONT, UPRIGHT, "upper_far")
    assert left.x == pytest.approx(-right.x) and left.x < -10


def test_a_foreshortened_bone_ends_sooner_and_carries_the_rest_with_it():
    short = Stance(UPRIGHT.hips, UPRIGHT.angles, {"thigh_near": 0.5})
    assert place(SIDE, short, "foot_near").y == pytest.approx(place(SIDE, UPRIGHT, "foot_near").y + 21.5)


@given(far, far, st.sampled_from([1.0, -1.0]))
def test_two_bones_meet_their_target_or_say_how_far_it_is(x, y, side):
    way = Point(x, y)
    solved = bend(Point(0, 0), way, (43, 40), side)
    reached = Point(43, 0).turned(solved.first) + Point(40, 0).turned(solved.second)
    assert solved.short_by == pytest.approx(max(0.0, way.length - 83), abs=1e-6)
    if 3.1 < way.length < 83:
        assert (reached - way).length < 1e-6


def test_the_joint_is_on_the_side_that_was_asked_for():
    down = Point(0, -60)
    assert Point(43, 0).turned(bend(Point(0, 0), down, (43, 43), 1.0).first).x > 0
    assert Point(43, 0).turned(bend(Point(0, 0), down, (43, 43), -1.0).first).x < 0


@given(st.floats(-10, 10), st.floats(30, 80))
def test_a_leg_towards_the_viewer_meets_its_target_by_looking_shorter(out, height):
    solved = bend_to_viewer(Point(0, height), Point(4, 0), (43, 43), out)
    first = Point(43 * solved.first_share, 0).turned(solved.first)
    second = Point(43 * solved.second_share, 0).turned(solved.second)
    assert (Point(0, height) + first + second - Point(4, 0)).length < 1e-6
    assert solved.short_by == 0


def test_one_bone_is_aimed_and_says_when_it_is_too_short():
    assert aim(Point(0, 0), Point(0, -16), 32) == (-90, 0.5, 0)
    assert aim(Point(0, 0), Point(0, 40), 32) == (90, 1, 8)


@given(st.integers(-720, 720), st.integers(-720, 720))
def test_the_nearest_turn_is_the_same_direction_within_half_a_turn(angle, to):
    found = nearest_turn(angle, to)
    assert abs(found - to) <= 180 and isclose((found - angle) % 360, 0)
