"""Me: everything a person told us and everything they can do with it, on one calm page."""

from flask import Blueprint, Response, redirect, render_template, request
from flask_login import current_user, login_required

from webapp.actions.arming import set_zone as go_to
from webapp.content import zones
from webapp.domain.days import local_day
from webapp.domain.race_list import coming
from webapp.store import people, profiles
from webapp.web.answers import needs_plates
from webapp.web.edge import local_path, now, person, reading, refuse, see_other, writing
from webapp.web.house import house
from webapp.web.wishes import weight_words

BAD_ZONE = "There is no time zone of this name. Choose one from the list, such as Europe/Berlin."
BAD_UNITS = "Choose kilograms or pounds."

screen = Blueprint("me", __name__, url_prefix="/me")


@screen.get("")
@login_required
def page() -> str:
    """The answers and settings as they stand."""
    with reading() as session:
        profile = profiles.newest(session, person().id)
    catalogue = house().catalogue
    return render_template(
        "me/page.html",
        place="me",
        profile=profile,
        ages=catalogue.questions["q14"].choices,
        kit=[catalogue.words["kit"][word] for word in sorted(profile.kit)],
        yes=[q.short for q in catalogue.questions.values() if q.group != "gate" and profile.screen.get(q.slug)],
        race=next(iter(coming(profile, local_day(now(), person().zone))), None),
        plates=needs_plates(profile),
        weight=weight_words(profile),
        email=current_user.email,
        who=person(),
    )


@screen.get("/zone")
@login_required
def zone() -> str:
    """Where the day begins at four in the morning."""
    return render_template("me/zone.html", zones=sorted(zones.names()), typed=person().zone, fault="")


@screen.post("/zone")
@login_required
def set_zone() -> Response:
    """A place of the list and nothing else."""
    typed = request.form.get("zone", "").strip()
    if not zones.is_zone(typed):
        return refuse("me/zone.html", zones=sorted(zones.names()), typed=typed, fault=BAD_ZONE)
    with writing() as session:
        go_to(session, person(), typed, now())
    return redirect(local_path(request.form.get("next"), "/me"), 303)


@screen.get("/units")
@login_required
def units() -> str:
    """Kilograms or pounds."""
    return render_template("me/units.html", units=person().units, fault="")


@screen.post("/units")
@login_required
def set_units() -> Response:
    """One of the two."""
    chosen = request.form.get("units", "")
    if chosen not in people.UNITS:
        return refuse("me/units.html", units=person().units, fault=BAD_UNITS)
    with writing() as session:
        people.set_units(session, person().id, chosen)
    return see_other("me.page")
