"""Loads of the lifts: what the plates can make, warm-up sets, the first load, the weekly change. training.md 4.4."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import floor, inf

from webapp.domain.catalogue import Exercise
from webapp.domain.one_rep_max import STEP, factor
from webapp.domain.profile import Profile
from webapp.domain.standing import Lift

BAR = 20.0  # kg, the usual bar, and the usual trap bar [d]
PLATES = (25, 20, 15, 10, 5, 2.5, 1.25)  # kg, where no plates are listed: as many of each as it takes
MOST = 500.0  # kg, of any load
LIGHT = 40  # kg: below it one warm-up set is enough [d]
LADDER = ((0.4, 5), (0.6, 4), (0.8, 2))  # share of the work weight, reps [d]
SHORT_LADDER = ((0.5, 5),)
CAP = 1.1  # a week [d]
LESS = 0.9  # after a second miss running, or pain [d]
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Gear:
    """What holds the weight: the bar in kg, 0 for dumbbells and machines; the pairs of plates owned, none = any."""

    bar: float = 0
    pairs: tuple[float, ...] = ()


def gear_of(profile: Profile, weight: str) -> Gear:
    """The gear behind a kit word: barbell, trap-bar, dumbbell, kettlebell or machine."""
    if weight == "barbell":
        return Gear(profile.bar or BAR, profile.plates)
    return Gear(BAR, profile.plates) if weight == "trap-bar" else Gear()


def at_most(kg: float, gear: Gear) -> float:
    """The heaviest load of kg or less that can be made: steps of 2.5 kg or the owned pairs, never under the bar."""
    spare = max(0.0, kg - gear.bar) + ROUNDING
    if gear.bar and gear.pairs:
        return gear.bar + max(2 * side for side in _sides(gear.pairs) if 2 * side <= spare)
    return gear.bar + floor(spare / STEP) * STEP


def nearest(kg: float, gear: Gear) -> float:
    """The nearest load in steps of 2.5 kg; with owned pairs the one at or below."""
    return at_most(kg if gear.bar and gear.pairs else kg + STEP / 2, gear)


def plates_for(kg: float, bar: float, plates: tuple[float, ...] = ()) -> tuple[float, ...]:
    """Plates of each side, heaviest first, for the heaviest load of kg or less; `plates` are the pairs owned."""
    side = (at_most(kg, Gear(bar, plates)) - bar) / 2
    if plates:
        return _sides(plates)[round(side, 3)]
    found: list[float] = []
    for plate in PLATES:
        count = floor((side - sum(found)) / plate + ROUNDING)
        found += [plate] * count
    return tuple(found)


@lru_cache(maxsize=64)
def _sides(pairs: tuple[float, ...]) -> Mapping[float, tuple[float, ...]]:
    """Every weight one side can carry, with the fewest plates that make it."""
    found: dict[float, tuple[float, ...]] = {0.0: ()}
    for plate in sorted(pairs, reverse=True):
        for weight, used in list(found.items()):
            total = round(weight + plate, 3)
            if len(used) + 1 < len(found.get(total, pairs + pairs)):
                found[total] = (*used, plate)
    return found


def start(exercise: Exercise, body_mass: float | None) -> float:
    """The first load to try, kg: the lowest, or its share of body weight where that is known and more."""
    return max(exercise.start_kg or 0, (exercise.start_share or 0) * (body_mass or 0))


def warm_up(load: float, gear: Gear, beginner: bool) -> tuple[tuple[float, int], ...]:
    """The lighter sets before: (kg, reps) each; one at half the weight for beginners and under 40 kg."""
    ladder = SHORT_LADDER if beginner or load < LIGHT else LADDER
    sets = ((nearest(share * load, gear), reps) for share, reps in ladder)
    return tuple((kg, reps) for kg, reps in sets if kg > 0)


def scaled(lift: Lift, reps: int, rir: int) -> float:
    """The lift's load for so many reps with so many left: less when that is more than it was set for, never more."""
    before, now = lift.reps + lift.rir, reps + rir
    return lift.load * factor(before) / factor(now) if now > before else lift.load


def found(load: float, rir: int) -> float:
    """The next load while looking for one: 5 or more in reserve +10 % (5 kg at least), 4 +5 %, 3 stays, less -10 %."""
    if rir >= 5:
        return max(load * 1.1, load + 5)
    return load * 1.05 if rir == 4 else load if rir == 3 else load * LESS


def raised(load: float, rir: int) -> float:
    """The next week's load after all reps: 3 or more in reserve +5 % (2.5 to 5 kg), 2 +2.5 kg, less stays."""
    if rir >= 3:
        return load + min(5.0, max(STEP, load * 0.05))
    return load + STEP if rir == 2 else load


def within_cap(load: float, week_load: float) -> float:
    """No more than 10 % over the week's load; from no load at all, one step."""
    return min(load, week_load * CAP if week_load > 0 else STEP)


def reference(asked: float, planned: float) -> float:
    """What the cap of 10 % counts from: the load asked for, not the one it was rounded from. Under 25 kg one step is
    more than 10 %, so there the part of a step already earned counts too; it is asked for once it makes a whole."""
    return min(planned, max(asked, (asked + STEP) / CAP))


def capped(lift: Lift, load: float) -> float:
    """A load within 10 % of what was lifted when the lift was last trained in full."""
    return min(load, lift.week_load * CAP if lift.week_load > 0 else inf)


def is_lifted(asked: float, planned: float) -> bool:
    """Whether the load asked for is, but for rounding, the planned one: else a raise would have nothing under it."""
    return asked + STEP >= planned * LESS
