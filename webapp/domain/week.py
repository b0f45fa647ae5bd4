"""The week of a runner: which session stands on which day, which days take full hip work, and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from webapp.domain import quota, safety
from webapp.domain.catalogue import Catalogue
from webapp.domain.days import week_of, weekday
from webapp.domain.placing import Wanted, place
from webapp.domain.plan import DayPlan, NotPlaced, Week
from webapp.domain.profile import Profile
from webapp.domain.race_window import race_on
from webapp.domain.run_day import RunDay, run_day
from webapp.domain.runner import Runner
from webapp.domain.sessions import of_kind
from webapp.domain.sheet import Report
from webapp.domain.standing import Standing
from webapp.domain.week_rules import CAP_DAYS, Spot, clashes, forbids, soft_rule

SESSIONS = ("circuit", "lift", "plyo", "test")
FULL_DAYS = 3  # a week: training.md 4.2 [d]
FULL_WITHOUT_RUNS = ("mon", "wed", "fri")  # DECISIONS 3
LIGHT_RUNS = ("workout", "long")  # training.md 4.8
LIGHT_BEFORE_RACE = 2  # days: training.md 4.9 [d]
DRILL_RUNS = ("workout", "strides")  # training.md 4.14
DRILL_DAYS = 3  # a week [d]
AFTER_ILLNESS_SHARE = 0.5  # of the next planned session: training.md 4.11 [d]
ILLNESS_WINDOW = 28  # days in which that session has to come
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def plan_week(catalogue: Catalogue, profile: Profile, standing: Standing, day: date) -> Week:
    """Places work on the seven days, Monday to Sunday, that hold this day: what was asked for before it stays, what
    comes is placed anew. Two reads of the same morning give the same week."""
    runner = Runner(catalogue, profile, standing, safety.limits(catalogue, profile, day, Report(), standing), day)
    days = [run_day(profile, on) for on in week_of(day)]
    counts = _still_wanted(runner)
    placed = _placed(runner, days, counts)
    plans = [_plan(profile, on, placed) for on in days]
    full, drills = _full_days(profile, plans), _drill_days(runner, days)
    plans = [
        plan if plan.hip != "full" or plan.on in full else DayPlan(plan.on, "light", "light-day", runs=plan.runs)
        for plan in plans
    ]
    plans = [replace(plan, drills=True) if plan.on in drills else plan for plan in plans]
    plans = [_with_session(runner, plan, on, placed) for plan, on in zip(plans, days, strict=True)]
    return Week(_week_kind(runner), tuple(plans), _not_placed(runner, days, counts, placed))


def _still_wanted(runner: Runner) -> dict[str, int]:
    """The week's sessions less those already asked for in it; a test counts as the circuit it stood for."""
    monday = week_of(runner.day)[0]
    done = Counter(placed.kind for placed in of_kind(runner.standing, *SESSIONS) if placed.on >= monday)
    wanted = quota.wanted(runner)
    if done["test"] and "test" not in wanted and "circuit" in wanted:
        done["circuit"] += done["test"]
    return {kind: max(0, count - done[kind]) for kind, count in wanted.items()}


def _placed(runner: Runner, days: Sequence[RunDay], counts: dict[str, int]) -> dict[date, str]:
    """Sessions by day: those of the log before today, and the best places for the others."""
    earlier = _earlier(runner)
    moves = [move for move in runner.profile.moves if days[0].on <= move.to <= days[-1].on]
    wanted = Wanted(
        counts,
        first_level=runner.standing.jumps.level == 1,
        pins={move.to: move.kind for move in moves if move.to >= runner.day},
        away_from=frozenset((move.on, move.kind) for move in moves),
    )
    coming = [on for on in days if on.on >= runner.day]
    return {spot.day.on: spot.kind for spot in earlier if spot.day.on >= days[0].on} | place(coming, earlier, wanted)


def _earlier(runner: Runner) -> list[Spot]:
    """The sessions of the days before, as far back as a cap reaches."""
    near = [placed for placed in of_kind(runner.standing, *SESSIONS) if (runner.day - placed.on).days < CAP_DAYS]
    return [Spot(placed.kind, run_day(runner.profile, placed.on)) for placed in near]


def _with_session(runner: Runner, plan: DayPlan, on: RunDay, placed: dict[date, str]) -> DayPlan:
    kind = placed.get(plan.on, "")
    if not kind:
        return plan
    moved = any(move.to == plan.on and move.kind == kind for move in runner.profile.moves)
    bent = soft_rule(kind, on)
    return replace(
        plan,
        session=kind,
        session_why=runner.say("place-moved") if moved else _why(runner, kind, on),
        warning=runner.say(f"warn-{bent}", day=_name(on.on)) if bent else "",
        moved=moved,
        gentle=kind == "circuit" and on.quality_next,
        share=_share(runner, kind, on, placed),
        primer=kind == "lift" and on.window.primer(),
    )


