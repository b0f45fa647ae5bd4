"""Today and a tick: bytes, requests, script, queries, and processor time against the floor (PERFORMANCE 1 and 2)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl

from sqlalchemy import event

from tests.bench import floor
from tests.bench._measure import REQUESTS, compare, get, post, serving
from tests.bench._people import Place, place, tick_body
from webapp.assets import Asset, Assets

DAYS = 365
MOST_BYTES, MOST_REQUESTS, MOST_SCRIPT = 60, 8, 25  # the budget, printed as reference
MOST_TODAY_QUERIES, MOST_TICK_STATEMENTS = 6, 4


def figures() -> Iterator[floor.Figure]:
    with place(DAYS) as bench:
        yield from _sizes(bench)
        yield from _queries(bench)
        yield from _processor(bench)


def _sizes(bench: Place) -> Iterator[floor.Figure]:
    """What a cold first visit fetches before Today can be used, read off the page as a browser would."""
    client = bench.app.test_client(use_cookies=False)
    page = client.get("/today", headers={"Cookie": bench.cookies[DAYS], "Accept-Encoding": "br"})
    html = client.get("/today", headers={"Cookie": bench.cookies[DAYS]}).text
    needed = fetched(html, bench.app.extensions["afterrun"].assets)
    script = sum(sent(asset) for path, asset in needed.items() if path.endswith(".js")) / 1000
    total = (len(page.data) + sum(map(sent, needed.values()))) / 1000
    yield _against("Today, bytes of a first visit", total, "kB", MOST_BYTES)
    yield "Today, bytes of the page alone", len(page.data) / 1000, "kB", None, None
    yield _against("Today, bytes of script", script, "kB", MOST_SCRIPT)
    yield _against("Today, requests", 1 + len(needed), "", MOST_REQUESTS)


def _queries(bench: Place) -> Iterator[floor.Figure]:
    client, cookie = bench.app.test_client(use_cookies=False), {"Cookie": bench.cookies[DAYS]}
    with counted(bench.app) as statements:
        client.get("/today", headers=cookie)
    yield _against("Today, queries", len(statements), "", MOST_TODAY_QUERIES)
    htmx = cookie | {"HX-Request": "true", "Sec-Fetch-Site": "same-origin"}
    form = dict(parse_qsl(tick_body(bench.keys[DAYS])()))
    with counted(bench.app) as statements:
        client.post(f"/days/{bench.today}/checks", data=form, headers=htmx)
    yield _against("tick, statements", len(statements), "", MOST_TICK_STATEMENTS)


def _processor(bench: Place) -> Iterator[floor.Figure]:
    cookie, body = bench.cookies[DAYS], tick_body(bench.keys[DAYS])
    with (
        serving("webapp.wsgi:app", bench.environ, "/healthz") as ours,
        serving(floor.TARGET, bench.environ, "/enter", "--factory") as bare,
    ):
        floor_page, floor_tick = floor.requests(bare)
        today, tick = get("/today", cookie), post(f"/days/{bench.today}/checks", cookie, body)
        yield _against("start of the web server", ours.started_in, "s", bare.started_in)
        pages = compare(lambda: ours.ask(REQUESTS, today), lambda: bare.ask(REQUESTS, floor_page))
        yield _against("Today, processor (reference: the floor page)", pages[0], "ms", pages[1])
        ticks = compare(lambda: ours.ask(REQUESTS, tick, bench.forget_ticks), lambda: bare.ask(REQUESTS, floor_tick))
        yield _against("tick, processor (reference: the floor tick)", ticks[0], "ms", ticks[1])


@contextmanager
def counted(app) -> Iterator[list[str]]:
    """The statements an app sends, transaction borders left out."""
    statements: list[str] = []
    engine = app.extensions["afterrun"].engine

    def note(_connection, _cursor, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def fetched(html: str, assets: Assets) -> dict[str, Asset]:
    """Static files a page needs: what its head names, and what its modules import."""
    named = re.findall(r'<(?:link|script)[^>]*?(?:href|src)="/assets/[0-9a-f]+/([^"]+)"', html)
    waiting, found = [path for path in named if "icons/" not in path], {}
    while waiting:
        path = waiting.pop()
        if path not in found:
            found[path] = assets.files[path]
            waiting += _imports(path, assets)
    return found


def sent(asset: Asset) -> int:
    """Bytes on the wire to a browser that takes brotli."""
    return len(asset.br or asset.body)


def _imports(path: str, assets: Assets) -> list[str]:
    if not path.endswith(".js"):
        return []
    names = re.findall(r"""(?:from|import)\s*\(?['"]\./([\w.-]+)['"]""", assets.files[path].body.decode())
    return [f"{path.rpartition('/')[0]}/{name}" for name in names]


def _against(name: str, value: float, unit: str, reference: float) -> floor.Figure:
    return name, value, unit, reference, value / reference
