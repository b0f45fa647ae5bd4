"""A question of the safety screen and what its answers do: `safety.toml`."""

from collections.abc import Iterator

from webapp.content.fields import Fields
from webapp.domain.catalogue import Act, Question


def read_question(slug: str, fields: Fields) -> Question:
    question = Question(
        slug=slug,
        when=fields.texts("when"),
        ask=fields.text("ask"),
        answer=fields.text("answer"),
        group=fields.text("group"),
        acts=tuple(_acts(fields)),
        short=fields.text("short", ""),
        choices=fields.mapping("choices"),
        doubt_is_yes=fields.flag("doubt_is_yes", False),
    )
    fields.done()
    return question


def _acts(fields: Fields) -> Iterator[Act]:
    for entry in fields.tables("acts", ()):
        yield Act(
            when=entry.text("when", "yes"),
            stop=entry.text("stop", ""),
            blocks=frozenset(entry.texts("blocks", ())),
            only=frozenset(entry.texts("only", ())),
            only_exercises=frozenset(entry.texts("only_exercises", ())),
            exercises=frozenset(entry.texts("exercises", ())),
            sets_area=entry.text("sets_area", ""),
            professional=entry.flag("professional", False),
            urgent=entry.flag("urgent", False),
            clearable=entry.flag("clearable", True),
            lifted_by=entry.text("lifted_by", ""),
            days=entry.whole("days", None),
            drops_phase=entry.flag("drops_phase", False),
            why=entry.text("why", ""),
            allowed=entry.text("allowed", ""),
            see=entry.text("see", ""),
        )
        entry.done()
