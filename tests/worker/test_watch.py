"""The watch: a clock that jumps is not believed for a minute."""

from datetime import timedelta

import pytest

from tests.pushservice.fixtures import Ticks
from webapp.worker.watch import Watch


@pytest.fixture
def watch(ticks: Ticks) -> Watch:
    return Watch(ticks)


def test_a_clock_that_runs_is_believed(watch, ticks, now):
    for second in range(0, 300, 2):
        assert not watch.held(now + timedelta(seconds=second))
        ticks.forward(2.001)


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(hours=1), timedelta(days=1), timedelta(seconds=6)])
def test_after_a_jump_it_holds_for_a_minute_and_then_believes(watch, ticks, now, jump):
    assert not watch.held(now)
    for _ in range(30):
        ticks.forward(2)
        now += timedelta(seconds=2)
        assert watch.held(now + jump)
    ticks.forward(2)
    assert not watch.held(now + jump + timedelta(seconds=2))


def test_a_jump_that_is_taken_back_holds_again(watch, ticks, now):
    watch.held(now)
    ticks.forward(1)
    assert watch.held(now + timedelta(hours=1))
    ticks.forward(50)
    assert watch.held(now + timedelta(seconds=51))
    ticks.forward(50)
    assert watch.held(now + timedelta(seconds=101))
    ticks.forward(11)
    assert not watch.held(now + timedelta(seconds=112))


@pytest.mark.parametrize(("apart", "held"), [(4, False), (-4, False), (6, True), (-6, True)])
def test_it_holds_when_the_database_tells_another_time(watch, ticks, now, apart, held):
    watch.held(now)
    watch.compare(now, now + timedelta(seconds=apart), "database")
    assert watch.held(now) == held


def test_a_database_without_a_clock_of_its_own_says_nothing(watch, now):
    watch.compare(now, None, "database")
    assert not watch.held(now)
