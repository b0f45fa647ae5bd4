"""Fault 2: the worker ends without warning at its first, its second, ... its last moment. Nothing is lost, a copy comes
only of what was under way, and it carries the same topic."""

from collections import Counter
from datetime import timedelta

import pytest

from tests.faults import runners
from tests.faults.nursery import KILLED, nursery

RUNNERS, FINISHED, DEVICES = 3, 1, 2
LEASE = timedelta(seconds=61)


@pytest.fixture
def workers(environ, service, tmp_path):
    settings = {**environ, "VAPID_SUBJECT": "mailto:runs@example.org"}
    with nursery(settings, tmp_path / "workers.log") as found:
        yield found


def test_a_worker_may_end_at_every_single_moment(engine, catalogue, service, vapid, workers, clock, figure):
    points, copies = 0, 0
    where = {"port": service.port, "ca_file": service.ca_file}
    status = KILLED
    while status == KILLED:
        points += 1
        crowd = runners.gather(
            engine, catalogue, service.endpoint, vapid.key_id, RUNNERS, clock.now, FINISHED, DEVICES
        )  # fmt: skip
        status = workers.run(at=clock.now.isoformat(), fail_at=points, **where)
        assert status in (KILLED, 0), points
        assert workers.run(at=(clock.now + LEASE).isoformat(), **where) == 0
        copies += _check(engine, service, crowd, points)
        runners.disperse(engine)
        service.accepted.clear()
    figure(
        f"fault 2: {points - 1} moments to end at, {copies} copies of {DEVICES * (RUNNERS - FINISHED)} messages each"
    )
    assert points > 50


def _check(engine, service, crowd: runners.Crowd, point: int) -> int:
    """All that wait have theirs, nobody who had finished; returns the number of copies."""
    taken = Counter(accepted.token for accepted in service.accepted)
    assert taken.keys() == crowd.waiting, point
    assert max(taken.values()) <= 2, point
    topics = {(accepted.token, accepted.topic) for accepted in service.accepted}
    assert len(topics) == len(taken), point
    assert set(runners.states(engine)) <= {"sent", "cancelled"}, point
    return sum(taken.values()) - len(taken)
