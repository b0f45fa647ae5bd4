"""Browser tests: the real server over a fresh database, and Chromium as a phone that can reach nothing else."""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3, "has_touch": True, "is_mobile": True}
STARTS_WITHIN_S = 120  # seven seconds of a processor, which others want too
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Live:
    """A running server; `stop` and `start` leave its database as it is."""

    url: str
    environ: dict[str, str]
    process: subprocess.Popen | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "webapp.cli", "serve"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environ)
        _wait_until_it_answers(f"{self.url}/healthz", self.process)

    def stop(self) -> int:
        """End it as Ctrl-C would; returns its exit code."""
        self.process.terminate()
        return self.process.wait(30)


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One server for all tests of a worker that only need an address; each test is its own stranger."""
    yield from _served(tmp_path_factory.mktemp("live"))


@pytest.fixture
def live(live_server: Live) -> Live:
    return live_server


@pytest.fixture
def own_live(tmp_path: Path) -> Iterator[Live]:
    """A server of the test's own, to stop and start again."""
    yield from _served(tmp_path)


@pytest.fixture
def wednesday(app, environ: dict[str, str]) -> Iterator[Live]:
    """The app in this process, where the clock stands at a Wednesday noon: for what depends on the day of the week."""
    server = make_server("localhost", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Live(f"http://localhost:{server.server_port}", environ)
    server.shutdown()


@pytest.fixture
def phone(chromium: Browser, live: Live) -> Iterator[BrowserContext]:
    """A fresh phone in light, with its own cookies."""
    with new_phone(chromium, live.url) as context:
        yield context


@pytest.fixture
def page(phone: BrowserContext) -> Page:
    return phone.new_page()


@contextmanager
def new_phone(browser: Browser, url: str, **options: object) -> Iterator[BrowserContext]:
    """A phone at `url`: `with new_phone(chromium, live.url, color_scheme="dark") as phone`."""
    defaults = {**PHONE, "color_scheme": "light", "locale": "en-GB"}
    context = browser.new_context(base_url=url, **{**defaults, **options})
    yield context
    context.close()


def _served(folder: Path) -> Iterator[Live]:
    live = _live(folder)
    try:
        live.start()
        yield live
    finally:
        if live.process.poll() is None:
            assert live.stop() == 0


def _live(folder: Path) -> Live:
    port = _free_port()
    settings = {"VAR_DIR": str(folder / "var"), "PORT": str(port), "LOG_LEVEL": "WARNING", "DEBUG": "1"}
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ORIGIN", "SECRET_KEY")}
    return Live(f"http://localhost:{port}", {**kept, **settings})


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def _wait_until_it_answers(address: str, process: subprocess.Popen) -> None:
    gives_up_at = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < gives_up_at:
        assert process.poll() is None, f"The server ended while starting, with {process.returncode}."
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer in {STARTS_WITHIN_S} seconds.")
