"""The row of one lift: sets, load, warm-up sets, rests. training.md 4.4."""

from dataclasses import dataclass, replace
from math import ceil

from webapp.domain import loads
from webapp.domain.catalogue import Exercise
from webapp.domain.dose import Dose, item, level_of
from webapp.domain.runner import Runner
from webapp.domain.sheet import Item
from webapp.domain.standing import Lift

WEIGHTS = ("barbell", "trap-bar", "machine", "dumbbell", "kettlebell", "plates")
FINDING_SETS, FINDING_REPS, FINDING_RIR = 5, 5, 3
YOUNG_REPS = 6  # never fewer under 18: safety.yaml q14
REST_HEAVY, REST_USUAL, REST_FINDING, REST_SMALL, REST_WARM_UP = 180, 150, 120, 90, 60  # seconds [s53] [d]
HEAVY_REPS = 5  # and fewer make a heavy set
USUAL_LADDER_FROM = 5  # week of the path [d]
LEVEL_FROM = {3: 5, 2: 3, 1: 0}  # level of a lift -> the week of the path it comes with [d]
LIGHT_TRAP_BAR, LIGHT_TRAP_BAR_SHARE = 40.0, 0.5  # kg, or of body weight, until somebody has watched [d]


@dataclass(frozen=True, slots=True)
class Task:
    """What a session asks of a lift. `share` is of the sets; `watched`: somebody qualified has seen it; `bar`: it may
    be done with one."""

    sets: int
    reps: int
    rir: int
    week: int = 1
    share: float = 1.0
    load_share: float = 1.0
    main: bool = True
    watched: bool = False
    bar: bool = False
    finding: bool = False

    @property
    def sets_today(self) -> int:
        return max(1, ceil(self.sets * self.share))

    @property
    def rest(self) -> int:
        """Seconds between sets."""
        if not self.main:
            return REST_SMALL
        return REST_FINDING if self.finding else REST_HEAVY if self.reps <= HEAVY_REPS else REST_USUAL


def row(runner: Runner, exercise: Exercise, task: Task, reason: str, **more: object) -> Item:
    """The row of a lift: with its load where there are weights for it, else with body weight."""
    level, weight = how(runner, exercise, task)
    if not weight:
        return _body_weight_row(runner, exercise, level, task, reason, **more)
    lift = runner.standing.lifts.get(exercise.slug)
    task = task if lift and lift.found else _finding(runner, task)
    task = replace(task, reps=_fast_reps(exercise, level, task))
    gear = loads.gear_of(runner.profile, weight)
    load = loads.at_most(min(_wanted(runner, exercise, lift, task), _light(runner, weight, task)), gear)
    beginner = not runner.profile.lifted_before and task.week < USUAL_LADDER_FROM
    ladder = loads.warm_up(load, gear, beginner) if task.main and not task.finding else ()
    return replace(
        item(exercise, level, Dose(task.sets_today, task.reps), reason, runner.kit, load=load, warm_up=ladder, **more),
        seconds=_seconds(exercise, level, task, ladder),
        note=_note(runner, weight, task),
        rest=task.rest,
        rir=task.rir,
        finding=task.finding,
        next_level=-1,
    )


def _wanted(runner: Runner, exercise: Exercise, lift: Lift | None, task: Task) -> float:
    """The load before rounding: the first one to try, or the standing one for so many reps, within the cap."""
    if lift is None or task.finding:
        return loads.start(exercise, runner.profile.body_mass) * task.load_share
    return loads.capped(lift, loads.scaled(lift, task.reps, task.rir) * task.load_share)


def how(runner: Runner, exercise: Exercise, task: Task) -> tuple[int, str]:
    """The level in this week of the path, and what the weight is: a word of WEIGHTS, or nothing."""
    if exercise.start_kg is None:
        return level_of(exercise, runner.standing, runner.kit, runner.easy), ""
    most = next(level for level, first in LEVEL_FROM.items() if task.week >= first)
    weights = {level: _weight(exercise, level, runner.kit, task.bar) for level in (1, 2, 3)}
    loaded = [level for level, weight in weights.items() if weight]
    if loaded:
        level = max((level for level in loaded if level <= most), default=loaded[0])
        return level, weights[level]
    return max((level for level in (1, 2, 3) if level <= most and not exercise.levels[level - 1].needs), default=1), ""


def _weight(exercise: Exercise, level: int, kit: frozenset[str], bar: bool) -> str:
    """What the weight of a level is. A level with a load that names no kit takes that of the others."""
    needs = exercise.levels[level - 1].needs
    if not needs and exercise.start_kg:
        needs = tuple(need for other in exercise.levels for need in other.needs)
    owned = [need for need in needs if need <= kit and (bar or "barbell" not in need)]
    return next((word for need in owned for word in WEIGHTS if word in need), "")


def _finding(runner: Runner, task: Task) -> Task:
    """The first session of a lift: up to five sets of five to find its load, or the accessory's own two."""
    reps = YOUNG_REPS if "under-6-reps" in runner.limits.closed else FINDING_REPS
    found = replace(task, sets=FINDING_SETS, reps=reps) if task.main else task
    return replace(found, rir=FINDING_RIR, finding=True)


def _fast_reps(exercise: Exercise, level: int, task: Task) -> int:
    """Fast lifts stay at their own few reps."""
    return min(task.reps, exercise.levels[level - 1].amount) if exercise.movement == "explosive" else task.reps


def _light(runner: Runner, weight: str, task: Task) -> float:
    """The trap bar stays light until somebody qualified has watched (safety.yaml q21)."""
    if weight != "trap-bar" or task.watched:
        return loads.MOST
    mass = runner.profile.body_mass
    return LIGHT_TRAP_BAR_SHARE * mass if mass else LIGHT_TRAP_BAR


def _note(runner: Runner, weight: str, task: Task) -> str:
    light = weight == "trap-bar" and not task.watched
    parts = (
        runner.say("lift-finding") if task.finding else _stop(runner, task.rir),
        runner.say("lift-light") if light else "",
    )
    return " ".join(part for part in parts if part)


def _stop(runner: Runner, rir: int) -> str:
    return runner.say("lift-rir", rir=rir) if rir > 1 else runner.say("lift-rir-one")


def _seconds(exercise: Exercise, level: int, task: Task, ladder: tuple[tuple[float, int], ...] = ()) -> int:
    """Working and warm-up sets with the rest after each."""
    rep = exercise.seconds_per_unit * exercise.sides_at(level)
    warm = sum(reps * rep + REST_WARM_UP for _, reps in ladder)
    return round(task.sets_today * (task.reps * rep + task.rest) + warm)


def _body_weight_row(runner: Runner, exercise: Exercise, level: int, task: Task, reason: str, **more: object) -> Item:
    """Without weights: the catalogue's reps, more of them from week to week (DECISIONS 7)."""
    lift, written = runner.standing.lifts.get(exercise.slug), exercise.levels[level - 1]
    amount = max(written.amount, lift.reps) if lift and not lift.found else written.amount
    task = replace(task, reps=amount, main=False)
    return replace(
        item(exercise, level, Dose(task.sets_today, amount), reason, runner.kit, **more),
        seconds=_seconds(exercise, level, task),
        rest=task.rest,
        rir=task.rir if exercise.unit == "reps" else None,
        next_level=-1,
    )


def with_sets(exercise: Exercise, item: Item, sets: int) -> Item:
    """The same row with fewer sets."""
    one = item.amount * exercise.seconds_per_unit * exercise.sides_at(item.level) + (item.rest or 0)
    return replace(item, sets=sets, seconds=round(item.seconds - (item.sets - sets) * one))
