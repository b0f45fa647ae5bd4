"""Short numbers."""

import pytest

from webapp.figures.numbers import plain


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0, 1, "0"),
        (-0.04, 1, "0"),
        (0.5, 1, ".5"),
        (-0.5, 1, "-.5"),
        (10, 1, "10"),
        (-12.34, 1, "-12.3"),
        (0.846, 2, ".85"),
        (100, 2, "100"),
    ],
)
def test_numbers_are_as_short_as_they_can_be(value, digits, text):
    assert plain(value, digits) == text
