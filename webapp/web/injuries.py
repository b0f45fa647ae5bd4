"""Injuries: on the body, then what it is, then a few details. The same screen at the start and later from Me.

No injury and no place ever stands in an address: what is chosen travels in forms, an entry by a keyed number.
"""

import hashlib
from collections.abc import Mapping
from datetime import date

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask_login import login_required

from webapp.actions import answers
from webapp.actions.refused import Refused
from webapp.domain import cards
from webapp.domain.days import local_day
from webapp.domain.history import (
    ASK_AREA,
    ASK_INJURY,
    areas_with_injuries,
    as_form,
    choices_at,
    read_past_injury,
    years,
)
from webapp.domain.profile import PastInjury, Profile
from webapp.store import profiles
from webapp.web.answers import changed
from webapp.web.edge import now, person, reading, refuse, see_other, writing
from webapp.web.house import house
from webapp.web.onboarding import SCORES, next_screen

screen = Blueprint("injuries", __name__, url_prefix="/injuries")


@screen.get("")
@login_required
def page() -> str:
    """What was told so far, and the body to tell more."""
    return render_template("injuries/page.html", **_context())


@screen.post("/place")
@login_required
def place() -> str | Response:
    """What it can be there."""
    area = request.form.get("area", "")
    if area not in areas_with_injuries(house().catalogue):
        return refuse("injuries/page.html", **_context(ASK_AREA))
    return render_template("injuries/which.html", **_context(), area=area, choices=choices_at(house().catalogue, area))


@screen.post("/details")
@login_required
def details() -> str | Response:
    """The few questions about it; `injury` is a slug, or slug:variant."""
    injury, _, variant = request.form.get("injury", "").partition(":")
    if injury not in house().catalogue.injuries:
        return refuse("injuries/page.html", **_context(ASK_INJURY))
    typed = {"injury": injury, "variant": variant, "area": request.form.get("area", ""), "times": "1"}
    return render_template("injuries/details.html", **_details(typed))


@screen.post("")
@login_required
def add() -> Response:
    """One more entry."""
    past, faults = read_past_injury(house().catalogue, request.form, _today())
    if past is None:
        return _again(faults)
    try:
        with writing() as session:
            said = answers.add_injury(session, house().catalogue, person(), now(), past)
    except Refused as refused:
        return _again({refused.field: refused.message})
    return see_other("injuries.page") if _is_starting() else changed(said)


@screen.post("/done")
@login_required
def finish() -> Response:
    """None, or none more: on to the next step."""
    with writing() as session:
        answers.finish_injuries(session, house().catalogue, person(), now())
        return redirect(next_screen(profiles.newest(session, person().id)), 303)


@screen.get("/again")
@login_required
def again() -> Response | str:
    """How much each one hurts now."""
    if not _profile().injuries:
        return see_other("injuries.page")
    return render_template("injuries/again.html", **_asked_again({}))


@screen.post("/again")
@login_required
def save_again() -> Response | str:
    """All at once; each needs a number."""
    pains = {past: _score(request.form.get(f"pain-{entry_id(past)}", "")) for past in _profile().injuries}
    try:
        with writing() as session:
            return changed(answers.say_pain_again(session, house().catalogue, person(), now(), pains))
    except Refused as refused:
        return refuse("injuries/again.html", **_asked_again(request.form, refused.message))


@screen.get("/<entry>")
@login_required
def edit(entry: str) -> str:
    """An entry, to change it."""
    typed = as_form(_entry(entry), _today())
    return render_template("injuries/details.html", **_details(typed, entry=entry))


@screen.post("/<entry>")
@login_required
def change(entry: str) -> Response:
    """Another telling of it, in its place."""
    old = _entry(entry)
    past, faults = read_past_injury(house().catalogue, request.form, _today())
    if past is None:
        return _again(faults, entry)
    with writing() as session:
        said = answers.change_injury(session, house().catalogue, person(), now(), old, past)
    return see_other("injuries.page") if _is_starting() else changed(said)


@screen.post("/<entry>/removal")
@login_required
def remove(entry: str) -> Response:
    """Out of the list, and its work with it."""
    with writing() as session:
        said = answers.remove_injury(session, house().catalogue, person(), now(), _entry(entry))
    return see_other("injuries.page") if _is_starting() else changed(said)


def entry_id(past: PastInjury) -> str:
    """A number that only this person's entry has and that says nothing about it."""
    told = "|".join(map(str, (past.injury, past.area, past.side, past.variant, past.since)))
    return hashlib.blake2s(told.encode(), key=person().id.bytes, digest_size=8).hexdigest()


def _entry(entry: str) -> PastInjury:
    return next((past for past in _profile().injuries if entry_id(past) == entry), None) or abort(404)


def _profile() -> Profile:
    with reading() as session:
        return profiles.newest(session, person().id)


def _score(text: str) -> int:
    return int(text) if text in SCORES else -1


def _asked_again(typed: Mapping[str, str], fault: str = "") -> dict[str, object]:
    return {**_context(fault), "typed": typed, "words": house().catalogue.words["injuries-again-card"]}


def _is_starting() -> bool:
    return cards.missing_step(_profile()) is not None


def _today() -> date:
    return local_day(now(), person().zone)


def _again(faults: Mapping[str, str], entry: str = "") -> Response:
    """The same form with what was typed; without a known injury there is no such form, and the body is shown."""
    if request.form.get("injury") not in house().catalogue.injuries:
        return refuse("injuries/page.html", **_context(ASK_INJURY))
    return refuse("injuries/details.html", **_details(request.form, faults, entry))


def _context(fault: str = "") -> dict[str, object]:
    catalogue, profile = house().catalogue, _profile()
    return {
        "words": catalogue.words["injuries"],
        "consent": catalogue.words["consent"],
        "areas": areas_with_injuries(catalogue),
        "area_names": catalogue.areas,
        "told": [(entry_id(past), past, catalogue.injuries[past.injury]) for past in profile.injuries],
        "starting": cards.missing_step(profile) is not None,
        "step": 2,
        "fault": fault,
    }


def _details(typed: Mapping[str, str], faults: Mapping[str, str] | None = None, entry: str = "") -> dict[str, object]:
    catalogue = house().catalogue
    return {
        **_context(),
        "words": catalogue.words["injury"],
        "injury": catalogue.injuries[typed["injury"]],
        "typed": typed,
        "faults": faults or {},
        "entry": entry,
        "years": years(_today()),
    }
