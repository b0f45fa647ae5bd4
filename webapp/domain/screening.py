"""From the ticks of a list of safety questions to answers, with a plain sentence for what cannot be read."""

from collections.abc import Collection, Iterable, Mapping

from webapp.domain.catalogue import Question
from webapp.domain.profile import Answer

WEEKS_RANGE = range(53)  # since a birth: safety.yaml q12
ASK_ONE = "Choose one of these."
ASK_WEEKS = "Enter the weeks, from 0 to 52."
ASK_WHICH = "You ticked something and then chose none of these. Which is right?"


def read_answers(
    questions: Iterable[Question], ticked: Collection[str], details: Mapping[str, str], none: bool
) -> tuple[dict[str, Answer], dict[str, str]]:
    """Every question of the list gets an answer: what is not ticked is a no. `none` is the button of that name."""
    questions = tuple(questions)
    if none and ticked:
        return {}, {"none": ASK_WHICH}
    read = {q.slug: _read(q, details.get(q.slug, "")) if q.slug in ticked else False for q in questions}
    faults = {q.slug: _ask(q) for q in questions if read[q.slug] is None}
    return ({}, faults) if faults else (read, {})


def fits(question: Question, answer: Answer) -> bool:
    """Whether an answer is one this question can have."""
    if isinstance(answer, bool) or answer == "unknown":
        return True
    if question.answer == "weeks":
        return isinstance(answer, int) and answer in WEEKS_RANGE
    return answer in question.choices and answer not in ("yes", "no")


def follow_ups(question: Question) -> dict[str, str]:
    """What to ask once it is ticked: the choices beyond a plain no."""
    return {slug: words for slug, words in question.choices.items() if slug != "no"}


def _read(question: Question, detail: str) -> Answer | None:
    """A tick without its detail counts as yes; a number has to be one."""
    if question.answer == "weeks":
        weeks = int(detail) if detail.isascii() and detail.isdigit() and len(detail) < 4 else -1
        return weeks if weeks in WEEKS_RANGE else None
    if detail in ("", "yes") or not question.choices:
        return True
    return detail if fits(question, detail) else None


def _ask(question: Question) -> str:
    return ASK_WEEKS if question.answer == "weeks" else ASK_ONE
