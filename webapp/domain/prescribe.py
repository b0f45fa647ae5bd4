"""Today's sheet: what is asked of a runner on a day, and why."""

from dataclasses import replace
from datetime import date

from webapp.domain import (
    benchmark,
    budget,
    circuits,
    drills,
    extras,
    hip,
    mastery,
    pain,
    path,
    phases,
    rehab,
    safety,
    work,
)
from webapp.domain.catalogue import Catalogue
from webapp.domain.days import within_a_week
from webapp.domain.plan import DayPlan, Week
from webapp.domain.profile import Profile
from webapp.domain.runner import Runner
from webapp.domain.sheet import Block, Gate, Item, LeftOut, Report, Sheet
from webapp.domain.standing import Standing
from webapp.domain.week import FULL_DAYS, plan_week

REST_AFTER_ILLNESS = 1  # day: symptoms gone for 24 h [s83]
LIGHT_AFTER_ILLNESS = 2  # days: training.md 4.11 [d]
NO_REPORT = Report()
# An exercise appears once a day; where two kinds of work ask for it, the first of these keeps it (DECISIONS 10).
KEEPS = ("test", "rehab", "lift", "plyo", "circuit", "hip", "core", "drill", "mobility")
NOTHING = ("race", "eve", "away", "ill", "stop", "emergency")


def prescribe_day(
    catalogue: Catalogue, profile: Profile, standing: Standing, day: date, report: Report = NO_REPORT
) -> Sheet:
    """The sheet of a day in its own week."""
    return prescribe(catalogue, profile, standing, plan_week(catalogue, profile, standing, day), day, report)


def prescribe(
    catalogue: Catalogue, profile: Profile, standing: Standing, week: Week, day: date, report: Report = NO_REPORT
) -> Sheet:
    """What to do on this day: a pure function of what is known in the morning and what was reported since."""
    limits = safety.limits(catalogue, profile, day, report, standing)
    runner = Runner(catalogue, profile, standing, limits, day)
    plan = week.on(day)
    kind, why = _kind(runner, plan, report)
    sheet = Sheet(
        day=day,
        phase=phases.phase_of(runner),
        kind=kind,
        reason=runner.say(why),
        stops=limits.stops,
        sore=tuple(sorted(limits.hurting)),
        blocked=tuple(sorted(limits.closed)),
        gates=(phases.to_general_strength(runner), mastery.to_lifting_and_jumps(runner)),
        report=report,
    )
    sheet = replace(sheet, gate=_next_gate(sheet), week_kind=_week_kind(runner, sheet, week))
    return sheet if kind in NOTHING else _with_work(runner, sheet, plan, why)


def _next_gate(sheet: Sheet) -> Gate | None:
    """The gate that leads on from the day's phase."""
    return next((gate for gate in sheet.gates if gate.to_phase == sheet.phase + 1), None)


def _week_kind(runner: Runner, sheet: Sheet, week: Week) -> str:
    if week.kind != "build":
        return week.kind
    row = path.row(runner) if sheet.phase == 3 else None
    lighter = row.deload if row else sheet.phase == 2 and runner.standing.circuits.deload
    return "deload" if lighter else "build"


def _kind(runner: Runner, plan: DayPlan, report: Report) -> tuple[str, str]:
    """The kind of day and the key of its reason, the most binding first (DECISIONS 2)."""
    if runner.limits.stopped:
        return runner.limits.stopped, runner.limits.stopped
    if any(spell.holds(plan.on) for spell in runner.profile.away):
        return "away", "away"
    ill = _illness(runner, report)
    if ill in ("below", "settling"):
        return "ill", f"ill-{ill}"
    if plan.hip == "none":
        return plan.kind, plan.why
    if ill:
        return "light", f"ill-{ill}"
    if runner.limits.gentle:
        return "light", "gentle"
    if runner.starter:
        return "starter", "starter"
    if plan.hip == "full" and len(within_a_week(runner.standing.full_on, plan.on)) >= FULL_DAYS:
        return "light", "light-day"
    return plan.hip, plan.why


def _illness(runner: Runner, report: Report) -> str:
    """below: ill today below the neck; settling: symptom-free for less than a day; returning; above; or nothing."""
    spells = [s.where for s in runner.profile.ill if s.holds(runner.day)]
    today = report.ill or max(spells, key=("above", "below").index, default="")
    if today == "below":
        return today
    ends = [s.last for s in runner.profile.ill if s.where == "below" and s.last < runner.day]
    ends += [runner.standing.ill_until] if runner.standing.ill_until else []
    since = (runner.day - max(ends, default=date.min)).days
    if since <= REST_AFTER_ILLNESS:
        return "settling"
    return today or ("returning" if since <= REST_AFTER_ILLNESS + LIGHT_AFTER_ILLNESS else "")


