"""Fault 18: the disk is full. The worker claims nothing it could not write down, sends nothing twice, and goes on when
there is room again."""

import resource
import shutil
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.actions.runners import DUE, phone, runner
from tests.faults.test_p3_every_reminder_reaches_the_push_service import ORIGIN, person, recorded, round_at
from webapp.actions import delivering, planning
from webapp.stop import Stop
from webapp.store import DiskFull
from webapp.store.engine import make_engine, reading, writing
from webapp.store.subscriptions import Target
from webapp.worker import courier as room

__all__ = ["person", "round_at"]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def no_room(monkeypatch):
    """no_room("settle"): this verb finds the disk full, and what it did is undone. Returns how to make room again."""

    def fill(verb):
        full, done = [True], getattr(delivering, verb)

        def finds_no_room(session, *rest):
            result = done(session, *rest)
            if full:
                raise DiskFull("There is no room left on the disk of the database.")
            return result

        monkeypatch.setattr(room.delivering, verb, finds_no_room)
        return full.clear

    return fill


def test_without_room_to_claim_nothing_leaves(engine, round_at, person, post, no_room):
    make_room = no_room("claim")
    for minute in range(3):
        round_at(DUE + minute * MINUTE)
    assert post.service.seen == []
    make_room()
    round_at(DUE + 3 * MINUTE)
    assert len(post.service.accepted) == 1


def test_without_room_for_an_answer_nothing_is_claimed_and_nothing_sent_twice(engine, round_at, person, post, no_room):
    make_room = no_room("settle")
    for minute in range(5):
        round_at(DUE + minute * MINUTE)
    assert len(post.service.accepted) == 1
    make_room()
    round_at(DUE + 6 * MINUTE)
    assert len(post.service.accepted) == 1
    assert recorded(engine, person) == ("sent", "")


def test_a_file_that_may_not_grow_stays_whole(sqlite_template, tmp_path, catalogue, post, vapid, clock):
    """The operating system's own limit, so that it is really the driver that complains."""
    path = Path(shutil.copy(sqlite_template, tmp_path / "cramped.db"))
    engine = make_engine(f"sqlite:///{path}")
    clock.set(DUE)
    with writing(engine) as session:
        at = Target(post.service.endpoint("phone"), post.phone.p256dh, post.phone.auth, vapid.key_id)
        phone(session, runner(session), at=at)
        planning.plan_due(session, catalogue, DUE, 10)
    courier = room.Courier(catalogue, ORIGIN, post.sender(), vapid.key_id, Stop())
    with _no_file_grows(Path(f"{path}-wal").stat().st_size), pytest.raises(Exception, match="disk"):
        courier.deliver(engine, DUE)
    assert post.service.seen == []
    assert courier.deliver(engine, DUE)
    assert len(post.service.accepted) == 1
    with reading(engine) as session:
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
    engine.dispose()


@contextmanager
def _no_file_grows(size: int):
    """Nothing this process writes may lie beyond this many bytes of a file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
