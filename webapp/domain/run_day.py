"""A date of the run week: its runs, its race, its spells, and when the last run ends."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from webapp.domain.days import weekday
from webapp.domain.profile import Profile, Run
from webapp.domain.race_window import RaceWindow, race_on, race_window
from webapp.domain.run_week import runs_of

HARDNESS = ("cross", "easy", "strides", "long", "workout")  # two runs on a day: the hardest counts
USUAL_END = time(18)  # of a day whose runs have no time, or that has none [d]
AFTER_ILLNESS = 3  # days without sessions: one of rest, two light ones (training.md 4.11)
SHORT_RUN = 45  # minutes [d]
FEW_RUNS = 3  # days a week: training.md 4.8 has its own line for them


@dataclass(frozen=True, slots=True)
class RunDay:
    """`hardest` is the kind of run the day takes, or nothing. `end` is wall time."""

    on: date
    hardest: str
    minutes: int
    end: datetime
    window: RaceWindow
    runs: tuple[Run, ...] = ()  # hardest first
    free: bool = False
    off: str = ""  # away, ill
    quality_next: bool = False  # tomorrow is a workout, a long run or a race
    workout_soon: bool = False  # a workout or a race within two days
    usual: tuple[Run, ...] = ()  # the runs of every week

    @property
    def few_runs(self) -> bool:
        """Three days of running a week or fewer."""
        return len({run.weekday for run in self.usual}) <= FEW_RUNS


def runs_on(profile: Profile, day: date) -> tuple[Run, ...]:
    """The planned runs of a date, hardest first; none on a race day, races live only in `races`."""
    if race_on(profile, day):
        return ()
    runs = runs_of(profile, day)
    return runs if len(runs) < 2 else tuple(sorted(runs, key=lambda run: HARDNESS.index(run.kind), reverse=True))


def run_day(profile: Profile, on: date) -> RunDay:
    """Everything the placing of work asks about a date."""
    runs = runs_on(profile, on)
    following = _hardest(profile, on + timedelta(days=1))
    return RunDay(
        on=on,
        hardest=runs[0].kind if runs else "",
        minutes=sum(run.minutes for run in runs),
        end=_end(on, runs),
        window=race_window(profile, on),
        runs=runs,
        free=weekday(on) == profile.free_day,
        off=_off(profile, on),
        quality_next=following in ("workout", "long", "race"),
        workout_soon=bool({following, _hardest(profile, on + timedelta(days=2))} & {"workout", "race"}),
        usual=profile.runs,
    )


def _hardest(profile: Profile, day: date) -> str:
    if race_on(profile, day):
        return "race"
    runs = runs_on(profile, day)
    return runs[0].kind if runs else ""


def _end(on: date, runs: tuple[Run, ...]) -> datetime:
    """When the last run is over; a run past midnight still belongs to its day."""
    starts = [(datetime.combine(on, run.at), run.minutes) for run in runs if run.at]
    ends = [start + timedelta(minutes=minutes) for start, minutes in starts]
    return max(ends, default=datetime.combine(on, USUAL_END))


def _off(profile: Profile, on: date) -> str:
    if any(spell.holds(on) for spell in profile.away):
        return "away"
    ill = any(spell.holds(on) for spell in profile.ill)
    after = any(spell.where == "below" and 0 < (on - spell.last).days <= AFTER_ILLNESS for spell in profile.ill)
    return "ill" if ill or after else ""
