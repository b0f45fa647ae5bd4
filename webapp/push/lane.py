"""All that goes to one push service: messages that wait, messages in flight, and the connections they share."""

import select
import time
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime

import pycurl

from webapp.push.answer import Answer, classify, read_headers, unanswered
from webapp.push.breaker import Breaker
from webapp.push.message import Message
from webapp.push.transport import MOST_BODY_BYTES, MOST_HEAD_BYTES, Inbox, Transport, new_easy, new_multi

WAIT_S = 0.1
NAP_S = 0.002


class Flight:
    """A handle of libcurl, used for one message after another."""

    __slots__ = ("body", "easy", "head", "message")

    def __init__(self, transport: Transport) -> None:
        self.head = Inbox(MOST_HEAD_BYTES)
        self.body = Inbox(MOST_BODY_BYTES)
        self.easy = new_easy(transport, self.head, self.body)

    def load(self, message: Message, headers: list[str], body: bytes) -> None:
        self.message = message
        self.head.clear()
        self.body.clear()
        # The address as stored, to the letter: it is a secret that the push service compares.
        self.easy.setopt(pycurl.URL, message.target.endpoint)
        self.easy.setopt(pycurl.HTTPHEADER, headers)
        self.easy.setopt(pycurl.POSTFIELDS, body)

    def answer(self, origin: str, now: datetime) -> Answer:
        """What a whole answer means."""
        status = self.easy.getinfo(pycurl.RESPONSE_CODE)
        headers = {} if 200 <= status < 300 else read_headers(self.head.data)
        return classify(status, headers, id=self.message.id, body=self.body.data, origin=origin, now=now)

    def failed(self, reason: str) -> Answer:
        """What it means that there was none."""
        too_long = self.head.full or self.body.full
        return unanswered(self.message.id, "the answer was too long" if too_long else reason)


class Lane:
    """Each push service has connections and a queue inside libcurl of its own, so that none can hold up another."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.breaker = Breaker(origin)
        self.waiting: deque[Message] = deque()
        self.flying: dict[pycurl.Curl, Flight] = {}
        self.multi = new_multi()

    @property
    def in_use(self) -> bool:
        return bool(self.flying or self.waiting)

    def start(self, flight: Flight) -> None:
        self.flying[flight.easy] = flight
        self.multi.add_handle(flight.easy)

    def landed(self, now: datetime) -> Iterator[tuple[Flight, Answer]]:
        """Move the wire on without waiting; those that came to an end, taken off it."""
        self.multi.perform()
        _, whole, broken = self.multi.info_read(len(self.flying))
        for easy in whole:
            flight = self.ground(easy)
            yield flight, flight.answer(self.origin, now)
        for easy, _, reason in broken:
            flight = self.ground(easy)
            yield flight, flight.failed(reason)

    def ground(self, easy: pycurl.Curl) -> Flight:
        self.multi.remove_handle(easy)
        return self.flying.pop(easy)

    def close(self) -> None:
        self.multi.close()


def wait(lanes: Iterable[Lane]) -> None:
    """Until something can move on one of the lanes, a tenth of a second at most."""
    poll, sockets, seconds = select.poll(), 0, WAIT_S
    for lane in lanes:
        reading, writing, _ = lane.multi.fdset()
        for number in reading:
            poll.register(number, select.POLLIN | (select.POLLOUT if number in writing else 0))
        for number in set(writing) - set(reading):
            poll.register(number, select.POLLOUT)
        sockets += len(reading) + len(writing)
        due = lane.multi.timeout()
        seconds = min(seconds, due / 1000) if due >= 0 else seconds
    if sockets:
        poll.poll(seconds * 1000)
    else:
        time.sleep(min(seconds, NAP_S))
