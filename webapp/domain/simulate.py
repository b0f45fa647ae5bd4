"""Folds prescribe and advance over days: the plan of a year, for coaches and tests."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from webapp.domain.advance import Outcomes, advance, fresh
from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import Check
from webapp.domain.dose import minutes
from webapp.domain.prescribe import prescribe
from webapp.domain.profile import Profile
from webapp.domain.sheet import Block, Item, Report, Sheet
from webapp.domain.standing import Standing
from webapp.domain.week import plan_week, runs_on

Does = Callable[[int], bool]  # number of the day, from 0 -> whether it is done whole
NEXT_PHASE = {2: "to_phase_2", 3: "to_phase_3"}


def days(
    catalogue: Catalogue, profile: Profile, start: date, count: int, does: Does
) -> Iterator[tuple[Sheet, Standing, bool]]:
    """Each day's sheet, where the runner stood that morning, and whether the day was done."""
    standing = fresh(start)
    for number in range(count):
        day = start + timedelta(days=number)
        sheet = prescribe(catalogue, profile, standing, plan_week(profile, day), day, report_of(profile, day))
        done = does(number)
        yield sheet, standing, done
        standing = advance(catalogue, standing, sheet, all_done(sheet) if done else {}, day + timedelta(days=1))


def all_done(sheet: Sheet) -> Outcomes:
    """Every row ticked as written."""
    at = datetime.combine(sheet.day, time(18), UTC)
    return {key: Check(key, sheet.day, key, True, at) for row in sheet.items for key in row.keys}


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
    gate = sheet.gate
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
        "gates": {NEXT_PHASE[gate.to_phase]: {"met": gate.met, "missing": list(gate.missing)}} if gate else {},
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
        **{unit: row.amount if row.unit == unit else None for unit in ("reps", "seconds", "metres")},
        "sides": row.sides,
        "times_a_day": len(row.slots),
        "level": row.level,
        "impact": row.impact,
        "contacts": 0,
        **dict.fromkeys(("load", "rounds", "rest", "rir")),
        "reason": row.reason,
    }
    if row.sets_left != row.sets_right:
        found |= {"sets_left": row.sets_left, "sets_right": row.sets_right}
    return found
