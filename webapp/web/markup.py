"""Markup that stays the same from page to page, made once: what a macro makes of some values is remembered."""

from functools import lru_cache

from flask import Flask, current_app
from jinja2 import Template
from markupsafe import Markup

MOST_REMEMBERED = 1500  # pieces, of some 3 kB with what they are made of


def register(app: Flask) -> None:
    """`kept('shared/_icons.html', 'icon', 'check')` in templates."""
    app.add_template_global(kept)


def kept(template: str, macro: str, *values: object) -> Markup:
    """What a macro of a template makes of some values; it must depend on nothing else."""
    return _made(current_app.jinja_env.get_template(template), macro, *values)


@lru_cache(MOST_REMEMBERED)
def _made(template: Template, macro: str, *values: object) -> Markup:
    # By the template itself, not its name: while developing, one that changed is another.
    return getattr(template.module, macro)(*values)
