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
    """Values with the shares of the loop at which they hold.

    `eased` ones are those of the key poses alone and leave the way between to the easing.
    """

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
        return Keyframes(tuple((key.at, key.values) for key in _steadied(keys, tolerances)), True)
    kept = [sample for way in _thinned_ways(samples, tolerances) for sample in way[:-1]] + [samples[-1]]
    return Keyframes(tuple((sample.at, sample.values) for sample in _needed(kept)), False)


def _thinned_ways(samples: Sequence[Sample], tolerances: Values) -> list[list[Sample]]:
    """Each way from a key pose to the next thinned; the same way back keeps the same values."""
    cuts = [number for number, sample in enumerate(samples) if sample.share == 0.0]
    done: list[tuple[list[Sample], list[int]]] = []
    for start, end in pairwise(cuts):
        way = list(samples[start : end + 1])
        kept = next(([len(way) - 1 - n for n in reversed(k)] for other, k in done if _back(way, other)), None)
        done.append((way, kept or _thinned(way, tolerances)))
    return [[way[number] for number in kept] for way, kept in done]


def _back(way: list[Sample], other: list[Sample]) -> bool:
    pairs = zip(way, reversed(other), strict=len(way) == len(other))
    return len(way) == len(other) and all(_near(a.values, b.values, (0.6,) * len(a.values)) for a, b in pairs)


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


def _thinned(way: list[Sample], tolerances: Values, first: int = 0, last: int = -1) -> list[int]:
    """Ramer, Douglas and Peucker over time: the numbers of those that a straight line would miss, the worst first."""
    last = last if last >= 0 else len(way) - 1
    start, end = way[first], way[last]
    span = end.at - start.at or 1.0
    worst, at = 1.0, 0
    for number in range(first + 1, last):
        sample = way[number]
        straight = _mix(start.values, end.values, (sample.at - start.at) / span)
        miss = max(abs(a - b) / t for a, b, t in zip(sample.values, straight, tolerances, strict=True)) / sample.loose
        if miss > worst:
            worst, at = miss, number
    if not at:
        return [first, last]
    return _thinned(way, tolerances, first, at)[:-1] + _thinned(way, tolerances, at, last)


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


def css(name: str, frames: Sequence[tuple[float, str]]) -> str:
    """An @keyframes rule of declarations with their shares of the loop, the same declarations written once."""
    grouped: dict[str, list[str]] = {}
    for at, row in frames:
        marks = grouped.setdefault(row, [])
        if (mark := "to" if at == 1 else f"{plain(at * 100)}%") not in marks:
            marks.append(mark)
    return f"@keyframes {name}{{{''.join(','.join(marks) + '{' + row + '}' for row, marks in grouped.items())}}}"
