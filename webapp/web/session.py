"""The guided session: today's list, one exercise at a time."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_login import current_user, login_required
from werkzeug.exceptions import BadRequest, Forbidden, NotFound

from webapp.actions import days, resting
from webapp.actions.days import Opened
from webapp.domain import guide
from webapp.domain.cards import missing_step
from webapp.domain.catalogue import Exercise
from webapp.domain.guide import Step
from webapp.store import profiles
from webapp.store.people import IMPERIAL
from webapp.web.edge import keepable, limit, now, person, reading, see_other, writing
from webapp.web.house import house
from webapp.web.rows import DayList, Row, day_list
from webapp.web.words import dose, figure, load, weight

LONGEST_REST_S = 900
MOST_RESTS = (60, 3600)  # of a person within an hour

screen = Blueprint("session", __name__)


@screen.get("/session")
@login_required
def page() -> Response | str:
    """The steps of today, or of its short version; Today makes the list when there is none yet."""
    with reading() as session:
        profile = profiles.newest(session, person().id)
        opened = days.opened_day(session, person(), now())
    if missing_step(profile) or opened is None:
        return see_other("today.page")
    short = request.args.get("short", "")
    shown = day_page(opened, short)
    return keepable(shown, day_name(opened, short)) if shown else see_other("today.page", short=short or None)


@screen.post("/session/rest")
@login_required
def rest() -> Response:
    """{seconds}: this device is to ring when a rest ends in so many, with 0 not at all. 404 when it does not ring."""
    if "X-App" not in request.headers:
        raise Forbidden
    seconds, login_id = _seconds(), current_user.login.id
    if seconds:
        limit("rest", *MOST_RESTS, whose=str(person().id))
    with writing() as session:
        if not seconds:
            resting.take_back(session, person(), login_id, now())
        elif resting.ring_after(session, person(), login_id, timedelta(seconds=seconds), now()) is None:
            raise NotFound
    return Response(status=204)


def day_page(opened: Opened, short: str = "") -> str | None:
    """The session of a day; None where the list holds nothing to be led through."""
    imperial = person().units == IMPERIAL
    # What was logged, pain above all, has no place on a page that a phone keeps.
    untold = {"amount": None, "load": None, "effort": None, "pain": None}
    ticks = {key: replace(check, **untold) for key, check in opened.checks.items()}
    shown = day_list(opened.sheet, house().catalogue, ticks, short, imperial)
    steps = guide.steps(opened.sheet, house().catalogue, shown.short)
    if not steps:
        return None
    found, parts = _rows(shown, steps), _parts(shown)
    first = next(step for step in steps if step.kind == "work")
    context = {"list": shown, "rows": found, "first": found[first.key][1], "told": _told(found, parts, steps, imperial)}
    return render_template("session/page.html", sheet=opened.sheet, moves=_moves(found), **context)


def day_name(opened: Opened, short: str = "") -> str:
    """What a phone keeps a day's session under."""
    versions = {str(version.minutes) for version in opened.sheet.short}
    return f"/days/{opened.sheet.day}/session" + (f"?short={short}" if short in versions else "")


def _seconds() -> int:
    try:
        told = request.get_json(silent=True)
    except RecursionError:
        told = None
    seconds = told.get("seconds") if isinstance(told, dict) else None
    if type(seconds) is not int or not 0 <= seconds <= LONGEST_REST_S:
        raise BadRequest("This needs the seconds of a rest.")
    return seconds


def _rows(shown: DayList, steps: tuple[Step, ...]) -> dict[str, tuple[str, Row]]:
    """The part and the row of each key, in the order of the session."""
    rows = {
        box.key: (part.kind, replace(row, boxes=(box,)))
        for part in shown.parts
        for row in part.rows
        for box in row.boxes
    }
    return {step.key: rows[step.key] for step in steps}


def _moves(found: dict[str, tuple[str, Row]]) -> dict[str, tuple[Exercise, Exercise | None]]:
    """How each exercise is done, and the easier move if there is one."""
    exercises = house().catalogue.exercises
    known = {key: exercises[row.item.exercise] for key, (_, row) in found.items()}
    return {key: (exercise, exercises.get(exercise.easier or "")) for key, exercise in known.items()}


def _parts(shown: DayList) -> dict[str, dict[str, str]]:
    """The name and the facts of each part: week, rounds, rests."""
    names = house().catalogue.words["blocks"]
    return {
        part.kind: {"name": part.name or names.get(part.kind, part.kind), "facts": ", ".join(part.facts)}
        for part in shown.parts
    }


def _told(
    found: dict[str, tuple[str, Row]], parts: dict[str, dict[str, str]], steps: tuple[Step, ...], imperial: bool
) -> str:
    """What the script is told, as JSON that may stand in a page: {mark, items, parts, steps, words}."""
    items = [_item(key, part, row, imperial) for key, (part, row) in found.items()]
    led = [_step(step, imperial) for step in steps]
    mark = hashlib.sha256(repr((items, led)).encode()).hexdigest()[:12]
    words = dict(house().catalogue.words["session"])
    told = {"mark": mark, "items": items, "parts": parts, "steps": led, "words": words}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _item(key: str, part: str, row: Row, imperial: bool) -> dict[str, Any]:
    item = row.item
    # In a list of several there is no room for when to stop.
    short = ", ".join(filter(None, (figure(item), load(item, imperial)))) if item.rest and not item.rounds else ""
    told = {"key": key, "name": row.name, "part": part, "unit": item.unit, "dose": short or dose(item, imperial)}
    return told | ({"finding": True} if item.finding else {})


def _step(step: Step, imperial: bool) -> dict[str, Any]:
    """A step without what goes without saying."""
    kilos = "" if step.load is None else weight(step.load, imperial)
    told = {
        "kind": step.kind, "key": step.key, "seconds": round(step.seconds, 2), "timing": step.timing,
        "amount": step.amount, "side": step.side, "number": step.number if step.of > 1 else 0,
        "of": step.of if step.of > 1 else 0, "load": kilos, "warm": step.warm_up, "round": step.round,
        "rounds": step.rounds, "last": step.last,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}
