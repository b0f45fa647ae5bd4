"""Folds prescribe and advance over days: the plan of a year, for coaches and tests."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from webapp.domain.advance import Outcomes, advance, fresh
from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import Check
from webapp.domain.dose import minutes
from webapp.domain.prescribe import prescribe_day
from webapp.domain.profile import Profile
from webapp.domain.run_day import runs_on
from webapp.domain.sheet import Block, Item, Report, Sheet
from webapp.domain.standing import Standing

Does = Callable[[int], bool]  # number of the day, from 0 -> whether it is done whole
AMOUNTS = {"reps": ("reps", "contacts"), "seconds": ("seconds",), "metres": ("metres",)}  # field -> units it holds


def days(
    catalogue: Catalogue, profile: Profile, start: date, count: int, does: Does
) -> Iterator[tuple[Sheet, Standing, bool]]:
    """Each day's sheet, where the runner stood that morning, and whether the day was done."""
    profile = asked_on(profile, start)
    standing = fresh(start)
    for number in range(count):
        day = start + timedelta(days=number)
        sheet = prescribe_day(catalogue, profile, standing, day, report_of(profile, day))
        done = does(number)
        yield sheet, standing, done
        standing = advance(catalogue, standing, sheet, all_done(sheet) if done else {}, day + timedelta(days=1))


def asked_on(profile: Profile, day: date) -> Profile:
    """The profile with every screen answer given on a day, where nothing else is known: weeks run from there."""
    return replace(profile, answered_on=dict.fromkeys(profile.screen, day) | dict(profile.answered_on))


def all_done(sheet: Sheet) -> Outcomes:
    """Every row ticked as written, tests passed."""
    at = datetime.combine(sheet.day, time(18), UTC)
    return {key: _check(sheet.day, at, key, row) for row in sheet.items for key in row.keys}


def _check(day: date, at: datetime, key: str, row: Item) -> Check:
    """A tick as written; of a lift also the load, and the reps in reserve that were asked for."""
    return Check(key, day, key, True, at, load=row.load, effort=row.rir)


def report_of(profile: Profile, day: date) -> Report:
    """What the profile's pain notes say about a day; worse next morning makes the following day sore too."""
    today = {note.area: note.score for note in profile.pain if note.on == day}
    worse = {
        note.area: note.score
        for note in profile.pain
        if note.next_morning == "worse" and note.on == day - timedelta(days=1)
    }
    return Report(pain=tuple(sorted({**worse, **today}.items())), sharp=tuple(sorted(worse)))


def as_json(profile: Profile, sheet: Sheet) -> dict[str, Any]:
    """One day in the form README documents."""
    return {
        "date": sheet.day.isoformat(),
        "phase": sheet.phase,
        "kind": sheet.kind,
        "reason": sheet.reason,
        "week_kind": sheet.week_kind,
        "runs": [{"kind": run.kind, "minutes": run.minutes} for run in runs_on(profile, sheet.day)],
        "blocks": [_block(block) for block in sheet.blocks],
        "left_out": [{"what": out.what, "reason": out.reason} for out in sheet.left_out],
        "blocked": list(sheet.blocked),
        "stops": [{"what": s.what, "level": s.level, "why": s.why, "see": s.see} for s in sheet.stops],
        "gates": {f"to_phase_{g.to_phase}": {"met": g.met, "missing": list(g.missing)} for g in sheet.gates},
        "minutes": minutes(sheet.seconds),
    }


def _block(block: Block) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "minutes": minutes(block.seconds),
        "reason": block.reason,
        "items": [_item(row) for row in block.items],
    }


def _item(row: Item) -> dict[str, Any]:
    found: dict[str, Any] = {
        "exercise": row.exercise,
        "sets": row.sets,
        **{name: row.amount if row.unit in units else None for name, units in AMOUNTS.items()},
        "sides": row.sides,
        "times_a_day": len(row.slots),
        "level": row.level,
        "impact": row.impact,
        "contacts": row.contacts,
        "load": row.load,
        "rounds": row.rounds,
        "rest": row.rest,
        "rir": row.rir,
        "reason": row.reason,
    }
    if row.sets_left != row.sets_right:
        found |= {"sets_left": row.sets_left, "sets_right": row.sets_right}
    return found
