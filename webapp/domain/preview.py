"""What is only looked at: the gate with today in it, tomorrow's sheet, today's without what was reported."""

from collections.abc import Mapping
from datetime import timedelta

from webapp.domain import mastery, phases, safety
from webapp.domain.advance import advance, counts
from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import Check
from webapp.domain.prescribe import prescribe_day
from webapp.domain.profile import Profile
from webapp.domain.runner import Runner
from webapp.domain.sheet import Gate, Report, Sheet
from webapp.domain.standing import Standing


def gate_now(
    catalogue: Catalogue, profile: Profile, standing: Standing, sheet: Sheet, checks: Mapping[str, Check]
) -> Gate | None:
    """The gate as this morning's sheet has it; with today in it as soon as today counts."""
    if sheet.gate is None or not counts(sheet, checks):
        return sheet.gate
    after = advance(catalogue, standing, sheet, checks, sheet.day + timedelta(days=1))
    limits = safety.limits(catalogue, profile, sheet.day, sheet.report, after)
    runner = Runner(catalogue, profile, after, limits, sheet.day)
    return phases.to_general_strength(runner) if sheet.gate.to_phase == 2 else mastery.to_lifting_and_jumps(runner)


def tomorrow(
    catalogue: Catalogue, profile: Profile, standing: Standing, sheet: Sheet, checks: Mapping[str, Check]
) -> Sheet:
    """The next day's sheet if nothing else were ticked today."""
    day = sheet.day + timedelta(days=1)
    after = advance(catalogue, standing, sheet, checks, day)
    return prescribe_day(catalogue, profile, after, day, Report())


def without_report(catalogue: Catalogue, profile: Profile, standing: Standing, sheet: Sheet) -> Sheet:
    """Today's sheet as it would be had nothing been reported today."""
    return prescribe_day(catalogue, profile, standing, sheet.day, Report())
