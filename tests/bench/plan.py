"""Planning: a simulated year, and one morning of it, for a runner with everything (issue 3: under 1 s and 2 ms)."""

from collections.abc import Iterator
from datetime import date, time
from statistics import median
from time import process_time

from tests.bench import floor
from webapp import content
from webapp.domain.prescribe import prescribe
from webapp.domain.profile import PastInjury, Profile, Run, Wishes
from webapp.domain.simulate import days
from webapp.domain.week import plan_week

START = date(2026, 11, 23)
ROUNDS, YEAR = 5, 365
WEEK = (("mon", "easy", 40), ("tue", "workout", 60), ("wed", "easy", 40), ("fri", "strides", 45), ("sun", "long", 95))


def figures() -> Iterator[floor.Figure]:
    catalogue = content.load()
    profile = _runner(catalogue)
    lived = list(days(catalogue, profile, START, YEAR, lambda number: True))
    year = median(
        _spent(lambda: list(days(catalogue, profile, START, YEAR, lambda number: True))) for _ in range(ROUNDS)
    )
    yield "simulate, 365 days", year, "s", 1, year
    weeks = [plan_week(catalogue, profile, standing, sheet.day) for sheet, standing, _ in lived]
    mornings = list(zip(lived, weeks, strict=True))

    def prescribed() -> None:
        for (sheet, standing, _), week in mornings:
            prescribe(catalogue, profile, standing, week, sheet.day)

    def planned() -> None:
        for sheet, standing, _ in lived:
            plan_week(catalogue, profile, standing, sheet.day)

    alone = median(_spent(prescribed) for _ in range(ROUNDS)) / YEAR * 1000
    yield "prescribe alone, a morning", alone, "ms", 2, alone / 2
    yield "plan of a week, a morning", median(_spent(planned) for _ in range(ROUNDS)) / YEAR * 1000, "ms", None, None


def _runner(catalogue) -> Profile:
    return Profile(
        screen=dict.fromkeys(catalogue.questions, False) | {"q21": True},
        minutes=45,
        injuries=(PastInjury("ankle-sprain", "left", date(2024, 6, 1), times=3),),
        kit=frozenset({"band", "dumbbell", "barbell", "rack", "bench", "machine", "medball", "bar-or-straps"}),
        wishes=Wishes("barbell", True, core=True, coached=("back-squat",)),
        runs=tuple(Run(weekday, kind, minutes, time(18)) for weekday, kind, minutes in WEEK),
    )


def _spent(work) -> float:
    """Seconds of processor time."""
    before = process_time()
    work()
    return process_time() - before
