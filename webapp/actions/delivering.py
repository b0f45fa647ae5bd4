"""Delivering: claim what is due, ask again whether it should speak, say it, and write down what came of it."""

import json
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from webapp.actions.planning import LATE, NO_DEVICE
from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import Check, done_items
from webapp.domain.reminder_list import gist, state
from webapp.domain.reminder_words import text
from webapp.domain.reminders import OF_NO_LIST, REST_OVER, ListState, verdict
from webapp.store import deliveries, reminders, shapes, sheets, subscriptions
from webapp.store.deliveries import Due, Held
from webapp.store.engine import Session

LEASE = timedelta(seconds=60)
FIRST_WAIT_S, LONGEST_WAIT_S = 5.0, 600.0  # DECISIONS 25
HOLD_S = 60.0  # after an answer about our signature
SENT, GONE, LATER, HELD, REFUSED = "sent", "gone", "later", "held", "refused"

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
log = logging.getLogger("afterrun.reminders")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery to make now, with the list as it stands."""

    due: Due
    state: ListState


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one attempt: sent, gone, later, held or refused, with the status of the push service's answer."""

    id: UUID
    attempt: int
    outcome: str
    status: int | None = None
    retry_after: float | None = None  # seconds


def claim(session: Session, now: datetime, room: int) -> list[Claimed]:
    """Take up to `room` deliveries for a minute. What is too late, done or no longer wanted is closed instead, and a
    row that cannot be read is pushed away."""
    overdue = deliveries.expire(session, now)
    reminders.close_unsent(session, overdue, reminders.EXPIRED, LATE)
    found = deliveries.claim(session, now, now + LEASE, room)
    ticks = deliveries.ticks(session, [due.id for due in found])
    speaking, quiet = [], {}
    for due in found:
        try:
            seen = _seen(session, due, ticks.get(due.reminder_id, ()))
            reason = _verdict(due, now, seen)
        except Exception:
            log.exception("delivery pushed away", extra={"attempt": due.attempt})
            _push_away(session, due, now)
            continue
        if reason:
            quiet[due.reminder_id] = reason
        else:
            speaking.append(Claimed(due, seen))
    _silence(session, quiet)
    return speaking


def payload(catalogue: Catalogue, origin: str, claimed: Claimed) -> bytes:
    """The message as JSON: declarative for phones that read it themselves, and all that our worker needs."""
    due = claimed.due
    said = text(catalogue, due.kind, claimed.state, due.day)
    tag, rests = str(due.reminder_id), due.kind == REST_OVER
    here = f"{origin}/session" if rests else f"{origin}/today?r={tag}"
    notification = {
        "title": said.title,
        "body": said.body,
        "navigate": here,
        "tag": tag,
        "lang": "en",
        "silent": False,
        "timestamp": int(due.due_at.timestamp() * 1000),
        # `due` tells a copy, which stays silent, from the same reminder half an hour later.
        "data": {"id": tag, "due": int(due.due_at.timestamp()), "later": f"{origin}/reminders/{tag}/later"},
        "actions": [] if rests else _actions(origin, here, tag),
    }
    message = {"web_push": 8030, "notification": notification}
    return _JSON.encode(message).encode()


def _actions(origin: str, here: str, tag: str) -> list[dict[str, str]]:
    return [
        {"action": "start", "title": "Start", "navigate": here},
        {"action": "later", "title": "In 30 min", "navigate": f"{here}&later=1"},
        {"action": "short", "title": "Short version", "navigate": f"{origin}/today?short=5&r={tag}"},
    ]


def settle(session: Session, outcomes: Iterable[Outcome], now: datetime) -> int:
    """Write down outcomes; those of an attempt that is over count no more. Returns how many counted."""
    by_id = {outcome.id: outcome for outcome in outcomes}
    sent = _sent(session, [one for one in by_id.values() if one.outcome == SENT], now)
    other = {one.id: one for one in by_id.values() if one.outcome != SENT}
    held = deliveries.held(session, other)
    counted = [(row, other[row.id]) for row in held if row.attempt == other[row.id].attempt]
    reminders.mark_sent(session, {reminder_id for reminder_id, _, _ in sent})
    deliveries.put_off(session, [_again(row, one, now) for row, one in counted if one.outcome in (LATER, HELD)])
    noted = [(subscription_id, status, now) for _, subscription_id, status in sent]
    subscriptions.note_answers(session, noted + [(row.subscription_id, one.status, None) for row, one in counted])
    _close(session, [row for row, one in counted if one.outcome == REFUSED], counted)
    _forget(session, [row for row, one in counted if one.outcome == GONE], now)
    return len(sent) + len(counted)


