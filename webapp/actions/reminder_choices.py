"""Choosing when reminders ring: a new version of the answers from today, like any other."""

from dataclasses import replace
from datetime import datetime

from webapp.actions.answers import change_profile
from webapp.domain.catalogue import Catalogue
from webapp.domain.profile import Profile, Reminders
from webapp.store.engine import Session
from webapp.store.people import Person


def set_reminders(session: Session, catalogue: Catalogue, person: Person, now: datetime, chosen: Reminders) -> None:
    """All of the choices at once."""
    change_profile(session, catalogue, person, now, lambda old: replace(old, reminders=chosen), "reminders")


def ring_every_time(session: Session, catalogue: Catalogue, person: Person, now: datetime) -> None:
    """No thinning out after weeks of steady use."""

    def edit(old: Profile) -> Profile:
        return replace(old, reminders=replace(old.reminders, thin=False))

    change_profile(session, catalogue, person, now, edit)
