"""The small body, from the front and from behind, with the muscles that an exercise works tinted."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.sax.saxutils import escape

APART = 62
STYLE = (
    "path{fill:#e0d8c9}.h{fill:#432}.a{fill:#e4572e}.b{fill:#f0a184}"
    "@media(prefers-color-scheme:dark){path{fill:#3b4652}.h{fill:#865}.a{fill:#ff7a52}.b{fill:#a8573d}}"
)
REMARK = re.compile(r" \((?:[^)]*(?:part|sides))\)$")


def _read() -> Mapping[str, Any]:
    return MappingProxyType(tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")))


BODY = _read()


def unknown(muscles: Iterable[str]) -> list[str]:
    """Those of an exercise's muscles that have no place on the body."""
    return [name for name in muscles if plain_name(name) not in BODY["muscles"]]


def plain_name(muscle: str) -> str:
    """The muscle without the remark which part or side of it works."""
    return REMARK.sub("", muscle)


def render(title: str, muscles: Iterable[str]) -> str:
    """The drawing for one exercise; its first muscle is tinted strongest."""
    first, *others = [BODY["muscles"].get(plain_name(name), ()) for name in muscles]
    tints = {place: "b" for places in others for place in places} | dict.fromkeys(first, "a")
    outline = f'<path id="o" d="{BODY["outline"]}"/>'
    drawn = _view("front", outline, tints, 0) + _view("back", '<use href="#o"/>', tints, APART)
    box = f'viewBox="-31 -179 {APART + 62} 181"'
    words = f"<title>{escape(title)}</title><style>{STYLE}</style>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{words}{drawn}</svg>\n'


def _view(view: str, outline: str, tints: Mapping[str, str], left: int) -> str:
    """Half a body, and the same mirrored."""
    rows = [("h", BODY[f"hair_{view}"])]
    rows += [(tints[place], way) for place, way in BODY[view].items() if place in tints]
    half = outline + "".join(f'<path class="{colour}" d="{way}"/>' for colour, way in rows)
    mirrored = f'<use href="#{view}" transform="matrix(-1 0 0 -1 {left} 0)"/>'
    return f'<g transform="matrix(1 0 0 -1 {left} 0)"><g id="{view}">{half}</g></g>{mirrored}'
