"""Shared by the fault programs: real server processes over a real database, to be killed without warning."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest

from tests.browser import conftest as browsers
from tests.faults.nursery import Nursery, nursery
from tests.pushservice import fixtures
from webapp import clock
from webapp.actions import people
from webapp.domain.days import local_day
from webapp.store.engine import writing
from webapp.store.people import Person

ROOT = Path(__file__).resolve().parents[2]
ZONE = "UTC"
SERVER = ("granian", "--interface", "wsgi", "--host", "127.0.0.1", "--workers", "1", "--log-level", "error",
          "--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "10")  # fmt: skip


@dataclass
class Server:
    """The web server of production: a main process and the worker it brings back."""

    environ: dict[str, str]
    port: int
    process: subprocess.Popen | None = None
    log: Path = field(default=Path(os.devnull))

    def start(self) -> None:
        command = [sys.executable, "-m", *SERVER, "--port", str(self.port), "webapp.wsgi:app"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environ, stdout=log, stderr=log, start_new_session=True
            )
        self.wait()

    def wait(self) -> None:
        """Until it answers."""
        for _ in range(600):
            assert self.process.poll() is None, self.log.read_text()[-2000:]
            try:
                if ask(self.port, "GET", "/healthz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"no answer in 30 s: {self.log.read_text()[-2000:]}")

    def workers(self) -> list[int]:
        """The processes that do the work."""
        main = self.process.pid
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        commands = {int(child): _command_of(int(child)) for child in children}
        return [child for child, command in commands.items() if command and b"resource_tracker" not in command]

    def kill_worker(self) -> None:
        """SIGKILL to the worker. The main process makes another, or leaves when two die soon, and is started again."""
        killed = set(self.workers())
        for worker in killed:
            _kill(worker)
        while self.process.poll() is None:
            time.sleep(0.05)
            if set(self.workers()) - killed:
                return
        self.start()

    def kill(self) -> None:
        """SIGKILL to the main process and its workers at once."""
        doomed = [self.process.pid, *self.workers()]
        for each in doomed:
            _kill(each)
        self.process.wait()

    def memory(self) -> int:
        """Bytes in memory of the largest worker."""
        return max(_resident(worker) for worker in self.workers())


@pytest.fixture
def server(environ: dict[str, str], tmp_path: Path) -> Iterator[Server]:
    """A server over the test's database, started."""
    Path(environ["VAR_DIR"]).mkdir(exist_ok=True)
    port = _free_port()
    settings = {**environ, "PORT": str(port), "ORIGIN": f"http://localhost:{port}"}
    server = Server({**os.environ, **settings}, port, log=tmp_path / "server.log")
    server.start()
    yield server
    if server.process.poll() is None:
        server.kill()


@dataclass
class Phone:
    """A person on a device, with the outbox of a phone: what is not answered for is sent again."""

    person: Person
    cookie: str
    port: int

    def send(self, ops: list[dict]) -> list[str] | None:
        """The states the server gave, or None when no answer came."""
        body = json.dumps({"v": 1, "user": str(self.person.id), "ops": ops})
        headers = {
            "Content-Type": "application/json",
            "X-App": "1",
            "Cookie": self.cookie,
            "Sec-Fetch-Site": "same-origin",
        }
        try:
            status, answer = ask(self.port, "POST", "/sync", body, headers)
        except (OSError, http.client.HTTPException):
            return None
        return [result["state"] for result in json.loads(answer)["results"]] if status == 200 else None


@pytest.fixture
def phone(engine, server, config):
    """Make a phone with a person of its own."""

    def make() -> Phone:
        with writing(engine) as session:
            person, token = people.begin(session, ZONE, "Phone", clock.now())
        return Phone(person, signed_in(config, token), server.port)

    return make


@pytest.fixture
def workers(environ: dict[str, str], tmp_path: Path) -> Iterator[Nursery]:
    """Where workers over the test's database come from."""
    Path(environ["VAR_DIR"]).mkdir(exist_ok=True)
    settings = {**environ, "VAPID_SUBJECT": "mailto:runs@example.org"}
    with nursery(settings, tmp_path / "workers.log") as found:
        yield found


live_server, live = browsers.live_server, browsers.live
vapid, service, ticks, post = fixtures.vapid, fixtures.service, fixtures.ticks, fixtures.post


@pytest.fixture
def site(server) -> browsers.Live:
    """The server as the helpers of the browser tests know it."""
    return browsers.Live(f"http://localhost:{server.port}", server.environ)


@pytest.fixture
def handset(chromium):
    """Make a phone with a browser in it, fresh each time: `handset(live)` or `handset(site)`. It has no service worker,
    whose messages no test could hold up: what a page does must do by itself."""
    with contextlib.ExitStack() as all_of_them:
        yield lambda where: all_of_them.enter_context(browsers.new_phone(chromium, where.url, service_workers="block"))


def signed_in(config, token: str) -> str:
    """The cookie of a device that holds this token."""
    from flask import Flask
    from flask.sessions import SecureCookieSessionInterface

    signer = Flask("signer")
    signer.secret_key = config.secret_key
    values = {"_user_id": token, "_permanent": True, "on": clock.now().toordinal()}
    return f"afterrun={SecureCookieSessionInterface().get_signing_serializer(signer).dumps(values)}"


def op(item: str = "clamshell") -> dict:
    """One tick of today."""
    return {"op": str(uuid4()), "item": item, "done": True, "day": local_day(clock.now(), ZONE).isoformat(), "age": 0}


def ask(port: int, method: str, path: str, body: str | None = None, headers: dict | None = None) -> tuple[int, bytes]:
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, body, {"Host": f"localhost:{port}", **(headers or {})})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def _kill(process_id: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process_id, signal.SIGKILL)


def _command_of(process_id: int) -> bytes:
    try:
        return Path(f"/proc/{process_id}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""


def _resident(process_id: int) -> int:
    pages = int(Path(f"/proc/{process_id}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
