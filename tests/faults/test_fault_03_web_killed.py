"""Fault 3: the web server is killed in the middle of writing. Phones send again, and every tick counts once."""

import threading
import time

from sqlalchemy import Engine, text

from tests.faults.conftest import Phone, Server, op
from tests.sizes import FULL
from webapp.store.engine import reading

PHONES, OPS = (12, 1000) if FULL else (4, 60)
WORKER_KILLS, SERVER_KILLS = (168, 127) if FULL else (3, 2)
PATIENCE_S = 1200 if FULL else 120


def test_every_tick_counts_once_through_kills_of_worker_and_server(engine, server, phone):
    phones = [phone() for _ in range(PHONES)]
    states: list[str] = []
    done = threading.Event()
    senders = [threading.Thread(target=_empty, args=(each, states, done), daemon=True) for each in phones]
    try:
        for sender in senders:
            sender.start()
        kills = _kill_while_any(server, senders)
        for sender in senders:
            sender.join(PATIENCE_S)
        assert not any(sender.is_alive() for sender in senders), server.log.read_text()[-2000:]
    finally:
        done.set()
    stored, sound = _stored(engine)
    repeats = states.count("duplicate")
    print(f"fault 3: {PHONES * OPS} ticks, kills {kills}, {repeats} repeats answered, {stored} rows")
    assert stored == (PHONES * OPS, PHONES * OPS)
    assert states.count("applied") <= PHONES * OPS
    assert set(states) == {"applied", "duplicate"}
    assert min(kills) > 0 and sound


def _empty(phone: Phone, states: list[str], done: threading.Event) -> None:
    """Send one tick at a time until each has been answered for; every fifth is sent twice on purpose."""
    for number in range(OPS):
        tick = op()
        for _ in range(2 if number % 5 == 0 else 1):
            while (answer := phone.send([tick])) is None and not done.wait(0.02):
                pass
            states.extend(answer or ())


def _kill_while_any(server: Server, senders: list[threading.Thread]) -> tuple[int, int]:
    """Kill in turn while ticks are being sent; returns kills of the worker and of the whole server."""
    workers = whole = 0
    while any(sender.is_alive() for sender in senders) and (workers < WORKER_KILLS or whole < SERVER_KILLS):
        time.sleep(0.4)
        if whole * WORKER_KILLS < workers * SERVER_KILLS:
            server.kill()
            server.start()
            whole += 1
        else:
            server.kill_worker()
            workers += 1
    return workers, whole


def _stored(engine: Engine) -> tuple[tuple[int, int], bool]:
    """Rows and different ops, and whether the file is sound."""
    with reading(engine) as session:
        rows = session.execute(text("SELECT count(*), count(DISTINCT op) FROM check_event")).one()
        on_file = session.get_bind().dialect.name == "sqlite"
        return tuple(rows), not on_file or session.scalar(text("PRAGMA integrity_check")) == "ok"
