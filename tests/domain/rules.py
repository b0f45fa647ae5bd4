"""The hard rules of phase 1, each a check over a runner's days, written from the papers and not from the engine."""

from datetime import date, timedelta

from tests.domain.facts import (
    NO_WORK,
    any_permitted,
    as_asked,
    close_to_race,
    counted,
    days_off,
    every_row,
    has_hip_work,
    hip_can_be_done,
    hurting,
    injuries_allow,
    must_stop,
    of_kind,
    permitted,
    progressing,
    red,
    risen,
    screen_allows,
)
from tests.domain.strategies import Walk, steps_in_a_row
from webapp.domain.days import weekday
from webapp.domain.sheet import SLOTS

FILL = {"abductor": "side-lying-hip-abduction", "external-rotator": "clamshell", "single-leg": "single-leg-balance"}


def hip_work_on_five_of_any_seven_days(walk: Walk) -> None:
    """DECISIONS 4: at least 5 of any 7 days, not counting ill, away, stopped, race day and the eve of an A race."""
    for week in steps_in_a_row(walk, 7):
        excused = [step for step in week if step.sheet.kind in NO_WORK or not hip_can_be_done(walk, step)]
        held = [step for step in week if has_hip_work(walk, step) and step not in excused]
        assert len(held) >= 5 - len(excused), [(step.day, step.sheet.kind) for step in week]


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
        if step.sheet.kind == "full" and sets:
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
        hips = [*of_kind(step, "hip"), *(row for short in step.sheet.short for row in short.items if not row.injury)]
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
            assert all(as_asked(s, slug) for s in earlier[-3:]), slug
            assert not any(slug in risen(s) for s in earlier[-3:-1]), "each rise needs its own three days"


def what_the_screen_blocks_never_appears(walk: Walk) -> None:
    """safety.yaml: no impact, standing, lying, planks, legs or trunk work while an answer forbids it."""
    for step in walk.steps:
        for row in every_row(step):
            exercise = walk.catalogue.exercises[row.exercise]
            assert screen_allows(walk, step.day, exercise), (row.exercise, walk.profile.screen)


def what_an_injury_holds_never_appears(walk: Walk) -> None:
    """injuries.yaml: hold lists and impact limits of current and fresh injuries; several: the strictest."""
    for step in walk.steps:
        for row in every_row(step):
            exercise = walk.catalogue.exercises[row.exercise]
            assert injuries_allow(walk, step.day, exercise), (row.exercise, walk.profile.injuries)


def nothing_is_asked_when_training_stops(walk: Walk) -> None:
    """safety.yaml: EMERGENCY and STOP_ALL, and illness, absence and races of training.md 4.8 and 4.11, mean no work."""
    for step in walk.steps:
        stopped = must_stop(walk, step.day)
        assert not stopped or step.sheet.kind == stopped, (stopped, step.sheet.kind)
        assert step.sheet.kind not in NO_WORK or not (step.sheet.blocks or step.sheet.short)


def nothing_needs_kit_that_is_not_there(walk: Walk) -> None:
    """DECISIONS 7: a level whose kit is missing is skipped."""
    for step in walk.steps:
        for row in every_row(step):
            assert walk.catalogue.exercises[row.exercise].levels[row.level - 1].possible_with(walk.profile.kit), row


def what_hurts_today_is_swapped(walk: Walk) -> None:
    """README of the reference: swaps follow today's pain above its limit, rehab exempt."""
    for step in walk.steps:
        for row in every_row(step):
            swaps = walk.catalogue.exercises[row.exercise].swaps
            assert row.injury or not [area for area in hurting(walk, step) if area in swaps], row


def rehab_is_capped(walk: Walk) -> None:
    """injuries.yaml and DECISIONS 10: 6 items or 12 minutes of once-a-day work; one alone may be longer."""
    for step in walk.steps:
        once = [row for row in of_kind(step, "rehab") if len(row.slots) == 1]
        assert len(once) <= 6
        assert sum(row.seconds for row in once) <= 12 * 60 or len(once) == 1


def rehab_comes_from_the_injuries(walk: Walk) -> None:
    """injuries.yaml: every rehab row is work of one of the person's injuries, or the easier move in its place."""
    own = {past.injury: {work.exercise for work in walk.catalogue.injuries[past.injury].work} for past in walk.profile.injuries}
    for step in walk.steps:
        for row in of_kind(step, "rehab"):
            assert {row.exercise, row.swapped_from} & set().union(*own.values()), row
            assert row.injury in own


