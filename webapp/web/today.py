"""Today: the list, and ticking it."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4, uuid5

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_login import current_user, login_required
from markupsafe import Markup
from werkzeug.exceptions import BadRequest, NotFound, UnprocessableEntity

from webapp.actions import days
from webapp.actions.checks import REJECTED, Tap, check_off
from webapp.actions.days import Opened
from webapp.actions.refused import Refused
from webapp.domain import preview, rechecks
from webapp.domain.advance import counts
from webapp.domain.cards import cards, may_ask_for_reminders, missing_step
from webapp.domain.changes import changes
from webapp.domain.checks import Check, fold
from webapp.domain.phases import with_today
from webapp.domain.profile import Profile
from webapp.domain.sheet import Gate, Report, Sheet
from webapp.store import checks, profiles, sheets
from webapp.store.engine import Session
from webapp.store.people import IMPERIAL
from webapp.store.rings import Rings
from webapp.web import taps, words
from webapp.web.devices import rings_today
from webapp.web.edge import is_part, keepable, now, person, reading, see_other, writing
from webapp.web.firing import lost_since
from webapp.web.house import house
from webapp.web.rows import DayList, anchor, day_list
from webapp.web.run_card import from_reminder, run_card

screen = Blueprint("today", __name__)
FRESH_OP = re.compile("fresh-op")
ONCE = frozenset({"batch", "changed", "r", "late"})  # what the page says only once, after something was done
screen.record_once(lambda state: state.app.jinja_env.filters.update(words.FILTERS))


@screen.app_template_global()
def say(group: str, key: str) -> str:
    """Words of the content, by group and name."""
    return house().catalogue.words[group][key]


@screen.app_template_filter()
def exercise_name(slug: str) -> str:
    """The name of an exercise; of a whole block of work, its heading."""
    catalogue = house().catalogue
    return catalogue.exercises[slug].name if slug in catalogue.exercises else catalogue.words["blocks"].get(slug, slug)


screen.add_app_template_filter(anchor)


@screen.app_template_filter()
def with_ops(markup: str) -> Markup:
    """A new op for each form of some rows, whose markup is remembered without: a tick sent twice counts once."""
    return Markup(FRESH_OP.sub(lambda _: str(uuid4()), markup))


@screen.get("/today")
@login_required
def page() -> Response | str:
    """Today's list; whoever has not answered the first questions goes there first."""
    with reading() as session:
        profile = profiles.newest(session, person().id)
        opened = days.opened_day(session, person(), now())
        ringing = rings_today(session)
    if step := missing_step(profile):
        return see_other("onboarding.page", step=step)
    if opened is None:
        with writing() as session:
            opened = days.open_day(session, house().catalogue, person(), now())
    short = request.args.get("short", "")
    shown = day_page(opened, profile, ringing, short)
    return shown if request.args.keys() & ONCE else keepable(shown, day_name(opened, short))


def day_page(opened: Opened, profile: Profile, ringing: Rings, short: str = "") -> str:
    """A day as Today shows it: the whole list, or a short version of it."""
    return render_template("today/page.html", **_shown(opened, profile, ringing, short))


def day_name(opened: Opened, short: str = "") -> str:
    """What a phone keeps a day's page under."""
    return f"/days/{opened.sheet.day}" + (f"?short={short}" if short in _versions(opened.sheet) else "")


def _versions(sheet: Sheet) -> set[str]:
    return {str(version.minutes) for version in sheet.short}


@screen.get("/today/tomorrow")
@login_required
def tomorrow() -> Response | str:
    """What a finished day adds up to and what comes next: a part of Today's page."""
    with reading() as session:
        profile = profiles.newest(session, person().id)
        opened = days.opened_day(session, person(), now())
        ringing = rings_today(session)
    if opened is None or not is_part():
        return see_other("today.page")
    may_ask = _may_ask(opened, profile, ringing)
    return render_template(
        "today/_tomorrow.html", sheet=opened.sheet, tomorrow=_tomorrow(opened, profile), may_ask=may_ask
    )


@screen.post("/days/<day>/checks")
@login_required
def tick(day: str) -> Response | str:
    """One tick: key, op, done. The row and the lap for htmx, the list again for everybody else."""
    on, tap = _date(day), _tap(day)
    with writing() as session:
        _set(session, tap)
        shown = _list(session, on) if is_part() else None
    if not is_part():
        return _back(f"row-{anchor(tap.item)}")
    found = shown and shown.find(tap.item)
    if not found:
        return Response(status=204)
    return render_template("today/_ticked.html", row=found[0], box=found[1], list=shown)


