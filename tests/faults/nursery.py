"""A process that bears workers: it loads once what all of them need, and forks one as often as it is asked to.

Reads one JSON object a line: {"start": {...}} answers the pid of a new worker, {"wait": pid} its exit status. A worker
is the one of production, but for times that are shorter, an end at a given point, and where push services are found.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from webapp import clock, content, logs
from webapp.actions import delivering
from webapp.config import Config
from webapp.push.transport import Transport
from webapp.stop import Stop
from webapp.store.engine import make_engine
from webapp.worker import courier as courier_room
from webapp.worker import loop
from webapp.worker.steps import standing_steps

ROOT = Path(__file__).resolve().parents[2]
KILLED = 86  # the exit status of a worker that met its end
ROUNDS = 4  # enough to plan, to send, and to see that nothing is left


@dataclass
class Nursery:
    """From the outside."""

    process: subprocess.Popen

    def start(self, **how) -> int:
        """A new worker; returns its pid."""
        return self._ask({"start": how})

    def wait(self, pid: int) -> int:
        """Until it is gone; returns its exit status, negative for a signal."""
        return self._ask({"wait": pid})

    def run(self, **how) -> int:
        """One to its end."""
        return self.wait(self.start(**how))

    def _ask(self, question: dict) -> int:
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@contextlib.contextmanager
def nursery(environ: dict[str, str], log: Path):
    """A nursery for workers over the database in `environ`."""
    command = [sys.executable, "-m", "tests.faults.nursery"]
    with log.open("ab") as said:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environ}, text=True, stderr=said,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        try:
            yield Nursery(process)
        finally:
            process.stdin.close()
            process.stdout.close()
            process.wait(20)


class Points:
    """Counts the moments at which a worker may die, and dies at one of them."""

    def __init__(self, fatal: int) -> None:
        self.fatal = fatal
        self.passed = 0

    def pass_one(self, *_, **__) -> None:
        self.passed += 1
        if self.passed == self.fatal:
            os._exit(KILLED)


def main() -> None:
    catalogue, config = content.load(), Config.from_env()
    for line in sys.stdin:
        question = json.loads(line)
        if "wait" in question:
            answer = os.waitstatus_to_exitcode(os.waitpid(question["wait"], 0)[1])
        else:
            answer = os.fork()
            if not answer:
                _live(catalogue, config, **question["start"])
        print(json.dumps(answer), flush=True)


def _live(catalogue, config, *, port, ca_file, at=None, fail_at=0, lease_s=60.0, post_s=10.0, wait_s=5.0, full=False):
    """A worker's whole life; `at` stops its clock and lets it live for some rounds only."""
    from tests.pushservice.service import open_loopback_socket

    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    logs.configure("ERROR")
    delivering.LEASE, delivering.FIRST_WAIT_S = timedelta(seconds=lease_s), wait_s
    courier_room.LEASE_S = lease_s - post_s
    if at:
        clock.now = lambda: datetime.fromisoformat(at)
    stop, engine = Stop().listen(), make_engine(config.database_url)
    transport = Transport((f"::127.0.0.1:{port}",), ca_file, open_loopback_socket, post_s, post_s)
    courier = courier_room.courier(config, catalogue, stop, transport)
    points = Points(fail_at)
    _listen(engine, courier, points)
    steps = standing_steps(catalogue, "2026b", stop, courier)
    if at:
        for _ in range(ROUNDS):
            loop._round(engine, stop, steps)
    else:
        loop.IDLE_S = 0.1
        loop.work(engine, stop, steps)
    os._exit(0)


def _listen(engine, courier, points: Points) -> None:
    """Points: before and after every statement and every commit, after the lease was taken, before and after each
    message is on its way, and after each answer before it is written down."""
    from sqlalchemy import event

    for name in ("before_cursor_execute", "after_cursor_execute", "begin", "commit"):
        event.listen(engine, name, points.pass_one)
    event.listen(engine, "checkin", points.pass_one)
    sender = courier._sender
    send = sender.send

    def sends(messages, now, stop):
        for answer in send(_passing(messages, points), now, stop):
            points.pass_one()
            yield answer

    sender.send = sends


def _passing(messages, points: Points):
    for message in messages:
        points.pass_one()
        yield message
        points.pass_one()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    main()
