"""What a person wants and brings to the later phases: lifting, jumps, experience, plates, their weight."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from webapp.actions.answers import Changes, change_profile
from webapp.actions.refused import Refused
from webapp.domain.catalogue import Catalogue
from webapp.domain.profile import LIFTING, Profile
from webapp.store.engine import Session
from webapp.store.people import Person

TAUGHT = ("back-squat", "deadlift", "front-squat", "power-clean")  # the lifts a coach can have taught in person
PAIRS = range(4)  # of one size of plate [d]
PLATE, BAR, BODY = (0.5, 50.0), (2.5, 50.0), (25.0, 250.0)  # kg [d]


def set_lifting(session: Session, catalogue: Catalogue, person: Person, now: datetime, way: str) -> Changes:
    """One of LIFTING, for the time after the circuits."""
    if way not in LIFTING:
        raise Refused("lifting", "Choose one of these.")

    def edit(old: Profile) -> Profile:
        return replace(old, wishes=replace(old.wishes, lifting=way))

    return change_profile(session, catalogue, person, now, edit, "lifting")


def set_barbell(
    session: Session,
    catalogue: Catalogue,
    person: Person,
    now: datetime,
    watched: bool | None,
    coached: Collection[str],
) -> Changes:
    """Whether barbell lifts were watched or have a rack (q21), and which ones a coach taught in person."""
    if watched is None:
        raise Refused("watched", "Choose yes or no.")
    if not set(coached) <= set(TAUGHT):
        raise Refused("coached", "Choose from the list.")
    taught = tuple(slug for slug in TAUGHT if slug in coached)

    def edit(old: Profile) -> Profile:
        return replace(old, screen={**old.screen, "q21": watched}, wishes=replace(old.wishes, coached=taught))

    return change_profile(session, catalogue, person, now, edit, "barbell")


def set_jumps(session: Session, catalogue: Catalogue, person: Person, now: datetime, wanted: str) -> Changes:
    """Jumps after the circuits: yes or no."""
    if wanted not in ("yes", "no"):
        raise Refused("jumps", "Choose yes or no.")

    def edit(old: Profile) -> Profile:
        return replace(old, wishes=replace(old.wishes, plyometrics=wanted == "yes"))

    return change_profile(session, catalogue, person, now, edit, "jumps")


def set_background(session: Session, catalogue: Catalogue, person: Person, now: datetime, lifted: str) -> Changes:
    """Whether they have lifted with weights before: before, new."""
    if lifted not in ("before", "new"):
        raise Refused("background", "Choose one of the two.")
    return change_profile(
        session, catalogue, person, now, lambda old: replace(old, lifted_before=lifted == "before"), "background"
    )


def set_plates(
    session: Session,
    catalogue: Catalogue,
    person: Person,
    now: datetime,
    pairs: Mapping[float, int],
    bar: float | None,
) -> Changes:
    """Pairs owned by the size of one plate in kg, none for a gym that has them all; the bar in kg, None the usual."""
    if not all(_within(size, PLATE) and count in PAIRS for size, count in pairs.items()):
        raise Refused("plates", "Choose 0, 1, 2 or 3 pairs of each.")
    if bar is not None and not _within(bar, BAR):
        raise Refused("bar", "Enter what the bar weighs.")
    plates = tuple(size for size in sorted(pairs, reverse=True) for _ in range(pairs[size]))
    return change_profile(session, catalogue, person, now, lambda old: replace(old, plates=plates, bar=bar), "plates")


def set_weight(
    session: Session, catalogue: Catalogue, person: Person, now: datetime, body_mass: float | None
) -> Changes:
    """Their own weight in kg; None leaves it out, and first loads start at the lightest."""
    if body_mass is not None and not _within(body_mass, BODY):
        raise Refused("weight", "Enter a weight, or leave it empty.")
    return change_profile(session, catalogue, person, now, lambda old: replace(old, body_mass=body_mass), "weight")


def _within(number: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= number <= bounds[1]  # false for what is no number
