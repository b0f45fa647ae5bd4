"""What is wrong with a figure that draws: out of the picture, under the floor, a knee the wrong way, too large."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from webapp.figures.figure import Figure
from webapp.figures.kinematics import Stance, end, place
from webapp.figures.motion import Moment, looseness, moments
from webapp.figures.skeleton import LENGTHS, SIDES, Point
from webapp.figures.stance import Solver
from webapp.figures.svg import LIMIT, frame, render

# Half the thickness in centimetres at the two ends of what is drawn of a bone.
THICK = {"lumbar": (10, 9), "thorax": (9, 8), "upper": (5, 4), "fore": (4, 3), "hand": (2.5, 2), "thigh": (9, 6),
         "shank": (6, 3.5)}  # fmt: skip
HEAD, HEAD_RADIUS = Point(21, 0), 11.5
SUNK, OUT, BACKWARDS, TOO_FAR = 3.0, 0.5, 8.0, 230.0
LONG = 140


def look_over(figure: Figure) -> list[str]:
    """All that should be put right, in words that name the pose and the part."""
    text, faults = render(figure)
    loop = moments(figure, Solver(figure))
    found = [*faults, *_words(figure), *_turns(figure, loop)]
    found += _worst(fault for moment in loop for fault in _misplaced(figure, moment))
    found += _worst(fault for moment in loop for fault in _bent_backwards(figure, moment))
    if (size := len(text.encode())) > LIMIT:
        found.append(f"the file has {size} bytes, more than {LIMIT}: fewer poses, or fewer parts that move")
    return [f"{figure.slug}: {fault}" for fault in dict.fromkeys(found)]


@dataclass(frozen=True, slots=True)
class Fault:
    """How far something is wrong, and where."""

    what: str
    amount: float
    unit: str
    where: str


def _worst(faults: Iterable[Fault]) -> list[str]:
    """Each kind of fault once, where it is worst."""
    worst: dict[str, Fault] = {}
    for fault in faults:
        if fault.what not in worst or fault.amount > worst[fault.what].amount + 0.1:
            worst[fault.what] = fault
    return [f"{one.where}: {one.what} by {one.amount:.0f} {one.unit}" for one in worst.values()]


def _words(figure: Figure) -> Iterator[str]:
    if not 20 <= len(figure.alt) <= LONG:
        yield f"alt must say in 20 to {LONG} characters what moves; it has {len(figure.alt)}"


def _where(figure: Figure, moment: Moment) -> str:
    steps = figure.play
    here = steps[moment.step % len(steps)].pose
    return f"pose {here}" if not moment.share else f"on the way {here} to {steps[(moment.step + 1) % len(steps)].pose}"


def _misplaced(figure: Figure, moment: Moment) -> Iterator[Fault]:
    left, bottom, right, top = frame(figure)
    where = _where(figure, moment)
    for name, point, thick in _extent(figure, moment.stance):
        sunk = thick - point.y
        if figure.floor != "none" and sunk > SUNK * looseness(moment):
            yield Fault(f"{name} is under the floor", sunk, "cm", where)
        outside = max(left - point.x, point.x - right, point.y - top, bottom - point.y) + thick
        if outside > OUT and not figure.crop:
            yield Fault(f"{name} is outside the picture", outside, "cm", where)


def _extent(figure: Figure, stance: Stance) -> Iterator[tuple[str, Point, float]]:
    skeleton = figure.skeleton
    for bone in skeleton.bones:
        start, stop = THICK.get(bone.partition("_")[0], (0, 0))
        if stop:
            yield bone, place(skeleton, stance, bone), start
            yield bone, end(skeleton, stance, bone), stop
    yield "head", place(skeleton, stance, "head", HEAD), HEAD_RADIUS
    for side in SIDES:
        for point in (skeleton.heel, skeleton.ball):
            yield f"foot_{side}", place(skeleton, stance, f"foot_{side}", point), 0.5


def _bent_backwards(figure: Figure, moment: Moment) -> Iterator[Fault]:
    angles = moment.stance.angles
    for side in SIDES if figure.view == "side" else ():
        bend = (angles[f"thigh_{side}"] - angles[f"shank_{side}"] + 180) % 360 - 180
        if bend < -BACKWARDS:
            yield Fault(f"the {side} knee bends the wrong way", -bend, "degrees", _where(figure, moment))


def _turns(figure: Figure, loop: list[Moment]) -> Iterator[str]:
    keys = [moment for moment in loop if not moment.share]
    for before, after in pairwise(keys):
        for bone in LENGTHS:
            for name in (name for name in before.stance.angles if name.partition("_")[0] == bone):
                turned = after.stance.angles[name] - before.stance.angles[name]
                if abs(turned) > TOO_FAR and before.step != after.step:
                    yield (f"{name} turns {turned:.0f} degrees from {figure.play[before.step].pose}: "
                           "write one of the angles 360 more or less")  # fmt: skip
