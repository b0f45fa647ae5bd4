"""The style inside a figure's file: colours for light and dark, and the movement of its groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_letters

from webapp.figures.numbers import plain
from webapp.figures.tracks import Keyframes, css

# Ink is what has no class. It and the colours that differ on the far side are handed down, as a fill and as variables,
# because they must reach into what is used again.
INK, INK_DARK, FAR_INK, FAR_INK_DARK = "#14283c", "#a8c3df", "#9ab", "#567"
NEAR = {"s": "#d97", "w": "#c41", "u": "#f2b53d"}
FAR = {"s": "#ecb", "w": "#ea8", "u": "#fda"}
FAR_DARK = {"s": "#965", "w": "#831", "u": "#873"}
FILLS = {"v": "#e4572e", "o": "#a72", "h": "#432", "m": "#575", "n": "#8a8", "k": "#d8d1c3"}
FILLS_DARK = {"h": "#865", "m": "#8b7", "n": "#585", "k": "#345"}
LINES = {
    "l": "fill:none;stroke:#575;stroke-linecap:round;stroke-linejoin:round",
    "c": "fill:none;stroke:#8a8;stroke-width:3",
    "g": "fill:#575;fill-opacity:.35;stroke:#575;stroke-width:4",
    "a": "fill:none;stroke:#e4572e;stroke-width:4;stroke-linecap:round;stroke-linejoin:round",
}
LINES_DARK = {"l": "stroke:#8b7", "c": "stroke:#585", "g": "fill:#8b7;stroke:#8b7"}
NAMES = [letter for letter in ascii_letters if letter not in "fisvwhuomnklcga" + "RTS"]
NAMES += [f"{one}{two}" for one in "bde" for two in ascii_letters]
SHORT = {"rotate": "R", "translate": "T", "scale": "S"}
NOTHING = ("0", "0deg", "1 1", "1")


Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Moved:
    """A class of groups that move alike: the declarations that change, at shares of the loop."""

    name: str
    frames: tuple[tuple[float, Row], ...]
    eased: bool

    @property
    def own(self) -> str:
        """Its keyframes written out."""
        texts = [(at, ";".join(f"{kind}:{value}" for kind, value in row.items())) for at, row in self.frames]
        return f".{self.name}{{animation-name:{self.name}}}{css(self.name, texts)}"


@dataclass(slots=True)
class Sheet:
    """Collects the moving groups of one file; groups that move alike share a class.

    `poses` are the poses of the play with the shares of the loop at which each stands. Joints that stand in each pose
    in one way share their keyframes where that is shorter: a variable for each pose, which every joint fills in.
    """

    poses: tuple[tuple[str, tuple[float, ...]], ...]
    moves: dict[str, Moved] = field(default_factory=dict)
    bases: dict[str, list[str]] = field(default_factory=dict)

    def moving(self, track: Keyframes, rows: Sequence[Row]) -> str:
        """The class of a group that moves along a track; `rows` are the declarations of each of its frames."""
        same = {kind for kind in rows[0] if len({row[kind] for row in rows}) == 1}
        base = ";".join(f"{kind}:{rows[0][kind]}" for kind in rows[0] if kind in same and rows[0][kind] not in NOTHING)
        changes = [{kind: value for kind, value in row.items() if kind not in same} for row in rows]
        frames = tuple((at, row) for (at, _), row in zip(track.frames, changes, strict=True))
        key = f"{frames}{base}"
        if key not in self.moves:
            name = NAMES[len(self.moves)]
            self.moves[key] = Moved(name, frames, track.eased)
            if base:
                self.bases.setdefault(base, []).append(f".{name}")
        return self.moves[key].name

    def css(self, drawing: str, seconds: float, key_seconds: float) -> str:
        """The whole style for a drawing: only the rules it uses."""
        used = {name for name in (*NEAR, *FILLS, *LINES) if f'class="{name}"' in drawing}
        far = 'class="f' in drawing
        return _colours(used, far) + (self._movement(seconds, key_seconds) if self.moves else "")

    def _movement(self, seconds: float, key_seconds: float) -> str:
        whole = f"*{{animation:{plain(seconds, 2)}s ease-in-out var(--d,0s) infinite var(--p,running)}}"
        parts = [whole, *self._keyframes()]
        parts += [f"{','.join(names)}{{{base}}}" for base, names in self.bases.items()]
        linear = [f".{move.name}" for move in self.moves.values() if not move.eased]
        parts += [f"{','.join(linear)}{{animation-timing-function:linear}}"] if linear else []
        still = f"svg{{--d:-{plain(key_seconds, 2)}s;--p:paused}}"
        return f"{''.join(parts)}@media(prefers-reduced-motion){{{still}}}"

    def _keyframes(self) -> list[str]:
        """All that moves, each kind of movement in the shorter of two ways: together, or each by itself."""
        kinds: dict[tuple[str, ...], list[Moved]] = {}
        for move in self.moves.values():
            kinds.setdefault(tuple(move.frames[0][1]) if self._by_pose(move) else (move.name,), []).append(move)
        return [min(self._together(moves), "".join(move.own for move in moves), key=len) if self._by_pose(moves[0])
                else moves[0].own for moves in kinds.values()]  # fmt: skip

    def _by_pose(self, move: Moved) -> bool:
        """Whether a group stands in each pose in one way."""
        rows = dict(move.frames)
        return move.eased and all(rows[at] == rows[marks[0]] for _, marks in self.poses for at in marks)

    def _together(self, moves: list[Moved]) -> str:
        kinds = tuple(moves[0].frames[0][1])
        short, letters = "".join(SHORT[kind] for kind in kinds), _letters(len(kinds), len(self.poses))
        text = ""
        for move in moves:
            rows = [dict(move.frames)[marks[0]] for _, marks in self.poses]
            filled = [f"--{letters[k][p]}:{row[kind]}" for k, kind in enumerate(kinds) for p, row in enumerate(rows)]
            text += f".{move.name}{{{';'.join(filled)}}}"
        frames = []
        for number, (_, marks) in enumerate(self.poses):
            rule = ";".join(f"{kind}:var(--{letters[k][number]})" for k, kind in enumerate(kinds))
            frames += [(at, rule) for at in marks]
        return f"{text}{','.join(f'.{move.name}' for move in moves)}{{animation-name:{short}}}{css(short, frames)}"


def _letters(kinds: int, poses: int) -> list[str]:
    """The variables of each property, one for each pose; no colour is called by these."""
    return [letters[:poses] for letters in ("abcefgjk", "ABCEFGJK", "LMNOPQUV")[:kinds]]


def _colours(used: set[str], far: bool) -> str:
    """Variables only where something is far; else each class has its colour."""
    light, dark = _rules(FILLS, LINES, used), _rules(FILLS_DARK, LINES_DARK, used)
    if far:
        fills = "".join(f".{name}{{fill:var(--{name})}}" for name in NEAR if name in used)
        light = _handed_down("svg", INK, NEAR, used) + _handed_down(".f", FAR_INK, FAR, used) + fills + light
        dark = _handed_down("svg", INK_DARK, {}, used) + _handed_down(".f", FAR_INK_DARK, FAR_DARK, used) + dark
    else:
        light = _handed_down("svg", INK, {}, used) + _rules(NEAR, {}, used) + light
        dark = _handed_down("svg", INK_DARK, {}, used) + dark
    return f"{light}@media(prefers-color-scheme:dark){{{dark}}}"


def _handed_down(where: str, ink: str, table: dict[str, str], used: set[str]) -> str:
    rows = "".join(f";--{name}:{value}" for name, value in table.items() if name in used)
    return f"{where}{{fill:{ink}{rows}}}"


def _rules(fills: dict[str, str], lines: dict[str, str], used: set[str]) -> str:
    found = [f".{name}{{fill:{colour}}}" for name, colour in fills.items() if name in used]
    return "".join(found + [f".{name}{{{rule}}}" for name, rule in lines.items() if name in used])
