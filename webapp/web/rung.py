"""What a phone tells of a reminder that rang there: that it was shown, that it was opened, or that it was put off."""

from flask import Blueprint, Response, jsonify
from flask_login import login_required
from werkzeug.exceptions import NotFound

from webapp.actions import reminding
from webapp.web.edge import id_in, is_program, login_id, now, person, see_other, writing
from webapp.web.run_card import clock

screen = Blueprint("rung", __name__, url_prefix="/reminders")


@screen.post("/<reminder_id>/<any('shown', 'opened'):what>")
@login_required
def note(reminder_id: str, what: str) -> Response:
    """Noted for this device. A reminder that is not theirs is nothing to say."""
    with writing() as session:
        reminding.note(session, person(), id_in(reminder_id), what, now(), login_id())
    return Response(status=204)


@screen.post("/<reminder_id>/later")
@login_required
def later(reminder_id: str) -> Response:
    """Again in half an hour: {at} for a program, Today for everybody else, which says so too."""
    with writing() as session:
        due_at = reminding.later(session, person(), id_in(reminder_id), now())
    if not is_program():
        return see_other("today.page", r=reminder_id, late=None if due_at else 1)
    if due_at is None:
        raise NotFound
    return jsonify(at=clock(due_at, person().zone))
