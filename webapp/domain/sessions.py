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
    return replace(standing, sessions=(*kept, *(_placed(sheet.day, b, outcomes) for b in blocks(sheet))))


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


def is_counted(block: Block, outcomes: Outcomes) -> bool:
    """Whether 80 % of its rows are ticked."""
    done = [row for row in block.items if is_done(row, outcomes)]
    return bool(block.items) and len(done) >= COUNTED_SHARE * len(block.items)


def is_done(row: Item, outcomes: Outcomes) -> bool:
    """Whether every helping of the day is ticked."""
    return all(key in outcomes and outcomes[key].done for key in row.keys)


def is_whole(row: Item, outcomes: Outcomes) -> bool:
    """Ticked, and every planned rep done."""
    amounts = (outcomes[key].amount for key in row.keys if key in outcomes)
    return is_done(row, outcomes) and all(amount is None or amount >= row.amount for amount in amounts)


def _placed(day: date, block: Block, outcomes: Outcomes) -> Placed:
    return Placed(
        on=day,
        kind=block.kind,
        counted=is_counted(block, outcomes),
        whole=all(is_whole(row, outcomes) for row in block.items),
        week=block.week,
        level=block.level,
        contacts=sum(row.contacts for row in block.items),
        eased=block.eased,
        rounds=max((row.rounds or 0 for row in block.items), default=0),
    )
