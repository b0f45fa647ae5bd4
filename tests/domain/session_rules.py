"""Circuits, lifts, jumps and drills: when they may come, how often, how far apart, and how much."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from tests.domain.facts import YES, answered, cleared, counted, every_row, of_kind, red, ticked
from tests.domain.strategies import Step, Walk
from webapp.domain.days import week_of, weekday
from webapp.domain.sheet import Block

HARD_RUNS = ("workout", "long")
NO_HEAVY = {"q02": YES, "q04": YES, "q07": (*YES, "elsewhere"), "q08": YES, "q09": YES, "q11": (*YES, "early")}
NO_JUMPS = {"q04": YES, "q07": (*YES, "elsewhere"), "q08": YES, "q09": YES, "q11": (*YES, "early"), "q13": YES,
            "q15": YES, "q16": YES, "q17": (*YES, "numb-feet")}  # fmt: skip
NO_CIRCUITS = {"q07": (*YES, "elsewhere"), "q08": YES}
STEP = 2.5  # kg: the least that can be added
COACHED = ("back-squat", "front-squat", "deadlift", "clean-pull", "power-clean")
RECOVERY = {"5k": 2, "10k": 2, "half": 4, "marathon": 10, "other": 2}  # the least of training.md 4.9


def sessions(walk: Walk, *kinds: str) -> Iterator[tuple[Step, Block]]:
    """Every block of some kinds with its day."""
    for step in walk.steps:
        for block in step.sheet.blocks:
            if block.kind in kinds:
                yield step, block


def days_with(walk: Walk, *kinds: str) -> list[date]:
    return [step.day for step, _ in sessions(walk, *kinds)]


def most_in_seven_days(days: list[date]) -> int:
    return max((len([on for on in days if 0 <= (day - on).days < 7]) for day in days), default=0)


def done(step: Step, block: Block) -> bool:
    """DECISIONS 1: at least 80 % of its items."""
    return len([row for row in block.items if ticked(step, row)]) >= 0.8 * len(block.items)


def end_of(walk: Walk, day: date) -> datetime:
    """The planned end of a day's last run with a time; else six in the evening."""
    runs = [run for run in walk.profile.runs if run.weekday == weekday(day) and run.at]
    if any(race.on == day for race in walk.profile.races):
        runs = []
    ends = [datetime.combine(day, run.at) + timedelta(minutes=run.minutes) for run in runs if run.at]
    return max(ends, default=datetime.combine(day, time(18)))


def is_hard_or_race(walk: Walk, day: date) -> bool:
    if any(race.on == day for race in walk.profile.races):
        return True
    return any(run.weekday == weekday(day) and run.kind in HARD_RUNS for run in walk.profile.runs)


def phase_1_holds_only_its_own_work(walk: Walk) -> None:
    """training.md 4.1 and DECISIONS 6: hip work, rehab, extras and drills; nothing of the later phases."""
    for step in walk.steps:
        kinds = {block.kind for block in step.sheet.blocks}
        if step.sheet.phase == 1:
            assert kinds <= {"hip", "rehab", "core", "mobility", "drill"}, kinds
        if step.sheet.phase == 2:
            assert not kinds & {"lift", "plyo"}, kinds


def circuits_come_after_the_gate(walk: Walk) -> None:
    """training.md 4.1, DECISIONS 15: 14 days, 10 of the last 14 done, no red for 7, everything asked."""
    first = next((n for n, step in enumerate(walk.steps) if of_kind(step, "circuit")), None)
    if first is None:
        return
    opened = next(n for n, step in enumerate(walk.steps) if step.sheet.phase >= 2)
    step = walk.steps[opened]
    recent = [s for s in walk.steps[:opened] if (step.day - s.day).days < 14]
    assert opened <= first
    assert (step.day - walk.start).days >= 14
    assert len([s for s in recent if counted(s)]) >= 10
    assert not [s for s in recent if red(s) and (step.day - s.day).days < 7]
    assert all(f"q{number}" in walk.profile.screen for number in ("02", *range(10, 18)))


