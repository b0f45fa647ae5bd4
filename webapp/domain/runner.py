"""One person on one day: what every kind of work needs to know."""

from dataclasses import dataclass
from datetime import date

from webapp.domain.catalogue import Catalogue, Exercise
from webapp.domain.profile import Profile
from webapp.domain.safety import Limits
from webapp.domain.standing import Standing

STARTER_DAYS = 7  # the first week: training.md 4.2 [d]


@dataclass(frozen=True, slots=True)
class Runner:
    """Catalogue, person and day together. `say` gives a reason in words."""

    catalogue: Catalogue
    profile: Profile
    standing: Standing
    limits: Limits
    day: date

    @property
    def kit(self) -> frozenset[str]:
        return self.profile.kit

    @property
    def easy(self) -> bool:
        """Eased in after 28 or more days off: everything at level 1 (training.md 4.10)."""
        return self.standing.eased_until is not None and self.day <= self.standing.eased_until

    @property
    def starter(self) -> bool:
        start = self.standing.starter_from
        return start is not None and 0 <= (self.day - start).days < STARTER_DAYS

    def say(self, key: str, **names: object) -> str:
        """A reason in words, from content."""
        return self.catalogue.words["reasons"][key].format(**names)

    def instead_of(self, planned: Exercise) -> str:
        """Why something else stands in for this exercise today."""
        area = next((area for area in self.limits.sore if planned.swap_for(area)), "")
        hurts = area and area not in self.limits.spared
        key = "sore" if hurts else "held" if area or planned.levels[0].possible_with(self.kit) else "kit"
        return self.say(f"instead-{key}", planned=planned.name.lower(), area=self.catalogue.areas.get(area, ""))
