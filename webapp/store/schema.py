"""Which revision the database is at, whether this code fits it, and how to bring it up to date."""

import os
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.engine import make_url

from webapp.store.engine import make_engine
from webapp.store.errors import Newer, NotWritable, Outdated, plain_errors

MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"


def revisions() -> list[str]:
    """The revisions this code knows, oldest first: the leading number of each file, so that no server loads Alembic."""
    return sorted(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def head() -> str:
    """The revision this code needs."""
    return revisions()[-1]


def current(engine: Engine) -> str | None:
    """The revision the database is at; None when it is empty."""
    with plain_errors(), engine.connect() as connection:
        return _current(connection)


def check(engine: Engine) -> None:
    """Make sure this code can read and write the database; raises Newer, Outdated, NotWritable, Busy or Unreachable."""
    with plain_errors(), engine.connect().execution_options(sqlite_begin="BEGIN IMMEDIATE") as connection:
        found = _current(connection)
    _refuse_newer(found)
    if found != head():
        raise Outdated("The database is older than this Afterrun, or empty; run `afterrun migrate` first.")


def migrate(url: str) -> None:
    """Bring the database to this code's revision, whole or not at all; safe to repeat and to run twice at once."""
    make_private_file(url)
    engine = make_engine(url, migrating=True)
    try:
        _refuse_newer(current(engine))
        _run(engine, "upgrade", "head")
    finally:
        engine.dispose()


def make_private_file(url: str) -> None:
    """Make SQLite's file where there is none, for its owner only: it will hold health data. Raises NotWritable."""
    if make_url(url).get_backend_name() != "sqlite":
        return
    path = Path(make_url(url).database or "").absolute()
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDONLY, 0o600))
    except OSError as error:
        raise NotWritable(f"The database {path} cannot be opened ({error.strerror}).") from error


def downgrade(url: str, revision: str) -> None:
    """Take the database back to an earlier revision (`base` for none), losing what only later ones hold."""
    engine = make_engine(url, migrating=True)
    try:
        _run(engine, "downgrade", revision)
    finally:
        engine.dispose()


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _refuse_newer(found: str | None) -> None:
    if found is not None and found not in revisions():
        raise Newer(
            f"The database was written by a newer Afterrun (revision {found}); update Afterrun. Nothing was changed."
        )


def _run(engine: Engine, command: str, revision: str) -> None:
    """Everything happens in the one transaction of this connection: a kill leaves the old tables, or the new."""
    from alembic import command as alembic
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with plain_errors(), engine.execution_options(sqlite_begin="BEGIN IMMEDIATE").begin() as connection:
        config.attributes["connection"] = connection
        getattr(alembic, command)(config, revision)
