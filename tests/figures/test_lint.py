"""What is wrong with the drawing of a figure."""

import pytest

from tests.figures.bodies import figure, pose
from webapp.figures.lint import look_over


def faults(**changes):
    return look_over(figure(**changes))


def test_a_sound_figure_has_none():
    assert faults() == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"alt": "Short."}, "alt must say in 20 to 140 characters"),
        (
            {"pose": pose("deep", hips=[0, 30], leg_near=[-90, -90], leg_far=[-90, -90])},
            "shank_near is under the floor by",
        ),
        (
            {"pose": pose("deep", hips=[110, 80], leg_near=[-90, -90], leg_far=[-90, -90])},
            "head is outside the picture by",
        ),
        ({"zoom": 1.4}, "head is outside the picture by"),
        ({"pose": pose("deep", leg_far=[-90, -60])}, "the far knee bends the wrong way by 30 degrees"),
        ({"pose": pose("deep", arm_far=[180, 180])}, "upper_far turns 272 degrees from stand"),
        ({"pose": pose("deep", leg_far={"flat": [80, 0]})}, "leg_far is "),
    ],
)
def test_a_fault_is_told_once_where_it_is_worst(changes, fault):
    assert sum(fault in told for told in faults(**changes)) in (1, 2)


def test_a_cropped_figure_may_leave_the_picture_and_a_floorless_one_the_floor():
    assert faults(zoom=1.4, crop=True) == []
    sunk = {"pose": pose("deep", hips=[0, 76], leg_near=[-90, -90], leg_far=[-90, -90]), "crop": True}
    assert faults(**sunk) != [] and faults(**sunk, floor="none") == []


def test_a_file_that_is_too_large_is_told(monkeypatch):
    monkeypatch.setattr("webapp.figures.lint.LIMIT", 1000)
    assert [told for told in faults() if "more than 1000" in told]
