"""The style inside a figure's file: colours for light and dark, and the movement of its groups."""

from dataclasses import dataclass, field
from string import ascii_lowercase

from webapp.figures.numbers import plain
from webapp.figures.tracks import Keyframes, css

# Colours that differ on the far side are variables, because they must reach into what is used again.
NEAR = {"i": "#14283c", "s": "#dc9a74", "w": "#c9431c", "u": "#f2b53d", "o": "#8a6420"}
FAR = {"i": "#9fb0bf", "s": "#ebc5ae", "w": "#f09a7e", "u": "#f5dca2", "o": "#c9ad77"}
NEAR_DARK = {"i": "#a8c3df", "o": "#7a5518"}
FAR_DARK = {"i": "#566b80", "s": "#946a52", "w": "#8f351b", "u": "#8f7233", "o": "#5a4419"}
FILLS = {"v": "#e4572e", "h": "#3d2b26", "m": "#5b7f52", "n": "#8fae86", "k": "#d8d1c3"}
FILLS_DARK = {"h": "#8d6855", "m": "#86b07a", "n": "#5f8257", "k": "#3a4450"}
LINES = {
    "l": "fill:none;stroke:#5b7f52;stroke-linecap:round;stroke-linejoin:round",
    "c": "fill:none;stroke:#8fae86;stroke-width:3",
    "g": "fill:#5b7f52;fill-opacity:.35;stroke:#5b7f52;stroke-width:4",
    "a": "fill:none;stroke:#e4572e;stroke-width:4;stroke-linecap:round;stroke-linejoin:round",
}
LINES_DARK = {"l": "stroke:#86b07a", "c": "stroke:#5f8257", "g": "fill:#86b07a;stroke:#86b07a"}
NAMES = [*"bdejpqrtxyz"] + [f"{one}{two}" for one in "bdejpq" for two in ascii_lowercase]


@dataclass(slots=True)
class Sheet:
    """Collects the moving groups of one file; groups that move alike share a class."""

    names: dict[str, str] = field(default_factory=dict)
    moves: list[str] = field(default_factory=list)
    bases: dict[str, list[str]] = field(default_factory=dict)
    linear: list[str] = field(default_factory=list)

    def moving(self, track: Keyframes, rows: list[str], base: str) -> str:
        """The class of a group that moves along a track; `base` holds what does not change."""
        key = css("", track, rows) + base
        if key not in self.names:
            name = self.names[key] = NAMES[len(self.names)]
            self.moves.append(f".{name}{{animation-name:{name}}}{css(name, track, rows)}")
            if base:
                self.bases.setdefault(base, []).append(f".{name}")
            if not track.eased:
                self.linear.append(f".{name}")
        return self.names[key]

    def css(self, drawing: str, seconds: float, key_seconds: float) -> str:
        """The whole style for a drawing: only the rules it uses."""
        used = {name for name in (*NEAR, *FILLS, *LINES) if f'class="{name}"' in drawing}
        far = 'class="f' in drawing
        return "".join([_colours(used, far), self._movement(seconds, key_seconds) if self.moves else ""])

    def _movement(self, seconds: float, key_seconds: float) -> str:
        parts = [f"*{{animation:{plain(seconds, 2)}s ease-in-out infinite}}", *self.moves]
        parts += [f"{','.join(names)}{{{base}}}" for base, names in self.bases.items()]
        if self.linear:
            parts.append(f"{','.join(self.linear)}{{animation-timing-function:linear}}")
        still = f"{{animation-play-state:paused;animation-delay:-{plain(key_seconds, 2)}s}}"
        return "".join(parts) + f":target *{still}@media(prefers-reduced-motion){{*{still}}}"


def _colours(used: set[str], far: bool) -> str:
    """Variables only where something is far; else each class has its colour."""
    if not far:
        light = _rules({**NEAR, **FILLS}, LINES, used)
        dark = _rules({**NEAR_DARK, **FILLS_DARK}, LINES_DARK, used)
    else:
        fills = "".join(f".{name}{{fill:var(--{name})}}" for name in NEAR if name in used)
        light = _variables("svg", NEAR, used) + _variables(".f", FAR, used) + fills + _rules(FILLS, LINES, used)
        dark = _variables("svg", NEAR_DARK, used) + _variables(".f", FAR_DARK, used)
        dark += _rules(FILLS_DARK, LINES_DARK, used)
    return f"{light}@media(prefers-color-scheme:dark){{{dark}}}"


def _variables(where: str, table: dict[str, str], used: set[str]) -> str:
    rows = ";".join(f"--{name}:{value}" for name, value in table.items() if name in used)
    return f"{where}{{{rows}}}" if rows else ""


def _rules(fills: dict[str, str], lines: dict[str, str], used: set[str]) -> str:
    found = [f".{name}{{fill:{colour}}}" for name, colour in fills.items() if name in used]
    return "".join(found + [f".{name}{{{rule}}}" for name, rule in lines.items() if name in used])
