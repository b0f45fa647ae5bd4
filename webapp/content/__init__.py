"""Words and numbers of the training: TOML files in, one checked and frozen Catalogue out."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from webapp.content.evidence import read_evidence, read_source
from webapp.content.exercise import read_exercise
from webapp.content.fields import Fields
from webapp.content.files import Files
from webapp.content.injury import read_injury, read_tier
from webapp.content.question import read_question
from webapp.content.session import read_circuit_week, read_path_week, read_plyo, read_session, read_test_item
from webapp.domain.catalogue import Catalogue
from webapp.domain.catalogue_problems import problems

HERE = Path(__file__).parent


class BadContent(Exception):
    """The content is refused; `problems` lists every fault, one line each."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


def load(root: Path | None = None) -> Catalogue:
    """The whole content of a folder, about 0.2 s of work: callers keep the result. Raises BadContent."""
    files = Files(root or HERE)
    catalogue = _build(files)
    faults = list(dict.fromkeys(files.faults + problems(catalogue)))
    if faults:
        raise BadContent(faults)
    return catalogue


def _build(files: Files) -> Catalogue:
    training, evidence, areas = (files.table(name, name) for name in ("sessions.toml", "evidence.toml", "areas.toml"))
    catalogue = Catalogue(
        exercises=_keyed(files.folder("exercises", "exercise"), read_exercise),
        sessions=_by_slug(training, "sessions"),
        plyo=tuple(map(read_plyo, training.tables("plyo"))),
        circuit_weeks=tuple(map(read_circuit_week, training.tables("circuit_weeks"))),
        path=tuple(map(read_path_week, training.tables("path"))),
        tests=tuple(map(read_test_item, training.tables("tests"))),
        tiers=_keyed(files.tables("tiers.toml", "tier"), read_tier),
        injuries=_keyed(files.folder("injuries", "injury"), read_injury),
        questions=_keyed(files.tables("safety.toml", "question"), read_question),
        evidence=tuple(map(read_evidence, evidence.tables("evidence"))),
        sources=_keyed(files.tables("sources.toml", "source"), read_source),
        areas=areas.mapping("areas"),
        words=_words(files),
        figures=_keyed(files.heads("figures", "figure"), lambda _, fields: fields.text("alt")),
    )
    for whole_file in (training, evidence, areas):
        whole_file.done()
    return catalogue


def _keyed(entries: Mapping[str, Fields], read: Callable[[str, Fields], Any]) -> Mapping[str, Any]:
    return MappingProxyType({slug: read(slug, fields) for slug, fields in entries.items()})


def _by_slug(fields: Fields, key: str) -> Mapping[str, Any]:
    found = {}
    for session in map(read_session, fields.tables(key)):
        if session.slug in found:
            fields.fault(f"session {session.slug} stands twice")
        found[session.slug] = session
    return MappingProxyType(found)


def _words(files: Files) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    for name in ("onboarding.toml", "messages.toml", "reasons.toml"):
        table = files.table(name, name)
        for group in table.raw:
            if group in found:
                table.fault(f"group {group} stands in two files of words")
            found[group] = table.mapping(group)
    return MappingProxyType(found)
