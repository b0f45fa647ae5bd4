"""Fault 2: the worker ends without warning at its first, its second, ... its last moment. Nothing is lost, a copy comes
only of what was under way, and it carries the same topic."""

import os
from collections import Counter
from datetime import timedelta

from tests.faults import runners, storm
from tests.faults.nursery import KILLED
from tests.sizes import FULL

RUNNERS, FINISHED, DEVICES = 3, 1, 2
LEASE = timedelta(seconds=61)
STEP = 1 if FULL else 4  # moments from one end to the next
SEED = int(os.environ.get("AFTERRUN_SEED", "0"))


def test_a_worker_may_end_at_every_single_moment(engine, catalogue, service, vapid, workers, clock, figure):
    points, tried, copies, status = STEP - SEED % STEP, 0, 0, KILLED
    where = {"port": service.port, "ca_file": service.ca_file}
    storm.warm(engine, catalogue, service, vapid.key_id, workers, clock.now)
    while status == KILLED:
        crowd = runners.gather(
            engine, catalogue, service.endpoint, vapid.key_id, RUNNERS, clock.now, FINISHED, DEVICES
        )  # fmt: skip
        status = workers.run(at=clock.now.isoformat(), fail_at=points, **where)
        assert status in (KILLED, 0), points
        assert workers.run(at=(clock.now + LEASE).isoformat(), **where) == 0
        copies += _check(engine, service, crowd, points)
        runners.disperse(engine)
        service.accepted.clear()
        points, tried = points + STEP, tried + 1
    figure(f"fault 2: ended at {tried - 1} of {points - STEP} moments, {copies} copies in all")
    assert points > 100


def _check(engine, service, crowd: runners.Crowd, point: int) -> int:
    """All that wait have theirs, nobody who had finished; returns the number of copies."""
    taken = Counter(accepted.token for accepted in service.accepted)
    assert taken.keys() == crowd.waiting, point
    assert max(taken.values()) <= 2, point
    topics = {(accepted.token, accepted.topic) for accepted in service.accepted}
    assert len(topics) == len(taken), point
    assert set(runners.states(engine)) <= {"sent", "cancelled"}, point
    return sum(taken.values()) - len(taken)
