"""Sends messages to push services, a hundred at once to each, over few connections, and says what became of each."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime

from webapp.push.answer import WINDOWS, Answer, unanswered
from webapp.push.endpoint import check_endpoint
from webapp.push.keys import VapidKeys
from webapp.push.lane import Flight, Lane, wait
from webapp.push.message import Message, encrypt
from webapp.push.transport import IN_FLIGHT_PER_ORIGIN, Transport

IN_FLIGHT = 400  # to all origins together
LOOK_AHEAD = 500  # messages taken from the caller that wait for their origin, so that it does not keep others waiting
MOST_LANES = 64  # each may hold six file descriptors
NOT_STARTED = "not sent: told to stop"
CROWDED_S = 5.0  # seconds to wait when there are more push services at once than lanes


class Sender:
    """Keeps connections, handles and circuit breakers from one call to the next. For one thread, one call at a time."""

    def __init__(
        self,
        keys: VapidKeys,
        subject: str,
        *,
        extra_hosts: Collection[str] = (),
        transport: Transport | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`subject` as keys.subject_for gives it; `extra_hosts` are push services beside those of the browsers."""
        self._keys = keys
        self._subject = subject
        self._extra_hosts = tuple(extra_hosts)
        self._transport = transport or Transport()
        self._monotonic = monotonic
        self._lanes: dict[str, Lane] = {}
        self._idle: list[Flight] = []
        self._flying = 0
        self._waiting = 0

    def send(
        self, messages: Iterable[Message | None], now: datetime, stop: Callable[[], bool] = lambda: False
    ) -> Iterator[Answer]:
        """Exactly one Answer for each message, in the order they come. Each is encrypted only when it can leave. A None
        among the messages says that there are no more just now: it is asked again while answers are waited for.

        Once `stop()` says so nothing more is started: what is under way is waited for, at most 10 s, and the rest is
        answered `later`. It is asked often; let it also say when the lease on the messages gets short.
        """
        source = iter(messages)
        stopped = False
        try:
            while True:
                stopped = stopped or stop()
                yield from self._give_up(source) if stopped else self._fill(source, now)
                if not self._flying and not self._waiting:
                    break
                yield from self._land(now)
        finally:
            self._abandon()

    def close(self) -> None:
        """End the connections."""
        self._abandon()
        for lane in self._lanes.values():
            lane.close()
        for flight in self._idle:
            flight.easy.close()
        self._lanes.clear()
        self._idle.clear()

    def _fill(self, source: Iterator[Message | None], now: datetime) -> Iterator[Answer]:
        """Start all there is room for, waiting ones first; yields the answers of those that do not leave at all."""
        for lane in [lane for lane in self._lanes.values() if lane.waiting] if self._waiting else ():
            while lane.waiting and self._may_go(lane):
                self._waiting -= 1
                yield from self._go(lane, lane.waiting.popleft(), now)
        while self._flying < IN_FLIGHT and self._waiting < LOOK_AHEAD:
            message = next(source, None)
            if message is None:
                return
            yield from self._take(message, now)

    def _take(self, message: Message, now: datetime) -> Iterator[Answer]:
        """Send a new message on its way, or let it wait in its lane."""
        try:
            lane = self._lane(check_endpoint(message.target.endpoint, self._extra_hosts))
        except ValueError as error:
            yield unanswered(message.id, str(error), outcome="refused")
            return
        if lane is None:
            yield unanswered(message.id, "too many push services at once", CROWDED_S)
        elif self._may_go(lane):
            yield from self._go(lane, message, now)
        else:
            lane.waiting.append(message)
            self._waiting += 1

    def _may_go(self, lane: Lane) -> bool:
        """With an open circuit it goes nowhere, but has its answer at once."""
        room = lane.breaker.room(self._monotonic(), IN_FLIGHT_PER_ORIGIN)
        return room == 0 or (len(lane.flying) < room and self._flying < IN_FLIGHT)

    def _go(self, lane: Lane, message: Message, now: datetime) -> Iterator[Answer]:
        left = lane.breaker.left(self._monotonic())
        if left:
            because = lane.breaker.because
            yield unanswered(message.id, f"{lane.origin} is left alone for {left:.0f} s", left, because)
            return
        try:
            body = encrypt(message)
        except ValueError as error:
            yield unanswered(message.id, str(error), outcome="refused")
            return
        self._start(lane, message, body, now)

    def _start(self, lane: Lane, message: Message, body: bytes, now: datetime) -> None:
        flight = self._idle.pop() if self._idle else Flight(self._transport)
        authorization = self._keys.header(lane.origin, self._subject, now)
        flight.load(message, _headers(message, lane.origin, authorization), body)
        lane.start(flight)
        self._flying += 1

    def _land(self, now: datetime) -> Iterator[Answer]:
        """Let the wires move and yield the answers that came, after a little while if none has."""
        lanes = [lane for lane in self._lanes.values() if lane.flying]
        flying = self._flying
        for lane in lanes:
            for flight, answer in lane.landed(now):
                self._flying -= 1
                self._idle.append(flight)
                lane.breaker.heard(answer, self._monotonic())
                yield answer
        if self._flying == flying:
            wait(lanes)

    def _give_up(self, source: Iterator[Message | None]) -> Iterator[Answer]:
        """At once, for nothing was tried that would have to be waited for."""
        for lane in self._lanes.values():
            while lane.waiting:
                self._waiting -= 1
                yield unanswered(lane.waiting.popleft().id, NOT_STARTED, 0.0)
        for message in filter(None, source):
            yield unanswered(message.id, NOT_STARTED, 0.0)

    def _abandon(self) -> None:
        """Forget what has no answer yet, as when the caller asks for no more of them."""
        for lane in self._lanes.values():
            self._idle.extend(lane.ground(easy) for easy in list(lane.flying))
            lane.waiting.clear()
        self._flying = self._waiting = 0

    def _lane(self, origin: str) -> Lane | None:
        """The lane to a push service, made if need be in place of the one unused for longest; None if all are in use.

        Anybody can subscribe at names that do not exist, below a push service's; they must not use up the machine.
        """
        lane = self._lanes.pop(origin, None)
        if lane is None:
            if len(self._lanes) >= MOST_LANES and not self._close_idle_lane():
                return None
            lane = Lane(origin)
        self._lanes[origin] = lane
        return lane

    def _close_idle_lane(self) -> bool:
        for origin, lane in self._lanes.items():
            if not lane.in_use:
                lane.close()
                del self._lanes[origin]
                return True
        return False


def _headers(message: Message, origin: str, authorization: str) -> list[str]:
    headers = [
        f"TTL: {message.ttl}",
        f"Topic: {message.topic}",
        f"Urgency: {message.urgency}",
        f"Authorization: {authorization}",
        "Content-Encoding: aes128gcm",
        "Content-Type: application/octet-stream",
        "Accept:",
        "Expect:",
    ]
    if origin.endswith(WINDOWS):
        headers.append(f"X-WNS-Cache-Policy: {'cache' if message.ttl else 'no-cache'}")
    return headers
