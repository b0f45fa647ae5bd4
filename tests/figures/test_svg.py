"""The file of a figure: one small drawing that moves by its own style."""

import re
from xml.etree import ElementTree

import pytest

from tests.figures.bodies import ALT, figure, pose
from webapp.figures.svg import frame, frozen, render, render_pose, render_still

SVG = "{http://www.w3.org/2000/svg}"


def drawn(**changes):
    return render(figure(**changes))[0]


def style(text):
    return re.search(r"<style>(.*)</style>", text)[1]


def test_it_is_sound_xml_without_words_for_the_page_says_them():
    root = ElementTree.fromstring(drawn())
    assert root.find(f"{SVG}title") is None and ALT not in drawn()


def test_everything_used_again_was_defined_in_the_file():
    text = drawn(pose=pose("deep", arm_near=[0, 0]))
    assert set(re.findall(r'href="#([\w-]+)"', text)) <= set(re.findall(r'id="([\w-]+)"', text))


def test_nothing_but_transforms_moves():
    rules = re.findall(r"@keyframes \w+\{((?:[^{}]*\{[^}]*\})*)\}", style(drawn()))
    moved = {
        row.partition(":")[0] for rule in rules for rows in re.findall(r"\{([^}]*)\}", rule) for row in rows.split(";")
    }
    assert rules and moved <= {"translate", "rotate", "scale"}


def test_nothing_reaches_outside_the_file():
    text = drawn()
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "") and "url(" not in text and "<script" not in text


def test_it_knows_dark():
    assert "@media(prefers-color-scheme:dark){" in style(drawn())


def test_for_less_motion_it_stands_in_the_middle_of_the_key_poses_stay():
    at = (1.3 + 0.4 + 2.2 + 0.6) * (0.58 + 0.71) / 2
    assert f"@media(prefers-reduced-motion){{svg{{--d:-{round(at, 2):g}s;--p:paused}}}}" in style(drawn())


def test_the_still_file_is_the_key_pose_alone_and_smaller():
    still = render_still(figure())
    assert still == render_pose(figure(), 1) and "@keyframes" not in still
    assert len(still) < len(drawn())


def test_only_colours_and_equipment_that_are_used_are_in_the_style():
    assert ".m{" not in style(drawn())
    assert ".m{" in style(drawn(equipment=[{"what": "box", "at": [60, 0]}]))


def test_a_far_limb_behind_the_near_one_is_left_out():
    both = drawn(pose=pose("deep", arm_far=[0, 0]))
    assert len(both) > len(drawn()) and both.count("<use ") == drawn().count("<use ") + 3


def test_a_pose_alone_does_not_move():
    assert "@keyframes" not in render_pose(figure(), 1)


def test_a_figure_of_one_pose_does_not_move():
    assert "@keyframes" not in drawn(play=[["deep", "slow", 2]])


def test_a_left_sided_drawing_is_mirrored_so_that_the_right_side_works():
    assert '<g transform="scale(-1 1)">' in drawn(side="left") and "scale(-1 1)" not in drawn()


def test_a_moment_can_be_frozen():
    assert "svg{--d:-1.5s;--p:paused}</style>" in frozen(drawn(), 1.5)


@pytest.mark.parametrize(
    ("changes", "box"),
    [
        ({}, (-128, -10, 128, 214)),
        ({"zoom": 2}, (-64, -5, 64, 107)),
        ({"zoom": 2, "centre": [30, 60]}, (-34, 55, 94, 167)),
    ],
)
def test_the_frame_is_the_picture_in_centimetres(changes, box):
    assert frame(figure(**changes)) == box


@pytest.mark.parametrize("kind", ["step", "chair", "wall", "ball", "plate", "dumbbell", "kettlebell"])
def test_equipment_is_drawn_in_its_place(kind):
    text = drawn(equipment=[{"what": kind, "at": [50, 10]}])
    assert '<g transform="translate(50 -10)">' in text or 'transform="translate(50 -10)"' in text


def test_equipment_rides_on_a_bone_without_moving_by_itself():
    ridden = drawn(equipment=[{"what": "ball", "on": "hand_near"}])
    assert '<circle class="m" r="13"/>' in ridden
    assert ridden.count("--a:") == drawn().count("--a:")


def test_a_band_stretches_between_two_parts_of_the_body():
    text = drawn(equipment=[{"what": "band", "at": "knee_near", "to": [60, 40]}])
    assert "scale:" in style(text) and 'class="n" d="M0-1.7H1V1.7H0z"' in text


def test_an_arrow_ends_in_a_head():
    assert '<path class="a" d="M40 -20Q40 -70 40 -120M' in drawn(arrows=[[[40, 20], [40, 120]]])


def test_an_arrow_is_as_thick_in_a_close_up_as_in_others():
    close = drawn(zoom=2, arrows=[[[40, 20], [40, 120]]])
    assert '<path class="a" d="M80 -40Q80 -140 80 -240M' in close
    assert 'transform="scale(.5 .5)"/>' in close


def from_the_front(**changes):
    leg = {"flat": -10} | changes.pop("foot", {})
    stand = {"hips": [0, 94], "trunk": 90, "leg_left": leg, "leg_right": {"flat": 10}, "arm_left": [-92, -86],
             "arm_right": [-88, -94]} | changes  # fmt: skip
    return drawn(view="front", play=[["stand", "steady", 1]], pose={"stand": stand})


def test_a_foot_turned_out_is_the_foot_from_the_side_pointing_to_its_own_side():
    turned = "matrix(0 1 1 0 0 0)"
    assert turned not in from_the_front()
    assert f"scale(1 .61){turned}" in from_the_front(foot={"out": 0.5})
    assert f"scale(1 -.61){turned}" in from_the_front(foot={"out": -0.5})
    whole = from_the_front(foot={"out": 1})
    assert turned in whole and not re.search(r"scale\([^)]*\)matrix", whole)


def test_only_the_foot_that_is_turned_out_is_drawn_so():
    neither, one = from_the_front(), from_the_front(foot={"out": 0.5})
    assert one.count("matrix(0 1 1 0 0 0)") == 1 and one.count("<use ") == neither.count("<use ") - 1


def test_a_trunk_turned_away_is_two_thirds_as_deep_as_broad():
    assert "scale(1 .65)" in from_the_front(shoulders_turn=0)
    assert "scale(1 .85)" in from_the_front(shoulders_turn=0.72)
