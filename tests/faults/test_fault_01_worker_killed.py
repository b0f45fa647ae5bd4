"""Fault 1: workers are killed without warning while they send. Nothing is lost, and a copy comes only of what was under
way; the push service meanwhile answers in every way there is."""

import random

import pytest

from tests.faults import runners, storm
from tests.sizes import FULL
from webapp import clock

REMINDERS, KILLS, ROOM = (10_000, 200, 500) if FULL else (300, 8, 25)  # of each of the four, and claimed at once
FINISHED = 0.05


@pytest.mark.parametrize("count", [1, 4])
def test_a_storm_of_kills_loses_nothing(engine, catalogue, service, vapid, workers, figure, count):
    storm.warm(engine, catalogue, service, vapid.key_id, workers, clock.now())
    weather = storm.Weather(random.Random(count)).install(service)
    finished = int(REMINDERS * FINISHED)
    crowd = runners.gather(
        engine, catalogue, service.endpoint, vapid.key_id, REMINDERS, clock.now(), finished
    )  # fmt: skip
    done = storm.rage(engine, service, workers, count, KILLS, REMINDERS, pace={**storm.HURRIED, "room": ROOM})
    figure(
        f"fault 1: {REMINDERS} reminders, {count} workers on {engine.dialect.name}, {done.kills} kills: lost 0, "
        f"{storm.repeats(service)} repeats ({done.in_flight} under way at the kills, {done.unanswered + weather.lost} "
        f"without an answer), {len(weather.gone)} gone, {done.seconds:.0f} s"
    )
    storm.check(engine, service, crowd, weather, done)
