"""Memory of a web worker, at first and after 10,000 requests; a leak shows as growth between the two halves."""

from collections.abc import Iterator

from tests.bench import floor
from tests.bench._measure import get, post, serving
from tests.bench._people import place, tick_body

DAYS = 30
MOST_MB = 90
HALF = 5000


def figures() -> Iterator[floor.Figure]:
    with place(DAYS) as bench, serving("webapp.wsgi:app", bench.environ, "/healthz") as server:
        yield "web worker at first", server.memory(), "MB", MOST_MB, server.memory() / MOST_MB
        today = get("/today", bench.cookies[DAYS])
        tick = post(f"/days/{bench.today}/checks", bench.cookies[DAYS], tick_body(bench.keys[DAYS]))
        halves = []
        for _ in range(2):
            server.ask(HALF // 2, today)
            server.ask(HALF // 2, tick, bench.forget_ticks)
            halves.append(server.memory())
        yield "web worker after 10,000 requests", halves[1], "MB", MOST_MB, halves[1] / MOST_MB
        yield "web worker, second half against first", halves[1], "MB", halves[0], halves[1] / halves[0]
