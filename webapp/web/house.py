"""What every request needs and no request changes: settings, database, content, static files, our key for pushes."""

from dataclasses import dataclass

from flask import current_app

from webapp.assets import Assets
from webapp.config import Config
from webapp.domain.catalogue import Catalogue
from webapp.push.keys import VapidKeys
from webapp.store.engine import Engine


@dataclass(frozen=True, slots=True)
class House:
    config: Config
    engine: Engine
    catalogue: Catalogue
    assets: Assets
    keys: VapidKeys


def house() -> House:
    """The house of the app that serves this request."""
    return current_app.extensions["afterrun"]
