"""The races a person has told: read from a form, one a day, the next one first."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from webapp.domain.profile import DISTANCES, Profile, Race

PRIORITIES = ("A", "B")
AHEAD = timedelta(days=731)  # two years [d]
KEPT = timedelta(days=365)  # how long a race that was run stays on the list [d]
MOST = 20  # races to come [d]

ASK_DATE = "Choose a day from today to two years ahead."
ASK_PRIORITY = "Choose A or B."
ASK_DISTANCE = "Choose the distance."
TOO_MANY = f"{MOST} races are the most the plan can look ahead to. Take one out first."


def read_race(form: Mapping[str, str], today: date, was: Race | None = None) -> tuple[Race | None, dict[str, str]]:
    """The race a form describes, or None and a sentence for each field; a race that `was` may keep its day."""
    on = _date(form.get("on", ""))
    fine = on is not None and (today <= on <= today + AHEAD or (was is not None and on == was.on))
    checks = {
        "on": (fine, ASK_DATE),
        "priority": (form.get("priority") in PRIORITIES, ASK_PRIORITY),
        "distance": (form.get("distance") in DISTANCES, ASK_DISTANCE),
    }
    faults = {field: words for field, (right, words) in checks.items() if not right}
    return (None, faults) if faults else (Race(on, form["priority"], form["distance"]), {})


def as_form(race: Race) -> dict[str, str]:
    """The words of the form for a race already told."""
    return {"on": race.on.isoformat(), "priority": race.priority, "distance": race.distance}


def with_race(profile: Profile, race: Race, today: date) -> Profile:
    """The race of its day, in the place of any other; what was run over a year ago leaves."""
    others = (other for other in profile.races if other.on != race.on and other.on >= today - KEPT)
    return replace(profile, races=tuple(sorted((*others, race), key=lambda one: one.on)))


def without_race(profile: Profile, on: date) -> Profile:
    """No race on this day."""
    return replace(profile, races=tuple(race for race in profile.races if race.on != on))


def coming(profile: Profile, today: date) -> tuple[Race, ...]:
    """The races from today on, the next one first."""
    return tuple(sorted((race for race in profile.races if race.on >= today), key=lambda race: race.on))


def past(profile: Profile, today: date) -> tuple[Race, ...]:
    """The races that were, the last one first."""
    return tuple(sorted((race for race in profile.races if race.on < today), key=lambda race: race.on, reverse=True))


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
