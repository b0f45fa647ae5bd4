"""Hip work: how often, how much, and what rises when."""

from datetime import date, timedelta

from tests.domain.facts import (
    NO_WORK,
    as_asked,
    counted,
    days_off,
    every_row,
    has_hip_work,
    hip_can_be_done,
    of_kind,
    permitted,
    progressing,
    red,
    risen,
)
from tests.domain.strategies import Walk, steps_in_a_row

FILL = {"abductor": "side-lying-hip-abduction", "external-rotator": "clamshell", "single-leg": "single-leg-balance"}


def hip_work_on_five_of_any_seven_days(walk: Walk) -> None:
    """DECISIONS 4: at least 5 of any 7 days, not counting ill, away, stopped, race day and the eve of an A race."""
    excused = {step.day for step in walk.steps if step.sheet.kind in NO_WORK or not hip_can_be_done(walk, step)}
    held = {step.day for step in walk.steps if has_hip_work(walk, step)} - excused
    for week in steps_in_a_row(walk, 7):
        days = {step.day for step in week}
        assert len(held & days) >= 5 - len(excused & days), [(step.day, step.sheet.kind) for step in week]


def every_day_has_hip_work_but_the_free_one(walk: Walk) -> None:
    """training.md 4.1 and 4.8: nearly every day, at most one free day a week."""
    for step in walk.steps:
        if step.sheet.kind not in (*NO_WORK, "free") and hip_can_be_done(walk, step):
            assert has_hip_work(walk, step), step.sheet


def the_first_week_is_the_starter_in_one_set(walk: Walk) -> None:
    """training.md 4.2: week 1 = hip_starter, 1 set; it begins with the first day done."""
    first_done = next((step.day for step in walk.steps if counted(step)), date.max - timedelta(days=7))
    starter = walk.catalogue.sessions["hip_starter"].items
    for step in walk.steps:
        if step.day <= first_done + timedelta(days=6):
            assert step.sheet.kind != "full"
            for row in of_kind(step, "hip"):
                assert row.sets == 1
                assert row.exercise in starter or row.swapped_from in starter


def at_most_three_full_days_a_week(walk: Walk) -> None:
    """training.md 4.2; DECISIONS 4: weekly caps also hold in any 7 days in a row."""
    full = [step.day for step in walk.steps if step.sheet.kind == "full"]
    for day in full:
        assert len([on for on in full if 0 <= (day - on).days < 7]) <= 3, full


def light_days_are_one_set(walk: Walk) -> None:
    """training.md 4.2: four light days, 1 set."""
    rows = (row for step in walk.steps if step.sheet.kind != "full" for row in of_kind(step, "hip"))
    assert {row.sets for row in rows} <= {1}


def full_days_are_two_or_three_sets(walk: Walk) -> None:
    """training.md 4.2: 2-3 sets on full days; one where the minutes leave no more (DECISIONS 5). 5 x 20 s is one hold."""
    for step in walk.steps:
        sets = {row.sets for row in of_kind(step, "hip")}
        if step.sheet.kind == "full" and sets and not step.standing.halved:
            assert min(sets) >= 2 or sets == {1}, sets


def a_full_day_holds_all_three_roles(walk: Walk) -> None:
    """DECISIONS 9: an abductor, an external rotator and a single-leg standing item, unless blocked."""
    for step in walk.steps:
        if step.sheet.kind == "full":
            there = {role for row in step.sheet.items for role in walk.catalogue.exercises[row.exercise].roles}
            for role, filler in FILL.items():
                assert role in there or not permitted(walk, step, walk.catalogue.exercises[filler]), (role, step.sheet)


def level_three_only_on_full_days(walk: Walk) -> None:
    """training.md 4.2: once L3 is reached, L3 only on full days and L1 on light days."""
    for step in walk.steps:
        hips = [
            *of_kind(step, "hip"),
            *(row for short in step.sheet.short for row in short.items if not (row.injury or row.rounds)),
        ]
        assert step.sheet.kind == "full" or all(row.level < 3 for row in of_kind(step, "hip"))
        assert all(row.level < 3 for row in hips if row.sets == 1 and step.sheet.kind != "full")


def at_most_two_levels_rise_a_week(walk: Walk) -> None:
    """training.md 4.2: not more than 2 items level up per week; in any 7 days too (DECISIONS 4)."""
    rises = [step.day for step in walk.steps for _ in risen(step)]
    for day in rises:
        assert len([on for on in rises if 0 <= (day - on).days < 7]) <= 2, rises


def a_level_rises_after_three_full_days_as_written(walk: Walk) -> None:
    """training.md 4.2 and DECISIONS 4: three full days in a row that contain the item, each done as prescribed, no red."""
    for n, step in enumerate(walk.steps):
        for slug in risen(step):
            earlier = [s for s in walk.steps[: n + 1] if slug in progressing(s)]
            assert len(earlier) >= 3
            assert all(as_asked(s, slug) and not s.sheet.sore for s in earlier[-3:]), slug
            assert not any(slug in risen(s) for s in earlier[-3:-1]), "each rise needs its own three days"


def two_weeks_off_is_one_level_down(walk: Walk) -> None:
    """training.md 4.10: 14-27 days one level down, once."""
    off, any_done = days_off(walk), False
    for step, off_then, off_now in zip(walk.steps, off, off[1:], strict=False):
        any_done = any_done or counted(step)
        if any_done and off_then < 14 <= off_now < 28:
            raised = {slug: level for slug, level in step.standing.levels.items() if level > 1}
            assert all(step.after.levels[slug] <= level - 1 for slug, level in raised.items())
        elif off_now < 14 and not red(step):
            assert all(step.after.levels.get(slug, 1) >= level for slug, level in step.standing.levels.items())


def four_weeks_off_is_a_week_of_level_one(walk: Walk) -> None:
    """training.md 4.10: 28-55 days off, L1 for a week; 56 and more, the hip starter. A lift takes weight off instead."""
    first_done = next((step.day for step in walk.steps if counted(step)), date.max)
    mornings = [(step.day, off) for step, off in zip(walk.steps, days_off(walk), strict=False) if first_done < step.day]
    for step in walk.steps:
        longest = max((off for day, off in mornings if 0 <= (step.day - day).days < 7), default=0)
        assert longest < 28 or all(row.level == 1 for row in every_row(step) if row.load is None), step.day
        assert longest < 56 or step.sheet.kind != "full"


RULES = (
    hip_work_on_five_of_any_seven_days,
    every_day_has_hip_work_but_the_free_one,
    the_first_week_is_the_starter_in_one_set,
    at_most_three_full_days_a_week,
    light_days_are_one_set,
    full_days_are_two_or_three_sets,
    a_full_day_holds_all_three_roles,
    level_three_only_on_full_days,
    at_most_two_levels_rise_a_week,
    a_level_rises_after_three_full_days_as_written,
    two_weeks_off_is_one_level_down,
    four_weeks_off_is_a_week_of_level_one,
)
