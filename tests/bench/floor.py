"""The floor page and the floor tick by themselves: what everything else is measured against (PERFORMANCE 1 and 2)."""

import http.client
from collections.abc import Iterator
from uuid import uuid4

from tests.bench import _floor_app
from tests.bench._measure import REQUESTS, Ask, Server, compare, get, post, serving
from tests.bench._people import place

TARGET = "tests.bench._floor_app:make_app"
Figure = tuple[str, float, str, float | None, float | None]


def figures() -> Iterator[Figure]:
    with place() as bench, serving(TARGET, bench.environ, "/enter", "--factory") as server:
        page, tick = requests(server)
        measured = compare(lambda: server.ask(REQUESTS, page), lambda: server.ask(REQUESTS, tick))
        yield "floor page, processor", measured[0], "ms", None, None
        yield "floor tick, processor", measured[1], "ms", None, None
        yield "floor page, bytes with its script", (_size(server, page) + len(_floor_app.HTMX)) / 1000, "kB", None, None
        yield "floor page, requests", 2, "", None, None


def requests(server: Server) -> tuple[Ask, Ask]:
    """What asks for the floor page, and what ticks on it."""
    held = cookie(server)
    return get("/", held), post("/tick", held, lambda: f"item=1&op={uuid4()}")


def cookie(server: Server) -> str:
    """What a browser holds once it has entered."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", "/enter")
    answer = connection.getresponse()
    answer.read()
    return answer.headers["Set-Cookie"].partition(";")[0]


def _size(server: Server, page: Ask) -> int:
    return len(page(http.client.HTTPConnection("127.0.0.1", server.port)).read())
