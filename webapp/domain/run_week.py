"""The runs of a person's week and the dates that differ from it: read from a form, put in, taken out, looked up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from webapp.domain.days import WEEKDAYS, weekday
from webapp.domain.profile import RUN_KINDS, Profile, Run, RunChange

MINUTES = range(1, 601)  # of one run: issue 3, simulator contract
MOST_A_DAY = 3  # [d]
AHEAD = timedelta(weeks=8)  # how far a single date can be changed [d]
KEPT = timedelta(days=35)  # as long as the log of sessions: nothing looks further back

ASK_DAY = "Choose a day of the week."
ASK_DATE = "Choose a day from today to eight weeks ahead."
ASK_KIND = "Choose the kind of run."
ASK_MINUTES = "Enter the minutes as a whole number, from 1 to 600."
ASK_TIME = "Enter a time such as 18:00, or leave it empty."
TOO_MANY = f"{MOST_A_DAY} runs are the most one day can hold. Take one out first."

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?::[0-5]\d)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class DayRun:
    """One run of a date: as every week has it (None: on this day only), and as it will be (None: called off)."""

    planned: Run | None
    run: Run | None

    @property
    def series(self) -> str:
        return (self.planned or self.run).series

    @property
    def shown(self) -> Run:
        """What there is to show of it, called off or not."""
        return self.run or self.planned

    @property
    def changed(self) -> bool:
        return self.planned != self.run


def runs_of(profile: Profile, day: date) -> tuple[Run, ...]:
    """The runs of a date with its one-off changes, in the order they were entered. Races are not looked at."""
    if not profile.run_changes:
        return tuple(run for run in profile.runs if run.weekday == weekday(day))
    return tuple(entry.run for entry in entries_of(profile, day) if entry.run)


def entries_of(profile: Profile, day: date) -> tuple[DayRun, ...]:
    """The same with what was called off, and with what the week had planned."""
    changes = [change for change in profile.run_changes if change.on == day]
    instead = {change.series: change.run for change in changes if change.series}
    weekly = [run for run in profile.runs if run.weekday == weekday(day)]
    planned = (DayRun(run, instead.get(run.series, run)) for run in weekly)
    added = (DayRun(None, change.run) for change in changes if not change.series)
    return (*planned, *added)


def can_change(day: date, today: date) -> bool:
    """Whether a date can still, and already, differ from the week."""
    return today <= day <= today + AHEAD


def read_run(form: Mapping[str, str], series: str, day: str | None = None) -> tuple[Run | None, dict[str, str]]:
    """The run a form describes, or None and a sentence for each field; `day` is the weekday where no form asks it."""
    day = day or form.get("weekday", "")
    minutes, typed_at = _whole(form.get("minutes", "")), form.get("at", "").strip()
    at = read_time(typed_at)
    checks = {
        "weekday": (day in WEEKDAYS, ASK_DAY),
        "kind": (form.get("kind") in RUN_KINDS, ASK_KIND),
        "minutes": (minutes in MINUTES, ASK_MINUTES),
        "at": (at is not None or not typed_at, ASK_TIME),
    }
    faults = {field: words for field, (fine, words) in checks.items() if not fine}
    return (None, faults) if faults else (Run(day, form["kind"], minutes, at, series), {})


def read_time(text: str) -> time | None:
    """A wall time as people type it: 18:00, 7.30; None for anything else."""
    found = _CLOCK.fullmatch(text)
    return time(int(found[1]), int(found[2])) if found else None


def as_form(run: Run) -> dict[str, str]:
    """The words of the form for a run already entered."""
    at = run.at.isoformat("minutes") if run.at else ""
    return {"weekday": run.weekday, "kind": run.kind, "minutes": str(run.minutes), "at": at}


def with_run(profile: Profile, run: Run) -> Profile:
    """The run is part of every week, in the place of the one with its series if there is one."""
    if all(other.series != run.series for other in profile.runs):
        return replace(profile, runs=(*profile.runs, run))
    return replace(profile, runs=tuple(run if other.series == run.series else other for other in profile.runs))


def without_run(profile: Profile, series: str) -> Profile:
    """The run and its changes leave every week to come."""
    return replace(profile, runs=tuple(run for run in profile.runs if run.series != series))


def with_change(profile: Profile, change: RunChange) -> Profile:
    """One date differs; a change back to what the week has is none."""
    others = without_change(profile, change.on, _name(change))
    if change.series and change.run in profile.runs:
        return others
    return replace(others, run_changes=(*others.run_changes, change))


def without_change(profile: Profile, on: date, series: str) -> Profile:
    """This run of this date is as planned again; a run of that day only is gone."""
    kept = (change for change in profile.run_changes if (change.on, _name(change)) != (on, series))
    return replace(profile, run_changes=tuple(kept))


def pruned(profile: Profile, today: date) -> Profile:
    """Without changes that are long over, or of a run that its date no longer has."""
    return replace(profile, run_changes=tuple(c for c in profile.run_changes if _counts(profile, c, today)))


def _counts(profile: Profile, change: RunChange, today: date) -> bool:
    if change.on < today - KEPT:
        return False
    return not change.series or any(
        run.series == change.series and run.weekday == weekday(change.on) for run in profile.runs
    )


def _name(change: RunChange) -> str:
    """The series it changes; a run of one day goes by its own."""
    return change.series or (change.run.series if change.run else "")


def _whole(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None
