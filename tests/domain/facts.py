"""What the papers say of one day, worked out apart from the engine: the yardstick of tests/domain/rules.py."""

from datetime import date, timedelta

from tests.domain.strategies import Step, Walk
from webapp.domain.catalogue import Exercise
from webapp.domain.profile import PastInjury
from webapp.domain.sheet import Item

HIP_SESSIONS = ("hip_starter", "hip_a", "hip_b", "hip_c")
EXTRAS = {"core": ("pedestal_basic",), "mobility": ("lunge_matrix", "leg_swings")}
NO_WORK = ("race", "eve", "away", "ill", "stop", "emergency")
SWAP_LIMIT = 3  # where no injury of the person sets another
DOUBTFUL = tuple(f"q{number:02}" for number in range(1, 11))  # "I do not know" counts as yes: training.md 3.1
NOT_CLEARABLE = ("q11", "q12")
YES = (True, "yes")
EMERGENCIES = {"q01": ("now",), "q03": YES, "q05": YES}
PAUSES = {"q01": YES, "q02": YES, "q10": YES, "q17": ("concussion",), "q18": YES}
BONE = {"q07": (*YES, "elsewhere"), "q08": YES}
LEGS = {"q06": YES, "q10": ("lower",), "q18": ("lower",)}
TRUNK = {"q10": ("trunk",), "q18": ("trunk",)}
ARMS = {"q10": ("upper",), "q18": ("upper",)}


def every_row(step: Step) -> list[Item]:
    """The whole list and the short versions."""
    return [*step.sheet.items, *(row for short in step.sheet.short for row in short.items)]


def of_kind(step: Step, kind: str) -> list[Item]:
    return [row for block in step.sheet.blocks if block.kind == kind for row in block.items]


def must_stop(walk: Walk, day: date) -> str:
    """emergency, stop, or nothing."""
    return "emergency" if answered(walk, day, EMERGENCIES) else "stop" if answered(walk, day, PAUSES) else ""


def answered(walk: Walk, day: date, table: dict[str, tuple]) -> bool:
    """Whether an answer of this table holds on a day, and no professional has cleared it."""
    return any(_says(walk, day, slug, choices) and not cleared(walk, day, slug) for slug, choices in table.items())


def cleared(walk: Walk, day: date, what: str) -> bool:
    return what not in NOT_CLEARABLE and any(c.what == what and c.on <= day for c in walk.profile.cleared)


def screen_allows(walk: Walk, day: date, exercise: Exercise) -> bool:
    """safety.yaml, as far as phase 1 has work for it to forbid."""
    eccentric = exercise.slug.startswith("eccentric-heel-drop")
    plank, lying = exercise.position == "face-down-support", exercise.position in ("supine", "prone")
    forbidden = (
        (BONE, exercise.weight_bearing > 0 or exercise.impact > 0),
        (LEGS, exercise.region in ("legs", "full")),
        (TRUNK, exercise.region.startswith("trunk") or plank),
        (ARMS, exercise.region in ("push", "pull") or plank),
        ({"q11": YES}, lying),
        ({"q12": (*range(6), True)}, exercise.slug not in ("short-foot", "glute-bridge")),
        ({"q12": tuple(range(6, 12))}, plank),
        ({"q16": YES}, eccentric),
    )
    return not any(broken and answered(walk, day, table) for table, broken in forbidden)


def injuries_allow(walk: Walk, day: date, exercise: Exercise) -> bool:
    """The hold lists of injuries.yaml."""
    return not any(_held(walk, day, past, exercise) for past in walk.profile.injuries)


def hurting(walk: Walk, step: Step) -> list[str]:
    """Areas above their limit on a day: what was reported then, else what was last said of each injury."""
    said: dict[str, int] = {}
    for past in walk.profile.injuries:
        said[_area(walk, past)] = max(said.get(_area(walk, past), 0), past.pain)
    said |= dict(step.report.pain)
    return [area for area in said if area in step.report.sharp or said[area] > _limit(walk, area)]


def permitted(walk: Walk, step: Step, exercise: Exercise) -> bool:
    """Whether daily work may hold this exercise as it stands."""
    swapped = [area for area in (*hurting(walk, step), *_pelvic(walk, step.day)) if _swaps(exercise, area)]
    own_kit = exercise.levels[0].possible_with(walk.profile.kit)
    safe = screen_allows(walk, step.day, exercise) and injuries_allow(walk, step.day, exercise)
    return safe and own_kit and not swapped and exercise.impact == 0


def hip_can_be_done(walk: Walk, step: Step) -> bool:
    return bool(_permitted_of(walk, step, *HIP_SESSIONS))


def extras_can_be_done(walk: Walk, step: Step, kind: str) -> bool:
    """Whether anything of the extras is open that is not on the list anyway; no answer of the screen in the way."""
    there = {row.exercise for row in step.sheet.items}
    return not any(walk.profile.screen.values()) and bool(_permitted_of(walk, step, *EXTRAS[kind]) - there)


