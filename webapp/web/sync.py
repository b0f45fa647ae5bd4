"""/sync: the outbox of a phone. Each tick is answered for itself, so that one bad one never blocks the others."""

from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask_login import login_required
from werkzeug.exceptions import BadRequest, Forbidden

from webapp.actions import days
from webapp.actions.checks import APPLIED, REJECTED, Result, Tap, check_off
from webapp.actions.refused import Refused
from webapp.web import taps
from webapp.web.edge import now, person, writing
from webapp.web.house import house
from webapp.web.rows import milliseconds

screen = Blueprint("sync", __name__)

VERSIONS = (1, 2)  # this one and the one before: a phone may hold an older page. Since 2: unit, saw, at
MOST_OPS = 1000


@screen.post("/sync")
@login_required
def sync() -> Response:
    """{v, user, ops: [{op, day, item, done, age, ...}]} -> {user, now, results: [{op, state, at?, reason?}]}. The
    answer says who is signed in, also to a phone that asks with no ops at all; `now` and `at` are in milliseconds since
    1970."""
    if "X-App" not in request.headers:
        raise Forbidden
    user, ops = _read(_json())
    results = [_said(result) for result in _check_off(user, ops)]
    return jsonify(user=str(person().id), now=milliseconds(now()), results=results)


def _check_off(user: str, ops: list[Any]) -> list[Result]:
    if not ops:
        return []
    read = [_tap(op, user) for op in ops]
    with writing() as session:
        taken = [tap for tap in read if isinstance(tap, Tap)]
        answers = iter(check_off(session, house().catalogue, person(), taken, now()))
        results = [next(answers) if isinstance(each, Tap) else each for each in read]
        if any(result.state == APPLIED for result in results):
            days.open_day(session, house().catalogue, person(), now())
    return results


def _json() -> Any:
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def _read(body: Any) -> tuple[str, list[Any]]:
    if not isinstance(body, dict) or body.get("v") not in VERSIONS or not isinstance(body.get("user"), str):
        raise BadRequest(f"This needs version {max(VERSIONS)}, a user and a list of ticks.")
    ops = body.get("ops")
    if not isinstance(ops, list) or len(ops) > MOST_OPS:
        raise BadRequest(f"This needs a list of at most {MOST_OPS} ticks.")
    return body["user"], ops


def _tap(op: Any, user: str) -> Tap | Result:
    """The tap an op tells of, or the answer to one that cannot be read."""
    try:
        return taps.from_phone(op, user)
    except Refused as refused:
        name = op.get("op") if isinstance(op, dict) else None
        return Result(name if isinstance(name, str) else "", REJECTED, refused.message)


def _said(result: Result) -> dict[str, str | int]:
    said: dict[str, str | int] = {"op": result.op, "state": result.state}
    if result.at:
        said["at"] = milliseconds(result.at)
    return said | {"reason": result.reason} if result.reason else said
