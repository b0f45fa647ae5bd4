"""Fault 19: another program holds the database. The worker waits, says so, and goes on; between workers and pages that
write at the same time nothing is lost."""

import threading

from sqlalchemy import text

from tests.actions.runners import DUE, MORNING, phone, runner
from tests.faults.test_p3_every_reminder_reaches_the_push_service import ORIGIN, person, recorded, round_at
from webapp.actions import delivering, planning
from webapp.actions.delivering import Outcome
from webapp.stop import Stop
from webapp.store import Busy, reminders
from webapp.store.engine import make_engine, reading, writing
from webapp.worker.loop import AFTER_A_FAULT_S, Step, _round

__all__ = ["ORIGIN", "person", "round_at"]
WORKERS, RUNNERS = 4, 40


def test_a_database_that_stays_locked_is_tried_again_later(engine, round_at, person, post, monkeypatch):
    claim = delivering.claim

    def locked(*_):
        raise Busy("The database is locked by another program; try again in a moment.")

    with monkeypatch.context() as patch:
        patch.setattr(delivering, "claim", locked)
        round_at(DUE)
    assert post.service.seen == []
    assert delivering.claim is claim
    round_at(DUE)
    assert recorded(engine, person) == ("sent", "")


def test_a_lock_held_by_another_program_is_told_as_busy(engine, database_url, caplog):
    other = make_engine(database_url)
    locking = "LOCK TABLE delivery IN ACCESS EXCLUSIVE MODE"
    with writing(other) as holder:
        if engine.dialect.name == "sqlite":
            locking = "SELECT 1"
        holder.execute(text(locking))
        step = Step(_impatient)
        assert _round(engine, Stop(), (step,)) == AFTER_A_FAULT_S
    assert "step failed" in caplog.text
    assert "Busy" in str(caplog.records[-1].exc_info[0])
    assert _round(engine, Stop(), (step,)) == 0
    other.dispose()


def test_workers_that_claim_and_settle_at_once_lose_nothing(engine, catalogue, database_url):
    with writing(engine) as session:
        people = [runner(session) for _ in range(RUNNERS)]
        for one in people:
            phone(session, one, MORNING)
        planning.plan_due(session, catalogue, DUE, RUNNERS)
    sent: list = []
    threads = [threading.Thread(target=_work, args=(database_url, sent)) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert len(sent) == len(set(sent)) == RUNNERS
    with reading(engine) as session:
        states = [reminders.since(session, one.id, DUE.date())[0].state for one in people]
    assert states == ["sent"] * RUNNERS


def _impatient(session, now) -> bool:
    """A worker's claim, but for the seconds it would wait."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL lock_timeout = '200ms'"))
    delivering.claim(session, DUE, 10)
    return True


def _work(url: str, sent: list) -> None:
    """Claim and settle until nothing is left."""
    engine = make_engine(url)
    while True:
        with writing(engine) as session:
            claimed = delivering.claim(session, DUE, 3)
        if not claimed:
            break
        with writing(engine) as session:
            delivering.settle(session, [Outcome(one.due.id, one.due.attempt, "sent", 201) for one in claimed], DUE)
        sent.extend(one.due.id for one in claimed)
    engine.dispose()
