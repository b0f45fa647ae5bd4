"""The jump session: whether jumps are open, which level, how many contacts, which rows."""

from dataclasses import dataclass, replace

from webapp.domain import jump_tests, jumps, pain, path
from webapp.domain.catalogue import Exercise, PathWeek
from webapp.domain.dose import Dose
from webapp.domain.jump_waits import waits
from webapp.domain.plan import DayPlan
from webapp.domain.runner import Runner
from webapp.domain.safety import stand_in
from webapp.domain.sheet import Block, Item, LeftOut

DELOAD_SHARE = 0.6  # where the path has no number: training.md 4.9 [d]
MORE_SETS = 2  # of one exercise than its level lists, so that what is dropped is not made up by one jump [d]
DROP_JUMP, DROP_JUMP_KG = "drop-jump-low", 100  # never above this body mass: training.md 4.5 [r]


@dataclass(frozen=True, slots=True)
class Jump:
    """One line of a session while it is being filled."""

    exercise: Exercise
    planned: Exercise
    sets: int
    amount: int

    @property
    def each(self) -> int:
        """Contacts of one set."""
        return jumps.landings(self.exercise, 1, self.amount)


def possible(runner: Runner) -> bool:
    """Whether jumps are wished for and nothing of safety is in the way."""
    return runner.profile.wishes.plyometrics and not waits(runner)


def block(runner: Runner, plan: DayPlan) -> tuple[Block | None, tuple[LeftOut, ...]]:
    """The jump session of a day and what of it is left out, or None and what is in the way."""
    if not possible(runner):
        return None, waits(runner)
    week = path.row(runner)
    level = _level(runner, week)
    eased = plan.share < 1 or bool(week and week.deload)
    target = int(_target(runner, level, week) * plan.share)
    test = jump_tests.item(runner) if level == runner.standing.jumps.level and not eased else None
    rows, left = _rows(runner, level, target, test)
    if not rows:
        return None, (LeftOut("plyo", runner.say("jump-none")),)
    return Block(
        "plyo",
        _why(runner, plan, week),
        rows,
        name=runner.say("jump-name", level=level),
        note=runner.say("jump-note"),
        week=week.week if week else 0,
        level=level,
        eased=eased or any(pain.halve(runner, row) is not row for row in rows),  # half a dose is no reference
    ), left


def _level(runner: Runner, week: PathWeek | None) -> int:
    planned = week.plyo_level if week else None
    reached = min(runner.standing.jumps.level, jumps.top(runner.limits))
    return min(reached, planned or reached)


def _target(runner: Runner, level: int, week: PathWeek | None) -> int:
    """Contacts to aim at: the path's where it speaks of this level, else the level's own; never beyond the rise."""
    held, most = runner.standing.jumps.contacts, runner.catalogue.plyo[level - 1].cap[1]
    most = min(most, jumps.ceiling(runner.catalogue, runner.standing, runner.day))
    lighter = bool(week and week.deload)
    if lighter and held:
        most = min(most, held)
    if week and week.plyo_level == level and week.contacts:
        return min(week.contacts[1], most)
    return int(most * DELOAD_SHARE) if lighter else most


def _rows(runner: Runner, level: int, target: int, test: Item | None) -> tuple[tuple[Item, ...], tuple[LeftOut, ...]]:
    planned = [work for work in runner.catalogue.plyo[level - 1].work if not test or work[0] != test.exercise]
    found, left = _open_today(runner, planned)
    found = [jump for jump in found if not test or jump.exercise.slug != test.exercise]
    filled = _filled(found, target - (test.contacts if test else 0))
    rows = tuple(_row(runner, jump, level) for jump in filled)
    return ((test, *rows) if test else rows), tuple(left)


def _open_today(runner: Runner, work: list[tuple[str, int, int]]) -> tuple[list[Jump], list[LeftOut]]:
    """The jumps that can be done today; one that stands in twice is one line with the sets of both."""
    found: dict[str, Jump] = {}
    left = []
    for slug, sets, amount in work:
        planned = runner.catalogue.exercises[slug]
        exercise = _stand_in(runner, planned)
        if exercise is None or exercise.family != "plyo":
            left.append(LeftOut(slug, runner.say("not-today")))
        elif exercise.slug in found:
            found[exercise.slug] = replace(found[exercise.slug], sets=found[exercise.slug].sets + sets)
        else:
            same = exercise.unit == planned.unit
            found[exercise.slug] = Jump(exercise, planned, sets, amount if same else exercise.levels[0].amount)
    return list(found.values()), left


def _stand_in(runner: Runner, planned: Exercise) -> Exercise | None:
    exercise = stand_in(runner.catalogue, planned, runner.limits, runner.kit)
    heavy = (runner.profile.body_mass or 0) > DROP_JUMP_KG
    if exercise and exercise.slug == DROP_JUMP and heavy:
        return _stand_in(runner, runner.catalogue.exercises[exercise.easier]) if exercise.easier else None
    return exercise


def _filled(found: list[Jump], target: int) -> list[Jump]:
    """Sets taken away or added until the contacts come as close to the target as whole sets can, never above it."""
    most = {jump.exercise.slug: jump.sets + MORE_SETS for jump in found}
    while _total(found) > target:
        found = _one_less(found, target)
    growing = True
    while growing:
        growing = False
        for number, jump in enumerate(found):
            if jump.sets < most[jump.exercise.slug] and _total(found) + jump.each <= target:
                found[number] = replace(jump, sets=jump.sets + 1)
                growing = True
    return found


def _one_less(found: list[Jump], target: int) -> list[Jump]:
    """One set less: the smallest that is enough, else one from the end."""
    over = _total(found) - target
    enough = [number for number, jump in enumerate(found) if jump.each >= over]
    number = min(reversed(enough), key=lambda number: found[number].each) if enough else len(found) - 1
    shorter = [replace(jump, sets=jump.sets - (place == number)) for place, jump in enumerate(found)]
    return [jump for jump in shorter if jump.sets]


def _total(found: list[Jump]) -> int:
    return sum(jump.sets * jump.each for jump in found)


def _row(runner: Runner, jump: Jump, level: int) -> Item:
    dose = Dose(jump.sets, jump.amount)
    if jump.exercise is jump.planned:
        return jumps.row(runner, jump.exercise, level, dose, runner.say("jump-row"))
    reason = runner.instead_of(jump.planned)
    return jumps.row(runner, jump.exercise, level, dose, reason, swapped_from=jump.planned.slug)


def _why(runner: Runner, plan: DayPlan, week: PathWeek | None) -> str:
    if plan.share < 1:
        return runner.say("jump-fewer")
    return runner.say("jump-deload") if week and week.deload else runner.say("jump-session")
