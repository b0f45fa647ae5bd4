"""How much of an exercise: sets, amount, level, and the time it takes."""

from dataclasses import dataclass

from webapp.domain.catalogue import Exercise
from webapp.domain.sheet import Item
from webapp.domain.standing import Standing

CHANGEOVER = 12  # seconds of rest or change of side after each set; fits the time table of training.md 4.13 [d]
MORE_SETS = 3  # where the next level's kit is missing: up to 3 x 20 or 3 x 45 s, then stay (DECISIONS 7)
MORE_UP_TO = {"reps": 20, "seconds": 45, "metres": 40, "contacts": 20}
MORE_STEP = {"reps": 2, "seconds": 5, "metres": 5, "contacts": 2}  # [d]


@dataclass(frozen=True, slots=True)
class Dose:
    """`sets` of `amount` units on each side; `extra` ("left" or "right") gets one set more."""

    sets: int
    amount: int
    extra: str = ""


def level_of(exercise: Exercise, standing: Standing, kit: frozenset[str], easy: bool = False) -> int:
    """The level to do today, 1-3: where the runner stands, capped by kit; 1 while eased in after a break."""
    if easy:
        return 1
    level = standing.levels.get(exercise.slug, 1)
    return max((n for n in range(1, level + 1) if exercise.levels[n - 1].possible_with(kit)), default=1)


def next_level(exercise: Exercise, level: int, kit: frozenset[str]) -> int:
    """The level to rise to; 0 = more reps first; -1 = stay."""
    above = [n for n in range(level + 1, 4) if exercise.levels[n - 1].possible_with(kit)]
    if above:
        return above[0]
    return 0 if level < 3 else -1


def written(exercise: Exercise, level: int, growth: int = 0) -> Dose:
    """The catalogue's dose of a level, grown by so many steps where the next level's kit is missing."""
    base = exercise.levels[level - 1]
    if not growth:
        return Dose(base.sets, base.amount)
    most = max(base.amount, MORE_UP_TO[exercise.unit])
    return Dose(max(base.sets, MORE_SETS), min(most, base.amount + growth * MORE_STEP[exercise.unit]))


def seconds(exercise: Exercise, level: int, dose: Dose) -> int:
    """How long one helping takes, rests included: sets x sides x amount x seconds per unit, and a changeover a set."""
    sides = exercise.sides_at(level)
    extra = 1 if dose.extra and sides == 2 else 0
    work = (dose.sets * sides + extra) * dose.amount * exercise.seconds_per_unit
    return round(work + (dose.sets + extra) * CHANGEOVER)


def item(exercise: Exercise, level: int, dose: Dose, reason: str, kit: frozenset[str], **more: object) -> Item:
    """The row for this exercise at this level and dose."""
    extra = dose.extra if exercise.sides_at(level) == 2 else ""
    return Item(
        exercise=exercise.slug,
        sets=dose.sets,
        amount=dose.amount,
        unit=exercise.unit,
        sides=exercise.sides_at(level),
        level=level,
        impact=exercise.impact,
        seconds=seconds(exercise, level, dose),
        reason=reason,
        note=exercise.levels[level - 1].note,
        sets_left=dose.sets + (extra == "left") if extra else None,
        sets_right=dose.sets + (extra == "right") if extra else None,
        next_level=next_level(exercise, level, kit),
        **more,  # type: ignore[arg-type]
    )


def minutes(total_seconds: int) -> int:
    """Whole minutes, rounded up, for people."""
    return -(-total_seconds // 60)
