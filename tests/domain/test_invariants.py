"""Every hard rule of training, for any runner on any day. Sizes by AFTERRUN_FULL; hypothesis prints its seed on failure."""

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.domain.rules import RULES
from tests.domain.strategies import DAYS, MONDAY, Behaviour, Life, known_content, lives, p, runners, walk
from tests.sizes import FULL
from webapp.domain.advance import advance, fresh
from webapp.domain.checks import Check, done_items, fold
from webapp.domain.prescribe import prescribe_day
from webapp.domain.simulate import all_done

RUNNERS = 1000 if FULL else 40
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)
NO_SHRINKING = (
    Phase.explicit,
    Phase.reuse,
    Phase.generate,
)  # two hundred days a try: it takes minutes, and a life is short to read


@pytest.fixture(scope="module", autouse=True)
def sizes():
    print(f"\n{RUNNERS} runners x {DAYS} days, {len(RULES)} rules")


@settings(max_examples=RUNNERS, suppress_health_check=SLOW, phases=NO_SHRINKING, deadline=None)
@given(life=lives())
def test_every_rule_holds_for_every_runner_on_every_day(life: Life):
    days = life.walk()
    for rule in RULES:
        rule(days)


@settings(max_examples=RUNNERS // 5, suppress_health_check=SLOW, phases=NO_SHRINKING, deadline=None)
@given(life=lives())
def test_the_same_morning_gives_the_same_sheet_and_changes_nothing_it_was_given(life: Life):
    walk = life.walk(days=15)
    for step in walk.steps:
        before = deepcopy((walk.profile, step.standing, step.report))
        again = prescribe_day(walk.catalogue, walk.profile, step.standing, step.day, step.report)
        assert again == step.sheet
        assert (walk.profile, step.standing, step.report) == before


@settings(max_examples=RUNNERS // 5, suppress_health_check=SLOW, phases=NO_SHRINKING, deadline=None)
@given(life=lives())
def test_the_same_ticks_lead_to_the_same_place_and_change_nothing_they_were_given(life: Life):
    walk = life.walk(days=15)
    for step in walk.steps:
        before = deepcopy((step.standing, step.sheet, step.outcomes))
        assert advance(walk.catalogue, step.standing, step.sheet, step.outcomes, step.following) == step.after
        assert (step.standing, step.sheet, step.outcomes) == before


@settings(max_examples=RUNNERS, suppress_health_check=SLOW, phases=NO_SHRINKING, deadline=None)
@given(profile=runners(), ticked=st.data())
def test_any_ticks_at_all_lead_somewhere(catalogue, profile, ticked):
    standing = fresh(MONDAY)
    for number in range(10):
        day = MONDAY + timedelta(days=number)
        sheet = prescribe_day(catalogue, profile, standing, day)
        keys = sorted({*all_done(sheet), *sheet.keys, "not-on-the-list", "clamshell@evening"})
        chosen = ticked.draw(st.sets(st.sampled_from(keys)))
        at = datetime(2026, 11, 23, 18, tzinfo=UTC)
        outcomes = {key: Check(key, day, key, len(key) % 3 > 0, at, amount=1, pain=10) for key in chosen}
        standing = advance(catalogue, standing, sheet, outcomes, day + timedelta(days=1))
        assert all(level in (1, 2, 3) for level in standing.levels.values())


@settings(max_examples=30)
@given(
    taps=st.lists(
        st.tuples(st.sampled_from(("clamshell", "glute-bridge")), st.booleans(), st.integers(0, 2)),
        min_size=5,
        max_size=5,
    )
)
def test_ticks_may_arrive_in_any_order_and_twice(taps):
    at = datetime(2026, 11, 23, 18, tzinfo=UTC)
    checks = [
        Check(f"op-{n}", MONDAY, item, done, at + timedelta(minutes=minutes))
        for n, (item, done, minutes) in enumerate(taps)
    ]
    expected = fold(checks)
    orders = list(permutations(checks))
    assert len(orders) == 120
    for order in orders:
        assert fold(order) == expected
        assert fold((*order, *order[:3])) == expected
        assert done_items(order) == done_items(checks)


def test_rules_are_not_asleep():
    """A day bent out of shape by hand breaks the rule that is there for it."""
    runner = walk(strong_runner(), MONDAY, DAYS, Behaviour())
    assert {"circuit", "lift", "plyo", "test", "drill"} <= {b.kind for step in runner.steps for b in step.sheet.blocks}
    for name, bend in BENT.items():
        rule = next(rule for rule in RULES if rule.__name__ == name)
        rule(runner)
        bent = replace(runner, steps=tuple(bend(step) for step in with_sessions(runner, bend)))
        with pytest.raises(AssertionError):
            rule(bent)


def strong_runner():
    """Gets through every phase in two hundred days."""
    answers = dict.fromkeys(known_content().questions, False)
    ankle = p.PastInjury("ankle-sprain", "left", since=MONDAY - timedelta(days=400), times=3)
    runs = tuple(p.Run(*run) for run in (("tue", "workout", 60), ("wed", "easy", 40), ("fri", "easy", 40)))
    return p.Profile(
        screen=answers,
        injuries=(ankle,),
        wishes=p.Wishes("barbell", True, core=True, lunges=True),
        kit=frozenset({"dumbbell"}),
        runs=runs,
        minutes=60,
        races=(p.Race(MONDAY + timedelta(days=194), "A", "half"),),
    )


def every_day(*kinds):
    """A bend that puts a session of some kinds on every day; `with_sessions` fills it from the walk."""

    def bend(step):
        return step

    bend.kinds = kinds
    return bend


def with_sessions(runner, bend):
    """The steps, each with a copy of the last session of the kinds a bend asks for."""
    kinds = getattr(bend, "kinds", ())
    blocks = {block.kind: block for step in runner.steps for block in step.sheet.blocks if block.kind in kinds}
    more = tuple(blocks.values())
    return [replace(s, sheet=replace(s.sheet, blocks=(*s.sheet.blocks, *more))) for s in runner.steps]


def without_sessions(*kinds):
    """Days as if no session of some kinds had ever been asked for."""
    return lambda step: replace(
        step,
        sheet=replace(step.sheet, blocks=tuple(block for block in step.sheet.blocks if block.kind not in kinds)),
    )


def heavier(step):
    lifts = {slug: replace(lift, load=(lift.load or 10) * 1.2) for slug, lift in step.after.lifts.items()}
    return replace(step, after=replace(step.after, lifts=lifts))


def jumped_ahead(step):
    return replace(step, after=replace(step.after, jumps=replace(step.after.jumps, level=4)))


def of_sheet(**change):
    return lambda step: replace(step, sheet=replace(step.sheet, **change))


def of_rows(**change):
    def bend(step):
        blocks = tuple(
            replace(block, items=tuple(replace(row, **change) for row in block.items)) for block in step.sheet.blocks
        )
        return replace(step, sheet=replace(step.sheet, blocks=blocks))

    return bend


def risen_too_soon(step):
    return replace(
        step, after=replace(step.after, levels={**step.after.levels, "clamshell": 3, "hip-hike": 3, "crunch": 3})
    )


def open_gate(step):
    return replace(
        step, sheet=replace(step.sheet, gates=tuple(replace(g, met=True, missing=()) for g in step.sheet.gates))
    )


BENT = {
    "hip_work_on_five_of_any_seven_days": of_sheet(blocks=()),
    "every_day_has_hip_work_but_the_free_one": of_sheet(blocks=()),
    "the_first_week_is_the_starter_in_one_set": of_rows(sets=2),
    "at_most_three_full_days_a_week": of_sheet(kind="full"),
    "light_days_are_one_set": of_rows(sets=2),
    "a_full_day_holds_all_three_roles": of_rows(exercise="glute-bridge"),
    "level_three_only_on_full_days": of_rows(level=3),
    "at_most_two_levels_rise_a_week": risen_too_soon,
    "a_level_rises_after_three_full_days_as_written": risen_too_soon,
    "nothing_needs_kit_that_is_not_there": of_rows(exercise="back-squat"),
    "rehab_is_capped": of_rows(seconds=300),
    "rehab_comes_from_the_injuries": of_rows(exercise="clamshell"),
    "several_times_a_day_has_its_boxes": of_rows(slots=("noon", "night")),
    "an_exercise_appears_once_a_day": of_rows(exercise="glute-bridge"),
    "everything_has_its_reason": of_rows(reason=" "),
    "the_day_fits_the_minutes": of_rows(seconds=4000),
    "phase_1_holds_only_its_own_work": of_sheet(phase=1),
    "circuits_come_after_the_gate": of_sheet(phase=2),
    "at_most_three_circuits_a_week": every_day("circuit"),
    "no_lift_or_jump_before_mastery": without_sessions("test"),
    "heavy_twice_a_week_once_in_a_race_week": every_day("lift"),
    "jumps_twice_a_week": every_day("plyo"),
    "heavy_and_jumps_share_no_day_and_are_three_a_week": every_day("lift", "plyo"),
    "heavy_and_jumps_are_two_days_apart": every_day("plyo"),
    "nothing_heavy_and_no_jumps_before_hard_running": every_day("lift"),
    "races_keep_sessions_away": every_day("circuit"),
    "contacts_stay_within_caps_and_rises": of_rows(contacts=60),
    "jump_levels_rise_one_at_a_time": jumped_ahead,
    "circuits_are_built_as_written": of_rows(amount=26),
    "landings_stay_in_their_budget": of_rows(impact=2),
    "loads_rise_slowly": heavier,
    "drills_are_a_warm_up": every_day("drill"),
    "one_session_a_day_and_hip_is_light_then": every_day("circuit", "lift"),
    "every_session_says_why": of_rows(reason=""),
    "the_gate_opens_only_as_written": open_gate,
    "short_versions_fit_and_keep_what_matters": of_sheet(short=()),
}
