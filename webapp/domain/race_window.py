"""The days around a race: race week, taper, recovery, the first week back. training.md 4.9 [d]."""

from dataclasses import dataclass
from datetime import date

from webapp.domain.profile import Profile, Race

RACE_WEEK = 7  # days ending on race day: DECISIONS 4
TAPER = 14  # days before an A race with volume halved [s95]
RECOVERY = {"5k": 2, "10k": 2, "half": 5, "other": 5, "marathon": 14}  # days of injury prevention and mobility only [d]
BACK = 7  # days of the first week back
BACK_SHARE, TAPER_SHARE, B_JUMPS_SHARE = 0.6, 0.5, 0.6
LAST = {"A": {"lift": 7, "plyo": 5, "circuit": 7, "test": 7}, "B": {"lift": 4, "plyo": 4, "circuit": 3, "test": 7}}
PRIMER = (5, 6)  # days before an A race: at most one 2 x 3 at 80 %
LOOK_AHEAD, LOOK_BACK = 21, 30  # days in which a race can matter


@dataclass(frozen=True, slots=True)
class RaceWindow:
    """What the races near a day mean for it. `before`: the races ahead with the days to them, nearest first."""

    before: tuple[tuple[int, Race], ...] = ()
    recovering: bool = False
    back: bool = False

    @property
    def kind(self) -> str:
        """race, taper, recovery, return, or nothing."""
        if any(days < RACE_WEEK for days, _ in self.before):
            return "race"
        if any(race.priority == "A" and days <= TAPER for days, race in self.before):
            return "taper"
        return "recovery" if self.recovering else "return" if self.back else ""

    def primer(self) -> bool:
        """Whether this is a day for the one short lift before an A race."""
        return any(race.priority == "A" and days in PRIMER for days, race in self.before)

    def forbids(self, kind: str) -> str:
        """The key of the reason why a session may not stand on this day; nothing when it may."""
        if self.recovering:
            return "race-recovery"
        for days, race in self.before:
            if days < LAST[race.priority][kind] and not (kind == "lift" and race.priority == "A" and days in PRIMER):
                return "race-day" if days == 0 else f"race-near-{race.priority.lower()}"
        return ""

    def share(self, kind: str) -> float:
        """How much of a normal session this day takes."""
        if self.back:
            return BACK_SHARE
        if any(race.priority == "A" and days <= TAPER for days, race in self.before):
            return TAPER_SHARE
        return B_JUMPS_SHARE if kind == "plyo" and any(days < RACE_WEEK for days, _ in self.before) else 1.0


def race_window(profile: Profile, day: date) -> RaceWindow:
    """The window of a day; without a race near it everything is usual."""
    near = [race for race in profile.races if -LOOK_BACK < (race.on - day).days <= LOOK_AHEAD]
    if not near:
        return NOWHERE_NEAR
    ahead = sorted((race for race in near if race.on >= day), key=lambda race: (race.on, race.priority))
    since = [(day - race.on).days - RECOVERY[race.distance] for race in near if race.on < day]
    return RaceWindow(
        before=tuple(((race.on - day).days, race) for race in ahead),
        recovering=any(days <= 0 for days in since),
        back=any(0 < days <= BACK for days in since),
    )


def race_on(profile: Profile, day: date) -> Race | None:
    """The race of a day, the one that matters most if there are two."""
    if not profile.races:
        return None
    return min((race for race in profile.races if race.on == day), key=lambda race: race.priority, default=None)


NOWHERE_NEAR = RaceWindow()
