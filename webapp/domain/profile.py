"""What a person told us: injuries, screen answers, kit, wishes, runs and races."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

AGE_BANDS = ("13-15", "16-17", "18-64", "65+")
SIDES = ("left", "right", "both")
LIFTING = ("barbell", "single-leg", "machines", "no")
RUN_KINDS = ("easy", "strides", "workout", "long", "cross")
DISTANCES = ("5k", "10k", "half", "marathon", "other")
MINUTES_DEFAULT = 20  # [d]
MINUTES_RANGE = (5, 120)
GRACE_RANGE = (0, 120)  # minutes between a run's planned end and its reminder [d]

Answer = bool | int | str  # yes/no; a number; "unknown" or a named choice


@dataclass(frozen=True, slots=True)
class PastInjury:
    """One entry of a person's history. `since` None means they do not know: read as within three months."""

    injury: str
    side: str = "both"
    since: date | None = None
    pain: int = 0
    times: int = 1  # in the last 24 months
    area: str | None = None
    variant: str | None = None
    option: str | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    lifting: str = "no"
    plyometrics: bool = False
    core: bool = False
    lunges: bool = False
    coached: tuple[str, ...] = ()

    @property
    def phase_3(self) -> bool:
        """Whether anything after general strength is wanted."""
        return self.lifting != "no" or self.plyometrics


@dataclass(frozen=True, slots=True)
class Run:
    """A run of every week. `series` names it through edits, so that what hangs on it stays (DECISIONS 24)."""

    weekday: str
    kind: str
    minutes: int
    at: time | None = None
    series: str = ""


@dataclass(frozen=True, slots=True)
class RunChange:
    """A change of one day: `run` stands in for the run of this series, or comes on top; None calls it off."""

    on: date
    series: str = ""  # "" adds a run to the day
    run: Run | None = None


@dataclass(frozen=True, slots=True)
class Race:
    on: date
    priority: str = "B"
    distance: str = "other"


@dataclass(frozen=True, slots=True)
class Move:
    """A session moved by hand within its week: `kind` is circuit, lift, plyo or test; it leaves `on` and goes `to`."""

    kind: str
    on: date
    to: date


@dataclass(frozen=True, slots=True)
class Spell:
    """Days in a row, both ends included; `where` only for illness: above or below the neck."""

    first: date
    last: date
    where: str = ""

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Clearance:
    """A professional's all-clear for a screen answer or an injury, from a date."""

    what: str
    on: date


@dataclass(frozen=True, slots=True)
class PainNote:
    """A pain report of one day: 0-10, and whether the next morning was worse."""

    on: date
    area: str
    score: int
    next_morning: str = "usual"  # usual, worse


@dataclass(frozen=True, slots=True)
class Reminders:
    """When to be reminded, as wall time in the person's zone; None means not at all."""

    on: bool = True
    grace: int = 5  # minutes after the planned end of a run [d]
    rest_at: time | None = time(18)  # on days without a run, and of runs without a time
    morning_at: time | None = None  # what is due several times a day
    evening_at: time | None = None
    follow_up_at: time | None = None  # the same evening, if the list is still open
    quiet_from: time = time(22)
    quiet_until: time = time(7)
    paused_until: date | None = None  # the first day on which they ring again
    thin: bool = True  # ring less often after weeks of steady use


@dataclass(frozen=True, slots=True)
class Profile:
    zone: str = "UTC"
    age_band: str = "18-64"
    minutes: int = MINUTES_DEFAULT
    injuries: tuple[PastInjury, ...] = ()
    screen: Mapping[str, Answer] = field(default_factory=dict)  # an absent question was not asked yet
    kit: frozenset[str] = frozenset()
    plates: tuple[float, ...] = ()  # kg, one entry for each pair owned; none listed means steps of 2.5 kg
    bar: float | None = None  # kg; None is the usual 20
    body_mass: float | None = None
    lifted_before: bool = False  # knows the lifts: the usual warm-up ladder instead of the beginner's
    stay: int | None = None  # the highest phase wanted for now
    ahead: int | None = None  # a phase entered before its habit gate was met, by choice
    wishes: Wishes = Wishes()
    free_day: str | None = None  # the one weekday a week without work, if chosen
    runs: tuple[Run, ...] = ()
    run_changes: tuple[RunChange, ...] = ()
    moves: tuple[Move, ...] = ()
    races: tuple[Race, ...] = ()
    ill: tuple[Spell, ...] = ()
    away: tuple[Spell, ...] = ()
    cleared: tuple[Clearance, ...] = ()
    pain: tuple[PainNote, ...] = ()
    reminders: Reminders = Reminders()
    asked: frozenset[str] = frozenset()  # steps and cards answered, so that "none" differs from "not asked yet"
    answered_on: Mapping[str, date] = field(default_factory=dict)  # screen question -> the day it was last answered
    later: Mapping[str, date] = field(default_factory=dict)  # card -> the day it may come back

    def cleared_on(self, what: str) -> date | None:
        """The first date from which a professional's clearance holds for this, or None."""
        return min((c.on for c in self.cleared if c.what == what), default=None)
