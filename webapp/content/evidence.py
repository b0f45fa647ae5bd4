"""What the studies say and where it was read: `evidence.toml`, `sources.toml`."""

from webapp.content.fields import Fields
from webapp.domain.evidence import Evidence, Source


def read_evidence(fields: Fields) -> Evidence:
    """`seen` is false where the figure is recalled: such a row is never shown as quoted science."""
    evidence = Evidence(
        number=fields.whole("number"),
        claim=fields.text("claim"),
        study=fields.text("study"),
        design=fields.text("design"),
        headline=fields.text("headline"),
        direction=fields.text("direction"),
        strength=fields.text("strength"),
        sources=fields.texts("sources"),
        seen=fields.flag("seen"),
        families=fields.texts("families", ()),
    )
    fields.done()
    return evidence


def read_source(slug: str, fields: Fields) -> Source:
    source = Source(
        slug=slug,
        title=fields.text("title"),
        addresses=fields.texts("addresses"),
        seen=fields.flag("seen", True),
    )
    fields.done()
    return source
