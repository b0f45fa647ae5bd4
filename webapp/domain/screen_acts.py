"""Which acts of the safety screen hold on a day: what was answered, when, and what has happened since."""

from collections.abc import Iterator
from datetime import date

from webapp.domain.catalogue import AREAS, Act, Catalogue, Question
from webapp.domain.profile import Answer, Profile
from webapp.domain.standing import Standing

ASKED_ELSEWHERE = ("daily", "gate")  # today's report, and the questions before a lift
WEEKS_OF_CIRCUITS = 8  # lifts what waits for them: safety.yaml q14
OPENED_BY_CIRCUITS = "eight-weeks-of-phase-2"
# Where any pain is red while an answer holds: training.md 3.3 names the signs, the places are [d].
BONES = frozenset({"groin", "hip_side", "shin", "foot", "heel"})
HOPPED = frozenset({"groin", "hip_side", "shin", "foot"})
JOINTS = frozenset({"shoulder", "wrist", "groin", "hip_side", "knee_front", "knee_side", "ankle", "foot"})
ANY_PAIN_IS_RED = {
    ("q04", "yes"): frozenset(AREAS),  # tingling may run anywhere
    ("q07", "yes"): BONES,
    ("q07", "elsewhere"): BONES,
    ("q08", "yes"): HOPPED,
    ("q09", "yes"): JOINTS,
}

InForce = tuple[tuple[Question, Act], ...]


def acts_in_force(catalogue: Catalogue, profile: Profile, day: date, standing: Standing | None = None) -> InForce:
    """The acts the answers set off on this day, without those that ended, were cleared or were trained away."""
    return tuple(
        (question, act)
        for question in catalogue.questions.values()
        if question.group not in ASKED_ELSEWHERE
        for act in _set_off(question, profile, day)
        if not _is_lifted(question, act, profile, day, standing)
    )


def places_of_any_pain(acts: InForce) -> frozenset[str]:
    """Areas where any pain at all is red: suspected bone stress, a swollen joint, pain on hopping, tingling."""
    found = (ANY_PAIN_IS_RED.get((question.slug, act.when), frozenset()) for question, act in acts)
    return frozenset().union(*found)


def answer_on(question: Question, profile: Profile, day: date) -> Answer | None:
    """The answer as it stands on a day: weeks since a birth go on by themselves. None when never asked."""
    if question.answer == "age":
        return profile.age_band
    answer = profile.screen.get(question.slug)
    if question.answer != "weeks" or isinstance(answer, bool) or not isinstance(answer, int):
        return answer
    return answer + max(0, (day - profile.answered_on.get(question.slug, day)).days) // 7


def phase_reached(profile: Profile, standing: Standing | None) -> int:
    """The phase reached and wanted, whatever safety shuts on a day."""
    if standing is None or max(standing.phase, profile.ahead or 1) < 2:
        return 1
    return min(3 if standing.mastered_on and profile.wishes.phase_3 else 2, profile.stay or 3)


def _set_off(question: Question, profile: Profile, day: date) -> Iterator[Act]:
    answer = answer_on(question, profile, day)
    return (act for act in question.acts if _sets_off(question, act, answer))


def _sets_off(question: Question, act: Act, answer: Answer | None) -> bool:
    if answer is None or answer is False:
        return False
    if answer == "unknown":
        return question.doubt_is_yes and act.when == "yes"
    if question.answer == "weeks":
        weeks = 0 if answer is True else answer  # a yes without its number stays at the strictest
        return isinstance(weeks, int) and _in_range(act.when, weeks)
    if answer is True:
        return act.when == "yes"
    return act.when == answer or (act.when == "yes" and answer in AREAS)


def _is_lifted(question: Question, act: Act, profile: Profile, day: date, standing: Standing | None) -> bool:
    cleared = profile.cleared_on(act.lifted_by or question.slug)
    if act.clearable and cleared and cleared <= day:
        return True
    if act.lifted_by == OPENED_BY_CIRCUITS and standing and standing.circuits.weeks >= WEEKS_OF_CIRCUITS:
        return True
    answered = profile.answered_on.get(question.slug)
    return bool(act.days and answered) and (day - answered).days >= act.days


def _in_range(words: str, number: int) -> bool:
    """Reads `under:6`, `from:12` and both joined by a hyphen."""
    for word in words.split("-"):
        kind, _, bound = word.partition(":")
        if (kind == "under" and number >= int(bound)) or (kind == "from" and number < int(bound)):
            return False
    return True
