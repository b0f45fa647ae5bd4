"""The way into the demo: its link signs this browser in as the demo runner, and nobody else."""

from flask import Blueprint, abort

from webapp.store import logins
from webapp.web.edge import now, see_other, writing
from webapp.web.visitor import arrive

screen = Blueprint("demo", __name__)


@screen.get("/demo/<token>")
def enter(token: str):
    """404 for every token but the one `bin/serve --demo` printed."""
    with writing() as session:
        login = logins.find(session, token, now())
        if login is None or not login.user.demo:
            abort(404)
        arrive(session, token)
    return see_other("today.page")
