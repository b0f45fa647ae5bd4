"""Reads content/figures/<slug>.toml into a Figure, or says all that is wrong with it."""

import tomllib
from pathlib import Path
from types import MappingProxyType
from typing import Any

from webapp.figures.equipment import KINDS
from webapp.figures.fields import Fields, as_point, is_number
from webapp.figures.figure import LIMBS, PARTS, PLANTS, Figure, Item, Limb, Plant, Pose, Step, kind_of
from webapp.figures.limbs import WORDS, canonical, inherit
from webapp.figures.motion import PACES
from webapp.figures.scene import SPOTS
from webapp.figures.skeleton import SIDE, SKELETONS, Point

ORDERS = MappingProxyType({
    "side": ("arm_far", "leg_far", "trunk", "leg_near", "arm_near"),
    "front": ("leg_near", "leg_far", "trunk", "arm_near", "arm_far"),
    "back": ("arm_near", "arm_far", "leg_near", "leg_far", "trunk"),
})  # fmt: skip
PALE = MappingProxyType({"side": ["arm_far", "leg_far"], "front": [], "back": []})
HEADS, HANDS = ("side", "front", "back"), ("open", "fist")
BONES = (*SIDE.bones, *(f"{bone.partition('_')[0]}_{word}" for bone in SIDE.bones if "_" in bone for word in WORDS))
TURNS = ("shoulders_turn", "pelvis_turn")
LAYERS, FLOORS = ("back", "front"), ("line", "none")
BENDS = ("", "left", "right", "up", "down", "forward", "back", "viewer")


