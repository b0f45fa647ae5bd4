"""A server to be killed and brought up to date: run from a copy of the checkout, over a database that stays."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.conftest import ROOT
from webapp.config import Config, write_secrets
from webapp.store import schema
from webapp.store.engine import Session, make_engine, writing

PARTS = ("webapp", "templates", "static", "migrations")
GRANIAN = ("--interface", "wsgi", "--host", "127.0.0.1", "--workers", "1", "--log-level", "error")


@dataclass
class Server:
    """The web server of production; `environ` names its database."""

    folder: Path
    environ: dict[str, str]
    port: int
    process: subprocess.Popen | None = None
    version: int = 1
    kills: int = 0

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @contextmanager
    def database(self) -> Iterator[Session]:
        """A transaction over its database."""
        engine = make_engine(Config.from_env(self.environ).database_url)
        with writing(engine) as session:
            yield session
        engine.dispose()

    def start(self) -> None:
        command = [sys.executable, "-m", "granian", *GRANIAN, "--port", str(self.port), "webapp.wsgi:app"]
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, env=self.environ, stdout=log, stderr=log, start_new_session=True
            )
        self._wait()

    def kill(self) -> None:
        """SIGKILL, to it and to its workers."""
        self.kills += 1
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def renew(self) -> None:
        """Put a new version in its place, as an update does: other files, at other addresses."""
        self.version += 1
        for path in ("static/js/outbox.js", "static/js/sync.js", "static/sw.js", "static/css/app.css"):
            with (self.folder / path).open("a") as file:
                file.write(f"\n/* version {self.version} */\n")
        self.kill()
        self.start()

    def _wait(self) -> None:
        for _ in range(900):
            assert self.process.poll() is None, (self.folder / "server.log").read_text()[-2000:]
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=10).close()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"no answer in 45 s: {(self.folder / 'server.log').read_text()[-2000:]}")


@contextmanager
def server_in(folder: Path) -> Iterator[Server]:
    """A server with an empty database, started."""
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ORIGIN", "SECRET_KEY")}
    environ = {**kept, "VAR_DIR": str(folder / "var"), "LOG_LEVEL": "WARNING"}
    write_secrets(environ)
    schema.migrate(Config.from_env(environ).database_url)
    server = Server(folder, environ, _free_port())
    try:
        server.start()
        yield server
    finally:
        if server.process.poll() is None:
            server.kill()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]
