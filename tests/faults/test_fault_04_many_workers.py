"""Fault 4: several workers at once. Nobody is reminded twice, and nobody is left out."""

import pytest

from tests.faults import runners, storm
from tests.sizes import FULL
from webapp import clock

REMINDERS = 10_000 if FULL else 300


@pytest.mark.parametrize("count", [2, 5])
def test_workers_side_by_side_send_each_once(engine, catalogue, service, vapid, workers, figure, count):
    crowd = runners.gather(engine, catalogue, service.endpoint, vapid.key_id, REMINDERS, clock.now())
    done = storm.rage(engine, service, workers, count, 0, REMINDERS)
    figure(
        f"fault 4: {REMINDERS} reminders, {count} workers on {engine.dialect.name}: "
        f"{storm.repeats(service)} repeated, {done.seconds:.1f} s"
    )
    storm.check(engine, service, crowd, None, done)
    assert runners.states(engine) == {"sent": REMINDERS}
