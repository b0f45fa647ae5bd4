"""Static files under /assets/<hash>/: immutable, compressed before anybody asks."""

from dataclasses import replace

from flask import Blueprint, Flask, Response, current_app, request
from werkzeug.exceptions import NotFound

from webapp.assets import Asset, load_assets, stamp
from webapp.config import CHECKOUT
from webapp.web.compression import preferred
from webapp.web.house import house

STATIC = CHECKOUT / "static"
FOR_EVER = "public, max-age=31536000, immutable"
_stamp = 0.0

screen = Blueprint("assets", __name__)


def register(app: Flask) -> None:
    """`asset('css/app.css')` in templates; while developing, files that changed are read again."""
    app.add_template_global(lambda path: house().assets.url(path), "asset")
    if app.debug:
        app.before_request(_read_again)


@screen.get("/assets/<version>/<path:path>")
def file(version: str, path: str) -> Response:
    """One file. An address of before an update gets today's file, not to be kept."""
    assets = house().assets
    asset = assets.files.get(path)
    if asset is None:
        raise NotFound
    return _answer(asset, FOR_EVER if version == assets.mark(path) else "no-cache")


@screen.get("/favicon.ico")
def icon() -> Response:
    """What browsers ask for on their own."""
    asset = house().assets.files.get("icons/favicon.ico")
    if asset is None:
        raise NotFound
    return _answer(asset, "public, max-age=86400")


def _answer(asset: Asset, cache: str) -> Response:
    encoding = preferred()
    packed = {"br": asset.br, "gzip": asset.gzip}.get(encoding)
    response = Response(packed or asset.body, mimetype=asset.type)
    if packed:
        response.headers["Content-Encoding"] = encoding
    response.headers["Cache-Control"] = cache
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _read_again() -> None:
    global _stamp
    if request.blueprint != "assets" and _stamp != (found := stamp(STATIC)):
        _stamp = found
        current_app.extensions["afterrun"] = replace(house(), assets=load_assets(STATIC))