def at_most_three_circuits_a_week(walk: Walk) -> None:
    """training.md 4.1 [seed]; DECISIONS 4: in any 7 days."""
    assert most_in_seven_days(days_with(walk, "circuit")) <= 3


def no_lift_or_jump_before_mastery(walk: Walk) -> None:
    """training.md 4.3: twelve counted sessions in four weeks, a test passed, no red for 14 days."""
    first = next((n for n, step in enumerate(walk.steps) if of_kind(step, "lift") or of_kind(step, "plyo")), None)
    if first is None:
        return
    before = walk.steps[:first]
    circuits = [
        step.day for step in before for block in step.sheet.blocks if block.kind == "circuit" and done(step, block)
    ]
    assert len(circuits) >= 12
    assert len({week_of(day)[0] for day in circuits}) >= 4
    tests = [step for step in before if of_kind(step, "test")]
    assert [step for step in tests if all(ticked(step, row) for row in of_kind(step, "test"))]


def heavy_twice_a_week_once_in_a_race_week(walk: Walk) -> None:
    """training.md 4.1 [seed]; DECISIONS 4: in any 7 days, and in the 7 days that end on a race."""
    heavy = days_with(walk, "lift")
    assert most_in_seven_days(heavy) <= 2
    for race in walk.profile.races:
        assert len([day for day in heavy if 0 <= (race.on - day).days < 7]) <= 1


def jumps_twice_a_week(walk: Walk) -> None:
    """training.md 4.1 [seed]."""
    assert most_in_seven_days(days_with(walk, "plyo")) <= 2


def heavy_and_jumps_share_no_day_and_are_three_a_week(walk: Walk) -> None:
    """training.md 4.6."""
    assert not set(days_with(walk, "lift")) & set(days_with(walk, "plyo"))
    assert most_in_seven_days(days_with(walk, "lift", "plyo")) <= 3


def heavy_and_jumps_are_two_days_apart(walk: Walk) -> None:
    """training.md 4.5 and 4.6: 48 h between planned ends; 24 h between heavy work and jumps of level 1."""
    for (step, block), (after, following) in pairwise(sessions(walk, "lift", "plyo")):
        hours = (end_of(walk, after.day) - end_of(walk, step.day)).total_seconds() / 3600
        mixed = {block.kind, following.kind} == {"lift", "plyo"}
        level = max(b.level for b in (block, following) if b.kind == "plyo") if mixed else 0
        if mixed or block.kind == "plyo":
            assert hours >= (24 if level == 1 and mixed else 48), (step.day, after.day, hours)


def nothing_heavy_and_no_jumps_before_hard_running(walk: Walk) -> None:
    """DECISIONS 2: the day before a workout, long run or race."""
    for step, block in sessions(walk, "lift", "plyo"):
        assert not is_hard_or_race(walk, step.day + timedelta(days=1)), (step.day, block.kind)


def long_runs_have_their_day_alone(walk: Walk) -> None:
    """training.md 4.8: no circuit, lift or jumps on the day of the hardest kind long; circuits before hard days easy."""
    for step, block in sessions(walk, "circuit", "lift", "plyo"):
        kinds = {run.kind for run in walk.profile.runs if run.weekday == weekday(step.day)}
        assert "long" not in kinds or "workout" in kinds, (step.day, block.kind)


def races_keep_sessions_away(walk: Walk) -> None:
    """training.md 4.9."""
    for step, block in sessions(walk, "circuit", "lift", "plyo"):
        for race in walk.profile.races:
            days = (race.on - step.day).days
            assert not -RECOVERY[race.distance] <= days <= 0, (step.day, block.kind, race)
            if days > 0 and race.priority == "A":
                primer = block.kind == "lift" and all((row.sets, row.amount) <= (2, 3) for row in block.items)
                least = {"circuit": 1, "lift": 5 if primer else 7, "plyo": 5}[block.kind]
                assert days >= least, (step.day, block.kind, race)
            elif days > 0:
                assert days >= {"circuit": 3, "lift": 4, "plyo": 4}[block.kind], (step.day, block.kind, race)


