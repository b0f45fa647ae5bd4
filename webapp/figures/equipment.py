"""Equipment as simple shapes in moss, drawn round its own origin: the middle of its foot, or where a hand holds it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from webapp.figures.numbers import plain

Draw = Callable[[tuple[float, ...]], str]


def rect(left: float, bottom: float, width: float, height: float, colour: str = "m", round_: float = 2) -> str:
    """A rounded box; left and bottom in centimetres, y up."""
    corner = f' rx="{plain(round_)}"' if round_ else ""
    return (f'<rect class="{colour}" x="{plain(left)}" y="{plain(-bottom - height)}" width="{plain(width)}" '
            f'height="{plain(height)}"{corner}/>')  # fmt: skip


def disc(x: float, y: float, radius: float, colour: str = "m") -> str:
    middle = "".join(f' {axis}="{plain(value)}"' for axis, value in (("cx", x), ("cy", -y)) if value)
    return f'<circle class="{colour}"{middle} r="{plain(radius)}"/>'


def line(width: float, *points: tuple[float, float], colour: str = "l") -> str:
    """A round-ended line through points, y up."""
    way = "L".join(f"{plain(x)} {plain(-y)}" for x, y in points)
    return f'<path class="{colour}" stroke-width="{plain(width)}" d="M{way}"/>'


def _step(size: tuple[float, ...]) -> str:
    width, height = size or (44, 20)
    return rect(-width / 2, 0, width, height) + rect(-width / 2 - 1, height - 4, width + 2, 4, "n", 2)


def _box(size: tuple[float, ...]) -> str:
    width, height = size or (56, 40)
    return rect(-width / 2, 0, width, height, round_=3) + rect(-width / 2 - 1, height - 5, width + 2, 5, "n", 2)


def _bench(size: tuple[float, ...]) -> str:
    width, height = size or (110, 42)
    leg = width / 2 - 12
    legs = line(5, (-leg, 3), (-leg, height - 6)) + line(5, (leg, 3), (leg, height - 6))
    return legs + rect(-width / 2, height - 9, width, 9, "n", 4)


def _chair(size: tuple[float, ...]) -> str:
    """Its back is at the left; a negative width turns it round."""
    width, height = size or (42, 45)
    back, front = -width / 2, width / 2
    frame = line(4, (back, 2), (back, height + 42)) + line(4, (front, 2), (front, height - 3))
    return frame + line(6, (back, height - 3), (front, height - 3))


def _wall(size: tuple[float, ...]) -> str:
    """From its surface at x = 0 to the right; a negative thickness goes to the left."""
    thickness, height = size or (9, 215)
    return rect(min(0, thickness), 0, abs(thickness), height, "k", 1)


def _post(size: tuple[float, ...]) -> str:
    width, height = size or (7, 190)
    return rect(-width / 2, 0, width, height)


def _rack(size: tuple[float, ...]) -> str:
    """Two uprights seen from the side, with the hooks at a height."""
    height, hook = size or (190, 135)
    hooks = line(5, (0, hook - 4), (9, hook - 4), (9, hook + 2))
    return line(5, (0, 2), (0, height)) + line(5, (-16, 2), (22, 2)) + hooks


def _bar(size: tuple[float, ...]) -> str:
    """A horizontal bar seen along its length (no size), or across with its width and the height of its posts."""
    if not size:
        return disc(0, 0, 3.2)
    width, height = size
    posts = "".join(line(5, (x, -height), (x, 0)) for x in (-width / 2, width / 2)) if height else ""
    return posts + line(5, (-width / 2, 0), (width / 2, 0))


def _mat(size: tuple[float, ...]) -> str:
    width, height = size or (190, 3)
    return rect(-width / 2, 0, width, height, "n", 1.5)


def _pillow(size: tuple[float, ...]) -> str:
    width, height = size or (34, 11)
    return rect(-width / 2, 0, width, height, "n", height / 2)


def _sofa(size: tuple[float, ...]) -> str:
    width, height = size or (90, 42)
    return rect(-width / 2, 3, width, height - 3, round_=8) + rect(-width / 2, height - 4, 20, 34, round_=8)


def _table(size: tuple[float, ...]) -> str:
    width, height = size or (80, 75)
    legs = "".join(line(4, (x, 2), (x, height - 4)) for x in (8 - width / 2, width / 2 - 8))
    return legs + rect(-width / 2, height - 5, width, 5)


def _mark(size: tuple[float, ...]) -> str:
    return rect(-(size or (5,))[0] / 2, -4, (size or (5,))[0], 4, round_=1)


def _slope(size: tuple[float, ...]) -> str:
    width, height = size or (250, 22)
    return f'<path class="k" d="M{plain(-width / 2)} 0H{plain(width / 2)}V{plain(-height)}z"/>'


def _pad(size: tuple[float, ...]) -> str:
    """A round-ended cushion along x from its origin: length and thickness."""
    length, width = size or (30, 8)
    return line(width, (0, 0), (length, 0), colour="l")


def _tube(size: tuple[float, ...]) -> str:
    length, width = size or (30, 4)
    return line(width, (0, 0), (length, 0))


def _dumbbell(size: tuple[float, ...]) -> str:
    half = (size or (26,))[0] / 2
    ends = "".join(rect(x, -6, 7, 12, round_=2.4) for x in (-half, half - 7))
    return ends + line(3, (-half + 4, 0), (half - 4, 0))


def _kettlebell(size: tuple[float, ...]) -> str:
    """It hangs along x from the hand."""
    radius = (size or (9,))[0]
    return line(3.4, (-1, 4), (6, 6), (6, -6), (-1, -4), (-1, 4)) + disc(radius + 7, 0, radius)


def _ball(size: tuple[float, ...]) -> str:
    radius = (size or (13,))[0]
    return disc(0, 0, radius) + f'<path class="c" d="M{plain(-radius)} 0Q0 {plain(radius * 0.7)} {plain(radius)} 0"/>'


def _plate(size: tuple[float, ...]) -> str:
    """A loaded barbell seen from its end: what is behind shows through."""
    radius = (size or (21,))[0]
    return disc(0, 0, radius, "g") + disc(0, 0, 4)


def _barbell(size: tuple[float, ...]) -> str:
    """A loaded barbell seen across."""
    half = (size or (180,))[0] / 2
    plates = "".join(rect(sign * (half - 14) - 4, -20, 8, 40, round_=3) for sign in (-1, 1))
    return line(3.4, (-half, 0), (half, 0)) + plates


def _trap_bar(size: tuple[float, ...]) -> str:
    """Seen from the side: the plates behind, the frame round the legs, the handle at the origin."""
    radius = (size or (21,))[0]
    return disc(0, 0, radius, "g") + line(3.4, (-30, 0), (30, 0)) + disc(0, 0, 4)


def _cuff(size: tuple[float, ...]) -> str:
    """A band or weight round a limb, across x."""
    half, width = size or (8, 5)
    return rect(-width / 2, -half, width, 2 * half, round_=2)


def _band(size: tuple[float, ...]) -> str:
    """One centimetre of band along x, stretched between its two places."""
    width = (size or (3.4,))[0]
    return f'<path class="n" d="M0{plain(-width / 2)}H1V{plain(width / 2)}H0z"/>'


KINDS: Mapping[str, Draw] = MappingProxyType(
    {"step": _step, "box": _box, "bench": _bench, "chair": _chair, "wall": _wall, "post": _post, "rack": _rack,
     "bar": _bar, "mat": _mat, "pillow": _pillow, "sofa": _sofa, "table": _table, "mark": _mark, "slope": _slope,
     "pad": _pad, "tube": _tube, "dumbbell": _dumbbell, "kettlebell": _kettlebell, "ball": _ball, "plate": _plate,
     "barbell": _barbell, "trap-bar": _trap_bar, "cuff": _cuff, "band": _band}
)  # fmt: skip
