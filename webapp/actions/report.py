"""What hurts and whether one is ill today: the list follows, and the ticks already made stay."""

from collections.abc import Collection, Mapping
from datetime import datetime

from webapp.actions import days
from webapp.actions.days import Opened
from webapp.actions.refused import Refused
from webapp.domain.catalogue import AREAS, Catalogue
from webapp.domain.checks import PAIN_RANGE
from webapp.domain.sheet import Report
from webapp.store import consents
from webapp.store.engine import Session
from webapp.store.people import Person

ILL = ("", "above", "below")


def report_today(
    session: Session,
    catalogue: Catalogue,
    person: Person,
    now: datetime,
    pain: Mapping[str, int],
    sharp: Collection[str],
    ill: str,
) -> Opened:
    """Replaces what was reported earlier today. Saying that something hurts is the consent to keep it."""
    _check(pain, sharp, ill)
    hurts = {area: score for area, score in pain.items() if score}
    report = Report(tuple(sorted(hurts.items())), tuple(sorted(set(sharp))), ill)
    if report != Report():
        consents.give(session, person.id, consents.HEALTH, catalogue.words["consent"]["version"], now)
    return days.revise_day(session, catalogue, person, now, report)[1]


def _check(pain: Mapping[str, int], sharp: Collection[str], ill: str) -> None:
    least, most = PAIN_RANGE
    if any(area not in AREAS for area in (*pain, *sharp)):
        raise Refused("area", "Choose a place on the body.")
    if any(not least <= score <= most for score in pain.values()):
        raise Refused("pain", f"Choose a number from {least} to {most}.")
    if ill not in ILL:
        raise Refused("ill", "Choose one of the three.")
