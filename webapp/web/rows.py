"""A day's list as a page shows it: parts with rows, rows with a box for each of their keys."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import Check
from webapp.domain.dose import minutes
from webapp.domain.sheet import Item, Sheet


@dataclass(frozen=True, slots=True)
class Box:
    """What is ticked. `apart`: one of several times a day, not part of the lap (DECISIONS 10)."""

    key: str
    slot: str
    check: Check | None
    apart: bool

    @property
    def done(self) -> bool:
        return self.check is not None and self.check.done

    @property
    def at(self) -> int:
        """When its standing check was made, in milliseconds since 1970; 0 for none."""
        return round(self.check.at.timestamp() * 1000) if self.check else 0

    @property
    def detailed(self) -> bool:
        """Whether more than the tick was written down."""
        return self.done and (self.check.amount, self.check.load, self.check.pain) != (None, None, None)

    @property
    def fresh(self) -> str:
        """The op its form will carry."""
        return str(uuid4())

    @property
    def due(self) -> bool:
        """Whether "Done as written" sets it: once-a-day work, and of the rest what belongs after the run."""
        return not self.apart or self.slot == "after-run"


@dataclass(frozen=True, slots=True)
class Row:
    day: date
    item: Item
    name: str
    why: str
    boxes: tuple[Box, ...]

    @property
    def slots(self) -> bool:
        return len(self.boxes) > 1

    @property
    def personal(self) -> bool:
        """Whether it is there for this person: their injury, or in place of something else today."""
        return bool(self.item.injury or self.item.swapped_from)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the list under one heading."""

    kind: str
    why: str
    minutes: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class DayList:
    day: date
    short: int  # minutes of the short version shown; 0 for the whole list
    parts: tuple[Part, ...]

    @property
    def boxes(self) -> list[Box]:
        return [box for part in self.parts for row in part.rows for box in row.boxes]

    @property
    def due(self) -> list[Box]:
        return [box for box in self.boxes if box.due]

    @property
    def lap(self) -> tuple[int, int]:
        """(done, all): several-times-a-day work is left out, unless it is all there is."""
        counted = [box for box in self.boxes if not box.apart] or self.boxes
        return sum(box.done for box in counted), len(counted)

    @property
    def finished(self) -> bool:
        done, total = self.lap
        return total > 0 and done == total

    def find(self, key: str) -> tuple[Row, Box] | None:
        """The row and the box of a key."""
        found = ((row, box) for part in self.parts for row in part.rows for box in row.boxes if box.key == key)
        return next(found, None)


def day_list(sheet: Sheet, catalogue: Catalogue, checks: Mapping[str, Check], short: str = "") -> DayList:
    """The whole list, or the short version of so many minutes where the day has one."""
    version = next((s for s in sheet.short if str(s.minutes) == short), None)
    if version:
        part = Part("short", "", version.minutes, rows(version.items, catalogue, checks, sheet.day))
        return DayList(sheet.day, version.minutes, (part,))
    parts = (
        Part(block.kind, block.reason, minutes(block.seconds), rows(block.items, catalogue, checks, sheet.day))
        for block in sheet.blocks
    )
    return DayList(sheet.day, 0, tuple(parts))


def rows(items: Iterable[Item], catalogue: Catalogue, checks: Mapping[str, Check], day: date) -> tuple[Row, ...]:
    """One row an item, in order."""
    return tuple(_row(item, catalogue, checks, day) for item in items)


def _row(item: Item, catalogue: Catalogue, checks: Mapping[str, Check], day: date) -> Row:
    several = len(item.slots) > 1
    boxes = tuple(Box(key, slot, checks.get(key), several) for key, slot in zip(item.keys, item.slots, strict=True))
    return Row(day, item, catalogue.exercises[item.exercise].name, _why(item.reason), boxes)


def _why(reason: str) -> str:
    """A reason that fits on the row: a general one without its second half, a personal one whole."""
    return reason.partition(", ")[0] if reason.startswith("for ") else reason
