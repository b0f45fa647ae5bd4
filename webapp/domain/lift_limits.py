"""What holds a lift back: nobody qualified has watched it yet, or an injury needs more time. safety.yaml q21."""

from collections.abc import Mapping
from dataclasses import replace

from webapp.domain.catalogue import TIERS, Exercise, Level
from webapp.domain.injuries import tier_of, tier_of_latest
from webapp.domain.profile import PastInjury
from webapp.domain.rehab import recent_first
from webapp.domain.runner import Runner
from webapp.domain.safety import Limits, areas_of

CLEAN = "power-clean"  # never without a coach in person, never under 18
ADULTS = ("18-64", "65+")
BAR_FOR_ALL = frozenset({"hip-thrust"})  # open to everybody: safety.yaml q21
UNTIL_CLEARED = -1
AS_SORE = 10  # an area that waits is spared like one that hurts


def limits(runner: Runner) -> Limits:
    """Today's limits with everything a lift has to respect besides."""
    waits = dict.fromkeys(waiting(runner), AS_SORE)
    found = runner.limits
    return replace(found, held=found.held | unwatched(runner), sore={**waits, **found.sore})


def is_watched(runner: Runner, slug: str) -> bool:
    """Whether somebody qualified has watched this lift; bars and a rack count, but not for the power clean."""
    profile = runner.profile
    cleared = profile.cleared_on("coach")
    coached = slug in profile.wishes.coached or bool(cleared and cleared <= runner.day)
    if slug == CLEAN:
        return coached and profile.age_band in ADULTS
    return coached or profile.screen.get("q21") is True


def may_use_bar(runner: Runner, slug: str) -> bool:
    """Whether this lift may be done with a barbell."""
    return slug in BAR_FOR_ALL or is_watched(runner, slug)


def unwatched(runner: Runner) -> frozenset[str]:
    """Barbell lifts that stay closed (DECISIONS 13): those q21 names, and what this kit has only a barbell for."""
    exercises = runner.catalogue.exercises
    named = {slug for act in runner.catalogue.questions["q21"].acts for slug in act.exercises}
    barred = {slug for slug, e in exercises.items() if "barbell" in e.kit and _takes_a_bar(e, runner.kit)}
    return frozenset(slug for slug in named | barred if not is_watched(runner, slug))


def _takes_a_bar(exercise: Exercise, kit: frozenset[str]) -> bool:
    """Whether every level that this kit allows is done with a barbell."""
    levels = [level for level in exercise.levels if level.possible_with(kit)]
    return bool(levels) and all(_needs_bar(level, kit) for level in levels)


def _needs_bar(level: Level, kit: frozenset[str]) -> bool:
    ways = [need for need in level.needs if Level(1, 1, needs=(need,)).possible_with(kit)]
    return bool(ways) and all("barbell" in need for need in ways)


def waiting(runner: Runner) -> Mapping[str, PastInjury]:
    """Areas that no heavy work may load yet, with the injury behind it; painful and recent ones first."""
    found: dict[str, PastInjury] = {}
    for past in recent_first(runner):
        for area in areas_of(runner.catalogue, past) if _waits(runner, past) else ():
            found.setdefault(area, past)
    return found


def _waits(runner: Runner, past: PastInjury) -> bool:
    """Painful now, or not yet calm for the weeks the map asks for, counted from its start or its last red day."""
    tiers = {tier_of(past, runner.day), tier_of_latest(past, runner.day)} & set(TIERS)
    cleared = runner.profile.cleared_on(past.injury)
    if "current" in tiers:
        return True
    if not tiers or (cleared and cleared <= runner.day):
        return False
    waits = runner.catalogue.injuries[past.injury].heavy_wait_weeks
    weeks = [waits[TIERS.index(tier)] for tier in tiers]
    areas = areas_of(runner.catalogue, past)
    reds = [red.on for red in runner.standing.reds if red.area in areas]
    calm_since = max([past.since or runner.standing.started_on, *reds])
    return UNTIL_CLEARED in weeks or (runner.day - calm_since).days < 7 * max(weeks)


def lightened(runner: Runner, exercise: Exercise) -> tuple[float, PastInjury | None]:
    """The share of the planned load past injuries leave of a lift (tiers of injuries.yaml), and whose it is."""
    found: tuple[float, PastInjury | None] = (1.0, None)
    for past in recent_first(runner):
        if any(exercise.swap_for(area) for area in areas_of(runner.catalogue, past)):
            tiers = (tier_of(past, runner.day), tier_of_latest(past, runner.day))
            known = [runner.catalogue.tiers[tier].heavy_share for tier in tiers if tier in runner.catalogue.tiers]
            found = min(found, (min(known, default=1.0), past), key=lambda pair: pair[0])
    return found
