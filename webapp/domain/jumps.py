"""Where the jumps stand: counted landings, how fast they may rise, and what takes a level up or down."""

from dataclasses import replace
from datetime import date, timedelta

from webapp.domain.catalogue import Catalogue, Exercise, TestItem
from webapp.domain.checks import Outcomes
from webapp.domain.dose import Dose, item
from webapp.domain.missed import DOWN_AFTER, EASE_AFTER, crosses
from webapp.domain.runner import Runner
from webapp.domain.safety import Limits
from webapp.domain.sessions import block_of, in_week, is_counted, of_kind
from webapp.domain.sheet import Block, Item, Sheet
from webapp.domain.standing import Jumps, Standing

LEVEL_WEEKS, LEVEL_SESSIONS = 2, 3  # at a level at least: training.md 4.5 [d]
RISE, RISE_SHARE = 10, 0.2  # contacts from week to week: the larger of the two (DECISIONS 12)
HARD_LEVELS, HARD_IMPACT = 3, 3  # from this level on the work is single-leg or for distance
REST = (60, 90, 90, 90)  # seconds between sets, by level: 60-120 [s57]
CHANGE = 60  # seconds from one exercise to the next


def landings(exercise: Exercise, sets: int, amount: int) -> int:
    """Counted contacts: each landing once, whether on one foot or both [s57]; `amount` is per side, or in metres."""
    each = exercise.contacts_per_metre if exercise.unit == "metres" else exercise.contacts_per_rep
    return round(sets * exercise.sides * amount * each)


def row(runner: Runner, exercise: Exercise, level: int, dose: Dose, reason: str, **more: object) -> Item:
    """The row of one jump at a jump level, rests and contacts included; only a jump level makes it harder."""
    stage = max(1, min(3, level - (exercise.plyo_level or 1) + 1))  # its first level of jumps is its own first
    rest = REST[level - 1]
    work = dose.sets * exercise.sides * dose.amount * exercise.seconds_per_unit
    plain = item(exercise, stage, dose, reason, runner.kit)
    return replace(
        plain,
        seconds=round(work + (dose.sets - 1) * rest + CHANGE),
        rest=rest,
        contacts=landings(exercise, dose.sets, dose.amount),
        next_level=-1,
        **more,  # type: ignore[arg-type]
    )


def top(limits: Limits) -> int:
    """The highest level whose work is open today, 1 to 4."""
    hard = "plyo-3-4" not in limits.closed and limits.impact >= HARD_IMPACT
    return len(REST) if hard else HARD_LEVELS - 1


def opener(catalogue: Catalogue, level: int) -> TestItem | None:
    """The test that leads on from a level; None from the last."""
    return next((test for test in catalogue.tests if test.opens == level + 1), None)


def returning(standing: Standing, day: date) -> bool:
    """Whether this is the first week back: the last week is repeated (training.md 4.10)."""
    return standing.returning_until is not None and day <= standing.returning_until


def ceiling(catalogue: Catalogue, standing: Standing, day: date) -> int:
    """The most contacts of a session on this day: a rise from week to week, none within a week."""
    held = standing.jumps.contacts
    if not held:
        return catalogue.plyo[0].cap[0]
    if returning(standing, day):
        return held
    this_week = [placed.contacts for placed in in_week(of_kind(standing, "plyo"), day) if not placed.eased]
    return this_week[-1] if this_week else max(held + RISE, int(held * (1 + RISE_SHARE)))


def calm(standing: Standing, since: date) -> bool:
    """No red pain report from this day on."""
    return all(red.on < since for red in standing.reds)


def advance(catalogue: Catalogue, standing: Standing, sheet: Sheet, outcomes: Outcomes, day: date) -> Standing:
    """The level and its counts after a sheet. The day's reds and last done day have to be in `standing` already."""
    block = block_of(sheet, "plyo")
    if block:
        counted = is_counted(sheet, block, outcomes)
        standing = replace(standing, jumps=_after_session(standing.jumps, block, counted, sheet.day))
    if _hurt(catalogue, standing, sheet.day):
        standing = replace(standing, jumps=_down(standing.jumps))
    elif _opened(catalogue, standing, sheet.day):
        standing = replace(standing, jumps=_up(standing.jumps))
    return replace(standing, jumps=_missed(standing, sheet.day, day))


def _after_session(jumps: Jumps, block: Block, counted: bool, day: date) -> Jumps:
    """What was not done never raises the reference for the next session."""
    contacts = sum(row.contacts for row in block.items)
    if not block.eased and (counted or contacts < jumps.contacts):
        jumps = replace(jumps, contacts=contacts)
    if counted and block.level == jumps.level:
        jumps = replace(jumps, since=jumps.since or day, sessions=jumps.sessions + 1)
    return jumps


def _hurt(catalogue: Catalogue, standing: Standing, day: date) -> bool:
    """A new red of this day, in a jump of the level or in an area that swaps one of them."""
    work = [catalogue.exercises[slug] for slug, _, _ in catalogue.plyo[standing.jumps.level - 1].work]
    yesterday = {red.area for red in standing.reds if red.on == day - timedelta(days=1)}
    fresh = {red.area for red in standing.reds if red.on == day} - yesterday
    return any(exercise.slug in fresh or any(map(exercise.swap_for, fresh)) for exercise in work)


def _opened(catalogue: Catalogue, standing: Standing, day: date) -> bool:
    """Time, sessions and test of the level are there, and the day after the test was calm too."""
    jumps, test = standing.jumps, opener(catalogue, standing.jumps.level)
    tried = standing.tests.get(test.exercise) if test else None
    if tried is None or jumps.since is None or not (tried.passed and jumps.since <= tried.on < day):
        return False
    long_enough = (day - jumps.since).days >= 7 * LEVEL_WEEKS and jumps.sessions >= LEVEL_SESSIONS
    return long_enough and calm(standing, jumps.since)


def _up(jumps: Jumps) -> Jumps:
    return Jumps(level=jumps.level + 1, contacts=jumps.contacts)


def _down(jumps: Jumps) -> Jumps:
    return Jumps(level=max(1, jumps.level - 1), contacts=jumps.contacts)


def _missed(standing: Standing, last: date, day: date) -> Jumps:
    """Training.md 4.10: a level down from 14 days off, the bottom from 28, be it off everything or off jumps alone."""
    if crosses(standing, last, day, EASE_AFTER) or _lapsed(standing, day):
        return Jumps()
    if crosses(standing, last, day, DOWN_AFTER):
        return _down(standing.jumps)
    return standing.jumps


def _lapsed(standing: Standing, day: date) -> bool:
    """Four weeks without jumps, whatever else was done [d]."""
    latest = max((placed.on for placed in of_kind(standing, "plyo") if placed.counted), default=date.min)
    return standing.jumps.contacts > 0 and (day - latest).days > EASE_AFTER
