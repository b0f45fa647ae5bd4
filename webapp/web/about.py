"""About: what the app may say, the studies, what is kept about people, licences."""

import json
from dataclasses import dataclass

from flask import Blueprint, Response, render_template

from webapp.domain.catalogue import Catalogue
from webapp.domain.evidence import Evidence, Source
from webapp.web.edge import keepable
from webapp.web.house import house

DIRECTIONS = {"for": "Speaks for it", "against": "Speaks against it", "mixed": "Mixed", "open": "Open"}
STRENGTHS = {
    "A": "several trials that agree",
    "A-": "pooled trials, mostly agreeing",
    "B": "one good trial, or trials that differ",
    "C": "small or indirect",
}

screen = Blueprint("about", __name__)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table of studies, in words."""

    claim: str
    study: str
    design: str
    headline: str
    direction: str
    strength: str
    links: tuple[str, ...]


@screen.get("/about")
def page() -> Response:
    """The one page that says all of it."""
    shown = render_template("about/page.html", lines=evidence_lines(house().catalogue), parts=_licences())
    return keepable(shown, "/about")


def evidence_lines(catalogue: Catalogue) -> list[Line]:
    """The studies whose figures were read, not recalled: nothing else may be quoted."""
    return [_line(catalogue, evidence) for evidence in catalogue.evidence if evidence.seen]


def _line(catalogue: Catalogue, evidence: Evidence) -> Line:
    sources = (catalogue.sources[slug] for slug in evidence.sources if slug in catalogue.sources)
    return Line(
        evidence.claim,
        evidence.study,
        evidence.design,
        evidence.headline,
        DIRECTIONS[evidence.direction],
        STRENGTHS[evidence.strength],
        tuple(address for source in sources if (address := _address(source))),
    )


def _address(source: Source) -> str:
    """The first address of a source that was read; only https ever becomes a link (ASVS 1.2.2)."""
    return next((a for a in source.addresses if source.seen and a.startswith("https://")), "")


def _licences() -> list[dict[str, str]]:
    """What other people made that is sent to the browser."""
    lock = house().assets.files.get("vendor/LOCK.json")
    parts = json.loads(lock.body) if lock else []
    return [part for part in parts if part["file"].startswith("static/")]
