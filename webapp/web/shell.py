"""The shell: the service worker, what it fetches before anybody asks, and what pages tell it."""

import hashlib
import json
import re
from datetime import date, timedelta
from functools import lru_cache

from flask import Blueprint, Flask, Response, g, make_response, render_template, request
from flask_login import current_user

from webapp.assets import Assets
from webapp.config import CHECKOUT
from webapp.domain.days import local_day, starts_at
from webapp.web.edge import now, person
from webapp.web.house import house

# What every screen is made of. Pictures are left out: a screen without them still works.
KEPT = re.compile(r"css/(?:app|session)\.css|js/[\w-]+\.js|fonts/[\w-]+\.woff2|vendor/htmx\.min\.js")
NO_SIGNAL, NO_LIST = "/offline", "/offline/today"
MADE_OF, KINDS = ("templates", "webapp/content"), ("*.html", "*.svg", "*.toml")
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|let|class) (\w+))", re.MULTILINE)
NOBODY = "nobody"

screen = Blueprint("shell", __name__)


def register(app: Flask) -> None:
    """Pages say when their day ends and whether there is a worker; every answer says whose it is."""
    app.add_template_global(day_ends)
    app.add_template_global(lambda: not house().config.kill_service_worker, "has_worker")
    app.after_request(_say_whose)


@screen.get("/sw.js")
def worker() -> Response:
    """The worker, with its version and its list; or, where that is set, the one that ends it."""
    assets = house().assets
    ended = house().config.kill_service_worker
    response = Response(_text(assets, "sw-end.js") if ended else _worker(assets), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response.make_conditional(request)


@screen.get(NO_SIGNAL)
def no_signal() -> Response:
    """For a page that the phone does not hold. It knows nobody, so every phone may keep it."""
    return _for_everybody(list_missing=False)


@screen.get(NO_LIST)
def no_list() -> Response:
    """For Today, when the phone holds no list for the day it is."""
    return _for_everybody(list_missing=True)


def day_ends(day: date | None = None) -> str:
    """The instant the person's day ends, today's if none is named."""
    day = day or local_day(now(), person().zone)
    return starts_at(day + timedelta(days=1), person().zone).isoformat()


def version() -> str:
    """Another one for every change of anything a page is made of."""
    return _version(house().assets.version)


def precached(assets: Assets) -> list[str]:
    """The addresses the worker fetches while it is installed."""
    return [NO_SIGNAL, NO_LIST, *(assets.url(path) for path in assets.files if KEPT.fullmatch(path))]


@lru_cache(maxsize=4)
def _version(assets_version: str) -> str:
    digest = hashlib.sha256(assets_version.encode())
    for folder in MADE_OF:
        for path in sorted(path for kind in KINDS for path in (CHECKOUT / folder).rglob(kind)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _worker(assets: Assets) -> str:
    """One classic script: worker modules are younger than some browsers in use."""
    outbox = _text(assets, "js/outbox.js")
    given = {"VERSION": version(), "ASSETS": f"/assets/{assets.version}/", "SHELL": precached(assets)}
    given["KEY"] = house().keys.public
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in given.items())
    names = ", ".join(EXPORT.findall(outbox))
    scope = f"const outbox = (() => {{\n{EXPORT.sub('', outbox)}\nreturn {{ {names} }};\n}})();\n"
    return head + scope + _text(assets, "sw.js") + _text(assets, "sw-push.js")


def _text(assets: Assets, path: str) -> str:
    return assets.files[path].body.decode()


def _for_everybody(list_missing: bool) -> Response:
    response = make_response(render_template("shell/offline.html", list_missing=list_missing))
    response.headers["Cache-Control"] = "no-cache"
    return response


def _say_whose(response: Response) -> Response:
    # Only where somebody has asked who it is: an answer that is the same for all asks nothing, and a page that tells of
    # a fault of ours may not know.
    if "_login_user" in g and response.status_code < 500:
        response.headers["X-Person"] = str(person().id) if current_user.is_authenticated else NOBODY
    return response
