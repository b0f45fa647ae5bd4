"""Where the joints are for given directions, and the directions that bring a limb's end to a given place."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import acos, degrees

from webapp.figures.skeleton import ORIGIN, Point, Skeleton


@dataclass(frozen=True, slots=True)
class Stance:
    """A whole body in the picture: the middle of the hips, each bone's direction in degrees and its visible share.

    A share below 1 is foreshortening: the bone points partly towards the viewer.
    """

    hips: Point
    angles: Mapping[str, float]
    shares: Mapping[str, float]

    def moved(self, by: Point) -> "Stance":
        return Stance(self.hips + by, self.angles, self.shares)


@dataclass(frozen=True, slots=True)
class Bend:
    """Two bones solved: their directions and shares, and how many centimetres the target was out of reach."""

    first: float
    second: float
    first_share: float
    second_share: float
    short_by: float


def place(skeleton: Skeleton, stance: Stance, name: str, local: Point = ORIGIN) -> Point:
    """A point given in a bone's frame, as seen in the picture."""
    point = local.turned(stance.angles[name])
    for child in skeleton.chain(name):
        parent = skeleton.bones[child].parent
        if parent is None:
            return stance.hips + point
        point += attach(skeleton, stance, child).turned(stance.angles[parent])
    return stance.hips + point


def attach(skeleton: Skeleton, stance: Stance, name: str) -> Point:
    """Where a bone hangs in its parent's frame, after the parent's foreshortening and the trunk's turn."""
    bone = skeleton.bones[name]
    parent = bone.parent or ""
    turn = stance.shares.get("shoulders" if parent == "thorax" else "pelvis", 1.0)
    return Point(bone.place.x * stance.shares.get(parent, 1.0), bone.place.y * (turn if parent in TRUNK else 1.0))


TRUNK = ("lumbar", "thorax")


def end(skeleton: Skeleton, stance: Stance, name: str) -> Point:
    """The far end of a bone."""
    return place(skeleton, stance, name, Point(skeleton.bones[name].length * stance.shares.get(name, 1.0), 0))


def bend(start: Point, target: Point, lengths: tuple[float, float], side: float) -> Bend:
    """Two bones from `start` to `target` with the joint to the left hand (side 1) or right hand (-1) of that way."""
    way, (first, second) = target - start, lengths
    distance = min(max(way.length, abs(first - second) + 1e-6), first + second)
    cosine = (first * first + distance * distance - second * second) / (2 * first * distance)
    opening = degrees(acos(max(-1.0, min(1.0, cosine))))
    upper = way.angle + side * opening
    joint = start + Point(first, 0).turned(upper)
    lower = (start + Point(distance, 0).turned(way.angle) - joint).angle
    return Bend(upper, lower, 1.0, 1.0, max(0.0, way.length - first - second))


def bend_to_viewer(start: Point, target: Point, lengths: tuple[float, float], out: float) -> Bend:
    """Two bones from `start` to `target` seen from the front, the joint nearer to the viewer, `out` to the right."""
    way = target - start
    middle = start + way.times(lengths[0] / sum(lengths)) + Point(out, 0)
    first, second = middle - start, target - middle
    shares = first.length / lengths[0], second.length / lengths[1]
    excess = max(0.0, first.length - lengths[0]) + max(0.0, second.length - lengths[1])
    return Bend(first.angle, second.angle, min(1.0, shares[0]), min(1.0, shares[1]), excess)


def aim(start: Point, target: Point, length: float) -> tuple[float, float, float]:
    """One bone from `start` to `target`: its direction, its share, and how far it is too short."""
    way = target - start
    return way.angle, min(1.0, way.length / length), max(0.0, way.length - length)


def nearest_turn(angle: float, to: float) -> float:
    """The same direction with as many whole turns as bring it nearest to another."""
    return angle + 360 * round((to - angle) / 360)
