"""Everything wrong with the exercises: words, numbers, kit, and the chains easier, harder and swap."""

from collections.abc import Iterable, Mapping

from webapp.domain.catalogue import AREAS, FAMILIES, KIT, POSITIONS, REGIONS, ROLES, UNITS, Exercise, Level
from webapp.domain.faults import doubles, loops, outside, slug_faults, text_faults, unknown

SKIP = "skip"
VIEWS = ("side", "front")
LOADED_FAMILIES = ("lifting", "single-leg-strength")  # these say what to start with


def exercise_problems(exercises: Mapping[str, Exercise]) -> list[str]:
    """One line for each fault."""
    return [fault for exercise in exercises.values() for fault in _faults(exercise, exercises)]


def _faults(exercise: Exercise, exercises: Mapping[str, Exercise]) -> Iterable[str]:
    where = f"exercise {exercise.slug}"
    yield from slug_faults(where, exercise.slug)
    yield from _words(where, exercise)
    yield from _kinds(where, exercise)
    yield from _numbers(where, exercise)
    yield from _levels(where, exercise)
    yield from _neighbours(where, exercise, exercises)
    yield from _swaps(where, exercise, exercises)
    yield from _jumps(where, exercise)


def _words(where: str, exercise: Exercise) -> Iterable[str]:
    yield from text_faults(where, "name", exercise.name, 40)
    yield from text_faults(where, "movement", exercise.movement, 40)
    yield from text_faults(where, "mistake", exercise.mistake, 110)
    yield from text_faults(where, "start_pose", exercise.start_pose, 300)
    yield from text_faults(where, "work_pose", exercise.work_pose, 300)
    for number, cue in enumerate(exercise.cues, 1):
        yield from text_faults(where, f"cue {number}", cue, 60)
    for muscle in exercise.muscles:
        yield from text_faults(where, "muscle", muscle, 50)
    yield from outside(where, "the number of cues", len(exercise.cues), 2, 5)
    yield from outside(where, "the number of muscles", len(exercise.muscles), 1, 8)
    yield from doubles(where, "muscles", exercise.muscles)
    if exercise.family in LOADED_FAMILIES:
        yield from text_faults(where, "start_load", exercise.start_load, 90)


def _kinds(where: str, exercise: Exercise) -> Iterable[str]:
    yield from unknown(where, "family", [exercise.family], FAMILIES)
    yield from unknown(where, "region", [exercise.region], REGIONS)
    yield from unknown(where, "roles", exercise.roles, ROLES)
    yield from unknown(where, "kit", exercise.kit, KIT)
    yield from unknown(where, "unit", [exercise.unit], UNITS)
    yield from unknown(where, "position", [exercise.position], POSITIONS)
    yield from unknown(where, "view", [exercise.view], VIEWS)


def _numbers(where: str, exercise: Exercise) -> Iterable[str]:
    yield from outside(where, "tier", exercise.tier, 1, 2)
    yield from outside(where, "seconds_per_unit", exercise.seconds_per_unit, 0.1, 20)
    yield from outside(where, "impact", exercise.impact, 0, 3)
    yield from outside(where, "weight_bearing", exercise.weight_bearing, 0, 2)
    if exercise.start_kg is not None:
        yield from outside(where, "start_kg", exercise.start_kg, 0, 30)
    elif exercise.family in LOADED_FAMILIES:
        yield f"{where}: start_kg is missing"
    if exercise.start_share is not None:
        yield from outside(where, "start_share", exercise.start_share, 0.05, 1)


def _levels(where: str, exercise: Exercise) -> Iterable[str]:
    if len(exercise.levels) != 3:
        yield f"{where}: has {len(exercise.levels)} levels, three are needed"
    for number, level in enumerate(exercise.levels, 1):
        yield from _level(f"{where}: levels {number}", level)
        if level.together and not exercise.unilateral:
            yield f"{where}: levels {number}: together is only for exercises done on each side"


def _level(where: str, level: Level) -> Iterable[str]:
    yield from outside(where, "sets", level.sets, 1, 12)
    yield from outside(where, "amount", level.amount, 1, 120)
    if level.note:
        yield from text_faults(where, "note", level.note, 90)
    for alternative in level.needs:
        yield from unknown(where, "needs", alternative, KIT)
        if not alternative:
            yield f"{where}: needs holds an empty alternative"


def _neighbours(where: str, exercise: Exercise, exercises: Mapping[str, Exercise]) -> Iterable[str]:
    for key in ("easier", "harder"):
        if getattr(exercise, key) is not None:
            yield from unknown(where, key, [getattr(exercise, key)], exercises)
        yield from loops(where, key, exercise.slug, lambda slug, key=key: getattr(exercises.get(slug), key, None))


def _swaps(where: str, exercise: Exercise, exercises: Mapping[str, Exercise]) -> Iterable[str]:
    yield from unknown(where, "swaps", exercise.swaps, AREAS)
    yield from unknown(where, "swaps", exercise.swaps.values(), {*exercises, SKIP})
    for area in AREAS:
        yield from loops(where, f"swap for {area}", exercise.slug, lambda slug, area=area: _swap(exercises, slug, area))


def _swap(exercises: Mapping[str, Exercise], slug: str, area: str) -> str | None:
    return exercises[slug].swap_for(area) if slug in exercises else None


def _jumps(where: str, exercise: Exercise) -> Iterable[str]:
    counted = (exercise.contacts_per_rep > 0) + (exercise.contacts_per_metre > 0)
    if exercise.family == "plyo":
        if exercise.plyo_level is None or counted != 1:
            yield f"{where}: a jump needs a plyo_level and one of contacts_per_rep and contacts_per_metre"
        else:
            yield from outside(where, "plyo_level", exercise.plyo_level, 1, 4)
    elif exercise.plyo_level is not None or counted:
        yield f"{where}: only jumps have a plyo_level and contacts"
