"""What hurts and whether one is ill today: the list follows, and the ticks already made stay."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from webapp.actions import days
from webapp.actions.days import Opened
from webapp.actions.refused import Refused
from webapp.domain.catalogue import AREAS, Catalogue
from webapp.domain.checks import PAIN_RANGE
from webapp.domain.days import local_day
from webapp.domain.sheet import Report
from webapp.store import consents, sheets
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
    soreness: int = 0,
    worse: Collection[str] = (),
) -> Opened:
    """Replaces what was reported earlier today. Saying that something hurts is the consent to keep it.

    `soreness` of muscles is 0-10; `worse` names areas that are worse this morning than before yesterday's session.
    """
    _check(pain, (*sharp, *worse), ill, soreness)
    hurts = {area: score for area, score in pain.items() if score}
    report = Report(tuple(sorted(hurts.items())), tuple(sorted(set(sharp))), ill, soreness, tuple(sorted(set(worse))))
    if report != Report():
        consents.give(session, person.id, consents.HEALTH, catalogue.words["consent"]["version"], now)
    return days.revise_day(session, catalogue, person, now, report)[1]


def hurt_yesterday(session: Session, person: Person, now: datetime) -> tuple[str, ...]:
    """The areas reported yesterday: how they are this morning says more than the score (training.md 3.3)."""
    stored = sheets.stored_on(session, person.id, local_day(now, person.zone) - timedelta(days=1))
    report = stored.sheet.report if stored else Report()
    return tuple(dict.fromkeys((*dict(report.pain), *report.sharp, *report.worse)))


def _check(pain: Mapping[str, int], places: Collection[str], ill: str, soreness: int) -> None:
    least, most = PAIN_RANGE
    if any(area not in AREAS for area in (*pain, *places)):
        raise Refused("area", "Choose a place on the body.")
    if any(not least <= score <= most for score in (*pain.values(), soreness)):
        raise Refused("pain", f"Choose a number from {least} to {most}.")
    if ill not in ILL:
        raise Refused("ill", "Choose one of the three.")
