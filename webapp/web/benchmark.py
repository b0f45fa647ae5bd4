"""The tests: what shows that circuits are mastered, and what leads to the next jumps, done and written down."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from flask import Blueprint, Response, render_template, request
from flask_login import login_required
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, NotFound

from webapp.actions.checks import REJECTED, Tap, check_off
from webapp.actions.refused import Refused
from webapp.domain.benchmark import RETEST
from webapp.domain.catalogue import TestItem
from webapp.domain.checks import AMOUNT_RANGE, Check, fold
from webapp.domain.days import local_day
from webapp.domain.jump_tests import TRY_AGAIN
from webapp.domain.sheet import TEST_SLOT
from webapp.domain.standing import Standing
from webapp.store import checks, sheets
from webapp.store.engine import Session
from webapp.web.edge import now, person, reading, see_other, writing
from webapp.web.house import house
from webapp.web.rows import Row, rows
from webapp.web.words import UNITS

screen = Blueprint("benchmark", __name__, url_prefix="/tests")

LANDING = ("knees", "quiet", "frozen")  # the self-check of training.md 4.5
SIDES = {1: ("did",), 2: ("left", "right")}


@dataclass(frozen=True, slots=True)
class Other:
    """What may be done in place of a line, and what stands written down of it."""

    test: TestItem
    check: Check | None

    @property
    def key(self) -> str:
        return f"{self.test.instead}@{TEST_SLOT}"

    @property
    def passed(self) -> bool:
        return _reaches(self.check, self.test.instead_amount)


@dataclass(frozen=True, slots=True)
class Try:
    """One line of a test, with what stands written down of it. Jumps are judged by their landings too."""

    row: Row
    other: Other | None
    typed: Mapping[str, str]  # by field, as it was sent; else what is kept
    ticks: frozenset[str]

    @property
    def jumps(self) -> bool:
        return self.row.item.contacts > 0

    @property
    def key(self) -> str:
        return self.row.boxes[0].key

    @property
    def sides(self) -> tuple[str, ...]:
        return SIDES[self.row.item.sides]

    @property
    def check(self) -> Check | None:
        """What was written down of it, if anything."""
        return _done(self.row.boxes[0].check)

    @property
    def passed(self) -> bool:
        return _reaches(self.check, self.row.item.amount) or bool(self.other and self.other.passed)

    @property
    def again(self) -> date:
        """When it is asked next, after a try that fell short."""
        return self.row.day + timedelta(days=TRY_AGAIN if self.jumps else RETEST)

    @property
    def said(self) -> str:
        """How much of it: 23 of 25; 30 s; nothing where it was done as written or the landings were the matter."""
        amount, asked = self.check.amount, self.row.item.amount
        if self.other and self.other.check:
            amount, asked = self.other.check.amount, self.other.test.instead_amount
        if amount is None or (self.jumps and amount == 0):
            return ""
        unit = UNITS.get(self.row.item.unit, "")
        return f"{amount}{unit}" if amount >= asked else f"{amount} of {asked}{unit}"


@screen.get("")
@login_required
def page() -> str:
    """Today's test, or when the next one comes and what it will ask."""
    return _page(_day(request.args))


@screen.post("")
@login_required
def save() -> Response | tuple[str, int]:
    """One check for each line that was tried, all or none; what was said before and is not said now is taken back."""
    day, batch = _day(request.form), _batch()
    try:
        with writing() as session:
            tries = _tries(session, day, request.form)
            if not tries:
                raise NotFound
            _set(session, [tap for line in tries for tap in _taps(line, day, batch)])
    except Refused as refused:
        return _page(day, request.form, refused), 422
    return see_other("benchmark.page", day=day)


def _page(day: date, form: MultiDict | None = None, fault: Refused | None = None) -> str:
    with reading() as session:
        tries = _tries(session, day, form)
    shown = {
        "day": day,
        "tries": tries,
        "logged": [line for line in tries if line.check],
        "fault": fault,
        "landing": LANDING,
        "fresh": uuid4(),
    }
    return render_template("benchmark/page.html", place="today", **shown, **({} if tries else _later()))


def _later() -> dict[str, Any]:
    """When the benchmark comes next, what it will ask, and what else circuits still lack to be mastered."""
    catalogue = house().catalogue
    with reading() as session:
        stored = sheets.newest(session, person().id)
    standing = stored.standing if stored else None
    gates = stored.sheet.gates if stored and not standing.mastered_on else ()
    benchmark = [test for test in catalogue.tests if not test.opens]
    return {
        "mastered_on": standing.mastered_on if standing else None,
        "next_on": _next(standing, {test.exercise for test in benchmark} | {test.instead for test in benchmark}),
        "missing": [thing for gate in gates if gate.to_phase == 3 for thing in gate.missing],
        "asks": [(catalogue.exercises[test.exercise], test) for test in benchmark],
    }


