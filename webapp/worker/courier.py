"""The courier: claims deliveries, has them sent outside any transaction, and writes down the answers in groups."""

import base64
import logging
import time
from collections.abc import Callable, Iterator
from datetime import datetime

from webapp import clock
from webapp.actions import delivering
from webapp.actions.delivering import Claimed, Outcome
from webapp.config import Config
from webapp.domain.catalogue import Catalogue
from webapp.push.answer import Answer
from webapp.push.keys import BadSubject, VapidKeys, subject_for
from webapp.push.message import Message
from webapp.push.sender import Sender
from webapp.push.target import Target
from webapp.push.transport import Transport
from webapp.stop import Stop
from webapp.store.deliveries import Due
from webapp.store.engine import Engine, writing

ROOM = 500
GROUP, GROUP_S = 64, 0.05  # answers written together: what a kill can make us send again beyond what is under way
LONGEST_POST_S = 10.0
LEASE_S = delivering.LEASE.total_seconds() - LONGEST_POST_S  # nothing is started that might outlive its claim
PUSH_AWAY_S = 600.0
log = logging.getLogger("afterrun.reminders")


class Courier:
    """One of a worker. `key_id` names the key that subscriptions must have been made with."""

    def __init__(
        self,
        catalogue: Catalogue,
        origin: str,
        sender: Sender,
        key_id: str,
        stop: Stop,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._catalogue = catalogue
        self._origin = origin
        self._sender = sender
        self._key_id = key_id
        self._stop = stop
        self._monotonic = monotonic
        self._unsettled: list[Outcome] = []

    def deliver(self, engine: Engine, now: datetime) -> bool:
        """Deliver what is due; returns whether there was anything. What an earlier round could not write down comes
        first: a claim that cannot be settled, as with a full disk, would only be sent again."""
        self._settle(engine)
        ends = self._monotonic() + LEASE_S
        with writing(engine) as session:
            claimed = delivering.claim(session, now, ROOM)
        if claimed:
            self._send(engine, claimed, now, lambda: self._stop.within(0) or self._monotonic() >= ends)
        return bool(claimed)

    def _send(self, engine: Engine, claimed: list[Claimed], now: datetime, stop: Callable[[], bool]) -> None:
        """Answers in flight when the worker is told to stop are waited for and written down."""
        dues = {str(one.due.id): one.due for one in claimed}
        since = self._monotonic()
        for answer in self._sender.send(self._messages(claimed), now, stop):
            self._unsettled.append(_outcome(answer, dues[answer.id]))
            if len(self._unsettled) >= GROUP or self._monotonic() - since >= GROUP_S:
                self._settle(engine)
                since = self._monotonic()
        self._settle(engine)

    def _messages(self, claimed: list[Claimed]) -> Iterator[Message]:
        """Made one by one as the sender has room; one that cannot be made stands in the way of no other."""
        for one in claimed:
            try:
                message = self._message(one)
            except Exception:
                log.exception("message not made", extra={"attempt": one.due.attempt})
                self._unsettled.append(_not_sent(one, delivering.LATER, PUSH_AWAY_S))
                continue
            if message:
                yield message

    def _message(self, one: Claimed) -> Message | None:
        due = one.due
        if due.key_id != self._key_id:
            # No push service would take it. The subscription stays: the wrong key may be the one we were given.
            self._unsettled.append(_not_sent(one, delivering.HELD, None))
            log.error("subscription of another key", extra={"attempt": due.attempt})
            return None
        left = int((due.expires_at - clock.now()).total_seconds())
        if left <= 0:
            self._unsettled.append(_not_sent(one, delivering.LATER, 0.0))
            return None
        target = Target(due.endpoint, _decoded(due.p256dh), _decoded(due.auth))
        payload = delivering.payload(self._catalogue, self._origin, one)
        return Message(str(due.id), target, payload, left, due.reminder_id.hex)

    def _settle(self, engine: Engine) -> None:
        """All or nothing; what fails is kept for the next time."""
        if self._unsettled:
            with writing(engine) as session:
                delivering.settle(session, self._unsettled, clock.now())
            self._unsettled.clear()


def courier(config: Config, catalogue: Catalogue, stop: Stop, transport: Transport | None = None) -> Courier | None:
    """A courier that sends as this installation; None, and said in the log, when nobody could be told to answer for it.

    Raises BadKey.
    """
    keys = VapidKeys.from_pem(config.vapid_private_key)
    try:
        subject = subject_for(config.vapid_subject, config.origin)
    except BadSubject as error:
        log.error("reminders are not sent", extra={"reason": str(error)})
        return None
    return Courier(catalogue, config.origin, Sender(keys, subject, transport=transport), keys.key_id, stop)


def _outcome(answer: Answer, due: Due) -> Outcome:
    if answer.outcome in (delivering.REFUSED, delivering.HELD):
        log.error("push not accepted", extra={"status": answer.status, "reason": answer.detail, "attempt": due.attempt})
    return Outcome(due.id, due.attempt, answer.outcome, answer.status, answer.retry_after)


def _not_sent(one: Claimed, outcome: str, retry_after: float | None) -> Outcome:
    return Outcome(one.due.id, one.due.attempt, outcome, None, retry_after)


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