def only_wished_for_branches(walk: Walk) -> None:
    """training.md 4.1: phase 3 is optional, either branch alone too."""
    assert walk.profile.wishes.lifting != "no" or not days_with(walk, "lift")
    assert walk.profile.wishes.plyometrics or not days_with(walk, "plyo")


def what_safety_closes_stays_closed(walk: Walk) -> None:
    """safety.yaml q02 to q17 for sessions."""
    closed = {"lift": NO_HEAVY, "plyo": NO_JUMPS, "circuit": NO_CIRCUITS}
    for step, block in sessions(walk, *closed):
        assert not answered(walk, step.day, closed[block.kind]), (block.kind, walk.profile.screen)


def young_and_old_wait(walk: Walk) -> None:
    """safety.yaml q14, DECISIONS 13."""
    band = walk.profile.age_band
    for step, block in sessions(walk, "lift", "plyo"):
        if band == "13-15":
            assert block.kind != "lift"
            assert block.level <= 2
        if band == "16-17" and block.kind == "lift":
            assert cleared(walk, step.day, "coach")
            assert all(row.amount >= 6 for row in block.items if row.unit == "reps")
        if band == "65+" and not cleared(walk, step.day, "eight-weeks-of-phase-2"):
            circuits = [s.day for s, b in sessions(walk, "circuit") if s.day < step.day and done(s, b)]
            weeks = len({week_of(day)[0] for day in circuits})
            assert weeks >= 8 or (block.kind == "plyo" and block.level <= 2)


def barbells_need_a_watching_eye(walk: Walk) -> None:
    """safety.yaml q21, DECISIONS 13; the power clean always in person."""
    qualified = walk.profile.screen.get("q21") is True
    for step, block in sessions(walk, "lift"):
        for row in block.items:
            coached = row.exercise in walk.profile.wishes.coached or cleared(walk, step.day, "coach")
            assert row.exercise not in COACHED or coached or (qualified and row.exercise != "power-clean"), row


def contacts_stay_within_caps_and_rises(walk: Walk) -> None:
    """training.md 4.5, DECISIONS 12: the level's cap; at most 10 contacts or 20 % over the last normal session."""
    last = None
    for step, block in sessions(walk, "plyo"):
        contacts = sum(row.contacts for row in block.items)
        cap = walk.catalogue.plyo[block.level - 1].cap[1]
        assert 0 < contacts <= cap, (step.day, contacts, cap)
        assert last is None or contacts <= max(last + 10, last * 1.2), (step.day, last, contacts)
        last = contacts if not block.eased else last


def jump_levels_rise_one_at_a_time(walk: Walk) -> None:
    """training.md 4.5: at least 2 weeks and 3 sessions at a level."""
    since: dict[int, date] = {}
    level = 1
    for step in walk.steps:
        after = step.after.jumps.level
        assert after <= level + 1
        if after > level:
            asked = [s.day for s, b in sessions(walk, "plyo") if b.level == level and s.day <= step.day]
            assert len(asked) >= 3
            assert (step.following - min(asked)).days >= 14
        since.setdefault(after, step.day)
        level = after


def circuits_are_built_as_written(walk: Walk) -> None:
    """training.md 4.3: regions never twice running, 25 reps at most, 15 for push and pull, no impact 3."""
    for step, block in sessions(walk, "circuit"):
        exercises = [walk.catalogue.exercises[row.exercise] for row in block.items]
        assert all(a.region != b.region for a, b in pairwise(exercises)), (step.day, [e.slug for e in exercises])
        assert all(exercise.impact <= 2 for exercise in exercises)
        for row, exercise in zip(block.items, exercises, strict=True):
            if row.unit == "reps":
                assert row.amount <= (15 if exercise.region in ("push", "pull") else 25), row
            assert (row.sets, row.rounds in (1, 2)) == (1, True)


