"""What can go wrong with the database, each with one plain sentence for the person who runs it."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError


class StoreError(Exception):
    """The database cannot be used as asked; the text is one plain sentence, and nothing was changed."""


class Busy(StoreError):
    """Another program holds the database for longer than we wait."""


class NotWritable(StoreError):
    """The file or its folder cannot be opened or written."""


class DiskFull(StoreError):
    """There is no room left to write."""


class Unreachable(StoreError):
    """There is no database there, or it does not answer, or it is not one."""


class Outdated(StoreError):
    """The database is older than this code, or empty."""


class Newer(StoreError):
    """The database was written by a later version of this code."""


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn the driver's complaints about the database itself into ours; a fault in a statement stays what it is."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        plain = _plain(error.orig if isinstance(error, DBAPIError) else error)
        if plain is None:
            raise
        raise plain from error


def _plain(error: BaseException | None) -> StoreError | None:
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error)
    return _of_postgres(error)


def _of_sqlite(error: sqlite3.Error) -> StoreError | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy("The database is locked by another program; try again in a moment.")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return NotWritable("The database file or its folder cannot be written to.")
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _no_space(error)):
        return DiskFull("There is no room left on the disk of the database.")
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return Unreachable("The file is not a database, or it is damaged.")
    return None


def _no_space(error: BaseException) -> bool:
    return getattr(error.__cause__, "errno", None) == errno.ENOSPC


# SQLSTATE: lock not available, statement timeout, serialisation failure, deadlock, too many connections.
_BUSY = ("55P03", "57014", "40001", "40P01", "53300")
_READ_ONLY = ("25006", "42501")


def _of_postgres(error: BaseException | None) -> StoreError | None:
    state = getattr(error, "sqlstate", None)
    if state in _BUSY:
        return Busy("The database is busy; try again in a moment.")
    if state in _READ_ONLY:
        return NotWritable("The database does not let this user write.")
    if state == "53100":
        return DiskFull("There is no room left on the disk of the database.")
    if type(error).__name__ == "OperationalError" and (state is None or state[:2] in ("08", "28", "3D", "57")):
        return Unreachable("The database does not answer, or refuses the name and password given.")
    return None
