"""What the charts of Progress show, from stored facts: loads, jumps, pain and tests in order of time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from webapp.domain import lift_rows, safety
from webapp.domain.catalogue import Catalogue, TestItem
from webapp.domain.lift_limits import is_watched, may_use_bar
from webapp.domain.lift_rows import Task, how
from webapp.domain.loads import Gear, at_most, gear_of
from webapp.domain.profile import Profile
from webapp.domain.runner import Runner
from webapp.domain.sheet import Item, Report, Sheet
from webapp.domain.standing import Lift, Placed, Standing, Tested

LIFT_WEEKS = 26  # of loads shown [d]
PAIN_WEEKS = 8  # of pain shown [d]


@dataclass(frozen=True, slots=True)
class Logged:
    """What was written beside a tick that still stands: kg, reps in reserve, pain 0-10."""

    day: date
    item: str  # exercise slug, or slug@slot
    amount: int | None = None
    load: float | None = None
    effort: int | None = None
    pain: int | None = None

    @property
    def exercise(self) -> str:
        return self.item.partition("@")[0]


@dataclass(frozen=True, slots=True)
class Lifted:
    """Where a lift stood on a morning: the load to come, the day it was last done, the estimate made then; kg."""

    load: float
    last_on: date
    estimate: float | None = None


@dataclass(frozen=True, slots=True)
class Morning:
    """The little of a past morning that charts need: what was reported, and where the lifts stood."""

    day: date
    report: Report = field(default_factory=Report)
    lifts: Mapping[str, Lifted] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Coming:
    """The next session of a lift: its load and the lighter sets before, (kg, reps) each; no load is body weight."""

    load: float | None
    reps: int
    ladder: tuple[tuple[float, int], ...]
    gear: Gear
    finding: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    on: date
    value: float


@dataclass(frozen=True, slots=True)
class Line:
    """One lift over time, in kg. `about` is the latest estimate of one repetition at most, never measured."""

    exercise: str
    load: float
    loads: tuple[Point, ...]
    estimates: tuple[Point, ...] = ()
    about: float | None = None

    @property
    def change(self) -> float:
        """From the first load shown to the one that comes next."""
        return self.load - self.loads[0].value if self.loads else 0.0


@dataclass(frozen=True, slots=True)
class Jumped:
    """A session of jumps: landings asked for, and the most its level allows."""

    on: date
    contacts: int
    most: int
    level: int
    counted: bool
    eased: bool


@dataclass(frozen=True, slots=True)
class Ache:
    """What was said of one day: 0-10, or only that it was sharp or worse in the morning."""

    on: date
    score: int | None
    word: str = ""  # sharp, worse: red whatever the score


@dataclass(frozen=True, slots=True)
class Sore:
    """The pain of one place of the body, or during one exercise; `limit` is the highest that lets the work go on."""

    slug: str
    is_area: bool  # else an exercise
    limit: int
    aches: tuple[Ache, ...]

    def is_over(self, ache: Ache) -> bool:
        return bool(ache.word) or (ache.score or 0) > self.limit


@dataclass(frozen=True, slots=True)
class Tried:
    """One line of a test and how its latest try went."""

    exercise: str
    amount: int
    unit: str
    sides: int
    opens: int  # 0 the benchmark of circuits, else the level of jumps it leads to
    latest: Tested | None = None

    @property
    def passed(self) -> bool:
        return self.latest is not None and self.latest.passed

    @property
    def spared(self) -> bool:
        """Counted as passed without a try: safety or kit left it out (DECISIONS 11)."""
        return self.passed and not self.latest.amount


def coming(runner: Runner, sheet: Sheet) -> dict[str, Coming]:
    """The next session of every lift the runner has: today's own row where there is one, the latest done first."""
    rows = {row.exercise: row for block in sheet.blocks if block.kind == "lift" for row in block.items}
    mine = sorted(runner.standing.lifts.items(), key=lambda named: (-named[1].last_on.toordinal(), named[0]))
    return {slug: _coming(runner, slug, lift, rows.get(slug)) for slug, lift in mine}


def lifts(
    coming: Mapping[str, Coming],
    standing: Standing,
    mornings: Sequence[Morning],
    logged: Iterable[Logged],
    *,
    guess: bool = True,
) -> tuple[Line, ...]:
    """Each lift over time, in the order of `coming`; `guess` False leaves out the estimate of one repetition."""
    written = {(row.exercise, row.day): row.load for row in logged if row.load is not None}
    return tuple(_line(slug, standing.lifts[slug], then, mornings, written, guess) for slug, then in coming.items())


def jumps(catalogue: Catalogue, log: Iterable[Placed]) -> tuple[Jumped, ...]:
    """The sessions of jumps in a log, oldest first, each against the cap of its level."""
    caps = {session.level: session.cap[1] for session in catalogue.plyo}
    return tuple(
        Jumped(placed.on, placed.contacts, caps[placed.level], placed.level, placed.counted, placed.eased)
        for placed in log
        if placed.kind == "plyo" and placed.level in caps
    )


