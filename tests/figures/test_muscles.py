"""The body and the muscles to lay over it."""

import re
from xml.etree import ElementTree

import pytest

from webapp.domain.muscles import tinted
from webapp.figures.muscles import BODY, WIDTH, render, unknown

SVG = "{http://www.w3.org/2000/svg}"
CLAMSHELL = ("gluteus medius (back part)", "gluteus maximus")


def cell(text, name):
    """The tint and the paths that a view shows."""
    root = ElementTree.fromstring(text)
    shapes = {shape.get("id"): shape for shape in root.iter(f"{SVG}g")}
    view = next(view for view in root.iter(f"{SVG}view") if view.get("id") == name)
    left = int(view.get("viewBox").split()[0]) + WIDTH // 4
    group = next(group for group in root if group.get("transform") == f"translate({left})")
    inside = [shapes[use.get("href")[1:]] for use in group if use.tag == f"{SVG}use"] or group
    return group.get("class"), {path.get("d") for part in inside for path in part.iter(f"{SVG}path")}


def test_what_works_and_what_helps_have_a_cell_each():
    text = render([CLAMSHELL])
    assert cell(text, "gluteus-medius-works") == ("works", {BODY["back"]["buttock-outside"]})
    assert cell(text, "gluteus-maximus-helps") == ("helps", {BODY["back"]["buttock"]})


def test_the_same_places_are_drawn_once_for_both_tints():
    text = render([CLAMSHELL, ("gluteus maximus", "gluteus medius")])
    assert cell(text, "gluteus-maximus-works") == ("works", {BODY["back"]["buttock"]})
    assert text.count(BODY["back"]["buttock"]) == text.count(BODY["back"]["buttock-outside"]) == 1


def test_a_muscle_seen_from_both_sides_is_tinted_on_both():
    assert cell(render([("deltoids",)]), "deltoids-works")[1] == {BODY["front"]["shoulder"], BODY["back"]["shoulder"]}


def test_a_view_of_its_own_for_everything_an_exercise_lays_over_the_body():
    exercises = [(muscle, *BODY["muscles"]) for muscle in BODY["muscles"]]
    views = re.findall(r'<view id="([^"]+)"', render(exercises))
    assert len(views) == len(set(views))
    assert set(views) == {"body"} | {str(one) for muscles in exercises for one in tinted(muscles)}


def test_every_muscle_has_places_that_are_drawn():
    drawn = {*BODY["front"], *BODY["back"]}
    assert {place for places in BODY["muscles"].values() for place in places} == drawn


def test_a_muscle_without_a_place_is_told():
    assert unknown(["soleus", "tongue"]) == ["tongue"]


@pytest.mark.parametrize(
    ("muscles", "size"), [([("quadriceps",)], 1800), ([(one, *BODY["muscles"]) for one in BODY["muscles"]], 24_000)]
)
def test_the_file_is_small(muscles, size):
    assert len(render(muscles).encode()) < size
