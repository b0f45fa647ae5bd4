"""Everything wrong with the named sessions, the jump levels, the circuit weeks and the path."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from webapp.domain.catalogue import ROLES, Catalogue, CircuitWeek, Exercise, PathWeek, PlyoSession, Session, TestItem
from webapp.domain.faults import doubles, loops, outside, slug_faults, text_faults, unknown
from webapp.domain.hip import FILL, ROTATION, STARTER

FILLERS = dict(zip(ROLES, FILL, strict=True))  # what joins a full hip day that lacks the role
EXPECTED = (
    STARTER, *ROTATION, "pedestal_basic", "pedestal_full", "lunge_matrix", "leg_swings", "short_5", "short_10",
)  # fmt: skip
BARE: frozenset[str] = frozenset()


def session_problems(catalogue: Catalogue) -> list[str]:
    """One line for each fault."""
    exercises = catalogue.exercises
    return [
        *(f"sessions: {slug} is missing" for slug in EXPECTED if slug not in catalogue.sessions),
        *_fillers(exercises),
        *(fault for session in catalogue.sessions.values() for fault in _session(session, exercises)),
        *_in_order("plyo", [session.level for session in catalogue.plyo]),
        *(fault for session in catalogue.plyo for fault in _plyo(session, exercises)),
        *_in_order("circuit_weeks", [week.week for week in catalogue.circuit_weeks]),
        *(fault for week in catalogue.circuit_weeks for fault in _circuit_week(week)),
        *_in_order("path", [week.week for week in catalogue.path]),
        *(fault for week in catalogue.path for fault in _path_week(week, len(catalogue.plyo))),
        *(fault for item in catalogue.tests for fault in _test_item(item, exercises, len(catalogue.plyo))),
    ]


def _fillers(exercises: Mapping[str, Exercise]) -> Iterable[str]:
    for role, slug in FILLERS.items():
        exercise = exercises.get(slug)
        if exercise is None or role not in exercise.roles or not _possible(exercise):
            yield f"exercise {slug}: must exist, have the role {role} and need no kit at level 1"


def _session(session: Session, exercises: Mapping[str, Exercise]) -> Iterable[str]:
    where = f"session {session.slug}"
    items = (*session.items, *session.optional_items)
    yield from slug_faults(where, session.slug)
    yield from text_faults(where, "name", session.name, 40)
    if session.use:
        yield from text_faults(where, "use", session.use, 90)
    yield from outside(where, "phase", session.phase, 0, 3)
    yield from outside(where, "the number of items", len(session.items), 1, 15)
    yield from unknown(where, "items", items, exercises)
    yield from doubles(where, "items", items)
    if session.phase == 1:
        yield from _without_kit(where, session, exercises)
    if session.slug in ROTATION:
        yield from _roles(where, session, exercises)
    if session.slug.startswith("circuit_"):
        yield from _regions(where, session, exercises)


def _without_kit(where: str, session: Session, exercises: Mapping[str, Exercise]) -> Iterable[str]:
    for slug in session.items:
        exercise = exercises.get(slug)
        if exercise and not exercise.roles & FILLERS.keys() and not _reachable(exercise, exercises):
            yield f"{where}: {slug} needs kit at level 1 and has nothing easier that needs none"


def _reachable(exercise: Exercise | None, exercises: Mapping[str, Exercise]) -> bool:
    """Whether this or something easier can be done with what everybody has."""
    if exercise is None or loops("", "", exercise.slug, lambda slug: _easier(slug, exercises)):
        return False
    return _possible(exercise) or _reachable(exercises.get(exercise.easier or ""), exercises)


def _easier(slug: str, exercises: Mapping[str, Exercise]) -> str | None:
    return exercises[slug].easier if slug in exercises else None


def _possible(exercise: Exercise) -> bool:
    return bool(exercise.levels) and exercise.levels[0].possible_with(BARE)


def _roles(where: str, session: Session, exercises: Mapping[str, Exercise]) -> Iterable[str]:
    held = {role for slug in session.items if slug in exercises for role in exercises[slug].roles}
    for role in ("abductor", "external-rotator"):  # a single-leg item may come from the fillers
        if role not in held:
            yield f"{where}: holds no exercise with the role {role}"


def _regions(where: str, session: Session, exercises: Mapping[str, Exercise]) -> Iterable[str]:
    for first, second in pairwise(slug for slug in session.items if slug in exercises):
        if exercises[first].region == exercises[second].region:
            yield f"{where}: {first} and {second} follow each other and are both {exercises[first].region}"


def _in_order(where: str, numbers: list[int]) -> list[str]:
    right = list(range(1, len(numbers) + 1))
    return [] if numbers == right and numbers else [f"{where}: must be numbered 1, 2, 3 and so on, found {numbers}"]


def _plyo(session: PlyoSession, exercises: Mapping[str, Exercise]) -> Iterable[str]:
    where = f"plyo {session.level}"
    slugs = [slug for slug, _, _ in session.work]
    jumps = {slug for slug, exercise in exercises.items() if exercise.family == "plyo"}
    yield from unknown(where, "work", slugs, jumps)
    yield from doubles(where, "work", slugs)
    yield from outside(where, "cap", session.cap[0], 1, session.cap[1])
    for slug, sets, amount in session.work:
        yield from outside(where, f"sets of {slug}", sets, 1, 12)
        yield from outside(where, f"amount of {slug}", amount, 1, 120)


def _circuit_week(week: CircuitWeek) -> Iterable[str]:
    where = f"circuit week {week.week}"
    yield from outside(where, "exercises", week.exercises, 5, 15)  # [seed]
    yield from outside(where, "reps", week.reps, 10, 25)  # [seed]
    yield from outside(where, "rounds", week.rounds, 1, 4)
    yield from outside(where, "rest", week.rest, 0, 120)
    yield from outside(where, "rest_between_rounds", week.rest_between_rounds, 0, 300)
    yield from outside(where, "impact_max", week.impact_max, 0, 3)
    yield from outside(where, "landings", week.landings, 0, 120)


def _path_week(week: PathWeek, levels: int) -> Iterable[str]:
    where = f"path week {week.week}"
    yield from outside(where, "lift", week.lift, 0, 2)
    yield from outside(where, "plyo", week.plyo, 0, 2)
    yield from outside(where, "circuit", week.circuit, 0, 3)
    yield from outside(where, "load_share", week.load_share, 0.5, 1)
    if len(week.scheme) != week.lift:
        yield f"{where}: scheme has {len(week.scheme)} entries for {week.lift} heavy sessions"
    for sets, reps in week.scheme:
        yield from outside(where, "sets", sets, 1, 5)
        yield from outside(where, "reps", reps, 1, 12)
    if bool(week.plyo) != (week.plyo_level is not None) or bool(week.plyo) != (week.contacts is not None):
        yield f"{where}: plyo_level and contacts go with jump sessions"
    if week.plyo_level is not None:
        yield from outside(where, "plyo_level", week.plyo_level, 1, levels)
    if week.note:
        yield from text_faults(where, "note", week.note, 90)


def _test_item(item: TestItem, exercises: Mapping[str, Exercise], levels: int) -> Iterable[str]:
    where = f"test {item.exercise}"
    yield from unknown(where, "exercise", filter(None, [item.exercise, item.instead]), exercises)
    yield from outside(where, "amount", item.amount, 1, 120)
    yield from outside(where, "sets", item.sets, 1, 5)
    yield from outside(where, "opens", item.opens, 0, levels)
    if bool(item.instead) != bool(item.instead_amount):
        yield f"{where}: instead and instead_amount go together"
    if item.note:
        yield from text_faults(where, "note", item.note, 120)
