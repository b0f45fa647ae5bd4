"""How one group moves: its values over the loop, thinned out to the CSS keyframes that draw the same to the eye."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from webapp.figures.numbers import plain

Values = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """The values at a share of the loop, between two steps, with the share of that way made.

    `loose` is how many times more than the tolerance may be missed here.
    """

    at: float
    values: Values
    step: int
    share: float
    loose: float = 1.0


@dataclass(frozen=True, slots=True)
class Keyframes:
    """Values with the shares of the loop at which they hold; `eased` ones leave the way between to the easing."""

    frames: tuple[tuple[float, Values], ...]
    eased: bool

    @property
    def still(self) -> bool:
        return len({values for _, values in self.frames}) == 1


def keyframes(samples: Sequence[Sample], tolerances: Values) -> Keyframes:
    """The fewest keyframes that keep every value within its tolerance."""
    samples = _steadied(samples, tolerances)
    keys = [sample for sample in samples if sample.share == 0.0] or list(samples[:1])
    if all(_near(sample.values, keys[0].values, tolerances) for sample in samples):
        return Keyframes(((0.0, keys[0].values),), True)
    if _eased(samples, tolerances):
        return Keyframes(tuple((key.at, key.values) for key in _needed(keys)), True)
    thinned = [kept for way in _ways(samples) for kept in _thinned(way, tolerances)[:-1]] + [samples[-1]]
    return Keyframes(tuple((sample.at, sample.values) for sample in _needed(thinned)), False)


def _ways(samples: Sequence[Sample]) -> list[list[Sample]]:
    """The samples cut at the key poses, so that a way there and the same way back are thinned alike."""
    cuts = [number for number, sample in enumerate(samples) if sample.share == 0.0]
    return [list(samples[start : end + 1]) for start, end in pairwise(cuts)]


def _steadied(samples: Sequence[Sample], tolerances: Values) -> list[Sample]:
    """Values that hardly change over the whole loop do not change at all."""
    columns = list(zip(*(sample.values for sample in samples), strict=True))
    still = [max(column) - min(column) <= t for column, t in zip(columns, tolerances, strict=True)]
    middle = [(max(column) + min(column)) / 2 for column in columns]
    return [
        replace(s, values=tuple(m if fixed else v for v, fixed, m in zip(s.values, still, middle, strict=True)))
        for s in samples
    ]


def _eased(samples: Sequence[Sample], tolerances: Values) -> bool:
    """Whether every way between two steps is the even way the easing itself takes."""
    ends = {sample.step: sample.values for sample in samples if sample.share == 0.0}
    return all(
        _near(sample.values, _mix(ends[sample.step], ends[sample.step + 1], sample.share), tolerances, sample.loose)
        for sample in samples
        if sample.share
    )


def _thinned(samples: list[Sample], tolerances: Values) -> list[Sample]:
    """Ramer, Douglas and Peucker over time: keep what a straight line would miss; the worst first."""
    first, last = samples[0], samples[-1]
    span = last.at - first.at or 1.0
    worst, at = 1.0, 0
    for number, sample in enumerate(samples[1:-1], 1):
        straight = _mix(first.values, last.values, (sample.at - first.at) / span)
        miss = max(abs(a - b) / t for a, b, t in zip(sample.values, straight, tolerances, strict=True)) / sample.loose
        if miss > worst:
            worst, at = miss, number
    if not at:
        return [first, last]
    return _thinned(samples[: at + 1], tolerances)[:-1] + _thinned(samples[at:], tolerances)


def _needed(samples: list[Sample]) -> list[Sample]:
    """Without those whose neighbours on both sides say the same."""
    return [
        sample
        for number, sample in enumerate(samples)
        if number in (0, len(samples) - 1)
        or not (samples[number - 1].values == sample.values == samples[number + 1].values)
    ]


def _mix(start: Values, end: Values, share: float) -> Values:
    return tuple(a + (b - a) * share for a, b in zip(start, end, strict=True))


def _near(one: Values, other: Values, tolerances: Values, loose: float = 1.0) -> bool:
    return all(abs(a - b) <= t * loose for a, b, t in zip(one, other, tolerances, strict=True))


def css(name: str, track: Keyframes, rows: Sequence[str]) -> str:
    """The @keyframes rule, the same values written once; `rows` are the declarations of each frame."""
    grouped: dict[str, list[str]] = {}
    for (at, _), row in zip(track.frames, rows, strict=True):
        grouped.setdefault(row, []).append("to" if at == 1 else f"{plain(at * 100)}%")
    frames = "".join(",".join(marks) + "{" + row + "}" for row, marks in grouped.items())
    return f"@keyframes {name}{{{frames}}}"
