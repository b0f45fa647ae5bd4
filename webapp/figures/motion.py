"""One loop of a figure as stances over time: the joints turn evenly from pose to pose, and what is planted stays."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import pi, sin

from webapp.figures.figure import LIMBS, PARTS, Figure, Pose, kind_of, side_of
from webapp.figures.kinematics import Stance, aim, bend, end, nearest_turn, place
from webapp.figures.skeleton import LENGTHS, Point
from webapp.figures.stance import Solver, shoulders, touch

PACES = {"slow": 2.2, "steady": 1.3, "quick": 0.6, "burst": 0.35, "drop": 0.4, "cut": 0.05}
SAME, STEP, LONG_STEP = 0.8, 4.0, 40.0
LIFT = {"side": 0.2, "front": 0.08, "back": 0.08}
BETWEEN, MOST = 24, 3.0


@dataclass(frozen=True, slots=True)
class Moment:
    """A stance at a share of the loop, between two steps of the play, with the share of that way the joints have made.

    `stepping` are the limbs that are on their way to another place; `seconds` is how long the whole way takes.
    """

    at: float
    stance: Stance
    step: int
    share: float
    stepping: frozenset[str] = frozenset()
    seconds: float = 0.0


def duration(figure: Figure) -> float:
    """Seconds of one loop; 0 for a figure of one pose."""
    return sum(step.seconds + step.hold for step in figure.play) if len(figure.play) > 1 else 0.0


def stances(figure: Figure, solver: Solver) -> list[Stance]:
    """The stance of every step, and that of the first again at the end, turned on from the one before."""
    found: list[Stance] = []
    for step in (*figure.play, figure.play[0]) if duration(figure) else figure.play:
        found.append(solver.stance(figure.poses[step.pose], found[-1] if found else None))
    return found


def times(figure: Figure) -> list[tuple[float, float, float]]:
    """For each step, as shares of the loop in whole hundredths: arrives, leaves, reaches the next."""
    total, clock, found = duration(figure) or 1.0, 0.0, []
    for step, following in zip(figure.play, (*figure.play[1:], figure.play[0]), strict=True):
        leaves, reaches = clock + step.hold, clock + step.hold + following.seconds
        found.append(tuple(round(moment / total, 2) for moment in (clock, leaves, reaches)))
        clock = reaches
    return found


def moments(figure: Figure, solver: Solver) -> list[Moment]:
    """Every key stance, when it is arrived at and left, and enough in between to draw by."""
    keys = stances(figure, solver)
    if len(keys) == 1:
        return [Moment(0.0, keys[0], 0, 0.0)]
    found: list[Moment] = []
    for number, (arrives, leaves, reaches) in enumerate(times(figure)):
        following = figure.play[(number + 1) % len(figure.play)]
        move = Move(figure, keys[number], keys[number + 1], figure.poses[figure.play[number].pose],
                    figure.poses[following.pose])  # fmt: skip
        found += [Moment(moment, keys[number], number, 0.0) for moment in sorted({arrives, leaves})]
        stepping = move.stepping()
        for part in range(1, BETWEEN):
            share = EASE(part / BETWEEN)
            stance = move.at(share, FREE.get(following.how, EASE)(part / BETWEEN))
            at = leaves + (reaches - leaves) * part / BETWEEN
            found.append(Moment(at, stance, number, share, stepping, following.seconds))
    return [*found, Moment(1.0, keys[-1], len(figure.play), 0.0)]


def looseness(moment: Moment) -> float:
    """How much more may be missed because nobody can see it: nothing in slow movements, much in quick ones."""
    return min(MOST, max(1.0, 1.0 / moment.seconds)) if moment.seconds else 1.0


@dataclass(frozen=True, slots=True)
class Move:
    """The way from one key stance to another."""

    figure: Figure
    start: Stance
    end: Stance
    before: Pose
    after: Pose

    def at(self, share: float, free_share: float) -> Stance:
        """The stance after `share` of the joints' way; a body that nothing holds has made `free_share` of its way."""
        stance = _between(self.start, self.end, share, free_share)
        held, plants = self._holder(), dict(self._plants())
        stance = stance.moved(self._shift(stance, held, plants))
        for name, kind in plants.items():
            if name != held:
                stance = self._settled(stance, name, kind, self._target(name, kind, share))
        return stance

    def _holder(self) -> str:
        """What holds the body on the way: hips, shoulders, a limb planted at one place in both poses, or nothing.

        Seen from the front nothing does when both poses say where the hips are: one limb would pull them to its side.
        """
        if _same(self.before.hips, self.after.hips):
            return "hips"
        if self.before.hips and self.after.hips and self.figure.view != "side":
            return ""
        if _same(self.before.shoulders, self.after.shoulders):
            return "shoulders"
        still = (name for name, kind in self._plants() if _same(*self._ends(name, kind)))
        return next(still, "")

    def stepping(self) -> frozenset[str]:
        """The planted limbs that change their place on the way, and those planted at one end only."""
        still = {name for name, kind in self._plants() if _same(*self._ends(name, kind))}
        return frozenset(name for name in LIMBS if name not in still)

    def _plants(self) -> Iterator[tuple[str, str]]:
        """The limbs planted in the same way in both poses; a foot going up on its toes keeps its ball where it is."""
        for name in LIMBS:
            one, other = self.before.limbs[name].plant, self.after.limbs[name].plant
            kinds = {plant.kind for plant in (one, other) if plant}
            if one and other and (len(kinds) == 1 or kinds in ({"flat", "ball"}, {"flat", "heel"})):
                yield name, next(iter(kinds - {"flat"}), "flat")

    def _ends(self, name: str, kind: str) -> tuple[Point, Point]:
        skeleton = self.figure.skeleton
        return touch(skeleton, self.start, name, kind), touch(skeleton, self.end, name, kind)

    def _shift(self, stance: Stance, held: str, plants: dict[str, str]) -> Point:
        skeleton = self.figure.skeleton
        if held == "hips":
            return self.start.hips - stance.hips
        if held == "shoulders":
            return shoulders(skeleton, self.start) - shoulders(skeleton, stance)
        if held:
            return self._ends(held, plants[held])[0] - touch(skeleton, stance, held, plants[held])
        return Point(0, 0)

    def _target(self, name: str, kind: str, share: float) -> Point:
        """A foot that changes its place steps over the floor, unless it slides."""
        start, target = self._ends(name, kind)
        step = (target - start).length
        slides = any(pose.limbs[name].slides for pose in (self.before, self.after))
        lifts = step > STEP and kind_of(name) == "leg" and not slides
        height = LIFT[self.figure.view] * min(step, LONG_STEP) * sin(pi * share) if lifts else 0.0
        return start.towards(target, share) + Point(0, height)

    def _settled(self, stance: Stance, name: str, kind: str, target: Point) -> Stance:
        """The limb turned so that its plant is at the target, its bones as long as they look by now."""
        skeleton, side = self.figure.skeleton, side_of(name)
        first, second, last = (f"{part}_{side}" for part in PARTS[kind_of(name)][:3])
        start, now = place(skeleton, stance, first), touch(skeleton, stance, name, kind)
        if kind in ("knee", "elbow"):
            angle, share, _ = aim(start, target, LENGTHS[first.partition("_")[0]])
            return _turned(stance, {first: angle}, {first: share})
        fist = kind == "grip" and all(_in_line(key, second, last) for key in (self.start, self.end))
        middle, tip = end(skeleton, stance, first), now if fist else end(skeleton, stance, second)
        joint = target + tip - now
        if self.figure.view != "side" and kind_of(name) == "leg":
            return _stretched(stance, (first, second), start, tip, joint)
        ways = (bend(start, joint, ((middle - start).length, (tip - middle).length), side) for side in (1.0, -1.0))
        best = min(ways, key=lambda way: abs(nearest_turn(way.first, stance.angles[first]) - stance.angles[first]))
        found = {first: best.first, second: best.second} | ({last: best.second} if fist else {})
        return _turned(stance, found, {})


