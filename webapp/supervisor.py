"""`afterrun serve`: the web server and the worker as two children, started, watched and ended together."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from webapp.config import Config
from webapp.stop import Stop

WATCH_S = 0.25
START_S = 30
END_S = 15
RESTARTS = 5
RESTARTS_WITHIN_S = 60.0


class Stopped(Exception):
    """A part ended by itself and cannot be brought back; the message is for the person at the terminal."""


def serve(config: Config, greeting: str) -> None:
    """Run until told to stop, printing `greeting` once the web server answers; raises Stopped when it cannot go on."""
    stop = Stop().listen()
    _refuse_a_taken_port(config)
    web, worker = _start_web(config), _start_worker()
    children = [web, worker]
    try:
        if not _answers(config, web, stop):
            return
        print(greeting, flush=True)
        _watch(children, stop)
    finally:
        _end(children)


def _refuse_a_taken_port(config: Config) -> None:
    try:
        with socket.create_server((config.host, config.port)):
            pass
    except OSError as error:
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
        raise Stopped(
            f"Port {config.port} on {config.host} cannot be used ({why}); choose another with PORT=8001."
        ) from None


def _start_web(config: Config) -> subprocess.Popen:
    options = {
        "interface": "wsgi",
        "host": config.host,
        "port": config.port,
        "workers": config.web_concurrency,
        "respawn-interval": 0.5,
        "workers-kill-timeout": 10,
        "log-level": "error",
    }
    arguments = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    command = [sys.executable, "-m", "granian", *arguments, "--respawn-failed-workers", "webapp.wsgi:app"]
    return _start(*command)


def _start_worker() -> subprocess.Popen:
    return _start(sys.executable, "-m", "webapp.cli", "worker")


def _start(*command: str) -> subprocess.Popen:
    """In a group of its own: Ctrl-C reaches only us, and what a killed child leaves behind can be found."""
    return subprocess.Popen(command, start_new_session=True)


def _answers(config: Config, web: subprocess.Popen, stop: Stop) -> bool:
    """Wait until the web server answers; False when told to stop before it did."""
    host = "127.0.0.1" if config.host in ("0.0.0.0", "::") else config.host
    address = f"http://{host}:{config.port}/healthz"
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if web.poll() is not None:
            raise Stopped(f"The web server ended while starting, with {web.returncode}.")
        if _answer(address):
            return True
        if stop.within(0.05):
            return False
    raise Stopped(f"The web server did not answer within {START_S} seconds.")


def _answer(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def _watch(children: list[subprocess.Popen], stop: Stop) -> None:
    """Until told to stop. Granian brings its own workers back, so its end is ours; the worker is started again."""
    restarts: list[float] = []
    while not stop.within(WATCH_S):
        web, worker = children
        if web.poll() is not None:
            raise Stopped(f"The web server ended by itself, with {web.returncode}.")
        if worker.poll() is not None:
            now = time.monotonic()
            restarts = [at for at in restarts if now - at < RESTARTS_WITHIN_S] + [now]
            if len(restarts) > RESTARTS:
                raise Stopped(f"The worker keeps ending, the last time with {worker.returncode}.")
            print(f"The worker ended with {worker.returncode}; starting it again.", file=sys.stderr, flush=True)
            children[1] = _start_worker()


def _end(children: list[subprocess.Popen]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + END_S
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
