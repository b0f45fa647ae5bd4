"""Running drills before a workout or strides: skill, never training load, one more each week."""

from dataclasses import replace
from datetime import date

from webapp.domain.catalogue import Catalogue, Exercise
from webapp.domain.checks import Outcomes
from webapp.domain.days import week_of
from webapp.domain.dose import Dose, item
from webapp.domain.plan import DayPlan
from webapp.domain.runner import Runner
from webapp.domain.safety import stand_in
from webapp.domain.sessions import in_week, of_kind
from webapp.domain.sheet import Block, Item, Sheet
from webapp.domain.standing import Standing

SWINGS = ("leg-swing-front-back", "leg-swing-side")
STRIDES = "strides"
ORDER = (
    "a-march", "a-skip", "b-skip", "butt-kick", "carioca", "high-knees", "straight-leg-run", STRIDES,
)  # fmt: skip  # training.md 4.14
REPEATS = 2  # at most; strides keep their own number
MOST_SECONDS = 7 * 60  # above it, one repeat each: training.md 4.13


def block(runner: Runner, plan: DayPlan) -> Block | None:
    """The drills of a day that has them: swings, then the drills reached so far; nothing counts as a jump."""
    if not plan.drills:
        return None
    rows = _rows(runner, plan, REPEATS)
    if sum(row.seconds for row in rows) > MOST_SECONDS:
        rows = _rows(runner, plan, 1)
    return Block("drill", runner.say("drill-session"), rows, note=runner.say("drill-note")) if rows else None


def advance(catalogue: Catalogue, standing: Standing, sheet: Sheet, outcomes: Outcomes, day: date) -> Standing:
    """One more drill after a calendar week with drills done. The sheet's own session has to be in the log already."""
    ended = week_of(day)[0] > week_of(sheet.day)[0]
    done = any(placed.counted for placed in in_week(of_kind(standing, "drill"), sheet.day))
    return replace(standing, drill_weeks=standing.drill_weeks + 1) if ended and done else standing


def _rows(runner: Runner, plan: DayPlan, repeats: int) -> tuple[Item, ...]:
    rows: dict[str, Item] = {}
    for slug in (*SWINGS, *ORDER[: 1 + runner.standing.drill_weeks]):
        planned = runner.catalogue.exercises[slug]
        exercise = stand_in(runner.catalogue, planned, runner.limits, runner.kit)
        if exercise and exercise.slug not in rows:
            rows[exercise.slug] = _row(runner, plan, exercise, planned, repeats)
    return tuple(rows.values())


def _row(runner: Runner, plan: DayPlan, exercise: Exercise, planned: Exercise, repeats: int) -> Item:
    """At the first level for good: drills get more in number and better, not harder."""
    first = exercise.levels[0]
    dose = Dose(first.sets if exercise.slug == STRIDES else min(first.sets, repeats), first.amount)
    swapped = planned.slug if planned is not exercise else None
    row = item(exercise, 1, dose, _reason(runner, plan, exercise, planned), runner.kit, swapped_from=swapped)
    return replace(row, next_level=-1)


def _reason(runner: Runner, plan: DayPlan, exercise: Exercise, planned: Exercise) -> str:
    if planned is not exercise:
        return runner.instead_of(planned)
    part_of_run = exercise.slug == STRIDES and any(run.kind == "strides" for run in plan.runs)
    return runner.say("drill-strides") if part_of_run else runner.say("drill")
