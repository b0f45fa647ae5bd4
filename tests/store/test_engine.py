"""Transactions on both databases, and what a database in a bad way makes of them."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from datetime import datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from webapp.store import Busy, DiskFull, NotWritable, Unreachable, engine, heartbeats, people
from webapp.store.engine import make_engine, reading, writing

CANNOT_WRITE = 42
WRITE_AS_NOBODY = f"""
import os, sys
from datetime import UTC, datetime
from webapp.store import NotWritable, heartbeats
from webapp.store.engine import make_engine, writing
engine = make_engine(sys.argv[1])
os.getuid() or os.setuid(65534)
try:
    with writing(engine) as session:
        heartbeats.beat(session, datetime(2026, 1, 1, tzinfo=UTC))
except NotWritable:
    sys.exit({CANNOT_WRITE})
"""


@pytest.fixture
def file_url(tmp_path, sqlite_template):
    """A migrated SQLite file, for what only files can suffer."""
    path = tmp_path / "one.db"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


def test_what_was_written_is_kept(engine, now):
    with writing(engine) as session:
        runner = people.add_person(session, "UTC", now)
    with reading(engine) as session:
        assert people.person(session, runner.id) == runner


def test_an_exception_takes_everything_back(engine, now):
    with pytest.raises(ZeroDivisionError), writing(engine) as session:
        runner = people.add_person(session, "UTC", now)
        raise ZeroDivisionError
    with reading(engine) as session:
        assert people.person(session, runner.id) is None


def test_what_a_reader_writes_is_thrown_away(engine, now):
    with reading(engine) as session:
        runner = people.add_person(session, "UTC", now)
    with reading(engine) as session:
        assert people.person(session, runner.id) is None


def test_an_instant_without_a_zone_is_refused(session):
    with pytest.raises(Exception, match="needs its zone"):
        people.add_person(session, "UTC", datetime(2026, 11, 18, 12, 0))  # noqa: DTZ001


def test_an_instant_comes_back_in_utc(session, now):
    runner = people.add_person(session, "UTC", now.astimezone(datetime.fromisoformat("2026-01-01T00:00+09:30").tzinfo))
    read = people.person(session, runner.id).created_at
    assert (read, read.utcoffset().total_seconds()) == (now, 0)


def test_a_fault_of_ours_is_not_blamed_on_the_database(engine, now):
    with pytest.raises(IntegrityError), writing(engine) as session:
        session.execute(text("INSERT INTO heartbeat (name) VALUES (NULL)"))


def test_many_threads_that_read_and_then_write_all_succeed(engine, now):
    """With a plain BEGIN most of these fail on SQLite: the lock has to be taken before the read."""
    with writing(engine) as session:
        session.execute(text("INSERT INTO hit (key, n, ends_at) VALUES ('k', 0, '2026-11-18 12:00:00')"))
    faults = []

    def count() -> None:
        try:
            for _ in range(25):
                with writing(engine) as session:
                    _add_one(session)
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=count) for _ in range(4)]
    _run_all(threads)
    with reading(engine) as session:
        assert (faults, session.scalar(text("SELECT n FROM hit"))) == ([], 100)


def test_every_connection_to_a_file_is_durable_and_strict(file_url):
    """synchronous 2 is FULL: what was acknowledged survives a loss of power."""
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 10000}
    with make_engine(file_url).connect() as connection:
        for pragma, value in wanted.items():
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value, pragma


def test_a_locked_file_is_busy(file_url, now, monkeypatch):
    monkeypatch.setattr(engine, "_PRAGMAS", ("busy_timeout=50",))
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    with sqlite3.connect(file_url.removeprefix("sqlite:///"), isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match="locked"), writing(make_engine(file_url)) as session:
            heartbeats.beat(session, now)
        other.execute("ROLLBACK")
    other.close()


def test_a_full_disk_says_so_and_harms_nothing(file_url, now):
    small = make_engine(file_url)
    with pytest.raises(DiskFull, match="no room"), writing(small) as session:
        session.execute(text("PRAGMA max_page_count=1"))
        for number in range(2000):
            heartbeats.beat(session, now, str(number))
    with writing(small) as session:
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
        assert session.scalar(text("SELECT count(*) FROM heartbeat")) == 0


def test_a_file_that_is_no_database_is_named_as_that(tmp_path):
    (tmp_path / "notes.db").write_text("my running diary " * 100)
    with (
        pytest.raises(Unreachable, match="not a database"),
        reading(make_engine(f"sqlite:///{tmp_path}/notes.db")) as session,
    ):
        session.execute(text("SELECT 1 FROM person"))


def test_a_folder_that_is_not_there_cannot_be_written(tmp_path, now):
    with pytest.raises(NotWritable), writing(make_engine(f"sqlite:///{tmp_path}/nowhere/a.db")) as session:
        heartbeats.beat(session, now)


def test_a_read_only_file_cannot_be_written(sqlite_template):
    """In a process of its own that gives up root's right to ignore permissions."""
    with tempfile.TemporaryDirectory() as folder:
        path = shutil.copy(sqlite_template, f"{folder}/one.db")
        os.chmod(path, 0o444)
        os.chmod(folder, 0o555)
        written = subprocess.run([sys.executable, "-c", WRITE_AS_NOBODY, f"sqlite:///{path}"], timeout=60)
    assert written.returncode == CANNOT_WRITE


def test_a_postgres_that_does_not_answer_is_unreachable(now):
    silent = make_engine("postgresql://nobody@127.0.0.1:9/none")
    with pytest.raises(Unreachable, match="does not answer"), reading(silent) as session:
        heartbeats.age(session, now)


def _add_one(session) -> None:
    lock = " FOR UPDATE" if session.get_bind().dialect.name == "postgresql" else ""
    read = session.scalar(text("SELECT n FROM hit" + lock))
    session.execute(text("UPDATE hit SET n = :n"), {"n": read + 1})


def _run_all(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
