"""Safety: what may never be asked, on whom and when."""

from tests.domain.facts import (
    NO_WORK,
    as_asked,
    counted,
    every_row,
    hurting,
    injuries_allow,
    must_stop,
    of_kind,
    red,
    screen_allows,
)
from tests.domain.strategies import Walk
from webapp.domain.days import weekday


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


def the_gate_opens_only_as_written(walk: Walk) -> None:
    """training.md 4.1, DECISIONS 15: 14 days, 10 of the last 14, every hip item once as written, no red for 7, all asked."""
    proven: set[str] = set()
    for n, step in enumerate(walk.steps):
        recent = [s for s in walk.steps[:n] if (step.day - s.day).days < 14]
        gate = step.sheet.gates[0]
        if gate.met and step.standing.phase == 1:
            assert (step.day - walk.start).days >= 14
            assert len([s for s in recent if counted(s)]) >= 10
            assert not [s for s in recent if red(s) and (step.day - s.day).days < 7]
            assert all(f"q{number}" in walk.profile.screen for number in ("02", *range(10, 18)))
            assert {row.exercise for s in recent for row in of_kind(s, "hip")} <= proven
        assert gate.met or gate.missing
        proven |= {row.exercise for row in step.sheet.items if as_asked(step, row.exercise)}


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


RULES = (
    what_the_screen_blocks_never_appears,
    what_an_injury_holds_never_appears,
    nothing_is_asked_when_training_stops,
    nothing_needs_kit_that_is_not_there,
    what_hurts_today_is_swapped,
    the_gate_opens_only_as_written,
    illness_is_rest_then_two_light_days,
    races_are_kept_free,
    hard_runs_go_with_light_work,
)
