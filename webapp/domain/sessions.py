"""The sessions asked for lately: circuits, lifts, jumps, tests and drills; what was done of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from webapp.domain.checks import Outcomes
from webapp.domain.days import week_of
from webapp.domain.sheet import Block, Item, Sheet
from webapp.domain.standing import Placed, Standing

KINDS = ("circuit", "lift", "plyo", "test", "drill")
COUNTED_SHARE = 0.8  # of a session's items: DECISIONS 1
KEPT_DAYS = 35


def remember(standing: Standing, sheet: Sheet, outcomes: Outcomes) -> Standing:
    """The day's sessions join the log; what is older than five weeks leaves it."""
    kept = tuple(placed for placed in standing.sessions if (sheet.day - placed.on).days < KEPT_DAYS)
    return replace(standing, sessions=(*kept, *(_placed(sheet, b, outcomes) for b in blocks(sheet))))


def blocks(sheet: Sheet) -> list[Block]:
    """The blocks of a sheet that are sessions."""
    return [block for block in sheet.blocks if block.kind in KINDS]


def block_of(sheet: Sheet, kind: str) -> Block | None:
    """The block of a kind, if the day has one."""
    return next((block for block in sheet.blocks if block.kind == kind), None)


def of_kind(standing: Standing, *kinds: str) -> list[Placed]:
    """The sessions of some kinds, oldest first."""
    return [placed for placed in standing.sessions if placed.kind in kinds]


def in_week(placed: Iterable[Placed], day: date) -> list[Placed]:
    """Those in the week, Monday to Sunday, that holds this day."""
    monday = week_of(day)[0]
    return [session for session in placed if 0 <= (session.on - monday).days < 7]


def is_counted(sheet: Sheet, block: Block, outcomes: Outcomes) -> bool:
    """Whether 80 % of its rows are ticked, or of a circuit all rows of the short one (training.md 4.12)."""
    done = [row for row in block.items if is_done(row, outcomes)]
    if block.kind == "circuit" and _is_short_circuit_done(sheet, outcomes):
        return True
    return bool(block.items) and len(done) >= COUNTED_SHARE * len(block.items)


def _is_short_circuit_done(sheet: Sheet, outcomes: Outcomes) -> bool:
    rows = [row for short in sheet.short for row in short.items if row.rounds]
    return bool(rows) and all(is_done(row, outcomes) for row in rows)


def is_done(row: Item, outcomes: Outcomes) -> bool:
    """Whether every helping of the day is ticked."""
    return all(key in outcomes and outcomes[key].done for key in row.keys)


def is_whole(row: Item, outcomes: Outcomes) -> bool:
    """Ticked, and every planned rep done."""
    amounts = (outcomes[key].amount for key in row.keys if key in outcomes)
    return is_done(row, outcomes) and all(amount is None or amount >= row.amount for amount in amounts)


def _placed(sheet: Sheet, block: Block, outcomes: Outcomes) -> Placed:
    return Placed(
        on=sheet.day,
        kind=block.kind,
        counted=is_counted(sheet, block, outcomes),
        whole=all(is_whole(row, outcomes) for row in block.items),
        week=block.week,
        level=block.level,
        contacts=sum(row.contacts for row in block.items),
        eased=block.eased,
        rounds=max((row.rounds or 0 for row in block.items), default=0),
    )
