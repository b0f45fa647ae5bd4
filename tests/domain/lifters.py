"""Runners who lift, for tests of the lifting branch."""

from datetime import UTC, date, datetime, time, timedelta

from tests.domain.mornings import MONDAY, days_ago
from webapp.domain import lifting
from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import Check
from webapp.domain.plan import DayPlan
from webapp.domain.profile import Profile, Wishes
from webapp.domain.runner import Runner
from webapp.domain.safety import Limits
from webapp.domain.sheet import Block, Item, Sheet
from webapp.domain.standing import Lift, Standing

GYM = frozenset({"barbell", "rack", "bench", "dumbbell", "trap-bar", "machine"})
HOME = frozenset({"dumbbell"})
COACHED = ("back-squat", "romanian-deadlift", "trap-bar-deadlift")


def lifter(catalogue: Catalogue, lifting: str = "barbell", *, closed: tuple[str, ...] = (), **known: object) -> Runner:
    """A runner past the circuits, with a whole gym unless told otherwise; `standing` and profile fields by name."""
    coached, jumps = known.pop("coached", ()), known.pop("jumps", False)
    standing, day = known.pop("standing", None) or mastered(), known.pop("day", MONDAY)
    sore = known.pop("sore", {})
    screen = {"q08": False}  # the hop test hurt nothing, so that jumps may be on the path
    profile = Profile(wishes=Wishes(lifting, jumps, coached=coached), **{"kit": GYM, "screen": screen, **known})
    return Runner(catalogue, profile, standing, Limits(shut=frozenset(closed), sore=sore), day)


def mastered(**known: object) -> Standing:
    return Standing(**{"started_on": days_ago(120), "mastered_on": days_ago(10), "last_done": days_ago(1), **known})


def lifted(kg: float, on: date | None = None, **known: object) -> Lift:
    """A lift whose load was found, last done four days ago."""
    return Lift(kg, True, on or days_ago(4), **known)


def session(runner: Runner, **plan: object) -> Block:
    """The heavy session of the runner's day."""
    found, _ = lifting.block(runner, plan_of(runner, **plan))
    assert found is not None
    return found


def plan_of(runner: Runner, **plan: object) -> DayPlan:
    return DayPlan(runner.day, "light", "light-day", session="lift", **plan)


def slugs(block: Block) -> list[str]:
    return [row.exercise for row in block.items]


def row_of(block: Block, slug: str) -> Item:
    return next(row for row in block.items if row.exercise == slug)


def sheet_of(block: Block | None, day: date = MONDAY, **known: object) -> Sheet:
    """A day of phase 3 with this session."""
    return Sheet(day, 3, "light", "", blocks=(block,) if block else (), **known)


def ticked(sheet: Sheet, **said: object) -> dict[str, Check]:
    """Every row of the sheet done, with what was said of all of them."""
    at = datetime.combine(sheet.day, time(18), UTC)
    return {row.exercise: Check("op", sheet.day, row.exercise, True, at, **said) for row in sheet.items}


def later(days: int, day: date = MONDAY) -> date:
    return day + timedelta(days=days)
