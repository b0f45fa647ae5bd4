"""What a week holds on its days, and what found no place in it."""

from dataclasses import dataclass
from datetime import date

from webapp.domain.profile import Run


@dataclass(frozen=True, slots=True)
class DayPlan:
    on: date
    hip: str  # full, light, none
    why: str  # key of a reason in content
    kind: str = "train"  # train, free, race, eve
    runs: tuple[Run, ...] = ()
    session: str = ""  # circuit, lift, plyo, test: what is placed on this day
    session_why: str = ""  # one sentence
    warning: str = ""  # one sentence, when it was moved by hand and a soft rule bends
    moved: bool = False
    drills: bool = False  # warm-up drills before the run
    gentle: bool = False  # easy effort only: the day before a workout or long run
    share: float = 1.0  # of a normal session: taper, after illness or a race
    primer: bool = False  # the short lift five days before an A race


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """Sessions the week would hold that found no day, and why."""

    kind: str
    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class Week:
    kind: str  # of the day it was planned for: build, race, taper, recovery, return
    days: tuple[DayPlan, ...]
    left: tuple[NotPlaced, ...] = ()

    def on(self, day: date) -> DayPlan:
        return next(plan for plan in self.days if plan.on == day)
