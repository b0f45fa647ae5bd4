"""Measuring servers: started as they run in production, asked over one connection, their processor time read here."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 7
REQUESTS = 200
GRANIAN = ("--interface", "wsgi", "--host", "127.0.0.1", "--workers", "1", "--no-ws", "--log-level", "warning")

Ask = Callable[[http.client.HTTPConnection], http.client.HTTPResponse]


@dataclass
class Server:
    port: int
    process: psutil.Process
    started_in: float  # seconds until the first answer

    def cpu(self) -> float:
        """Seconds of processor time used so far, by all of its processes."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(sum(part.cpu_times()[:2]) for part in family)

    def memory(self) -> float:
        """MB held by the process that answers."""
        return max(part.memory_info().rss for part in self.process.children(recursive=True)) / 1e6

    def ask(self, times: int, request: Ask, between: Callable[[], object] = list) -> float:
        """Milliseconds of processor time a request, over `times` of them; `between` runs after every twentieth."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        before = self.cpu()
        for number in range(times):
            if number % 20 == 0:
                between()
            answer = request(connection)
            answer.read()
            assert answer.status < 400, answer.status
        spent = (self.cpu() - before) * 1000 / times
        connection.close()
        return spent


@contextmanager
def serving(target: str, environ: dict[str, str], path: str = "/", *options: str) -> Iterator[Server]:
    """A production server of one worker for `target`, up when it has answered `path`."""
    port = _free_port()
    command = [str(Path(sys.executable).parent / "granian"), *GRANIAN, "--port", str(port), *options, target]
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ORIGIN", "VAR_DIR")}
    began = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=ROOT, env=kept | environ, stdout=said, stderr=said)
        try:
            _wait(port, path, process)
            yield Server(port, psutil.Process(process.pid), time.monotonic() - began)
        finally:
            process.terminate()
            process.wait(20)


def compare(ours: Callable[[], float], floor: Callable[[], float]) -> tuple[float, float]:
    """Medians of both, taken in turns so that whatever else the machine does meets both."""
    rounds = [(ours(), floor()) for _ in range(ROUNDS)]
    return statistics.median(one for one, _ in rounds), statistics.median(other for _, other in rounds)


def get(path: str, cookie: str = "", encoding: str = "br") -> Ask:
    """A request for a page, as a phone makes it."""

    def ask(connection: http.client.HTTPConnection) -> http.client.HTTPResponse:
        connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": encoding})
        return connection.getresponse()

    return ask


def post(path: str, cookie: str, body: Callable[[], str]) -> Ask:
    """A form, as htmx sends it."""
    headers = {
        "Cookie": cookie, "Accept-Encoding": "br", "Content-Type": "application/x-www-form-urlencoded",
        "HX-Request": "true", "Sec-Fetch-Site": "same-origin",
    }  # fmt: skip

    def ask(connection: http.client.HTTPConnection) -> http.client.HTTPResponse:
        connection.request("POST", path, body=body(), headers=headers)
        return connection.getresponse()

    return ask


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def _wait(port: int, path: str, process: subprocess.Popen) -> None:
    for _ in range(1000):
        assert process.poll() is None, f"the server ended with {process.returncode}"
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", path)
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.01)
    raise AssertionError("the server did not answer")
