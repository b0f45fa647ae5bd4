"""One exercise of a circuit: how hard a version, how many repetitions, how long it takes, and why it is there."""

import re
from dataclasses import dataclass, replace
from math import ceil

from webapp.domain import circuit_weeks
from webapp.domain.catalogue import Exercise
from webapp.domain.runner import Runner
from webapp.domain.sheet import Item

HIGH_CEILING, LOW_CEILING = 25, 15  # reps: training.md 4.3 [d]
LOW = ("push", "pull")
LOW_SLUGS = ("v-sit",)
SLOW = 5  # seconds a rep, side by side [d]
LEVEL_FROM = ((6, 3), (3, 2), (1, 1))  # (circuit week, level of its exercises) [d]
LANDING = 2  # the impact whose reps count as landings
LEAST_SHARED = 5  # reps of a session that is a share of a normal one [d]
HALF = 0.5  # of the reps in a lighter week: DECISIONS 12
OWN_DOSE = re.compile(r"(?:^|[,;] ?)(?:up to [^,;]*|\w+ are enough at first)")  # a note's other doses


@dataclass(frozen=True, slots=True, eq=False)
class Station:
    """An exercise of the circuit; `planned` is what the list names, `why` the words of a swap."""

    exercise: Exercise
    planned: Exercise
    why: str = ""


def row(runner: Runner, station: Station, deload: bool = False, share: float = 1.0, rounds: int = 0) -> Item:
    """The row for one station in the runner's week: half of it in a lighter week, or a `share` of a normal day.

    `rounds` 0 means as many as the week has. `seconds` are of all rounds, with the rest after each helping.
    """
    exercise, week = station.exercise, circuit_weeks.row(runner.catalogue, runner.standing)
    level, rounds = level_of(runner, exercise), rounds or week.rounds
    reps, sides = _shared(amount(runner, exercise), deload, share), exercise.sides_at(level)
    return Item(
        exercise=exercise.slug,
        sets=1,
        amount=reps,
        unit=exercise.unit,
        sides=sides,
        level=level,
        impact=exercise.impact,
        seconds=(round(sides * reps * exercise.seconds_per_unit) + week.rest) * rounds,
        reason=station.why or runner.say(f"circuit-{exercise.region}"),
        note=OWN_DOSE.sub("", exercise.levels[level - 1].note),
        swapped_from=station.planned.slug if station.planned is not exercise else None,
        next_level=-1,  # the week decides the level
        rounds=rounds,
        rest=week.rest,
    )


def level_of(runner: Runner, exercise: Exercise) -> int:
    """Of the circuit week, capped by kit; 1 while eased in, and for holds and ways that stay at the start dose."""
    week = runner.standing.circuits.week
    most = 1 if runner.easy or exercise.unit != "reps" else next(level for first, level in LEVEL_FROM if week >= first)
    return max((n for n in range(1, most + 1) if exercise.levels[n - 1].possible_with(runner.kit)), default=1)


def amount(runner: Runner, exercise: Exercise) -> int:
    """Of one normal round, each side: the week's reps up to the ceiling; holds and ways stay at the start dose.

    Nobody does fifteen pull-ups to order, and a dead bug is slow: such moves keep their level's own dose [d].
    """
    if exercise.unit != "reps":
        return exercise.levels[0].amount
    reps = min(circuit_weeks.row(runner.catalogue, runner.standing).reps, _ceiling(exercise))
    slow = exercise.unilateral and exercise.seconds_per_unit >= SLOW
    if slow or exercise.position == "hanging":
        return min(reps, exercise.levels[level_of(runner, exercise) - 1].amount)
    return reps


def landings(runner: Runner, exercise: Exercise) -> int:
    """Landings of a whole normal session: reps x rounds x sides of what has impact 2."""
    if exercise.impact < LANDING:
        return 0
    rounds = circuit_weeks.row(runner.catalogue, runner.standing).rounds
    return amount(runner, exercise) * rounds * exercise.sides_at(level_of(runner, exercise))


def with_rounds(row: Item, rounds: int) -> Item:
    """The same row done so many times."""
    return replace(row, rounds=rounds, seconds=row.seconds // (row.rounds or 1) * rounds)


def _ceiling(exercise: Exercise) -> int:
    return LOW_CEILING if exercise.region in LOW or exercise.slug in LOW_SLUGS else HIGH_CEILING


def _shared(full: int, deload: bool, share: float) -> int:
    """Rounded up; the smaller of the two where both hold, and never more than the full amount."""
    halved = ceil(full * HALF) if deload else full
    if share >= 1:
        return halved
    return min(halved, max(LEAST_SHARED, ceil(round(full * share, 6))))
