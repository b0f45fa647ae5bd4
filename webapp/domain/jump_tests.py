"""The test at the end of each jump level: when it is offered, and what a try means."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from webapp.domain.catalogue import Catalogue, TestItem
from webapp.domain.checks import Outcomes
from webapp.domain.dose import Dose
from webapp.domain.injuries import tier_of
from webapp.domain.jumps import LEVEL_SESSIONS, LEVEL_WEEKS, calm, opener, returning, row, top
from webapp.domain.pain_light import is_red
from webapp.domain.runner import Runner
from webapp.domain.safety import stand_in
from webapp.domain.sessions import block_of, is_whole
from webapp.domain.sheet import TEST_SLOT, Item, Sheet
from webapp.domain.standing import Standing, Tested

TRY_AGAIN = 7  # days between tries [d]
IMPACT = 2  # the limit has to allow it: DECISIONS 6


def item(runner: Runner) -> Item | None:
    """The test row to put at the head of today's jumps, or None while it is not due or not allowed."""
    test = opener(runner.catalogue, runner.standing.jumps.level)
    if test is None or not _due(runner, test) or not _allowed(runner, test):
        return None
    reason = runner.say("jump-test", level=test.opens)
    dose = Dose(test.sets, test.amount)
    exercise = runner.catalogue.exercises[test.exercise]
    return row(runner, exercise, test.opens - 1, dose, reason, slots=(TEST_SLOT,), note=test.note)


def weeks_at_level(runner: Runner) -> int:
    """The least weeks at a level: two, more where the history of an injury asks for it."""
    tiers = runner.catalogue.tiers
    own = (tiers.get(tier_of(past, runner.day)) for past in runner.profile.injuries)
    return max([LEVEL_WEEKS, *(tier.plyo_level_weeks for tier in own if tier)])


def advance(catalogue: Catalogue, standing: Standing, sheet: Sheet, outcomes: Outcomes, day: date) -> Standing:
    """Remembers a try; a red on its day or the next day opened takes a pass away."""
    tests = {**standing.tests, **_tries(standing, sheet, outcomes)}
    test = opener(catalogue, standing.jumps.level)
    tried = tests.get(test.exercise) if test else None
    if test and tried and tried.passed and not calm(standing, tried.on):
        tests[test.exercise] = replace(tried, passed=False, failed=1)
    return replace(standing, tests=tests)


def _due(runner: Runner, test: TestItem) -> bool:
    """Weeks and sessions at the level are there, no red since, and the last try is a week old."""
    jumps, tried = runner.standing.jumps, runner.standing.tests.get(test.exercise)
    if jumps.since is None or jumps.sessions < LEVEL_SESSIONS or returning(runner.standing, runner.day):
        return False
    if (runner.day - jumps.since).days < 7 * weeks_at_level(runner) or not calm(runner.standing, jumps.since):
        return False
    return tried is None or (runner.day - tried.on).days >= TRY_AGAIN


def _allowed(runner: Runner, test: TestItem) -> bool:
    exercise = runner.catalogue.exercises[test.exercise]
    open_today = runner.limits.impact >= IMPACT and test.opens <= top(runner.limits)
    return open_today and stand_in(runner.catalogue, exercise, runner.limits, runner.kit) is exercise


def _tries(standing: Standing, sheet: Sheet, outcomes: Outcomes) -> Mapping[str, Tested]:
    block = block_of(sheet, "plyo")
    rows = [asked for asked in block.items if asked.slots == (TEST_SLOT,)] if block else []
    return {asked.exercise: _tried(standing, sheet.day, asked, outcomes) for asked in rows if asked.keys[0] in outcomes}


def _tried(standing: Standing, day: date, asked: Item, outcomes: Outcomes) -> Tested:
    """Passed means ticked, every landing asked for, no red: the landing check of the note stands for the tick."""
    check, before = outcomes[asked.keys[0]], standing.tests.get(asked.exercise)
    passed = is_whole(asked, outcomes) and not is_red(asked, outcomes)
    amount = check.amount if check.amount is not None else asked.amount if check.done else 0
    return Tested(day, amount, passed, 0 if passed else (before.failed if before else 0) + 1)
