"""The drawings of Progress as plain numbers, which templates only write down.

Every drawing is 320 wide, as wide as a card on a phone, so that its words keep their size there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from math import ceil, floor, sqrt

from webapp.domain.catalogue import CircuitWeek
from webapp.domain.loads import Gear, plates_for
from webapp.domain.series import PAIN_WEEKS, Ache, Coming, Jumped, Line, Point, Sore, Tried
from webapp.web.words import POUND

LEFT, RIGHT = 40, 312  # of a plot; its numbers stand left of it
TOP, FLOOR = 14, 122
STEPS = (1, 2.5, 5, 10, 20, 25, 50, 100)  # between the lines across, in kg or lb
PLATES_DRAWN, PLATE_SLOT = 7, 27  # more plates than these are drawn narrower
COLLAR = 124
ROUND_POUNDS = 5  # what 2.5 kg is about
RUNG = 74  # from one set of a ladder to the next
HEAVIEST = 25  # kg: drawn at full height


@dataclass(frozen=True, slots=True)
class Mark:
    """A word or number beside a line of the drawing."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A lift over time: its load as steps, the estimate of one repetition as a line; both as paths."""

    loads: str
    about: str
    dots: tuple[tuple[float, float], ...]
    across: tuple[Mark, ...]
    below: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """An upright bar, or a plate seen from the side; `middle` is where its words are centred."""

    x: float
    width: float
    height: float
    label: str
    y: float = 0  # the top; a plate hangs on the middle of its bar
    kind: str = ""

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars under the line of what is allowed, a path."""

    bars: tuple[Bar, ...]
    cap: str
    caps: tuple[Mark, ...]
    end: float
    below: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    x: float
    y: float
    kind: str  # fine, over; word where no number was given


@dataclass(frozen=True, slots=True)
class Strip:
    """The pain of one place: a band of what may go on, and a spot for each day it was told."""

    limit_y: float
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a test as a bar against its target."""

    y: int
    width: float
    tried: Tried


@dataclass(frozen=True, slots=True)
class Rung:
    """One set of a warm-up ladder: what is lifted how often, and the plates of one side, from the collar out."""

    y: int
    kg: float
    reps: int
    side: tuple[str, ...]
    plates: tuple[Bar, ...]

    @property
    def below(self) -> float:
        """Where the words under the plates stand."""
        return self.y + 40 + max((plate.height / 2 for plate in self.plates), default=0)


def curve(line: Line, imperial: bool = False) -> Curve:
    """A lift from the first session shown to the last."""
    unit = POUND if imperial else 1
    first, last = line.loads[0].on, line.loads[-1].on
    low, high, across = _scale([point.value / unit for point in (*line.loads, *line.estimates)])

    def height(value: float) -> float:
        return round(FLOOR - (FLOOR - TOP) * (value - low) / (high - low), 1)

    def place(point: Point) -> tuple[float, float]:
        return _along(point.on, first, last, LEFT + 8, RIGHT - 8), height(point.value / unit)

    loads = [place(point) for point in line.loads]
    return Curve(
        loads=_steps(loads),
        about=_through([place(point) for point in line.estimates]),
        dots=tuple(loads),
        across=tuple(Mark(height(value), f"{value:g}") for value in across),
        below=(Mark(LEFT, short(first)), Mark(RIGHT, short(last))),
    )


def build(weeks: Iterable[CircuitWeek], now: int, done: bool) -> tuple[Bar, ...]:
    """The weeks of the circuit build, as high as their work: those behind, the one now, those to come."""
    work = [(week.week, week.exercises * week.reps * week.rounds) for week in weeks]
    most, slot = max(amount for _, amount in work), 320 / len(work)
    return tuple(
        Bar(
            x=round(n * slot + 4, 1),
            width=round(slot - 8, 1),
            height=round(70 * sqrt(amount / most), 1),
            label=str(week),
            y=round(80 - 70 * sqrt(amount / most), 1),
            kind="done" if done or week < now else "now" if week == now else "next",
        )
        for n, (week, amount) in enumerate(work)
    )


def contacts(sessions: Sequence[Jumped]) -> Bars:
    """Landings of each session under the most its level allows; what was not done is only outlined."""
    most = max(max(session.most, session.contacts) for session in sessions)
    slot = min(44, 276 / len(sessions))
    tops = [round(FLOOR - 100 * session.most / most, 1) for session in sessions]
    bars = [_session(session, n * slot, slot, most) for n, session in enumerate(sessions)]
    ends = (sessions[0], sessions[-1]) if len(sessions) * slot > 110 else (sessions[0],)
    below = tuple(Mark(round(x, 1), short(each.on)) for x, each in zip((0, len(sessions) * slot), ends, strict=False))
    return Bars(tuple(bars), _cap(tops, slot), _turns(sessions, tops), round(len(sessions) * slot, 1), below)


def strip(sore: Sore, today: date) -> Strip:
    """The last eight weeks of one place, 0 at the bottom and 10 at the top; pain without a number stands above."""
    first = today - timedelta(weeks=PAIN_WEEKS)
    return Strip(_score(sore.limit), tuple(_spot(sore, ache, first, today) for ache in sore.aches))


