"""Personal work from the injury history: which items, on which days, how often a day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from webapp.domain.catalogue import Exercise, Injury, RehabWork, Stage
from webapp.domain.days import week_of, weekday
from webapp.domain.dose import Dose, item, level_of
from webapp.domain.injuries import because, tier_of
from webapp.domain.profile import PastInjury
from webapp.domain.runner import Runner
from webapp.domain.safety import areas_of, stand_in
from webapp.domain.sheet import SLOTS, Item, LeftOut

ITEMS_MAX = 6  # once-a-day items a day, and minutes: injuries.yaml, several_injuries [d]
SECONDS_MAX = 12 * 60
SETTLED = ("m3_12", "gt12m")  # here the tier's own days a week are a ceiling


@dataclass(frozen=True, slots=True)
class Due:
    """One piece of work that falls on this day."""

    past: PastInjury
    injury: Injury
    work: RehabWork
    stage: Stage


def items(runner: Runner, free: bool = False) -> tuple[tuple[Item, ...], tuple[LeftOut, ...]]:
    """Today's rehab rows, most recent injury first, within the cap; on a free day only for what hurts now."""
    rows: dict[str, Item] = {}
    left: list[LeftOut] = []
    for due in _due(runner, free):
        exercise = _exercise(runner, due)
        if exercise is None:
            left.append(LeftOut(due.work.exercise, runner.say("rehab-not-today")))
        else:
            row = _row(runner, due, exercise)
            rows[row.exercise] = _larger(rows.get(row.exercise), row)
    kept, over = _within_cap(list(rows.values()), runner.day)
    left += [LeftOut(row.exercise, runner.say("rehab-full")) for row in over]
    return tuple(kept), tuple(left)


def recent_first(runner: Runner) -> list[PastInjury]:
    """Painful ones first, then the latest."""
    return sorted(
        runner.profile.injuries, key=lambda past: (past.pain > 0, past.since or runner.day, past.injury), reverse=True
    )


def _due(runner: Runner, free: bool) -> Iterator[Due]:
    for past in recent_first(runner):
        injury = runner.catalogue.injuries[past.injury]
        tier = tier_of(past, runner.day)
        weeks = (runner.day - runner.standing.rehab_from.get(injury.slug, runner.day)).days // 7
        if free and tier != "current":
            continue
        for work in sorted(injury.work, key=lambda work: work.option is None):  # the chosen plan comes first
            wanted = (not work.tiers or tier in work.tiers) and _is_chosen(injury, past, work)
            running = work.weeks is None or weeks < work.weeks
            if wanted and running and falls_on(runner, _days_a_week(runner, tier, work), runner.day):
                yield Due(past, injury, work, [s for s in work.stages if s.from_week <= weeks][-1])


def _is_chosen(injury: Injury, past: PastInjury, work: RehabWork) -> bool:
    chosen = past.option or injury.default_option
    return work.option is None or chosen is None or work.option == chosen


def _days_a_week(runner: Runner, tier: str, work: RehabWork) -> float:
    if tier in SETTLED:
        return min(work.days_a_week, runner.catalogue.tiers[tier].rehab_days_a_week)
    return work.days_a_week


def falls_on(runner: Runner, days_a_week: float, day: date) -> bool:
    """Whether a day is one of so many, spread evenly over the week's days that are not free; 3.5 = every second day."""
    if days_a_week == 3.5:
        return day.toordinal() % 2 == 0
    open_days = [d for d in week_of(day) if weekday(d) != runner.profile.free_day]
    count = round(days_a_week)
    if count >= len(open_days):
        return True
    offset = 1 if count <= 3 else 0  # next to the full hip days, which start on Monday
    picked = {open_days[(n * len(open_days) // count + offset) % len(open_days)] for n in range(count)}
    return day in picked


def _exercise(runner: Runner, due: Due) -> Exercise | None:
    """The item itself, exempt from area swaps (README of the reference); red in its own area takes an easier one."""
    exercise = runner.catalogue.exercises[due.work.exercise]
    red = not _chosen_for_pain(runner, due) and any(
        area in runner.limits.sore for area in areas_of(runner.catalogue, due.past)
    )
    if red:
        easier = runner.catalogue.exercises.get(exercise.easier or "")
        exercise = easier or exercise
    if red and exercise.slug == due.work.exercise:
        return None
    return stand_in(runner.catalogue, exercise, replace(runner.limits, sore={}), runner.kit)


def _chosen_for_pain(runner: Runner, due: Due) -> bool:
    """A bone that hurts is red at any score: what the map still gives then is what leaves the bone alone."""
    return due.injury.pain_limit == 0 and tier_of(due.past, runner.day) == "current"


def _row(runner: Runner, due: Due, exercise: Exercise) -> Item:
    own = exercise.slug == due.work.exercise
    level = level_of(exercise, runner.standing, runner.kit, runner.easy)
    side = due.past.side if due.past.side in ("left", "right") else ""
    first = exercise.levels[0]
    dose = Dose(due.stage.sets, due.stage.amount, side) if own else Dose(first.sets, first.amount, side)
    reason = runner.say("because", cause=because(due.injury, due.past))
    row = item(exercise, level if own else 1, dose, reason, runner.kit)
    return replace(
        row,
        slots=SLOTS[due.work.times_a_day],
        injury=due.injury.slug,
        swapped_from=None if own else due.work.exercise,
        note=" · ".join(part for part in (row.note, due.work.note) if part),
        pain_limit=0 if runner.limits.any_pain & set(areas_of(runner.catalogue, due.past)) else due.injury.pain_limit,
    )


def _larger(held: Item | None, row: Item) -> Item:
    """An exercise appears once a day, with the larger dose (DECISIONS 10); the more recent injury's reason stays."""
    if held is None or row.seconds * len(row.slots) <= held.seconds * len(held.slots):
        return held or row
    return replace(row, reason=held.reason, injury=held.injury, pain_limit=min(held.pain_limit, row.pain_limit))


def _within_cap(rows: list[Item], day: date) -> tuple[list[Item], list[Item]]:
    once: list[Item] = []
    for row in _in_turn(rows, day):
        full = len(once) >= ITEMS_MAX or sum(r.seconds for r in once) + row.seconds > SECONDS_MAX
        once += [] if full and once else [row]
    kept = [row for row in rows if row in once or len(row.slots) > 1]
    return kept, [row for row in rows if row not in kept]


def _in_turn(rows: list[Item], day: date) -> Iterator[Item]:
    """Once-a-day rows, injury by injury: the first, then the others in turn, so that the cap drops another each day."""
    for injury in dict.fromkeys(row.injury for row in rows):
        first, *others = [row for row in rows if row.injury == injury]
        turn = day.toordinal() % len(others) if others else 0
        yield from (row for row in (first, *others[turn:], *others[:turn]) if len(row.slots) == 1)
