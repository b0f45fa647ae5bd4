"""Builds the app: settings, house, edges, screens."""

from urllib.parse import urlsplit

from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import content, logs
from webapp.assets import load_assets
from webapp.config import CHECKOUT, Config
from webapp.push.keys import VapidKeys
from webapp.store import schema
from webapp.store.engine import make_engine
from webapp.web import (
    access,
    assets,
    compression,
    edge,
    errors,
    figures,
    headers,
    limits,
    markup,
    origin,
    register_screens,
    shell,
    visitor,
)
from webapp.web.errors import App
from webapp.web.house import House

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
# Templates without blank lines where a tag stood, and a slip of a name is an error, not a gap.
TEMPLATES = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}


def build_app(config: Config) -> App:
    """The whole web application; raises StoreError when the database does not fit this code, BadContent for content."""
    logs.configure(config.log_level)
    house = _house(config)
    schema.check(house.engine)
    app = App("webapp", root_path=str(CHECKOUT / "webapp"), template_folder=CHECKOUT / "templates", static_folder=None)
    app.extensions["afterrun"] = house
    _settings(app, config)
    _edges(app, config)
    register_screens(app)
    return app


def _house(config: Config) -> House:
    packed = load_assets(assets.STATIC, config.var_dir / "assets")
    keys = VapidKeys.from_pem(config.vapid_private_key)
    return House(config, make_engine(config.database_url), content.load(), packed, keys)


def _settings(app: App, config: Config) -> None:
    origin_parts = urlsplit(config.origin)
    # First: setting `debug` already makes the environment.
    app.jinja_options = TEMPLATES
    app.debug = config.debug
    app.config.update(
        SECRET_KEY=config.secret_key,
        TRUSTED_HOSTS=[origin_parts.hostname, *LOOPBACK],
        PREFERRED_URL_SCHEME=origin_parts.scheme,
        TEMPLATES_AUTO_RELOAD=config.debug,
    )


def _edges(app: App, config: Config) -> None:
    """What happens to every request, outermost last."""
    https = config.origin.startswith("https:")
    for part in (edge, access, origin, limits, errors, headers, compression, assets, markup, figures, shell):
        part.register(app)
    visitor.register(app, https)
    app.wsgi_app = headers.with_headers(app.wsgi_app, https)
    if config.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.trusted_proxies, x_proto=config.trusted_proxies)
