"""One runner's morning, for tests that look at a single sheet."""

from datetime import UTC, date, datetime, time, timedelta

from webapp.domain.advance import fresh
from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import Check
from webapp.domain.prescribe import prescribe_day
from webapp.domain.profile import PastInjury, Profile
from webapp.domain.sheet import Report, Sheet
from webapp.domain.standing import Standing

MONDAY = date(2026, 11, 23)
QUIET = Report()


def answered(catalogue: Catalogue, **answers: object) -> dict[str, object]:
    """The whole screen answered with no, but for these."""
    return {**dict.fromkeys(catalogue.questions, False), **answers}


def settled(**known: object) -> Standing:
    """Somebody three weeks in, who did yesterday's work."""
    start = MONDAY - timedelta(days=21)
    usual = {"phase_since": start, "starter_from": start, "last_done": MONDAY - timedelta(days=1)}
    return Standing(**{"started_on": start, **usual, **known})


def newcomer() -> Standing:
    return fresh(MONDAY)


def morning(
    catalogue: Catalogue,
    profile: Profile,
    day: date = MONDAY,
    standing: Standing | None = None,
    report: Report = QUIET,
) -> Sheet:
    """The sheet of a day; a Monday three weeks in unless told otherwise."""
    standing = standing or settled()
    return prescribe_day(catalogue, profile, standing, day, report)


def injured(injury: str, **known: object) -> Profile:
    """Somebody with one injury, without kit, who lacks no minutes."""
    return Profile(minutes=60, injuries=(PastInjury(injury, **known),))


def rows(sheet: Sheet, kind: str) -> dict:
    """The rows of one kind of block, by slug."""
    return {row.exercise: row for block in sheet.blocks if block.kind == kind for row in block.items}


def slugs(sheet: Sheet) -> set[str]:
    return {row.exercise for row in sheet.items}


def days_ago(days: int, day: date = MONDAY) -> date:
    return day - timedelta(days=days)


def ticks(sheet: Sheet, *keys: str, **details: object) -> dict[str, Check]:
    """These keys ticked in the evening."""
    at = datetime.combine(sheet.day, time(18), UTC)
    return {key: Check(key, sheet.day, key, True, at, **details) for key in keys}