def _with_work(runner: Runner, sheet: Sheet, plan: DayPlan, why: str) -> Sheet:
    full, free = sheet.kind == "full", sheet.kind == "free"
    personal, left = rehab.items(runner, free)
    hips = () if free else (*hip.items(runner, full), *_for_the_test(runner, sheet))
    rest = _beside(runner, plan, personal)
    session, not_today = _session(rest, sheet, plan, why)
    extra = () if session or plan.why.startswith(("eve", "after")) else extras.blocks(runner, sheet.kind)
    daily = (
        *_drills(runner, sheet, plan),
        Block("hip", runner.say(f"hip-{sheet.kind}" if hips else "hip-light"), hips),
        Block("rehab", runner.say("rehab"), personal),
        *extra,
    )
    plain = _once(runner, *daily)
    planned = _once(runner, *daily, session) if session else plain
    blocks, over = budget.fit(runner, planned, full, plain)
    if not blocks and not free:
        return replace(sheet, kind="rest", reason=runner.say("nothing-left"))
    circuit = circuits.short_rows(rest, plan) if any(block.kind == "circuit" for block in blocks) else ()
    shorts = () if free else budget.shorts(runner, personal, circuit)
    shorts = tuple(replace(short, items=_halved(runner, short.items)) for short in shorts)
    sheet = replace(sheet, blocks=blocks, short=shorts)
    missing = _missing(runner, hips, sheet.kind)
    return replace(sheet, left_out=_absent(sheet, (*left, *not_today, *over, *missing)))


def _halved(runner: Runner, rows: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(pain.halve(runner, row) for row in rows)


def _beside(runner: Runner, plan: DayPlan, personal: tuple[Item, ...]) -> Runner:
    """The runner as a session sees them: what rehab holds already is not asked for again, but in a test."""
    mine = () if plan.session == "test" else (row.exercise for row in personal)
    return replace(runner, limits=replace(runner.limits, held=runner.limits.held | set(mine)))


def _session(runner: Runner, sheet: Sheet, plan: DayPlan, why: str) -> tuple[Block | None, tuple[LeftOut, ...]]:
    """The session the week placed here; none on days that only allow little."""
    if not plan.session or sheet.kind != "light" or why.startswith("ill-"):
        return None, ()
    return work.block(runner, plan)


def _drills(runner: Runner, sheet: Sheet, plan: DayPlan) -> tuple[Block, ...]:
    block = drills.block(runner, plan) if plan.drills and sheet.kind in ("full", "light") else None
    return (block,) if block else ()


def _for_the_test(runner: Runner, sheet: Sheet) -> tuple[Item, ...]:
    """What fell short twice in the test joins the full hip days (training.md 4.3)."""
    if sheet.kind != "full" or sheet.phase != 2:
        return ()
    found = []
    for slug in benchmark.failed_twice(runner.catalogue, runner.standing):
        planned = runner.catalogue.exercises[slug]
        exercise = safety.stand_in(runner.catalogue, planned, runner.limits, runner.kit)
        if exercise:
            found.append(replace(hip.row(runner, exercise, planned, True), reason=runner.say("for-the-test")))
    return tuple(found)


def _once(runner: Runner, *blocks: Block) -> tuple[Block, ...]:
    """An exercise appears once a day, and rehab's reason wins (DECISIONS 10); empty blocks go."""
    taken: dict[str, str] = {}
    for block in sorted(blocks, key=lambda block: KEEPS.index(block.kind)):
        for row in block.items:
            taken.setdefault(row.exercise, block.kind)
    thinned = (replace(b, items=tuple(row for row in b.items if taken[row.exercise] == b.kind)) for b in blocks)
    return tuple(replace(block, items=_halved(runner, block.items)) for block in thinned if block.items)


def _absent(sheet: Sheet, left: tuple[LeftOut, ...]) -> tuple[LeftOut, ...]:
    """What is truly not on the list, once: a rehab exercise may rest while daily hip work still holds it."""
    there = {row.exercise for row in sheet.items}
    return tuple({out.what: out for out in reversed(left) if out.what not in there}.values())[::-1]


def _missing(runner: Runner, rows: tuple, kind: str) -> tuple[LeftOut, ...]:
    """Planned hip items that nothing could stand in for."""
    if kind == "free":
        return ()
    asked = runner.catalogue.sessions[hip.session_of(runner, kind == "full")].items
    there = {row.exercise for row in rows} | {row.swapped_from for row in rows}
    return tuple(LeftOut(slug, runner.say(_why_missing(runner, slug))) for slug in asked if slug not in there)


def _why_missing(runner: Runner, slug: str) -> str:
    owned = runner.catalogue.exercises[slug].levels[0].possible_with(runner.kit)
    return "not-today" if owned else "no-kit"
