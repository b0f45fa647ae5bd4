"""Progress: weeks kept, a calendar of days, and the way to the next phase."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, render_template
from flask_login import login_required

from webapp.domain import preview, progress
from webapp.domain.checks import done_items, fold
from webapp.domain.days import local_day
from webapp.domain.progress import DayDone, HeatDay, WeekDone
from webapp.store import checks, profiles, sheets
from webapp.store.engine import Session
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
    """Six reads, however long the history."""
    today = local_day(now(), person().zone)
    with reading() as session:
        profile = profiles.newest(session, person().id)
        done = _done(session, today)
        newest = sheets.newest(session, person().id)
        ticked = checks.of_day(session, person().id, newest.sheet.day) if newest else ()
    weeks = progress.weeks(done, today, free_day=profile.free_day)
    return render_template(
        "progress/page.html",
        place="progress",
        words=house().catalogue.words,
        weeks=weeks,
        said=_said(weeks),
        squares=_squares(progress.heat(done, today), today),
        months=_months(today),
        gate=newest and preview.gate_now(house().catalogue, profile, newest.standing, newest.sheet, fold(ticked)),
        any_done=any(day.done for day in done.values()),
    )


def _done(session: Session, today: date) -> dict[date, DayDone]:
    first = today - timedelta(weeks=progress.HEAT_WEEKS)
    asked = sheets.asked(session, person().id, first, today)
    ticked = checks.between(session, person().id, first, today)
    return {
        day: progress.day_done(day, those.blocks, those.short, done_items(ticked.get(day, ())))
        for day, those in asked.items()
    }


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


def _squares(days: tuple[HeatDay, ...], today: date) -> list[Square]:
    return [Square(day.on, n // 7, n % 7, _shade(day.share), day.on == today) for n, day in enumerate(days)]


def _shade(share: float | None) -> int:
    return sum(share >= bound for bound in SHADES) if share is not None else 0


def _months(today: date) -> list[tuple[int, date]]:
    """(column, first Monday) of each month that begins in the calendar, where its name has room."""
    monday = today - timedelta(days=today.weekday(), weeks=progress.HEAT_WEEKS - 1)
    mondays = [monday + timedelta(weeks=n) for n in range(progress.HEAT_WEEKS)]
    return [(n, on) for n, on in enumerate(mondays[:-1]) if on.day <= 7]
