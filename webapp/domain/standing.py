"""Where a runner stands: the small state that training moves from day to day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Red:
    """A red pain report of one area."""

    on: date
    area: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A session that was asked for: a circuit, a lift, jumps, a test, drills. `counted`: 80 % ticked (DECISIONS 1)."""

    on: date
    kind: str
    counted: bool
    whole: bool = False  # every planned rep
    week: int = 0
    level: int = 0
    contacts: int = 0
    eased: bool = False
    rounds: int = 0  # of a circuit


@dataclass(frozen=True, slots=True)
class Circuits:
    """Where the eight-week build stands. `week` 1 to 8; a deload week repeats none and advances none."""

    week: int = 1
    deload: bool = False
    done: int = 0  # counted sessions since the build began
    weeks: int = 0  # calendar weeks with a counted session since then
    since_deload: int = 0  # build weeks finished since the last lighter one


@dataclass(frozen=True, slots=True)
class Tested:
    """The latest try at one item of a test."""

    on: date
    amount: int
    passed: bool
    failed: int = 0  # tries in a row that fell short


@dataclass(frozen=True, slots=True)
class Lift:
    """One lift: `load` in kg, found in its first session, then changed once a week at most."""

    load: float
    found: bool
    last_on: date
    reps: int = 5  # asked for when it was last done
    rir: int = 3  # left in reserve then
    misses: int = 0  # sessions in a row with a missed rep or nothing in reserve
    week_load: float = 0  # kg at the start of this week: the cap of 10 % counts from it
    raised_on: date | None = None
    estimate: float | None = None  # of one repetition at most, kg; charts only


@dataclass(frozen=True, slots=True)
class Jumps:
    level: int = 1
    since: date | None = None  # the first session at this level
    sessions: int = 0  # counted at this level
    contacts: int = 0  # a session of the last week that was not eased


@dataclass(frozen=True, slots=True)
class Standing:
    """All dates are local days. `streaks` counts full days in a row that held the item and had it done as written."""

    started_on: date
    phase: int = 1
    phase_since: date | None = None
    starter_from: date | None = None  # first day of a hip starter week
    eased_until: date | None = None  # level 1 for everything up to this day, after 28 or more days off
    last_done: date | None = None
    done_days: tuple[date, ...] = ()  # of the last 14
    full_days: int = 0  # full hip days prescribed: the place in the rotation A, B, C
    light_days: int = 0  # light days prescribed since the last full one
    full_on: tuple[date, ...] = ()  # full hip days of the last 7
    levels: Mapping[str, int] = field(default_factory=dict)
    growth: Mapping[str, int] = field(default_factory=dict)  # steps of more reps where the next level's kit is missing
    streaks: Mapping[str, int] = field(default_factory=dict)
    level_ups: tuple[date, ...] = ()  # of the last 7 days
    proven: frozenset[str] = frozenset()  # hip items done as written at least once
    unproven: Mapping[str, date] = field(default_factory=dict)  # asked for, not yet done as written: last asked
    reds: tuple[Red, ...] = ()  # of the last 14 days
    rehab_from: Mapping[str, date] = field(default_factory=dict)  # injury -> first day its work was given
    ill_until: date | None = None  # last day of illness below the neck
    sessions: tuple[Placed, ...] = ()  # asked for in the last 35 days, oldest first
    circuits: Circuits = Circuits()
    tests: Mapping[str, Tested] = field(default_factory=dict)  # item of a test -> its latest try
    mastered_on: date | None = None  # circuits mastered: training.md 4.3
    path_week: int = 0  # of the 20-week path; 0 before the first
    lifts: Mapping[str, Lift] = field(default_factory=dict)
    lift_turn: int = 0  # heavy sessions asked for: which of two comes next
    jumps: Jumps = Jumps()
    drill_weeks: int = 0  # calendar weeks with drills done: one more drill each
    halved: Mapping[str, int] = field(default_factory=dict)  # sore area -> sessions at half its dose still to come
    returning_until: date | None = None  # last day of the first week back after seven or more days off
