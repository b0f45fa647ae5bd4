"""A key pose solved into a stance: the trunk placed by what is planted, then every planted limb bent to its place."""

from webapp.figures.figure import PARTS, Figure, Limb, Plant, Pose, kind_of, limb_of, side_of
from webapp.figures.kinematics import Bend, Stance, aim, bend, bend_to_viewer, end, nearest_turn, place
from webapp.figures.skeleton import LENGTHS, ORIGIN, SHOULDER_UP, Point, Skeleton

FOOT_WHEN = {"flat": 0.0, "ball": -40.0, "heel": 25.0}
FIST, PALM = 4.5, 3.2
WORDS = {"right": Point(1, 0), "left": Point(-1, 0), "up": Point(0, 1), "down": Point(0, -1)}
NEARLY = 1.5


class Solver:
    """One figure's poses turned into stances; what does not fit is collected in `problems`."""

    def __init__(self, figure: Figure) -> None:
        self.figure, self.skeleton = figure, figure.skeleton
        self.problems: list[str] = []

    def stance(self, pose: Pose, before: Stance | None = None) -> Stance:
        """The stance of a pose, with solved directions nearest to those of the stance before it."""
        angles, shares = dict(pose.trunk), dict(pose.shares)
        for name, limb in pose.limbs.items():
            angles |= directions(name, limb, self.figure.view)
            shares |= {f"{part}_{side_of(name)}": share for part, share in limb.shares.items()}
        shares |= {f"out_{side_of(name)}": pose.limbs[name].out for name in sorted(self.figure.turned_out)}
        if before:
            angles = {bone: self._turned_on(bone, angle, before.angles[bone]) for bone, angle in angles.items()}
        stance = self._rooted(pose, Stance(ORIGIN, angles, shares))
        for name, limb in pose.limbs.items():
            if limb.plant and not limb.anchors:
                stance = self._reach(stance, name, limb, before, pose.name)
        return stance

    @staticmethod
    def _turned_on(bone: str, angle: float, before: float) -> float:
        """Trunk and legs turn the short way; an arm turns through the numbers between, it can go all the way round."""
        return angle if limb_of(bone).startswith("arm") else nearest_turn(angle, before)

    def _rooted(self, pose: Pose, stance: Stance) -> Stance:
        if pose.hips:
            return stance.moved(pose.hips)
        if pose.shoulders:
            return stance.moved(pose.shoulders - shoulders(self.skeleton, stance))
        for name, limb in pose.limbs.items():
            if limb.plant and limb.anchors:
                return stance.moved(limb.plant.at - touch(self.skeleton, stance, name, limb.plant.kind))
        self.problems.append(f"pose {pose.name}: give hips, shoulders, or a planted limb with its directions")
        return stance.moved(Point(0, 90))

    def _reach(self, stance: Stance, name: str, limb: Limb, before: Stance | None, where: str) -> Stance:
        side, parts = side_of(name), PARTS[kind_of(name)]
        first, second = f"{parts[0]}_{side}", f"{parts[1]}_{side}"
        start = place(self.skeleton, stance, first)
        if limb.plant.kind in ("knee", "elbow"):
            angle, share, short = aim(start, limb.plant.at, LENGTHS[parts[0]])
            found, shares = {first: angle}, {first: share}
        else:
            solved = self._bent(name, limb, start, self._wanted(stance, name, limb.plant))
            found, short = {first: solved.first, second: solved.second}, solved.short_by
            shares = {first: solved.first_share, second: solved.second_share}
        if short > NEARLY:
            self.problems.append(f"pose {where}: {name} is {short:.1f} cm short of its {limb.plant.kind}")
        if before:
            found = {bone: nearest_turn(angle, before.angles[bone]) for bone, angle in found.items()}
        if kind_of(name) == "arm" and "hand" not in limb.angles and limb.plant.kind == "grip":
            found[f"hand_{side}"] = found[second]
        return Stance(stance.hips, {**stance.angles, **found}, {**stance.shares, **shares})

    def _wanted(self, stance: Stance, name: str, plant: Plant) -> Point:
        """Where the ankle or wrist must be; a grip is reached by the forearm with its fist."""
        if plant.kind == "grip":
            return plant.at
        joint = place(self.skeleton, stance, f"{'foot' if kind_of(name) == 'leg' else 'hand'}_{side_of(name)}")
        return plant.at + joint - touch(self.skeleton, stance, name, plant.kind)

    def _bent(self, name: str, limb: Limb, start: Point, target: Point) -> Bend:
        parts = PARTS[kind_of(name)]
        lengths = LENGTHS[parts[0]], LENGTHS[parts[1]] + (FIST if limb.plant.kind == "grip" else 0.0)
        word = limb.bend or self._usual_bend(name)
        if word == "viewer":
            return bend_to_viewer(start, target, lengths, limb.splay)
        ways = bend(start, target, lengths, 1.0), bend(start, target, lengths, -1.0)
        if word in ("forward", "back"):
            return ways[word == "back"]
        lean = WORDS[word]
        joints = [Point(lengths[0], 0).turned(way.first) for way in ways]
        return max(zip(joints, ways, strict=True), key=lambda pair: pair[0].x * lean.x + pair[0].y * lean.y)[1]

    def _usual_bend(self, name: str) -> str:
        if self.figure.view == "side":
            return "forward" if kind_of(name) == "leg" else "back"
        if kind_of(name) == "leg":
            return "viewer"
        return "left" if side_of(name) == "near" else "right"


