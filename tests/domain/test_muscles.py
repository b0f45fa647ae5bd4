"""The names of muscles, and how an exercise tints them."""

import pytest

from webapp.domain.muscles import plain_name, tinted


@pytest.mark.parametrize(
    ("muscle", "name"),
    [("gluteus medius (back part)", "gluteus medius"), ("gluteus medius (both sides)", "gluteus medius"),
     ("ankle (talocrural) joint", "ankle (talocrural) joint")],
)  # fmt: skip
def test_a_remark_is_no_other_muscle(muscle, name):
    assert plain_name(muscle) == name


def test_the_first_muscle_works_and_lies_on_top():
    found = tinted(["gluteus medius (back part)", "hamstrings", "ankle (talocrural) joint", "hamstrings (long part)"])
    assert list(map(str, found)) == ["hamstrings-helps", "ankle-talocrural-joint-helps", "gluteus-medius-works"]