@screen.post("/days/<day>/done")
@login_required
def done(day: str) -> Response:
    """Everything due after a run, as written; the batch is what undo takes back."""
    on, batch = _date(day), _batch()
    with writing() as session:
        shown = _list(session, on)
        if shown is None:
            raise NotFound
        keys = [box.key for box in shown.due if not box.done]
        _set(session, *(Tap(str(uuid5(batch, key)), day, key, True) for key in keys))
    return _back(batch=batch if keys else None)


@screen.post("/days/<day>/undo")
@login_required
def undo(day: str) -> Response:
    """Takes back what "done as written" has set, and nothing that was ticked since."""
    on, batch = _date(day), _batch()
    with writing() as session:
        standing = fold(checks.of_day(session, person().id, on)).values()
        mine = [check.item for check in standing if check.op == str(uuid5(batch, check.item))]
        _set(session, *(Tap(str(uuid5(batch, f"undo {key}")), day, key, False) for key in mine))
    return _back()


def _shown(opened: Opened, profile: Profile, ringing: Rings, short: str) -> dict[str, Any]:
    shown = _day_list(opened.sheet, opened.checks, short)
    ticked = any(check.done for check in opened.checks.values())
    kept_safe = current_user.email is not None
    return {
        "place": "today",
        "sheet": opened.sheet,
        "gate": _gate(opened),
        "list": shown,
        "run": run_card(profile, opened.today, ringing, house().catalogue.words),
        "from_reminder": from_reminder(ringing, request.args.get("r", ""), now(), person().zone),
        "ticked": ticked,
        "batch": request.args.get("batch", ""),
        "fresh": uuid4(),
        "cards": cards(
            profile,
            opened.today,
            ticked=ticked,
            finished=shown.finished,
            kept_safe=kept_safe,
            again=rechecks.due(profile, house().catalogue, opened.today, opened.sheet.phase),
        ),
        "profile": profile,
        "reported": _reported(opened, profile),
        "tomorrow": _tomorrow(opened, profile) if shown.finished else None,
        "may_ask": _may_ask(opened, profile, ringing),
        "lost_since": lost_since(ringing, profile, opened.today),
    }


def _may_ask(opened: Opened, profile: Profile, ringing: Rings) -> bool:
    """Whether to ask for reminders: not on a device that had them."""
    return ringing.here is None and may_ask_for_reminders(profile, opened.today)


def _gate(opened: Opened) -> Gate | None:
    gate = opened.sheet.gate
    return with_today(gate) if gate and counts(opened.sheet, opened.checks) else gate


def _reported(opened: Opened, profile: Profile) -> tuple[str, ...]:
    """What today's report changed on the list, in sentences."""
    if opened.sheet.report == Report():
        return ()
    catalogue = house().catalogue
    before = preview.without_report(catalogue, profile, opened.stored.standing, opened.sheet)
    return changes(before, opened.sheet, catalogue.exercises)


def _tomorrow(opened: Opened, profile: Profile):
    standing = opened.stored.standing
    return preview.tomorrow(house().catalogue, profile, standing, opened.sheet, opened.checks)


def _list(session: Session, on: date) -> DayList | None:
    """That day's list as it stands, in the version the form was part of."""
    stored = sheets.stored_on(session, person().id, on)
    standing = fold(checks.of_day(session, person().id, on))
    return stored and _day_list(stored.sheet, standing, request.form.get("short", ""))


def _day_list(sheet: Sheet, standing: Mapping[str, Check], short: str) -> DayList:
    return day_list(sheet, house().catalogue, standing, short, person().units == IMPERIAL)


def _set(session: Session, *ticks: Tap) -> None:
    results = check_off(session, house().catalogue, person(), ticks, now(), queued=False)
    if refused := next((result for result in results if result.state == REJECTED), None):
        raise UnprocessableEntity(refused.reason)


def _tap(day: str) -> Tap:
    try:
        return taps.from_form(day, request.form)
    except Refused as refused:
        raise UnprocessableEntity(refused.message) from None


def _date(day: str) -> date:
    """The day of an address; what is no date, or one written another way, is no page."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise NotFound from None
    if on.isoformat() != day:
        raise NotFound
    return on


def _batch() -> UUID:
    try:
        return UUID(request.form.get("batch", ""))
    except ValueError:
        raise BadRequest from None


def _back(anchor: str | None = None, batch: UUID | None = None) -> Response:
    """Today again, in the version it was seen in, where the hand was."""
    short = request.form.get("short") or None
    return redirect(url_for("today.page", short=short, batch=batch, _anchor=anchor), 303)
