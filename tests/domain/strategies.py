"""Any runner and any way of doing the work, for hypothesis; and the days they then live through."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random

from hypothesis import strategies as st

from webapp import content
from webapp.domain import profile as p
from webapp.domain.advance import advance, fresh
from webapp.domain.catalogue import AREAS, KIT, KIT_ALWAYS, Catalogue, Question
from webapp.domain.checks import Check
from webapp.domain.days import WEEKDAYS
from webapp.domain.prescribe import prescribe_day
from webapp.domain.profile import Profile
from webapp.domain.sheet import Item, Report, Sheet
from webapp.domain.simulate import asked_on, report_of
from webapp.domain.standing import Standing

MONDAY = date(2026, 11, 23)
DAYS = 200
BEHAVIOURS = (*("perfect",) * 8, "never", "share", "stops", "short", "items", "details", "opens-now-and-then")
known_content = cache(content.load)


@dataclass(frozen=True)
class Behaviour:
    """How somebody does what is asked. `share` is a chance, `stop` a day; the seed makes it repeatable."""

    name: str = "perfect"
    share: float = 0.8
    stop: int = 20
    seed: int = 0


@dataclass(frozen=True)
class Step:
    """One opened day: where the runner stood, what was asked, what was done, and where that left them."""

    day: date
    standing: Standing
    report: Report
    sheet: Sheet
    outcomes: dict[str, Check]
    after: Standing
    following: date  # the next day opened, or the one after the last


@dataclass(frozen=True)
class Walk:
    """A stretch of somebody's life."""

    profile: Profile
    behaviour: Behaviour
    start: date
    steps: tuple[Step, ...]
    catalogue: Catalogue


@dataclass(frozen=True)
class Life:
    """All that a walk follows from, small enough to read in a message."""

    profile: Profile
    start: date
    behaviour: Behaviour

    def walk(self, days: int = DAYS) -> Walk:
        return walk(self.profile, self.start, days, self.behaviour)


@st.composite
def lives(draw: st.DrawFn) -> Life:
    """Anybody, from any day of a week on, in any way."""
    start = MONDAY + timedelta(days=draw(st.integers(0, 6)))
    return Life(draw(runners(start)), start, draw(behaviours()))


def walk(profile: Profile, start: date, days: int, behaviour: Behaviour) -> Walk:
    """Folds prescribe and advance over the days this person opens the app."""
    catalogue, chance = known_content(), Random(behaviour.seed)
    profile = asked_on(profile, start)
    sometimes = behaviour.name == "opens-now-and-then"
    opened = [n for n in range(days) if n == 0 or not sometimes or chance.random() < behaviour.share]
    standing, steps = fresh(start), []
    for number, following in zip(opened, [*opened[1:], days], strict=True):
        day = start + timedelta(days=number)
        report = report_of(profile, day)
        sheet = prescribe_day(catalogue, profile, standing, day, report)
        outcomes = done(sheet, number, behaviour, chance)
        after = advance(catalogue, standing, sheet, outcomes, start + timedelta(days=following))
        steps.append(Step(day, standing, report, sheet, outcomes, after, start + timedelta(days=following)))
        standing = after
    return Walk(profile, behaviour, start, tuple(steps), catalogue)


def done(sheet: Sheet, number: int, behaviour: Behaviour, chance: Random) -> dict[str, Check]:
    """The ticks of one day."""
    if behaviour.name in ("share", "details") and chance.random() >= behaviour.share:
        return {}
    if behaviour.name == "never" or (behaviour.name == "stops" and number >= behaviour.stop):
        return {}
    rows = sheet.short[-1].items if behaviour.name == "short" and sheet.short else sheet.items
    keys = [(row, key) for row in rows for key in row.keys]
    if behaviour.name == "items":
        keys = [pair for pair in keys if chance.random() < behaviour.share]
    details = behaviour.name == "details"
    return {key: _check(sheet.day, row, key, chance if details else None) for row, key in keys}


def _check(day: date, row: Item, key: str, chance: Random | None) -> Check:
    at = datetime.combine(day, time(18), UTC)
    if chance is None:
        return Check(key, day, key, True, at)
    amount = chance.choice((None, row.amount, max(0, row.amount - 2), row.amount + 3))
    pain = chance.choice((None, None, None, 0, 1, 2, 4, 7))
    return Check(key, day, key, chance.random() < 0.95, at, amount=amount, pain=pain)


def behaviours() -> st.SearchStrategy[Behaviour]:
    """Perfect, never, most days, until a day, short versions only, single items, honest details, gaps between visits."""
    return st.builds(
        Behaviour,
        name=st.sampled_from(BEHAVIOURS),
        share=st.sampled_from((0.3, 0.6, 0.8, 0.95, 0.98)),
        stop=st.integers(0, DAYS),
        seed=st.integers(0, 2**16),
    )


