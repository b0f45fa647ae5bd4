"""The body as nested groups, one for each bone, that turn about their joints."""

from collections.abc import Callable
from math import copysign, hypot, sqrt

from webapp.figures.equipment import KINDS
from webapp.figures.figure import PARTS, Figure, kind_of, limb_of, side_of
from webapp.figures.kinematics import Stance, attach
from webapp.figures.markup import Group, Library, moved, scaled
from webapp.figures.motion import Moment, looseness
from webapp.figures.numbers import plain
from webapp.figures.shapes import HEADS, SHAPES
from webapp.figures.skeleton import SIDES
from webapp.figures.stance import FIST
from webapp.figures.style import FILLS, NEAR, Sheet
from webapp.figures.tracks import Keyframes, Sample, Values, keyframes

# How far a bone carries, in centimetres: what a degree more or less is worth.
REACH = {"lumbar": 90, "thorax": 60, "head": 30, "upper": 60, "fore": 36, "hand": 14, "thigh": 90, "shank": 48,
         "foot": 18, "toe": 9}  # fmt: skip
# In centimetres: what may be missed at a limb's end, at a joint inside the drawing, by the whole body; in shares.
SLIP, JOINT, BODY, SHARE = 0.9, 1.5, 0.8, 0.06
LOOSE = 4.0
# Bones that carry this far or less turn by whole degrees.
SHORT = 36
DEGREE = 57.3
# Depth by breadth: what is still seen of a trunk or a foot that is turned all the way.
DEPTH = {"lumbar": 0.65, "thorax": 0.65, "foot": 0.4}
# The class of each colour of the drawing; ink has none.
CLASSES = {colour: f' class="{colour}"' for colour in (*NEAR, *FILLS)}
TURNED = "matrix(0 1 1 0 0 0)"


