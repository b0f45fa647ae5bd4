"""Requests that change something must come from our own pages: judged by headers, since tokens go stale in caches."""

from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import Forbidden

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OURS = frozenset({"same-origin", "none"})


class CrossSite(Forbidden):
    description = "That request did not come from one of our own pages, so nothing was changed."


def register(app: Flask) -> None:
    """Refuse unsafe requests of other sites before any view sees them."""
    app.before_request(_refuse_cross_site)


def is_ours(method: str, headers: "dict[str, str]", host: str, scheme: str) -> bool:
    """Whether a request may change something: Sec-Fetch-Site decides, else Origin, else Referer, else no."""
    if method in SAFE:
        return True
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in OURS
    source = headers.get("Origin") or headers.get("Referer")
    return source is not None and _same(source, host, scheme)


def _refuse_cross_site() -> None:
    if not is_ours(request.method, request.headers, request.host, _scheme()):
        raise CrossSite


def _scheme() -> str:
    from webapp.web.house import house

    return urlsplit(house().config.origin).scheme


def _same(source: str, host: str, scheme: str) -> bool:
    try:
        parts = urlsplit(source)
    except ValueError:
        return False
    return parts.scheme == scheme and parts.netloc.lower() == host.lower()
