"""Small figures for tests: a person who stands, and whatever a test changes about that."""

from typing import Any

from webapp.figures.figure import Figure
from webapp.figures.reader import figure_from

ALT = "A runner bends the knees and stands up again."


def table(**changes: Any) -> dict[str, Any]:
    """A sound figure's table: two poses seen from the side, the feet planted."""
    arm = [-92, -86]
    stand = {"trunk": 90, "leg_near": {"thigh": -80, "shank": -100, "flat": 0}, "leg_far": {"flat": -10},
             "arm_near": arm, "arm_far": arm}  # fmt: skip
    deep = {"like": "stand", "trunk": 55, "leg_near": {"thigh": -20, "shank": -112, "flat": 0}}
    poses = {"stand": stand, "deep": deep}
    return {"alt": ALT, "play": [["stand", "steady", 0.4], ["deep", "slow", 0.6]], "pose": poses} | changes


def figure(**changes: Any) -> Figure:
    """The sound figure, changed."""
    made, faults = figure_from("bend", table(**changes))
    assert made, faults
    return made


def pose(name: str, **changes: Any) -> dict[str, Any]:
    """The poses of the sound figure with one of them changed."""
    poses = table()["pose"]
    return poses | {name: poses[name] | changes}
