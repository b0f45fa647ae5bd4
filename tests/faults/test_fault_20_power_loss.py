"""Fault 20: power loss. What was acknowledged survives; a machine's own loss of power cannot be tried here."""

import subprocess
import sys
from datetime import UTC, datetime

from sqlalchemy import text

from tests.sizes import FULL
from webapp.store import people
from webapp.store.engine import make_engine, reading, writing

ROUNDS, LEAST = (40, 50) if FULL else (4, 20)
WRITER = """
import sys, uuid
from datetime import UTC, date, datetime
from webapp.domain.checks import Check
from webapp.store import checks
from webapp.store.engine import make_engine, writing
engine, user, now = make_engine(sys.argv[1]), uuid.UUID(sys.argv[2]), datetime(2026, 1, 1, tzinfo=UTC)
while True:
    op = str(uuid.uuid4())
    with writing(engine) as session:
        checks.add(session, user, Check(op, date(2026, 1, 1), "clamshell", True, now), now)
    print(op, flush=True)
"""


def test_what_was_acknowledged_survives_sigkill(engine, database_url):
    with writing(engine) as session:
        user_id = people.add_person(session, "UTC", datetime(2026, 1, 1, tzinfo=UTC)).id
    acknowledged: set[str] = set()
    for _ in range(ROUNDS):
        acknowledged |= _written_until_killed(database_url, str(user_id))
    with reading(engine) as session:
        kept = {str(op) for op in session.scalars(text("SELECT op FROM check_event"))}
    stored = {op.replace("-", "") for op in kept}
    assert len(acknowledged) >= ROUNDS * LEAST
    assert {op.replace("-", "") for op in acknowledged} <= stored
    assert len(stored) - len(acknowledged) <= ROUNDS, "at most the one in flight at each kill is unacknowledged"


def test_sqlite_waits_for_the_disk_before_it_acknowledges(sqlite_template):
    """FULL is 2. NORMAL may roll back the last commits after a loss of power."""
    engine = make_engine(f"sqlite:///{sqlite_template}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    engine.dispose()


def _written_until_killed(url: str, user_id: str) -> set[str]:
    command = [sys.executable, "-c", WRITER, url, user_id]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        lines = [writer.stdout.readline() for _ in range(LEAST)]
        writer.kill()
        lines += writer.stdout.readlines()
    return {line.strip() for line in lines if line.endswith("\n")}
