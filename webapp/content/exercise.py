"""An exercise from its TOML file: `exercises/<slug>.toml`, the file name is the slug for good."""

from webapp.content.fields import Fields
from webapp.domain.catalogue import Exercise, Level


def read_exercise(slug: str, fields: Fields) -> Exercise:
    """Every field of Exercise under its own name."""
    exercise = Exercise(
        slug=slug,
        name=fields.text("name"),
        family=fields.text("family"),
        region=fields.text("region"),
        tier=fields.whole("tier"),
        kit=fields.texts("kit"),
        unilateral=fields.flag("unilateral"),
        unit=fields.text("unit"),
        seconds_per_unit=fields.number("seconds_per_unit"),
        levels=_levels(fields),
        muscles=fields.texts("muscles"),
        movement=fields.text("movement"),
        impact=fields.whole("impact"),
        weight_bearing=fields.whole("weight_bearing"),
        position=fields.text("position"),
        view=fields.text("view"),
        start_pose=fields.text("start_pose"),
        work_pose=fields.text("work_pose"),
        cues=fields.texts("cues"),
        mistake=fields.text("mistake"),
        roles=frozenset(fields.texts("roles", ())),
        swaps=fields.mapping("swaps"),
        easier=fields.text("easier", None),
        harder=fields.text("harder", None),
        start_load=fields.text("start_load", ""),
        start_kg=fields.number("start_kg", None),
        start_share=fields.number("start_share", None),
        plyo_level=fields.whole("plyo_level", None),
        contacts_per_rep=fields.number("contacts_per_rep", 0),
        contacts_per_metre=fields.number("contacts_per_metre", 0),
    )
    fields.done()
    return exercise


def _levels(fields: Fields) -> tuple[Level, ...]:
    return tuple(_level(level) for level in fields.tables("levels"))


def _level(fields: Fields) -> Level:
    level = Level(
        sets=fields.whole("sets"),
        amount=fields.whole("amount"),
        note=fields.text("note", ""),
        needs=tuple(frozenset(map(str, alternative)) for alternative in fields.grid("needs")),
        together=fields.flag("together", False),
    )
    fields.done()
    return level
