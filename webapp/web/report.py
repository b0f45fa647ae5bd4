"""Something hurts, or ill today: what is said here changes today's list at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from flask_login import login_required

from webapp.actions import days
from webapp.actions.refused import Refused
from webapp.actions.report import report_today
from webapp.domain.profile import Profile
from webapp.domain.sheet import Report
from webapp.store import profiles
from webapp.web.edge import now, person, reading, see_other, writing
from webapp.web.house import house

screen = Blueprint("report", __name__)

ILL = {"": "Not ill", "above": "A cold above the neck", "below": "Below the neck, or a fever"}


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
    with reading() as session:
        profile = profiles.newest(session, person().id)
        opened = days.opened_day(session, person(), now())
    report = opened.sheet.report if opened else Report()
    return _form(profile, {area: str(score) for area, score in report.pain}, report.sharp, report.ill)


@screen.post("/today/report")
@login_required
def save() -> Response | tuple[str, int]:
    """The list is made again; what it changed stands on Today."""
    pain = {area: score for area in house().catalogue.areas if (score := request.form.get(f"pain-{area}", ""))}
    sharp, ill = request.form.getlist("sharp"), request.form.get("ill", "")
    try:
        with writing() as session:
            report_today(session, house().catalogue, person(), now(), _scores(pain), sharp, ill)
    except Refused as refused:
        with reading() as session:
            profile = profiles.newest(session, person().id)
        return _form(profile, pain, sharp, ill, refused), 422
    return see_other("today.page", changed=1)


def _scores(pain: Mapping[str, str]) -> dict[str, int]:
    try:
        return {area: int(score) for area, score in pain.items()}
    except ValueError:
        raise Refused("pain", "Choose a number from 0 to 10.") from None


def _form(
    profile: Profile, pain: Mapping[str, str], sharp: Collection[str], ill: str, fault: Refused | None = None
) -> str:
    """The whole form; places of the person's own injuries come first."""
    own = _own_places(profile) | set(pain) | set(sharp)
    areas = [
        Area(slug, name, pain.get(slug, ""), slug in sharp, slug in own)
        for slug, name in house().catalogue.areas.items()
    ]
    return render_template("report/page.html", place="today", areas=areas, ill=ill, kinds=ILL, fault=fault)


def _own_places(profile: Profile) -> set[str]:
    injuries = house().catalogue.injuries
    return {past.area or injuries[past.injury].areas[0] for past in profile.injuries}
