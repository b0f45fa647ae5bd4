"""From the screen, the injuries and today's pain to what is forbidden today, and to the move that stands in."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date

from webapp.domain.catalogue import AREAS, Act, Catalogue, Exercise, Injury, Question
from webapp.domain.injuries import impact_max, tier_of, tier_of_latest
from webapp.domain.pain_light import shut_until
from webapp.domain.profile import PastInjury, Profile
from webapp.domain.screen_acts import acts_in_force, phase_reached, places_of_any_pain
from webapp.domain.sheet import Report, Stop
from webapp.domain.standing import Red, Standing

DEFAULT_PAIN_LIMIT = 3  # no entry for the area: training.md 3.3
SORENESS_LIMIT = 5  # muscles this sore, 0-10, delay heavy work and jumps: training.md 3.3 [d]
HEAVY = ("lifting", "single-leg-strength")  # families
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
    any_pain: frozenset[str] = frozenset()  # areas where any pain at all is red

    @property
    def hurting(self) -> frozenset[str]:
        """Areas above their pain limit today: a red day for them."""
        return frozenset(self.sore) - self.spared

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


def limits(
    catalogue: Catalogue, profile: Profile, day: date, report: Report, standing: Standing | None = None
) -> Limits:
    """What the screen, the injuries, the pain of this day and that of the days before forbid."""
    unasked = tuple(slug for slug in PHASE_QUESTIONS if slug not in profile.screen)
    acts = acts_in_force(catalogue, profile, day, standing)
    any_pain = places_of_any_pain(acts)
    sore = _sore(catalogue, profile, report, any_pain)
    found = Limits(sore=sore, impact=0 if unasked else 3, unasked=unasked, any_pain=any_pain)
    for question, act in acts:
        found = _with_act(found, question, act, phase_reached(profile, standing))
    for past in profile.injuries:
        found = _with_injury(found, catalogue, catalogue.injuries[past.injury], past, profile, day)
    reds = (*(standing.reds if standing else ()), *(Red(day, area) for area in sore))
    for what, last in shut_until(_by_area(catalogue, profile, reds), day).items():
        found = _with_reds(found, catalogue, what, last)
    return _with_soreness(found, catalogue) if report.soreness >= SORENESS_LIMIT else found


def _with_act(found: Limits, question: Question, act: Act, phase: int) -> Limits:
    stopped = STOPPED.get(act.stop, "")
    only_upper = "upper-body-and-trunk" in act.only
    dropped = frozenset({f"phase-{phase}"} if act.drops_phase and phase > 1 else ())
    only_phase_1 = frozenset({"phase-2", "phase-3"} if "phase-1" in act.only else ())
    shut = act.blocks | dropped | only_phase_1 | ({"lower-body"} if only_upper else set())
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
        stops=found.stops if question.answer == "age" and not stopped else (*found.stops, _stop(question, act, shut)),
    )


def _impact_left(blocks: Iterable[str]) -> int:
    return 0 if "impact-1" in blocks else 1 if "impact-2" in blocks else 3


def _narrower(first: frozenset[str] | None, second: frozenset[str] | None) -> frozenset[str] | None:
    if first is None or second is None:
        return second if first is None else first
    return first & second


def _stop(question: Question, act: Act, shut: Set[str]) -> Stop:
    binding = shut or act.only or act.exercises or act.stop
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


def _by_area(catalogue: Catalogue, profile: Profile, reds: Iterable[Red]) -> list[Red]:
    """The red of a rehab exercise is one of its injury's place; of any other exercise, of that exercise."""
    rehab = {(w.exercise, a) for p in profile.injuries for w in catalogue.injuries[p.injury].work
             for a in areas_of(catalogue, p)}  # fmt: skip
    known = (red for red in reds if red.area in AREAS or red.area in catalogue.exercises)
    named = ((red, [area for slug, area in rehab if slug == red.area]) for red in known)
    return [Red(red.on, area) for red, areas in named for area in areas or (red.area,)]


def _with_reds(found: Limits, catalogue: Catalogue, what: str, last: date) -> Limits:
    """Red twice in seven days: no impact from 2 up and nothing heavy there, and somebody to see."""
    words = catalogue.words["reasons"]
    here = [e for e in catalogue.exercises.values() if e.slug == what or e.swap_for(what) is not None]
    held = {e.slug for e in here if e.impact >= 2 or e.family in HEAVY}
    name = catalogue.areas[what] if what in AREAS else catalogue.exercises[what].name.lower()
    why = words["pain-twice"].format(place=name, until=f"{last.day} {last:%B}")
    stop = Stop(f"pain-{what}", "limit", why, words["pain-twice-allowed"], words["pain-twice-see"], clearable=False)
    return replace(found, held=found.held | held, stops=(*found.stops, stop))


def _with_soreness(found: Limits, catalogue: Catalogue) -> Limits:
    """Very sore muscles are no pain, but they put off heavy work and jumps."""
    why, allowed, see = (catalogue.words["reasons"][f"soreness{part}"] for part in ("", "-allowed", "-see"))
    stop = Stop("soreness", "note", why, allowed, see, clearable=False)
    return replace(found, shut=found.shut | {"heavy", "plyo"}, stops=(*found.stops, stop))


def pain_limit(catalogue: Catalogue, profile: Profile, area: str, day: date = date.max) -> int:
    """The highest score, 0-10, at which work for this area may go on; 0 where an answer makes any pain red."""
    return _limit(catalogue, profile, area, places_of_any_pain(acts_in_force(catalogue, profile, day)))


def _limit(catalogue: Catalogue, profile: Profile, area: str, any_pain: Set[str]) -> int:
    own = [catalogue.injuries[p.injury].pain_limit for p in profile.injuries if area in areas_of(catalogue, p)]
    return 0 if area in any_pain else min(own, default=DEFAULT_PAIN_LIMIT)


def areas_of(catalogue: Catalogue, past: PastInjury) -> tuple[str, ...]:
    """Where a past injury is: the place the person chose, else the map's own."""
    return (past.area,) if past.area else catalogue.injuries[past.injury].areas[:1]


def _sore(catalogue: Catalogue, profile: Profile, report: Report, any_pain: Set[str]) -> dict[str, int]:
    """Areas above their limit today: today's report, else what was last said of each injury."""
    said = sorted(profile.injuries, key=lambda past: past.pain)  # two injuries of one place: the worse one counts
    scores = {area: past.pain for past in said for area in areas_of(catalogue, past)}
    scores.update(report.pain)
    sore = {area: score for area, score in scores.items() if score > _limit(catalogue, profile, area, any_pain)}
    return {**sore, **{area: scores.get(area, 10) for area in (*report.sharp, *report.worse)}}


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
