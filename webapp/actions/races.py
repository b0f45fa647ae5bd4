"""Races: each change makes a new profile from today, and the weeks around them follow."""

from datetime import date, datetime

from webapp.actions.answers import Changes, change_profile
from webapp.actions.refused import Refused
from webapp.domain.catalogue import Catalogue
from webapp.domain.days import local_day
from webapp.domain.profile import Profile, Race
from webapp.domain.race_list import MOST, TOO_MANY, coming, with_race, without_race
from webapp.store.engine import Session
from webapp.store.people import Person

CARD = "races"


def save_race(
    session: Session, catalogue: Catalogue, person: Person, now: datetime, race: Race, was: date | None = None
) -> Changes:
    """The race of its day; `was` is the day it stood on before, if it is another telling of one."""
    today = local_day(now, person.zone)

    def edit(old: Profile) -> Profile:
        new = with_race(without_race(old, was) if was else old, race, today)
        if len(coming(new, today)) > max(MOST, len(coming(old, today))):
            raise Refused("on", TOO_MANY)
        return new

    return change_profile(session, catalogue, person, now, edit, CARD)


def remove_race(session: Session, catalogue: Catalogue, person: Person, now: datetime, on: date) -> Changes:
    """No race on that day; removing it twice is once."""
    return change_profile(session, catalogue, person, now, lambda old: without_race(old, on), CARD)


def finish_races(session: Session, catalogue: Catalogue, person: Person, now: datetime) -> Changes:
    """The card is answered: no race planned. Races that were told stay."""
    return change_profile(session, catalogue, person, now, lambda old: old, CARD)
