"""What Progress shows of each kind of work: the road, circuits, lifts, jumps, pain and tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.domain import benchmark, preview, safety, series, sessions
from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import Check
from webapp.domain.profile import Profile
from webapp.domain.runner import Runner
from webapp.domain.series import Coming, Jumped, Line, Logged, Morning, Sore, Tried
from webapp.domain.sheet import Gate, Sheet
from webapp.domain.standing import Circuits, Placed, Standing
from webapp.store.sheets import Stored
from webapp.web import charts
from webapp.web.charts import Bar, Bars, Curve, Row, Rung

WISHED = {(True, True): "Lifting and jumps", (True, False): "Lifting", (False, True): "Jumps"}
UNDECIDED = "Lifting or jumps"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is stored of somebody who has opened a day: the newest one, its ticks, and the little charts need."""

    today: date
    profile: Profile
    imperial: bool  # pounds
    stored: Stored
    ticked: Mapping[str, Check]
    logged: list[Logged]
    mornings: list[Morning]

    @property
    def sheet(self) -> Sheet:
        return self.stored.sheet

    @property
    def standing(self) -> Standing:
        return self.stored.standing

    @property
    def log(self) -> tuple[Placed, ...]:
        """The sessions of the last five weeks, those of the newest day with them."""
        return sessions.remember(self.standing, self.sheet, self.ticked).sessions


@dataclass(frozen=True, slots=True)
class Stage:
    """A phase on the road: done, here or ahead."""

    number: int
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Road:
    """The way through the phases: the stages, every gate, and the one that comes next."""

    stages: tuple[Stage, ...]
    here: Stage
    gates: tuple[Gate, ...]
    following: Gate | None
    stays: bool  # by choice

    def to(self, gate: Gate) -> str:
        """Where a gate leads, inside a sentence."""
        return self.stages[gate.to_phase - 1].name.lower()


@dataclass(frozen=True, slots=True)
class Build:
    """The circuits: where the eight weeks stand, this week's sessions, what mastery still lacks."""

    circuits: Circuits
    weeks: int
    bars: tuple[Bar, ...]
    week: tuple[Placed, ...]
    log: tuple[Placed, ...]
    mastered_on: date | None
    gate: Gate | None


@dataclass(frozen=True, slots=True)
class Lift:
    """One lift: its line over time as drawn, and its next session set by set."""

    line: Line
    coming: Coming
    curve: Curve | None
    rungs: tuple[Rung, ...]
    imperial: bool

    @property
    def about(self) -> str:
        """What would go once, as far as the latest sets tell; empty where nothing may be told."""
        return charts.about(self.line.about, self.imperial) if self.line.about else ""

    def about_on(self, on: date) -> str:
        """The same as it was told on a day."""
        return next((charts.about(point.value, self.imperial) for point in self.line.estimates if point.on == on), "")


@dataclass(frozen=True, slots=True)
class Jumps:
    level: int
    sessions: tuple[Jumped, ...]
    bars: Bars


@dataclass(frozen=True, slots=True)
class Tests:
    rows: tuple[Row, ...]
    passed: int
    asked: int
    next_on: date | None
    mastered: bool


def shown(catalogue: Catalogue, facts: Facts) -> dict[str, object]:
    """What there is to show of each kind of work; nothing of those this runner does not do."""
    road = _road(catalogue, facts)
    return {
        "road": road,
        "build": _build(catalogue, facts, road),
        "lifts": _lifts(catalogue, facts),
        "jumps": _jumps(catalogue, facts),
        "sore": [(sore, charts.strip(sore, facts.today)) for sore in _sore(catalogue, facts)],
        "areas": catalogue.areas,
        "hurt_before": bool(facts.profile.injuries),
        "tests": _tests(catalogue, facts),
    }


