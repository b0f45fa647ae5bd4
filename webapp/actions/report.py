"""What hurts and whether one is ill today: the list follows, and the ticks already made stay."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from webapp.actions import days
from webapp.actions.days import Opened
from webapp.actions.refused import Refused
from webapp.domain.catalogue import AREAS, Catalogue
from webapp.domain.checks import PAIN_RANGE, done_items
from webapp.domain.days import local_day
from webapp.domain.pain_light import GREEN_UP_TO
from webapp.domain.profile import Profile
from webapp.domain.sheet import Report
from webapp.store import checks, consents, profiles, sheets
from webapp.store.engine import Session
from webapp.store.people import Person

ILL = ("", "above", "below")
MORNING = "morning"  # among what a profile puts off: the question of the morning after
DAY = timedelta(days=1)


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
    _answer_morning(session, person, now)
    return days.revise_day(session, catalogue, person, now, report)[1]


def say_morning(session: Session, catalogue: Catalogue, person: Person, now: datetime, worse: str) -> Opened:
    """How yesterday's pain is this morning: the area that is worse than before, or "" for back to usual."""
    if worse and worse not in hurt_yesterday(session, person, now):
        raise Refused("area", "Choose a place that hurt yesterday.")
    said = days.open_day(session, catalogue, person, now).sheet.report
    now_worse = {*said.worse, worse} - {""}
    return report_today(
        session, catalogue, person, now, dict(said.pain), said.sharp, said.ill, said.soreness, now_worse
    )


def hurt_yesterday(session: Session, person: Person, now: datetime) -> tuple[str, ...]:
    """The areas reported yesterday: how they are this morning says more than the score (training.md 3.3)."""
    return _hurt(_reported(session, person, local_day(now, person.zone) - DAY), least=0)


def to_ask(session: Session, person: Person, profile: Profile, day: date) -> tuple[str, ...]:
    """The areas to ask about on the morning of a day: amber or red the day before, with work done, not answered yet."""
    if day < profile.later.get(MORNING, day):
        return ()
    areas = _hurt(_reported(session, person, day - DAY), least=GREEN_UP_TO + 1)
    return areas if areas and done_items(checks.of_day(session, person.id, day - DAY)) else ()


def _reported(session: Session, person: Person, day: date) -> Report:
    stored = sheets.stored_on(session, person.id, day)
    return stored.sheet.report if stored else Report()


def _hurt(report: Report, least: int) -> tuple[str, ...]:
    scored = (area for area, score in report.pain if score >= least)
    return tuple(dict.fromkeys((*scored, *report.sharp, *report.worse)))


def _answer_morning(session: Session, person: Person, now: datetime) -> None:
    """The question is answered by any report: it comes back after the next sore day at the earliest."""
    if hurt_yesterday(session, person, now):
        today, profile = local_day(now, person.zone), profiles.newest(session, person.id)
        answered = replace(profile, later={**profile.later, MORNING: today + DAY})
        profiles.save_profile(session, person.id, answered, today, now)


def _check(pain: Mapping[str, int], places: Collection[str], ill: str, soreness: int) -> None:
    least, most = PAIN_RANGE
    if any(area not in AREAS for area in (*pain, *places)):
        raise Refused("area", "Choose a place on the body.")
    if any(not least <= score <= most for score in (*pain.values(), soreness)):
        raise Refused("pain", f"Choose a number from {least} to {most}.")
    if ill not in ILL:
        raise Refused("ill", "Choose one of the three.")