def wait_s(delivery_id: UUID, failures: int, retry_after: float | None) -> float:
    """Seconds until the next try: as long as was asked for, else anything up to a bound that doubles with each failure
    before this one. A worker that was killed failed nothing."""
    bound = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(failures, 10))
    # From the row itself: spread over rows and tries, yet the same for the same.
    drawn = Random(f"{delivery_id}{failures}").uniform(0, bound)
    return drawn if retry_after is None else retry_after + min(drawn, FIRST_WAIT_S)


def _seen(session: Session, due: Due, ticks: Iterable[tuple]) -> ListState:
    """The list as it stands now; made again where the day's sheet was revised since the reminder was planned."""
    if due.kind in OF_NO_LIST:
        return ListState("")
    kept = shapes.gist_in(due.list)
    if due.revision not in (None, kept.revision):
        kept = gist(sheets.stored_on(session, due.user_id, due.day).sheet)
    done = done_items(Check(str(op), *rest) for op, *rest in ticks)
    return state(kept, done, due.kind)


def _verdict(due: Due, now: datetime, seen: ListState) -> str:
    """Thinning was judged when it was planned: it does not come and go with a tick."""
    choices = shapes.reminders_in(due.choices)
    return verdict(choices, due.kind, due.due_at, due.expires_at, now, due.zone, seen, steady=False)


def _silence(session: Session, quiet: dict[UUID, str]) -> None:
    """Every other device too. What is late for all was not kept quiet on purpose."""
    deliveries.cancel(session, quiet)
    reminders.skip(session, ((one, reason) for one, reason in quiet.items() if reason != LATE))
    late = [one for one, reason in quiet.items() if reason == LATE]
    reminders.close_unsent(session, late, reminders.EXPIRED, LATE)


def _push_away(session: Session, due: Due, now: datetime) -> None:
    wait = timedelta(seconds=LONGEST_WAIT_S)
    deliveries.put_off(session, [(due.id, min(now + wait, max(now, due.expires_at)), None)])


def _sent(session: Session, sent: list[Outcome], now: datetime) -> list[tuple[UUID, UUID, int | None]]:
    """Reminder, subscription and status of what counts. Nearly all are a first attempt that met the same status."""
    found = []
    for attempt, status in sorted({(one.attempt, one.status) for one in sent}):
        ids = [one.id for one in sent if (one.attempt, one.status) == (attempt, status)]
        marked = deliveries.mark_sent(session, ids, attempt, status, now)
        found += [(reminder_id, subscription_id, status) for reminder_id, subscription_id in marked]
    return found


def _again(row: Held, one: Outcome, now: datetime) -> tuple[UUID, datetime, int | None]:
    """Never past the end of its use, when claiming closes it."""
    asked = max(one.retry_after or 0.0, HOLD_S) if one.outcome == HELD else one.retry_after
    seconds = wait_s(row.id, row.failures, asked)
    return row.id, min(now + timedelta(seconds=seconds), row.expires_at), one.status


def _close(session: Session, refused: list[Held], counted: list[tuple[Held, Outcome]]) -> None:
    status = {row.id: one.status for row, one in counted}
    deliveries.close(session, [(row.id, deliveries.FAILED, status[row.id]) for row in refused])
    reminders.close_unsent(session, {row.reminder_id for row in refused}, reminders.EXPIRED, REFUSED)


def _forget(session: Session, gone: list[Held], now: datetime) -> None:
    """The subscription has ended, and what waits for it with it; other devices still get theirs."""
    if gone:
        subscriptions.lose(session, [row.subscription_id for row in gone], now)
        reminders.close_unsent(session, {row.reminder_id for row in gone}, reminders.SKIPPED, NO_DEVICE)