def _road(catalogue: Catalogue, facts: Facts) -> Road:
    phase, wishes = facts.sheet.phase, facts.profile.wishes
    names = catalogue.words["phases"]
    last = WISHED.get((wishes.lifting != "no", wishes.plyometrics), UNDECIDED)
    titles = (names["phase_1"], names["phase_2"], last)
    states = ("done" if n < phase else "here" if n == phase else "ahead" for n in (1, 2, 3))
    stages = tuple(Stage(n, title, state) for n, title, state in zip((1, 2, 3), titles, states, strict=True))
    gates = _gates(catalogue, facts)
    following = next((gate for gate in gates if gate.to_phase > phase), None)
    return Road(stages, stages[phase - 1], gates, following, facts.profile.stay == phase)


def _gates(catalogue: Catalogue, facts: Facts) -> tuple[Gate, ...]:
    """Every gate as this morning had it, the one that is open with today in it."""
    fresh = preview.gate_now(catalogue, facts.profile, facts.standing, facts.sheet, facts.ticked)
    if fresh is None or not facts.sheet.gates:
        return (fresh,) if fresh else facts.sheet.gates
    return tuple(fresh if gate.to_phase == fresh.to_phase else gate for gate in facts.sheet.gates)


def _build(catalogue: Catalogue, facts: Facts, road: Road) -> Build | None:
    standing, log = facts.standing, tuple(placed for placed in facts.log if placed.kind == "circuit")
    if facts.sheet.phase < 2 and not standing.circuits.done and not log:
        return None
    weeks = catalogue.circuit_weeks
    return Build(
        circuits=standing.circuits,
        weeks=len(weeks),
        bars=charts.build(weeks, standing.circuits.week, standing.mastered_on is not None),
        week=tuple(sessions.in_week(log, facts.today)),
        log=log[::-1],
        mastered_on=standing.mastered_on,
        gate=next((gate for gate in road.gates if gate.to_phase == 3), None),
    )


def _lifts(catalogue: Catalogue, facts: Facts) -> tuple[Lift, ...]:
    if not facts.standing.lifts:
        return ()
    limits = safety.limits(catalogue, facts.profile, facts.today, facts.sheet.report)
    runner = Runner(catalogue, facts.profile, facts.standing, limits, facts.today)
    coming = series.coming(runner, facts.sheet)
    guess = "e1rm" not in facts.sheet.blocked
    lines = series.lifts(coming, facts.standing, facts.mornings, facts.logged, guess=guess)
    return tuple(_lift(line, coming[line.exercise], facts.imperial) for line in lines)


def _lift(line: Line, coming: Coming, imperial: bool) -> Lift:
    curve = charts.curve(line, imperial) if len(line.loads) > 1 and line.load else None
    return Lift(line, coming, curve, charts.rungs(coming, imperial), imperial)


def _jumps(catalogue: Catalogue, facts: Facts) -> Jumps | None:
    jumped = series.jumps(catalogue, facts.log)
    return Jumps(facts.standing.jumps.level, jumped, charts.contacts(jumped)) if jumped else None


def _sore(catalogue: Catalogue, facts: Facts) -> tuple[Sore, ...]:
    return series.pain(catalogue, facts.profile, facts.mornings, facts.logged, facts.today)


def _tests(catalogue: Catalogue, facts: Facts) -> Tests | None:
    if facts.sheet.phase < 2 and not facts.standing.tests:
        return None
    jumping = facts.sheet.phase == 3 and facts.profile.wishes.plyometrics
    tried = series.tests(catalogue, facts.standing, jumps=jumping)
    bench = [each for each in tried if not each.opens]
    passed = sum(each.passed for each in bench)
    mastered = facts.standing.mastered_on is not None
    next_on = None if mastered or passed == len(bench) else _next_try(bench)
    return Tests(charts.rows(tried), passed, len(bench), next_on, mastered)


def _next_try(bench: list[Tried]) -> date | None:
    last = max((each.latest.on for each in bench if each.latest), default=None)
    return last and last + timedelta(days=benchmark.RETEST)
