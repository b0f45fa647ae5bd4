"""The worker: steps when they are due, one at a time, to the end of the one under way."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from webapp.stop import Stop
from webapp.store import handovers, heartbeats, hits, logins, people
from webapp.store.engine import make_engine, reading, writing
from webapp.worker.loop import AFTER_A_FAULT_S, IDLE_S, Step, _round, work
from webapp.worker.steps import standing_steps

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def stop() -> Stop:
    return Stop()


@pytest.fixture
def steps(catalogue, stop) -> tuple[Step, ...]:
    return standing_steps(catalogue, "2026b", stop, courier=None)


def test_it_leaves_a_heartbeat_every_ten_seconds(engine, clock, stop, steps):
    _round(engine, stop, steps)
    clock.forward(seconds=9)
    _round(engine, stop, steps)
    assert age(engine, clock.now) == 9
    clock.forward(seconds=1)
    _round(engine, stop, steps)
    assert age(engine, clock.now) == 0


def test_it_goes_on_when_the_clock_is_set_back(engine, clock, stop, steps):
    _round(engine, stop, steps)
    clock.forward(hours=-1)
    _round(engine, stop, steps)
    assert age(engine, clock.now) == 0


def test_it_forgets_old_sign_ins_codes_and_attempts_but_nothing_else(engine, clock, stop, steps):
    with writing(engine) as session:
        person = people.add_person(session, "Europe/Berlin", clock.now)
        logins.start(session, person.id, "old", "phone", clock.now - timedelta(days=366))
        logins.start(session, person.id, "new", "phone", clock.now - timedelta(days=364))
        handovers.put(session, person.id, "old", clock.now)
        hits.allow(session, "old", 1, 60, clock.now - timedelta(minutes=2))
        hits.allow(session, "new", 1, 60, clock.now)
    _round(engine, stop, steps)
    with writing(engine) as session:
        before = clock.now - timedelta(days=2)
        assert logins.find(session, "old", before) is None
        assert logins.find(session, "new", before) is not None
        assert handovers.tidy(session, clock.now) == 0
        assert hits.tidy(session, clock.now) == 0
        assert not hits.allow(session, "new", 1, 60, clock.now)


def test_it_rests_only_when_there_is_nothing_to_do(engine, clock, stop):
    busy, idle = Step(lambda session, now: True), Step(lambda session, now: False)
    assert _round(engine, stop, (busy, idle)) == 0
    assert _round(engine, stop, (idle,)) == IDLE_S


def test_a_step_that_fails_undoes_its_own_work_and_is_tried_again_later(engine, clock, stop, caplog):
    def fails_once(session, now):
        heartbeats.beat(session, now, "half")
        if not tries.append(now) and len(tries) == 1:
            raise OSError("gone")
        return False

    tries = []
    step = Step(fails_once, timedelta(hours=1))
    assert _round(engine, stop, (step,)) == AFTER_A_FAULT_S
    assert age(engine, clock.now, "half") is None
    assert "step failed" in caplog.text
    _round(engine, stop, (step,))
    assert age(engine, clock.now, "half") == 0


def test_a_step_that_fails_keeps_no_other_from_its_turn(engine, clock, stop):
    def fails(session, now):
        raise OSError("gone")

    ran = []
    assert _round(engine, stop, (Step(fails), Step(lambda session, now: ran.append(now)))) == AFTER_A_FAULT_S
    assert ran == [clock.now]


def test_while_the_clock_is_in_doubt_only_what_does_not_wait_is_done(engine, clock, stop):
    ran = []
    steps = (Step(lambda session, now: ran.append("waits"), waits=True), Step(lambda session, now: ran.append("beats")))
    _round(engine, stop, steps, held=True)
    assert ran == ["beats"]
    _round(engine, stop, steps)
    assert ran == ["beats", "waits", "beats"]


def test_told_to_stop_it_finishes_the_step_and_begins_no_other(engine, clock, stop):
    def last(session, now):
        stop.now()
        heartbeats.beat(session, now, "finished")
        return True

    def never(session, now):
        raise AssertionError("begun after the stop")

    work(engine, stop, (Step(last), Step(never)))
    assert age(engine, clock.now, "finished") == 0


def test_ended_in_good_order_it_takes_its_heartbeat_away(engine, clock, stop, steps):
    def ends(session, now):
        stop.now()
        return False

    work(engine, stop, (*steps, Step(ends)))
    assert age(engine, clock.now) is None


def test_sigterm_ends_the_process_with_success_and_within_a_moment(environ, now):
    command = [sys.executable, "-m", "webapp.cli", "worker"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environ}, stderr=subprocess.PIPE)
    engine = make_engine(environ["DATABASE_URL"])
    wait_for_a_heartbeat(engine, now)
    process.send_signal(signal.SIGTERM)
    said = process.communicate(timeout=10)
    assert process.returncode == 0, said
    assert age(engine, now) is None
    engine.dispose()


def wait_for_a_heartbeat(engine, now) -> None:
    deadline = time.monotonic() + 30
    while age(engine, now) is None:
        assert time.monotonic() < deadline, "no heartbeat in 30 seconds"
        time.sleep(0.05)


def age(engine, now, name: str = "worker") -> float | None:
    with reading(engine) as session:
        return heartbeats.age(session, now, name)
