"""The weeks ahead as the Week screen draws them: one line a week, one column a day, the same said in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from webapp.domain.ahead import DayAhead, WeekAhead
from webapp.domain.sheet import Sheet
from webapp.domain.week import SESSIONS, WEEKDAYS

Words = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Mark:
    """One day of a line; columns count from Monday. `hip` is full, light or nothing."""

    column: int
    hip: str
    session: str
    race: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One week: the numbers that change, its days as marks, and those marks in words."""

    monday: date
    kind: str
    facts: str
    marks: tuple[Mark, ...]
    said: str
    now: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Weeks in a row of one phase."""

    phase: int
    lines: tuple[Line, ...]


def stretches(weeks: Iterable[WeekAhead], words: Words, today: date) -> list[Stretch]:
    """The weeks by phase, in order."""
    by_phase = groupby(weeks, key=lambda week: week.phase)
    return [Stretch(phase, tuple(_line(week, words, today) for week in found)) for phase, found in by_phase]


def kinds(found: Iterable[Stretch]) -> list[str]:
    """The marks that occur, for a legend that explains no others."""
    marks = [mark for stretch in found for line in stretch.lines for mark in line.marks]
    seen = {mark.session for mark in marks} | {mark.hip for mark in marks} | {"race" for mark in marks if mark.race}
    return [kind for kind in (*SESSIONS, "race", "full", "light") if kind in seen]


def _line(week: WeekAhead, words: Words, today: date) -> Line:
    marks = tuple(_mark(day) for day in week.days)
    return Line(week.monday, week.kind, _facts(week), marks, _said(marks, words), week.days[0].on == today)


def _mark(day: DayAhead) -> Mark:
    return Mark(day.on.weekday(), _hip(day.sheet), day.session, day.race is not None)


def _hip(sheet: Sheet) -> str:
    """How much daily work there is; the first week's short list is light too."""
    return {"full": "full", "light": "light", "starter": "light"}.get(sheet.kind, "")


def _facts(week: WeekAhead) -> str:
    told = {
        f"circuit week {week.circuit_week}": week.circuit_week and not week.path_week,
        f"plan week {week.path_week} of 20": week.path_week,
        f"jumps level {week.jump_level}": week.jump_level,
    }
    text = ", ".join(words for words, holds in told.items() if holds)
    return text[:1].upper() + text[1:]


def _said(marks: tuple[Mark, ...], words: Words) -> str:
    """Circuit on Tuesday and Friday. Race on Sunday."""
    named = [(words["blocks"][kind], [m for m in marks if m.session == kind]) for kind in SESSIONS]
    named.append((words["week"]["race"], [mark for mark in marks if mark.race]))
    sentences = [f"{name} on {_days(those)}." for name, those in named if those]
    return " ".join(sentences) or f"{words['blocks']['hip']}."


def _days(marks: list[Mark]) -> str:
    names = [WEEKDAYS[mark.column] for mark in marks]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
