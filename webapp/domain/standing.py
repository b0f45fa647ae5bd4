"""Where a runner stands: the small state that training moves from day to day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Red:
    """A red pain report of one area."""

    on: date
    area: str


@dataclass(frozen=True, slots=True)
class Standing:
    """All dates are local days. `streaks` counts full days in a row that held the item and had it done as written."""

    started_on: date
    phase: int = 1
    phase_since: date | None = None
    starter_from: date | None = None  # first day of a hip starter week
    eased_until: date | None = None  # level 1 for everything up to this day, after 28 or more days off
    last_done: date | None = None
    done_days: tuple[date, ...] = ()  # of the last 14
    full_days: int = 0  # full hip days prescribed: the place in the rotation A, B, C
    light_days: int = 0  # light days prescribed since the last full one
    full_on: tuple[date, ...] = ()  # full hip days of the last 7
    levels: Mapping[str, int] = field(default_factory=dict)
    growth: Mapping[str, int] = field(default_factory=dict)  # steps of more reps where the next level's kit is missing
    streaks: Mapping[str, int] = field(default_factory=dict)
    level_ups: tuple[date, ...] = ()  # of the last 7 days
    proven: frozenset[str] = frozenset()  # hip items done as written at least once
    unproven: Mapping[str, date] = field(default_factory=dict)  # asked for, not yet done as written: last asked
    reds: tuple[Red, ...] = ()  # of the last 14 days
    rehab_from: Mapping[str, date] = field(default_factory=dict)  # injury -> first day its work was given
    ill_until: date | None = None  # last day of illness below the neck
