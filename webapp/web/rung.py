"""What a phone tells of a reminder that rang there: that it was shown, that it was opened, or that it was put off."""

from uuid import UUID

from flask import Blueprint, Response, jsonify
from flask_login import current_user, login_required
from werkzeug.exceptions import NotFound

from webapp.actions import reminding
from webapp.web.edge import is_program, now, person, see_other, writing
from webapp.web.run_card import clock

screen = Blueprint("rung", __name__, url_prefix="/reminders")


@screen.post("/<reminder_id>/<any('shown', 'opened'):what>")
@login_required
def note(reminder_id: str, what: str) -> Response:
    """Noted for this device. A reminder that is not theirs is nothing to say."""
    noted = reminding.note_shown if what == "shown" else reminding.note_opened
    with writing() as session:
        noted(session, person(), _id(reminder_id), now(), current_user.login.id)
    return Response(status=204)


@screen.post("/<reminder_id>/later")
@login_required
def later(reminder_id: str) -> Response:
    """Again in half an hour: {at} for a program, Today for everybody else, which says so too."""
    with writing() as session:
        due_at = reminding.later(session, person(), _id(reminder_id), now())
    if not is_program():
        return see_other("today.page", r=reminder_id, late=None if due_at else 1)
    if due_at is None:
        raise NotFound
    return jsonify(at=clock(due_at, person().zone))


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
