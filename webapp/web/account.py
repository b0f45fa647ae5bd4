"""The account: keep it safe, sign in and out, recover, the password, devices."""

import math
import re
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from flask_login import current_user, login_required

from webapp.actions import people
from webapp.actions.refused import Refused
from webapp.store import logins
from webapp.web.edge import (
    HOME,
    address,
    device,
    local_path,
    now,
    person,
    reading,
    refuse,
    see_other,
    writing,
)
from webapp.web.visitor import change, leave, person_before, present

CODE = re.compile(r"[0-9A-Z]{1,8}(-[0-9A-Z]{1,8}){3,9}")
CODE_FILE = "Afterrun recovery code\n\n{code}\n\nIt sets a new password once. Keep it where only you find it.\n"

screen = Blueprint("account", __name__, url_prefix="/account")


@screen.get("")
@login_required
def page() -> str:
    """The account at a glance, with the devices that are signed in."""
    with reading() as session:
        devices = logins.of_person(session, person().id, now())
        waiting = person_before(session)
    return render_template("account/page.html", devices=devices, here=current_user.login.id, waiting=waiting)


@screen.get("/keep-safe")
@login_required
def keep_safe() -> Response | str:
    """Asks for an e-mail and a password."""
    if current_user.email:
        return see_other("account.page")
    return render_template("account/keep_safe.html", typed={}, wrong=None)


@screen.post("/keep-safe")
@login_required
def make_safe() -> Response | str:
    """Gives the person an account; shows the recovery code, this once."""
    with writing() as session:
        often = people.count_registration(session, address(), now())
    try:
        if often:
            raise often
        with writing() as session:
            code = people.keep_safe(session, person().id, _text("email"), _text("password"), now())
    except Refused as refusal:
        return _again("account/keep_safe.html", refusal)
    return render_template("account/recovery_code.html", code=code, title="It is safe now")


@screen.get("/recovery-code")
@login_required
def recovery_code() -> Response | str:
    """Asks for the password before there is another code."""
    if not current_user.email:
        return see_other("account.keep_safe")
    return render_template("account/new_code.html", typed={}, wrong=None)


@screen.post("/recovery-code")
@login_required
def new_code() -> Response | str:
    """Makes another recovery code; shows it, this once."""
    with writing() as session:
        code = people.new_recovery_code(session, person().id, _text("password"), now(), address())
    if isinstance(code, Refused):
        return _again("account/new_code.html", code)
    return render_template("account/recovery_code.html", code=code, title="Your new recovery code")


@screen.post("/recovery-code.txt")
def download_code() -> Response:
    """The code on the page as a file: it comes from the browser that shows it and is stored nowhere."""
    code = _text("code")
    if not CODE.fullmatch(code):
        abort(422)
    response = make_response(CODE_FILE.format(code=code))
    response.mimetype = "text/plain"
    response.headers["Content-Disposition"] = 'attachment; filename="afterrun-recovery-code.txt"'
    return response


@screen.get("/sign-in")
def sign_in() -> Response | str:
    """Asks for e-mail and password."""
    if current_user.email:
        return see_other("account.page")
    return render_template("account/sign_in.html", typed={"next": request.args.get("next", "")}, wrong=None)


@screen.post("/sign-in")
def enter() -> Response | str:
    """Signs this device in. Work it holds already is offered to come along; none of it is lost before that choice."""
    former, waiting = present(), False
    with writing() as session:
        token = people.sign_in(session, _text("email"), _text("password"), device(), address(), now())
        if not isinstance(token, Refused):
            waiting = change(session, former, token)
    if isinstance(token, Refused):
        return _again("account/sign_in.html", token)
    return see_other("merge.page") if waiting else redirect(local_path(_text("next")), 303)


@screen.post("/sign-out")
@login_required
def sign_out() -> Response:
    """Ends the login of this device."""
    with writing() as session:
        people.sign_out(session, current_user.token)
        leave(session)
    return redirect(HOME, 303)


@screen.post("/sign-out-everywhere")
@login_required
def sign_out_everywhere() -> Response:
    """Ends the logins of every other device."""
    with writing() as session:
        people.sign_out_everywhere(session, person().id, current_user.token)
    return see_other("account.page")


@screen.post("/devices/<uuid:login_id>/end")
@login_required
def end_device(login_id: UUID) -> Response:
    """Ends one login of this person; another person's is not found."""
    with writing() as session:
        if not logins.end_one(session, person().id, login_id):
            abort(404)
        if login_id == current_user.login.id:
            leave(session)
    return see_other("account.page")


@screen.get("/recover")
def recover() -> str:
    """Asks for e-mail, recovery code and a new password."""
    return render_template("account/recover.html", typed={}, wrong=None)


@screen.post("/recover")
def set_anew() -> Response | str:
    """Spends the code on a new password; the next code is shown once."""
    with writing() as session:
        code = people.recover(session, _text("email"), _text("code"), _text("password"), now(), address())
    if isinstance(code, Refused):
        return _again("account/recover.html", code)
    return render_template("account/recovery_code.html", code=code, title="Your new password is set")


@screen.get("/password")
@login_required
def password() -> Response | str:
    """Asks for the old password and a new one."""
    if not current_user.email:
        return see_other("account.keep_safe")
    return render_template("account/password.html", typed={}, wrong=None)


@screen.post("/password")
@login_required
def change_password() -> Response | str:
    """Sets a new password and signs every other device out."""
    with writing() as session:
        refusal = people.change_password(
            session, person().id, current_user.token, _text("old"), _text("password"), now(), address()
        )
    return _again("account/password.html", refusal) if refusal else see_other("account.page")


def _text(name: str) -> str:
    return request.form.get(name, "")


def _again(template: str, refusal: Refused) -> Response:
    """The form as it was typed, but for secrets, with what is wrong beside its field."""
    typed = {name: _text(name) for name in ("email", "next")}
    response = refuse(template, status=429 if refusal.wait else 422, typed=typed, wrong=refusal)
    if refusal.wait:
        response.headers["Retry-After"] = str(math.ceil(refusal.wait.total_seconds()))
    return response
