"""Equipment as shapes."""

from xml.etree import ElementTree

import pytest

from webapp.figures.equipment import KINDS
from webapp.figures.style import FILLS, LINES

SIZES = {"bar": (100, 200), "mark": (6,), "dumbbell": (30,), "kettlebell": (8,), "ball": (10,), "plate": (15,), "barbell": (150,),
         "trap-bar": (18,), "band": (5, 2)}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_drawn_in_known_colours_and_in_its_size(kind):
    usual, sized = KINDS[kind](()), KINDS[kind](SIZES.get(kind, (33, 17)))
    shapes = list(ElementTree.fromstring(f"<g>{usual}</g>"))
    assert shapes and {shape.get("class") for shape in shapes} <= {*FILLS, *LINES}
    assert sized != usual


def test_a_wall_is_at_the_side_its_thickness_says():
    assert 'x="0"' in KINDS["wall"](()) and 'x="-9"' in KINDS["wall"]((-9, 200))
