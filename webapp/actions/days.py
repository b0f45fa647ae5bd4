"""Opening a day: the one place that makes a sheet, and revises today's when something changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from webapp.domain import keeping
from webapp.domain.advance import advance, fresh
from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import LATE_DAYS, Check, done_items, fold
from webapp.domain.days import local_day
from webapp.domain.prescribe import prescribe_day
from webapp.domain.profile import Profile
from webapp.domain.sheet import Report, Sheet
from webapp.domain.simulate import all_done
from webapp.domain.standing import Standing
from webapp.store import checks, profiles, sheets
from webapp.store.engine import Session
from webapp.store.people import Person
from webapp.store.sheets import Stored

DAYS_AHEAD = 2  # a phone holds, beside today's
TRIES = 5  # revisions by two devices at once: the later one starts again from what the earlier left


@dataclass(frozen=True, slots=True)
class Opened:
    """A day as it stands: what was asked and what is ticked."""

    today: date
    stored: Stored
    checks: Mapping[str, Check]

    @property
    def sheet(self) -> Sheet:
        return self.stored.sheet


def opened_day(session: Session, person: Person, now: datetime) -> Opened | None:
    """Today as it stands, if it was opened before: two reads, nothing written."""
    today = local_day(now, person.zone)
    stored = sheets.stored_on(session, person.id, today)
    return stored and Opened(today, stored, fold(checks.of_day(session, person.id, today)))


def open_day(session: Session, catalogue: Catalogue, person: Person, now: datetime) -> Opened:
    """Today's sheet, made on the first call of the day; calling again changes nothing."""
    opened = opened_day(session, person, now)
    if opened:
        return opened
    today = local_day(now, person.zone)
    stored = _make(session, catalogue, person, today, now)
    return Opened(today, stored, fold(checks.of_day(session, person.id, today)))


def coming_days(
    session: Session, catalogue: Catalogue, person: Person, opened: Opened, written: bool = False
) -> list[Opened]:
    """The next days as they would be opened, nothing stored: today as it is ticked or, `written`, with what is not yet
    ticked done as written; each day after it done as written."""
    done = {**all_done(opened.sheet), **opened.checks} if written else opened.checks
    found = []
    for _ in range(DAYS_AHEAD):
        day = opened.sheet.day + timedelta(days=1)
        standing = advance(catalogue, opened.stored.standing, opened.sheet, done, day)
        sheet = prescribe_day(catalogue, profiles.profile_on(session, person.id, day), standing, day)
        opened, done = Opened(day, Stored(sheet, standing), {}), all_done(sheet)
        found.append(opened)
    return found


def revise_day(
    session: Session, catalogue: Catalogue, person: Person, now: datetime, report: Report | None = None
) -> tuple[Sheet | None, Opened]:
    """Makes today's sheet again from the answers and the report as they are now; ticks already made stay.

    Returns the sheet as it was, for saying what changed, and the day as it stands. Without a report today's stays.
    """
    before = None
    for _ in range(TRIES):
        opened = open_day(session, catalogue, person, now)
        before = before or opened.sheet
        profile = profiles.profile_on(session, person.id, opened.today)
        stored = _revised(catalogue, profile, opened, report or opened.sheet.report)
        if stored.sheet == opened.sheet or sheets.replace(session, person.id, stored, opened.sheet.revision, now):
            return before, Opened(opened.today, stored, opened.checks)
    raise RuntimeError("today's sheet was revised again and again by others")


def carry_on(session: Session, catalogue: Catalogue, person: Person, day: date, now: datetime) -> None:
    """After a tick for a past day: corrects where the runner stood on the days since, so that it lasts.

    The sheets themselves stay as they were asked; a day that was lived on a phone without a signal gets one now.
    """
    today = local_day(now, person.zone)
    done = checks.between(session, person.id, day, today)
    for on in sorted(done):
        if on < today and _was_held(session, person, on):
            _make(session, catalogue, person, on, now)
    since = sheets.since(session, person.id, day, today)
    standing = since[0].standing if since else None
    for stored, following in pairwise(since):
        outcomes = fold(done.get(stored.sheet.day, ()))
        standing = advance(catalogue, standing, stored.sheet, outcomes, following.sheet.day)
        if standing != following.standing:
            sheets.replace(session, person.id, Stored(following.sheet, standing), following.sheet.revision, now)


def _was_held(session: Session, person: Person, day: date) -> bool:
    """Whether a phone may have held the list of a day that was never opened here."""
    before = sheets.since(session, person.id, day - timedelta(days=DAYS_AHEAD), day)
    return bool(before) and before[-1].sheet.day < day


def _make(session: Session, catalogue: Catalogue, person: Person, day: date, now: datetime) -> Stored:
    profile = profiles.profile_on(session, person.id, day)
    standing = standing_on(session, catalogue, person, day)
    stored = Stored(prescribe_day(catalogue, profile, standing, day), standing)
    if sheets.insert(session, person.id, stored, now):
        return stored
    return sheets.stored_on(session, person.id, day) or stored


def standing_on(session: Session, catalogue: Catalogue, person: Person, day: date) -> Standing:
    """Where the person stands on a day: from the standing two weeks back, folded over the sheets since.

    Late ticks move the plan for 14 days, so what is older is final and the cost does not grow with history.
    """
    anchor = sheets.anchor(session, person.id, day - timedelta(days=LATE_DAYS))
    if anchor is None or anchor.sheet.day >= day:
        return fresh(day)
    first, last = anchor.sheet.day, day - timedelta(days=1)
    asked = [stored.sheet for stored in sheets.since(session, person.id, first, last)]
    done = checks.between(session, person.id, first, last)
    standing = anchor.standing
    for sheet, following in zip(asked, [*(sheet.day for sheet in asked[1:]), day], strict=True):
        standing = advance(catalogue, standing, sheet, fold(done.get(sheet.day, ())), following)
    return standing


def _revised(catalogue: Catalogue, profile: Profile, opened: Opened, report: Report) -> Stored:
    old, standing = opened.sheet, opened.stored.standing
    new = prescribe_day(catalogue, profile, standing, old.day, report)
    new = keeping.keep_done(new, old, done_items(opened.checks.values()))
    unchanged = replace(new, revision=old.revision) == old
    return Stored(replace(new, revision=old.revision + (not unchanged)), standing)
