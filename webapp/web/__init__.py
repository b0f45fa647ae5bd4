"""HTTP: one blueprint a screen. A view parses, calls one action, and answers with a page or a fragment."""

from importlib import import_module

from flask import Flask

# Each has a module here, a folder of templates and a test file of its name.
SCREENS = (
    "welcome", "onboarding", "injuries", "today", "session", "week", "report", "exercises", "benchmark", "progress",
    "me", "answers", "runs", "races", "wishes", "account", "merge", "handover", "install", "data", "about",
    "reminders", "run_done",
)  # fmt: skip
# Answers without a page of their own.
SERVICES = ("assets", "health", "sync", "shell", "ahead", "demo", "devices", "rung", "calendar")
# Only while developing.
WORKBENCH = ("design",)


def register_screens(app: Flask) -> None:
    """Every module's `screen` blueprint joins the app."""
    for name in (*SCREENS, *SERVICES, *(WORKBENCH if app.debug else ())):
        app.register_blueprint(import_module(f"webapp.web.{name}").screen)
