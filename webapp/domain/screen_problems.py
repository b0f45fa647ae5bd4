"""Everything wrong with the safety screen: its questions and what their answers do."""

import re
from collections.abc import Iterable, Mapping

from webapp.domain.catalogue import ANSWERS, AREAS, BLOCKS, GROUPS, ONLY, STOPS, Act, Question
from webapp.domain.faults import outside, slug_faults, text_faults, unknown

MOMENTS = ("onboarding", "daily", "weekly", "monthly", "any", "back-pain", "pre-plyo", "pre-phase3-lift")
CHOOSING = ("choice", "age", "illness")  # answers that name one of the choices
RANGE = re.compile(r"under:\d+|from:\d+(-under:\d+)?")


def screen_problems(questions: Mapping[str, Question], exercises: Mapping) -> list[str]:
    """One line for each fault."""
    return [
        *([] if any(question.group == "red-flag" for question in questions.values()) else ["safety: no red flags"]),
        *(fault for question in questions.values() for fault in _faults(question, exercises)),
    ]


def _faults(question: Question, exercises: Mapping) -> Iterable[str]:
    where = f"question {question.slug}"
    yield from slug_faults(where, question.slug)
    yield from text_faults(where, "ask", question.ask, 280)
    yield from text_faults(where, "short", question.short, 72)
    yield from unknown(where, "when", question.when, MOMENTS)
    yield from unknown(where, "answer", [question.answer], ANSWERS)
    yield from unknown(where, "group", [question.group], GROUPS)
    yield from _choices(where, question)
    if not question.acts and question.answer != "pain":
        yield f"{where}: no answer does anything"
    for number, act in enumerate(question.acts, 1):
        yield from _act(f"{where}: acts {number}", act, question, exercises)


def _choices(where: str, question: Question) -> Iterable[str]:
    if (question.answer in CHOOSING) != bool(question.choices):
        yield f"{where}: choices go with the answers {', '.join(CHOOSING)}"
    if question.answer == "choice" and not {"yes", "no"} <= question.choices.keys():
        yield f"{where}: choices need a yes and a no"
    for key, text in question.choices.items():
        yield from text_faults(where, f"choice {key}", text, 90)


def _act(where: str, act: Act, question: Question, exercises: Mapping) -> Iterable[str]:
    yield from _when(where, act.when, question)
    yield from unknown(where, "stop", [act.stop], STOPS)
    yield from unknown(where, "blocks", act.blocks, BLOCKS)
    yield from unknown(where, "only", act.only, ONLY)
    yield from unknown(where, "exercises", act.exercises, exercises)
    yield from unknown(where, "only_exercises", act.only_exercises, exercises)
    yield from unknown(where, "sets_area", [act.sets_area], ("", *AREAS))
    if ("listed" in act.only) != bool(act.only_exercises):
        yield f"{where}: only_exercises goes with only = listed"
    if not (act.stop or act.blocks or act.only or act.exercises or act.sets_area or act.drops_phase):
        yield f"{where}: does nothing"
    if act.urgent and not act.professional:
        yield f"{where}: urgent goes with professional"
    if act.days is not None:
        yield from outside(where, "days", act.days, 1, 90)
    yield from _words(where, act)


def _when(where: str, when: str, question: Question) -> Iterable[str]:
    if question.answer in CHOOSING:
        yield from unknown(where, "when", [when], question.choices)
    elif question.answer == "weeks":
        if not RANGE.fullmatch(when):
            yield f"{where}: when must be a range such as from:6-under:12, found {when!r}"
    else:
        yield from unknown(where, "when", [when], ("yes", "no", "always"))


def _words(where: str, act: Act) -> Iterable[str]:
    yield from text_faults(where, "why", act.why, 160)
    yield from text_faults(where, "allowed", act.allowed, 160)
    yield from text_faults(where, "see", act.see, 160)
    if ". " in act.why or not act.why.endswith("."):
        yield f"{where}: why must be one sentence"
