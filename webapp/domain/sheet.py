"""What the app asks for on a day: a small immutable snapshot."""

from dataclasses import dataclass, field
from datetime import date

SLOTS = {1: ("",), 2: ("morning", "evening"), 3: ("morning", "after-run", "evening")}
SHORT_MINUTES = (5, 10)  # training.md 4.12


@dataclass(frozen=True, slots=True)
class Item:
    """One row. `amount` counts `unit`s; `seconds` is one helping; `sets_left`, `sets_right` stand when sides differ."""

    exercise: str
    sets: int
    amount: int
    unit: str
    sides: int
    level: int
    impact: int
    seconds: int
    reason: str
    note: str = ""
    slots: tuple[str, ...] = ("",)
    sets_left: int | None = None
    sets_right: int | None = None
    swapped_from: str | None = None
    injury: str | None = None  # whose rehab this is
    next_level: int = 0  # the level to rise to; 0 = more reps instead, -1 = stay (kit, DECISIONS 7)
    pain_limit: int = 3  # the highest score at which it may go on: safety.yaml, README of the reference

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys ticks carry: the slug, or slug@slot for each time of day."""
        return tuple(f"{self.exercise}@{slot}" if slot else self.exercise for slot in self.slots)


@dataclass(frozen=True, slots=True)
class Block:
    kind: str  # hip, rehab, core, mobility
    reason: str
    items: tuple[Item, ...]

    @property
    def seconds(self) -> int:
        """Once-a-day work only: several-times-a-day items are counted and shown apart (DECISIONS 10)."""
        return sum(item.seconds for item in self.items if len(item.slots) == 1)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that would have been due, and why it is not."""

    what: str  # exercise slug or block kind
    reason: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A safety card: what is blocked and why, what is still allowed, who to see."""

    what: str  # question slug or injury slug: the name a clearance takes
    level: str  # emergency, stop, limit, note
    why: str
    allowed: str
    see: str
    urgent: bool = False
    clearable: bool = True


@dataclass(frozen=True, slots=True)
class Gate:
    """The way to the next phase: what is done, what is missing, in plain words."""

    to_phase: int
    met: bool
    done: int
    needed: int
    opens_in: int = 0  # days, when met but too early
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Short:
    """The list that fits in so many minutes; ticking it counts as the day done."""

    minutes: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a person said about today: pain by area (0-10), illness above or below the neck."""

    pain: tuple[tuple[str, int], ...] = ()
    sharp: tuple[str, ...] = ()  # areas where it is sharp or changes how they move: red whatever the score
    ill: str = ""  # "", above, below


@dataclass(frozen=True, slots=True)
class Sheet:
    day: date
    phase: int
    kind: str  # starter, full, light; nothing due: free, rest, race, eve, ill, away, stop, emergency
    reason: str
    blocks: tuple[Block, ...] = ()
    short: tuple[Short, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    stops: tuple[Stop, ...] = ()
    sore: tuple[str, ...] = ()  # areas above their limit today: a red day for them
    blocked: tuple[str, ...] = ()  # what safety shuts: words of catalogue.BLOCKS
    gate: Gate | None = None
    week_kind: str = "build"
    revision: int = 1
    report: Report = field(default_factory=Report)

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for block in self.blocks for item in block.items)

    @property
    def keys(self) -> frozenset[str]:
        """Every key a tick of this day may carry, the short versions' included."""
        shorts = (item for short in self.short for item in short.items)
        return frozenset(key for item in (*self.items, *shorts) for key in item.keys)

    @property
    def seconds(self) -> int:
        return sum(block.seconds for block in self.blocks)