def several_times_a_day_has_its_boxes(walk: Walk) -> None:
    """training.md 4.2: per_day > 1 stands as separate boxes: morning, after run, evening."""
    for step in walk.steps:
        for row in step.sheet.items:
            assert row.slots in SLOTS.values()
            assert len(set(row.keys)) == len(row.slots)
            assert len(row.slots) == 1 or row.injury


def an_exercise_appears_once_a_day(walk: Walk) -> None:
    """DECISIONS 10."""
    for step in walk.steps:
        for rows in (step.sheet.items, *(short.items for short in step.sheet.short)):
            names = [row.exercise for row in rows]
            assert len(names) == len(set(names)), names


def everything_has_its_reason(walk: Walk) -> None:
    """ARCHITECTURE: a reason on every item, block, day and everything left out; stops say why, what is left, who to see."""
    for step in walk.steps:
        sheet = step.sheet
        said = [sheet.reason, *(block.reason for block in sheet.blocks), *(row.reason for row in every_row(step))]
        said += [out.reason for out in sheet.left_out]
        said += [words for stop in sheet.stops for words in (stop.why, stop.allowed, stop.see)]
        assert all(words.strip() for words in said)
        assert not [words for words in said if "{" in words]


def what_is_left_out_is_not_there(walk: Walk) -> None:
    """A thing cannot be on the list and said to rest today."""
    for step in walk.steps:
        outs = [out.what for out in step.sheet.left_out]
        assert len(outs) == len(set(outs))
        assert not set(outs) & {row.exercise for row in step.sheet.items}


def the_day_fits_the_minutes(walk: Walk) -> None:
    """DECISIONS 5: what does not fit is dropped in the order of 4.12, until only what 4.12 keeps is left."""
    for step in walk.steps:
        if step.sheet.seconds > walk.profile.minutes * 60:
            kinds = {block.kind for block in step.sheet.blocks}
            once = [row for row in of_kind(step, "rehab") if len(row.slots) == 1]
            assert kinds <= {"hip", "rehab"}
            assert all(row.sets == 1 for row in of_kind(step, "hip"))
            assert len(of_kind(step, "hip")) <= 3
            assert len(once) <= 4, "the first one, and what else holds a role of a full day"


def what_minutes_dropped_is_said(walk: Walk) -> None:
    """DECISIONS 5: what does not fit is dropped and the day says so."""
    for step in walk.steps:
        wished = walk.profile.wishes
        over = {out.what for out in step.sheet.left_out}
        kinds = {block.kind for block in step.sheet.blocks}
        if step.sheet.kind == "full" and wished.lunges and not close_to_race(walk, step.day):
            assert "mobility" in kinds | over or not any_permitted(walk, step, "lunge_matrix", "leg_swings")
        if step.sheet.kind == "light" and wished.core and not close_to_race(walk, step.day):
            starter = step.standing.starter_from and (step.day - step.standing.starter_from).days < 7
            assert "core" in kinds | over or starter or not any_permitted(walk, step, "pedestal_basic")


def extras_are_only_for_who_wants_them(walk: Walk) -> None:
    """training.md 4.1: optional pedestal and lunges."""
    kinds = {block.kind for step in walk.steps for block in step.sheet.blocks}
    assert walk.profile.wishes.core or "core" not in kinds
    assert walk.profile.wishes.lunges or "mobility" not in kinds


def no_work_of_later_phases(walk: Walk) -> None:
    """Phase 1 holds hip work, rehab, and the optional extras; no circuits, lifts, jumps or drills."""
    for step in walk.steps:
        assert step.sheet.phase == 1
        assert {block.kind for block in step.sheet.blocks} <= {"hip", "rehab", "core", "mobility"}
        assert all(row.impact == 0 for row in every_row(step))


def the_gate_opens_only_as_written(walk: Walk) -> None:
    """training.md 4.1, DECISIONS 15: 14 days, 10 of the last 14, every hip item once as written, no red for 7, all asked."""
    for n, step in enumerate(walk.steps):
        if not step.sheet.gate.met:
            assert step.sheet.gate.missing
            continue
        before = walk.steps[:n]
        recent = [s for s in before if (step.day - s.day).days < 14]
        assert (step.day - walk.steps[0].day).days >= 14
        assert len([s for s in recent if counted(s)]) >= 10
        assert not [s for s in before if red(s) and (step.day - s.day).days < 7]
        assert all(f"q{number}" in walk.profile.screen for number in ("02", *range(10, 18)))
        asked = {row.exercise for s in recent for row in of_kind(s, "hip")}
        assert asked <= {slug for s in before for slug in {row.exercise for row in s.sheet.items} if as_asked(s, slug)}


