"""Moving a session of the week by hand, and putting it back where the plan has it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from webapp.actions import days
from webapp.actions.answers import Changes, change_profile
from webapp.actions.refused import Refused
from webapp.domain import moves
from webapp.domain.catalogue import Catalogue
from webapp.domain.days import week_of
from webapp.domain.moves import NOT_THERE, take_back
from webapp.domain.plan import Week
from webapp.domain.profile import Move, Profile
from webapp.domain.standing import Standing
from webapp.domain.week import SESSIONS, plan_week
from webapp.store import profiles
from webapp.store.engine import Session
from webapp.store.people import Person


@dataclass(frozen=True, slots=True)
class Shift:
    """Another session that a move takes along: off one day, onto another; None where it finds none."""

    kind: str
    off: date
    to: date | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A day a session could go to: fine, with a warning, or not and why."""

    on: date
    here: bool = False  # where it is now
    warning: str = ""
    refusal: str = ""
    shifts: tuple[Shift, ...] = ()


def move(session: Session, catalogue: Catalogue, person: Person, now: datetime, wish: Move) -> Changes:
    """The session goes where it is wished for; a rule of safety refuses, a soft one does not."""
    if wish.kind not in SESSIONS:
        raise Refused("to", NOT_THERE)
    opened = days.open_day(session, catalogue, person, now)
    profile = profiles.newest(session, person.id)
    moved = moves.move(catalogue, profile, opened.stored.standing, opened.today, wish)
    if moved.profile is None:
        raise Refused("to", moved.refusal)
    return change_profile(session, catalogue, person, now, lambda _: moved.profile)


def put_back(session: Session, catalogue: Catalogue, person: Person, now: datetime, wish: Move) -> Changes:
    """The session that was moved to `wish.to` goes where the plan puts it; doing it twice is once."""
    days.open_day(session, catalogue, person, now)
    return change_profile(session, catalogue, person, now, lambda old: take_back(old, wish))


def choices(
    catalogue: Catalogue, profile: Profile, standing: Standing, today: date, kind: str, on: date
) -> tuple[Choice, ...]:
    """What each day of this week would mean for the session that stands on `on`; empty where none can be moved."""
    week = plan_week(catalogue, profile, standing, today)
    here = next((plan for plan in week.days if plan.on == on and plan.on >= today), None)
    if here is None or kind not in SESSIONS or here.session != kind:
        return ()
    return tuple(_choice(catalogue, profile, standing, week, today, Move(kind, on, to)) for to in week_of(today))


def shifts(before: Week, after: Week, wish: Move) -> tuple[Shift, ...]:
    """What else changes its day between two plans of a week, the moved session itself apart."""
    return tuple(shift for kind in SESSIONS for shift in _shifts_of(kind, before, after, wish))


def _choice(catalogue: Catalogue, profile: Profile, standing: Standing, week: Week, today: date, wish: Move) -> Choice:
    if wish.to == wish.on:
        return Choice(wish.to, here=True)
    moved = moves.move(catalogue, profile, standing, today, wish)
    if moved.profile is None:
        return Choice(wish.to, refusal=moved.refusal)
    after = plan_week(catalogue, moved.profile, standing, today)
    return Choice(wish.to, warning=moved.warning, shifts=shifts(week, after, wish))


def _shifts_of(kind: str, before: Week, after: Week, wish: Move) -> Iterator[Shift]:
    own = {wish.on, wish.to} if kind == wish.kind else set()
    was, will = ({plan.on for plan in week.days if plan.session == kind} - own for week in (before, after))
    coming = iter(sorted(will - was))
    yield from (Shift(kind, off, next(coming, None)) for off in sorted(was - will))
