"""The little of a day's sheet that reminders ask about, small enough to be stored beside one."""

from collections.abc import Iterator, Set
from dataclasses import dataclass

from webapp.domain.progress import day_done
from webapp.domain.reminders import ListState
from webapp.domain.sheet import Block, Item, Sheet

APART = ("morning", "evening")  # slots that have reminders of their own
SESSIONS = ("circuit", "lift", "plyo", "test")  # kinds of block that never go without a reminder


@dataclass(frozen=True, slots=True)
class Row:
    """One box of the list. `named` tells whether a lock screen may show the exercise's name."""

    key: str
    kind: str  # of its block
    seconds: int
    named: bool


@dataclass(frozen=True, slots=True)
class Gist:
    kind: str  # of the sheet
    rows: tuple[Row, ...] = ()
    shorts: tuple[tuple[str, ...], ...] = ()  # keys of each short version
    revision: int = 0  # of the sheet: tells whether it is still the same


def gist(sheet: Sheet) -> Gist:
    """What a reminder needs to know of a sheet; what was done of it is told to `state`."""
    shorts = tuple(tuple(key for item in short.items for key in item.keys) for short in sheet.short)
    return Gist(sheet.kind, tuple(row for block in sheet.blocks for row in _rows(block)), shorts, sheet.revision)


def state(gist: Gist, done: Set[str], kind: str) -> ListState:
    """The list as a reminder of this kind sees it, with the keys that stand ticked by now."""
    rows = _about(gist, kind)
    left = [row for row in rows if row.key not in done]
    sessions = [row.kind for row in gist.rows if row.kind in SESSIONS]
    return ListState(
        kind=gist.kind,
        open=tuple(row.key for row in left),
        started=len(left) < len(rows),
        counted=_counts(gist, done),
        short_done=any(short and done.issuperset(short) for short in gist.shorts),
        session=sessions[0] if sessions else "",
        seconds=sum(row.seconds for row in left),
        first=_first(left),
    )


def _rows(block: Block) -> Iterator[Row]:
    """Each box with its part of the set-up, so that together they take as long as the block."""
    share, rest = divmod(block.setup, max(1, len(block.items)))
    for number, item in enumerate(block.items):
        extra = share + rest if number == 0 else share
        yield from (Row(key, block.kind, item.seconds + extra, _may_be_named(item)) for key in item.keys)


def _may_be_named(item: Item) -> bool:
    """What is there for an injury would tell of it."""
    return item.injury is None


def _about(gist: Gist, kind: str) -> list[Row]:
    """The boxes of that time of day; else everything but those, unless there is nothing else (as the ring on Today)."""
    if kind in APART:
        return [row for row in gist.rows if _slot(row) == kind]
    return [row for row in gist.rows if _slot(row) not in APART] or list(gist.rows)


def _slot(row: Row) -> str:
    return row.key.partition("@")[2]


def _counts(gist: Gist, done: Set[str]) -> bool:
    blocks = [(row.kind, frozenset((row.key,))) for row in gist.rows]
    return day_done(None, blocks, map(frozenset, gist.shorts), frozenset(done)).counted


def _first(left: list[Row]) -> str:
    """Hip work before anything else: everybody has it."""
    names = [row for row in left if row.named]
    names.sort(key=lambda row: row.kind != "hip")
    return names[0].key.partition("@")[0] if names else ""
