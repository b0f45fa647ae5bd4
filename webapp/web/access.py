"""One log line a request: the route, not the address; a tag of the day, not the person."""

import logging
import secrets
from time import perf_counter

from flask import Flask, Response, g, request

from webapp.logs import person_tag
from webapp.web.edge import now
from webapp.web.house import house

log = logging.getLogger("afterrun.web")


def register(app: Flask) -> None:
    """Name every request, time it, and write its line."""
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """What the log and the error page both call this request."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    return g.request_id


def request_fields() -> dict[str, object]:
    """What a log line may say about the request under way."""
    rule = request.url_rule
    return {"request": request_id(), "method": request.method, "route": rule.rule if rule else "-", "user": _tag()}


def _begin() -> None:
    g.began = perf_counter()


def _end(response: Response) -> Response:
    response.headers["X-Request-Id"] = request_id()
    level = logging.DEBUG if request.blueprint in ("assets", "health") else logging.INFO
    if log.isEnabledFor(level):
        spent = round((perf_counter() - g.get("began", perf_counter())) * 1000, 1)
        log.log(level, "request", extra=request_fields() | {"status": response.status_code, "ms": spent})
    return response


def _tag() -> str | None:
    # Only a visitor that was loaded already: a line in the log is no reason to ask the database.
    visitor = g.get("_login_user")
    if visitor is None or not visitor.is_authenticated:
        return None
    return person_tag(visitor.person.id, now().date(), house().config.secret_key)
