"""The run is over: said on Today, or by the shortcut on the home screen."""

from flask import Blueprint, Response, render_template, request
from flask_login import login_required

from webapp.actions import reminding
from webapp.domain.days import local_day
from webapp.web.edge import now, person, see_other, writing
from webapp.web.house import house

screen = Blueprint("run_done", __name__)


@screen.get("/run-done")
@login_required
def page() -> str:
    """One big button. Opened by the shortcut it presses itself; a link of another site cannot make it."""
    pressed = request.args.get("source") == "shortcut" and request.headers.get("Sec-Fetch-Site") == "none"
    return render_template("run_done/page.html", day=local_day(now(), person().zone), pressed=pressed)


@screen.post("/days/<day>/run-done")
@login_required
def press(day: str) -> Response:
    """Its reminder is due now, and the list is next. From a page of another day it is only the list."""
    if day != local_day(now(), person().zone).isoformat():
        return see_other("today.page")
    with writing() as session:
        reminder_id = reminding.run_done(session, house().catalogue, person(), now())
    return see_other("today.page", r=reminder_id)
