"""A small tree of SVG elements, written out with no more groups than the drawing needs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from string import ascii_letters

from webapp.figures.numbers import plain

NAMED, USED = re.compile(r' id="([\w-]+)"'), re.compile(r'href="#([\w-]+)"')
BARE = re.compile(r"<g>((?:<path[^>]*/>)*)</g>")


@dataclass(slots=True)
class Group:
    """A <g>: a transform that stands still, the classes that move it or colour it, and what is inside.

    Inside are other groups and finished elements; `name` makes it something to <use>.
    """

    inside: list["Group | str"]
    transform: str = ""
    classes: str = ""
    name: str = ""

    def __str__(self) -> str:
        inside = _gathered(_unwrapped(self.inside))
        if not inside:
            return ""
        if len(inside) == 1 and (lone := self._lone(inside[0])):
            return lone
        names = {"id": self.name, "class": self.classes, "transform": self.transform}
        text = "".join(f' {key}="{value}"' for key, value in names.items() if value)
        drawn = "".join(map(str, inside))
        return f"<g{text}>{drawn}</g>" if text else drawn

    def _lone(self, only: "Group | str") -> str:
        """With one thing inside: a still group is one with the group it holds, or says its transform there."""
        if isinstance(only, Group):
            plain = not (self.classes or self.name or only.classes or only.name)
            return str(Group(only.inside, self.transform + only.transform)) if plain else ""
        if self.name or self.classes or not self.transform or only.count("<") != 1:
            return ""
        head, end = only[:-2], "/>"
        return f'{head} transform="{self.transform}"{end}' if 'id="' not in only else ""


def _unwrapped(parts: list["Group | str"]) -> Iterator["Group | str"]:
    """The parts that draw something; groups that only hold others give way to these."""
    for part in parts:
        if isinstance(part, Group) and not (part.transform or part.classes or part.name):
            yield from _unwrapped(part.inside)
        elif str(part):
            yield part


def _gathered(parts: Iterable["Group | str"]) -> list["Group | str"]:
    """Neighbours that stand or move alike in one group."""
    found: list[Group | str] = []
    for part in parts:
        last = found[-1] if found else ""
        if isinstance(part, Group) and isinstance(last, Group) and _alike(part, last):
            found[-1] = Group([*last.inside, *part.inside], part.transform, part.classes)
        else:
            found.append(part)
    return found


def _alike(one: "Group", other: "Group") -> bool:
    return not (one.name or other.name) and (one.transform, one.classes) == (other.transform, other.classes)


def short_names(drawing: str) -> str:
    """The drawing with a letter for each name that is used again, and none of the others."""
    used = dict.fromkeys(USED.findall(drawing))
    letters = dict(zip(used, ascii_letters, strict=False))
    named = NAMED.sub(lambda match: f' id="{letters[match[1]]}"' if match[1] in used else "", drawing)
    drawn = USED.sub(lambda match: f'href="#{letters[match[1]]}"', named)
    return BARE.sub(r"\1", drawn)


@dataclass(slots=True)
class Library:
    """Drawings that are written out once and used again."""

    known: set[str] = field(default_factory=set)

    def use(self, name: str, paths: list[str]) -> "Group | str":
        """The drawing called `name`: its paths the first time, a <use> after that."""
        if name in self.known:
            return f'<use href="#{name}"/>'
        self.known.add(name)
        return paths[0].replace("<path", f'<path id="{name}"', 1) if len(paths) == 1 else Group([*paths], name=name)


def moved(x: float, y: float, turn: float = 0.0) -> str:
    """A transform that moves right and down and turns clockwise."""
    place = f"translate({plain(x)}{' ' + plain(y) if abs(y) > 0.04 else ''})" if abs(x) > 0.04 or abs(y) > 0.04 else ""
    return place + (f"rotate({plain(turn)})" if abs(turn) > 0.05 else "")


def scaled(along: float, across: float) -> str:
    """A transform that foreshortens."""
    return "" if along == across == 1 else f"scale({plain(along, 2)} {plain(across, 2)})"
