"""Something hurts, or ill today: what is said here changes today's list at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, redirect, render_template, request
from flask_login import login_required

from webapp.actions import days
from webapp.actions.refused import Refused
from webapp.actions.report import hurt_yesterday, report_today, say_morning, to_ask
from webapp.domain.profile import Profile
from webapp.domain.sheet import Report
from webapp.store import profiles
from webapp.web.edge import local_path, now, person, reading, see_other, writing
from webapp.web.house import house

screen = Blueprint("report", __name__)

ILL = {"": "Not ill", "above": "A cold above the neck", "below": "Below the neck, or a fever"}


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in the form: numbers as they were typed."""

    pain: Mapping[str, str]
    sharp: Collection[str]
    ill: str
    soreness: str
    worse: Collection[str]


@dataclass(frozen=True, slots=True)
class Area:
    slug: str
    name: str
    score: str
    sharp: bool
    mine: bool

    @property
    def open(self) -> bool:
        """Whether something was said about it."""
        return self.sharp or self.score not in ("", "0")


@screen.get("/today/report")
@login_required
def page() -> str:
    """What was said today so far, to add to or take back."""
    return _form(_kept())


@screen.post("/today/report")
@login_required
def save() -> Response | tuple[str, int]:
    """The list is made again; what it changed stands on Today."""
    said = _said()
    try:
        with writing() as session:
            report_today(
                session, house().catalogue, person(), now(), _scores(said.pain), said.sharp, said.ill,
                **_scores({"soreness": said.soreness or "0"}), worse=said.worse,
            )  # fmt: skip
    except Refused as refused:
        return _form(said, refused), 422
    return redirect(_next(), 303) if _next() else see_other("today.page", changed=1)


@screen.post("/today/morning")
@login_required
def morning() -> Response | tuple[str, int]:
    """The card of the morning after: one place is worse, or all is back to usual."""
    try:
        with writing() as session:
            say_morning(session, house().catalogue, person(), now(), request.form.get("worse", ""))
    except Refused as refused:
        return _form(_kept(), refused), 422
    return see_other("today.page", changed=1)


@screen.app_template_global()
def sore_yesterday(day: date, profile: Profile) -> dict[str, str]:
    """The areas that the card of a day asks about, with their names; Today's page calls it."""
    with reading() as session:
        areas = to_ask(session, person(), profile, day)
    return {area: house().catalogue.areas[area] for area in areas}


def _next() -> str:
    """Where the person came from and goes back to; "" is Today."""
    return local_path(request.values.get("next"), "")


def _kept() -> Said:
    """What was said today so far."""
    with reading() as session:
        opened = days.opened_day(session, person(), now())
    report = opened.sheet.report if opened else Report()
    pain = {area: str(score) for area, score in report.pain}
    return Said(pain, report.sharp, report.ill, str(report.soreness), report.worse)


def _said() -> Said:
    pain = {area: score for area in house().catalogue.areas if (score := request.form.get(f"pain-{area}", ""))}
    lists, typed = request.form.getlist, request.form.get
    return Said(pain, lists("sharp"), typed("ill", ""), typed("soreness", ""), lists("worse"))


def _scores(typed: Mapping[str, str]) -> dict[str, int]:
    try:
        return {name: int(score) for name, score in typed.items()}
    except ValueError:
        raise Refused("pain", "Choose a number from 0 to 10.") from None


def _form(said: Said, fault: Refused | None = None) -> str:
    """The whole form; places of the person's own injuries come first."""
    with reading() as session:
        profile = profiles.newest(session, person().id)
        yesterday = hurt_yesterday(session, person(), now())
    own = _own_places(profile) | {*said.pain, *said.sharp, *said.worse, *yesterday}
    names = house().catalogue.areas
    areas = [Area(slug, name, said.pain.get(slug, ""), slug in said.sharp, slug in own) for slug, name in names.items()]
    morning = {slug: name for slug, name in names.items() if slug in {*yesterday, *said.worse}}
    context = {"areas": areas, "morning": morning, "said": said, "kinds": ILL, "fault": fault, "next": _next()}
    return render_template("report/page.html", place="today", **context)


def _own_places(profile: Profile) -> set[str]:
    injuries = house().catalogue.injuries
    return {past.area or injuries[past.injury].areas[0] for past in profile.injuries}
