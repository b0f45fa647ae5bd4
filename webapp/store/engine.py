"""Connections and transactions: SQLite and PostgreSQL from the same code."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, NestedTransaction, create_engine, event, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.sql.schema import Table

from webapp.store.errors import plain_errors

BUSY_SECONDS = 10

# secure_delete overwrites what is deleted; synchronous=FULL keeps an acknowledged write through a loss of power.
_PRAGMAS = ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON", f"busy_timeout={BUSY_SECONDS * 1000}")


def make_engine(url: str, *, migrating: bool = False) -> Engine:
    """An engine for sqlite:///path or postgresql://...; `migrating` leaves SQLite without foreign keys."""
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite_engine(url, migrating)
    return create_engine(
        _with_driver(url),
        json_serializer=_dumps,
        hide_parameters=True,
        pool_pre_ping=True,
        connect_args={"options": "-c lock_timeout=10s"},
    )


class Session:
    """One transaction on one connection. The ORM's session would cost twice as much a query, for what we do not use."""

    __slots__ = ("_connection", "execute", "scalar", "scalars")

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.execute = connection.execute
        self.scalar = connection.scalar
        self.scalars = connection.scalars

    def get_bind(self) -> Engine:
        return self._connection.engine

    def connection(self) -> Connection:
        return self._connection

    def apart(self) -> NestedTransaction:
        """`with session.apart():` what fails in there leaves the rest of the transaction as it was."""
        return self._connection.begin_nested()


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session whose transaction may write: committed at the end, rolled back on any exception.

    Raises Busy, NotWritable, DiskFull or Unreachable. On SQLite it holds the one write lock from its first statement.
    """
    with plain_errors(), engine.execution_options(sqlite_begin="BEGIN IMMEDIATE").connect() as connection:
        yield Session(connection)
        connection.commit()


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that only reads, in one snapshot on SQLite; what it writes is thrown away."""
    with plain_errors(), engine.execution_options(sqlite_begin="BEGIN").connect() as connection:
        yield Session(connection)


def insert_into(session: Session, table: Table) -> Any:
    """The dialect's own INSERT, which knows ON CONFLICT."""
    return insert_for(session.get_bind().dialect.name, table)


def insert_for(dialect: str, table: Table) -> Any:
    """The INSERT of a dialect by name, for statements that are built once."""
    return (sqlite if dialect == "sqlite" else postgresql).insert(table)


def lock(session: Session, query: Any, ids: Iterable[Any]) -> None:
    """Lock rows by a query that has them in an order of their own, so that two workers never wait for each other. Who
    writes on SQLite holds the one lock there is."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(query, {"ids": list(ids)})


def time_of(session: Session) -> datetime | None:
    """What the database's own clock says; None where it has none but ours."""
    if session.get_bind().dialect.name == "sqlite":
        return None
    return session.scalar(select(func.clock_timestamp()))


def empty_the_log(engine: Engine) -> None:
    """Move SQLite's write-ahead log into the file and cut it to nothing, so that what was deleted is in neither."""
    if engine.dialect.name == "sqlite":
        with plain_errors(), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _sqlite_engine(url: str, migrating: bool) -> Engine:
    engine = create_engine(
        url,
        json_serializer=_dumps,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", lambda raw, _: _prepare(raw, migrating))
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(raw: sqlite3.Connection, migrating: bool) -> None:
    """The driver's own transactions are switched off: `_begin` opens them, so that reads and DDL are inside too."""
    raw.isolation_level = None
    for pragma in _PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")
    if migrating:
        raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("PRAGMA journal_mode=WAL")


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        connection.connection.dbapi_connection.execute(options.get("sqlite_begin", "BEGIN"))


def _with_driver(url: str) -> str:
    return make_url(url).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
