"""The loop: steps, each of which says whether it found work, until told to stop."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp import clock
from webapp.stop import Stop
from webapp.store import heartbeats
from webapp.store.engine import Engine, Session, reading, time_of, writing
from webapp.worker.watch import Watch

IDLE_S = 2.0
AFTER_A_FAULT_S = 5.0
LOOK_EVERY = timedelta(minutes=1)
log = logging.getLogger("afterrun.worker")


@dataclass
class Step:
    """A piece of work and how often it is due; one with no `every` runs each round, and one that `waits` not while the
    clock is in doubt. It is given a transaction, or with `opens` the engine, to open its own."""

    run: Callable[[Session | Engine, datetime], bool]
    every: timedelta = timedelta(0)
    waits: bool = False
    opens: bool = False
    ran_at: datetime | None = None

    def due(self, now: datetime) -> bool:
        """Also due when the clock was set back to before the last run."""
        return self.ran_at is None or not timedelta(0) <= now - self.ran_at < self.every


def work(engine: Engine, stop: Stop, steps: Iterable[Step], watch: Watch | None = None) -> None:
    """Run the steps until told to stop, resting when a round found nothing to do; then take the heartbeat away."""
    watch = watch or Watch()
    steps = (Step(watch_clocks(watch), LOOK_EVERY, opens=True), *steps)
    rest = 0.0
    while not stop.within(rest):
        rest = _round(engine, stop, steps, held=watch.held(clock.now()))
    with writing(engine) as session:
        heartbeats.stop(session)


def watch_clocks(watch: Watch) -> Callable[[Engine, datetime], bool]:
    """A step that holds this machine's clock against the database's and against the last sign of life."""

    def look(engine: Engine, now: datetime) -> bool:
        with reading(engine) as session:
            age = heartbeats.age(session, now)
            watch.compare(now, time_of(session), "database")
        watch.compare(now, now - timedelta(seconds=age) if age is not None and age < 0 else None, "heartbeat")
        return False

    return look


def _round(engine: Engine, stop: Stop, steps: tuple[Step, ...], held: bool = False) -> float:
    """One pass over the steps; returns the seconds to rest. A step that fails keeps no other from its turn."""
    found = failed = False
    for step in steps:
        if stop.within(0):
            break
        if held and step.waits:
            continue
        try:
            found |= _run(engine, step)
        except Exception:
            # A locked or restarting database, most likely; the work is still there in five seconds.
            log.exception("step failed", extra={"step": getattr(step.run, "__name__", type(step.run).__name__)})
            failed = True
    if failed:
        return AFTER_A_FAULT_S
    return 0.0 if found else IDLE_S


def _run(engine: Engine, step: Step) -> bool:
    now = clock.now()
    if not step.due(now):
        return False
    if step.opens:
        found = step.run(engine, now)
    else:
        with writing(engine) as session:
            found = step.run(session, now)
    step.ran_at = now
    return found
