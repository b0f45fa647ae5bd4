"""Afterrun: the strength work after your run, decided for you."""

from typing import TYPE_CHECKING

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
