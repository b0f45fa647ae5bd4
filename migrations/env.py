"""How Alembic reaches the database: always through our own engine, in one transaction that also holds the DDL."""

from alembic import context
from sqlalchemy import Connection, text

from webapp.config import Config
from webapp.store.engine import make_engine
from webapp.store.tables import metadata

ADVISORY_LOCK = 0x41667465  # any number that only we use


def run(connection: Connection) -> None:
    """All revisions together; a second migrator waits, and then finds nothing left to do."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=True,
        transaction_per_migration=False,
        compare_type=True,
    )
    context.run_migrations()
    refuse_orphans(connection)


def refuse_orphans(connection: Connection) -> None:
    """SQLite's foreign keys are off while tables are copied: look before the commit."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError("a migration left rows that belong to nobody")


def run_alone() -> None:
    """For the `alembic` command, on the database of the settings."""
    engine = make_engine(Config.from_env().database_url, migrating=True)
    with engine.execution_options(sqlite_begin="BEGIN IMMEDIATE").begin() as connection:
        run(connection)


given = context.config.attributes.get("connection")
if given is None:
    run_alone()
else:
    run(given)
