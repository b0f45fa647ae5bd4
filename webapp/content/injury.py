"""A past injury and its work from its TOML file: `injuries/<slug>.toml`; the tiers all share from `tiers.toml`."""

from collections.abc import Iterator

from webapp.content.fields import Fields
from webapp.domain.catalogue import Injury, RehabWork, Stage, Tier


def read_tier(slug: str, fields: Fields) -> Tier:
    tier = Tier(
        slug=slug,
        meaning=fields.text("meaning"),
        impact_max=fields.whole("impact_max", None),
        rehab_days_a_week=fields.whole("rehab_days_a_week"),
        recheck_days=fields.whole("recheck_days"),
        heavy=fields.text("heavy"),
        circuits=fields.text("circuits"),
        heavy_share=fields.number("heavy_share", 1.0),
        permanent=fields.flag("permanent", False),
        plyo_level_weeks=fields.whole("plyo_level_weeks", 2),
    )
    fields.done()
    return tier


def read_injury(slug: str, fields: Fields) -> Injury:
    """`holds` counts for the tiers current and lt3m unless the file names others (training.md 2)."""
    injury = Injury(
        slug=slug,
        name=fields.text("name"),
        label=fields.text("label"),
        plain=fields.text("plain"),
        areas=fields.texts("areas"),
        pain_limit=fields.whole("pain_limit"),
        work=tuple(_work(fields)),
        holds=frozenset(fields.texts("holds")),
        hold_tiers=frozenset(fields.texts("hold_tiers", ("current", "lt3m"))),
        plyo_wait_weeks=fields.wholes("plyo_wait_weeks"),
        heavy_wait_weeks=fields.wholes("heavy_wait_weeks"),
        lift_note=fields.text("lift_note"),
        gate=fields.texts("gate"),
        see=fields.text("see"),
        sources=fields.texts("sources"),
        advice=fields.texts("advice", ()),
        variants=tuple(fields.mapping("variants")),
        variant_names=fields.mapping("variants"),
        variant_labels=fields.mapping("variant_labels"),
        options=tuple(fields.mapping("options")),
        default_option=fields.text("default_option", None),
        option_names=fields.mapping("options"),
    )
    fields.done()
    return injury


def _work(fields: Fields) -> Iterator[RehabWork]:
    for entry in fields.tables("work"):
        yield RehabWork(
            exercise=entry.text("exercise"),
            stages=tuple(_stages(entry)),
            days_a_week=entry.number("days_a_week"),
            times_a_day=entry.whole("times_a_day", 1),
            tiers=frozenset(entry.texts("tiers", ())),
            weeks=entry.whole("weeks", None),
            option=entry.text("option", None),
            note=entry.text("note", ""),
        )
        entry.done()


def _stages(fields: Fields) -> Iterator[Stage]:
    for entry in fields.tables("stages"):
        yield Stage(entry.whole("from_week"), entry.whole("sets"), entry.whole("amount"))
        entry.done()
