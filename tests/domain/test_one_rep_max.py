"""The estimate of one repetition at most, for charts."""

import pytest

from webapp.domain.one_rep_max import estimate, factor


@pytest.mark.parametrize(("reps", "expected"), [(4, 1.112), (5, 1.146)])
def test_the_factor_is_the_mean_of_epley_and_brzycki(reps, expected):
    assert factor(reps) == pytest.approx(expected, abs=0.0005)


@pytest.mark.parametrize(
    ("load", "reps", "rir", "expected"),
    [
        pytest.param(100, 4, 0, 110, id="111.2 rounds to 110"),
        pytest.param(100, 3, 2, 115, id="reps in reserve count as reps"),
        pytest.param(100, 4, 2, 117.5, id="six of both is the most"),
        pytest.param(100, 5, 2, None, id="seven is too wide a guess"),
        pytest.param(0, 5, 0, None, id="no load"),
        pytest.param(100, 0, 0, None, id="nothing done"),
    ],
)
def test_the_estimate_is_rounded_and_only_given_up_to_six_reps(load, reps, rir, expected):
    assert estimate(load, reps, rir) == expected
