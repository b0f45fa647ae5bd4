"""A storm: workers killed while they send, to a push service that answers in every way there is."""

import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from tests.faults import runners
from tests.faults.nursery import Nursery
from tests.pushservice import PushService
from tests.pushservice.service import Fault, Seen

USUAL = {"lease_s": 60.0, "post_s": 10.0, "wait_s": 5.0}
HURRIED = {"lease_s": 12.0, "post_s": 5.0, "wait_s": 0.2}  # so that a storm is over within a minute
SHARES = {410: 0.02, 404: 0.02, 429: 0.05, 500: 0.05, "hang": 0.002, "close": 0.02, "lost": 0.02}
GONE = (404, 410)
PATIENCE_S = 1800.0


@dataclass
class Weather:
    """What the push service answers: for ever gone to some, now and then in trouble with others."""

    chance: random.Random
    gone: set[str] = field(default_factory=set)
    lost: int = 0  # taken and never answered for; libcurl itself sends such a message again on a fresh connection

    def install(self, service: PushService) -> "Weather":
        service._next_fault = self.next_fault
        return self

    def next_fault(self, seen: Seen) -> Fault | None:
        if seen.token in self.gone:
            return _fault(410)
        what = self._drawn()
        if what in GONE:
            self.gone.add(seen.token)
        self.lost += what == "lost"
        return what and _fault(what)

    def _drawn(self) -> int | str | None:
        left = self.chance.random()
        for what, share in SHARES.items():
            left -= share
            if left < 0:
                return what
        return None


@dataclass
class Storm:
    """Figures of one."""

    kills: int = 0
    in_flight: int = 0  # accepted and not yet written down, summed over the moments of the kills
    unanswered: int = 0
    seconds: float = 0.0


def rage(
    engine, service: PushService, workers: Nursery, count: int, kills: int, reminders: int,
    end: int = signal.SIGKILL, pace: dict[str, float] = USUAL,
) -> Storm:  # fmt: skip
    """Run `count` workers until nothing is left to send, ending one of them `kills` times as the work goes on."""
    how = {"port": service.port, "ca_file": service.ca_file, **pace}
    storm, began, chance = Storm(), time.monotonic(), random.Random(kills)
    alive = [workers.start(**how) for _ in range(count)]
    counted: set[tuple[str, int]] = set()
    while not runners.is_over(engine) or storm.kills < kills:
        assert time.monotonic() - began < PATIENCE_S, runners.states(engine)
        if storm.kills < kills and _far_enough(service, storm.kills, kills, reminders):
            time.sleep(chance.random() * 0.05)
            doomed = alive.pop(chance.randrange(count))
            os.kill(doomed, end)
            status = workers.wait(doomed)
            assert status == (0 if end == signal.SIGTERM else -end), status
            storm.kills += 1
            counted |= _under_way(engine, service, counted)
            alive.append(workers.start(**how))
        time.sleep(0.1)
    for each in alive:
        workers.end(each)
    storm.in_flight = len(counted)
    storm.seconds, storm.unanswered = time.monotonic() - began, workers.unanswered
    return storm


def warm(engine, catalogue, service: PushService, key_id: str, workers: Nursery, now: datetime) -> None:
    """Let the nursery do all of a worker's work for a few runners: else a worker that is killed after fifty messages
    has spent its life on making up statements."""
    runners.gather(engine, catalogue, service.endpoint, key_id, 3, now)
    workers.warm(port=service.port, ca_file=service.ca_file, at=now.isoformat())
    runners.disperse(engine)
    service.accepted.clear()
    service.seen.clear()


def topics_of(service: PushService) -> dict[str, set[str]]:
    """By token, the topics it was sent under."""
    found: dict[str, set[str]] = {}
    for accepted in service.accepted:
        found.setdefault(accepted.token, set()).add(accepted.topic)
    return found


def repeats(service: PushService) -> int:
    """Messages that were accepted before."""
    taken = Counter(accepted.token for accepted in service.accepted)
    return sum(taken.values()) - len(taken)


def check(engine, service: PushService, crowd: runners.Crowd, weather: Weather | None, storm: Storm) -> None:
    """Every reminder that should be sent was accepted, none of a finished list; copies carry the same topic, and there
    are no more of them than messages under way at the kills and messages without an answer."""
    gone, lost = (weather.gone, weather.lost) if weather else (set(), 0)
    topics = topics_of(service)
    assert crowd.waiting - gone <= topics.keys()
    assert not crowd.finished & topics.keys()
    assert all(len(each) == 1 for each in topics.values())
    assert set(runners.states(engine)) <= {"sent", "cancelled"}
    assert repeats(service) <= storm.in_flight + storm.unanswered + lost


def _far_enough(service: PushService, done: int, kills: int, reminders: int) -> bool:
    """Kills are spread over the work; the last fall where retries go on."""
    return len(service.seen) >= (done + 1) * reminders * 0.9 / (kills + 1)


def _under_way(engine, service: PushService, counted: set[tuple[str, int]]) -> set[tuple[str, int]]:
    """Messages that were accepted and are not written down, and were not counted before: each a cause of one copy."""
    time.sleep(0.2)
    waiting, taken = runners.open_tokens(engine), Counter(accepted.token for accepted in list(service.accepted))
    return {(token, times) for token, times in taken.items() if token in waiting} - counted


def _fault(what: int | str) -> Fault:
    return Fault(what, {"Retry-After": "1"} if what == 429 else {}, b"", 1, None, None)