def _in_line(stance: Stance, one: str, other: str) -> bool:
    return abs(stance.angles[one] - stance.angles[other]) < 1


def _turned(stance: Stance, angles: dict[str, float], shares: dict[str, float]) -> Stance:
    near = {bone: nearest_turn(angle, stance.angles[bone]) for bone, angle in angles.items()}
    return Stance(stance.hips, {**stance.angles, **near}, {**stance.shares, **shares})


def _stretched(stance: Stance, bones: tuple[str, str], start: Point, now: Point, target: Point) -> Stance:
    """A leg seen from the front turned and stretched as a whole: its knee comes and goes towards the viewer."""
    turn = nearest_turn((target - start).angle - (now - start).angle, 0)
    factor = (target - start).length / (now - start).length
    angles = {bone: stance.angles[bone] + turn for bone in bones}
    shares = {bone: stance.shares.get(bone, 1.0) * factor for bone in bones}
    return Stance(stance.hips, {**stance.angles, **angles}, {**stance.shares, **shares})


def _between(start: Stance, to: Stance, share: float, free_share: float) -> Stance:
    angles = {bone: angle + (to.angles[bone] - angle) * share for bone, angle in start.angles.items()}
    names = {*start.shares, *to.shares}
    shares = {n: (s := start.shares.get(n, 1.0)) + (to.shares.get(n, 1.0) - s) * share for n in sorted(names)}
    return Stance(start.hips.towards(to.hips, free_share), angles, shares)


def _same(one: Point | None, other: Point | None) -> bool:
    return one is not None and other is not None and (one - other).length < SAME


def _bezier(x1: float, y1: float, x2: float, y2: float) -> Callable[[float], float]:
    """A CSS cubic-bezier timing function."""

    def curve(a: float, b: float, t: float) -> float:
        return 3 * a * t * (1 - t) ** 2 + 3 * b * t * t * (1 - t) + t**3

    def ease(time: float) -> float:
        low, high = 0.0, 1.0
        for _ in range(30):
            middle = (low + high) / 2
            low, high = (middle, high) if curve(x1, x2, middle) < time else (low, middle)
        return curve(y1, y2, low)

    return ease


EASE = _bezier(0.42, 0, 0.58, 1)
FREE = {"burst": _bezier(0, 0, 0.4, 1), "drop": _bezier(0.6, 0, 1, 1)}
