"""Backups: a consistent copy of the database while it is in use, and the way back."""

import gzip
import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.engine import URL, make_url

from webapp.store import schema
from webapp.store.engine import make_engine
from webapp.store.errors import Newer, NotWritable, StoreError, plain_errors

KEEP_DAYS, KEEP_WEEKS = 7, 4
NAME = re.compile(r"afterrun-(\d{8}-\d{6})\.(db\.gz|pgdump)")
STAMP = "%Y%m%d-%H%M%S"


class BadBackup(StoreError):
    """The file is no sound backup, or may not go where it was sent; nothing was changed."""


def backup(url: str, target: Path, now: datetime) -> Path:
    """Copy the database to `target`, a file or a folder for dated copies; returns the file, its sha256 beside it.

    A folder keeps the last copy of each of 7 days and 4 weeks. Raises StoreError.
    """
    kind = "db.gz" if _is_sqlite(url) else "pgdump"
    path = target / f"afterrun-{now.strftime(STAMP)}.{kind}" if target.is_dir() else target
    with _plain_files(path), tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder:
        draft = Path(folder) / "draft"
        _copy_sqlite(url, draft) if _is_sqlite(url) else _dump_postgres(url, draft)
        os.replace(draft, path)
        _checksum_file(path).write_text(f"{_sha256(path)}  {path.name}\n")
    if target.is_dir():
        prune(target, now)
    return path


def restore(path: Path, url: str, *, force: bool = False) -> None:
    """Put a checked backup in the place of the database. Raises BadBackup, Newer or NotWritable, with nothing changed.

    An existing database is replaced only with `force`.
    """
    with _plain_files(path):
        _check_sum(path)
        if not force and _holds_people(url):
            raise BadBackup("There is already a database with people in it; add --force to replace it.")
        _restore_sqlite(path, url) if _is_sqlite(url) else _restore_postgres(path, url)


def prune(folder: Path, now: datetime) -> list[Path]:
    """Delete the dated copies that are neither the last of one of 7 days nor of one of 4 weeks; returns them."""
    dated = sorted((found[1], path) for path in folder.iterdir() if (found := NAME.fullmatch(path.name)))
    days, weeks = {}, {}
    for stamp, path in dated:
        made = datetime.strptime(stamp, STAMP).replace(tzinfo=now.tzinfo)
        days[made.date()] = weeks[made.isocalendar()[:2]] = path
    kept = {path for day, path in days.items() if day > now.date() - timedelta(days=KEEP_DAYS)}
    kept |= set(list(weeks.values())[-KEEP_WEEKS:])
    doomed = [path for _, path in dated if path not in kept]
    for path in doomed:
        path.unlink()
        _checksum_file(path).unlink(missing_ok=True)
    return doomed


def _copy_sqlite(url: str, draft: Path) -> None:
    source = Path(make_url(url).database or "")
    if not source.is_file():
        raise BadBackup(f"There is no database at {source}.")
    copy = draft.with_suffix(".db")
    with plain_errors(), closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(copy)) as made:
        live.backup(made)
        _refuse_unsound(made)
    with open(copy, "rb") as plain, _private(draft) as raw, gzip.open(raw, "wb", compresslevel=6) as packed:
        shutil.copyfileobj(plain, packed)


def _restore_sqlite(path: Path, url: str) -> None:
    target = Path(make_url(url).database or "")
    if not target.parent.is_dir():
        raise NotWritable(f"The folder {target.parent} does not exist.")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".restore-") as folder:
        unpacked = Path(folder) / "copy.db"
        _unpack(path, unpacked)
        with plain_errors(), closing(sqlite3.connect(unpacked)) as copy:
            _refuse_unsound(copy)
            _refuse_unknown(copy)
            # Written through SQLite and not moved into place, so that a server that is running sees one or the other.
            schema.make_private_file(url)
            with closing(sqlite3.connect(target)) as live:
                copy.backup(live)
                _refuse_unsound(live)


def _unpack(path: Path, unpacked: Path) -> None:
    try:
        with gzip.open(path) as packed, _private(unpacked) as plain:
            shutil.copyfileobj(packed, plain)
    except (gzip.BadGzipFile, EOFError):
        raise BadBackup(f"{path} is not a backup made by `afterrun backup`, or it is damaged.") from None


def _refuse_unsound(connection: sqlite3.Connection) -> None:
    sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    if not sound or connection.execute("PRAGMA foreign_key_check").fetchone():
        raise BadBackup("The copy does not pass the checks of the database; it is damaged.")


def _refuse_unknown(connection: sqlite3.Connection) -> None:
    try:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:
        found = None
    if found is None:
        raise BadBackup("The file is a database, but not one of Afterrun.")
    if found[0] not in schema.revisions():
        raise Newer(f"The backup was made by a newer Afterrun (revision {found[0]}); update Afterrun first.")


def _holds_people(url: str) -> bool:
    """Whether something would be lost: a database that was never migrated, or holds nobody, may be replaced."""
    parts = make_url(url)
    if _is_sqlite(url) and not Path(parts.database or "").exists():
        return False
    engine = make_engine(url)
    try:
        with plain_errors(), engine.connect() as connection:
            there = inspect(connection).has_table("person")
            return there and connection.exec_driver_sql("SELECT 1 FROM person LIMIT 1").first() is not None
    finally:
        engine.dispose()


def _dump_postgres(url: str, draft: Path) -> None:
    _run_postgres("pg_dump", url, "--format=custom", "--no-owner", f"--file={draft}", f"--dbname={_address(url)}")
    os.chmod(draft, 0o600)


def _restore_postgres(path: Path, url: str) -> None:
    options = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
    _run_postgres("pg_restore", url, *options, f"--dbname={_address(url)}", str(path))


def _run_postgres(program: str, url: str, *words: str) -> None:
    """PostgreSQL's own tool; the password goes by the environment, where other users do not see it."""
    if shutil.which(program) is None:
        raise BadBackup(f"{program} is not on this machine; install PostgreSQL's client tools and try again.")
    environ = {**os.environ, "PGPASSWORD": make_url(url).password or os.environ.get("PGPASSWORD", "")}
    done = subprocess.run([program, *words], env=environ, capture_output=True, text=True)
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise BadBackup(f"{program} could not do it: {said[0].removeprefix(f'{program}: ')}")


def _address(url: str) -> str:
    parts: URL = make_url(url).set(drivername="postgresql")
    return URL.create(
        "postgresql", parts.username, None, parts.host, parts.port, parts.database, parts.query
    ).render_as_string()


def _is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _check_sum(path: Path) -> None:
    beside = _checksum_file(path)
    if beside.exists() and beside.read_text().split()[:1] != [_sha256(path)]:
        raise BadBackup(f"{path} is not the file that {beside.name} was written for; it is damaged.")


def _checksum_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _sha256(path: Path) -> str:
    with open(path, "rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _private(path: Path):
    """A new file that only its owner can read: it holds health data."""
    return open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


@contextmanager
def _plain_files(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotWritable(f"{error.filename or path} cannot be read or written ({error.strerror}).") from error
