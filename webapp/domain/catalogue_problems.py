"""Everything wrong with a catalogue, in words: the parts that have their own file, then evidence, areas and words."""

from collections.abc import Iterable, Mapping

from webapp.domain.catalogue import AREAS, FAMILIES, KIT, KIT_ALWAYS, Catalogue
from webapp.domain.evidence import Evidence, Source
from webapp.domain.exercise_problems import exercise_problems
from webapp.domain.faults import slug_faults, text_faults, unknown
from webapp.domain.injury_problems import injury_problems
from webapp.domain.screen_problems import screen_problems
from webapp.domain.session_problems import session_problems

DIRECTIONS = ("for", "against", "mixed", "open")
STRENGTHS = ("A", "A-", "B", "C")


def problems(catalogue: Catalogue) -> list[str]:
    """Every fault, one line each, in the order of the files; none means the content may be used."""
    return [
        *exercise_problems(catalogue.exercises),
        *session_problems(catalogue),
        *injury_problems(catalogue),
        *screen_problems(catalogue.questions, catalogue.exercises),
        *_evidence_problems(catalogue),
        *_area_problems(catalogue.areas),
        *_word_problems(catalogue.words),
        *_figure_problems(catalogue),
    ]


def _figure_problems(catalogue: Catalogue) -> Iterable[str]:
    for slug in catalogue.exercises:
        if slug not in catalogue.figures:
            yield f"exercise {slug}: figures/{slug}.toml is missing"
    for slug, words in catalogue.figures.items():
        if slug not in catalogue.exercises:
            yield f"figure {slug}: there is no such exercise"
        yield from text_faults(f"figure {slug}", "alt", words, 140)


def _evidence_problems(catalogue: Catalogue) -> Iterable[str]:
    numbers = [evidence.number for evidence in catalogue.evidence]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"evidence: must be numbered 1, 2, 3 and so on, found {numbers}"
    for evidence in catalogue.evidence:
        yield from _evidence(evidence, catalogue.sources)
    for source in catalogue.sources.values():
        yield from _source(source)


def _evidence(evidence: Evidence, sources: Mapping[str, Source]) -> Iterable[str]:
    where = f"evidence {evidence.number}"
    yield from text_faults(where, "claim", evidence.claim, 90)
    yield from text_faults(where, "study", evidence.study, 110)
    yield from text_faults(where, "design", evidence.design, 120)
    yield from text_faults(where, "headline", evidence.headline, 180)
    yield from unknown(where, "direction", [evidence.direction], DIRECTIONS)
    yield from unknown(where, "strength", [evidence.strength], STRENGTHS)
    yield from unknown(where, "sources", evidence.sources, sources)
    yield from unknown(where, "families", evidence.families, FAMILIES)
    if evidence.seen and not any(sources[slug].seen for slug in evidence.sources if slug in sources):
        yield f"{where}: seen needs a source that was read"
    if evidence.seen and "recalled" in evidence.headline:
        yield f"{where}: a recalled figure may not be quoted"


def _source(source: Source) -> Iterable[str]:
    where = f"source {source.slug}"
    yield from slug_faults(where, source.slug)
    yield from text_faults(where, "title", source.title, 90)
    for address in source.addresses:
        if not address.startswith("https://") or " " in address:
            yield f"{where}: {address!r} is not an https address"


def _area_problems(areas: Mapping[str, str]) -> Iterable[str]:
    yield from unknown("areas", "name", areas, AREAS)
    for area in AREAS:
        yield from text_faults("areas", area, areas.get(area, ""), 40)


def _word_problems(words: Mapping[str, Mapping[str, str]]) -> Iterable[str]:
    for group, texts in words.items():
        for key, text in texts.items():
            yield from text_faults(f"words {group}", key, text, 300)
    yield from _named(words, "kit", KIT - KIT_ALWAYS)
    yield from _named(words, "families", FAMILIES)
    yield from _named(words, "consent", ("version", "text"))


def _named(words: Mapping[str, Mapping[str, str]], group: str, keys: Iterable[str]) -> Iterable[str]:
    for key in sorted(set(keys) - words.get(group, {}).keys()):
        yield f"words {group}: {key} is missing"
