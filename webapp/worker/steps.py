"""What the worker does each round, each minute, each hour."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from webapp.actions import arming, planning
from webapp.domain.catalogue import Catalogue
from webapp.stop import Stop
from webapp.store import alarms, handovers, heartbeats, hits, logins, reminders, subscriptions
from webapp.store.engine import Engine, Session, writing
from webapp.worker.courier import Courier
from webapp.worker.loop import Step

AT_ONCE = 100  # people or alarms in one transaction, so that the pages need not wait for long
MOST_BATCHES = 20  # before it is time to send
RULES = "zones "


def standing_steps(catalogue: Catalogue, rules: str, stop: Stop, courier: Courier | None) -> tuple[Step, ...]:
    """Everything there is to do. `rules` is the edition of the time zones; without a courier nothing is sent, and so
    nothing planned."""
    keeping = (Step(beat, timedelta(seconds=10)), Step(tidy, timedelta(hours=1)))
    arm = (Step(rearm(rules)), Step(arm_idle, timedelta(hours=1), opens=True))
    if courier is None:
        return (*keeping, *arm)
    return (
        *keeping,
        *arm,
        Step(warm(catalogue), timedelta(seconds=15), waits=True),
        Step(plan(catalogue, stop), waits=True, opens=True),
        Step(deliver(courier, plan(catalogue, stop, 1)), waits=True, opens=True),
    )


def beat(session: Session, now: datetime) -> bool:
    """Leave a sign of life that /healthz can read."""
    heartbeats.beat(session, now)
    return False


def tidy(session: Session, now: datetime) -> bool:
    """Forget sign-ins idle for too long, codes that were not used, counted attempts that no longer count, reminders
    that are history and phones that were not seen for months."""
    for noun in (logins, handovers, hits, reminders, subscriptions):
        noun.tidy(session, now)
    return False


def warm(catalogue: Catalogue) -> Callable[[Session, datetime], bool]:
    """Open the lists of who is due soon."""

    def open_ahead(session: Session, now: datetime) -> bool:
        planning.warm(session, catalogue, now, AT_ONCE)
        return False

    return open_ahead


def plan(catalogue: Catalogue, stop: Stop, batches: int = MOST_BATCHES) -> Callable[[Engine, datetime], bool]:
    """Turn alarms that are due into reminders."""

    def plan_due(engine: Engine, now: datetime) -> bool:
        found = 0
        for _ in range(batches):
            with writing(engine) as session:
                planned = planning.plan_due(session, catalogue, now, AT_ONCE)
            found += planned
            if planned < AT_ONCE or stop.within(0):
                break
        return found > 0

    return plan_due


def deliver(courier: Courier, plan_some: Callable[[Engine, datetime], bool]) -> Callable[[Engine, datetime], bool]:
    """Send what is due, and while that takes its time plan what comes due."""

    def deliver_due(engine: Engine, now: datetime) -> bool:
        return courier.deliver(engine, now, plan_some)

    return deliver_due


def rearm(rules: str) -> Callable[[Session, datetime], bool]:
    """When the rules of the zones are others than those the alarms were made by, make them all anew, some at a time.

    A restart begins again from the first person; several workers do the same work, and harm nothing.
    """
    name, after, finished = f"{RULES}{rules}", None, False

    def arm_some(session: Session, now: datetime) -> bool:
        nonlocal after, finished
        finished = finished or heartbeats.age(session, now, name) is not None
        if finished:
            return False
        ids = alarms.people(session, after, AT_ONCE)
        arming.arm_all(session, ids, now)
        after = _next(ids)
        if after is None:
            heartbeats.begin_anew(session, now, RULES, name)
        return True

    return arm_some


def arm_idle(engine: Engine, now: datetime) -> bool:
    """Look again at people who have no alarm: what they wait for may be near enough by now."""
    after = None
    while True:
        with writing(engine) as session:
            ids = alarms.unarmed(session, after, AT_ONCE)
            arming.arm_all(session, ids, now)
        after = _next(ids)
        if after is None:
            return False


def _next(ids: list[UUID]) -> UUID | None:
    """Where to go on; None when these were the last."""
    return ids[-1] if len(ids) == AT_ONCE else None
