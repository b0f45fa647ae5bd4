"""Growth with history: Today and a tick with one day, one year and five years behind them (PERFORMANCE 4)."""

from collections.abc import Iterator
from functools import partial

from tests.bench import floor
from tests.bench._measure import REQUESTS, Ask, compare, get, post, serving
from tests.bench._people import place, tick_body

DAY, YEAR, FIVE_YEARS = 1, 365, 5 * 365


def figures() -> Iterator[floor.Figure]:
    with place(DAY, YEAR, FIVE_YEARS) as bench, serving("webapp.wsgi:app", bench.environ, "/healthz") as server:
        path = f"/days/{bench.today}/checks"

        def measured(ask: Ask) -> float:
            return server.ask(REQUESTS, ask, bench.forget_ticks)

        for length, name in ((YEAR, "1 year"), (FIVE_YEARS, "5 years")):
            for what, ask in (
                ("Today", lambda days: get("/today", bench.cookies[days])),
                ("Progress", lambda days: get("/progress", bench.cookies[days])),
                ("tick", lambda days: post(path, bench.cookies[days], tick_body(bench.keys[days]))),
            ):
                long, short = ask(length), ask(DAY)
                much, little = compare(partial(measured, long), partial(measured, short))
                yield f"{what} with {name} (reference: with 1 day)", much, "ms", little, much / little
