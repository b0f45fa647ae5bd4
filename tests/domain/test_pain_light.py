"""The traffic light of pain."""

import pytest

from webapp.domain.pain_light import light


@pytest.mark.parametrize(
    ("score", "limit", "colour"),
    [(0, 3, "green"), (2, 3, "green"), (3, 3, "amber"), (4, 3, "red"), (5, 5, "amber"), (6, 5, "red"), (1, 0, "red"),
     (2, 2, "green"), (3, 2, "red"), (0, 0, "green")],
)  # fmt: skip
def test_green_amber_and_red_follow_the_limit_of_the_area(score, limit, colour):
    assert light(score, limit) == colour
