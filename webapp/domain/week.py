"""The week of a runner: which days take full hip work, which light, and why."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from webapp.domain.days import week_of, weekday
from webapp.domain.profile import Profile, Race, Run

FULL_DAYS = 3  # a week: training.md 4.2 [d]
FULL_WITHOUT_RUNS = ("mon", "wed", "fri")  # DECISIONS 3
HARDNESS = ("cross", "easy", "strides", "long", "workout")  # two runs on a day: the hardest counts
LIGHT_RUNS = ("workout", "long")  # training.md 4.8
LIGHT_BEFORE_RACE = 2  # days: training.md 4.9 [d]


@dataclass(frozen=True, slots=True)
class DayPlan:
    on: date
    hip: str  # full, light, none
    why: str  # key of a reason in content
    kind: str = "train"  # train, free, race, eve
    runs: tuple[Run, ...] = ()
    session: str = ""  # circuit, lift, plyo, test: what is placed on this day
    session_why: str = ""  # one sentence
    warning: str = ""  # one sentence, when it was moved by hand and a soft rule bends
    moved: bool = False
    drills: bool = False  # warm-up drills before the run
    gentle: bool = False  # easy effort only: the day before a workout or long run
    share: float = 1.0  # of a normal session: taper, after illness or a race
    primer: bool = False  # the short lift five days before an A race


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """Sessions the week would hold that found no day, and why."""

    kind: str
    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class Week:
    kind: str  # build, race, recovery
    days: tuple[DayPlan, ...]
    left: tuple[NotPlaced, ...] = ()

    def on(self, day: date) -> DayPlan:
        return next(plan for plan in self.days if plan.on == day)


def plan_week(profile: Profile, day: date) -> Week:
    """Places hip work on the seven days, Monday to Sunday, that hold this day."""
    days = week_of(day)
    full = _full_days(profile, days)
    return Week(_week_kind(profile, day), tuple(_plan(profile, on, on in full) for on in days))


def runs_on(profile: Profile, day: date) -> tuple[Run, ...]:
    """The planned runs of a date, hardest first; none on a race day, races live only in `races`."""
    if _race_on(profile, day):
        return ()
    runs = [run for run in profile.runs if run.weekday == weekday(day)]
    return tuple(sorted(runs, key=lambda run: HARDNESS.index(run.kind), reverse=True))


def _plan(profile: Profile, on: date, full: bool) -> DayPlan:
    runs = runs_on(profile, on)
    race, eve, after = (_race_on(profile, on + timedelta(days=n)) for n in (0, 1, -1))
    close = any(_race_on(profile, on + timedelta(days=n + 1)) for n in range(LIGHT_BEFORE_RACE))
    if race:
        return DayPlan(on, "none", "race-day", "race", runs)
    if eve and eve.priority == "A":
        return DayPlan(on, "none", "eve-of-race", "eve", runs)
    if weekday(on) == profile.free_day:
        return DayPlan(on, "none", "free-day", "free", runs)
    if close or after:
        return DayPlan(on, "light", "eve-of-race-light" if close else "after-race", runs=runs)
    if runs and runs[0].kind in LIGHT_RUNS:
        return DayPlan(on, "light", f"{runs[0].kind}-light", runs=runs)
    return DayPlan(on, "full", "full-day", runs=runs) if full else DayPlan(on, "light", "light-day", runs=runs)


def _full_days(profile: Profile, days: tuple[date, ...]) -> frozenset[date]:
    """Up to three days that can take it, spread as evenly as the week allows; the earlier choice on a tie."""
    able = [on for on in days if _plan(profile, on, full=True).hip == "full"]
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


def _race_on(profile: Profile, day: date) -> Race | None:
    """The race of a day, the one that matters most if there are two."""
    return min((race for race in profile.races if race.on == day), key=lambda race: race.priority, default=None)


def _week_kind(profile: Profile, day: date) -> str:
    """Race week is the seven days that end on race day (DECISIONS 4)."""
    if any(0 <= (race.on - day).days < 7 for race in profile.races):
        return "race"
    return "recovery" if any(0 < (day - race.on).days <= 2 for race in profile.races) else "build"
