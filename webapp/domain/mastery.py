"""The gate from circuits to lifting and jumps: five conditions, in plain words. training.md 4.3 [d]."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from webapp.domain import benchmark
from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import Outcomes
from webapp.domain.circuit_weeks import LATEST, latest, week_needed
from webapp.domain.runner import Runner
from webapp.domain.sessions import of_kind
from webapp.domain.sheet import Gate, Sheet
from webapp.domain.standing import Standing

SESSIONS, WEEKS = benchmark.SESSIONS, benchmark.WEEKS
SHARE = 0.8  # of the planned circuits
WINDOW = 21  # days before this one in which they count
RED_FREE_DAYS = 14
CLOSING = frozenset({"phase-2", "phase-3"})

Missing = tuple[str, dict[str, object]]  # key of a reason, and what it names


def to_lifting_and_jumps(runner: Runner) -> Gate:
    """The gate as it stands on this day. Once mastered it stays met; what safety shuts is shut all the same."""
    standing, shut = runner.standing, _shut(runner)
    unmet = [] if standing.mastered_on else list(_unmet(runner.catalogue, standing, runner.day))
    missing = [runner.say(key, **names) for key, names in unmet] + shut
    red = any(key.startswith("gate-red") for key, _ in unmet)
    done = SESSIONS if standing.mastered_on else min(standing.circuits.done, SESSIONS)
    return Gate(3, not missing, done, SESSIONS, missing=tuple(missing), safety=bool(shut) or red)


def advance(catalogue: Catalogue, standing: Standing, sheet: Sheet, outcomes: Outcomes, day: date) -> Standing:
    """Mastered from `day` on, once all five hold: after the circuits and the test of the sheet were counted."""
    if standing.mastered_on or standing.phase < 2 or next(_unmet(catalogue, standing, day), None):
        return standing
    return replace(standing, mastered_on=day)


def _unmet(catalogue: Catalogue, standing: Standing, day: date) -> Iterator[Missing]:
    """The conditions (a) to (e) that do not hold, in that order."""
    yield from _enough(standing)
    if not _is_regular(standing, day):
        yield "mastery-regular", {}
    week = week_needed(catalogue, standing)
    if not _is_whole(standing, week):
        yield "mastery-whole", {"week": week}
    yield from _calm(standing, day)
    to_pass = benchmark.to_pass(catalogue, standing)
    if to_pass:
        yield "mastery-test", {"names": ", ".join(catalogue.exercises[slug].name.lower() for slug in to_pass)}


def _enough(standing: Standing) -> Iterator[Missing]:
    sessions, weeks = SESSIONS - standing.circuits.done, WEEKS - standing.circuits.weeks
    if sessions > 0:
        yield "mastery-session" if sessions == 1 else "mastery-sessions", {"sessions": sessions}
    if weeks > 0:
        yield "mastery-week" if weeks == 1 else "mastery-weeks", {"weeks": weeks}


def _is_regular(standing: Standing, day: date) -> bool:
    planned = [placed for placed in of_kind(standing, "circuit") if 0 < (day - placed.on).days <= WINDOW]
    return bool(planned) and sum(placed.counted for placed in planned) >= SHARE * len(planned)


def _is_whole(standing: Standing, week: int) -> bool:
    """Every planned rep of the last three, lighter ones left out."""
    last = latest(standing)
    return len(last) == LATEST and all(placed.whole and placed.week >= week for placed in last)


def _calm(standing: Standing, day: date) -> Iterator[Missing]:
    since = min(((day - red.on).days for red in standing.reds), default=RED_FREE_DAYS)
    days = RED_FREE_DAYS - since
    if days > 0:
        yield "gate-red" if days > 1 else "gate-red-day", {"days": days}


def _shut(runner: Runner) -> list[str]:
    shut = [runner.say("gate-shut")] if runner.limits.stopped or CLOSING & runner.limits.shut else []
    return shut + ([runner.say("gate-unasked")] if runner.limits.unasked else [])