def pain(
    catalogue: Catalogue, profile: Profile, mornings: Iterable[Morning], logged: Iterable[Logged], today: date
) -> tuple[Sore, ...]:
    """Every place and exercise that hurt in the last eight weeks, the latest first, with its days of no pain too."""
    first = today - timedelta(weeks=PAIN_WEEKS)
    said: dict[tuple[str, bool], dict[date, Ache]] = {}
    for slug, is_area, ache in (*_reported(mornings), *_felt(logged)):
        if first <= ache.on <= today:
            days = said.setdefault((slug, is_area), {})
            days[ache.on] = max(days.get(ache.on, ache), ache, key=lambda each: (each.word != "", each.score or 0))
    lines = (_sore(catalogue, profile, *place, days) for place, days in said.items())
    hurt = [sore for sore in lines if any(ache.score or ache.word for ache in sore.aches)]
    return tuple(sorted(hurt, key=lambda sore: (-sore.aches[-1].on.toordinal(), not sore.is_area, sore.slug)))


def tests(catalogue: Catalogue, standing: Standing, *, jumps: bool) -> tuple[Tried, ...]:
    """The benchmark of circuits, and with `jumps` what leads to each level of jumps, with the latest tries."""
    return tuple(_tried(catalogue, standing, test) for test in catalogue.tests if jumps or not test.opens)


def _coming(runner: Runner, slug: str, lift: Lift, row: Item | None) -> Coming:
    exercise = runner.catalogue.exercises[slug]
    task = Task(
        sets=1,
        reps=lift.reps,
        rir=lift.rir,
        week=max(1, runner.standing.path_week),
        main=any(slug in session.items for session in runner.catalogue.sessions.values() if session.phase == 3),
        watched=is_watched(runner, slug),
        bar=may_use_bar(runner, slug),
    )
    gear = gear_of(runner.profile, how(runner, exercise, task)[1])
    row = row or lift_rows.row(runner, exercise, task, "")
    return Coming(row.load, row.amount, row.warm_up, gear, row.finding)


def _line(
    slug: str,
    lift: Lift,
    then: Coming,
    mornings: Sequence[Morning],
    written: Mapping[tuple[str, date], float],
    guess: bool,
) -> Line:
    """A session's load is what was written down, else what was asked for that morning, else what came of it."""
    asked = {morning.day: morning.lifts[slug] for morning in mornings if slug in morning.lifts}
    states = (Lifted(lift.load, lift.last_on, lift.estimate), *reversed(asked.values()))
    after = {state.last_on: state for state in states}  # the earliest of each: right after that session
    rounded = {on: at_most(asked.get(on, state).load, then.gear) for on, state in after.items()}
    loads = {on: written.get((slug, on), load) for on, load in rounded.items()}
    about = {on: state.estimate for on, state in after.items() if guess and state.estimate}
    return Line(slug, then.load or 0, _points(loads), _points(about), about.get(lift.last_on))


def _reported(mornings: Iterable[Morning]) -> Iterable[tuple[str, bool, Ache]]:
    for morning in mornings:
        scores, report = dict(morning.report.pain), morning.report
        words = {**dict.fromkeys(report.worse, "worse"), **dict.fromkeys(report.sharp, "sharp")}
        for area in {**scores, **words}:
            yield area, True, Ache(morning.day, scores.get(area), words.get(area, ""))


def _felt(logged: Iterable[Logged]) -> Iterable[tuple[str, bool, Ache]]:
    return ((row.exercise, False, Ache(row.day, row.pain)) for row in logged if row.pain is not None)


def _sore(catalogue: Catalogue, profile: Profile, slug: str, is_area: bool, days: Mapping[date, Ache]) -> Sore:
    limit = safety.pain_limit(catalogue, profile, slug) if is_area else _limit_of(catalogue, profile, slug)
    return Sore(slug, is_area, limit, tuple(days[on] for on in sorted(days)))


def _limit_of(catalogue: Catalogue, profile: Profile, exercise: str) -> int:
    """Rehab goes by the limit of the injury it is for."""
    own = [catalogue.injuries[past.injury] for past in profile.injuries]
    limits = [injury.pain_limit for injury in own if any(work.exercise == exercise for work in injury.work)]
    return min(limits, default=safety.DEFAULT_PAIN_LIMIT)


def _tried(catalogue: Catalogue, standing: Standing, test: TestItem) -> Tried:
    exercise = catalogue.exercises[test.exercise]
    latest = standing.tests.get(test.exercise)
    return Tried(test.exercise, test.amount, exercise.unit, exercise.sides, test.opens, latest)


def _points(values: Mapping[date, float]) -> tuple[Point, ...]:
    return tuple(Point(on, values[on]) for on in sorted(values))
