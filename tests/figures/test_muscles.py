"""The body with the working muscles tinted."""

from xml.etree import ElementTree

import pytest

from webapp.figures.muscles import BODY, plain_name, render, unknown

SVG = "{http://www.w3.org/2000/svg}"


def tinted(text):
    """The paths of each tint."""
    paths = ElementTree.fromstring(text).iter(f"{SVG}path")
    found = {"a": set(), "b": set()}
    for path in paths:
        found.get(path.get("class"), set()).add(path.get("d"))
    return found


def test_the_first_muscle_is_tinted_strongest():
    tints = tinted(render("Clamshell", ["gluteus medius", "gluteus maximus"]))
    assert tints == {"a": {BODY["back"]["buttock-outside"]}, "b": {BODY["back"]["buttock"]}}


def test_a_muscle_seen_from_both_sides_is_tinted_on_both():
    tints = tinted(render("Raise", ["deltoids"]))
    assert tints["a"] == {BODY["front"]["shoulder"], BODY["back"]["shoulder"]}


@pytest.mark.parametrize(
    ("muscle", "name"),
    [("gluteus medius (back part)", "gluteus medius"), ("gluteus medius (both sides)", "gluteus medius"),
     ("ankle (talocrural) joint", "ankle (talocrural) joint")],
)  # fmt: skip
def test_a_remark_is_no_other_muscle(muscle, name):
    assert plain_name(muscle) == name


def test_every_muscle_has_places_that_are_drawn():
    drawn = {*BODY["front"], *BODY["back"]}
    assert {place for places in BODY["muscles"].values() for place in places} == drawn


def test_a_muscle_without_a_place_is_told():
    assert unknown(["soleus", "tongue"]) == ["tongue"]


def test_a_drawing_is_small():
    assert len(render("All", BODY["muscles"]).encode()) < 6000
    assert len(render("One", ["quadriceps"]).encode()) < 1800