def landings_stay_in_their_budget(walk: Walk) -> None:
    """training.md 4.3: impact-2 reps a session by circuit week; none in weeks 1 and 2."""
    for step, block in sessions(walk, "circuit"):
        budget = walk.catalogue.circuit_weeks[block.week - 1].landings
        landings = sum(row.amount * row.rounds * row.sides for row in block.items if row.impact >= 2)
        assert landings <= budget, (step.day, block.week, landings)


def loads_rise_slowly(walk: Walk) -> None:
    """training.md 4.4: at most 10 % a week, over what stood or, where the bar alone is more, over what was lifted; what is
    less than one step is lifted as nothing, and from nothing it goes by one step."""
    for step in walk.steps:
        monday = week_of(step.day)[0]
        week = [s for s in walk.steps if monday <= s.day <= step.day]
        for slug, lift in step.after.lifts.items():
            known = week[0].standing.lifts.get(slug)
            lifted = [row.load or 0 for s in week for row in of_kind(s, "lift") if row.exercise == slug]
            if known and known.found and known.load:
                most = max([known.load, *lifted]) * 1.1 + 0.01
                least = STEP if lifted and not any(lifted) else 0
                assert lift.load <= max(most, least), (step.day, slug, known.load, lift.load)


def drills_are_a_warm_up(walk: Walk) -> None:
    """training.md 4.14: before workouts or strides, two or three a week, never counted as jumps."""
    assert most_in_seven_days(days_with(walk, "drill")) <= 6  # three of each of two weeks
    for step, block in sessions(walk, "drill"):
        kinds = {run.kind for run in walk.profile.runs if run.weekday == weekday(step.day)}
        assert kinds & {"workout", "strides"}, step.day
        assert not any(row.contacts for row in block.items)
        assert len([d for d in days_with(walk, "drill") if week_of(d) == week_of(step.day)]) <= 3


def one_session_a_day_and_hip_is_light_then(walk: Walk) -> None:
    """DECISIONS 5: on circuit, lift and jump days hip falls to light."""
    for step in walk.steps:
        kinds = [block.kind for block in step.sheet.blocks if block.kind in ("circuit", "lift", "plyo", "test")]
        assert len(kinds) <= 1, kinds
        assert not kinds or step.sheet.kind == "light"


def sessions_wait_for_health(walk: Walk) -> None:
    """training.md 4.11: nothing but light work while ill and for two days after the day of rest."""
    for step, block in sessions(walk, "circuit", "lift", "plyo", "test"):
        for spell in walk.profile.ill:
            after = 3 if spell.where == "below" else 0
            assert not spell.first <= step.day <= spell.last + timedelta(days=after), (step.day, block.kind)


def every_session_says_why(walk: Walk) -> None:
    """PRODUCT, promise 6."""
    for step in walk.steps:
        for block in step.sheet.blocks:
            assert block.reason.strip()
        assert all(row.reason.strip() for row in every_row(step))


RULES = (
    phase_1_holds_only_its_own_work,
    circuits_come_after_the_gate,
    at_most_three_circuits_a_week,
    no_lift_or_jump_before_mastery,
    heavy_twice_a_week_once_in_a_race_week,
    jumps_twice_a_week,
    heavy_and_jumps_share_no_day_and_are_three_a_week,
    heavy_and_jumps_are_two_days_apart,
    nothing_heavy_and_no_jumps_before_hard_running,
    long_runs_have_their_day_alone,
    races_keep_sessions_away,
    only_wished_for_branches,
    what_safety_closes_stays_closed,
    young_and_old_wait,
    barbells_need_a_watching_eye,
    contacts_stay_within_caps_and_rises,
    jump_levels_rise_one_at_a_time,
    circuits_are_built_as_written,
    landings_stay_in_their_budget,
    loads_rise_slowly,
    drills_are_a_warm_up,
    one_session_a_day_and_hip_is_light_then,
    sessions_wait_for_health,
    every_session_says_why,
)
