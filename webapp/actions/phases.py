"""Choosing a phase: staying for good, stepping back, going on, opening the first gate early."""

from dataclasses import replace
from datetime import datetime

from webapp.actions import days
from webapp.actions.answers import Changes, change_profile
from webapp.actions.refused import Refused
from webapp.domain.catalogue import Catalogue
from webapp.domain.profile import Profile
from webapp.domain.sheet import Gate, Sheet
from webapp.store.engine import Session
from webapp.store.people import Person

FIRST, LAST = 1, 3
HABIT_GATE = 2  # the phase behind the one gate that may be opened early
LAST_ONE = "This is the last phase. There is nothing to hold back from."
FIRST_ONE = "There is no phase before this one."
SHUT = "Something that matters for your safety keeps this gate closed, so it cannot be opened early."


def stay(session: Session, catalogue: Catalogue, person: Person, now: datetime) -> Changes:
    """No further than the phase of today, until they say otherwise."""
    phase = _phase(session, catalogue, person, now)
    if phase == LAST:
        raise Refused("phase", LAST_ONE)
    return change_profile(session, catalogue, person, now, lambda old: replace(old, stay=phase))


def step_back(session: Session, catalogue: Catalogue, person: Person, now: datetime) -> Changes:
    """One phase back, and no further until they say otherwise; a gate opened early is closed again."""
    phase = _phase(session, catalogue, person, now)
    if phase == FIRST:
        raise Refused("phase", FIRST_ONE)
    return change_profile(session, catalogue, person, now, lambda old: replace(old, stay=phase - 1, ahead=None))


def go_on(session: Session, catalogue: Catalogue, person: Person, now: datetime) -> Changes:
    """As far as the gates allow again."""
    days.open_day(session, catalogue, person, now)
    return change_profile(session, catalogue, person, now, lambda old: replace(old, stay=None))


def open_early(session: Session, catalogue: Catalogue, person: Person, now: datetime) -> Changes:
    """Past the habit gate before it is met; never past what safety asks for."""
    opened = days.open_day(session, catalogue, person, now)
    if refusal := why_not_early(opened.sheet):
        raise Refused("phase", refusal)
    return change_profile(session, catalogue, person, now, _ahead)


def why_not_early(sheet: Sheet) -> str:
    """What keeps the habit gate from being opened today, in one sentence; nothing when it may be."""
    gate = gate_to(sheet, HABIT_GATE)
    return SHUT if gate is None or gate.safety else ""


def gate_to(sheet: Sheet, phase: int) -> Gate | None:
    """The gate to a phase as it stood this morning, if the sheet has it."""
    gates = (*sheet.gates, *filter(None, [sheet.gate]))
    return next((gate for gate in gates if gate.to_phase == phase), None)


def _ahead(old: Profile) -> Profile:
    return replace(old, ahead=HABIT_GATE, stay=None if old.stay == FIRST else old.stay)


def _phase(session: Session, catalogue: Catalogue, person: Person, now: datetime) -> int:
    return days.open_day(session, catalogue, person, now).sheet.phase
