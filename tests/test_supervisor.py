"""`afterrun serve`: both parts start, are watched, and end together, with plain words when they cannot."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.fixture
def settings(tmp_path: Path, port: int) -> dict[str, str]:
    """A first start: nothing is there yet."""
    return {"VAR_DIR": str(tmp_path / "var"), "PORT": str(port), "PATH": os.environ["PATH"], "HOME": str(tmp_path)}


@pytest.fixture
def server(settings: dict[str, str]):
    with Server(settings) as server:
        yield server


class Server:
    """`afterrun serve` as its own process group, as a terminal has it."""

    def __init__(self, settings: dict[str, str]) -> None:
        self.url = f"http://localhost:{settings['PORT']}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "webapp.cli", "serve"],
            cwd=ROOT, env=settings, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.communicate(timeout=30)

    def greeting(self) -> str:
        """The first line it prints of its own; the logs beside it are JSON."""
        return next(line for line in self.process.stdout if not line.startswith("{")).strip()

    def health(self) -> dict:
        with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
            return json.load(answer)

    def child(self, word: str) -> psutil.Process | None:
        children = filter(alive, psutil.Process(self.process.pid).children())
        return next((child for child in children if word in " ".join(child.cmdline())), None)

    def end(self) -> tuple[int, str]:
        """Wait for its end; returns the exit code and what it said on stderr."""
        said = self.process.communicate(timeout=30)[1]
        return self.process.returncode, said


def alive(process: psutil.Process) -> bool:
    """A killed process stays as a zombie until somebody asks for its exit code."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_it_says_where_it_is_and_answers_there(server):
    assert server.greeting() == f"Afterrun is at {server.url}"
    assert server.health()["ok"] is True


def test_the_worker_runs_beside_it(server):
    server.greeting()
    deadline = time.monotonic() + 20
    while "age" not in server.health()["worker"]:
        assert time.monotonic() < deadline, "the worker gave no sign of life"
        time.sleep(0.1)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_being_told_to_stop_ends_everything_with_success(server, number):
    server.greeting()
    parts = psutil.Process(server.process.pid).children(recursive=True)
    server.process.send_signal(number)
    assert server.end()[0] == 0
    assert list(filter(alive, parts)) == []


def test_ctrl_c_in_a_terminal_reaches_every_part_and_still_ends_with_success(server):
    server.greeting()
    os.killpg(server.process.pid, signal.SIGINT)
    code, said = server.end()
    assert code == 0
    assert "Traceback" not in said


def test_a_second_start_keeps_the_secrets(settings, figure):
    with Server(settings) as first:
        first.greeting()
    key = Path(settings["VAR_DIR"], "secret_key").read_text()
    began = time.monotonic()
    with Server(settings) as second:
        second.greeting()
        seconds = time.monotonic() - began
    figure(f"second start of bin/serve: {seconds:.1f} s")
    assert Path(settings["VAR_DIR"], "secret_key").read_text() == key


def test_a_killed_worker_is_started_again(server):
    server.greeting()
    killed = server.child("webapp.cli worker")
    killed.kill()
    deadline = time.monotonic() + 20
    while server.child("webapp.cli worker") in (None, killed):
        assert time.monotonic() < deadline, "no new worker"
        time.sleep(0.1)


def test_a_killed_web_server_ends_it_with_a_plain_line(server):
    server.greeting()
    parts = psutil.Process(server.process.pid).children(recursive=True)
    server.child("granian").kill()
    code, said = server.end()
    assert code == 1
    assert list(filter(alive, parts)) == []
    assert "The web server ended by itself, with -9." in said


def test_a_taken_port_is_named(settings, port):
    with socket.create_server(("127.0.0.1", port)), Server(settings) as server:
        assert server.end() == (
            1,
            f"Port {port} on 127.0.0.1 cannot be used (Address already in use); choose another with PORT=8001.\n",
        )


def test_a_folder_that_cannot_be_written_is_named(settings, tmp_path):
    (tmp_path / "file").touch()
    settings["VAR_DIR"] = str(tmp_path / "file" / "var")
    with Server(settings) as server:
        assert server.end() == (2, f"VAR_DIR {tmp_path}/file/var cannot be written to (Not a directory).\n")