def rows(tests: Iterable[Tried]) -> tuple[Row, ...]:
    """The latest try at each line of a test; the target stands at five sixths of the width."""
    return tuple(Row(n * 48, _share(tried), tried) for n, tried in enumerate(tests))


def rungs(coming: Coming, imperial: bool = False) -> tuple[Rung, ...]:
    """The sets of the next session, lightest first and the work last; a bar shows the plates of one side."""
    if not coming.load or coming.finding:
        return ()
    sets = (*coming.ladder, (coming.load, coming.reps))
    return tuple(_rung(n * RUNG, kg, reps, coming.gear, imperial) for n, (kg, reps) in enumerate(sets))


def about(kg: float, imperial: bool = False) -> str:
    """An estimate in round numbers: 75 kg, 165 lb."""
    return f"{ROUND_POUNDS * round(kg / POUND / ROUND_POUNDS)} lb" if imperial else f"{kg:g} kg"


def short(on: date) -> str:
    """4 Mar."""
    return f"{on.day} {on.strftime('%b')}"


def _scale(values: Sequence[float]) -> tuple[float, float, list[float]]:
    """The lowest and highest line across, and two to six lines in even steps."""
    low, high = min(values), max(values)
    step = next((step for step in STEPS if high - low <= 4 * step), STEPS[-1])
    first, last = floor(low / step), ceil(high / step)
    last += first == last
    return first * step, last * step, [n * step for n in range(first, last + 1)]


def _along(on: date, first: date, last: date, left: float, right: float) -> float:
    return round(left + (right - left) * (on - first).days / max(1, (last - first).days), 1)


def _steps(places: Sequence[tuple[float, float]]) -> str:
    """A load stays until the next session changes it."""
    x, y = places[0]
    return f"M{x:g} {y:g}" + "".join(f"H{x:g}V{y:g}" for x, y in places[1:])


def _through(places: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in places) if len(places) > 1 else ""


def _session(session: Jumped, x: float, slot: float, most: int) -> Bar:
    tall = round(100 * session.contacts / most, 1)
    width = min(28, slot - 4)
    label = str(session.contacts) if slot >= 26 else ""
    kind = "done" if session.counted else "asked"
    return Bar(round(x + (slot - width) / 2, 1), round(width, 1), tall, label, round(FLOOR - tall, 1), kind)


def _turns(sessions: Sequence[Jumped], tops: Sequence[float]) -> tuple[Mark, ...]:
    """The cap as it was first and as it is now; one where they would stand on each other."""
    first, last = Mark(tops[0], str(sessions[0].most)), Mark(tops[-1], str(sessions[-1].most))
    return (last,) if abs(first.at - last.at) < 16 else (first, last)


def _cap(tops: Sequence[float], slot: float) -> str:
    path = f"M0 {tops[0]:g}"
    for n, (before, after) in enumerate(pairwise(tops), 1):
        path += f"H{round(n * slot, 1):g}V{after:g}" if before != after else ""
    return f"{path}H{round(len(tops) * slot, 1):g}"


def _spot(sore: Sore, ache: Ache, first: date, today: date) -> Spot:
    x = _along(ache.on, first, today, 34, 306)
    if ache.score is None:
        return Spot(x, _score(10), "word")
    return Spot(x, _score(ache.score), "over" if sore.is_over(ache) else "fine")


def _score(score: int) -> float:
    return round(84 - 7.2 * score, 1)


def _share(tried: Tried) -> float:
    share = tried.latest.amount / tried.amount if tried.latest else 0
    return round(320 * min(share, 1.2) / 1.2, 1)


def _rung(y: int, kg: float, reps: int, gear: Gear, imperial: bool) -> Rung:
    side = plates_for(kg, gear.bar, gear.pairs) if gear.bar else ()
    return Rung(y, kg, reps, tuple(_name(plate, imperial) for plate in side), _plates(side, imperial))


def _plates(side: Sequence[float], imperial: bool) -> tuple[Bar, ...]:
    """Each plate with its number; of too many, each run of one size with how many there are."""
    slot = min(PLATE_SLOT, (316 - COLLAR) / max(1, len(side)))
    names = [_name(plate, imperial) for plate in side]
    if len(side) > PLATES_DRAWN:
        names = [name for _, run in groupby(names) for name in _shared(list(run))]
    return tuple(
        Bar(round(COLLAR + n * slot, 1), round(slot - 3, 1), round(14 + 36 * sqrt(min(plate / HEAVIEST, 1)), 1), name)
        for n, (plate, name) in enumerate(zip(side, names, strict=True))
    )


def _shared(run: list[str]) -> list[str]:
    """One label in the middle of a run of plates of one size."""
    label = f"{len(run)}×{run[0]}" if len(run) > 1 else run[0]
    return [label if n == (len(run) - 1) // 2 else "" for n in range(len(run))]


def _name(kg: float, imperial: bool) -> str:
    """What stands on a plate: 2.5; pounds from ten on without a fraction, which no plate has."""
    pounds = kg / POUND
    return f"{round(pounds, 1 if pounds < 10 else None) if imperial else kg:g}"
