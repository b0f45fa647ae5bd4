"""Fault 6: everybody's run ends in the same minute. All are reminded, none twice."""

import time

import pytest

from tests.faults import runners
from tests.pushservice.sink import sink
from tests.sizes import FULL
from webapp import clock

REMINDERS = 100_000 if FULL else 1_000
PATIENCE_S = 1800


@pytest.mark.parametrize("count", [1, 2])
def test_a_full_minute_is_handed_over_whole(engine, catalogue, vapid, workers, figure, count):
    with sink() as there:
        runners.gather(engine, catalogue, _endpoint, vapid.key_id, REMINDERS, clock.now())
        seconds = _hand_over(engine, workers, there, count)
        taken = there.seen()
    figure(
        f"fault 6: {REMINDERS} due in one minute, {count} workers on {engine.dialect.name}: {seconds:.0f} s, "
        f"{REMINDERS / seconds:.0f} a second, planning included"
    )
    assert sum(times for name, times in taken.items() if name.startswith("HTTP")) == REMINDERS
    assert runners.states(engine) == {"sent": REMINDERS}


def _endpoint(token: str) -> str:
    return f"https://updates.push.services.mozilla.com/wpush/v2/{token}"


def _hand_over(engine, workers, there, count: int) -> float:
    """Seconds until nothing is left."""
    began = time.monotonic()
    alive = [workers.start(port=there.port, ca_file=there.ca_file) for _ in range(count)]
    while not runners.is_over(engine):
        assert time.monotonic() - began < PATIENCE_S
        time.sleep(0.1)
    seconds = time.monotonic() - began
    for each in alive:
        workers.end(each)
    return seconds
