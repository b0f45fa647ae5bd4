"""What a red does over time: half the dose for the next two sessions of that place (training.md 3.3)."""

from collections.abc import Iterator
from dataclasses import replace

from webapp.domain import dose
from webapp.domain.catalogue import AREAS, Catalogue
from webapp.domain.checks import Outcomes
from webapp.domain.dose import CHANGEOVER, Dose
from webapp.domain.pain_light import is_red
from webapp.domain.runner import Runner
from webapp.domain.safety import areas_of
from webapp.domain.sheet import TEST_SLOT, Item, Sheet
from webapp.domain.standing import Standing

HALVED_SESSIONS = 2  # training.md 3.3


def after(catalogue: Catalogue, standing: Standing, sheet: Sheet, outcomes: Outcomes) -> Standing:
    """Two half sessions for each place red today; one less to come for each that was asked for. Keys of
    `halved`: an area; the injury of a red rehab row, whose place the profile knows; else the exercise itself."""
    left = {key: count - _was_asked(catalogue, key, sheet) for key, count in standing.halved.items()}
    left |= dict.fromkeys(_reds(standing, sheet, outcomes), HALVED_SESSIONS)
    return replace(standing, halved={key: count for key, count in left.items() if count > 0})


def halve(runner: Runner, row: Item) -> Item:
    """The row with half its sets, or half of a single one, where its place was red lately; never a row of a test."""
    if row.slots == (TEST_SLOT,) or not any(_is_of(runner, key, row) for key in runner.standing.halved):
        return row
    old = Dose(row.sets, row.amount, _extra(row))
    new = Dose(_half(row.sets), row.amount) if row.sets > 1 else Dose(1, _half(row.amount))
    return replace(
        row,
        sets=new.sets,
        amount=new.amount,
        sets_left=None,
        sets_right=None,
        seconds=row.seconds - _saved(runner.catalogue, row, old, new),
        contacts=-(-row.contacts * new.sets * new.amount // (old.sets * old.amount)),
        next_level=-1,
        reason=runner.say("pain-half", reason=row.reason),
    )


def _reds(standing: Standing, sheet: Sheet, outcomes: Outcomes) -> Iterator[str]:
    """What turned red on this day. A red that was only told of an injury, once, halves when it begins."""
    yesterday = {red.area for red in standing.reds if (sheet.day - red.on).days == 1}
    said = {*dict(sheet.report.pain), *sheet.report.sharp, *sheet.report.worse}
    yield from (area for area in sheet.sore if area in said or area not in yesterday)
    yield from (row.injury or row.exercise for row in sheet.items if is_red(row, outcomes))


def _was_asked(catalogue: Catalogue, key: str, sheet: Sheet) -> bool:
    """Whether the day asked for something of this place."""
    return any(_names(key, row) or _is_at(catalogue, key, row) for row in sheet.items)


def _is_of(runner: Runner, key: str, row: Item) -> bool:
    """The same with the profile at hand: where this person's injury is."""
    mine = [(past.injury, area) for past in runner.profile.injuries for area in areas_of(runner.catalogue, past)]
    places = {area for injury, area in mine if key in (injury, area)} | {key}
    own = {injury for injury, area in mine if area in places}
    return _names(key, row) or row.injury in own or any(_swaps(runner.catalogue, area, row) for area in places)


def _names(key: str, row: Item) -> bool:
    return key in (row.exercise, row.injury)


def _is_at(catalogue: Catalogue, area: str, row: Item) -> bool:
    return _swaps(catalogue, area, row) or bool(row.injury and area in catalogue.injuries[row.injury].areas)


def _swaps(catalogue: Catalogue, area: str, row: Item) -> bool:
    return area in AREAS and catalogue.exercises[row.exercise].swap_for(area) is not None


def _half(count: int) -> int:
    return -(-count // 2)


def _extra(row: Item) -> str:
    """The side with one set more, or nothing."""
    left, right = row.sets_left or row.sets, row.sets_right or row.sets
    return "left" if left > right else "right" if right > left else ""


def _saved(catalogue: Catalogue, row: Item, old: Dose, new: Dose) -> int:
    """Seconds of work and rest that fall away, in all rounds."""
    exercise = catalogue.exercises[row.exercise]
    work = dose.seconds(exercise, row.level, old) - dose.seconds(exercise, row.level, new)
    rest = (old.sets - new.sets) * ((row.rest or CHANGEOVER) - CHANGEOVER) if row.rounds is None else 0
    return work * (row.rounds or 1) + rest
