"""Fault 22: each migration, down and up again, gives back the same tables, and keeps the rows there were before."""

import re

import pytest
from sqlalchemy import Inspector, MetaData, inspect, text

from webapp.store import schema
from webapp.store.engine import make_engine, writing

STEPS = [(["base", *schema.revisions()][place], revision) for place, revision in enumerate(schema.revisions())]


@pytest.mark.parametrize(("before", "revision"), STEPS)
def test_down_and_up_again_is_the_same_schema_and_the_same_rows(database_url, before, revision):
    schema.downgrade(database_url, revision) if revision != schema.head() else None
    wanted = _schema_of(database_url)
    schema.downgrade(database_url, before)
    rows = _rows_of(database_url)
    schema.migrate(database_url)
    schema.downgrade(database_url, revision) if revision != schema.head() else None
    assert _schema_of(database_url) == wanted
    assert {table: _rows_of(database_url)[table] for table in rows} == rows


def test_a_table_that_is_copied_keeps_its_rows_and_those_that_hang_on_it(sqlite_template, tmp_path):
    """SQLite alters a table by copying it: with its foreign keys on, the people would take everything with them."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    url = f"sqlite:///{tmp_path / 'one.db'}"
    (tmp_path / "one.db").write_bytes(sqlite_template.read_bytes())
    with writing(make_engine(url)) as session:
        _fill(session)
    migrating = make_engine(url, migrating=True)
    with migrating.execution_options(sqlite_begin="BEGIN IMMEDIATE").begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("person", recreate="always") as batch:
            batch.drop_column("units")
    with writing(make_engine(url)) as session:
        assert session.scalar(text("SELECT count(*) FROM consent JOIN person ON person.id = user_id")) == 1
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []


def _fill(session) -> None:
    at = "2026-11-18 12:00:00.000000"
    session.execute(
        text("INSERT INTO person (id, zone, units, created_at, demo) VALUES (:id, 'UTC', 'metric', :at, 0)"),
        {"id": "a" * 32, "at": at},
    )
    session.execute(
        text(
            "INSERT INTO consent (id, user_id, purpose, text_version, given_at) VALUES (:own, :id, 'health', '1', :at)"
        ),
        {"own": "b" * 32, "id": "a" * 32, "at": at},
    )


def _schema_of(url: str) -> dict[str, object]:
    """Everything a dump of the schema shows; SQLite's in its own words."""
    engine = make_engine(url)
    with engine.connect() as connection:
        found = inspect(connection)
        shape = {table: _shape_of(found, table) for table in found.get_table_names()}
        if engine.dialect.name == "sqlite":
            shape["words"] = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master ORDER BY name").all()
    engine.dispose()
    return shape


def _shape_of(found: Inspector, table: str) -> list[list[str]]:
    parts = (
        found.get_columns(table),
        [found.get_pk_constraint(table)],
        found.get_foreign_keys(table),
        found.get_unique_constraints(table),
        found.get_indexes(table),
    )
    # Where a partial index has its condition is in SQLite's own words; the reader's object differs each time.
    return [sorted(re.sub(r" object at 0x[0-9a-f]+", "", str(each)) for each in part) for part in parts]


def _rows_of(url: str) -> dict[str, list[tuple]]:
    engine = make_engine(url)
    metadata = MetaData()
    with engine.connect() as connection:
        metadata.reflect(connection)
        kept = [table for table in metadata.sorted_tables if table.name != "alembic_version"]
        rows = {table.name: sorted(map(tuple, connection.execute(table.select())), key=str) for table in kept}
    engine.dispose()
    return rows