def shoulders(skeleton: Skeleton, stance: Stance) -> Point:
    """The middle of the shoulders."""
    return place(skeleton, stance, "thorax", Point(SHOULDER_UP, 0))


def touch(skeleton: Skeleton, stance: Stance, name: str, kind: str) -> Point:
    """Where the touching part of a limb is in a stance: its sole, ball, heel, knee, palm, grip or elbow."""
    side = side_of(name)
    if kind in ("knee", "elbow"):
        return end(skeleton, stance, f"{PARTS[kind_of(name)][0]}_{side}")
    if kind == "grip":
        return place(skeleton, stance, f"hand_{side}", Point(FIST, 0))
    if kind == "palm":
        wrist, hand = place(skeleton, stance, f"hand_{side}"), stance.angles[f"hand_{side}"]
        return wrist - _off_surface(hand, wrist, place(skeleton, stance, f"upper_{side}"))
    local = {"flat": skeleton.sole, "ball": skeleton.ball, "heel": skeleton.heel}[kind]
    if local.y == 0:
        local = local.times(stance.shares.get(f"foot_{side}", 1.0))
    return place(skeleton, stance, f"foot_{side}", local)


def directions(name: str, limb: Limb, view: str) -> dict[str, float]:
    """Directions of all parts of a limb; those not given go on from the part before, a foot at its right angle."""
    found: dict[str, float] = {}
    plant = limb.plant.kind if limb.plant else ""
    way = -90.0
    for part in PARTS[kind_of(name)]:
        if part in limb.angles:
            way = limb.angles[part]
        elif part == "foot":
            way = _foot(plant, way, view)
        elif part == "toe" and plant == "ball" and view == "side":
            way = 0.0 if way > -90 else -180.0
        elif part == "hand" and plant == "palm":
            way = 0.0
        found[f"{part}_{side_of(name)}"] = way
    return found


def _foot(plant: str, shank: float, view: str) -> float:
    if view != "side":
        return -90.0 if plant in FOOT_WHEN else shank
    return FOOT_WHEN.get(plant, shank + 90)


def _off_surface(hand: float, wrist: Point, shoulder: Point) -> Point:
    """From what the palm lies on to the wrist: across the hand, on the shoulder's side."""
    off, way = Point(0, PALM).turned(hand), shoulder - wrist
    return off if off.x * way.x + off.y * way.y > 0 else off.times(-1)
