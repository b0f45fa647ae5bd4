"""A simulated plan as text a coach can read: one line a day, what rose beside it, what was said below."""

from collections.abc import Iterator
from datetime import date

from webapp.domain.catalogue import Catalogue
from webapp.domain.dose import minutes
from webapp.domain.profile import Profile
from webapp.domain.run_day import runs_on
from webapp.domain.sheet import Block, Item, Sheet
from webapp.domain.standing import Standing

UNITS = {"reps": "", "seconds": "s", "metres": "m", "contacts": ""}
SESSIONS = ("drill", "circuit", "lift", "plyo", "test")
TIMES = {2: " twice", 3: " three times"}
Lived = list[tuple[Sheet, Standing, bool]]


def render(catalogue: Catalogue, name: str, profile: Profile, lived: Lived) -> str:
    """The weeks, then every sentence that was said, with the day it was first said."""
    lines = [name.replace("-", " "), ""]
    for first in range(0, len(lived), 7):
        lines += [*_week(profile, lived, first), ""]
    lines += ["What is said, and when first:", *_said(catalogue, [sheet for sheet, _, _ in lived])]
    return "\n".join(lines) + "\n"


def _week(profile: Profile, lived: Lived, first: int) -> Iterator[str]:
    days = lived[first : first + 7]
    kinds = " and ".join(dict.fromkeys(sheet.week_kind for sheet, _, _ in days))
    yield f"Week {first // 7 + 1}, phase {days[0][0].phase}, {kinds}. {_gate(days[0][0])}".rstrip()
    for number, (sheet, standing, done) in enumerate(days, first):
        yield _day(profile, sheet, done)
        if number + 1 < len(lived):
            yield from _risen(standing, lived[number + 1][1])


def _gate(sheet: Sheet) -> str:
    """The way on from here, in the words people read."""
    if sheet.gate is None:
        return ""
    to = {2: "general strength", 3: "lifting and jumps"}[sheet.gate.to_phase]
    return f"To {to}: {'open' if sheet.gate.met else '; '.join(sheet.gate.missing)}."


def _day(profile: Profile, sheet: Sheet, done: bool) -> str:
    runs = "+".join(run.kind for run in runs_on(profile, sheet.day)) or "-"
    tick = "x" if done and sheet.items else " "
    plain = [block for block in sheet.blocks if block.kind not in SESSIONS]
    blocks = " | ".join(f"{block.kind}: {', '.join(map(_item, block.items))}" for block in plain)
    blocks += "".join(f"\n{'':13}{_session(block)}" for block in sheet.blocks if block.kind in SESSIONS)
    took = f"{minutes(sheet.seconds):>2} min" if sheet.items else "      "
    left = f" [out: {', '.join(out.what for out in sheet.left_out)}]" if sheet.left_out else ""
    return f"  {_date(sheet.day)} [{tick}] {runs:<8} {sheet.kind:<8} {took}  {blocks}{left}".rstrip()


def _session(block: Block) -> str:
    """A session on a line of its own: which, how far along, what of it."""
    numbers = (f"week {block.week}" if block.week else "", f"level {block.level}" if block.level else "")
    lighter = "lighter" if block.eased else ""
    rounds = f"{block.items[0].rounds} rounds" if (block.items[0].rounds or 0) > 1 else ""
    head = ", ".join(part for part in (block.kind, *numbers, rounds, lighter) if part)
    return f"{head}: {', '.join(map(_item, block.items))}"


def _item(row: Item) -> str:
    amount = f"{row.amount}{UNITS[row.unit]}"
    sets = f"{row.sets}x" if row.sets > 1 else ""
    level = f" L{row.level}" if row.level > 1 else ""
    more = "" if row.sets_left == row.sets_right else f" (+1 {'left' if row.sets_left > row.sets_right else 'right'})"
    load = f" {row.load:g} kg" if row.load is not None else ""
    finding = " to find the load" if row.finding else ""
    contacts = f" = {row.contacts}" if row.contacts else ""
    return f"{row.exercise} {sets}{amount}{load}{finding}{contacts}{level}{more}{TIMES.get(len(row.slots), '')}"


def _risen(before: Standing, after: Standing) -> Iterator[str]:
    levels = {slug: (before.levels.get(slug, 1), level) for slug, level in after.levels.items()}
    changed = [f"{slug} {old} -> {new}" for slug, (old, new) in sorted(levels.items()) if old != new]
    changed += [f"{slug} starts over" for slug in sorted(before.levels) if slug not in after.levels]
    if changed:
        yield f"{'':13}{', '.join(changed)}"


def _said(catalogue: Catalogue, sheets: list[Sheet]) -> Iterator[str]:
    first: dict[str, date] = {}
    for sheet in sheets:
        for words in _sentences(catalogue, sheet):
            first.setdefault(words, sheet.day)
    yield from (f"  {_date(day)}  {words}" for words, day in first.items())


def _sentences(catalogue: Catalogue, sheet: Sheet) -> Iterator[str]:
    yield f"{sheet.kind}: {sheet.reason}"
    for stop in sheet.stops:
        urgent = ", urgent" if stop.urgent else ""
        yield f"{stop.level}{urgent}: {stop.why} Allowed: {stop.allowed} See: {stop.see}"
    for block in sheet.blocks:
        yield f"{block.kind}: {block.reason}"
    for row in sheet.items:
        yield f"{_name(catalogue, row.exercise)}: {row.reason}"
    for out in sheet.left_out:
        yield f"Not on the list, {_name(catalogue, out.what)}: {out.reason}"
    for short in sheet.short:
        yield f"In {short.minutes} minutes: {', '.join(map(_item, short.items))}"


def _name(catalogue: Catalogue, slug: str) -> str:
    return catalogue.exercises[slug].name if slug in catalogue.exercises else slug


def _date(day: date) -> str:
    return f"{day:%a} {day.day:2} {day:%b}"
