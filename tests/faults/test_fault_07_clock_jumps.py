"""Fault 7: the clock is set back or forward while the worker runs. Nothing is sent early, nothing is lost, and a machine
that wakes up goes on by itself."""

from datetime import timedelta

import pytest

from tests.actions.runners import DUE
from tests.faults.test_p3_every_reminder_reaches_the_push_service import ORIGIN, person, recorded
from tests.pushservice.fixtures import Ticks
from webapp.actions.delivering import LEASE
from webapp.stop import Stop
from webapp.store import heartbeats
from webapp.store.engine import writing
from webapp.worker.courier import Courier
from webapp.worker.loop import _round, watch_clocks
from webapp.worker.steps import standing_steps
from webapp.worker.watch import HOLD_S, Watch

__all__ = ["person"]
HOUR = timedelta(hours=1)


class Machine:
    """A worker on a machine whose two clocks are moved by the test."""

    def __init__(self, engine, catalogue, sender, key_id: str, clock, ticks: Ticks) -> None:
        self.engine, self.clock, self.ticks, self.stop = engine, clock, ticks, Stop()
        self.watch = Watch(ticks)
        courier = Courier(catalogue, ORIGIN, sender, key_id, self.stop, ticks)
        self.steps = standing_steps(catalogue, "2026b", self.stop, courier)

    def live(self, seconds: float) -> None:
        """Rounds two seconds apart."""
        for _ in range(int(seconds / 2)):
            _round(self.engine, self.stop, self.steps, self.watch.held(self.clock.now))
            self.clock.forward(seconds=2)
            self.ticks.forward(2)


@pytest.fixture
def machine(engine, catalogue, post, vapid, clock, ticks):
    return Machine(engine, catalogue, post.sender(), vapid.key_id, clock, ticks)


def test_a_jump_forward_that_is_taken_back_within_a_minute_sends_nothing_early(machine, person, post, clock):
    clock.set(DUE - HOUR)
    machine.live(10)
    clock.forward(hours=1, minutes=1)
    machine.live(HOLD_S - 10)
    clock.forward(hours=-1, minutes=-1)
    machine.live(120)
    assert post.service.seen == []


def test_a_jump_forward_that_stays_is_believed_after_a_minute(machine, person, post, clock):
    """A machine that slept: it was the other clock that stood still."""
    clock.set(DUE - HOUR)
    machine.live(10)
    clock.forward(hours=1, minutes=1)
    machine.live(HOLD_S)
    assert post.service.seen == []
    machine.live(10)
    assert len(post.service.accepted) == 1


def test_a_jump_forward_of_a_day_brings_nothing_stale(machine, engine, person, post, clock):
    clock.set(DUE - HOUR)
    machine.live(10)
    clock.forward(days=1)
    machine.live(HOLD_S + 10)
    assert post.service.seen == []
    assert recorded(engine, person) == ("expired", "late")


def test_a_jump_back_sends_nothing_early_and_nothing_twice(machine, engine, person, post, clock):
    clock.set(DUE - timedelta(seconds=4))
    machine.live(10)
    assert len(post.service.accepted) == 1
    clock.forward(hours=-1)
    machine.live(3 * 3600 / 20)
    assert len(post.service.accepted) == 1
    assert recorded(engine, person) == ("sent", "")


def test_after_a_jump_back_a_claim_ends_late_by_no_more_than_the_jump(machine, engine, person, post, clock):
    clock.set(DUE)
    post.service.fail(500)
    machine.live(2)
    clock.forward(hours=-1)
    machine.live(HOLD_S + 10)
    assert len(post.service.accepted) == 0
    clock.set(DUE + LEASE)
    machine.live(HOLD_S + 20)
    assert len(post.service.accepted) == 1


@pytest.mark.parametrize(("ahead", "held"), [(timedelta(minutes=16), True), (timedelta(seconds=2), False)])
def test_a_worker_that_starts_before_its_last_sign_of_life_holds(engine, clock, ticks, ahead, held):
    with writing(engine) as session:
        heartbeats.beat(session, clock.now + ahead)
    watch = Watch(ticks)
    watch_clocks(watch)(engine, clock.now)
    # PostgreSQL tells its own time, which is another than the one that stands still here.
    assert watch.held(clock.now) == (held or engine.dialect.name == "postgresql")
