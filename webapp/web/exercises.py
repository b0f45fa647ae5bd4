"""One exercise: how it is done, why it is there, and what was really done of it today."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from math import floor
from typing import Any
from uuid import uuid4

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_login import current_user, login_required
from werkzeug.exceptions import NotFound

from webapp.actions.checks import REJECTED, check_off
from webapp.actions.refused import Refused
from webapp.domain.catalogue import Exercise
from webapp.domain.checks import DETAILS, PAIN_RANGE, Check, fold, is_late, limit_words
from webapp.domain.days import local_day
from webapp.domain.evidence import Evidence
from webapp.domain.pain_light import RED, light
from webapp.domain.sheet import TEST_SLOT, Item, Sheet
from webapp.store import checks, sheets
from webapp.store.people import IMPERIAL
from webapp.web import taps
from webapp.web.edge import keepable, now, person, reading, writing
from webapp.web.house import house
from webapp.web.rows import Row, anchor, rounds_and_rests, rows
from webapp.web.words import POUND, kilograms, number

screen = Blueprint("exercises", __name__)

LOADED = frozenset({"dumbbell", "kettlebell", "barbell", "trap-bar", "machine", "cable", "medball", "plates"})
EFFORTS = ("0", "1", "2", "3", "4", "5+")  # repetitions in reserve; 5 stands for anything above
FORMS = {"amount": r"[+-]?\d+", "load": r"[+-]?(\d+([.,]\d*)?|[.,]\d+)"}  # what a field takes, for the script


@screen.get("/exercises/<slug>")
def page(slug: str) -> Response | str:
    """What it is, for anybody; with the dose and the log of a day, for whoever has it on their list."""
    shown = _shown(_exercise(slug), _day(request.args.get("day", "")), request.args.get("slot", ""))
    drawn, row = render_template("exercises/page.html", **shown), shown["row"]
    if row and any(box.check and box.check.pain is not None for box in row.boxes):
        return drawn
    return keepable(drawn, row.details if row else f"/exercises/{slug}")


def day_page(slug: str, sheet: Sheet, slot: str, standing: Mapping[str, Check]) -> str:
    """The page of an exercise on a day's list, without what pain was told: a phone may keep it."""
    exercise = _exercise(slug)
    told = {key: check for key, check in standing.items() if check.pain is None}
    return render_template("exercises/page.html", **_page(exercise, *_on_list(exercise, sheet, slot, told)))


@screen.post("/exercises/<slug>")
@login_required
def log(slug: str) -> Response | tuple[str, int]:
    """What was really done: a tick with its details."""
    exercise, day, key = _exercise(slug), _day(request.form.get("day", "")), request.form.get("key", "")
    slot = key.partition("@")[2]
    try:
        with writing() as session:
            _save(session, day)
    except Refused as refused:
        shown = _shown(exercise, day, slot) | {"typed": request.form, "fault": refused}
        return render_template("exercises/page.html", **shown), 422
    shown = _shown(exercise, day, slot)
    if shown["light"] == RED:
        return redirect(
            url_for("exercises.page", slug=slug, day=day, slot=TEST_SLOT if slot == TEST_SLOT else None), 303
        )
    return redirect(url_for("today.page", _anchor=f"row-{anchor(key)}"), 303)


def _save(session: Any, day: date) -> None:
    tap, imperial = taps.from_form(str(day), request.form), person().units == IMPERIAL
    if tap.load is not None:
        tap = replace(tap, load=kilograms(tap.load, imperial))
    result = check_off(session, house().catalogue, person(), [tap], now(), queued=False)[0]
    if result.state == REJECTED:
        field = _field(result.reason)
        raise Refused(field, _limits(imperial)[field]["beyond"] if field == "load" else result.reason)


def _field(reason: str) -> str:
    """The field a refusal stands beside, by the word it begins with."""
    return next((name for name, (words, _) in DETAILS.items() if reason.startswith(words)), "")


def _limits(imperial: bool) -> dict[str, dict[str, object]]:
    """What the fields that are typed may hold, in the unit of the person, and what is said of anything else."""
    return {name: _limit(name, imperial and name == "load") for name in FORMS}


