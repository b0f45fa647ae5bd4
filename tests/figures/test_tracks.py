"""Fewest keyframes that draw the same to the eye."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.figures.motion import EASE
from webapp.figures.tracks import Sample, css, keyframes

HALF = 12


def there_and_back(curve):
    """Samples of a value that goes along a curve of the joints' share, and back."""
    out = [Sample(n / HALF / 2, (curve(EASE(n / HALF)),), 0, EASE(n / HALF)) for n in range(1, HALF)]
    back = [Sample(0.5 + n / HALF / 2, (curve(EASE(1 - n / HALF)),), 1, EASE(n / HALF)) for n in range(1, HALF)]
    ends = [Sample(at, (curve(share),), step, 0.0) for at, share, step in ((0.0, 0, 0), (0.5, 1, 1), (1.0, 0, 2))]
    return [ends[0], *out, ends[1], *back, ends[2]]


def test_what_hardly_moves_stands_still():
    assert keyframes(there_and_back(lambda share: 5 + share / 10), (0.2,)).still


def test_an_even_way_leaves_the_rest_to_the_easing():
    track = keyframes(there_and_back(lambda share: 40 * share), (0.5,))
    assert track.eased and track.frames == ((0.0, (0,)), (0.5, (40,)), (1.0, (0,)))


def test_on_an_even_way_what_hardly_changes_from_pose_to_pose_is_said_once():
    two = [Sample(s.at, (s.values[0], 7 + s.values[0] / 400 + 0.3 * (0 < s.share < 1)), s.step, s.share)
           for s in there_and_back(lambda share: 40 * share)]  # fmt: skip
    assert {values[1] for _, values in keyframes(two, (0.5, 0.35)).frames} == {7.05}


def test_a_bent_way_is_kept_within_its_tolerance_there_and_back_alike():
    samples = there_and_back(lambda share: 100 * share * share)
    track = keyframes(samples, (1.0,))
    assert not track.eased and 5 < len(track.frames) < len(samples)
    for sample in samples:
        assert drawn(track, sample.at) == pytest.approx(sample.values[0], abs=1.0)
    values = [values for _, values in track.frames]
    assert values == values[::-1]


@given(st.lists(st.floats(-50, 50), min_size=4, max_size=30))
def test_no_value_is_ever_missed_by_more_than_its_tolerance(values):
    samples = [Sample(n / (len(values) - 1), (value,), 0, 0.5) for n, value in enumerate(values)]
    ends = [Sample(0.0, (values[0],), 0, 0.0), *samples[1:-1], Sample(1.0, (values[-1],), 1, 0.0)]
    track = keyframes(ends, (2.0,))
    for sample in ends:
        assert abs(drawn(track, sample.at) - sample.values[0]) <= 2.0 + 1e-9 or track.eased


def test_equal_declarations_are_written_once():
    text = css("b", [(0.0, "rotate:5deg"), (0.25, "rotate:9deg"), (0.5, "rotate:9deg"), (1.0, "rotate:5deg")])
    assert text == "@keyframes b{0%,to{rotate:5deg}25%,50%{rotate:9deg}}"


def drawn(track, at):
    """What a linear animation shows at a share of the loop."""
    frames = track.frames
    if len(frames) == 1:
        return frames[0][1][0]
    after = next(n for n, (time, _) in enumerate(frames) if time >= at)
    if after == 0:
        return frames[0][1][0]
    (t0, (a,)), (t1, (b,)) = frames[after - 1], frames[after]
    return a + (b - a) * (at - t0) / (t1 - t0 or 1)
