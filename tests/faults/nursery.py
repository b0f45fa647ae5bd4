"""A process that bears workers: it loads once what all of them need, and forks one as often as it is asked to.

Reads one JSON object a line: {"start": {...}} answers the pid of a new worker, {"wait": pid} its exit status. A worker
is the one of production, but for times that are shorter, an end at a given point, and where push services are found.
"""

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tests.faults.runners import ZONES
from tests.pushservice.service import open_loopback_socket
from webapp import clock, content
from webapp.actions import delivering
from webapp.config import Config
from webapp.push.answer import NO_STATUS
from webapp.push.transport import Transport
from webapp.stop import Stop
from webapp.store.engine import make_engine
from webapp.worker import courier as courier_room
from webapp.worker import loop
from webapp.worker.steps import standing_steps

ROOT = Path(__file__).resolve().parents[2]
UNANSWERED = "unanswered"
KILLED = 86  # the exit status of a worker that met its end
ROUNDS = 4  # enough to plan, to send, and to see that nothing is left


@dataclass
class Nursery:
    """From the outside."""

    process: subprocess.Popen
    folder: Path

    @property
    def unanswered(self) -> int:
        """Messages that left and had no answer, so far."""
        path = self.folder / UNANSWERED
        return path.stat().st_size if path.exists() else 0

    def start(self, **how) -> int:
        """A new worker; returns its pid."""
        return self._ask({"start": how})

    def warm(self, **how) -> None:
        """Do a worker's work in the nursery itself, so that those it bears know every statement from birth."""
        self._ask({"warm": how})

    def wait(self, pid: int) -> int:
        """Until it is gone; returns its exit status, negative for a signal."""
        return self._ask({"wait": pid})

    def end(self, pid: int) -> None:
        """Tell one to stop, and see that it ends with success."""
        os.kill(pid, signal.SIGTERM)
        assert self.wait(pid) == 0

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
            yield Nursery(process, Path(environ["VAR_DIR"]))
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
    home, born = Home(content.load(), Config.from_env()), set()
    for line in sys.stdin:
        ((what, given),) = json.loads(line).items()
        if what == "wait":
            answer = os.waitstatus_to_exitcode(os.waitpid(given, 0)[1])
            born.discard(given)
        elif what == "warm":
            answer = home.live(**given) or 0
            home.engine.dispose()
        else:
            answer = os.fork()
            if not answer:
                home.leave()
                home.live(**given)
                os._exit(0)
            born.add(answer)
        print(json.dumps(answer), flush=True)
    for left in born:
        os.kill(left, signal.SIGKILL)


class Home:
    """What every worker brings from the nursery. No connection is among it."""

    def __init__(self, catalogue, config) -> None:
        self.catalogue, self.config, self.now = catalogue, config, clock.now
        self.engine = make_engine(config.database_url)
        logging.disable(logging.ERROR)

    def leave(self) -> None:
        """The nursery's questions are not for its children."""
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)

    def live(self, *, port, ca_file, at=None, fail_at=0, room=500, lease_s=60.0, post_s=10.0, wait_s=5.0) -> None:
        """A worker's whole life; `at` stops its clock and lets it live for some rounds only."""
        delivering.LEASE, delivering.FIRST_WAIT_S = timedelta(seconds=lease_s), wait_s
        courier_room.ROOM, courier_room.LEASE_S = room, lease_s - post_s
        stop = Stop()
        transport = Transport((f"::127.0.0.1:{port}",), ca_file, open_loopback_socket, post_s, post_s)
        courier = courier_room.courier(self.config, self.catalogue, stop, transport)
        _count_unanswered(courier, self.config.var_dir / UNANSWERED)
        if fail_at:
            _listen(self.engine, courier, Points(fail_at))
        steps = standing_steps(self.catalogue, ZONES, stop, courier)
        clock.now = (lambda: datetime.fromisoformat(at)) if at else self.now
        if at:
            for _ in range(ROUNDS):
                loop._round(self.engine, stop, steps)
        else:
            loop.IDLE_S = 0.1
            loop.work(self.engine, stop.listen(), steps)
        courier._sender.close()


def _count_unanswered(courier, path: Path) -> None:
    """A byte in the file for each message that left and had no answer: the push service may have taken it."""
    sender = courier._sender
    send = sender.send

    def sends(messages, now, stop):
        for answer in send(messages, now, stop):
            # With a time to wait, or after a stop, it never left.
            stayed = answer.retry_after is not None or answer.detail.startswith("not sent")
            if answer.status == NO_STATUS and answer.outcome == "later" and not stayed:
                with path.open("ab") as file:
                    file.write(b".")
            yield answer

    sender.send = sends


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
