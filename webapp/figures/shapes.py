"""The drawing of the body, from shapes.toml: the outlines of each bone for each view."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

Outline = tuple[tuple[str, str], ...]
Shapes = Mapping[str, Outline]


def _read() -> Mapping[str, Shapes]:
    """For each view, the outlines of each bone as pairs of a colour and a path."""
    views = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    both = views.pop("both")
    seen = {view: {**both, **views["front" if view == "back" else view], **views[view]} for view in views}
    return {view: MappingProxyType({bone: _outline(rows) for bone, rows in of.items()}) for view, of in seen.items()}


def _outline(rows: list[str]) -> Outline:
    return tuple((row[0], row[2:]) for row in rows)


SHAPES = MappingProxyType(_read())
HEADS: Shapes = MappingProxyType({view: of["head"] for view, of in SHAPES.items()})
