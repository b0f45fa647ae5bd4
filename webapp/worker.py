"""The worker: a loop of steps, each a short transaction that says whether it found work."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp import clock
from webapp.stop import Stop
from webapp.store import handovers, heartbeats, hits, logins
from webapp.store.engine import Engine, Session, writing

IDLE_S = 2.0
AFTER_A_FAULT_S = 5.0
log = logging.getLogger("afterrun.worker")


@dataclass
class Step:
    """A piece of work and how often it is due; one with no `every` runs each round."""

    run: Callable[[Session, datetime], bool]
    every: timedelta = timedelta(0)
    ran_at: datetime | None = None

    def due(self, now: datetime) -> bool:
        """Also due when the clock was set back to before the last run."""
        return self.ran_at is None or not timedelta(0) <= now - self.ran_at < self.every


def work(engine: Engine, stop: Stop, steps: Iterable[Step] | None = None) -> None:
    """Run the steps until told to stop, resting when a round found nothing to do; then take the heartbeat away."""
    steps = tuple(standing_steps() if steps is None else steps)
    rest = 0.0
    while not stop.within(rest):
        rest = _round(engine, stop, steps)
    with writing(engine) as session:
        heartbeats.stop(session)


def standing_steps() -> tuple[Step, ...]:
    """Everything the worker does at present."""
    return Step(beat, timedelta(seconds=10)), Step(tidy, timedelta(hours=1))


def beat(session: Session, now: datetime) -> bool:
    """Leave a sign of life that /healthz can read."""
    heartbeats.beat(session, now)
    return False


def tidy(session: Session, now: datetime) -> bool:
    """Forget sign-ins idle for too long, codes that were not used and counted attempts that no longer count."""
    logins.tidy(session, now)
    handovers.tidy(session, now)
    hits.tidy(session, now)
    return False


def _round(engine: Engine, stop: Stop, steps: tuple[Step, ...]) -> float:
    """One pass over the steps; returns the seconds to rest."""
    found = False
    for step in steps:
        if stop.within(0):
            break
        try:
            found |= _run(engine, step)
        except Exception:
            # A locked or restarting database, most likely; the work is still there in five seconds.
            log.exception("step failed", extra={"step": step.run.__name__})
            return AFTER_A_FAULT_S
    return 0.0 if found else IDLE_S


def _run(engine: Engine, step: Step) -> bool:
    now = clock.now()
    if not step.due(now):
        return False
    with writing(engine) as session:
        found = step.run(session, now)
    step.ran_at = now
    return found
