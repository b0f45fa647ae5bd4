"""The one body every figure shares: its bones, their lengths in centimetres, and where they hang on each other.

Lengths are those of Drillis and Contini's table of body segments (in Winter, Biomechanics and Motor Control of Human
Movement, 4th edition, figure 4.1) for a stature of 175 cm; the trunk is cut in two at the waist.
Angles are degrees in the picture plane: 0 points right, 90 up, 180 left, -90 down. A bone's own frame has x along the
bone and y to its right hand, so a standing trunk has its front at +y and a hanging leg has its back there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin
from types import MappingProxyType

STATURE = 175.0
SIDES = ("near", "far")
LEG, ARM = ("thigh", "shank", "foot", "toe"), ("upper", "fore", "hand")


@dataclass(frozen=True, slots=True)
class Point:
    """A place in centimetres: x from the middle of the picture to the right, y up from the floor."""

    x: float
    y: float

    def __add__(self, other: "Point") -> "Point":
        return Point(self.x + other.x, self.y + other.y)

    def __sub__(self, other: "Point") -> "Point":
        return Point(self.x - other.x, self.y - other.y)

    def times(self, factor: float) -> "Point":
        return Point(self.x * factor, self.y * factor)

    def turned(self, angle: float) -> "Point":
        """From a bone's frame into the picture, for a bone that points at `angle` degrees."""
        c, s = cos(radians(angle)), sin(radians(angle))
        return Point(self.x * c + self.y * s, self.x * s - self.y * c)

    def towards(self, other: "Point", share: float) -> "Point":
        return self + (other - self).times(share)

    @property
    def length(self) -> float:
        return hypot(self.x, self.y)

    @property
    def angle(self) -> float:
        """The direction from the origin, in degrees from -180 to 180."""
        return degrees(atan2(self.y, self.x))


ORIGIN = Point(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Bone:
    """One segment: `length` to its far end, hung at `place` in the frame of `parent` (the root when None)."""

    parent: str | None
    length: float
    place: Point


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The bones seen from one side; `ball`, `heel` and `sole` are the places of a foot that touch, in its frame."""

    bones: Mapping[str, Bone]
    ball: Point
    heel: Point
    sole: Point

    def chain(self, name: str) -> Iterator[str]:
        """A bone and what it hangs on, up to the root."""
        at: str | None = name
        while at:
            yield at
            at = self.bones[at].parent


LENGTHS = MappingProxyType(
    {"lumbar": 22.0, "thorax": 28.0, "head": 32.0, "upper": 32.5, "fore": 25.5, "hand": 15.0,
     "thigh": 43.0, "shank": 43.0, "foot": 13.0, "toe": 8.0}
)  # fmt: skip
SHOULDER_UP, SHOULDER_OUT, HIP_OUT = 24.0, 16.5, 8.6
SOLE = 7.8
FRONT_FOOT = 8.2


def _bones(shoulder_out: float, hip_out: float, foot: float, toe_place: Point) -> dict[str, Bone]:
    bones = {
        "lumbar": Bone(None, LENGTHS["lumbar"], ORIGIN),
        "thorax": Bone("lumbar", LENGTHS["thorax"], Point(LENGTHS["lumbar"], 0)),
        "head": Bone("thorax", LENGTHS["head"], Point(LENGTHS["thorax"], 0)),
    }
    for side, out in zip(SIDES, (-1, 1), strict=True):
        places = {"upper": Point(SHOULDER_UP, out * shoulder_out), "thigh": Point(0, out * hip_out), "toe": toe_place}
        for limb, first in ((ARM, "thorax"), (LEG, "lumbar")):
            parent = first
            for part in limb:
                length = foot if part == "foot" else LENGTHS[part]
                place = places.get(part) or Point(bones[parent].length, 0)
                bones[f"{part}_{side}"] = Bone(parent, length, place)
                parent = f"{part}_{side}"
    return bones


SIDE = Skeleton(
    MappingProxyType(_bones(0, 0, LENGTHS["foot"], Point(12, 4))),
    ball=Point(12, SOLE), heel=Point(-4.5, SOLE), sole=Point(1, SOLE),
)  # fmt: skip
FRONT = Skeleton(
    MappingProxyType(_bones(SHOULDER_OUT, HIP_OUT, FRONT_FOOT, Point(FRONT_FOOT, 0))),
    ball=Point(FRONT_FOOT, 0), heel=Point(FRONT_FOOT, 0), sole=Point(FRONT_FOOT, 0),
)  # fmt: skip
SKELETONS = MappingProxyType({"side": SIDE, "front": FRONT, "back": FRONT})
