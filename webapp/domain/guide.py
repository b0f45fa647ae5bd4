"""The guided session of a day: its list as steps one after the other, each set, side, rest and round in its place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from webapp.domain.catalogue import Catalogue
from webapp.domain.dose import CHANGEOVER
from webapp.domain.lift_rows import REST_WARM_UP
from webapp.domain.sheet import TEST_SLOT, Item, Sheet

AFTER_RUN = "after-run"  # of what is due several times a day, the helping that belongs here
SWITCH = 5  # seconds to turn to the other side, taken out of the changeover of the set [d]
SIDES = ("left", "right")
HOLD, PACE, FREE = "hold", "pace", "free"


@dataclass(frozen=True, slots=True)
class Step:
    """`kind`: setup lasts until told, ready, work, switch, rest. `timing` of work: hold by the clock, pace rep by rep,
    free until told. `seconds` is how long it should take, `amount` counts the item's unit, `load` is in kg.
    """

    kind: str
    key: str  # the tick it leads to; of a rest, that of the work before it
    seconds: float = 0.0
    timing: str = ""
    amount: int = 0
    side: str = ""
    number: int = 1  # of the set, or of the warm-up set
    of: int = 1
    load: float | None = None
    warm_up: bool = False
    round: int = 0  # of a circuit, else 0
    rounds: int = 0
    last: bool = False  # with it the item is done and its key is ticked


def steps(sheet: Sheet, catalogue: Catalogue, short: int = 0) -> tuple[Step, ...]:
    """The steps of the whole list, or of the short version of so many minutes. Tests have a screen of their own."""
    version = next((version for version in sheet.short if version.minutes == short), None)
    if version:
        return _ended(_led(version.items, catalogue, 0))
    return _ended(step for block in sheet.blocks for step in _led(block.items, catalogue, block.week))


def seconds(found: Iterable[Step]) -> float:
    """How long the steps take, without what lasts until told."""
    return sum(step.seconds for step in found)


def key_of(item: Item) -> str | None:
    """The key that a session ticks of a row; None where it ticks none."""
    if len(item.slots) > 1:
        return f"{item.exercise}@{AFTER_RUN}" if AFTER_RUN in item.slots else None
    return None if item.slots == (TEST_SLOT,) else item.keys[0]


def _led(items: Iterable[Item], catalogue: Catalogue, week: int) -> Iterator[Step]:
    """The rows of one block: circuits in rounds, sets with rests of their own, and all else with short changeovers."""
    ours = [item for item in items if key_of(item)]
    for flow, group in groupby(ours, _flow):
        rows = list(group)
        if flow == "plain":
            for row in rows:
                yield from _plain(row, catalogue)
            continue
        yield Step("setup", key_of(rows[0]))
        if flow == "circuit":
            yield from _circuit(rows, catalogue, _between_rounds(catalogue, week))
        else:
            for row in rows:
                yield from _rested(row, catalogue)


def _flow(item: Item) -> str:
    return "circuit" if item.rounds is not None else "plain" if item.rest is None else "rested"


def _between_rounds(catalogue: Catalogue, week: int) -> int:
    return next((build.rest_between_rounds for build in catalogue.circuit_weeks if build.week == week), 0)


def _plain(item: Item, catalogue: Catalogue) -> Iterator[Step]:
    """Get ready, then set after set; the changeover of each holds the turn to the other side and the rest."""
    yield Step("ready", key_of(item), CHANGEOVER)
    turns = _turns(item)
    for number, sides in enumerate(turns, 1):
        if number > 1:
            turned = len(turns[number - 2]) > 1
            yield Step("rest", key_of(item), CHANGEOVER - SWITCH * turned)
        yield from _work(item, catalogue, sides, number=number, of=len(turns))


def _rested(item: Item, catalogue: Catalogue) -> Iterator[Step]:
    """Warm-up sets, then the sets, a full rest after each."""
    turns = _turns(item)
    for number, (load, reps) in enumerate(item.warm_up, 1):
        warm = replace(item, amount=reps)
        yield from _work(warm, catalogue, turns[0], number=number, of=len(item.warm_up), load=load, warm_up=True)
        yield Step("rest", key_of(item), REST_WARM_UP)
    for number, sides in enumerate(turns, 1):
        yield from _work(item, catalogue, sides, number=number, of=len(turns), load=item.load)
        yield Step("rest", key_of(item), item.rest or 0)


def _circuit(items: list[Item], catalogue: Catalogue, between: int) -> Iterator[Step]:
    """Round after round through the stations, with the rests the week asks for."""
    rounds = max(item.rounds or 1 for item in items)
    for number in range(1, rounds + 1):
        stations = [item for item in items if (item.rounds or 1) >= number]
        for item in stations:
            yield from _work(item, catalogue, _turns(item)[0], round=number, rounds=rounds)
            rest = between if item is stations[-1] else item.rest or 0
            yield Step("rest", key_of(item), rest, round=number, rounds=rounds)


def _work(item: Item, catalogue: Catalogue, sides: tuple[str, ...], **more: object) -> Iterator[Step]:
    """One helping on each of some sides."""
    exercise = catalogue.exercises[item.exercise]
    timing, taken = _timing(item), item.amount * exercise.seconds_per_unit
    for number, side in enumerate(sides):
        if number and timing != FREE:
            yield Step("switch", key_of(item), SWITCH, side=side, **more)
        yield Step("work", key_of(item), taken, timing, item.amount, side, **more)


def _timing(item: Item) -> str:
    if item.unit == "seconds":
        return HOLD
    return PACE if item.unit == "reps" and _flow(item) != "rested" else FREE


def _turns(item: Item) -> list[tuple[str, ...]]:
    """The sides of each set; the weaker side's extra sets come after those of both."""
    if item.sides == 1:
        return [("",)] * item.sets
    wanted = [item.sets_left or item.sets, item.sets_right or item.sets]
    return [
        tuple(side for side, sets in zip(SIDES, wanted, strict=True) if number < sets) for number in range(max(wanted))
    ]


def _ended(found: Iterable[Step]) -> tuple[Step, ...]:
    """Each key ends with its last work; a rest that leads to no work is none."""
    made = list(found)
    last = {step.key: number for number, step in enumerate(made) if step.kind == "work"}
    following = [step.kind for step in made[1:]] + [""]
    return tuple(
        replace(step, last=last[step.key] == number)
        for number, (step, then) in enumerate(zip(made, following, strict=False))
        if step.kind != "rest" or (then == "work" and step.seconds)
    )
