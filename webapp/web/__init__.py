"""HTTP: one blueprint a screen. A view parses, calls one action, and answers with a page or a fragment."""

import sys
from importlib import import_module

from flask import Flask

# Each has a module here, a folder of templates and a test file of its name.
SCREENS = (
    "welcome", "onboarding", "injuries", "today", "report", "exercises", "progress", "me", "answers", "account",
    "merge", "data", "about",
)  # fmt: skip
# Answers without a page of their own.
SERVICES = ("assets", "health", "sync", "demo")
# Only while developing.
WORKBENCH = ("design",)


def register_screens(app: Flask) -> None:
    """Every module's `screen` blueprint joins the app."""
    for name in (*SCREENS, *SERVICES, *(WORKBENCH if app.debug else ())):
        try:  # until all rooms are there
            module = import_module(f"webapp.web.{name}")
        except ImportError as error:
            sys.stderr.write(f"no screen {name} yet: {error}\n")
            continue
        app.register_blueprint(module.screen)
