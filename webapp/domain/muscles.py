"""Muscles by the names the catalogue gives them, and how an exercise tints them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

REMARK = re.compile(r" \((?:[^)]*(?:part|sides))\)$")
NO_LETTERS = re.compile(r"[^a-z]+")
WORKS, HELPS = "works", "helps"


@dataclass(frozen=True, slots=True, order=True)
class Tinted:
    """A muscle that an exercise works, or that helps with it."""

    muscle: str
    tint: str

    def __str__(self) -> str:
        """What it is called in the address of its drawing."""
        return f"{NO_LETTERS.sub('-', self.muscle.lower()).strip('-')}-{self.tint}"


def plain_name(muscle: str) -> str:
    """The muscle without the remark which part or side of it works."""
    return REMARK.sub("", muscle)


def tinted(muscles: Sequence[str]) -> list[Tinted]:
    """An exercise's muscles in the order they are laid over each other: the first one works, and lies on top."""
    first, *others = map(plain_name, muscles)
    return [Tinted(muscle, HELPS) for muscle in dict.fromkeys(others)] + [Tinted(first, WORKS)]
