"""The words a file uses for limbs, and poses written as another one changed: like, swapped, mirrored or shifted."""

from collections.abc import Mapping
from typing import Any

from webapp.figures.fields import is_number
from webapp.figures.figure import PLANTS

WORDS = {"left": "near", "right": "far", "bottom": "near", "top": "far"}
OTHER = {"near": "far", "far": "near", "left": "right", "right": "left"}
HOLDS = ("hips", "shoulders")
PLACES = {*HOLDS, *PLANTS["leg"], *PLANTS["arm"]}
DIRECTIONS = {"trunk", "head", "thigh", "shank", "foot", "toe", "upper", "fore", "hand"}


def canonical(word: str) -> str:
    """`leg_left` as the skeleton calls it, `leg_near`: the picture's left is drawn as the near one."""
    head, _, side = word.rpartition("_")
    return f"{head}_{WORDS.get(side, side)}" if head else word


def inherit(table: Mapping[str, Any], written: Mapping[str, Mapping[str, Any]], view: str, where: str,
            faults: list[str]) -> dict[str, Any]:  # fmt: skip
    """A pose's table with what it takes over from an earlier pose by `like` or `swap`, moved by `shift`."""
    own = {key: value for key, value in table.items() if key not in ("like", "swap", "shift")}
    base: dict[str, Any] = {}
    for word in ("like", "swap"):
        if word in table and table[word] not in written:
            faults.append(f"{where}: {word} must name a pose written before it")
        elif word in table:
            base = dict(written[table[word]])
            base = swapped(base, view) if word == "swap" else base
    if any(key in own for key in HOLDS):
        base = {key: value for key, value in base.items() if key not in HOLDS}
    shift = table.get("shift", [0, 0])
    return (_shifted(base, *shift) if any(shift) else base) | own


def swapped(pose: Mapping[str, Any], view: str) -> dict[str, Any]:
    """The other side's pose: near and far limbs change places; seen from the front the picture is mirrored."""
    found = {}
    for key, value in pose.items():
        head, _, side = key.rpartition("_")
        name = f"{head}_{OTHER[side]}" if side in OTHER else key
        found[name] = value if view == "side" else _mirrored(key, value)
    return found


def _mirrored(key: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {inner: _mirrored(inner, part) for inner, part in value.items()}
    if key in PLACES:
        return [-value[0], value[1]] if isinstance(value, list) else -value
    if key == "bend":
        return OTHER.get(value, value)
    if key == "splay":
        return -value
    if key in DIRECTIONS and isinstance(value, list) and key != "trunk":
        return [_mirror_angle(value[0]), *value[1:]]
    if key in DIRECTIONS or key.startswith(("leg_", "arm_")):
        return [_mirrored("thigh", part) for part in value] if isinstance(value, list) else _mirror_angle(value)
    return value


def _mirror_angle(angle: float) -> float:
    turned = 180 - angle
    return turned - 360 if turned > 180 else turned


def _shifted(table: Mapping[str, Any], right: float, up: float) -> dict[str, Any]:
    return {key: _moved(key, value, right, up) for key, value in table.items()}


def _moved(key: str, value: Any, right: float, up: float) -> Any:
    if isinstance(value, dict):
        return {inner: _moved(inner, part, right, up) for inner, part in value.items()}
    if key not in PLACES:
        return value
    return [value + right, up] if is_number(value) else [value[0] + right, value[1] + up]
