"""Sheets that are only looked at: tomorrow's as it would be now, and today's without what was reported."""

from collections.abc import Mapping
from datetime import timedelta

from webapp.domain.advance import advance
from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import Check
from webapp.domain.prescribe import prescribe
from webapp.domain.profile import Profile
from webapp.domain.sheet import Report, Sheet
from webapp.domain.standing import Standing
from webapp.domain.week import plan_week


def tomorrow(
    catalogue: Catalogue, profile: Profile, standing: Standing, sheet: Sheet, checks: Mapping[str, Check]
) -> Sheet:
    """The next day's sheet if nothing else were ticked today."""
    day = sheet.day + timedelta(days=1)
    after = advance(catalogue, standing, sheet, checks, day)
    return prescribe(catalogue, profile, after, plan_week(profile, day), day, Report())


def without_report(catalogue: Catalogue, profile: Profile, standing: Standing, sheet: Sheet) -> Sheet:
    """Today's sheet as it would be had nothing been reported today."""
    return prescribe(catalogue, profile, standing, plan_week(profile, sheet.day), sheet.day, Report())
