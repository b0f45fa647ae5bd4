"""What a figure is once read: poses as they were written, how they follow each other, and what stands around."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from webapp.figures.skeleton import ARM, LEG, SIDES, SKELETONS, Point, Skeleton

LIMBS = tuple(f"{kind}_{side}" for kind in ("leg", "arm") for side in SIDES)
PARTS = MappingProxyType({"leg": LEG, "arm": ARM})
PLANTS = MappingProxyType({"leg": ("flat", "ball", "heel", "knee"), "arm": ("palm", "grip", "elbow")})

LEG_CARRIES, ARM_CARRIES = ("thigh", "shank"), ("upper", "fore")
CARRIES = MappingProxyType({"knee": ("thigh",), "elbow": ("upper",), "palm": ARM_CARRIES, "grip": ARM_CARRIES})


@dataclass(frozen=True, slots=True)
class Plant:
    """The part of a limb that stays at a place: sole, ball, heel or knee; palm, grip or elbow."""

    kind: str
    at: Point


@dataclass(frozen=True, slots=True)
class Limb:
    """Directions and visible shares of the parts that were given, the plant, and where the middle joint bends.

    `out` is how far a foot seen from the front is turned: 1 all the way to its own side, -1 to the other.
    """

    angles: Mapping[str, float]
    shares: Mapping[str, float]
    plant: Plant | None = None
    bend: str = ""
    splay: float = 0.0
    slides: bool = False
    out: float = 0.0

    @property
    def anchors(self) -> bool:
        """Whether it is planted with all the directions that let it carry the trunk."""
        return self.plant is not None and set(CARRIES.get(self.plant.kind, LEG_CARRIES)) <= set(self.angles)


@dataclass(frozen=True, slots=True)
class Pose:
    """One key pose; `hips` or `shoulders` hold the trunk in place, and without them a planted limb does."""

    name: str
    trunk: Mapping[str, float]
    shares: Mapping[str, float]
    limbs: Mapping[str, Limb]
    hips: Point | None = None
    shoulders: Point | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Go to a pose in `seconds`, at the pace `how`, and stay for `hold` seconds."""

    pose: str
    how: str
    seconds: float
    hold: float


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of equipment: its kind, its settings, and where it is in each pose, or the part of the body it rides on.

    `at` and `to` map pose names to a place or to the name of a body point; `on` names a bone.
    """

    what: str
    at: Mapping[str, Point | str]
    to: Mapping[str, Point | str]
    on: str
    turn: float
    size: tuple[float, ...]
    layer: str


@dataclass(frozen=True, slots=True)
class Figure:
    """Everything to draw for one exercise."""

    slug: str
    alt: str
    view: str
    zoom: float
    centre: Point
    floor: str
    head: str
    hands: str
    side: str
    shoes: bool
    crop: bool
    key: str
    pale: frozenset[str]
    order: tuple[str, ...]
    poses: Mapping[str, Pose]
    play: tuple[Step, ...]
    items: tuple[Item, ...]
    arrows: tuple[tuple[Point, ...], ...]

    @property
    def skeleton(self) -> Skeleton:
        return SKELETONS[self.view]

    @property
    def turned_out(self) -> frozenset[str]:
        """The legs whose feet are turned out in any pose."""
        return frozenset(name for pose in self.poses.values() for name, limb in pose.limbs.items() if limb.out)


def kind_of(limb: str) -> str:
    """leg or arm."""
    return limb.partition("_")[0]


def limb_of(bone: str) -> str:
    """The limb a bone belongs to; nothing for the trunk."""
    part, _, side = bone.partition("_")
    return next((f"{kind}_{side}" for kind, parts in PARTS.items() if part in parts), "")


def side_of(limb: str) -> str:
    """near or far."""
    return limb.partition("_")[2]
