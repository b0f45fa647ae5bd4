"""Runs of the week, entered by hand, and single dates that differ."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import uuid4

from flask import Blueprint, Response, abort, render_template, request
from flask_login import login_required

from webapp.actions import runs
from webapp.actions.answers import Changes
from webapp.actions.refused import Refused
from webapp.domain.days import WEEKDAYS, local_day, weekday
from webapp.domain.profile import RUN_KINDS, Profile, Run, RunChange
from webapp.domain.run_week import (
    AHEAD,
    ASK_DATE,
    DayRun,
    as_form,
    can_change,
    entries_of,
    read_run,
    runs_of,
)
from webapp.store import profiles
from webapp.web.answers import changed
from webapp.web.edge import now, person, reading, refuse, see_other, writing
from webapp.web.house import house

NEAR = 7  # days listed to change one of
EASY = {"kind": "easy"}  # what a new run starts from

screen = Blueprint("runs", __name__, url_prefix="/runs")


@screen.get("")
@login_required
def page() -> str:
    """The seven weekdays with their runs, and the next dates."""
    return render_template("runs/page.html", **_week())


@screen.post("")
@login_required
def add() -> Response | str:
    """One more run of every week."""
    run, faults = read_run(request.form, runs.new_series(request.form.get("key", "")))
    return _save_run(run, faults)


@screen.post("/none")
@login_required
def none() -> Response | str:
    """No runs on fixed days: an answer too."""
    with writing() as session:
        return changed(runs.finish_runs(session, house().catalogue, person(), now()))


@screen.get("/new")
@login_required
def new() -> str:
    """A run to add; `day` is the weekday it was asked for."""
    return render_template("runs/run.html", **_form({**EASY, "weekday": request.args.get("day", "")}, key=uuid4()))


@screen.get("/on")
@login_required
def find_day() -> Response:
    """From a date to its page."""
    if "day" not in request.args:
        return see_other("runs.page")
    typed = request.args["day"]
    on = _date(typed)
    if on is None or not can_change(on, _today()):
        return refuse("runs/page.html", **_week() | {"typed_day": typed, "fault": ASK_DATE})
    return see_other("runs.day", day=on)


@screen.get("/on/<day>")
@login_required
def day(day: str) -> str:
    """The runs of one date."""
    return render_template("runs/day.html", **_day(_changeable(day)))


@screen.get("/on/<day>/new")
@login_required
def new_on_day(day: str) -> str:
    """A run to add to one date."""
    return render_template("runs/run.html", **_form(EASY, key=uuid4(), on=_changeable(day)))


@screen.post("/on/<day>")
@login_required
def add_on_day(day: str) -> Response | str:
    """One more run of one date."""
    on = _changeable(day)
    run, faults = read_run(request.form, runs.new_series(request.form.get("key", "")), weekday(on))
    return _save_change(RunChange(on, "", run), faults)


@screen.get("/on/<day>/<series>")
@login_required
def edit_on_day(day: str, series: str) -> str:
    """One run of one date, to change it there."""
    on = _changeable(day)
    entry = _entry(on, series)
    return render_template("runs/run.html", **_form(as_form(entry.shown), series=series, on=on))


@screen.post("/on/<day>/<series>")
@login_required
def change_on_day(day: str, series: str) -> Response | str:
    """Another time, length or kind on one date."""
    on = _changeable(day)
    planned = _entry(on, series).planned
    run, faults = read_run(request.form, series, weekday(on))
    return _save_change(RunChange(on, series if planned else "", run), faults, series)


@screen.post("/on/<day>/<series>/off")
@login_required
def call_off(day: str, series: str) -> Response | str:
    """Not on this date; a run that was only there goes for good."""
    on = _changeable(day)
    if _entry(on, series).planned is None:
        return plan_again(day, series)
    return _save_change(RunChange(on, series, None), {}, series)


@screen.post("/on/<day>/<series>/planned")
@login_required
def plan_again(day: str, series: str) -> str:
    """As every week again."""
    on = _changeable(day)
    with writing() as session:
        said = runs.plan_again(session, house().catalogue, person(), now(), on, series)
    return render_template("runs/day.html", **_day(on, said))


@screen.get("/<series>")
@login_required
def edit(series: str) -> str:
    """A run of every week, to change it."""
    return render_template("runs/run.html", **_form(as_form(_run(series)), series=series))


@screen.post("/<series>")
@login_required
def change(series: str) -> Response | str:
    """Another telling of it, in its place."""
    run, faults = read_run(request.form, _run(series).series)
    return _save_run(run, faults, series)


@screen.post("/<series>/removal")
@login_required
def remove(series: str) -> str:
    """Out of every week from today on."""
    with writing() as session:
        said = runs.remove_run(session, house().catalogue, person(), now(), _run(series).series)
    return render_template("runs/page.html", **_week(said))


def _save_run(run: Run | None, faults: Mapping[str, str], series: str = "") -> Response | str:
    if run is None:
        return _again(faults, series)
    try:
        with writing() as session:
            said = runs.save_run(session, house().catalogue, person(), now(), run)
    except Refused as refused:
        return _again({refused.field: refused.message}, series)
    return render_template("runs/page.html", **_week(said))


def _save_change(change: RunChange, faults: Mapping[str, str], series: str = "") -> Response | str:
    if faults:
        return _again(faults, series, change.on)
    try:
        with writing() as session:
            said = runs.change_day(session, house().catalogue, person(), now(), change)
    except Refused as refused:
        return _again({refused.field: refused.message}, series, change.on)
    return render_template("runs/day.html", **_day(change.on, said))


def _again(faults: Mapping[str, str], series: str, on: date | None = None) -> Response:
    """The same form with what was typed."""
    return refuse("runs/run.html", **_form(request.form, faults, request.form.get("key", ""), series, on))


def _week(said: Changes | None = None) -> dict[str, object]:
    profile, today = _profile(), _today()
    days = {day: sorted((run for run in profile.runs if run.weekday == day), key=_start) for day in WEEKDAYS}
    coming = [today + timedelta(days=n) for n in range(NEAR)]
    changed_later = sorted({change.on for change in profile.run_changes if change.on > coming[-1]})
    return {
        **_words(),
        "profile": profile,
        "days": days,
        "minutes": sum(run.minutes for run in profile.runs),
        "dates": [_date_row(profile, on) for on in (*coming, *changed_later)],
        "first": today,
        "last": today + AHEAD,
        "typed_day": "",
        "fault": "",
        "said": said,
    }


def _date_row(profile: Profile, on: date) -> tuple[date, tuple[Run, ...], bool, bool]:
    """A date, its runs, whether it differs from the week, whether it has a race."""
    differs = any(entry.changed for entry in entries_of(profile, on))
    return on, tuple(sorted(runs_of(profile, on), key=_start)), differs, _races(profile, on)


def _races(profile: Profile, on: date) -> bool:
    return any(race.on == on for race in profile.races)


def _day(on: date, said: Changes | None = None) -> dict[str, object]:
    profile = _profile()
    entries = sorted(entries_of(profile, on), key=lambda entry: _start(entry.shown))
    race = _races(profile, on)
    return {**_words(), "on": on, "today": _today(), "entries": entries, "race": race, "said": said}


def _form(
    typed: Mapping[str, str],
    faults: Mapping[str, str] | None = None,
    key: object = "",
    series: str = "",
    on: date | None = None,
) -> dict[str, object]:
    return {**_words(), "typed": typed, "faults": faults or {}, "key": key, "series": series, "on": on}


def _words() -> dict[str, object]:
    words = house().catalogue.words
    return {"kinds": RUN_KINDS, "kind_words": words["run-kind"], "kind_help": words["run-kind-help"]}


def _start(run: Run) -> tuple[bool, str]:
    """The order in which runs of a day are shown: by time, those without one last."""
    return run.at is None, run.at.isoformat() if run.at else ""


def _run(series: str) -> Run:
    return next((run for run in _profile().runs if run.series == series), None) or abort(404)


def _entry(on: date, series: str) -> DayRun:
    return next((entry for entry in entries_of(_profile(), on) if entry.series == series), None) or abort(404)


def _changeable(day: str) -> date:
    """The date of an address, if it can still be changed."""
    on = _date(day)
    return on if on and on.isoformat() == day and can_change(on, _today()) else abort(404)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _profile() -> Profile:
    with reading() as session:
        return profiles.newest(session, person().id)


def _today() -> date:
    return local_day(now(), person().zone)
