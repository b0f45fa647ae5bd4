"""The hand-over: an installed app that has its own cookies becomes the same person, by a code from the browser."""

import math

from flask import Blueprint, Response, redirect, render_template, request
from flask_login import login_required

from webapp.actions import people
from webapp.actions.refused import Refused
from webapp.web.edge import HOME, address, device, limit, now, person, refuse, see_other, writing
from webapp.web.visitor import change, present

MOST_CODES = (20, 3600)  # an hour for one person

screen = Blueprint("handover", __name__, url_prefix="/handover")


@screen.post("/code")
@login_required
def code() -> str:
    """Shows a code for the app, this once; the one before it ends."""
    limit("handover", *MOST_CODES, whose=str(person().id))
    with writing() as session:
        made = people.offer(session, person().id, now())
    minutes = int(people.HANDOVER_LIVES.total_seconds() // 60)
    return render_template("handover/code.html", code=made, minutes=minutes)


@screen.get("")
def page() -> str:
    """Asks for the code that the browser shows."""
    return render_template("handover/page.html", wrong=None, typed="")


@screen.post("")
def enter() -> Response:
    """This device becomes the person of the code, with a login of its own. What it held already is never lost: it waits
    for a choice, as after signing in."""
    former, waiting = present(), False
    with writing() as session:
        whose = people.take_over(session, request.form.get("code", ""), address(), now())
        # Whoever types a code of their own is already there.
        if not isinstance(whose, Refused) and (former.person is None or former.person.id != whose):
            waiting = change(session, former, people.start(session, whose, device(), now()))
    if isinstance(whose, Refused):
        return _again(whose)
    return see_other("merge.page") if waiting else redirect(HOME, 303)


def _again(wrong: Refused) -> Response:
    """The form with what was typed and what is wrong with it."""
    status = 429 if wrong.wait else 422
    response = refuse("handover/page.html", status=status, wrong=wrong, typed=request.form.get("code", ""))
    if wrong.wait:
        response.headers["Retry-After"] = str(math.ceil(wrong.wait.total_seconds()))
    return response
