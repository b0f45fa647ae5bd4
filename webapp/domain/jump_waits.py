"""What keeps jumps closed: a safety answer, an injury that needs more weeks, the hop test. training.md 4.5."""

from collections.abc import Iterator
from datetime import date

from webapp.domain.catalogue import TIERS
from webapp.domain.injuries import because, tier_of
from webapp.domain.profile import PastInjury
from webapp.domain.runner import Runner
from webapp.domain.safety import areas_of
from webapp.domain.sheet import LeftOut

SHUT = frozenset({"plyo", "phase-3", "full-effort"})  # jumps are full efforts or nothing [seed]
IMPACT = 2  # of the first level
HOP_TEST, NOT_HOPPED = "q08", "not-done"


def waits(runner: Runner) -> tuple[LeftOut, ...]:
    """Everything that keeps jumps closed today, in plain words; the waiting weeks of each injury among it."""
    return tuple(LeftOut("plyo", reason) for reason in _reasons(runner))


def _reasons(runner: Runner) -> Iterator[str]:
    limits = runner.limits
    shut = limits.stopped or limits.gentle or SHUT & limits.closed
    if shut:
        yield runner.say("gate-unasked") if limits.unasked else runner.say("gate-shut")
    injured = [reason for past in runner.profile.injuries if (reason := _wait(runner, past))]
    yield from injured
    if limits.impact < IMPACT and not shut and not injured:
        yield runner.say("jump-landings")
    if runner.profile.screen.get(HOP_TEST, NOT_HOPPED) == NOT_HOPPED:
        yield runner.say("jump-hop-test")


def _wait(runner: Runner, past: PastInjury) -> str:
    """Why this injury keeps jumps waiting, nothing when it does not; a variant has no waiting weeks."""
    injury, tier = runner.catalogue.injuries[past.injury], tier_of(past, runner.day)
    weeks = injury.plyo_wait_weeks[TIERS.index(tier)] if tier in TIERS else 0
    cause = because(injury, past)
    if weeks < 0:
        cleared = runner.profile.cleared_on(injury.slug)
        return "" if cleared and cleared <= runner.day else runner.say("jump-cleared", cause=cause)
    left = weeks * 7 - (runner.day - _quiet_since(runner, past)).days
    if left <= 0:
        return ""
    if left <= 7:
        return runner.say("jump-wait-week", cause=cause)
    return runner.say("jump-wait", weeks=-(-left // 7), cause=cause)


def _quiet_since(runner: Runner, past: PastInjury) -> date:
    """When the waiting began: the injury, or a later red there. Not known: the first day its work was given."""
    since = past.since or runner.standing.rehab_from.get(past.injury, runner.day)
    areas = areas_of(runner.catalogue, past)
    return max([since, *(red.on for red in runner.standing.reds if red.area in areas)])
