"""What views share: the transaction, the time, the answer as page or fragment, where to go next."""

import math
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from uuid import UUID

from flask import Flask, Response, g, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.exceptions import NotFound, TooManyRequests

from webapp import clock
from webapp.actions import people
from webapp.store import engine as store_engine
from webapp.store import hits
from webapp.store.engine import Session
from webapp.store.errors import plain_errors
from webapp.store.people import Person
from webapp.web.house import house

HOME = "/"
FOR_PROGRAMS = frozenset({"/sync", "/healthz"})  # what answers in JSON, faults too; so does all that a script asks for
MOST_NEW_PEOPLE = (100, 3600)  # an hour from one address: a club behind one router fits in
LOCAL_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]*")
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
            ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
MACHINES = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("Mac OS", "Mac"), ("Linux", "Linux"))  # fmt: skip


def register(app: Flask) -> None:
    """Let go of the database when a request is over."""
    app.teardown_appcontext(_stop_looking)


@contextmanager
def reading() -> Iterator[Session]:
    """A transaction that only looks: one for the whole request, until something is written."""
    if "looking" not in g:
        g.looking = ExitStack()
        g.session = g.looking.enter_context(store_engine.reading(house().engine))
    with plain_errors():
        yield g.session


@contextmanager
def writing() -> Iterator[Session]:
    """A transaction that is saved when the block ends well, and undone when it raises."""
    _stop_looking()
    with store_engine.writing(house().engine) as session:
        yield session
    # What was looked up meanwhile, the visitor perhaps, still saw the state before.
    _stop_looking()


def now() -> datetime:
    """The instant of this request: asked once, so that one answer has one time."""
    if "now" not in g:
        g.now = clock.now()
    return g.now


def is_part() -> bool:
    """Whether htmx asks for a fragment, not for a page."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def is_program() -> bool:
    """Whether a program asks, which wants JSON and no page to go to."""
    return request.path in FOR_PROGRAMS or "X-App" in request.headers


def page_or_part(page: str, part: str, status: int = 200, **context: object) -> Response:
    """The fragment for htmx, the page that includes it for everybody else."""
    response = make_response(render_template(part if is_part() else page, **context), status)
    response.vary.add("HX-Request")
    return response


def keepable(page: str, name: str) -> Response:
    """A page that the phone may keep, under this name, for when there is no signal; it keeps no other."""
    response = make_response(page)
    response.headers["X-Keep"] = name
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def refuse(page: str, part: str | None = None, status: int = 422, **context: object) -> Response:
    """The form again with what was typed and what is wrong; nothing was changed."""
    return page_or_part(page, part or page, status, **context)


def see_other(endpoint: str, **values: object) -> Response:
    """Where to look after a change was made; asking again for that page repeats nothing."""
    return redirect(url_for(endpoint, **values), 303)


def id_in(text: str) -> UUID:
    """The id in an address; an address without one is no page."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def local_path(path: str | None, otherwise: str = HOME) -> str:
    """`path` if it leads to one of our own pages, else `otherwise`: no open redirect (ASVS 3.7.2)."""
    return path if path and LOCAL_PATH.fullmatch(path) else otherwise


def person() -> Person:
    """Whom this request is for; only behind `login_required`."""
    return current_user.person


def login_id() -> UUID:
    """This device, as long as it stays signed in; only behind `login_required`."""
    return current_user.login.id


def ensure_person(session: Session, zone: str = "UTC") -> Person:
    """The current person; at the first answer one is made, with a session of a year on this device."""
    # visitor stands on this module, so it cannot be loaded before it.
    from webapp.web.visitor import arrive

    if current_user.is_authenticated:
        return current_user.person
    if not hits.allow(session, f"begin {address()}", *MOST_NEW_PEOPLE, now()):
        raise TooManyRequests(retry_after=MOST_NEW_PEOPLE[1])
    _, token = people.begin(session, zone, device(), now())
    return arrive(session, token).person


def limit(what: str, most: int, seconds: int, whose: str = "") -> None:
    """Count one try of this person, else of this address; raises TooManyRequests beyond `most` in so many seconds."""
    with writing() as session:
        if hits.allow(session, f"{what} {whose or address()}", most, seconds, now()):
            return
        wait = hits.wait(session, [(f"{what} {whose or address()}", most, seconds)], now())
    raise TooManyRequests(retry_after=math.ceil(wait.total_seconds()))


def device() -> str:
    """A name a person recognises their device by: "Chrome on Android"."""
    agent = request.user_agent.string
    browser = next((name for mark, name in BROWSERS if mark in agent), "A browser")
    machine = next((name for mark, name in MACHINES if mark in agent), "")
    return f"{browser} on {machine}" if machine else browser


def address() -> str:
    """Where the request comes from, for limits on tries; proxies count only as far as TRUSTED_PROXIES says."""
    return request.remote_addr or "unknown"


def _stop_looking(_: BaseException | None = None) -> None:
    if "looking" in g:
        g.pop("looking").close()
