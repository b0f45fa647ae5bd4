"""/sync: the outbox of a phone. Each tick is answered for itself, so that one bad one never blocks the others."""

from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask_login import login_required
from werkzeug.exceptions import BadRequest, Forbidden

from webapp.actions import days
from webapp.actions.checks import APPLIED, REJECTED, Result, check_off
from webapp.actions.refused import Refused
from webapp.store.engine import Session
from webapp.web import taps
from webapp.web.edge import now, person, writing
from webapp.web.house import house

screen = Blueprint("sync", __name__)

VERSION = 1
MOST_OPS = 1000


@screen.post("/sync")
@login_required
def sync() -> Response:
    """{v, user, ops: [{op, day, item, done, age}]} -> {results: [{op, state, reason?}]}."""
    if "X-App" not in request.headers:
        raise Forbidden
    user, ops = _read(_json())
    with writing() as session:
        results = [_one(session, op, user) for op in ops]
        if any(result.state == APPLIED for result in results):
            days.open_day(session, house().catalogue, person(), now())
    return jsonify(results=[_said(result) for result in results])


def _json() -> Any:
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def _read(body: Any) -> tuple[str, list[Any]]:
    if not isinstance(body, dict) or body.get("v") != VERSION or not isinstance(body.get("user"), str):
        raise BadRequest(f"This needs version {VERSION}, a user and a list of ticks.")
    ops = body.get("ops")
    if not isinstance(ops, list) or len(ops) > MOST_OPS:
        raise BadRequest(f"This needs a list of at most {MOST_OPS} ticks.")
    return body["user"], ops


def _one(session: Session, op: Any, user: str) -> Result:
    try:
        tap = taps.from_phone(op, user)
    except Refused as refused:
        name = op.get("op") if isinstance(op, dict) else None
        return Result(name if isinstance(name, str) else "", REJECTED, refused.message)
    return check_off(session, house().catalogue, person(), [tap], now())[0]


def _said(result: Result) -> dict[str, str]:
    said = {"op": result.op, "state": result.state}
    return said | {"reason": result.reason} if result.reason else said