def _next(standing: Standing | None, slugs: set[str]) -> date | None:
    tried = [tested.on for slug, tested in standing.tests.items() if slug in slugs] if standing else []
    return max(tried) + timedelta(days=RETEST) if tried else None


def _tries(session: Session, day: date, form: MultiDict | None = None) -> tuple[Try, ...]:
    """The lines of a day's tests, in the order of its list."""
    stored = sheets.stored_on(session, person().id, day)
    if stored is None:
        return ()
    ticks, catalogue = fold(checks.of_day(session, person().id, day)), house().catalogue
    return tuple(
        _try(row, _other(row, ticks), form) for row in rows(stored.sheet.items, catalogue, ticks, day) if row.test
    )


def _other(row: Row, ticks: Mapping[str, Check]) -> Other | None:
    """The other way to do a line, where it has one and safety has not put its own in place of both."""
    own = (test for test in house().catalogue.tests if test.exercise == row.item.exercise and test.instead)
    test = None if row.item.swapped_from else next(own, None)
    return Other(test, _done(ticks.get(f"{test.instead}@{TEST_SLOT}"))) if test else None


def _try(row: Row, other: Other | None, form: MultiDict | None) -> Try:
    slug = row.item.exercise
    line = Try(row, other, dict.fromkeys((*SIDES[row.item.sides], *(("instead",) if other else ())), ""), frozenset())
    if form is None:
        return _kept(line)
    typed = {field: form.get(f"{field}-{slug}", "").strip() for field in line.typed}
    ticks = frozenset(form.getlist(f"landing-{slug}" if line.jumps else "done")) & {*LANDING, line.key}
    return replace(line, typed=typed, ticks=ticks)


def _kept(line: Try) -> Try:
    """As it was saved; before that empty: a test is never ticked ahead."""
    if line.check is None:
        return line
    amount, instead = line.check.amount, line.other.check if line.other else None
    shown = "" if amount is None or (instead and amount == 0) else str(amount)
    typed = dict.fromkeys(line.sides, shown) | ({"instead": str(instead.amount or "")} if instead else {})
    if line.jumps:
        return replace(line, typed=line.typed | typed, ticks=frozenset(LANDING if amount != 0 else ()))
    return replace(line, typed=line.typed | typed, ticks=frozenset({line.key} if amount is None else ()))


def _taps(line: Try, day: date, batch: UUID) -> list[Tap]:
    """What a line says, as ticks; one that says nothing takes back what it said before."""
    amount, instead = _amount(line), _number(line, "instead") if line.other else None
    tried = bool(line.ticks) or any(line.typed.values())
    clean = not line.jumps or line.ticks >= {*LANDING}
    found = []
    if tried or line.check:
        found.append((line.key, tried, 0 if not clean or (instead is not None and amount is None) else amount))
    if line.other and (instead is not None or line.other.check):
        found.append((line.other.key, instead is not None, instead))
    return [_tap(day, batch, key, done, number if done else None) for key, done, number in found]


def _tap(day: date, batch: UUID, key: str, done: bool, amount: int | None) -> Tap:
    """The same form twice is one tick, a changed one another."""
    return Tap(str(uuid5(batch, f"{key} {done} {amount}")), str(day), key, done, amount=amount)


def _amount(line: Try) -> int | None:
    """The smaller side; None where no number is given."""
    numbers = [_number(line, side) for side in line.sides]
    return min((number for number in numbers if number is not None), default=None)


def _number(line: Try, field: str) -> int | None:
    text, (least, most) = line.typed[field], AMOUNT_RANGE
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and int(text) <= most):
        raise Refused(f"{field}-{line.row.item.exercise}", f"Enter a whole number from {least} to {most}.")
    return int(text)


def _done(check: Check | None) -> Check | None:
    return check if check and check.done else None


def _reaches(check: Check | None, asked: int) -> bool:
    return check is not None and (check.amount is None or check.amount >= asked)


def _set(session: Session, taps: list[Tap]) -> None:
    results = check_off(session, house().catalogue, person(), taps, now(), queued=False)
    if refused := next((result for result in results if result.state == REJECTED), None):
        raise Refused("", refused.reason)


def _day(sent: Mapping[str, str]) -> date:
    """The day asked for, else today; nonsense is today."""
    try:
        return date.fromisoformat(sent.get("day", ""))
    except ValueError:
        return local_day(now(), person().zone)


def _batch() -> UUID:
    try:
        return UUID(request.form.get("batch", ""))
    except ValueError:
        raise BadRequest from None