def has_hip_work(walk: Walk, step: Step) -> bool:
    """A row of the hip block, or rehab that is hip work as well."""
    rehab = (walk.catalogue.exercises[row.exercise].family for row in step.sheet.items)
    return bool(of_kind(step, "hip")) or "hip" in rehab


def ticked(step: Step, row: Item) -> bool:
    return all(key in step.outcomes and step.outcomes[key].done for key in row.keys)


def counted(step: Step) -> bool:
    """DECISIONS 1: at least half of the day's hip items, or its short version, are ticked."""
    rows = of_kind(step, "hip") or list(step.sheet.items)
    short = any(all(ticked(step, row) for row in short.items) for short in step.sheet.short)
    return bool(rows) and (short or 2 * len([row for row in rows if ticked(step, row)]) >= len(rows))


def as_asked(step: Step, slug: str) -> bool:
    """DECISIONS 1: good form is ticked as prescribed, no red."""
    row = next((row for row in step.sheet.items if row.exercise == slug), None)
    if row is None or not ticked(step, row):
        return False
    checks = [step.outcomes[key] for key in row.keys]
    return all((c.amount is None or c.amount >= row.amount) and (c.pain or 0) <= row.pain_limit for c in checks)


def red(step: Step) -> bool:
    """Pain above its limit, reported in the morning or with a tick."""
    limits = {key: row.pain_limit for row in step.sheet.items for key in row.keys}
    return bool(step.sheet.sore) or any((c.pain or 0) > limits.get(key, 10) for key, c in step.outcomes.items())


def risen(step: Step) -> list[str]:
    """What stands at a higher level after the day than before."""
    return [slug for slug, level in step.after.levels.items() if level > step.standing.levels.get(slug, 1)]


def progressing(step: Step) -> set[str]:
    """What a day can raise: everything on a full day, and the core holds, which light days alone have."""
    rows = step.sheet.items if step.sheet.kind == "full" else of_kind(step, "core")
    return {row.exercise for row in rows}


def days_off(walk: Walk) -> list[int]:
    """Whole days without counted work before each step's morning, and before the morning after the last."""
    last, found = walk.steps[0].day - timedelta(days=1), [0]
    for step in walk.steps:
        last = step.day if counted(step) else last
        found.append((step.following - last).days - 1)
    return found


def close_to_race(walk: Walk, day: date) -> bool:
    return any(-1 <= (race.on - day).days <= 2 for race in walk.profile.races)


def _permitted_of(walk: Walk, step: Step, *sessions: str) -> set[str]:
    slugs = {slug for session in sessions for slug in walk.catalogue.sessions[session].items}
    return {slug for slug in slugs if permitted(walk, step, walk.catalogue.exercises[slug])}


def _says(walk: Walk, day: date, slug: str, choices: tuple) -> bool:
    """A bare yes reads as True, never as the number 1; a doubt counts as a yes for the first ten."""
    answer = weeks_since_birth(walk, day) if slug == "q12" else walk.profile.screen.get(slug, False)
    if answer == "unknown":
        return slug in DOUBTFUL and (True in choices or slug == "q08")
    return any(answer == choice and isinstance(answer, bool) == isinstance(choice, bool) for choice in choices)


def _held(walk: Walk, day: date, past: PastInjury, exercise: Exercise) -> bool:
    injury = walk.catalogue.injuries[past.injury]
    if _freshness(past, day) not in injury.hold_tiers or cleared(walk, day, past.injury):
        return False
    standing = "all-standing" in injury.holds and (exercise.position == "standing" or exercise.weight_bearing > 0)
    one_leg = "all-wb-2" in injury.holds and exercise.weight_bearing == 2
    return standing or one_leg or exercise.slug in injury.holds


def _freshness(past: PastInjury, day: date) -> str:
    """current and under three months are what hold lists speak of; a variant is no injury."""
    if past.variant:
        return past.variant
    if past.pain:
        return "current"
    return "lt3m" if past.since is None or (day - past.since).days < 3 * 30.44 else "older"


def _area(walk: Walk, past: PastInjury) -> str:
    return past.area or walk.catalogue.injuries[past.injury].areas[0]


def _limit(walk: Walk, area: str) -> int:
    here = [past for past in walk.profile.injuries if _area(walk, past) == area]
    return min((walk.catalogue.injuries[past.injury].pain_limit for past in here), default=SWAP_LIMIT)


def weeks_since_birth(walk: Walk, day: date) -> bool | int | str:
    """What was answered on the first day, and the weeks since."""
    answer = walk.profile.screen.get("q12", False)
    return answer if isinstance(answer, bool | str) else answer + (day - walk.start).days // 7


def _pelvic(walk: Walk, day: date) -> tuple[str, ...]:
    weeks = weeks_since_birth(walk, day)
    after_birth = not isinstance(weeks, bool | str) and 12 <= weeks < 52
    return ("pelvic_floor",) if after_birth or answered(walk, day, {"q13": YES}) else ()


def _swaps(exercise: Exercise, area: str) -> bool:
    return area in exercise.swaps or (area == "achilles_insertion" and "achilles" in exercise.swaps)
