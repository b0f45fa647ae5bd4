"""A small tree of SVG elements, written out with no more groups than the drawing needs."""

from dataclasses import dataclass, field

from webapp.figures.numbers import plain


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
        inside = [part for part in self.inside if str(part)]
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
