"""The days and weeks to come, if every day is done as written: a look, never a promise."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.domain.advance import advance
from webapp.domain.catalogue import Catalogue
from webapp.domain.days import week_of
from webapp.domain.plan import DayPlan, NotPlaced, Week
from webapp.domain.prescribe import prescribe
from webapp.domain.profile import Profile, Race
from webapp.domain.race_window import race_on
from webapp.domain.sheet import Sheet
from webapp.domain.simulate import all_done
from webapp.domain.standing import Standing
from webapp.domain.week import SESSIONS, plan_week

WEEKS = 12  # shown, this one included [d]
KINDS = ("race", "taper", "recovery", "return", "deload", "build")  # of equals the first names the week


@dataclass(frozen=True, slots=True)
class DayAhead:
    """One day: its sheet, the week as it stands that morning, and its race."""

    week: Week
    sheet: Sheet
    race: Race | None = None

    @property
    def on(self) -> date:
        return self.sheet.day

    @property
    def plan(self) -> DayPlan:
        return self.week.on(self.on)

    @property
    def session(self) -> str:
        """circuit, lift, plyo or test, if the day's sheet holds one."""
        return next((block.kind for block in self.sheet.blocks if block.kind in SESSIONS), "")


@dataclass(frozen=True, slots=True)
class WeekAhead:
    """A week, Monday to Sunday; this week's begins with today."""

    days: tuple[DayAhead, ...]

    @property
    def monday(self) -> date:
        return week_of(self.days[0].on)[0]

    @property
    def phase(self) -> int:
        """The phase the week ends in."""
        return self.days[-1].sheet.phase

    @property
    def races(self) -> tuple[Race, ...]:
        return tuple(day.race for day in self.days if day.race)

    @property
    def left(self) -> tuple[NotPlaced, ...]:
        """What found no day, as the week begins."""
        return self.days[0].week.left

    @property
    def kind(self) -> str:
        """What most of its days are. The week of a race is its race week; the days before, in another, are a taper."""
        if self.races:
            return "race"
        kinds = Counter(day.sheet.week_kind.replace("race", "taper") for day in self.days)
        return max(KINDS, key=kinds.__getitem__)

    @property
    def circuit_week(self) -> int:
        """Of the eight-week build; 0 without circuits."""
        return self._most("week", "circuit")

    @property
    def path_week(self) -> int:
        """Of the 20-week path; 0 without lifts and jumps."""
        return self._most("week", "lift", "plyo")

    @property
    def jump_level(self) -> int:
        """1 to 4; 0 without jumps."""
        return self._most("level", "plyo")

    def _most(self, what: str, *kinds: str) -> int:
        blocks = (block for day in self.days for block in day.sheet.blocks if block.kind in kinds)
        return max((getattr(block, what) for block in blocks), default=0)


def days(catalogue: Catalogue, profile: Profile, standing: Standing, sheet: Sheet, last: date) -> Iterator[DayAhead]:
    """Today, with its sheet and where the runner stood this morning, and each day to `last`."""
    week = plan_week(catalogue, profile, standing, sheet.day)
    yield DayAhead(week, sheet, race_on(profile, sheet.day))
    while sheet.day < last:
        day = sheet.day + timedelta(days=1)
        standing = advance(catalogue, standing, sheet, all_done(sheet), day)
        week = plan_week(catalogue, profile, standing, day)
        sheet = prescribe(catalogue, profile, standing, week, day)
        yield DayAhead(week, sheet, race_on(profile, day))


def weeks(
    catalogue: Catalogue, profile: Profile, standing: Standing, sheet: Sheet, count: int = WEEKS
) -> tuple[WeekAhead, ...]:
    """So many weeks, this one first."""
    last = week_of(sheet.day)[-1] + timedelta(weeks=count - 1)
    by_week: dict[date, list[DayAhead]] = {}
    for day in days(catalogue, profile, standing, sheet, last):
        by_week.setdefault(week_of(day.on)[0], []).append(day)
    return tuple(WeekAhead(tuple(found)) for found in by_week.values())
