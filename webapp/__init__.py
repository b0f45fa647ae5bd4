"""Afterrun: the strength work after your run, decided for you."""

import zoneinfo
from typing import TYPE_CHECKING

# The pinned tzdata, not whatever each machine happens to have: all of them agree on what 07:00 is.
zoneinfo.reset_tzpath(to=())

if TYPE_CHECKING:
    from flask import Flask

    from webapp.config import Config


def create_app(config: "Config | None" = None) -> "Flask":
    """The web application; settings come from the environment when none are given.

    Imported here and not above, so that the worker and the commands start without the web's libraries.
    """
    from webapp.config import Config
    from webapp.web.factory import build_app

    return build_app(config or Config.from_env())
