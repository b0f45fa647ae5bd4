"""What the app asks for on a day: a small immutable snapshot."""

from dataclasses import dataclass, field
from datetime import date

SLOTS = {1: ("",), 2: ("morning", "evening"), 3: ("morning", "after-run", "evening")}
TEST_SLOT = "test"  # of rows that are tests: slug@test
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
    rounds: int | None = None  # of a circuit: `sets` is then 1
    rest: int | None = None  # seconds: between the exercises of a circuit, else between sets
    rir: int | None = None  # reps in reserve at the end of each set
    load: float | None = None  # kg, all weights together
    warm_up: tuple[tuple[float, int], ...] = ()  # (kg, reps) of each lighter set before
    finding: bool = False  # looking for today's load, set by set
    contacts: int = 0  # counted landings of the whole row

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys ticks carry: the slug, or slug@slot for each time of day."""
        return tuple(f"{self.exercise}@{slot}" if slot else self.exercise for slot in self.slots)


@dataclass(frozen=True, slots=True)
class Block:
    kind: str  # hip, rehab, core, mobility, drill, circuit, lift, plyo, test
    reason: str
    items: tuple[Item, ...]
    name: str = ""  # of the session: "Circuit A, body weight"
    note: str = ""  # how hard, what to mind
    week: int = 0  # of the circuit build or of the 20-week path; 0 for work that has no weeks
    level: int = 0  # of the jumps
    eased: bool = False  # less than a normal session: deload, taper, after illness, a race or a break
    setup: int = 0  # seconds beside the rows: set-up, rests between rounds

    @property
    def seconds(self) -> int:
        """Once-a-day work only: several-times-a-day items are counted and shown apart (DECISIONS 10)."""
        return self.setup + sum(item.seconds for item in self.items if len(item.slots) == 1)


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
    safety: bool = False  # something of safety is missing: it cannot be stepped past


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
    soreness: int = 0  # of muscles, 0-10: both sides, dull; logged apart from pain (training.md 3.3)
    worse: tuple[str, ...] = ()  # areas worse this morning than before yesterday's session: red whatever the score


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
    gate: Gate | None = None  # to the next phase
    gates: tuple[Gate, ...] = ()  # every gate, in order
    week_kind: str = "build"  # build, deload, race, taper, recovery, return
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
