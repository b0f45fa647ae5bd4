"""The test that shows circuits are mastered: its rows, when it is due, what a try means. training.md 4.3 (e)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from webapp.domain.catalogue import Catalogue, Exercise, TestItem
from webapp.domain.checks import Check, Outcomes
from webapp.domain.circuit_weeks import week_needed
from webapp.domain.missed import RESTART_AFTER, crosses
from webapp.domain.pain_light import RED, light
from webapp.domain.runner import Runner
from webapp.domain.safety import stand_in
from webapp.domain.sessions import block_of, of_kind
from webapp.domain.sheet import TEST_SLOT, Block, Item, LeftOut, Sheet
from webapp.domain.standing import Standing, Tested

SESSIONS, WEEKS = 12, 4  # circuits before the first: training.md 4.1
RETEST = 14  # days after a try [d]
ASK_AGAIN = 7  # days after a test that was asked for and not touched [d]
LEVEL = 2  # the middle one reads as the test does: from the floor, a seat of 45 cm, on the forearms [d]
REST, SETUP = 60, 120  # seconds after each item, and to get ready [d]
FAILED = 2  # tries in a row after which an item joins the daily work


def block(runner: Runner) -> tuple[Block | None, tuple[LeftOut, ...]]:
    """The test of today: what safety or kit closes has an easier move, or is not asked (DECISIONS 11)."""
    rows: dict[str, Item] = {}
    left: list[LeftOut] = []
    for test in _items(runner.catalogue):
        planned = runner.catalogue.exercises[test.exercise]
        exercise = _today(runner, planned)
        if exercise is None or exercise.slug in rows:
            owned = planned.levels[0].possible_with(runner.kit)
            left.append(LeftOut(planned.slug, runner.say("test-left-safety" if owned else "test-left-kit")))
        else:
            rows[exercise.slug] = _row(runner, test, planned, exercise)
    if not rows:
        return None, tuple(left)
    name, note = runner.say("test-name"), runner.say("test-note")
    made = Block("test", runner.say("test"), tuple(rows.values()), name=name, note=note, setup=SETUP)
    return made, tuple(left)


def due(runner: Runner) -> bool:
    """Whether it takes the place of a circuit: sessions, weeks and circuit week are there, and no try is too recent."""
    standing = runner.standing
    circuits = standing.circuits
    if standing.phase < 2 or standing.mastered_on or circuits.done < SESSIONS or circuits.weeks < WEEKS:
        return False
    if circuits.week < week_needed(runner.catalogue, standing) or passed(runner.catalogue, standing):
        return False
    tried = [standing.tests[test.exercise].on for test in _items(runner.catalogue) if test.exercise in standing.tests]
    waits = [(on, RETEST) for on in tried] + [(placed.on, ASK_AGAIN) for placed in of_kind(standing, "test")]
    return all((runner.day - on).days >= days for on, days in waits)


def advance(catalogue: Catalogue, standing: Standing, sheet: Sheet, outcomes: Outcomes, day: date) -> Standing:
    """Remembers each try. What safety or kit left out of it counts as passed by it, but not what a red day did."""
    made = block_of(sheet, "test")
    rows = {row.swapped_from or row.exercise: row for row in made.items} if made else {}
    tries = {test.exercise: _tried(standing, sheet.day, test, rows[test.exercise], outcomes)
             for test in _items(catalogue) if _is_tried(test, rows.get(test.exercise), outcomes)}  # fmt: skip
    if not tries or crosses(standing, sheet.day, day, RESTART_AFTER):  # forgotten after so long
        return standing
    there = {*rows, *(row.exercise for row in sheet.items)}
    left_out = [test.exercise for test in _items(catalogue) if test.exercise not in there and not sheet.sore]
    spared = {slug: Tested(sheet.day, 0, True) for slug in left_out}
    return replace(standing, tests={**standing.tests, **spared, **tries})


def passed(catalogue: Catalogue, standing: Standing) -> bool:
    """Whether every item was passed at its latest try."""
    return not to_pass(catalogue, standing)


def to_pass(catalogue: Catalogue, standing: Standing) -> tuple[str, ...]:
    """Slugs of the items never tried, or failed at the latest try."""
    tests = standing.tests
    slugs = [test.exercise for test in _items(catalogue)]
    return tuple(slug for slug in slugs if slug not in tests or not tests[slug].passed)


def failed_twice(catalogue: Catalogue, standing: Standing) -> tuple[str, ...]:
    """Slugs of items failed twice in a row: they join the daily work."""
    tests = standing.tests
    return tuple(slug for slug in to_pass(catalogue, standing) if slug in tests and tests[slug].failed >= FAILED)


def _items(catalogue: Catalogue) -> Iterable[TestItem]:
    return (test for test in catalogue.tests if not test.opens)


def _today(runner: Runner, planned: Exercise) -> Exercise | None:
    """The exercise or an easier one; the same amount has to mean the same, so only one of the same unit."""
    exercise = stand_in(runner.catalogue, planned, runner.limits, runner.kit)
    return exercise if exercise and exercise.unit == planned.unit else None


def _row(runner: Runner, test: TestItem, planned: Exercise, exercise: Exercise) -> Item:
    own = exercise is planned
    level = max((n for n in range(1, LEVEL + 1) if exercise.levels[n - 1].possible_with(runner.kit)), default=1)
    sides = exercise.sides_at(level)
    key = "test-item-seconds" if exercise.unit == "seconds" else "test-item"
    return Item(
        exercise=exercise.slug,
        sets=test.sets,
        amount=test.amount,
        unit=exercise.unit,
        sides=sides,
        level=level,
        impact=exercise.impact,
        seconds=round(test.sets * sides * test.amount * exercise.seconds_per_unit) + REST,
        reason=runner.say(key, amount=test.amount) if own else runner.instead_of(planned),
        note=_note(runner, test) if own else exercise.levels[level - 1].note,
        slots=(TEST_SLOT,),
        swapped_from=None if own else planned.slug,
        next_level=-1,
        rest=REST,
    )


def _note(runner: Runner, test: TestItem) -> str:
    if not test.instead:
        return test.note
    name = runner.catalogue.exercises[test.instead].name.lower()
    return " ".join(part for part in (test.note, runner.say("test-or", amount=test.instead_amount, name=name)) if part)


def _checks(test: TestItem, row: Item, outcomes: Outcomes) -> list[tuple[Check, int]]:
    """What was logged of it, or of what may be done in its place, each with the amount that passes."""
    keys = [(row.keys[0], row.amount), (f"{test.instead}@{TEST_SLOT}", test.instead_amount)]
    return [(outcomes[key], amount) for key, amount in keys if key in outcomes]


def _is_tried(test: TestItem, row: Item | None, outcomes: Outcomes) -> bool:
    checks = _checks(test, row, outcomes) if row else []
    return any(check.done or check.amount is not None for check, _ in checks)


def _tried(standing: Standing, day: date, test: TestItem, row: Item, outcomes: Outcomes) -> Tested:
    """Passed: ticked, not less than asked, no red. Of two ways to do it the better one counts."""
    checks, before = _checks(test, row, outcomes), standing.tests.get(test.exercise)
    won = [pair for pair in checks if _is_passed(row, *pair)]
    check, asked = (won or checks)[0]
    amount = check.amount if check.amount is not None else asked if check.done else 0
    return Tested(day, amount, bool(won), 0 if won else (before.failed if before else 0) + 1)


def _is_passed(row: Item, check: Check, asked: int) -> bool:
    enough = check.amount is None or check.amount >= asked
    return check.done and enough and light(check.pain or 0, row.pain_limit) != RED
