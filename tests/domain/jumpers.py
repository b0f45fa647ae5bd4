"""A runner who jumps, for tests of the jump branch."""

from datetime import UTC, date, datetime, time, timedelta

from tests.domain.mornings import MONDAY, answered, days_ago, settled
from webapp.domain import safety
from webapp.domain.checks import Check
from webapp.domain.plan import DayPlan
from webapp.domain.profile import Profile, Wishes
from webapp.domain.runner import Runner
from webapp.domain.sheet import Block, Item, Report, Sheet
from webapp.domain.standing import Jumps, Placed

TUESDAY = MONDAY + timedelta(days=1)
QUIET = Report()
FIRST = Jumps()


def jumper(catalogue, jumps: Jumps = FIRST, day: date = MONDAY, report: Report = QUIET, **known: object) -> Runner:
    """Somebody in phase 3 who wants jumps and no lifts; `known` is of the profile where it has such a field."""
    ours = {key: known.pop(key) for key in list(known) if key in Profile.__dataclass_fields__}
    profile = Profile(**{"wishes": Wishes(plyometrics=True), "screen": answered(catalogue), **ours})
    standing = settled(**{"phase": 3, "mastered_on": days_ago(7), "jumps": jumps, **known})
    return Runner(catalogue, profile, standing, safety.limits(catalogue, profile, day, report), day)


def plan(day: date = MONDAY, **known: object) -> DayPlan:
    return DayPlan(day, "light", "light-day", **{"session": "plyo", **known})


def sheet_of(day: date, *blocks: Block | None, sore: tuple[str, ...] = ()) -> Sheet:
    return Sheet(day, 3, "light", "", tuple(block for block in blocks if block), sore=sore)


def ticks(day: date, rows: tuple[Item, ...], **details: object) -> dict[str, Check]:
    """Every row ticked, with the same details."""
    at = datetime.combine(day, time(18), UTC)
    return {key: Check(key, day, key, True, at, **details) for row in rows for key in row.keys}


def session(day: date, contacts: int = 40, level: int = 1, kind: str = "plyo", **known: object) -> Placed:
    return Placed(day, kind, **{"counted": True, "level": level, "contacts": contacts, **known})


def dose(block: Block) -> dict[str, int]:
    """Sets of each row."""
    return {row.keys[0]: row.sets for row in block.items}


def contacts(block: Block) -> int:
    return sum(row.contacts for row in block.items)
