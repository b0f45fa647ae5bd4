"""The devices that reminders go to: a browser makes itself known, a person tries one or takes it away."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, jsonify, request
from flask_login import login_required
from werkzeug.exceptions import BadRequest, Forbidden, Gone, NotFound, UnprocessableEntity

from webapp.actions import devices, reminding
from webapp.actions.devices import Device, Target
from webapp.domain.days import local_day
from webapp.push.target import BadTarget, read_target
from webapp.store import rings
from webapp.store.engine import Session
from webapp.store.rings import Rings
from webapp.web.edge import device, id_in, limit, login_id, now, person, see_other, writing
from webapp.web.firing import near_day, since
from webapp.web.house import house
from webapp.web.run_card import clock

MOST_SUBSCRIBED = (20, 3600)  # of a person within an hour
MOST_TRIED = (10, 3600)
TAKEN = range(200, 300)
BUSY = range(500, 600)

screen = Blueprint("devices", __name__, url_prefix="/me/reminders/devices")


@dataclass(frozen=True, slots=True)
class Row:
    """A device as the screen shows it: what became of the last message, and the push service's last answer in words;
    `state` is how well that was, a word of the style sheet."""

    id: UUID
    name: str
    here: bool
    key_id: str
    made: str
    facts: tuple[tuple[str, str], ...]
    answer: str
    state: str


@screen.app_template_global()
def push_key() -> str:
    """What browsers need to know us by before they subscribe."""
    return house().keys.public


@screen.post("")
@login_required
def subscribe() -> Response:
    """{endpoint, keys: {p256dh, auth}, asked?} -> {id}. With `asked` somebody turns it on; without, a device reports by
    itself: 404 when it was removed, and is to stay away; 410 when its push service lost it, and it needs another."""
    _only_from_us()
    limit("subscribe", *MOST_SUBSCRIBED, whose=str(person().id))
    told = _told()
    target = _target(told)
    with writing() as session:
        why = "" if told.get("asked") else devices.why_not(session, person(), login_id(), target.endpoint)
        if why:
            raise NotFound if why == devices.REMOVED else Gone
        made = devices.subscribe(session, person(), login_id(), target, device(), now())
    return jsonify(id=str(made))


@screen.post("/here/loss")
@login_required
def lose() -> Response:
    """This device has found that it cannot ring any more, and nobody took it away."""
    _only_from_us()
    with writing() as session:
        devices.lose(session, person(), login_id(), now())
    return Response(status=204)


@screen.post("/here/removal")
@login_required
def leave_off() -> Response:
    """This device was lost, and stays off."""
    with writing() as session:
        devices.leave_off(session, person(), login_id())
    return see_other("reminders.page", said="left-off")


@screen.post("/<device_id>/test")
@login_required
def ring(device_id: str) -> Response:
    """One to try, to this device alone."""
    limit("ring", *MOST_TRIED, whose=str(person().id))
    with writing() as session:
        if reminding.test_now(session, person(), id_in(device_id), now()) is None:
            raise NotFound
    return see_other("reminders.page", said="test")


@screen.post("/<device_id>/removal")
@login_required
def remove(device_id: str) -> Response:
    """No more reminders there; taking it away twice is once."""
    with writing() as session:
        devices.remove(session, person(), id_in(device_id), now())
    return see_other("reminders.page", said="removed")


def rings_today(session: Session) -> Rings:
    """Today's reminders of the person who asks, and how this device stands."""
    return rings.of_day(session, person().id, login_id(), local_day(now(), person().zone))


def rows(session: Session, today: date) -> list[Row]:
    """The person's devices, the last seen first."""
    return [_row(one, today) for one in devices.devices(session, person())]


def _row(one: Device, today: date) -> Row:
    words = house().catalogue.words["reminders"]
    facts = (("last_sent", one.sent_at), ("last_shown", one.shown_at), ("last_opened", one.opened_at))
    said, state = _answer(one.status)
    return Row(
        id=one.id,
        name=one.device,
        here=one.login_id == login_id(),
        key_id=one.key_id,
        made=since(one.made_at, person().zone, today),
        facts=tuple((words[word], _when(at, today) if at else words["never"]) for word, at in facts),
        answer=house().catalogue.words["doctor"][said],
        state=state,
    )


def _when(at: datetime, today: date) -> str:
    return f"{near_day(local_day(at, person().zone), today)}, {clock(at, person().zone)}"


def _answer(status: int | None) -> tuple[str, str]:
    """The push service's last answer: its words, and how well that is."""
    if status is None:
        return "answer_never", ""
    if status in TAKEN:
        return "answer_taken", "fine"
    if status == 0:
        return "answer_silent", "wrong"
    return ("answer_busy" if status in (406, 408, 429) or status in BUSY else "answer_refused"), "wrong"


def _target(told: dict[str, Any]) -> Target:
    keys = told.get("keys")
    parts = (told.get("endpoint"), *(keys.get(name) if isinstance(keys, dict) else None for name in ("p256dh", "auth")))
    if not all(isinstance(part, str) for part in parts):
        raise BadRequest("This needs an endpoint and its two keys.")
    try:
        read_target(*parts)
    except BadTarget as bad:
        raise UnprocessableEntity(bad.reason) from None
    return Target(*(part.rstrip("=") if n else part for n, part in enumerate(parts)), house().keys.key_id)


def _only_from_us() -> None:
    """No form of another site can say that it is our script."""
    if "X-App" not in request.headers:
        raise Forbidden


def _told() -> dict[str, Any]:
    try:
        told = request.get_json(silent=True)
    except RecursionError:
        told = None
    if not isinstance(told, dict):
        raise BadRequest("This needs a subscription.")
    return told
