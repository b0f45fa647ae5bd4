"""The loop over time: what is planted stays, and free bodies fly."""

import pytest

from tests.figures.bodies import figure, pose, table
from webapp.figures.motion import duration, looseness, moments, times
from webapp.figures.stance import Solver, touch


def loop(made):
    return moments(made, Solver(made))


def test_a_loop_lasts_as_long_as_its_ways_and_stays():
    assert duration(figure()) == pytest.approx(1.3 + 0.4 + 2.2 + 0.6)
    assert duration(figure(play=[["stand", "slow", 3]])) == 0


def test_key_poses_stand_at_whole_hundredths_of_the_loop():
    assert times(figure()) == [(0.0, 0.09, 0.58), (0.58, 0.71, 1.0)]


def test_a_loop_ends_as_it_starts():
    first, *_, last = loop(figure())
    assert (first.at, last.at) == (0, 1) and first.stance == last.stance


def test_planted_feet_never_slide_or_sink():
    made = figure()
    for moment in loop(made):
        for leg, x in (("leg_near", 0), ("leg_far", -10)):
            sole = touch(made.skeleton, moment.stance, leg, "flat")
            assert (sole.x, sole.y) == (pytest.approx(x, abs=0.01), pytest.approx(0, abs=0.01))


def test_a_foot_that_rises_keeps_its_ball_on_the_floor():
    made = figure(
        pose=pose("deep", leg_near={"thigh": -90, "shank": -90, "foot": -40, "ball": 11}, leg_far=[-90, -90, -40])
    )
    for moment in loop(made):
        ball = touch(made.skeleton, moment.stance, "leg_near", "ball")
        assert (ball.x, ball.y) == (pytest.approx(11, abs=0.5), pytest.approx(0, abs=0.5))


def test_a_foot_that_steps_goes_over_the_floor_unless_it_slides():
    def highest(**limb):
        made = figure(pose=pose("deep", trunk=80, hips=[0, 80], leg_near={"flat": 40, **limb}, leg_far={"flat": -10}))
        return max(touch(made.skeleton, moment.stance, "leg_near", "flat").y for moment in loop(made))

    assert highest() == pytest.approx(8, abs=1)
    assert highest(slides=True) == pytest.approx(0, abs=0.1)


def test_a_body_in_the_air_flies_fast_first_and_falls_fast_last():
    free = {"leg_near": [-90, -95], "leg_far": [-90, -95], "hips": [0, 120]}
    made = figure(pose=pose("deep", **free), play=[["stand", "drop", 0.2], ["deep", "burst", 0.2]])
    heights = {moment.at: moment.stance.hips.y for moment in loop(made) if 0 < moment.share < 1}
    rising = [y for at, y in heights.items() if at < 0.5]
    falling = [y for at, y in heights.items() if at > 0.5]
    low, high = min(rising[0], falling[-1]), 120
    assert rising[len(rising) // 2] > (low + high) / 2
    assert falling[len(falling) // 2] > (low + high) / 2


def test_the_other_sides_pose_is_reached_by_exchanging_the_limbs():
    made = figure(
        pose=table()["pose"] | {"other": {"swap": "deep"}}, play=[["deep", "quick", 0], ["other", "quick", 0]]
    )
    one, other = (
        moment.stance for moment in loop(made) if not moment.share and moment.step < 2 and moment.at in (0, 0.5)
    )
    assert one.angles["thigh_near"] == pytest.approx(other.angles["thigh_far"])


def test_only_quick_movements_may_be_drawn_roughly():
    slow, quick = figure(), figure(play=[["stand", "burst", 0.1], ["deep", "burst", 0.1]])
    assert {looseness(moment) for moment in loop(slow)} == {1.0}
    assert max(looseness(moment) for moment in loop(quick)) > 2


def test_seen_from_the_front_the_body_goes_straight_between_its_hands():
    arms = {"arm_left": {"grip": [-26, 200]}, "arm_right": {"grip": [26, 200]}}
    hang = {"hips": [0, 96], "trunk": 90, "leg_left": [-90, -90], "leg_right": [-90, -90], **arms}
    made = figure(view="front", zoom=0.9, pose={"hang": hang, "up": {"like": "hang", "hips": [0, 140]}},
                  play=[["hang", "slow", 0], ["up", "slow", 0]])  # fmt: skip
    for moment in loop(made):
        assert moment.stance.hips.x == 0
        for arm, x in (("arm_near", -26), ("arm_far", 26)):
            fist = touch(made.skeleton, moment.stance, arm, "grip")
            assert (fist.x, fist.y) == (pytest.approx(x, abs=0.1), pytest.approx(200, abs=0.1))
        assert moment.stance.angles["hand_near"] == pytest.approx(moment.stance.angles["fore_near"])