def _why(runner: Runner, kind: str, on: RunDay) -> str:
    where = "primer" if kind == "lift" and on.window.primer() else on.hardest or "rest"
    return runner.say(f"place-{kind}-{where}", day=_name(on.on))


def _name(on: date) -> str:
    return WEEKDAYS[on.weekday()]


def _share(runner: Runner, kind: str, on: RunDay, placed: dict[date, str]) -> float:
    """How much of a normal session: the least that applies."""
    ends = [spell.last for spell in runner.profile.ill if spell.where == "below" and spell.last < on.on]
    ends += [runner.standing.ill_until] if runner.standing.ill_until and runner.standing.ill_until < on.on else []
    ill = max(ends, default=None)
    since = ill and [day for day in (*(p.on for p in runner.standing.sessions), *placed) if ill < day < on.on]
    first = ill is not None and (on.on - ill).days <= ILLNESS_WINDOW and not since
    return min(on.window.share(kind), AFTER_ILLNESS_SHARE if first else 1.0)


def _plan(profile: Profile, day: RunDay, placed: dict[date, str]) -> DayPlan:
    """The hip work a day can take, the most binding reason first; which of the full ones stay is chosen after."""
    on, runs = day.on, day.runs
    race, eve, after = (race_on(profile, on + timedelta(days=n)) for n in (0, 1, -1))
    close = any(race_on(profile, on + timedelta(days=n + 1)) for n in range(LIGHT_BEFORE_RACE))
    if race:
        return DayPlan(on, "none", "race-day", "race", runs)
    if eve and eve.priority == "A":
        return DayPlan(on, "none", "eve-of-race", "eve", runs)
    if day.free:
        return DayPlan(on, "none", "free-day", "free", runs)
    if close or after:
        return DayPlan(on, "light", "eve-of-race-light" if close else "after-race", runs=runs)
    if on in placed:
        return DayPlan(on, "light", "session-light", runs=runs)
    if day.hardest in LIGHT_RUNS:
        return DayPlan(on, "light", f"{day.hardest}-light", runs=runs)
    return DayPlan(on, "full", "full-day", runs=runs)


def _full_days(profile: Profile, plans: Sequence[DayPlan]) -> frozenset[date]:
    """Up to three days that can take it, spread as evenly as the week allows; the earlier choice on a tie."""
    able = [plan.on for plan in plans if plan.hip == "full"]
    usual = [on for on in able if weekday(on) in FULL_WITHOUT_RUNS]
    if not profile.runs and len(usual) == FULL_DAYS:
        return frozenset(usual)
    if len(able) <= FULL_DAYS:
        return frozenset(able)
    return frozenset(max(combinations(able, FULL_DAYS), key=_spread))


def _spread(days: tuple[date, ...]) -> tuple[int, ...]:
    """The gaps between full days round the week, smallest first: larger is better."""
    numbers = [on.weekday() for on in days]
    return tuple(sorted((later - sooner) % 7 for sooner, later in zip(numbers, numbers[1:] + numbers[:1], strict=True)))


def _drill_days(runner: Runner, days: Sequence[RunDay]) -> frozenset[date]:
    """Before workouts and strides, at most three a week, workouts first; none while off, racing or just starting."""
    if runner.starter:
        return frozenset()
    able = [day for day in days if day.hardest in DRILL_RUNS and not day.off and not day.free]
    able = [day for day in able if not day.window.recovering]
    return frozenset(day.on for day in sorted(able, key=lambda day: day.hardest != "workout")[:DRILL_DAYS])


def _week_kind(runner: Runner) -> str:
    """What this day's week is: around a race, on the way back, or ordinary."""
    near = run_day(runner.profile, runner.day).window.kind
    if near and near != "return":
        return near
    until = runner.standing.returning_until
    return "return" if near or (until and runner.day <= until) else "build"


def _not_placed(
    runner: Runner, days: Sequence[RunDay], counts: dict[str, int], placed: dict[date, str]
) -> tuple[NotPlaced, ...]:
    coming = Counter(kind for on, kind in placed.items() if on >= runner.day)
    lacking = {kind: count - coming[kind] for kind, count in counts.items() if count > coming[kind]}
    return tuple(
        NotPlaced(kind, count, runner.say(_obstacle(runner, days, kind, placed))) for kind, count in lacking.items()
    )


def _obstacle(runner: Runner, days: Sequence[RunDay], kind: str, placed: dict[date, str]) -> str:
    """The key of what most often stands in the way on the days still to come."""
    spots = [*_earlier(runner), *(Spot(placed[day.on], day) for day in days if day.on in placed)]
    first_level = runner.standing.jumps.level == 1
    found: Counter[str] = Counter()
    for day in (day for day in days if day.on >= runner.day and day.on not in placed):
        before = [spot for spot in spots if spot.day.on < day.on]
        found[forbids(kind, day) or clashes(kind, day, before, first_level) or "no-room"] += 1
    key = found.most_common(1)[0][0] if found else "no-room"
    return f"left-{key if not key.startswith('apart') else 'apart'}"
