"""Everything wrong with the injury map and its tiers."""

from collections.abc import Iterable, Mapping

from webapp.domain.catalogue import AREAS, TIERS, Catalogue, Injury, RehabWork, Stage, Tier
from webapp.domain.faults import doubles, outside, slug_faults, text_faults, unknown

HOLD_RULES = frozenset({"all-imp-1-and-above", "all-wb-2", "all-standing"})
OPTIONS = ("A", "B")


def injury_problems(catalogue: Catalogue) -> list[str]:
    """One line for each fault."""
    return [
        *unknown("tiers", "name", catalogue.tiers, TIERS),
        *(f"tiers: {slug} is missing" for slug in TIERS if slug not in catalogue.tiers),
        *(fault for tier in catalogue.tiers.values() for fault in _tier(tier)),
        *(fault for injury in catalogue.injuries.values() for fault in _faults(injury, catalogue)),
    ]


def _tier(tier: Tier) -> Iterable[str]:
    where = f"tier {tier.slug}"
    yield from text_faults(where, "meaning", tier.meaning, 90)
    yield from text_faults(where, "heavy", tier.heavy, 110)
    yield from text_faults(where, "circuits", tier.circuits, 110)
    yield from outside(where, "rehab_days_a_week", tier.rehab_days_a_week, 1, 7)
    yield from outside(where, "recheck_days", tier.recheck_days, 1, 60)
    yield from outside(where, "heavy_share", tier.heavy_share, 0.1, 1)
    yield from outside(where, "plyo_level_weeks", tier.plyo_level_weeks, 1, 8)
    if tier.impact_max is not None:
        yield from outside(where, "impact_max", tier.impact_max, 0, 3)
    elif tier.slug != "recurrent":
        yield f"{where}: impact_max is missing"


def _faults(injury: Injury, catalogue: Catalogue) -> Iterable[str]:
    where = f"injury {injury.slug}"
    yield from slug_faults(where, injury.slug)
    yield from _words(where, injury)
    yield from unknown(where, "areas", injury.areas, AREAS)
    yield from outside(where, "the number of areas", len(injury.areas), 1, 6)
    yield from outside(where, "pain_limit", injury.pain_limit, 0, 10)
    yield from unknown(where, "holds", injury.holds, {*catalogue.exercises, *HOLD_RULES})
    yield from unknown(where, "hold_tiers", injury.hold_tiers, TIERS)
    yield from unknown(where, "sources", injury.sources, catalogue.sources)
    yield from _waits(where, "plyo_wait_weeks", injury.plyo_wait_weeks)
    yield from _waits(where, "heavy_wait_weeks", injury.heavy_wait_weeks)
    yield from _choices(where, injury)
    for number, work in enumerate(injury.work, 1):
        yield from _work(f"{where}: work {number}", work, injury, catalogue.exercises)
    yield from _twice(where, injury)


def _words(where: str, injury: Injury) -> Iterable[str]:
    yield from text_faults(where, "name", injury.name, 40)
    yield from text_faults(where, "label", injury.label, 40)
    yield from text_faults(where, "plain", injury.plain, 140)
    yield from text_faults(where, "lift_note", injury.lift_note, 160)
    yield from text_faults(where, "see", injury.see, 180)
    yield from outside(where, "the number of gate lines", len(injury.gate), 1, 5)
    for line in injury.gate:
        yield from text_faults(where, "gate", line, 90)
    for line in injury.advice:
        yield from text_faults(where, "advice", line, 90)
    for names in (injury.variant_names, injury.variant_labels, injury.option_names):
        for key, name in names.items():
            yield from text_faults(where, f"name of {key}", name, 40)


def _waits(where: str, key: str, weeks: tuple[int, ...]) -> Iterable[str]:
    if len(weeks) != len(TIERS):
        yield f"{where}: {key} has {len(weeks)} numbers, one for each of {len(TIERS)} tiers is needed"
    for week in weeks:
        yield from outside(where, key, week, -1, 52)


def _choices(where: str, injury: Injury) -> Iterable[str]:
    yield from unknown(where, "options", injury.options, OPTIONS)
    if bool(injury.options) != (injury.default_option is not None):
        yield f"{where}: options and default_option go together"
    elif injury.default_option is not None:
        yield from unknown(where, "default_option", [injury.default_option], injury.options)
    for option in injury.options:
        if not any(work.option == option for work in injury.work):
            yield f"{where}: option {option} has no work"
    yield from unknown(where, "variant_labels", injury.variant_labels, injury.variants)
    for variant in injury.variants:
        if variant not in injury.variant_labels:
            yield f"{where}: variant {variant} has no label"
        if not any(variant in work.tiers for work in injury.work):
            yield f"{where}: variant {variant} has no work"


def _work(where: str, work: RehabWork, injury: Injury, exercises: Mapping) -> Iterable[str]:
    yield from unknown(where, "exercise", [work.exercise], exercises)
    yield from unknown(where, "tiers", work.tiers, {*TIERS, *injury.variants})
    yield from outside(where, "days_a_week", work.days_a_week, 0.5, 7)
    yield from outside(where, "times_a_day", work.times_a_day, 1, 3)
    if work.weeks is not None:
        yield from outside(where, "weeks", work.weeks, 1, 52)
    if work.option is not None:
        yield from unknown(where, "option", [work.option], injury.options)
    if work.note:
        yield from text_faults(where, "note", work.note, 90)
    yield from _stages(where, work.stages)


def _stages(where: str, stages: tuple[Stage, ...]) -> Iterable[str]:
    weeks = [stage.from_week for stage in stages]
    if not weeks or weeks[0] != 0 or weeks != sorted(set(weeks)):
        yield f"{where}: stages must start at week 0 and rise, found weeks {weeks}"
    for stage in stages:
        yield from outside(where, "sets", stage.sets, 1, 12)
        yield from outside(where, "amount", stage.amount, 1, 120)


def _twice(where: str, injury: Injury) -> Iterable[str]:
    """The same exercise may return for another tier, never twice for one."""
    return doubles(
        where, "work", [f"{work.exercise} ({tier})" for work in injury.work for tier in (work.tiers or TIERS)]
    )
