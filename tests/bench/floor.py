"""The floor page and the floor tick by themselves: what everything else is measured against (PERFORMANCE 1 and 2)."""

import gzip
import http.client
from collections.abc import Iterator

from tests.bench._measure import REQUESTS, ROOT, Ask, Server, compare, get, post, serving
from tests.bench._people import place

TARGET = "tests.bench._floor_app:make_app"
Figure = tuple[str, float, str, float | None, float | None]


def figures() -> Iterator[Figure]:
    with place() as bench, serving(TARGET, bench.environ, "/enter", "--factory") as server:
        page, tick = requests(server)
        measured = compare(lambda: server.ask(REQUESTS, page), lambda: server.ask(REQUESTS, tick))
        script = len(gzip.compress((ROOT / "static" / "vendor" / "htmx.min.js").read_bytes()))
        yield "floor page, processor", measured[0], "ms", None, None
        yield "floor tick, processor", measured[1], "ms", None, None
        yield "floor page, bytes with its script", (_size(server, page) + script) / 1000, "kB", None, None
        yield "floor page, requests", 2, "", None, None


def requests(server: Server) -> tuple[Ask, Ask]:
    """What asks for the floor page, and what ticks on it."""
    from uuid import uuid4

    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", "/enter")
    answer = connection.getresponse()
    cookie = answer.headers["Set-Cookie"].partition(";")[0]
    answer.read()
    return get("/", cookie), post("/tick", cookie, lambda: f"item=1&op={uuid4()}")


def _size(server: Server, page: Ask) -> int:
    return len(page(http.client.HTTPConnection("127.0.0.1", server.port)).read())