class Body:
    """Draws one figure over its loop, noting in the sheet what moves."""

    def __init__(self, figure: Figure, loop: list[Moment], sheet: Sheet) -> None:
        self.figure, self.loop, self.sheet = figure, loop, sheet
        self.skeleton, self.library = figure.skeleton, Library()

    def draw(self) -> str:
        """All layers from behind to in front, carried by the pelvis."""
        layers = [self._layer(name) for name in self.figure.order if not self._hidden(name)]
        return str(self._moved_body(self._bone("lumbar", [*layers])))

    def _layer(self, name: str) -> Group:
        if name == "trunk":
            head = self._bone("head", self._carrying("head", self._outline("head")))
            chest = self._bone("thorax", self._carrying("thorax", [*self._outline("thorax"), head]))
            return Group([*self._carrying("lumbar", self._outline("lumbar")), chest])
        side, parts = side_of(name), PARTS[kind_of(name)]
        beyond: list[Group | str] = []
        for part in reversed(parts):
            bone = f"{part}_{side}"
            drawn = self._limb(part, side, beyond)
            beyond = [self._bone(bone, self._carrying(bone, drawn), self._far(name, part))]
        return Group(beyond) if kind_of(name) == "leg" else self._bone("thorax", beyond)

    def _far(self, name: str, part: str) -> str:
        return "f" if name in self.figure.pale and part == PARTS[kind_of(name)][0] else ""

    def _limb(self, part: str, side: str, beyond: list[Group | str]) -> list[Group | str]:
        """A sleeve lies over the arm, and the end of a leg over the foot; toes lie over the foot."""
        toes = any(map(self._toes_bend, SIDES))
        if part == "toe" and not toes:
            return []
        name = {"hand": self.figure.hands, "foot": "rear" if toes else "foot"}.get(part, part)
        name = {"open": "hand", **BARE}.get(name, name) if not self.figure.shoes or name == "open" else name
        own = self._outline(name, f"{part}_{side}", part == "foot" and f"leg_{side}" in self.figure.turned_out)
        return [*beyond, *own] if part in ("upper", "fore", "shank") else [*own, *beyond]

    def _hidden(self, name: str) -> bool:
        """Whether a far limb is behind the near one all the time."""
        if name == "trunk" or side_of(name) != "far" or self.figure.view != "side":
            return False
        pairs = [(f"{part}_far", f"{part}_near") for part in PARTS[kind_of(name)]]
        return all(abs(m.stance.angles[far] - m.stance.angles[near]) < 1 for m in self.loop for far, near in pairs)

    def _toes_bend(self, side: str) -> bool:
        """Whether the toes bend anywhere in the figure, seen from the side."""
        foot, toe = f"foot_{side}", f"toe_{side}"
        bent = (abs(moment.stance.angles[foot] - moment.stance.angles[toe]) > 1 for moment in self.loop)
        return self.figure.view == "side" and any(bent)

    def _outline(self, part: str, bone: str = "", out: bool = False) -> list[Group | str]:
        """A bone's drawing, foreshortened; that of a limb is written once and used for the other side.

        A foot turned out is the foot seen from the side.
        """
        rows = HEADS[self.figure.head] if part == "head" else SHAPES["side" if out else self.figure.view][part]
        paths = [f'<path{CLASSES.get(colour, "")} d="{way}"/>' for colour, way in rows]
        drawn = [self.library.use(f"{part}-out" if out else part, paths)] if bone else [*paths]
        return [self._shortened(bone or part, [Group(drawn, TURNED)] if out else drawn)]

    def _shortened(self, bone: str, drawn: list[Group | str]) -> Group:
        """Foreshortening of the drawing alone; what hangs on the bone hangs at its shortened end."""
        track = self._track(bone, lambda s: (s.shares.get(bone, 1.0), _across(s, bone)), (SHARE, SHARE))
        if track.still:
            return Group(drawn, scaled(*track.frames[0][1]))
        rows = [{"scale": f"{plain(along, 2)} {plain(over, 2)}"} for _, (along, over) in track.frames]
        return Group(drawn, classes=self.sheet.moving(track, rows))

    def _moved_body(self, body: Group) -> Group:
        track = self._track("", lambda s: (round(s.hips.x, 1), round(-s.hips.y, 1)), (BODY, BODY))
        if track.still:
            return Group([body], moved(*track.frames[0][1]))
        rows = [{"translate": _translate(*values)} for _, values in track.frames]
        return Group([body], classes=self.sheet.moving(track, rows))

    def _bone(self, bone: str, inside: list[Group | str], far: str = "") -> Group:
        """The group of a bone, in its parent's: where it hangs, and how it turns."""
        turn = SLIP / REACH[bone.partition("_")[0]] * DEGREE
        track = self._track(bone, lambda stance: self._hung(stance, bone), (JOINT, JOINT, turn))
        if track.still:
            return Group(inside, moved(*track.frames[0][1]), far)
        rows = [{"translate": _translate(x, y), "rotate": f"{plain(turn)}deg"} for _, (x, y, turn) in track.frames]
        return Group(inside, classes=f"{far} {self.sheet.moving(track, rows)}".strip())

    def _hung(self, stance: Stance, bone: str) -> Values:
        """Right, down, and the clockwise turn in degrees, in the parent's frame."""
        parent = self.skeleton.bones[bone].parent
        if parent is None:
            return 0.0, 0.0, -stance.angles[bone]
        place = attach(self.skeleton, stance, bone)
        digits = 1 if REACH[bone.partition("_")[0]] > SHORT else 0
        return round(place.x, 1), round(place.y, 1), round(stance.angles[parent] - stance.angles[bone], digits)

    def _track(self, bone: str, values: Callable[[Stance], Values], tolerances: Values) -> Keyframes:
        """How some values of the stance go over the loop; what is quick or goes to another place, roughly."""
        loose = [looseness(moment) * (LOOSE if limb_of(bone) in moment.stepping else 1.0) for moment in self.loop]
        pairs = zip(self.loop, loose, strict=True)
        return keyframes([Sample(m.at, values(m.stance), m.step, m.share, rough) for m, rough in pairs], tolerances)

    def _carrying(self, bone: str, drawn: list[Group | str]) -> list[Group | str]:
        """Equipment that a bone carries, behind or in front of its drawing."""
        riding: dict[str, list[Group | str]] = {"back": [], "front": []}
        for item in (item for item in self.figure.items if item.on == bone):
            at = next(iter(item.at.values()), None)
            x, y = (at.x, at.y) if at else ((FIST, 0.0) if bone.startswith("hand") else (0.0, 0.0))
            riding[item.layer].append(Group([KINDS[item.what](item.size)], moved(x, y, item.turn)))
        return [*riding["back"], *drawn, *riding["front"]]


def _across(stance: Stance, bone: str) -> float:
    """How broad a bone looks: a trunk turned away, or a foot turned out, of which the near one points left."""
    part, _, side = bone.partition("_")
    turn = stance.shares.get({"thorax": "shoulders", "lumbar": "pelvis", "foot": f"out_{side}"}.get(part, ""))
    if turn is None:
        return 1.0
    seen = hypot(turn, DEPTH[part] * sqrt(1 - turn * turn))
    return copysign(seen, turn if side != "far" else -turn)


BARE = {"foot": "bare", "rear": "bare-rear", "toe": "bare-toe"}


def _translate(x: float, y: float) -> str:
    down = f" {plain(y)}px" if abs(y) > 0.04 else ""
    return f"{plain(x)}{'px' if abs(x) > 0.04 else ''}{down}"
