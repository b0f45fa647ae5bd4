"""The optional extras of phase 1: the pedestal for the trunk, the lunge matrix and leg swings."""

from webapp.domain.catalogue import Exercise
from webapp.domain.dose import item, level_of, written
from webapp.domain.runner import Runner
from webapp.domain.safety import stand_in
from webapp.domain.sheet import Block, Item

PEDESTAL_FULL_FROM = 2  # the level all three holds have reached [d]


def blocks(runner: Runner, kind: str) -> tuple[Block, ...]:
    """The extras wished for: the pedestal on light days, lunges and swings on full ones; none in the starter week."""
    if runner.starter:
        return ()
    wishes = runner.profile.wishes
    found = []
    if wishes.core and kind == "light":
        found.append(Block("core", runner.say("core"), _items(runner, _pedestal(runner))))
    if wishes.lunges and kind == "full":
        found.append(Block("mobility", runner.say("mobility"), _items(runner, "lunge_matrix", "leg_swings")))
    return tuple(block for block in found if block.items)


def _pedestal(runner: Runner) -> str:
    holds = runner.catalogue.sessions["pedestal_basic"].items
    ready = all(runner.standing.levels.get(slug, 1) >= PEDESTAL_FULL_FROM for slug in holds)
    return "pedestal_full" if ready and not runner.easy else "pedestal_basic"


def _items(runner: Runner, *sessions: str) -> tuple[Item, ...]:
    rows: dict[str, Item] = {}
    for slug in (slug for session in sessions for slug in runner.catalogue.sessions[session].items):
        planned = runner.catalogue.exercises[slug]
        exercise = stand_in(runner.catalogue, planned, runner.limits, runner.kit)
        if exercise and exercise.slug not in rows:
            rows[exercise.slug] = _row(runner, exercise, planned)
    return tuple(rows.values())


def _row(runner: Runner, exercise: Exercise, planned: Exercise) -> Item:
    level = level_of(exercise, runner.standing, runner.kit, runner.easy)
    dose = written(exercise, level, runner.standing.growth.get(exercise.slug, 0))
    if exercise is planned:
        return item(exercise, level, dose, runner.say("extra"), runner.kit)
    return item(exercise, level, dose, runner.instead_of(planned), runner.kit, swapped_from=planned.slug)
