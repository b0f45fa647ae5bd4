"""From the screen, the injuries and today's pain to what is forbidden today, and to the move that stands in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from webapp.domain.catalogue import AREAS, Act, Catalogue, Exercise, Injury, Question
from webapp.domain.injuries import impact_max, tier_of, tier_of_latest
from webapp.domain.profile import Answer, PastInjury, Profile
from webapp.domain.sheet import Report, Stop

DEFAULT_PAIN_LIMIT = 3  # no entry for the area: training.md 3.3
ASKED_ELSEWHERE = ("daily", "gate")  # today's report, and the questions before a lift
PHASE_QUESTIONS = ("q02", *(f"q{n}" for n in range(10, 18)))  # unanswered: phases 2-3 stay shut, DECISIONS 15

STOPPED = {"emergency": "emergency", "all": "stop"}
REGIONS = {"lower-body": ("legs", "full"), "trunk": ("trunk-front", "trunk-back"), "upper-body": ("push", "pull")}


@dataclass(frozen=True, slots=True)
class Limits:
    """Everything that is forbidden on one day. Composed by always keeping the stricter of two."""

    stopped: str = ""  # "", "stop", "emergency"
    impact: int = 3
    weight_bearing: int = 2
    shut: frozenset[str] = frozenset()  # words of catalogue.BLOCKS, and "standing"
    held: frozenset[str] = frozenset()  # slugs
    listed: frozenset[str] | None = None  # only these slugs, if not None
    regions: frozenset[str] = frozenset()  # whole regions of the body
    gentle: bool = False
    sore: Mapping[str, int] = field(default_factory=dict)  # areas above their pain limit today, and those spared
    spared: frozenset[str] = frozenset()  # areas a screen answer spares without any pain today
    stops: tuple[Stop, ...] = ()
    unasked: tuple[str, ...] = ()

    @property
    def closed(self) -> frozenset[str]:
        """Words for all that is shut: blocks of the screen, impact from a level up, later phases while unanswered."""
        phases = frozenset({"phase-2", "phase-3"} if self.unasked else ())
        return self.shut | phases | (frozenset({f"impact-{self.impact + 1}"}) if self.impact < 3 else frozenset())

    def allow(self, exercise: Exercise) -> bool:
        """Whether this exercise may be given at all today, swaps for sore areas apart."""
        return (
            not self.stopped
            and exercise.impact <= self.impact
            and exercise.weight_bearing <= self.weight_bearing
            and exercise.position not in self.shut
            and exercise.slug not in self.held
            and (self.listed is None or exercise.slug in self.listed)
            and exercise.region not in self.regions
            and not ("planks" in self.shut and exercise.position == "face-down-support")
        )


def limits(catalogue: Catalogue, profile: Profile, day: date, report: Report) -> Limits:
    """What the screen, the injuries and the pain of this day forbid."""
    unasked = tuple(slug for slug in PHASE_QUESTIONS if slug not in profile.screen)
    found = Limits(sore=sore_areas(catalogue, profile, report), impact=0 if unasked else 3, unasked=unasked)
    for question, act in acts_in_force(catalogue, profile, day):
        found = _with_act(found, question, act)
    for past in profile.injuries:
        found = _with_injury(found, catalogue, catalogue.injuries[past.injury], past, profile, day)
    return found


def acts_in_force(catalogue: Catalogue, profile: Profile, day: date) -> Iterator[tuple[Question, Act]]:
    """The acts the answers set off, those cleared by a professional left out."""
    for question in (q for q in catalogue.questions.values() if q.group not in ASKED_ELSEWHERE):
        answer = profile.age_band if question.answer == "age" else profile.screen.get(question.slug)
        for act in question.acts:
            cleared = profile.cleared_on(act.lifted_by or question.slug)
            if _sets_off(question, act, answer) and not (act.clearable and cleared and cleared <= day):
                yield question, act


def _sets_off(question: Question, act: Act, answer: Answer | None) -> bool:
    if answer is None or answer is False:
        return False
    if answer == "unknown":
        return question.doubt_is_yes and act.when == "yes"
    if question.answer == "weeks":
        weeks = 0 if answer is True else answer
        return isinstance(weeks, int) and _in_range(act.when, weeks)
    if answer is True:
        return act.when == "yes"
    return act.when == answer or (act.when == "yes" and answer in AREAS)


def _in_range(words: str, number: int) -> bool:
    """Reads `under:6`, `from:12` and both joined by a hyphen."""
    for word in words.split("-"):
        kind, _, bound = word.partition(":")
        if (kind == "under" and number >= int(bound)) or (kind == "from" and number < int(bound)):
            return False
    return True


def _with_act(found: Limits, question: Question, act: Act) -> Limits:
    stopped = STOPPED.get(act.stop, "")
    only_upper = "upper-body-and-trunk" in act.only
    shut = act.blocks | ({"lower-body"} if only_upper else set())
    return replace(
        found,
        stopped=max(found.stopped, stopped, key=("", "stop", "emergency").index),
        impact=min(found.impact, _impact_left(act.blocks)),
        weight_bearing=min(found.weight_bearing, 0 if "seated-or-lying" in act.only else 2),
        shut=found.shut | shut,
        regions=found.regions | {region for word in shut for region in REGIONS.get(word, ())},
        held=found.held | act.exercises,
        listed=_narrower(found.listed, act.only_exercises if "listed" in act.only else None),
        gentle=found.gentle or "easy-effort" in act.only,
        sore={act.sets_area: 10, **found.sore} if act.sets_area else found.sore,
        spared=found.spared | ({act.sets_area} - set(found.sore) if act.sets_area else set()),
        stops=found.stops if question.answer == "age" and not stopped else (*found.stops, _stop(question, act)),
    )


def _impact_left(blocks: Iterable[str]) -> int:
    return 0 if "impact-1" in blocks else 1 if "impact-2" in blocks else 3


def _narrower(first: frozenset[str] | None, second: frozenset[str] | None) -> frozenset[str] | None:
    if first is None or second is None:
        return second if first is None else first
    return first & second


def _stop(question: Question, act: Act) -> Stop:
    binding = act.blocks or act.only or act.exercises or act.stop
    level = STOPPED.get(act.stop) or ("limit" if binding else "note")
    return Stop(act.lifted_by or question.slug, level, act.why, act.allowed, act.see, act.urgent, act.clearable)


def _with_injury(
    found: Limits, catalogue: Catalogue, injury: Injury, past: PastInjury, profile: Profile, day: date
) -> Limits:
    tier, latest = tier_of(past, day), tier_of_latest(past, day)
    cleared = profile.cleared_on(injury.slug)
    holding = not (cleared and cleared <= day) and bool({tier, latest} & injury.hold_tiers)
    held = injury.holds if holding else frozenset()
    bone = holding and injury.pain_limit == 0  # bone stress: always a matter for a professional
    return replace(
        found,
        impact=min(found.impact, impact_max(catalogue, tier, latest), 0 if "all-imp-1-and-above" in held else 3),
        weight_bearing=min(found.weight_bearing, 0 if "all-standing" in held else 1 if "all-wb-2" in held else 2),
        shut=found.shut | (frozenset({"standing"}) if "all-standing" in held else frozenset()),
        held=found.held | {slug for slug in held if not slug.startswith("all-")},
        stops=(*found.stops, _bone_stop(catalogue, injury)) if bone else found.stops,
    )


def _bone_stop(catalogue: Catalogue, injury: Injury) -> Stop:
    words = catalogue.words["reasons"]
    why = words["bone-no-standing" if "all-standing" in injury.holds else "bone-no-single-leg"]
    return Stop(injury.slug, "limit", why, words["bone-allowed"], injury.see, urgent=True)


def pain_limit(catalogue: Catalogue, profile: Profile, area: str) -> int:
    """The highest score, 0-10, at which work for this area may go on."""
    own = [catalogue.injuries[p.injury].pain_limit for p in profile.injuries if area in areas_of(catalogue, p)]
    return min(own, default=DEFAULT_PAIN_LIMIT)


def areas_of(catalogue: Catalogue, past: PastInjury) -> tuple[str, ...]:
    """Where a past injury is: the place the person chose, else the map's own."""
    return (past.area,) if past.area else catalogue.injuries[past.injury].areas[:1]


