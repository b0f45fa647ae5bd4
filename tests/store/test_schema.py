"""The tables of the code and of the database are the same, whichever way they were made."""

import stat
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from webapp.store import Newer, NotWritable, Outdated, schema, tables
from webapp.store.engine import writing


def test_migrations_make_the_tables_of_the_code(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, tables.metadata) == []


def test_a_migrated_database_passes_the_check(engine):
    schema.check(engine)
    assert schema.current(engine) == schema.head()


def test_migrating_again_changes_nothing(engine, database_url):
    schema.migrate(database_url)
    schema.check(engine)


def test_a_newer_database_is_refused_and_left_alone(engine, database_url):
    _set_revision(engine, "9001")
    with pytest.raises(Newer, match="newer Afterrun"):
        schema.check(engine)
    with pytest.raises(Newer, match="Nothing was changed"):
        schema.migrate(database_url)
    assert schema.current(engine) == "9001"


def test_an_empty_database_is_outdated(engine, database_url):
    schema.downgrade(database_url, "base")
    with pytest.raises(Outdated, match="afterrun migrate"):
        schema.check(engine)
    assert schema.current(engine) is None


def test_a_database_in_no_folder_is_refused(tmp_path):
    with pytest.raises(NotWritable, match="cannot be opened"):
        schema.migrate(f"sqlite:///{tmp_path}/nowhere/a.db")


def test_a_new_database_file_can_be_read_by_its_owner_only(tmp_path):
    schema.migrate(f"sqlite:///{tmp_path}/new.db")
    assert stat.S_IMODE((tmp_path / "new.db").stat().st_mode) == 0o600


def test_the_revisions_read_from_file_names_are_those_alembic_knows():
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    assert schema.head() == scripts.get_current_head()
    assert schema.revisions() == sorted(script.revision for script in scripts.walk_revisions())


def test_a_server_checks_its_database_without_loading_alembic():
    program = "import sys, webapp.store.schema; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], timeout=60).returncode == 0


def test_two_migrators_at_once_both_succeed(engine, database_url):
    schema.downgrade(database_url, "base")
    command = [sys.executable, "-c", "import sys; from webapp.store import schema; schema.migrate(sys.argv[1])"]
    both = [subprocess.Popen([*command, database_url]) for _ in range(2)]
    assert [migrator.wait(60) for migrator in both] == [0, 0]
    schema.check(engine)


def _set_revision(engine, revision: str) -> None:
    with writing(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
