"""Fault 35: the worker is told to stop, again and again, in the middle of sending. It finishes what is under way, ends
with success, and nothing is sent twice."""

import os
import signal
import time

from tests.faults import runners, storm
from tests.sizes import FULL
from webapp import clock

REMINDERS, RESTARTS = (10_000, 200) if FULL else (300, 6)
PROMPT_S = 10.0


def test_a_worker_that_is_told_to_stop_leaves_nothing_half_done(engine, catalogue, service, vapid, workers, figure):
    crowd = runners.gather(engine, catalogue, service.endpoint, vapid.key_id, REMINDERS, clock.now())
    done = storm.rage(engine, service, workers, 2, RESTARTS, REMINDERS, signal.SIGTERM)
    figure(
        f"fault 35: {done.kills} restarts over {REMINDERS} reminders on {engine.dialect.name}: "
        f"{storm.repeats(service)} repeated, {done.seconds:.0f} s"
    )
    storm.check(engine, service, crowd, None, done)


def test_what_hangs_is_waited_for_no_longer_than_it_may_take(engine, catalogue, service, vapid, workers):
    runners.gather(engine, catalogue, service.endpoint, vapid.key_id, 3, clock.now())
    service.fail("hang", times=3)
    worker = workers.start(port=service.port, ca_file=service.ca_file, post_s=3.0)
    service.wait_for(lambda: len(service.seen) == 3, 20)
    began = time.monotonic()
    os.kill(worker, signal.SIGTERM)
    assert workers.wait(worker) == 0
    assert time.monotonic() - began < PROMPT_S
    assert runners.states(engine) == {"open": 3}