def sore_areas(catalogue: Catalogue, profile: Profile, report: Report) -> dict[str, int]:
    """Areas above their limit today: today's report, else what was last said of each injury."""
    said = sorted(profile.injuries, key=lambda past: past.pain)  # two injuries of one place: the worse one counts
    scores = {area: past.pain for past in said for area in areas_of(catalogue, past)}
    scores.update(report.pain)
    sore = {area: score for area, score in scores.items() if score > pain_limit(catalogue, profile, area)}
    return {**sore, **{area: scores.get(area, 10) for area in report.sharp}}


def stand_in(catalogue: Catalogue, exercise: Exercise, limits: Limits, kit: frozenset[str]) -> Exercise | None:
    """The exercise itself, or what is done instead today; None leaves it out. Area swap, then limits, then kit."""
    seen: set[str] = set()
    while exercise.slug not in seen:
        seen.add(exercise.slug)
        following = _next(exercise, limits, kit)
        if following == exercise.slug:
            return exercise
        if following not in catalogue.exercises:  # "skip", or nothing easier
            return None
        exercise = catalogue.exercises[following]
    return None


def _next(exercise: Exercise, limits: Limits, kit: frozenset[str]) -> str:
    for area in limits.sore:
        swap = exercise.swap_for(area)
        if swap:
            return swap
    if limits.allow(exercise) and any(level.possible_with(kit) for level in exercise.levels[:1]):
        return exercise.slug
    return exercise.easier or "skip"