@st.composite
def runners(draw: st.DrawFn, start: date = MONDAY) -> Profile:
    """Anybody: the answers of every screen in every mixture; half of them healthy, so that every phase is walked."""
    healthy = draw(st.sampled_from((True, True, False)))
    near = st.integers(-10, DAYS).map(lambda n: start + timedelta(days=n))
    return Profile(
        age_band=draw(st.sampled_from(p.AGE_BANDS)),
        minutes=draw(st.sampled_from((5, 10, 20, 30, 45, 60)) | st.integers(*p.MINUTES_RANGE)),
        injuries=tuple(draw(st.lists(past_injuries(start), max_size=1 if healthy else 3))),
        screen=draw(screens(0 if healthy else 2)),
        kit=frozenset(draw(st.sets(st.sampled_from(sorted(KIT - KIT_ALWAYS)), max_size=8))),
        body_mass=draw(st.none() | st.sampled_from((45.0, 68.0, 110.0))),
        plates=tuple(draw(st.sampled_from(((), (20.0, 10.0, 5.0, 2.5, 1.25), (10.0, 10.0), (5.0, 5.0, 5.0, 2.5))))),
        bar=draw(st.none() | st.sampled_from((10.0, 15.0, 20.0))),
        lifted_before=draw(st.booleans()),
        stay=draw(st.sampled_from((*(None,) * 10, 1, 2))),
        wishes=draw(wishes()),
        free_day=draw(st.none() | st.sampled_from(WEEKDAYS)),
        runs=tuple(draw(st.lists(runs(), max_size=draw(st.sampled_from((0, 3, 6, 14)))))),
        races=tuple(
            draw(st.lists(st.builds(p.Race, near, st.sampled_from("AB"), st.sampled_from(p.DISTANCES)), max_size=3))
        ),
        ill=tuple(draw(st.lists(spells(near, 10, st.sampled_from(("above", "below"))), max_size=1 if healthy else 2))),
        away=tuple(draw(st.lists(spells(near, 60, st.just("")), max_size=0 if healthy else 1))),
        cleared=draw(clearances(near)),
        pain=tuple(draw(st.lists(pain_notes(near), max_size=1 if healthy else 5))),
    )


def wishes() -> st.SearchStrategy[p.Wishes]:
    """Most want something of phase 3, so that many get there."""
    coached = st.sets(st.sampled_from(("back-squat", "deadlift", "power-clean"))).map(sorted).map(tuple)
    lifting = st.sampled_from((*p.LIFTING, "barbell"))
    return st.builds(p.Wishes, lifting, st.booleans(), st.booleans(), st.booleans(), coached)


def runs() -> st.SearchStrategy[p.Run]:
    at = st.none() | st.sampled_from((time(6), time(12, 30), time(18), time(21, 30)))
    return st.builds(p.Run, st.sampled_from(WEEKDAYS), st.sampled_from(p.RUN_KINDS), st.integers(10, 150), at)


@st.composite
def spells(draw: st.DrawFn, near: st.SearchStrategy[date], longest: int, where: st.SearchStrategy[str]) -> p.Spell:
    first = draw(near)
    return p.Spell(first, first + timedelta(days=draw(st.integers(0, longest))), draw(where))


def pain_notes(near: st.SearchStrategy[date]) -> st.SearchStrategy[p.PainNote]:
    return st.builds(p.PainNote, near, st.sampled_from(AREAS), st.integers(0, 10), st.sampled_from(("usual", "worse")))


@st.composite
def clearances(draw: st.DrawFn, near: st.SearchStrategy[date]) -> tuple[p.Clearance, ...]:
    catalogue = known_content()
    names = sorted({*catalogue.questions, *catalogue.injuries, "q02-vigorous", "coach"})
    return tuple(draw(st.lists(st.builds(p.Clearance, st.sampled_from(names), near), max_size=2)))


@st.composite
def past_injuries(draw: st.DrawFn, start: date) -> p.PastInjury:
    """Any entry of the map: a fresh one, an old one, one that hurts, one that keeps coming back."""
    injury = draw(st.sampled_from(sorted(known_content().injuries.values(), key=lambda injury: injury.slug)))
    ago = draw(st.none() | st.sampled_from((1, 30, 80, 100, 200, 330, 400)) | st.integers(1, 1500))
    return p.PastInjury(
        injury=injury.slug,
        side=draw(st.sampled_from(p.SIDES)),
        since=None if ago is None else start - timedelta(days=ago),
        pain=draw(st.sampled_from((0, 0, 0, 1, 2, 3, 4, 6, 9))),
        times=draw(st.integers(1, 4)),
        area=draw(st.none() | st.sampled_from(injury.areas)),
        variant=draw(st.none() | st.sampled_from(injury.variants)) if injury.variants else None,
        option=draw(st.none() | st.sampled_from(injury.options)) if injury.options else None,
    )


@st.composite
def screens(draw: st.DrawFn, most: int) -> dict[str, p.Answer]:
    """Mostly everything answered with no, or a few questions still open, and then a few answers that matter."""
    questions = known_content().questions
    unasked = draw(st.sampled_from((*(frozenset(),) * 6, frozenset(questions), frozenset({"q02"}))))
    found: dict[str, p.Answer] = {slug: False for slug in questions if slug not in unasked}
    for slug in draw(st.lists(st.sampled_from(sorted(questions)), max_size=most, unique=True)):
        found[slug] = draw(answers(questions[slug]))
    found["q21"] = draw(st.booleans())
    return found


def answers(question: Question) -> st.SearchStrategy[p.Answer]:
    """Anything this question can be answered with."""
    anything = (True, False, "unknown", *question.choices, *(range(0, 60, 5) if question.answer == "weeks" else ()))
    return st.sampled_from(anything)


def steps_in_a_row(walk: Walk, days: int) -> Iterator[tuple[Step, ...]]:
    """Every stretch of so many days, each of them opened."""
    for first in range(len(walk.steps) - days + 1):
        stretch = walk.steps[first : first + days]
        if (stretch[-1].day - stretch[0].day).days == days - 1:
            yield stretch
