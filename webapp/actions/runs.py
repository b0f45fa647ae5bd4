"""The runs of the week and the dates that differ: each change makes a new profile from today."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID, uuid4

from webapp.actions.answers import Changes, change_profile
from webapp.actions.refused import Refused
from webapp.domain.catalogue import Catalogue
from webapp.domain.days import local_day
from webapp.domain.profile import Profile, Run, RunChange
from webapp.domain.run_week import (
    ASK_DATE,
    MOST_A_DAY,
    TOO_MANY,
    can_change,
    pruned,
    runs_of,
    with_change,
    with_run,
    without_change,
    without_run,
)
from webapp.store.engine import Session
from webapp.store.people import Person

CARD = "runs"


def new_series(key: str = "") -> str:
    """What a new run is called from now on: the key its form came with, so that sending it twice is once."""
    try:
        return str(UUID(key, version=4))
    except ValueError:
        return str(uuid4())


def save_run(session: Session, catalogue: Catalogue, person: Person, now: datetime, run: Run) -> Changes:
    """A run of every week: a new one, or another telling of the one with its series."""

    def edit(old: Profile) -> Profile:
        new = with_run(old, run)
        if len(_on_weekday(new, run.weekday)) > max(MOST_A_DAY, len(_on_weekday(old, run.weekday))):
            raise Refused("weekday", TOO_MANY)
        return new

    return _change(session, catalogue, person, now, edit)


def remove_run(session: Session, catalogue: Catalogue, person: Person, now: datetime, series: str) -> Changes:
    """The run leaves the week, its one-off changes with it; removing it twice is once."""
    return _change(session, catalogue, person, now, lambda old: without_run(old, series))


def finish_runs(session: Session, catalogue: Catalogue, person: Person, now: datetime) -> Changes:
    """The card is answered: no runs on fixed days. Runs that were entered stay."""
    return _change(session, catalogue, person, now, lambda old: old)


def change_day(session: Session, catalogue: Catalogue, person: Person, now: datetime, change: RunChange) -> Changes:
    """One date differs from the week: another run in the place of one, one called off, or one more."""
    _check_date(change.on, person, now)

    def edit(old: Profile) -> Profile:
        new = with_change(old, change)
        if len(runs_of(new, change.on)) > max(MOST_A_DAY, len(runs_of(old, change.on))):
            raise Refused("day", TOO_MANY)
        return new

    return _change(session, catalogue, person, now, edit)


def plan_again(session: Session, catalogue: Catalogue, person: Person, now: datetime, on: date, series: str) -> Changes:
    """This run of this date is as every week again; a run of that day only goes."""
    _check_date(on, person, now)
    return _change(session, catalogue, person, now, lambda old: without_change(old, on, series))


def _change(
    session: Session, catalogue: Catalogue, person: Person, now: datetime, edit: Callable[[Profile], Profile]
) -> Changes:
    today = local_day(now, person.zone)
    return change_profile(session, catalogue, person, now, lambda old: pruned(edit(old), today), CARD)


def _check_date(on: date, person: Person, now: datetime) -> None:
    if not can_change(on, local_day(now, person.zone)):
        raise Refused("day", ASK_DATE)


def _on_weekday(profile: Profile, weekday: str) -> list[Run]:
    return [run for run in profile.runs if run.weekday == weekday]
