"""Places the week's sessions on its days: the most sessions first, then the least that speaks against them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from webapp.domain.run_day import RunDay
from webapp.domain.week_rules import Spot, clashes, cost, forbids, hard_rule

WORTH = {"lift": 1000, "plyo": 1000, "circuit": 900, "test": 950}  # of placing one, against costs of single digits


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the days to come are to hold. `pins`: kinds by day chosen by hand; `away_from`: kinds a day gave up."""

    counts: Mapping[str, int]
    first_level: bool = False  # jumps of level 1 need less time between
    pins: Mapping[date, str] | None = None
    away_from: frozenset[tuple[date, str]] = frozenset()


def place(days: Sequence[RunDay], earlier: Sequence[Spot], wanted: Wanted) -> dict[date, str]:
    """The best sessions by day. The same input always gives the same answer; of equals the earliest days win."""
    best = _best(tuple(days), tuple(earlier), dict(wanted.counts), wanted, NOTHING)
    if wanted.pins and not best.spots:  # what was chosen by hand is impossible by now
        return place(days, earlier, replace(wanted, pins=None))
    return {spot.day.on: spot.kind for spot in best.spots}


@dataclass(frozen=True, slots=True)
class _Way:
    """Sessions placed so far and what they are worth, costs taken off."""

    score: int = -1
    spots: tuple[Spot, ...] = ()


NOTHING = _Way()


def _best(
    days: tuple[RunDay, ...],
    earlier: tuple[Spot, ...],
    left: dict[str, int],
    wanted: Wanted,
    best: _Way,
    way: _Way = _Way(0),
) -> _Way:
    """The better of `best` and every way on from `way`; what can no longer be better is not followed."""
    if way.score + _hope(days, left) <= best.score:
        return best
    if not days or not any(left.values()):
        return way
    day, rest = days[0], days[1:]
    for kind in _kinds(day, earlier, left, wanted):
        if not kind:
            best = _best(rest, earlier, left, wanted, best, way)
            continue
        spot = Spot(kind, day)
        worth = way.score + WORTH[kind] - cost(kind, day, earlier)
        following = _Way(worth, (*way.spots, spot))
        best = _best(rest, (*earlier, spot), {**left, kind: left[kind] - 1}, wanted, best, following)
    return best


def _hope(days: tuple[RunDay, ...], left: dict[str, int]) -> int:
    """The most the days still to come can add: one session each, the worthiest."""
    worths = sorted((WORTH[kind] for kind, count in left.items() for _ in range(count)), reverse=True)
    return sum(worths[: len(days)])


def _kinds(day: RunDay, earlier: tuple[Spot, ...], left: dict[str, int], wanted: Wanted) -> list[str]:
    """What this day may take, nothing last; a kind chosen by hand alone, when it may stand there. What is chosen for
    a later day is not used up before."""
    pins = wanted.pins or {}
    pinned = pins.get(day.on, "")
    if pinned and left.get(pinned):
        return [pinned] if _fits(pinned, day, earlier, wanted, hard_rule) else []
    later = Counter(kind for on, kind in pins.items() if on > day.on)
    return [*(kind for kind in left if left[kind] > later[kind] and _fits(kind, day, earlier, wanted, forbids)), ""]


def _fits(
    kind: str, day: RunDay, earlier: tuple[Spot, ...], wanted: Wanted, rule: Callable[[str, RunDay], str]
) -> bool:
    if (day.on, kind) in wanted.away_from:
        return False
    return not rule(kind, day) and not clashes(kind, day, earlier, wanted.first_level)
