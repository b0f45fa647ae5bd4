"""What stands around the body: the floor, equipment in its place or between two places, arrows."""

from webapp.figures.equipment import KINDS
from webapp.figures.figure import Figure, Item
from webapp.figures.kinematics import end, place
from webapp.figures.markup import Group, moved, scaled
from webapp.figures.motion import Moment, looseness
from webapp.figures.numbers import plain
from webapp.figures.skeleton import LENGTHS, SIDES, Point
from webapp.figures.stance import FIST, shoulders
from webapp.figures.style import Sheet
from webapp.figures.tracks import Sample, keyframes

# What may be missed on the way, in centimetres, degrees and shares: by a thing between two places, by any other.
STRETCHED, CARRIED = (2.5, 2.5, 5.0, 5.0), (1.2, 1.2, 3.0, 1.0)

# Places of the body that equipment can be at; a pair's is in the middle between its two.
ENDS = {"knee": "thigh", "elbow": "upper", "ankle": "shank", "wrist": "fore", "waist": "lumbar", "neck": "thorax"}
PAIRS = {"hands": "hand", "knees": "knee", "ankles": "ankle", "feet": "foot"}
SIDED = ("hand", "wrist", "elbow", "thigh", "knee", "ankle", "foot")
SPOTS = (*PAIRS, "hips", "waist", "shoulders", "neck", *(f"{part}_{side}" for part in SIDED for side in SIDES))
ABOVE_KNEE = 0.8


def floor(figure: Figure) -> str:
    """A line under everything, as wide as the picture allows."""
    if figure.floor == "none":
        return ""
    half = 122 / figure.zoom
    return f'<rect class="k" x="{plain(figure.centre.x - half)}" width="{plain(2 * half)}" height="3" rx="1.5"/>'


def items(figure: Figure, loop: list[Moment], sheet: Sheet) -> tuple[list[str], list[str]]:
    """Equipment behind the body and in front of it; what a bone carries is drawn with the bone."""
    drawn: dict[str, list[str]] = {"back": [], "front": []}
    for item in figure.items:
        if not item.on:
            drawn[item.layer].append(_standing(figure, item, loop, sheet))
    return drawn["back"], drawn["front"]


def arrows(figure: Figure) -> list[str]:
    """Each arrow as a line, or a curve bent towards its middle place, with an open head; as thick in every zoom."""
    zoom = figure.zoom
    lines = (_arrow(tuple(point.times(zoom) for point in arrow)) for arrow in figure.arrows)
    return [str(Group([line], scaled(1 / zoom, 1 / zoom))) for line in lines]


def _arrow(places: tuple[Point, ...]) -> str:
    start, to = places[0], places[-1]
    knee = places[1] if len(places) == 3 else start.towards(to, 0.5)
    control = knee.times(2) - start.towards(to, 0.5)
    back = (control - to).angle
    barbs = [to + Point(9, 0).turned(back + turn) for turn in (35, -35)]
    curve = f"M{_pair(start)}Q{_pair(control)} {_pair(to)}"
    return f'<path class="a" d="{curve}M{_pair(barbs[0])}L{_pair(to)} {_pair(barbs[1])}"/>'


def _pair(point: Point) -> str:
    return f"{plain(point.x)} {plain(-point.y)}"


def _standing(figure: Figure, item: Item, loop: list[Moment], sheet: Sheet) -> str:
    samples = [Sample(m.at, _values(figure, item, m), m.step, m.share, looseness(m)) for m in loop]
    track = keyframes(samples, STRETCHED if item.to else CARRIED)
    shape = KINDS[item.what](item.size)
    if track.still:
        x, y, turn, stretch = track.frames[0][1]
        return str(Group([shape], moved(x, y, turn) + scaled(stretch, 1)))
    rows = [
        {"translate": f"{plain(x)}px {plain(y)}px", "rotate": f"{plain(turn)}deg", "scale": f"{plain(stretch)} 1"}
        for _, (x, y, turn, stretch) in track.frames
    ]
    return f'<g class="{sheet.moving(track, rows)}">{shape}</g>'


def _values(figure: Figure, item: Item, moment: Moment) -> tuple[float, ...]:
    """Right, down, clockwise turn and stretch of an item at a moment."""
    at = spot(figure, item.at, moment)
    if not item.to:
        return round(at.x, 1), round(-at.y, 1), item.turn, 1.0
    way = spot(figure, item.to, moment) - at
    over = item.size[1] if len(item.size) > 1 else 0.0
    if over and way.length:
        at, way = at - way.times(over / way.length), way.times(1 + 2 * over / way.length)
    return round(at.x, 1), round(-at.y, 1), round(-way.angle, 1), round(way.length, 1)


def spot(figure: Figure, places: dict[str, Point | str], moment: Moment) -> Point:
    """Where an item's place is at a moment: on the way between two poses it is on the way between two places."""
    steps = figure.play
    here, there = steps[moment.step % len(steps)].pose, steps[(moment.step + 1) % len(steps)].pose
    start, to = _body_point(figure, places[here], moment), _body_point(figure, places[there], moment)
    return start.towards(to, moment.share)


def _body_point(figure: Figure, where: Point | str, moment: Moment) -> Point:
    if isinstance(where, Point):
        return where
    skeleton, stance = figure.skeleton, moment.stance
    if where in PAIRS:
        near, far = (_body_point(figure, f"{PAIRS[where]}_{side}", moment) for side in SIDES)
        return near.towards(far, 0.5)
    part = where.partition("_")[0]
    if part in ENDS:
        return end(skeleton, stance, where.replace(part, ENDS[part]))
    if part == "thigh":
        return place(skeleton, stance, where, Point(LENGTHS["thigh"] * stance.shares.get(where, 1.0) * ABOVE_KNEE, 0))
    if part == "shoulders":
        return shoulders(skeleton, stance)
    if part == "hips":
        return stance.hips
    return place(skeleton, stance, where, Point(FIST, 0) if part == "hand" else skeleton.ball)
