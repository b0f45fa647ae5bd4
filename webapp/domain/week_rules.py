"""Which session may stand on which day of a week: what forbids it, what only speaks against it, and what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from webapp.domain.profile import Profile, Run
from webapp.domain.race_window import RACE_WEEK
from webapp.domain.run_day import SHORT_RUN, RunDay, run_day

HEAVY, JUMPS = "lift", "plyo"
CIRCUITS = ("circuit", "test")  # a test stands where a circuit would
CAPS = {"circuit": 3, HEAVY: 2, JUMPS: 2}  # in any seven days: DECISIONS 2 and 4
HEAVY_AND_JUMPS = 3  # in any seven days: training.md 4.6
APART, APART_FIRST_LEVEL = 48, 24  # hours between jumps, and between heavy work and jumps [s57]
CAP_DAYS = 7
SOME_MONDAY = date(2026, 1, 5)

# The table of training.md 4.8: what an automatic plan never does, but a person may choose by hand with a warning.


@dataclass(frozen=True, slots=True)
class Spot:
    """A session on a day."""

    kind: str
    day: RunDay


def forbids(kind: str, day: RunDay) -> str:
    """The key of the reason that keeps a session off this day whatever else the week holds; nothing when none does."""
    return hard_rule(kind, day) or soft_rule(kind, day)


def hard_rule(kind: str, day: RunDay) -> str:
    """Illness, travel, races, and the eve of hard running (DECISIONS 2, 1 to 3)."""
    if day.off:
        return day.off
    if day.window.forbids(kind):
        return day.window.forbids(kind)
    if kind != "circuit" and day.quality_next:
        return "eve-of-quality"
    return "free-day" if day.free else ""


def soft_rule(kind: str, day: RunDay) -> str:
    """The table of training.md 4.8. A day without a run takes circuits like an easy day (DECISIONS 3)."""
    if day.hardest == "long":
        return "long-day"
    if kind in CIRCUITS:
        return ""
    if not day.hardest:
        return "rest-day" if day.usual and kind not in _open_to_rest(day.usual) else ""
    if kind == JUMPS:
        if day.hardest == "cross":
            return "cross-jumps"
        return "workout-not-fresh" if day.hardest == "workout" and day.minutes > SHORT_RUN else ""
    return "workout-soon" if day.hardest in ("easy", "strides") and day.workout_soon else ""


@cache
def _open_to_rest(runs: tuple[Run, ...]) -> frozenset[str]:
    """Kinds that no day with a run can take in the usual week; else they would never find a place [d]."""
    usual = Profile(runs=runs)
    days = [run_day(usual, SOME_MONDAY + timedelta(days=n)) for n in range(7)]
    running = [day for day in days if day.hardest]
    return frozenset(kind for kind in (HEAVY, JUMPS) if all(forbids(kind, day) for day in running))


def clashes(kind: str, day: RunDay, earlier: Sequence[Spot], first_level: bool) -> str:
    """The key of the reason that keeps a session off a day after those before it: spacing, then caps."""
    apart = _too_close(kind, day, earlier, first_level)
    return apart or _over_cap(kind, day, earlier)


def _too_close(kind: str, day: RunDay, earlier: Sequence[Spot], first_level: bool) -> str:
    for spot in earlier:
        days = (day.on - spot.day.on).days
        hours = (day.end - spot.day.end).total_seconds() / 3600
        if days == 0:
            return "one-a-day"
        if {kind, spot.kind} <= {HEAVY, JUMPS}:
            least = APART_FIRST_LEVEL if first_level and kind != spot.kind else APART
            if hours < least or days * 24 < least:
                return f"apart-{spot.kind}-{kind}"
    return ""


def _over_cap(kind: str, day: RunDay, earlier: Sequence[Spot]) -> str:
    counted = "circuit" if kind in CIRCUITS else kind
    near = [spot for spot in earlier if (day.on - spot.day.on).days < CAP_DAYS]
    same = [spot for spot in near if spot.kind == kind or {spot.kind, kind} <= set(CIRCUITS)]
    if len(same) >= CAPS[counted]:
        return f"cap-{counted}"
    hard = [spot for spot in near if spot.kind in (HEAVY, JUMPS)]
    if kind in (HEAVY, JUMPS) and len(hard) >= HEAVY_AND_JUMPS:
        return "cap-hard"
    return f"cap-race-{counted}" if _in_same_race_week(day, same) else ""


def _in_same_race_week(day: RunDay, same: Sequence[Spot]) -> bool:
    """Once in the seven days that end with a race: training.md 4.9 [seed]."""
    races = [day.on + timedelta(days=days) for days, _ in day.window.before if days < RACE_WEEK]
    return any((race - spot.day.on).days < RACE_WEEK for race in races for spot in same)


def cost(kind: str, day: RunDay, earlier: Sequence[Spot]) -> int:
    """How much speaks against a day that is allowed; 0 is the best. The order of preference of training.md 4.8 [d]."""
    return _cost_of_day(kind, day) + _cost_of_spread(kind, day, earlier)


def _cost_of_day(kind: str, day: RunDay) -> int:
    if kind == HEAVY:  # hard days hard [s94]
        return {"workout": 0, "": 1, "cross": 2}.get(day.hardest, 3)
    if kind == JUMPS:  # fresh legs, after a short easy run
        return 4 if day.hardest == "workout" else 2 if day.minutes > SHORT_RUN else 0
    rest = 0 if day.few_runs else 2
    run = {"": rest, "cross": 0, "easy": 1 if day.few_runs else 0}.get(day.hardest, 1)
    usual_full_day = 2 if not day.usual and day.on.weekday() in (0, 2, 4) else 0  # DECISIONS 3
    return run + usual_full_day + (3 if day.quality_next else 0)


def _cost_of_spread(kind: str, day: RunDay, earlier: Sequence[Spot]) -> int:
    gaps = [(day.on - spot.day.on).days for spot in earlier if _alike(kind, spot.kind)]
    gap = min(gaps, default=7)
    return {1: 4, 2: 0 if kind in CIRCUITS else 1}.get(gap, 0)


def _alike(kind: str, other: str) -> bool:
    return kind == other or {kind, other} <= set(CIRCUITS)
