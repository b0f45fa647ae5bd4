"""The drawings of the exercises, on the pages that show them."""

from collections.abc import Sequence

from flask import Flask

from webapp.domain.muscles import tinted
from webapp.web.house import house

MUSCLES = "figures/muscles.svg"


def register(app: Flask) -> None:
    """`figure_words('clamshell')` and `muscle_layers(exercise.muscles)` in templates."""
    app.add_template_global(figure_words)
    app.add_template_global(muscle_layers)


def figure_words(slug: str) -> str:
    """What an exercise's figure shows, for people who cannot see it."""
    return house().catalogue.figures[slug]


def muscle_layers(muscles: Sequence[str]) -> list[str]:
    """The addresses of the body and of the muscles over it, from below to the top: one file, a part of it each."""
    return [f"{house().assets.url(MUSCLES)}#{part}" for part in ("body", *tinted(muscles))]


def drawings(exercises: Sequence[str]) -> list[str]:
    """The addresses of all that pages of these exercises draw: first what rows show, then what moves, then muscles."""
    paths = [f"figures/{kind}{slug}.svg" for kind in ("still/", "") for slug in exercises]
    return [house().assets.url(path) for path in (*paths, MUSCLES)] if exercises else []
