"""The whole way of a reminder: claimed, asked again, encrypted, sent over TLS and HTTP/2, and written down."""

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time, sleep

from sqlalchemy import func, select

from tests.bench import floor
from tests.bench._databases import BOTH, postgres
from tests.faults import runners
from tests.faults.nursery import nursery
from tests.pushservice.sink import Sink
from webapp import clock, content
from webapp.actions import planning
from webapp.push.keys import VapidKeys
from webapp.push.sender import Sender
from webapp.stop import Stop
from webapp.store import tables
from webapp.store.engine import Engine, reading, writing
from webapp.worker.courier import Courier

ROUNDS, A_ROUND, AT_ONCE = 5, 2000, 100
BUDGET_TIMES = 15
SUBJECT, ORIGIN = "mailto:runs@example.org", "https://run.example.org"
Theirs = Callable[[], float]  # microseconds of CPU a message, of pywebpush


def figures(
    quick: Sink, pem: Path, keys: VapidKeys, sender: Sender, theirs: Theirs, usual: float
) -> Iterator[floor.Figure]:
    """Ten thousand in rounds, pywebpush between them; then several workers on PostgreSQL. `theirs` trusts our sink's
    authority alone, `usual` is what it takes as commonly called, trusting all the usual ones."""
    catalogue = content.load()
    for name, database in BOTH.items():
        with database() as engine:
            courier = Courier(catalogue, ORIGIN, sender, keys.key_id, Stop())
            rounds = [(*_round(engine, catalogue, courier, keys.key_id), theirs()) for _ in range(ROUNDS)]
        plan, ours, rate, other = (median(column) for column in zip(*rounds, strict=True))
        count = ROUNDS * A_ROUND
        yield f"end to end on {name}: CPU a message of {count}, beside pywebpush", ours, "us", other, ours / other
        for way, spent in (("trusting one authority", other), ("as commonly called", usual)):
            times = spent / ours
            yield (
                f"end to end on {name}: times less CPU than pywebpush {way}",
                times,
                "times",
                BUDGET_TIMES,
                times / BUDGET_TIMES,
            )
        yield f"end to end on {name}: messages a second, one worker on one core", rate, "/s", None, None
        yield f"planning on {name}: CPU a reminder", plan, "us", None, None
    for count in (1, 2, 4):
        yield (
            f"end to end on PostgreSQL: {count} workers, planning included",
            _together(quick, pem, count),
            "/s",
            None,
            None,
        )


def _round(engine: Engine, catalogue, courier: Courier, key_id: str) -> tuple[float, float, float]:
    """CPU a reminder planned, CPU a message delivered, messages a second."""
    runners.gather(engine, catalogue, endpoint, key_id, A_ROUND, clock.now())
    cpu, planned = process_time(), AT_ONCE
    while planned == AT_ONCE:
        with writing(engine) as session:
            planned = planning.plan_due(session, catalogue, clock.now(), AT_ONCE)
    planning_us = (process_time() - cpu) * 1e6 / A_ROUND
    cpu, began = process_time(), perf_counter()
    while courier.deliver(engine, clock.now()):
        pass
    spent, seconds = (process_time() - cpu) * 1e6 / A_ROUND, perf_counter() - began
    assert runners.states(engine) == {"sent": A_ROUND}
    runners.disperse(engine)
    return planning_us, spent, A_ROUND / seconds


def _together(quick: Sink, pem: Path, count: int) -> float:
    """Messages a second of several worker processes, from the first sent to the last."""
    with postgres() as engine, TemporaryDirectory() as folder:
        environ = {
            "VAR_DIR": folder, "ORIGIN": ORIGIN, "VAPID_SUBJECT": SUBJECT, "SECRET_KEY": "x" * 40,
            "DATABASE_URL": engine.url.render_as_string(hide_password=False), "VAPID_PRIVATE_KEY": pem.read_text(),
        }  # fmt: skip
        key_id = VapidKeys.from_pem(pem.read_text()).key_id
        runners.gather(engine, content.load(), endpoint, key_id, ROUNDS * A_ROUND, clock.now())
        with nursery(environ, Path(folder) / "workers.log") as workers:
            began = perf_counter()
            alive = [workers.start(port=quick.port, ca_file=quick.ca_file) for _ in range(count)]
            while _sent(engine) < ROUNDS * A_ROUND:
                sleep(0.1)
            seconds = perf_counter() - began
            for each in alive:
                workers.end(each)
    return ROUNDS * A_ROUND / seconds


def endpoint(token: str) -> str:
    """A subscription at a push service everybody knows."""
    return f"https://fcm.googleapis.com/fcm/send/{token}"


def _sent(engine: Engine) -> int:
    with reading(engine) as session:
        return session.scalar(select(func.count()).where(tables.delivery.c.state == "sent"))
