"""The courier: claims deliveries, has them sent outside any transaction, and writes down the answers in groups."""

import base64
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain

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
MEANWHILE_S, LOOK_S = 20.0, 0.2  # how long, and how often, more is claimed while slow answers are waited for
log = logging.getLogger("afterrun.reminders")
Plan = Callable[[Engine, datetime], object]


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

    def deliver(self, engine: Engine, now: datetime, plan: Plan = lambda engine, now: None) -> bool:
        """Deliver what is due; returns whether there was anything. What an earlier round could not write down comes
        first: a claim that cannot be settled, as with a full disk, would only be sent again. While slow answers are
        waited for, `plan` is given a turn, and what has come due is sent too."""
        self._settle(engine)
        began = self._monotonic()
        first = self._claim(engine, now)
        if first:
            claims = chain([first], self._claims_meanwhile(engine, now, began, plan))
            self._send(engine, claims, now, lambda: self._stop.within(0) or self._monotonic() >= began + LEASE_S)
        return bool(first)

    def _claim(self, engine: Engine, now: datetime) -> list[Claimed]:
        with writing(engine) as session:
            return delivering.claim(session, now, ROOM)

    def _claims_meanwhile(self, engine: Engine, now: datetime, began: float, plan: Plan) -> Iterator[list[Claimed]]:
        """Mostly nothing: it is asked again and again. After a fault no more; the next round tries again."""
        found_none_at = began
        while not self._stop.within(0) and (at := self._monotonic()) < began + MEANWHILE_S:
            claimed = []
            if at - found_none_at >= LOOK_S:
                # A clock that jumps forward makes nothing due.
                then = min(clock.now(), now + timedelta(seconds=at - began))
                try:
                    claimed = self._claim_planned(engine, then, plan)
                except Exception:
                    log.exception("nothing claimed meanwhile")
                    return
                found_none_at = found_none_at if claimed else at
            yield claimed

    def _claim_planned(self, engine: Engine, now: datetime, plan: Plan) -> list[Claimed]:
        self._settle(engine)
        plan(engine, now)
        return self._claim(engine, now)

    def _send(self, engine: Engine, claims: Iterable[list[Claimed]], now: datetime, stop: Callable[[], bool]) -> None:
        """Answers in flight when the worker is told to stop are waited for and written down."""
        dues: dict[str, Due] = {}
        since = self._monotonic()
        for answer in self._sender.send(self._messages(claims, dues), now, stop):
            self._unsettled.append(_outcome(answer, dues[answer.id]))
            if len(self._unsettled) >= GROUP or self._monotonic() - since >= GROUP_S:
                self._settle(engine)
                since = self._monotonic()
        self._settle(engine)

    def _messages(self, claims: Iterable[list[Claimed]], dues: dict[str, Due]) -> Iterator[Message | None]:
        """Made one by one as the sender has room, and noted in `dues`; None where there is nothing just now."""
        for claimed in claims:
            for one in claimed:
                if message := self._made(one):
                    dues[message.id] = one.due
                    yield message
            if not claimed:
                yield None

    def _made(self, one: Claimed) -> Message | None:
        """One that cannot be made stands in the way of no other."""
        try:
            return self._message(one)
        except Exception:
            log.exception("message not made", extra={"attempt": one.due.attempt})
            self._unsettled.append(_not_sent(one, delivering.LATER, PUSH_AWAY_S))
            return None

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
