"""How old and how settled a past injury is, and what that allows."""

from datetime import date

from webapp.domain.catalogue import Catalogue, Injury
from webapp.domain.days import months_between
from webapp.domain.profile import PastInjury


def tier_of(past: PastInjury, day: date) -> str:
    """current, lt3m, m3_12, gt12m, recurrent (injuries.yaml), or the name of a variant without any delays."""
    if past.variant:
        return past.variant
    if past.pain > 0:
        return "current"
    if past.times >= 2:
        return "recurrent"
    return tier_of_latest(past, day)


def tier_of_latest(past: PastInjury, day: date) -> str:
    """The tier of the latest episode alone."""
    if past.variant:
        return past.variant
    if past.pain > 0:
        return "current"
    if past.since is None:
        return "lt3m"
    months = months_between(past.since, day)
    return "lt3m" if months < 3 else "m3_12" if months < 12 else "gt12m"


def impact_max(catalogue: Catalogue, tier: str, latest: str) -> int:
    """The highest impact, 0-3, this injury allows; recurrent is one step stricter than its latest episode."""
    if tier not in catalogue.tiers:
        return 3
    if tier == "recurrent":
        return max(0, (catalogue.tiers[latest].impact_max or 0) - 1)
    return catalogue.tiers[tier].impact_max or 0


def because(injury: Injury, past: PastInjury) -> str:
    """The reason in a few words: `left ankle sprain, 2024`."""
    label = injury.variant_labels.get(past.variant or "", injury.label)
    side = f"{past.side} " if past.side != "both" else ""
    when = "more than once" if past.times >= 2 else "still painful" if past.pain else ""
    if not when and past.since:
        when = str(past.since.year)
    return ", ".join(part for part in (f"{side}{label}", when) if part)