def read(path: Path) -> tuple[Figure | None, list[str]]:
    """The figure in a file and what is wrong with it; no figure when it cannot be drawn at all."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        return None, [f"{path.name}: {error}"]
    return figure_from(path.stem, table)


def figure_from(slug: str, table: dict[str, Any]) -> tuple[Figure | None, list[str]]:
    """The figure a table describes, as `read` does."""
    faults: list[str] = []
    fields = Fields(slug, table, faults)
    view = fields.text("view", "side", tuple(SKELETONS))
    poses = _poses(fields, slug, view, faults)
    play = _play(fields, poses)
    if faults or not play:
        return None, faults or [f"{slug}: play must name at least one pose"]
    figure = _figure(fields, slug, view, poses, play)
    fields.close()
    return (None if faults else figure), faults


def _figure(fields: Fields, slug: str, view: str, poses: dict[str, Pose], play: tuple[Step, ...]) -> Figure:
    words = _limb_words(view, fields.table_of("pose"))
    pale = fields.names("pale", words) if "pale" in fields.table else tuple(PALE[view])
    order = fields.names("order", (*words, "trunk")) or ORDERS[view]
    order = tuple(canonical(name) for name in order)
    if set(order) != {*LIMBS, "trunk"}:
        fields.fault("order must name trunk and all four limbs once, from behind to in front")
    return Figure(
        slug=slug, alt=fields.text("alt"), view=view, zoom=fields.number("zoom", 1.0),
        centre=fields.point("centre") or Point(0, 0), floor=fields.text("floor", "line", FLOORS),
        head=fields.text("head", view, HEADS), hands=fields.text("hands", "open", HANDS),
        shoes=fields.flag("shoes", True), crop=fields.flag("crop", False),
        side=fields.text("side", "right", ("right", "left")),
        key=fields.text("key", play[-1].pose if len(play) < 3 else play[1].pose, tuple(poses)),
        pale=frozenset(map(canonical, pale)), order=order, poses=MappingProxyType(poses), play=play,
        items=_items(fields, slug, tuple(poses)), arrows=_arrows(fields),
    )  # fmt: skip


def _limb_words(view: str, poses: dict[str, Any]) -> tuple[str, ...]:
    """The limbs as a file may call them: near and far seen from the side, else left and right, lying top and bottom."""
    if view == "side":
        return LIMBS
    lying = any("leg_top" in table for table in poses.values() if isinstance(table, dict))
    sides = ("bottom", "top") if lying else ("left", "right")
    return tuple(f"{kind}_{side}" for kind in ("leg", "arm") for side in sides)


def _poses(fields: Fields, slug: str, view: str, faults: list[str]) -> dict[str, Pose]:
    written: dict[str, dict[str, Any]] = {}
    for name, table in fields.table_of("pose").items():
        if isinstance(table, dict):
            written[name] = inherit(table, written, view, f"{slug} pose {name}", faults)
    words = _limb_words(view, written)
    return {name: _pose(Fields(f"{slug} pose {name}", table, faults), name, words) for name, table in written.items()}


def _pose(fields: Fields, name: str, words: tuple[str, ...]) -> Pose:
    trunk, shares = _trunk(fields)
    limbs = {canonical(word): _limb(fields, word) for word in words}
    pose = Pose(name, trunk, shares, limbs, fields.point("hips"), fields.point("shoulders"))
    fields.close()
    return pose


def _trunk(fields: Fields) -> tuple[dict[str, float], dict[str, float]]:
    """Directions and visible shares of pelvis, chest and head, and how far shoulders and pelvis are turned away."""
    value = fields.raw("trunk", 90)
    rows = value if isinstance(value, list) else [value, value]
    pairs = [row if isinstance(row, list) else [row, 1.0] for row in rows]
    if len(pairs) != 2 or not all(len(pair) == 2 and all(map(is_number, pair)) for pair in pairs):
        fields.fault("trunk must be a direction, or two: pelvis and chest, each alone or with its visible share")
        pairs = [[90, 1.0], [90, 1.0]]
    (pelvis, pelvis_share), (chest, chest_share) = pairs
    trunk = {"lumbar": float(pelvis), "thorax": float(chest), "head": fields.number("head", chest)}
    shares = {"lumbar": float(pelvis_share), "thorax": float(chest_share)}
    turns = {key.partition("_")[0]: fields.number(key, 1.0) for key in TURNS if key in fields.table}
    return trunk, {bone: share for bone, share in shares.items() if share != 1} | turns


def _limb(fields: Fields, word: str) -> Limb:
    value = fields.raw(word)
    kind = kind_of(word)
    if value is None:
        fields.fault(f"{word} is missing")
        return Limb({}, {})
    where = f"{fields.where} {word}"
    if isinstance(value, list) and len(value) <= len(PARTS[kind]):
        value = dict(zip(PARTS[kind], value, strict=False))
    if not isinstance(value, dict):
        fields.faults.append(f"{where}: at most {len(PARTS[kind])} directions: {', '.join(PARTS[kind])}, or a table")
        return Limb({}, {})
    inner = Fields(where, value, fields.faults)
    limb = _filled(inner, kind)
    inner.close()
    return limb


def _filled(fields: Fields, kind: str) -> Limb:
    angles, shares = {}, {}
    for part in PARTS[kind]:
        value = fields.raw(part)
        pair = value if isinstance(value, list) else [value, 1.0]
        if value is not None and len(pair) == 2 and all(map(is_number, pair)):
            angles[part], shares[part] = float(pair[0]), float(pair[1])
        elif value is not None:
            fields.fault(f"{part} must be a direction, or [direction, visible share]")
    plants = [Plant(name, point) for name in PLANTS[kind] if (point := fields.point(name))]
    if len(plants) > 1:
        fields.fault(f"only one of {', '.join(PLANTS[kind])}")
    if not plants and not {PARTS[kind][0], PARTS[kind][1]} <= set(angles):
        fields.fault(f"needs {PARTS[kind][0]} and {PARTS[kind][1]}, or one of {', '.join(PLANTS[kind])}")
    return Limb(angles, {part: share for part, share in shares.items() if share != 1}, plants[0] if plants else None,
                fields.text("bend", "", BENDS), fields.number("splay"), fields.flag("slides", False),
                _out(fields))  # fmt: skip


def _out(fields: Fields) -> float:
    """How far a foot is turned out; only one seen from the front can be."""
    value = fields.number("out")
    if not -1 <= value <= 1:
        fields.fault("out must be from -1 to 1")
    return value


def _play(fields: Fields, poses: dict[str, Pose]) -> tuple[Step, ...]:
    steps = []
    for row in fields.list_of("play", list):
        pose, how, hold = row if len(row) == 3 else ("", "", 0)
        seconds = how if is_number(how) else PACES.get(str(how))
        if pose not in poses or not seconds or not is_number(hold):
            fields.fault(f"play: {row} must be [pose, pace, seconds to stay]; paces are {', '.join(PACES)} or seconds")
        else:
            steps.append(Step(pose, how if isinstance(how, str) else "steady", float(seconds), float(hold)))
    return tuple(steps)


def _items(fields: Fields, slug: str, poses: tuple[str, ...]) -> tuple[Item, ...]:
    found = []
    for number, table in enumerate(fields.list_of("equipment", dict), 1):
        inner = Fields(f"{slug} equipment {number}", table, fields.faults)
        found.append(Item(
            what=inner.text("what", "", tuple(KINDS)), at=_places(inner, "at", poses), to=_places(inner, "to", poses),
            on=canonical(inner.text("on", "", ("", *BONES))), turn=inner.number("turn"), size=inner.numbers("size"),
            layer=inner.text("layer", "back", LAYERS),
        ))  # fmt: skip
        _sound(inner, found[-1])
        inner.close()
    return tuple(found)


def _sound(fields: Fields, item: Item) -> None:
    """Tell of an item that is nowhere, and of one on a bone that is somewhere else as well."""
    if not item.at and not item.on:
        fields.fault("needs at, or on")
    if item.on and (item.to or len(set(item.at.values())) > 1 or any(isinstance(at, str) for at in item.at.values())):
        fields.fault("on a bone, at must be one [along, across], and there can be no to")


def _places(fields: Fields, key: str, poses: tuple[str, ...]) -> dict[str, Point | str]:
    """For each pose a place or the name of a part of the body; one value counts for every pose."""
    value = fields.raw(key)
    if value is None:
        return {}
    table = value if isinstance(value, dict) else dict.fromkeys(poses, value)
    found = {name: _spot(place) for name, place in table.items()}
    if set(found) != set(poses) or None in found.values():
        fields.fault(f"{key} must be [x, y], a part of the body, or one of them for each pose")
        return {}
    return found


def _spot(value: Any) -> Point | str | None:
    if isinstance(value, str):
        return canonical(value) if canonical(value) in SPOTS else None
    return as_point(value)


def _arrows(fields: Fields) -> tuple[tuple[Point, ...], ...]:
    arrows = [tuple(map(as_point, arrow)) for arrow in fields.list_of("arrows", list)]
    if not all(2 <= len(arrow) <= 3 and all(arrow) for arrow in arrows):
        fields.fault("arrows must be lists of two or three places")
        return ()
    return tuple(arrows)
