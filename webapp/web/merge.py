"""Work done on this phone before signing in: it comes along or stays behind, and waits until one says which."""

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask_login import login_required

from webapp.actions import people
from webapp.actions.merge import merge
from webapp.store import checks
from webapp.store.engine import Session
from webapp.store.people import Person
from webapp.web.edge import HOME, now, person, reading, writing
from webapp.web.house import house
from webapp.web.visitor import decided, person_before

screen = Blueprint("merge", __name__, url_prefix="/account/merge")


@screen.get("")
@login_required
def page() -> Response | str:
    """Says what this phone holds, and asks."""
    with reading() as session:
        earlier = person_before(session)
        ticks = len(checks.all_of(session, earlier.id)) if earlier else 0
    return render_template("merge/page.html", ticks=ticks) if earlier else redirect(HOME, 303)


@screen.post("")
@login_required
def decide() -> Response | str:
    """Brings the work into the account, or deletes it; doing it again finds nothing left to decide."""
    choice = request.form.get("choice", "")
    if choice not in ("bring", "leave"):
        abort(422)
    with writing() as session:
        earlier = person_before(session)
        if earlier:
            _carry_out(session, choice, earlier)
    decided()
    if earlier is None:
        return redirect(HOME, 303)
    return render_template("merge/done.html", earlier=earlier.id, here=person().id if choice == "bring" else "")


def _carry_out(session: Session, choice: str, earlier: Person) -> None:
    if choice == "bring":
        merge(session, house().catalogue, earlier.id, person().id, now())
    else:
        people.delete(session, earlier.id)
