"""Fault 33: backups while others write. Each copy is consistent: no half of a transaction is in it."""

import gzip
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta

from tests.sizes import FULL
from webapp.store import people
from webapp.store.backup import backup
from webapp.store.engine import make_engine, writing

BACKUPS = 20 if FULL else 5
WRITERS = 3
# Each transaction writes to two tables: a person's tick and the count of that person's ticks.
WRITER = """
import sys, uuid
from datetime import UTC, date, datetime
from webapp.domain.checks import Check
from webapp.store import checks, hits
from webapp.store.engine import make_engine, writing
engine, user, now = make_engine(sys.argv[1]), uuid.UUID(sys.argv[2]), datetime(2026, 1, 1, tzinfo=UTC)
while True:
    with writing(engine) as session:
        checks.add(session, user, Check(str(uuid.uuid4()), date(2026, 1, 1), "clamshell", True, now), now)
        hits.count(session, "ticks", 10**8, now)
    print(1, flush=True)
"""


def test_no_backup_taken_while_others_write_is_torn(sqlite_template, tmp_path, now):
    url = f"sqlite:///{tmp_path / 'one.db'}"
    (tmp_path / "one.db").write_bytes(sqlite_template.read_bytes())
    with writing(make_engine(url)) as session:
        user_id = people.add_person(session, "UTC", now).id
    command = [sys.executable, "-c", WRITER, url, str(user_id)]
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(WRITERS)]
    try:
        for writer in writers:
            writer.stdout.readline()
        counted = [_back_up(url, tmp_path, now + timedelta(seconds=number)) for number in range(BACKUPS)]
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()
    print(f"fault 33: {BACKUPS} backups during {counted[-1][0]} transactions of two tables, none torn")
    assert all(ticks == told for ticks, told in counted)
    assert counted == sorted(counted) and counted[0] < counted[-1], "others wrote meanwhile"


def _back_up(url: str, folder, now) -> tuple[int, int]:
    """Rows in one table of the copy, and what the other says there should be."""
    made = backup(url, folder, now)
    copy = folder / "copy.db"
    copy.write_bytes(gzip.decompress(made.read_bytes()))
    connection = sqlite3.connect(copy)
    found = connection.execute("SELECT (SELECT count(*) FROM check_event), (SELECT n FROM hit)").fetchone()
    connection.close()
    time.sleep(0.2)
    return found
