"""Races: the next one first, each on a day of its own."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, Response, abort, render_template, request
from flask_login import login_required

from webapp.actions import races
from webapp.actions.answers import Changes
from webapp.actions.refused import Refused
from webapp.domain.days import local_day
from webapp.domain.profile import DISTANCES, Profile, Race
from webapp.domain.race_list import AHEAD, PRIORITIES, as_form, coming, past, read_race
from webapp.store import profiles
from webapp.web.answers import changed
from webapp.web.edge import now, person, reading, refuse, writing
from webapp.web.house import house

screen = Blueprint("races", __name__, url_prefix="/races")


@screen.get("")
@login_required
def page() -> str:
    """What is coming up, and what was."""
    return render_template("races/page.html", **_list())


@screen.post("")
@login_required
def add() -> Response | str:
    """One more race; another on the same day takes its place."""
    return _save()


@screen.post("/none")
@login_required
def none() -> Response | str:
    """No race planned: an answer too."""
    with writing() as session:
        return changed(races.finish_races(session, house().catalogue, person(), now()))


@screen.get("/new")
@login_required
def new() -> str:
    """A race to add."""
    return render_template("races/race.html", **_form({"on": request.args.get("day", "")}))


@screen.get("/<day>")
@login_required
def edit(day: str) -> str:
    """A race, to change it."""
    race = _race(day)
    return render_template("races/race.html", **_form(as_form(race), was=race))


@screen.post("/<day>")
@login_required
def change(day: str) -> Response | str:
    """Another telling of it."""
    return _save(_race(day))


@screen.post("/<day>/removal")
@login_required
def remove(day: str) -> str:
    """Off the list."""
    with writing() as session:
        said = races.remove_race(session, house().catalogue, person(), now(), _race(day).on)
    return render_template("races/page.html", **_list(said))


def _save(was: Race | None = None) -> Response | str:
    race, faults = read_race(request.form, _today(), was)
    if race is None:
        return refuse("races/race.html", **_form(request.form, faults, was))
    try:
        with writing() as session:
            said = races.save_race(session, house().catalogue, person(), now(), race, was and was.on)
    except Refused as refused:
        return refuse("races/race.html", **_form(request.form, {refused.field: refused.message}, was))
    return render_template("races/page.html", **_list(said))


def _list(said: Changes | None = None) -> dict[str, object]:
    profile, today = _profile(), _today()
    return {**_words(), "today": today, "coming": coming(profile, today), "past": past(profile, today), "said": said}


def _form(
    typed: Mapping[str, str], faults: Mapping[str, str] | None = None, was: Race | None = None
) -> dict[str, object]:
    days = {"first": _today(), "last": _today() + AHEAD}
    return {**_words(), **days, "typed": typed, "faults": faults or {}, "was": was}


def _words() -> dict[str, object]:
    return {"distance_words": {word: house().catalogue.words["distance"][word] for word in DISTANCES},
            "priorities": PRIORITIES}  # fmt: skip


def _race(day: str) -> Race:
    return next((race for race in _profile().races if race.on.isoformat() == day), None) or abort(404)


def _profile() -> Profile:
    with reading() as session:
        return profiles.newest(session, person().id)


def _today() -> date:
    return local_day(now(), person().zone)
