"""The push sender against `pywebpush.webpush()` as commonly called: processor time a message, and messages a second.

Both send to the same sink in the same run, in turns, each message to a subscription of its own. The sink has a core to
itself where there are two.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import pywebpush
import requests

from tests.bench import _delivery, floor
from tests.pushservice import Subscriber
from tests.pushservice.fixtures import SUBJECT
from tests.pushservice.sink import Sink, sink
from webapp import clock
from webapp.config import write_secrets
from webapp.push.keys import VapidKeys
from webapp.push.message import Message, encrypt
from webapp.push.sender import Sender

ROUNDS, OURS, THEIRS = 7, 2000, 100  # theirs is slow, and says as much after a hundred
BUDGET_US, BUDGET_TIMES = 165, 15
TTL_S = 7200
PAYLOAD = (
    b'{"web_push":8030,"notification":{"title":"12 minutes after your run","body":"Start with the side plank, right '
    b'where you are.","navigate":"https://run.example.org/today?r=0b6c5a3e-8f0e-4c57-9a53-2d1a9c0f7e11","tag":'
    b'"0b6c5a3e8f0e4c579a532d1a9c0f7e11","lang":"en","timestamp":1790000000000}}'
)


@dataclass(frozen=True)
class Rig:
    """All that sending takes; the end-to-end bench puts a database in front of it."""

    sink: Sink
    pem: Path
    keys: VapidKeys
    sender: Sender
    phones: tuple[Subscriber, ...]

    def messages(self, host: str = "fcm.googleapis.com") -> list[Message]:
        """One for each phone."""
        targets = (phone.target(f"https://{host}/fcm/send/{number:0140d}") for number, phone in enumerate(self.phones))
        return [Message(str(number), target, PAYLOAD, TTL_S, f"{number:032x}") for number, target in enumerate(targets)]

    def by_pywebpush(self, phones: Iterable[Subscriber]) -> None:
        """As its README calls it: the key in a file, nothing kept from one call to the next."""
        for number, phone in enumerate(phones):
            answer = pywebpush.webpush(
                {
                    "endpoint": f"https://127.0.0.1:{self.sink.port}/fcm/send/{number:0140d}",
                    "keys": {"p256dh": phone.p256dh, "auth": phone.auth},
                },
                data=PAYLOAD,
                vapid_private_key=str(self.pem),
                vapid_claims={"sub": SUBJECT},
                ttl=TTL_S,
            )
            assert answer.status_code == 201, answer.status_code


@dataclass(frozen=True)
class Spent:
    cpu_us: float  # of this process, a message
    per_second: float


def figures() -> Iterator[floor.Figure]:
    with rig() as bench:
        usual = _with_the_usual_authorities(bench)
        yield from _sending(bench, usual)
        few = bench.phones[:THEIRS]
        theirs = lambda: spent(lambda: bench.by_pywebpush(few), THEIRS).cpu_us  # noqa: E731
        yield from _delivery.figures(bench.sink, bench.pem, bench.keys, bench.sender, theirs, usual)


@contextmanager
def rig(phones: int = OURS) -> Iterator[Rig]:
    """The sink, a sender that reaches it and phones to send to; this process on another core than the sink."""
    cores = os.sched_getaffinity(0)
    with TemporaryDirectory() as folder, sink() as quick:
        write_secrets({"VAR_DIR": folder})
        pem = Path(folder) / "vapid_private.pem"
        keys = VapidKeys.from_pem(pem.read_text())
        os.environ["REQUESTS_CA_BUNDLE"] = quick.ca_file
        os.sched_setaffinity(0, {min(cores)})
        try:
            with closing(Sender(keys, SUBJECT, transport=quick.transport)) as sender:
                yield Rig(quick, pem, keys, sender, tuple(Subscriber() for _ in range(phones)))
        finally:
            os.sched_setaffinity(0, cores)
            del os.environ["REQUESTS_CA_BUNDLE"]


def spent(work: Callable[[], object], count: int) -> Spent:
    """What `work` costs for each of the `count` messages it sends."""
    cpu, began = process_time(), perf_counter()
    work()
    return Spent((process_time() - cpu) * 1e6 / count, count / (perf_counter() - began))


def _sending(bench: Rig, usual: float) -> Iterator[floor.Figure]:
    messages, few = bench.messages(), bench.phones[:THEIRS]
    _send(bench.sender, messages[:THEIRS])  # the connection is there, as in a worker that has been up for a while
    rounds = [
        (
            spent(lambda: _send(bench.sender, messages), OURS),
            spent(lambda: bench.by_pywebpush(few), THEIRS),
            spent(lambda: [encrypt(message) for message in messages], OURS),
        )
        for _ in range(ROUNDS)
    ]
    ours, theirs, encryption = (median(each.cpu_us for each in column) for column in zip(*rounds, strict=True))
    rate, their_rate = (median(each.per_second for each in column) for column in list(zip(*rounds, strict=True))[:2])
    yield "push: CPU a message, beside pywebpush", ours, "us", theirs, ours / theirs
    yield "push: CPU a message, beside the budget", ours, "us", BUDGET_US, ours / BUDGET_US
    yield "push: of it encryption alone", encryption, "us", ours, encryption / ours
    yield "push: times less CPU than pywebpush", theirs / ours, "times", BUDGET_TIMES, theirs / ours / BUDGET_TIMES
    yield "push: CPU a message, beside pywebpush trusting the usual authorities", ours, "us", usual, ours / usual
    yield "push: messages a second on one core", rate, "/s", their_rate, rate / their_rate


def _with_the_usual_authorities(bench: Rig) -> float:
    """What pywebpush really costs: it reads all of certifi for each connection, and makes one for each message.

    Kept apart, for it is a matter of the OpenSSL Python came with. Our sender reads its own once a day.
    """
    with TemporaryDirectory() as folder:
        bundle = Path(folder) / "authorities.pem"
        bundle.write_text(Path(requests.certs.where()).read_text() + Path(bench.sink.ca_file).read_text())
        os.environ["REQUESTS_CA_BUNDLE"] = str(bundle)
        few = bench.phones[: THEIRS // 5]
        found = median(spent(lambda: bench.by_pywebpush(few), len(few)).cpu_us for _ in range(3))
    os.environ["REQUESTS_CA_BUNDLE"] = bench.sink.ca_file
    return found


def _send(sender: Sender, messages: list[Message]) -> None:
    outcomes = {answer.outcome for answer in sender.send(messages, clock.now())}
    assert outcomes == {"sent"}, outcomes
