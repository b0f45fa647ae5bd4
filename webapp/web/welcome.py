"""Welcome: what it is in one breath, and one button."""

from flask import Blueprint, Response, render_template
from flask_login import current_user

from webapp.web.edge import keepable, see_other
from webapp.web.house import house

screen = Blueprint("welcome", __name__)


@screen.get("/")
def page() -> Response:
    """Whoever gave an answer before goes straight to their list."""
    if current_user.is_authenticated:
        return see_other("today.page")
    return keepable(render_template("welcome/page.html", words=house().catalogue.words["welcome"]), "/")
