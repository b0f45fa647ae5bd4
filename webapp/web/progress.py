"""Progress: weeks kept, a calendar of days, the road through the phases, and how each kind of work comes along."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, render_template
from flask_login import login_required

from webapp.domain import progress
from webapp.domain.checks import fold
from webapp.domain.days import local_day
from webapp.domain.profile import Profile
from webapp.domain.progress import DayDone, HeatDay, WeekDone
from webapp.domain.series import LIFT_WEEKS, PAIN_WEEKS
from webapp.store import checks, history, profiles, sheets
from webapp.store.engine import Session
from webapp.store.people import IMPERIAL
from webapp.web import branches
from webapp.web.branches import Facts
from webapp.web.edge import now, person, reading
from webapp.web.house import house
from webapp.web.words import count

SHADES = (0.01, 0.5, 1.0)  # from any, from half, all

screen = Blueprint("progress", __name__)


@dataclass(frozen=True, slots=True)
class Square:
    """One day of the calendar drawing: its column and row, how dark, and what it says."""

    on: date
    column: int
    row: int
    shade: int
    today: bool


@screen.get("/progress")
@login_required
def page() -> str:
    """Eight reads, however long the history."""
    today = local_day(now(), person().zone)
    with reading() as session:
        profile = profiles.newest(session, person().id)
        done = _done(session, today)
        facts = _facts(session, profile, today)
    weeks = progress.weeks(done, today, free_day=profile.free_day)
    calendar = _calendar(progress.heat(done, today), today)
    return render_template(
        "progress/page.html",
        place="progress",
        words=house().catalogue.words,
        imperial=person().units == IMPERIAL,
        today=today,
        weeks=weeks,
        said=_said(weeks),
        calendar=calendar,
        shades=[square.shade for week in calendar for square in week],
        months=_months(today),
        opened=facts is not None,
        **(branches.shown(house().catalogue, facts) if facts else {}),
    )


def _done(session: Session, today: date) -> dict[date, DayDone]:
    first = today - timedelta(weeks=progress.HEAT_WEEKS)
    asked = sheets.asked(session, person().id, first, today)
    ticked = history.done(session, person().id, first, today)
    return {
        day: progress.day_done(day, those.blocks, those.short, ticked.get(day, frozenset()))
        for day, those in asked.items()
    }


def _facts(session: Session, profile: Profile, today: date) -> Facts | None:
    user = person().id
    newest = sheets.newest(session, user)
    if newest is None:
        return None
    first = today - timedelta(weeks=LIFT_WEEKS if newest.standing.lifts else PAIN_WEEKS)
    return Facts(
        today,
        profile,
        person().units == IMPERIAL,
        newest,
        fold(checks.of_day(session, user, newest.sheet.day)),
        history.logged(session, user, first, today),
        history.mornings(session, user, first, today, today - timedelta(weeks=PAIN_WEEKS)),
    )


def _said(weeks: tuple[WeekDone, ...]) -> str:
    """One kind sentence; it never counts what was missed."""
    *_, before, this = weeks
    if this.asked and this.kept == this.asked:
        return "Every day so far this week. That is how habits are made."
    if this.kept:
        return "Each day you keep counts, and a missed one takes nothing away."
    if before.kept:
        return f"You kept {count(before.kept, 'day')} last week. Today is a good day to carry on."
    return "Start with today. The short version counts too."


def _calendar(days: tuple[HeatDay, ...], today: date) -> list[tuple[Square, ...]]:
    squares = [Square(day.on, n // 7, n % 7, _shade(day.share), day.on == today) for n, day in enumerate(days)]
    return [tuple(squares[first : first + 7]) for first in range(0, len(squares), 7)]


def _shade(share: float | None) -> int:
    return sum(share >= bound for bound in SHADES) if share is not None else 0


def _months(today: date) -> list[tuple[int, date]]:
    """(column, first Monday) of each month that begins in the calendar, where its name has room."""
    monday = today - timedelta(days=today.weekday(), weeks=progress.HEAT_WEEKS - 1)
    mondays = [monday + timedelta(weeks=n) for n in range(progress.HEAT_WEEKS)]
    return [(n, on) for n, on in enumerate(mondays[:-1]) if on.day <= 7]
