"""Everything about a person: take it along, bring it back, take back the consent, delete it."""

import json
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request
from flask_login import current_user, login_required
from werkzeug.exceptions import Forbidden, RequestEntityTooLarge

from webapp.actions import answers, data, passwords, people
from webapp.content import zones
from webapp.store import consents, logins
from webapp.store.engine import Session, empty_the_log
from webapp.web.edge import device, limit, now, person, reading, refuse, writing
from webapp.web.house import house
from webapp.web.visitor import arrive, leave

HOUR_S = 3600
MOST_EXPORTS, MOST_IMPORTS = 10, 10  # an hour
DOCUMENTS = frozenset({"document", "empty"})

screen = Blueprint("data", __name__, url_prefix="/me")


@screen.get("/export")
@login_required
def export() -> str:
    """What the file holds, and the button that fetches it."""
    return render_template("data/export.html")


@screen.get("/export.json")
@login_required
def download() -> Response:
    """The file. Only as a page of its own, never as a part of another (ASVS 3.5.8)."""
    if request.headers.get("Sec-Fetch-Dest", "document") not in DOCUMENTS:
        raise Forbidden
    limit("export", MOST_EXPORTS, HOUR_S, str(person().id))
    with reading() as session:
        document = data.export_person(session, person().id)
    response = make_response(json.dumps(document, ensure_ascii=False, separators=(",", ":")))
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = f'attachment; filename="afterrun-{now().date()}.json"'
    return response


@screen.get("/import")
def bring() -> str:
    """Asks for a file; a stranger may begin with one."""
    return render_template("data/import.html", faults=())


@screen.post("/import")
def bring_back() -> Response | str:
    """Reads an export into the person who is here, or makes a stranger that person again."""
    limit("import", MOST_IMPORTS, HOUR_S)
    try:
        document = _uploaded()
        with writing() as session:
            came = _import(session, document)
    except data.BadImport as bad:
        return refuse("data/import.html", faults=bad.faults)
    return render_template("data/imported.html", came=came)


@screen.get("/consent")
@login_required
def consent() -> str:
    """What was agreed to and when, and what taking it back does."""
    with reading() as session:
        standing = consents.standing_for(session, person().id, consents.HEALTH)
    return render_template("data/consent.html", standing=standing, changes=None)


@screen.post("/consent")
@login_required
def withdraw() -> str:
    """Removes injuries and pain with the work they brought (DECISIONS 21)."""
    with writing() as session:
        changes = answers.withdraw_health_consent(session, house().catalogue, person(), now())
    return render_template("data/consent.html", standing=None, changes=changes)


@screen.get("/delete")
@login_required
def delete() -> str:
    """Says what goes, and asks once."""
    return render_template("data/delete.html")


@screen.post("/delete")
@login_required
def erase() -> str:
    """Deletes the person and all that is theirs, on every device."""
    whose = person().id
    with writing() as session:
        people.delete(session, whose)
        leave(session)
    # The log of the file still holds what was erased (promise P7).
    empty_the_log(house().engine)
    return render_template("data/deleted.html", whose=whose)


def _import(session: Session, document: object) -> dict[str, Any]:
    whose = person().id if current_user.is_authenticated else None
    came = data.import_person(session, house().catalogue, zones.names(), whose, document, now())
    if whose is None:
        token = passwords.new_token()
        logins.start(session, UUID(came["person"]), token, device(), now())
        arrive(session, token)
    return came


def _uploaded() -> object:
    """The document in the uploaded file; raises BadImport in words."""
    try:
        upload = request.files.get("file")
    except RequestEntityTooLarge:
        raise data.BadImport(["This file is too large to be an export: 40 MB is the most."]) from None
    if upload is None or not upload.filename:
        raise data.BadImport(["Choose the file first."])
    try:
        return json.load(upload.stream)
    except (ValueError, RecursionError):
        raise data.BadImport(["This is not an Afterrun export: the file is not JSON text."]) from None
