"""The heavy session of a day: which lifts, in which order, how hard. training.md 4.4, 4.6 and 4.7."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from webapp.domain import path
from webapp.domain.catalogue import Exercise, PathWeek
from webapp.domain.injuries import because, tier_of
from webapp.domain.lift_limits import CLEAN, is_watched, lightened, limits, may_use_bar, unwatched, waiting
from webapp.domain.lift_rows import YOUNG_REPS, Task, row, with_sets
from webapp.domain.plan import DayPlan
from webapp.domain.profile import PastInjury
from webapp.domain.rehab import recent_first
from webapp.domain.runner import Runner
from webapp.domain.safety import DEFAULT_PAIN_LIMIT, areas_of, pain_limit, stand_in
from webapp.domain.sessions import in_week, of_kind
from webapp.domain.sheet import Block, Item, LeftOut

BARBELL_DAYS = ("lift_1", "lift_2")
MAINTENANCE, AT_HOME, FIRST_DAY = "lift_maintenance", "lift_nogym", "lift_1"
SESSIONS = {"machines": ("lift_machine", {"machine"}), "single-leg": ("lift_single_leg", set())}
BARBELL_KIT = {"barbell", "rack"}
MAIN, ACCESSORIES = 2, 2  # lifts of a session, the second at most
KEEPING_FROM = 13  # week of the path from which strength is kept, not built
CAREFUL_UNTIL, KEEPING_RIR, LIGHTER_RIR = 6, 2, 3  # weeks of the path with 2 or more in reserve; reps in reserve [d]
PRIMER_SETS, PRIMER_REPS, PRIMER_SHARE = 2, 3, 0.8  # training.md 4.9
SMALL_SETS, SMALL_REPS, SMALL_REPS_ONE_LEG = 2, 8, 6  # of an accessory [d]
ORDER = ("clean", "squat", "hinge", "one-leg", "calf")  # of the session
SQUATS = {"back-squat", "front-squat", "goblet-squat", "box-squat-bodyweight", "leg-press", "machine-leg-press"}
CALVES = {"heavy-calf-raise", "seated-calf-raise"}
OLD = "gt12m"  # a tier too long ago to be worth a note


@dataclass(frozen=True, slots=True)
class _Pick:
    exercise: Exercise
    planned: Exercise
    main: bool


def possible(runner: Runner) -> bool:
    """Whether a heavy session is wished for, open and can hold anything."""
    week = path.row(runner)
    return _is_open(runner) and week is not None and any(pick.main for pick in _picks(runner, week))


def block(runner: Runner, plan: DayPlan) -> tuple[Block | None, tuple[LeftOut, ...]]:
    """The session of this day with what it has to leave out; None with the reason when there is none."""
    week = path.row(runner)
    if week is None or not _is_open(runner):
        return None, (LeftOut("lift", runner.say("lift-closed")),)
    picks = _picks(runner, week)
    if not any(pick.main for pick in picks):
        return None, (LeftOut("lift", runner.say("lift-nothing")),)
    if plan.primer:
        picks = [pick for pick in picks if pick.main]
    task, lighter = _task(runner, plan, week), week.deload
    rows = tuple(_row(runner, pick, task, lighter) for pick in picks)
    if plan.primer:  # nothing new and nothing long this close to the race
        rows = tuple(row for row in rows if row.load is not None and not row.finding and row.amount <= PRIMER_REPS)
    if not rows:
        return None, (LeftOut("lift", runner.say("lift-no-primer")),)
    session = Block(
        kind="lift",
        reason=runner.say("lift-keeping" if week.week >= KEEPING_FROM else "lift"),
        items=rows,
        name=runner.catalogue.sessions[session_of(runner, week)].name,
        note=" ".join(part for part in (week.note, _injury_note(runner)) if part),
        week=week.week,
        eased=week.deload or plan.primer or plan.share < 1,
    )
    return session, tuple(_left_out(runner, week, picks))


def shorter(runner: Runner, block: Block) -> Block | None:
    """One step less: an accessory, then the second main lift, then a set; None when one set of one lift is left."""
    mains = set(_planned(runner, session_of(runner, runner.catalogue.path[block.week - 1]))[0])
    small = [item for item in block.items if (item.swapped_from or item.exercise) not in mains]
    droppable = small or list(block.items[1:])
    if droppable:
        return replace(block, items=tuple(item for item in block.items if item is not droppable[-1]))
    only = block.items[0]
    if only.sets == 1:
        return None
    return replace(block, items=(with_sets(runner.catalogue.exercises[only.exercise], only, only.sets - 1),))


def session_of(runner: Runner, week: PathWeek) -> str:
    """The named session: by wish and kit, the two barbell days in turn, one for all in the maintenance weeks."""
    if runner.profile.wishes.lifting == "barbell":
        if not runner.kit >= BARBELL_KIT:
            return AT_HOME
        return MAINTENANCE if week.week >= KEEPING_FROM else BARBELL_DAYS[runner.standing.lift_turn % 2]
    session, needs = SESSIONS[runner.profile.wishes.lifting]
    return session if runner.kit >= needs else AT_HOME


def _is_open(runner: Runner) -> bool:
    return path.open_wishes(runner).lifting != "no" and not runner.limits.stopped


def _planned(runner: Runner, session: str) -> tuple[list[str], list[str]]:
    """Main lifts and accessories of a session; a watched power clean comes first on the first barbell day."""
    found = runner.catalogue.sessions[session]
    items = [*found.items, *found.optional_items]
    clean = runner.catalogue.exercises[CLEAN]
    if session == FIRST_DAY and stand_in(runner.catalogue, clean, limits(runner), runner.kit) is clean:
        items = [CLEAN, *items]
    return items[:MAIN], items[MAIN:]


def _picks(runner: Runner, week: PathWeek) -> list[_Pick]:
    """What is done today of the session, in its order; an exercise stands in it once."""
    mains, small = _planned(runner, session_of(runner, week))
    today = limits(runner)
    found: list[_Pick] = []
    for slug in (*mains, *(small if week.week < KEEPING_FROM else ())):
        planned = runner.catalogue.exercises[slug]
        exercise = stand_in(runner.catalogue, planned, today, runner.kit)
        full = slug in small and len([pick for pick in found if not pick.main]) == ACCESSORIES
        if exercise and not full and all(pick.exercise is not exercise for pick in found):
            found.append(_Pick(exercise, planned, slug in mains))
    return sorted(found, key=lambda pick: ORDER.index(pattern(pick.exercise)))


def pattern(exercise: Exercise) -> str:
    """The place of an exercise in the order of a session."""
    if exercise.movement == "explosive":
        return "clean"
    if exercise.slug in SQUATS:
        return "squat"
    if exercise.slug in CALVES or exercise.family == "rehab-calf":
        return "calf"
    return "one-leg" if exercise.unilateral else "hinge"


def _task(runner: Runner, plan: DayPlan, week: PathWeek) -> Task:
    """Sets, reps and reps in reserve of the main lifts: the turn in the week counts the sessions already placed."""
    turn = len(in_week(of_kind(runner.standing, "lift"), runner.day))
    sets, reps = (PRIMER_SETS, PRIMER_REPS) if plan.primer else week.scheme[min(turn, len(week.scheme) - 1)]
    young = "under-6-reps" in runner.limits.closed  # 3x8, 3x6, 2x6 in place of every heavier scheme: DECISIONS 13
    return Task(
        sets=sets,
        reps=max(reps, YOUNG_REPS) if young else reps,
        rir=_rir(runner, plan, week),
        week=week.week,
        share=plan.share,
        load_share=PRIMER_SHARE if plan.primer else week.load_share,
    )


def _rir(runner: Runner, plan: DayPlan, week: PathWeek) -> int:
    back_until = runner.standing.returning_until
    if week.deload or plan.primer or (back_until and runner.day <= back_until):
        return LIGHTER_RIR
    if week.reps_in_reserve is None:
        return KEEPING_RIR
    least, most = week.reps_in_reserve
    return most if week.week <= CAREFUL_UNTIL else least


def _row(runner: Runner, pick: _Pick, task: Task, lighter: bool) -> Item:
    exercise = pick.exercise
    share, injury = lightened(runner, exercise)
    if not pick.main:
        reps = SMALL_REPS_ONE_LEG if exercise.unilateral else SMALL_REPS
        task = replace(task, sets=1 if lighter else SMALL_SETS, reps=reps, main=False)
    task = replace(
        task,
        load_share=task.load_share * share,
        watched=is_watched(runner, exercise.slug),
        bar=may_use_bar(runner, exercise.slug),
    )
    found = row(runner, exercise, task, _reason(runner, pick), **_more(runner, pick))
    if injury is None or found.load is None:
        return found
    return replace(found, note=f"{found.note} {runner.say('lift-lighter', cause=_cause(runner, injury))}")


def _more(runner: Runner, pick: _Pick) -> dict[str, object]:
    """What else stands on a row: what it stands in for, and the pain at which it ends."""
    areas = [area for past in runner.profile.injuries for area in areas_of(runner.catalogue, past)]
    own = [pain_limit(runner.catalogue, runner.profile, area) for area in areas if pick.exercise.swap_for(area)]
    return {
        "swapped_from": None if pick.exercise is pick.planned else pick.planned.slug,
        "pain_limit": min([DEFAULT_PAIN_LIMIT, *own]),
    }


def _reason(runner: Runner, pick: _Pick) -> str:
    """Why this lift, or why in place of the planned one: pain today, an injury that waits, nobody has watched, kit."""
    planned, name = pick.planned, pick.planned.name.lower()
    if pick.exercise is planned:
        return runner.say(f"lift-{pattern(planned)}")
    waits = next((past for area, past in waiting(runner).items() if planned.swap_for(area)), None)
    if waits and not any(planned.swap_for(area) for area in runner.limits.sore):
        return runner.say("lift-waits", planned=name, cause=_cause(runner, waits))
    if planned.slug in unwatched(runner) and not any(planned.swap_for(area) for area in runner.limits.sore):
        return runner.say("lift-unwatched", planned=name)
    return runner.instead_of(planned)


def _cause(runner: Runner, past: PastInjury) -> str:
    return because(runner.catalogue.injuries[past.injury], past)


def _injury_note(runner: Runner) -> str:
    """What to mind with the painful or latest injury."""
    recent = [past for past in recent_first(runner) if tier_of(past, runner.day) in runner.catalogue.tiers]
    fresh = [past for past in recent if tier_of(past, runner.day) != OLD]
    return runner.catalogue.injuries[fresh[0].injury].lift_note if fresh else ""


def _left_out(runner: Runner, week: PathWeek, picks: list[_Pick]) -> Iterator[LeftOut]:
    """Main lifts that nothing stands in for."""
    there = {pick.planned.slug for pick in picks}
    for slug in _planned(runner, session_of(runner, week))[0]:
        if slug not in there:
            owned = runner.catalogue.exercises[slug].levels[0].possible_with(runner.kit)
            yield LeftOut(slug, runner.say("not-today" if owned else "no-kit"))
