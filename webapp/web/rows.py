"""A day's list as a page shows it: parts with rows, rows with a box for each of their keys."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import Check
from webapp.domain.dose import minutes
from webapp.domain.sessions import KINDS
from webapp.domain.sheet import TEST_SLOT, Block, Item, Sheet
from webapp.web.words import between


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
        return milliseconds(self.check.at) if self.check else 0

    @property
    def detailed(self) -> bool:
        """Whether more than the tick was written down."""
        details = self.check and (self.check.amount, self.check.load, self.check.effort, self.check.pain)
        return self.done and details != (None, None, None, None)

    @property
    def due(self) -> bool:
        """Whether "Done as written" sets it: once-a-day work but no test, else what belongs after the run."""
        return self.slot == "after-run" if self.apart else self.slot != TEST_SLOT


@dataclass(frozen=True, slots=True)
class Row:
    day: date
    item: Item
    name: str
    why: str
    boxes: tuple[Box, ...]
    imperial: bool = False

    @property
    def test(self) -> bool:
        return self.item.slots == (TEST_SLOT,)

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return anchor(self.boxes[0].key)

    @property
    def details(self) -> str:
        """The address of its page."""
        return f"/exercises/{self.item.exercise}?day={self.day}" + (f"&slot={TEST_SLOT}" if self.test else "")

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
    minutes: int
    rows: tuple[Row, ...]
    name: str = ""
    facts: tuple[str, ...] = ()  # week, level, rounds and rests
    note: str = ""
    why: str = ""  # why this session stands on this day; "" for daily work
    eased: bool = False

    @property
    def tested(self) -> bool:
        """Whether something on it is a test, which has a screen of its own."""
        return any(row.test for row in self.rows)


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


def milliseconds(at: datetime) -> int:
    """An instant as phones tell it: milliseconds since 1970."""
    return round(at.timestamp() * 1000)


def anchor(key: str) -> str:
    """The place of a key's row on the page; an exercise may be trained and tested on one day."""
    slug, _, slot = key.partition("@")
    return f"{slug}-{TEST_SLOT}" if slot == TEST_SLOT else slug


def day_list(
    sheet: Sheet, catalogue: Catalogue, checks: Mapping[str, Check], short: str = "", imperial: bool = False
) -> DayList:
    """The whole list, or the short version of so many minutes where the day has one."""
    version = next((s for s in sheet.short if str(s.minutes) == short), None)
    if version:
        part = Part("short", version.minutes, rows(version.items, catalogue, checks, sheet.day, imperial))
        return DayList(sheet.day, version.minutes, (part,))
    parts = (
        _part(block, rows(block.items, catalogue, checks, sheet.day, imperial), catalogue) for block in sheet.blocks
    )
    return DayList(sheet.day, 0, tuple(parts))


def rows(
    items: Iterable[Item], catalogue: Catalogue, checks: Mapping[str, Check], day: date, imperial: bool = False
) -> tuple[Row, ...]:
    """One row an item, in order."""
    return tuple(_row(item, catalogue, checks, day, imperial) for item in items)


def rounds_and_rests(item: Item, catalogue: Catalogue, week: int) -> str:
    """2 rounds, 20 s rest, 90 s between rounds; the pause between rounds is that of the week of the build."""
    build = next((entry for entry in catalogue.circuit_weeks if entry.week == week), None)
    return between(item, build.rest_between_rounds if build else 0)


def _part(block: Block, shown: tuple[Row, ...], catalogue: Catalogue) -> Part:
    session = block.kind in KINDS
    return Part(
        kind=block.kind,
        minutes=minutes(block.seconds),
        rows=shown,
        name=block.name,
        facts=_facts(block, catalogue) if session else (),
        note=block.note,
        why=block.reason if session else "",
        eased=block.eased,
    )


def _facts(block: Block, catalogue: Catalogue) -> tuple[str, ...]:
    weeks = len(catalogue.circuit_weeks if block.kind == "circuit" else catalogue.path)
    common = {rounds_and_rests(item, catalogue, block.week) for item in block.items if item.slots != (TEST_SLOT,)}
    return tuple(
        fact
        for fact, told in (
            (f"Week {block.week} of {weeks}", block.week),
            (f"Level {block.level}", block.level),
            ("".join(common), len(common) == 1 and common != {""}),
        )
        if told
    )


def _row(item: Item, catalogue: Catalogue, checks: Mapping[str, Check], day: date, imperial: bool) -> Row:
    several = len(item.slots) > 1
    boxes = tuple(Box(key, slot, checks.get(key), several) for key, slot in zip(item.keys, item.slots, strict=True))
    return Row(day, item, catalogue.exercises[item.exercise].name, _why(item.reason), boxes, imperial)


def _why(reason: str) -> str:
    """A reason that fits on the row: a general one without its second half, a personal one whole."""
    return reason.partition(", ")[0] if reason.startswith("for ") else reason
