"""Daily hip strength: which items, at which level, how many sets."""

from collections.abc import Iterable

from webapp.domain.catalogue import ROLES, Exercise
from webapp.domain.dose import Dose, item, level_of, written
from webapp.domain.runner import Runner
from webapp.domain.safety import stand_in
from webapp.domain.sheet import Item

ROTATION = ("hip_a", "hip_b", "hip_c")  # training.md 4.2
STARTER = "hip_starter"
FILL = ("side-lying-hip-abduction", "clamshell", "single-leg-balance")  # DECISIONS 9
FULL_SETS = 2  # "2-3 sets" on a full day


def items(runner: Runner, full: bool) -> tuple[Item, ...]:
    """Today's hip rows: starter week, full day (2-3 sets, every role) or light day (1 set)."""
    pairs = list(_chosen(runner, session_of(runner, full)))
    if full:
        pairs += _missing_roles(runner, [exercise for exercise, _ in pairs])
    return tuple(row(runner, exercise, planned, full) for exercise, planned in pairs)


def session_of(runner: Runner, full: bool) -> str:
    """The starter in its week; then A, B, C in turn on full days, and on light days first the one not near."""
    if runner.starter:
        return STARTER
    last, following = _turn(runner.standing.full_days - 1), _turn(runner.standing.full_days)
    light = (3 - last - following, last, following)[runner.standing.light_days % 3]
    return ROTATION[following if full else light]


def _turn(full_day: int) -> int:
    """The place in the rotation; each round begins one later, as a week's first day has most levels left to rise."""
    return (full_day + full_day // len(ROTATION)) % len(ROTATION)


def _chosen(runner: Runner, session: str) -> Iterable[tuple[Exercise, Exercise]]:
    """Each planned exercise with what stands in for it today, without repeats."""
    taken: set[str] = set()
    for slug in runner.catalogue.sessions[session].items:
        planned = runner.catalogue.exercises[slug]
        exercise = stand_in(runner.catalogue, planned, runner.limits, runner.kit)
        if exercise and exercise.slug not in taken:
            taken.add(exercise.slug)
            yield exercise, planned


def _missing_roles(runner: Runner, there: list[Exercise]) -> list[tuple[Exercise, Exercise]]:
    found = []
    for role, slug in zip(ROLES, FILL, strict=True):
        filler = runner.catalogue.exercises[slug]
        lacking = not any(role in exercise.roles for exercise in there)
        if lacking and stand_in(runner.catalogue, filler, runner.limits, runner.kit) is filler:
            found.append((filler, filler))
    return [pair for pair in found if pair[0] not in there]


def row(runner: Runner, exercise: Exercise, planned: Exercise, full: bool) -> Item:
    """The row for one hip exercise at the runner's level; `planned` is what the session names."""
    level = level_of(exercise, runner.standing, runner.kit, runner.easy)
    if not full and level == 3:
        level = 1  # hard sets only on full days: training.md 4.2
    dose = written(exercise, level, runner.standing.growth.get(exercise.slug, 0))
    sets = max(FULL_SETS, dose.sets) if full else 1
    swapped = planned.slug if planned is not exercise else None
    return item(
        exercise, level, Dose(sets, dose.amount), _reason(runner, exercise, planned), runner.kit, swapped_from=swapped
    )


def _reason(runner: Runner, exercise: Exercise, planned: Exercise) -> str:
    if planned is not exercise:
        return runner.instead_of(planned)
    role = next((role for role in ROLES if role in exercise.roles), "hip")
    return runner.say(role)
