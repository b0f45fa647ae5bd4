"""The small body, from the front and from behind, and the muscles to lay over it, in one file that is fetched once.

The file is a row of cells: the body without a tint, then the places of each muscle alone, tinted as what works or as
what helps. `muscles.svg#body`, `#soleus-works` and `#soleus-helps` show one cell each.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from webapp.domain.muscles import Tinted, plain_name, tinted

APART = 62
LEFT, TOP, WIDTH, HEIGHT = -31, -179, 124, 181
STYLE = (
    "svg{fill:#e0d8c9}.h{fill:#432}.works{fill:#e4572e}.helps{fill:#f0a184}@media(prefers-color-scheme:dark)"
    "{svg{fill:#3b4652}.h{fill:#865}.works{fill:#ff7a52}.helps{fill:#a8573d}}"
)


def _read() -> Mapping[str, Any]:
    return MappingProxyType(tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")))


BODY = _read()


def unknown(muscles: Iterable[str]) -> list[str]:
    """Those of an exercise's muscles that have no place on the body."""
    return [name for name in muscles if plain_name(name) not in BODY["muscles"]]


def render(exercises: Iterable[Sequence[str]]) -> str:
    """The file, with the cells that exercises of these muscles need."""
    cells = _cells(exercises)
    drawn = [_named(["body"], 0), *_body()]
    names = {places: f"m{number}" for number, places in enumerate(dict.fromkeys(places for places, _ in cells))}
    known: set[str] = set()
    for number, ((places, tint), called) in enumerate(cells.items(), 1):
        name = names[places]
        shape = f'<use href="#{name}"/>' if name in known else f'<g id="{name}">{_places(places, name)}</g>'
        known.add(name)
        drawn += [_named(called, number), f'<g class="{tint}" transform="translate({WIDTH * number})">{shape}</g>']
    box = f'viewBox="{LEFT} {TOP} {WIDTH * (len(cells) + 1)} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><style>{STYLE}</style>{"".join(drawn)}</svg>'


def _cells(exercises: Iterable[Sequence[str]]) -> dict[tuple[tuple[str, ...], str], list[Tinted]]:
    """For each set of places and each tint it is needed in, the muscles that it shows."""
    cells: dict[tuple[tuple[str, ...], str], list[Tinted]] = {}
    for one in sorted({one for muscles in exercises for one in tinted(muscles)}):
        places = tuple(BODY["muscles"].get(one.muscle, ()))
        cells.setdefault((places, one.tint), []).append(one)
    return cells


def _named(called: Iterable[object], cell: int) -> str:
    box = f'viewBox="{LEFT + WIDTH * cell} {TOP} {WIDTH} {HEIGHT}"'
    return "".join(f'<view id="{name}" {box}/>' for name in called)


def _body() -> Iterable[str]:
    outline = f'<path id="o" d="{BODY["outline"]}"/>'
    for name, left, shape in (("f", 0, outline), ("r", APART, '<use href="#o"/>')):
        hair = BODY["hair_front" if name == "f" else "hair_back"]
        yield _both(name, left, f'{shape}<path class="h" d="{hair}"/>')


def _places(places: tuple[str, ...], name: str) -> str:
    """Some places on both sides of both bodies."""
    halves = [(left, [BODY[seen][place] for place in places if place in BODY[seen]])
              for seen, left in (("front", 0), ("back", APART))]  # fmt: skip
    drawn = (_both(f"{name}-{left}", left, f'<path d="{"".join(ways)}"/>') for left, ways in halves if ways)
    return "".join(drawn)


def _both(name: str, left: int, half: str) -> str:
    """Half a body, y up, and the same mirrored."""
    mirrored = f'<use href="#{name}" transform="matrix(-1 0 0 -1 {left} 0)"/>'
    return f'<g transform="matrix(1 0 0 -1 {left} 0)"><g id="{name}">{half}</g></g>{mirrored}'