def _limit(name: str, pounds: bool) -> dict[str, object]:
    _, (least, most) = DETAILS[name]
    most = floor(most / POUND) if pounds else most
    words = {"unreadable": taps.DETAILS[name][1], "beyond": limit_words(name, most)}
    return {"form": FORMS[name], "least": f"{least:g}", "most": f"{most:g}"} | words


def _shown(exercise: Exercise, day: date, slot: str) -> dict[str, Any]:
    return _page(exercise, *_row(exercise, day, slot))


def _page(exercise: Exercise, row: Row | None, rests: str) -> dict[str, Any]:
    catalogue = house().catalogue
    logged = _logged(row)
    return {
        "place": "today",
        "exercise": exercise,
        "row": row,
        "rests": rests,
        "efforts": EFFORTS,
        "logged": logged,
        "kept_load": number(logged.load if logged else None, row is not None and row.imperial),
        "closed": row is not None and is_late(row.day, local_day(now(), person().zone)),
        "limits": _limits(row is not None and row.imperial),
        "lights": [light(score, row.item.pain_limit) for score in range(PAIN_RANGE[1] + 1)] if row else [],
        "light": light(logged.pain, row.item.pain_limit) if logged and logged.pain is not None else "",
        "level": row.item.level if row else 0,
        "studies": _studies(exercise),
        "loaded": bool(LOADED & set(exercise.kit)) or (row is not None and row.item.load is not None),
        "imperial": row is not None and row.imperial,
        "others": {slug: catalogue.exercises[slug].name for slug in _others(exercise)},
        "fresh": uuid4(),
        "typed": {},
        "fault": None,
    }


def _row(exercise: Exercise, day: date, slot: str) -> tuple[Row | None, str]:
    """The row of that day's list, if the visitor has one, and its rounds and rests in words."""
    if not current_user.is_authenticated:
        return None, ""
    with reading() as session:
        stored = sheets.stored_on(session, person().id, day)
        standing = fold(checks.of_day(session, person().id, day)) if stored else {}
    return _on_list(exercise, stored.sheet, slot, standing) if stored else (None, "")


def _on_list(exercise: Exercise, sheet: Sheet, slot: str, standing: Mapping[str, Check]) -> tuple[Row | None, str]:
    item = _item(sheet, exercise.slug, slot)
    if not item:
        return None, ""
    catalogue, week = house().catalogue, next((b.week for b in sheet.blocks if item in b.items), 0)
    row = rows([item], catalogue, standing, sheet.day, person().units == IMPERIAL)[0]
    return row, rounds_and_rests(item, catalogue, week)


def _item(sheet: Sheet, slug: str, slot: str) -> Item | None:
    """The work of an exercise; where it is both trained and tested that day, the slot says which."""
    found = [item for item in _items(sheet) if item.exercise == slug]
    return next((item for item in found if slot in item.slots), found[0] if found else None)


def _items(sheet: Sheet) -> list[Item]:
    return [*sheet.items, *(item for short in sheet.short for item in short.items)]


def _logged(row: Row | None) -> Check | None:
    """The newest tick of the row that carries a detail, else the newest tick."""
    found = [box.check for box in row.boxes if box.check and box.check.done] if row else []
    return max(found, key=lambda check: (check.pain is not None or check.amount is not None, check.at), default=None)


def _studies(exercise: Exercise) -> list[Evidence]:
    """What studies say about this family of work; what is only recalled is never shown."""
    found = (evidence for evidence in house().catalogue.evidence if exercise.family in evidence.families)
    return [evidence for evidence in found if evidence.seen]


def _others(exercise: Exercise) -> list[str]:
    """The moves its page leads on to."""
    found = (exercise.easier, exercise.harder, *exercise.swaps.values())
    return [slug for slug in dict.fromkeys(found) if slug in house().catalogue.exercises]


def _exercise(slug: str) -> Exercise:
    exercise = house().catalogue.exercises.get(slug)
    if exercise is None:
        raise NotFound
    return exercise


def _day(text: str) -> date:
    """The day asked for, else the visitor's today; nonsense is today."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return local_day(now(), person().zone) if current_user.is_authenticated else now().date()