def two_weeks_off_is_one_level_down(walk: Walk) -> None:
    """training.md 4.10: 14-27 days one level down, once."""
    for n, step in enumerate(walk.steps):
        off_then, off_now = days_off(walk, n), days_off(walk, n + 1)
        if any(counted(s) for s in walk.steps[: n + 1]) and off_then < 14 <= off_now < 28:
            raised = {slug: level for slug, level in step.standing.levels.items() if level > 1}
            assert all(step.after.levels[slug] <= level - 1 for slug, level in raised.items())
        elif off_now < 14 and not red(step):
            assert all(step.after.levels.get(slug, 1) >= level for slug, level in step.standing.levels.items())


def four_weeks_off_is_a_week_of_level_one(walk: Walk) -> None:
    """training.md 4.10: 28-55 days off, L1 for a week; 56 and more, the hip starter."""
    for n, step in enumerate(walk.steps):
        returns = [m for m in range(n + 1) if days_off(walk, m) >= 28 and (step.day - walk.steps[m].day).days < 7]
        if returns and any(counted(s) for s in walk.steps[: returns[-1]]):
            assert all(row.level == 1 for row in every_row(step)), step.day
            if any(days_off(walk, m) >= 56 for m in returns):
                assert step.sheet.kind != "full"


def illness_is_rest_then_two_light_days(walk: Walk) -> None:
    """training.md 4.11: below the neck nothing until symptom-free for 24 h, then 2 light days; above the neck light only."""
    for step in walk.steps:
        since = [(step.day - spell.last).days for spell in walk.profile.ill if spell.where == "below"]
        here = {spell.where for spell in walk.profile.ill if spell.holds(step.day)}
        if "below" in here or 1 in since:
            assert step.sheet.kind in NO_WORK
        if here or {2, 3} & set(since):
            assert step.sheet.kind not in ("full", "starter")


def races_are_kept_free(walk: Walk) -> None:
    """training.md 4.8 and 4.9: race day and the eve of an A race off; light the two days before, and the day after."""
    for step in walk.steps:
        for race in walk.profile.races:
            ahead = (race.on - step.day).days
            if ahead == 0 or (ahead == 1 and race.priority == "A"):
                assert not step.sheet.items
            elif -1 <= ahead <= 2:
                assert step.sheet.kind != "full"
                assert not {block.kind for block in step.sheet.blocks} & {"core", "mobility"} or ahead == 2


def hard_runs_go_with_light_work(walk: Walk) -> None:
    """training.md 4.8: workout and long run days are light."""
    hard = {run.weekday for run in walk.profile.runs if run.kind in ("workout", "long")}
    assert not [step.day for step in walk.steps if step.sheet.kind == "full" and weekday(step.day) in hard]


def the_free_day_asks_only_for_what_hurts_now(walk: Walk) -> None:
    """training.md 4.8: one day a week may be free; the work for a current injury goes on."""
    current = {past.injury for past in walk.profile.injuries if past.pain and not past.variant}
    for step in walk.steps:
        if weekday(step.day) == walk.profile.free_day:
            assert step.sheet.kind not in ("full", "light", "starter")
            assert {row.injury for row in step.sheet.items} <= current
            assert not step.sheet.short


def short_versions_fit_and_keep_what_matters(walk: Walk) -> None:
    """training.md 4.12: 5 and 10 minutes, the most important rehab first."""
    for step in walk.steps:
        rehab = of_kind(step, "rehab")
        if of_kind(step, "hip") and step.sheet.kind != "free":
            assert [short.minutes for short in step.sheet.short] == [5, 10]
        for short in step.sheet.short:
            assert short.items
            assert sum(row.seconds for row in short.items) <= short.minutes * 60 or len(short.items) == 1
            assert not rehab or short.items[0].exercise == rehab[0].exercise


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
    what_the_screen_blocks_never_appears,
    what_an_injury_holds_never_appears,
    nothing_is_asked_when_training_stops,
    nothing_needs_kit_that_is_not_there,
    what_hurts_today_is_swapped,
    rehab_is_capped,
    rehab_comes_from_the_injuries,
    several_times_a_day_has_its_boxes,
    an_exercise_appears_once_a_day,
    everything_has_its_reason,
    what_is_left_out_is_not_there,
    the_day_fits_the_minutes,
    what_minutes_dropped_is_said,
    extras_are_only_for_who_wants_them,
    no_work_of_later_phases,
    the_gate_opens_only_as_written,
    two_weeks_off_is_one_level_down,
    four_weeks_off_is_a_week_of_level_one,
    illness_is_rest_then_two_light_days,
    races_are_kept_free,
    hard_runs_go_with_light_work,
    the_free_day_asks_only_for_what_hurts_now,
    short_versions_fit_and_keep_what_matters,
)
