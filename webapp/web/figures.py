"""The drawings of the exercises, on the pages that show them."""

import re
from html import unescape

from flask import Flask

from webapp.web.house import house

WORDS = re.compile(r"<desc>(.*?)</desc>")


def register(app: Flask) -> None:
    """`figure_words('clamshell')` in templates."""
    app.add_template_global(figure_words)


def figure_words(slug: str) -> str:
    """What an exercise's figure shows, for people who cannot see it, as the drawing itself says it."""
    drawing = house().assets.files[f"figures/{slug}.svg"].body.decode()
    return unescape(WORDS.search(drawing)[1])
