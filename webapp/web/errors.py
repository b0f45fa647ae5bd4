"""What goes wrong, said once: page for people, fragment for htmx, JSON for programs; never a trace."""

import logging
import math
from collections.abc import Callable

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, SecurityError, TooManyRequests

from webapp.actions.refused import Refused
from webapp.store import Busy, DiskFull, StoreError
from webapp.web.access import request_id
from webapp.web.edge import is_part, is_program

log = logging.getLogger("afterrun.web")

# Status -> title and what to do about it.
WORDS = {
    400: ("We could not read that", "Something in the request was incomplete. Go back and try once more."),
    401: ("You are signed out", "Sign in again to go on. What you ticked on this phone is kept."),
    403: ("That came from somewhere else", "The request did not come from one of our own pages. Nothing was changed."),
    404: ("There is nothing here", "The page may have moved, or the address has a slip in it."),
    405: ("That is not possible here", "This address does not take that kind of request. Nothing was changed."),
    409: ("Somebody was quicker", "This changed while you were looking at it. Open it again to see how it stands."),
    413: ("That is too large", "What you sent is larger than this page takes. Nothing was changed."),
    415: ("We could not read that", "This page does not take that kind of file. Nothing was changed."),
    422: ("Something needs another look", "One of the answers does not fit. Nothing was changed."),
    429: ("A short pause, please", "There were many tries in a short time. Wait a little, then try again."),
    500: ("Something broke on our side", "What you ticked is safe. Try again; if it stays, tell whoever runs this."),
    503: ("Busy for a moment", "The server is doing something else. Your ticks are kept; try again in a few seconds."),
    507: ("The server is out of room", "Nothing could be saved just now. Ticks made on this phone are kept here."),
}
RETRY_S = 5
LAST_RESORT = "<!doctype html><html lang=en><meta charset=utf-8><title>{0}</title><h1>{0}</h1><p>{1}</p>"


class App(Flask):
    """Flask that writes down the kind and place of a fault, and not the address or what was typed."""

    def ensure_sync(self, func: Callable[..., object]) -> Callable[..., object]:
        """As it is: nothing here is a coroutine, so none of a request's fourteen functions is looked at for that."""
        return func

    def log_exception(self, exc_info: tuple) -> None:
        log.error("fault", exc_info=exc_info, extra={"request": request_id(), "route": _route()})


def register(app: Flask) -> None:
    """Each kind of fault is turned into an answer here and nowhere else."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(StoreError, _store)


def fault(status: int, message: str = "", retry_after: int | None = None) -> Response:
    """The answer for a status, with its own words or with `message` in their place."""
    response = make_response(_body(status, message), status)
    response.vary.add("HX-Request")
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def wait(seconds: float) -> str:
    """How long to wait, in words."""
    minutes = math.ceil(seconds / 60)
    return "a minute" if minutes <= 1 else f"{minutes} minutes"


def _http(error: HTTPException) -> Response:
    if isinstance(error, SecurityError):
        # A host name that is not ours: no page of ours can be drawn for it.
        return Response("This server does not go by that name.\n", 400, mimetype="text/plain")
    if error.code is None or error.code < 400:
        return error.get_response()
    response = fault(error.code, _said(error), _retry_after(error))
    if error.code == 405:
        response.headers["Allow"] = ", ".join(error.valid_methods or ())
    return response


def _refused(error: Refused) -> Response:
    """A refusal that no form of its own took up."""
    if error.wait:
        return fault(429, error.message, math.ceil(error.wait.total_seconds()))
    return fault(422, error.message)


def _store(error: StoreError) -> Response:
    """Faults of the database itself: ours to mend, and over once they are."""
    log.error("store", extra={"request": request_id(), "route": _route(), "reason": type(error).__name__})
    if isinstance(error, DiskFull):
        return fault(507)
    return fault(503, retry_after=RETRY_S if isinstance(error, Busy) else RETRY_S * 12)


def _said(error: HTTPException) -> str:
    """The words an exception was raised with by us, not those that come with its class."""
    own = error.description if error.description != _plain(type(error)) else ""
    return own or ""


def _plain(kind: type[HTTPException]) -> str | None:
    module = next(base for base in kind.__mro__ if base.__module__.startswith("werkzeug"))
    return module.description if kind is module or kind.description == module.description else None


def _retry_after(error: HTTPException) -> int | None:
    return int(error.retry_after) if isinstance(error, TooManyRequests) and error.retry_after else None


def _route() -> str:
    return request.url_rule.rule if request.url_rule else "-"


def _body(status: int, message: str) -> Response | str:
    title, words = WORDS.get(status, WORDS[400 if status < 500 else 500])
    said = message or words
    if is_program():
        return jsonify(error=said)
    _forget_the_database(status)
    template = "errors/_notice.html" if is_part() else "errors/page.html"
    try:
        reference = request_id() if status >= 500 else ""
        return render_template(template, status=status, title=title, message=said, reference=reference)
    except Exception:
        log.exception("error page failed", extra={"request": request_id()})
        return LAST_RESORT.format(title, words)


def _forget_the_database(status: int) -> None:
    """A page that says the database is away must not ask it who is looking."""
    if status >= 500 and "_login_user" not in g:
        g._login_user = current_app.login_manager.anonymous_user()
