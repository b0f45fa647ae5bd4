"""A push service, a sender that reaches it and messages to send, for any test that asks for them."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace

import pytest

from tests.pushservice.service import MOZILLA, PushService, push_service
from tests.pushservice.subscriber import Subscriber
from webapp import clock
from webapp.push.answer import Answer
from webapp.push.keys import VapidKeys
from webapp.push.message import Message
from webapp.push.sender import Sender

SUBJECT = "mailto:runs@example.org"


class Ticks:
    """A monotonic clock that moves only when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class Post:
    """One phone, its subscriptions at the service, and senders to it."""

    service: PushService
    keys: VapidKeys
    open: ExitStack
    phone: Subscriber = field(default_factory=Subscriber)

    def sender(self, ticks: Callable[[], float] | None = None, *, subject: str = SUBJECT, **transport) -> Sender:
        """Over the service's transport, with changes such as `total_s=0.5`."""
        extra = {"monotonic": ticks} if ticks else {}
        sender = Sender(self.keys, subject, transport=replace(self.service.transport, **transport), **extra)
        return self.open.enter_context(closing(sender))

    def message(self, id: str = "1", *, host: str = MOZILLA, payload: bytes = b'{"web_push":8030}', **rest) -> Message:
        """To a subscription of the same name, which is made."""
        target = self.phone.target(self.service.endpoint(id, host))
        return Message(id, target, payload, **({"ttl": 3600, "topic": "a" * 32} | rest))

    def messages(self, count: int, *, host: str = MOZILLA, first: int = 0) -> list[Message]:
        return [self.message(f"{host}-{number}", host=host) for number in range(first, first + count)]

    def send(self, sender: Sender, messages: Iterable[Message]) -> list[Answer]:
        return list(sender.send(messages, clock.now()))

    def send_one(self, sender: Sender, **message) -> Answer:
        (answer,) = self.send(sender, [self.message(**message)])
        return answer


@pytest.fixture(scope="session")
def vapid(vapid_key: str) -> VapidKeys:
    return VapidKeys.from_pem(vapid_key)


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as service:
        yield service


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def post(service: PushService, vapid: VapidKeys) -> Iterator[Post]:
    with ExitStack() as stack:
        yield Post(service, vapid, stack)
