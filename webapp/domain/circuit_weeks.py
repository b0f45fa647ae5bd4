"""The eight-week build of the circuits: which week it is, when it moves on, lighter weeks, missed time."""

from dataclasses import replace
from datetime import date

from webapp.domain.catalogue import Catalogue, CircuitWeek
from webapp.domain.checks import Outcomes
from webapp.domain.days import week_of
from webapp.domain.missed import DOWN_AFTER, EASE_AFTER, REPEAT_AFTER, RESTART_AFTER, crosses
from webapp.domain.sessions import in_week, of_kind
from webapp.domain.sheet import Sheet
from webapp.domain.standing import Circuits, Placed, Standing

ENOUGH = 2  # counted sessions that finish a week, else it repeats: DECISIONS 12
DELOAD_AFTER = (3, 6)  # weeks that a lighter one follows
DELOAD_EVERY = 3  # finished weeks before a lighter one while staying at the last: every fourth is light [d]
WEEK_MASTERED, WEEK_MASTERED_SHORT = 6, 4  # training.md 4.3 (c); where minutes leave one round: DECISIONS 5
LATEST = 3  # sessions in a row


def advance(catalogue: Catalogue, standing: Standing, sheet: Sheet, outcomes: Outcomes, day: date) -> Standing:
    """Where the build stands on `day`: counts the sheet's own circuit, ends its week, steps back after missed time."""
    standing = replace(standing, circuits=_count(standing, sheet))
    if week_of(day)[0] > week_of(sheet.day)[0]:
        standing = replace(standing, circuits=_week_over(catalogue, standing, sheet))
    return _missed(standing, sheet.day, day)


def row(catalogue: Catalogue, standing: Standing) -> CircuitWeek:
    """The numbers of the week a runner is in."""
    return catalogue.circuit_weeks[standing.circuits.week - 1]


def latest(standing: Standing) -> list[Placed]:
    """The last three circuits that were not lighter ones, oldest first."""
    return [placed for placed in of_kind(standing, "circuit") if not placed.eased][-LATEST:]


def week_needed(catalogue: Catalogue, standing: Standing) -> int:
    """The week from which circuits show mastery: 6, or 4 where one of the last was cut to one round for minutes."""
    rounds = {week.week: week.rounds for week in catalogue.circuit_weeks}
    cut = any(0 < placed.rounds < rounds.get(placed.week, 1) for placed in latest(standing))
    return WEEK_MASTERED_SHORT if cut else WEEK_MASTERED


def _count(standing: Standing, sheet: Sheet) -> Circuits:
    """The day's own circuit; the first one counted in a calendar week adds that week."""
    circuits = standing.circuits
    counted = [placed for placed in in_week(of_kind(standing, "circuit"), sheet.day) if placed.counted]
    if sheet.phase < 2 or not any(placed.on == sheet.day for placed in counted):
        return circuits
    first = all(placed.on == sheet.day for placed in counted)
    return replace(circuits, done=circuits.done + 1, weeks=circuits.weeks + first)


def _week_over(catalogue: Catalogue, standing: Standing, sheet: Sheet) -> Circuits:
    """A lighter week ends by the calendar, whatever was done; any other needs its sessions. Only in phase 2."""
    circuits, last = standing.circuits, len(catalogue.circuit_weeks)
    if circuits.deload:
        following = circuits.week + (sheet.phase == 2)
        return replace(circuits, week=min(last, following), deload=False, since_deload=0)
    placed = in_week(of_kind(standing, "circuit"), sheet.day)
    enough = len([session for session in placed if session.counted and not session.eased]) >= ENOUGH
    if sheet.phase != 2 or not enough:
        return circuits
    finished = circuits.since_deload + 1
    if circuits.week in DELOAD_AFTER or (circuits.week == last and finished >= DELOAD_EVERY):
        return replace(circuits, deload=True, since_deload=finished)
    return replace(circuits, week=min(last, circuits.week + 1), since_deload=finished)


def _missed(standing: Standing, sheet_day: date, day: date) -> Standing:
    """Days off take the build back, counted from the last week trained; each threshold acts once: training.md 4.10."""
    if crosses(standing, sheet_day, day, RESTART_AFTER):
        return replace(standing, circuits=Circuits(), mastered_on=None, tests={})
    trained = _last_trained(standing)
    for threshold, week in (
        (EASE_AFTER, max(1, min(3, trained - 3))),
        (DOWN_AFTER, max(1, trained - 2)),
        (REPEAT_AFTER, trained),
    ):
        if crosses(standing, sheet_day, day, threshold):
            week = min(week, standing.circuits.week)
            return replace(standing, circuits=replace(standing.circuits, week=week, deload=False, since_deload=0))
    return standing


def _last_trained(standing: Standing) -> int:
    done = [placed.week for placed in of_kind(standing, "circuit") if placed.counted and placed.week]
    return done[-1] if done else standing.circuits.week
