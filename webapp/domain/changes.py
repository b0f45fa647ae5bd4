"""What an answer changed on today's list, in sentences: the old sheet against the new one."""

from collections.abc import Iterator, Mapping

from webapp.domain.catalogue import Exercise
from webapp.domain.dose import minutes
from webapp.domain.sessions import KINDS, blocks
from webapp.domain.sheet import Block, Item, Sheet

NAMES = {"drill": "The drills", "test": "The test"}
TIMES = {1: "once", 2: "twice", 3: "three times"}


def changes(old: Sheet, new: Sheet, exercises: Mapping[str, Exercise]) -> tuple[str, ...]:
    """One sentence a change, the most serious first; empty when today's list stays as it was."""
    return (
        *_stops(old, new),
        *_sessions(old, new),
        *_gone(old, new, exercises),
        *_come(old, new, exercises),
        *_different(old, new, exercises),
        *_longer_or_shorter(old, new),
    )


def _stops(old: Sheet, new: Sheet) -> Iterator[str]:
    before, after = ({stop.what: stop for stop in sheet.stops} for sheet in (old, new))
    yield from (_sentence(after[what].why) for what in after if what not in before)
    yield from (f"No longer in the way: {_clause(before[what].why)}" for what in before if what not in after)


def _sessions(old: Sheet, new: Sheet) -> Iterator[str]:
    """A whole session that comes or goes is one sentence."""
    before, after = ({block.kind: block for block in blocks(sheet)} for sheet in (old, new))
    left = {out.what: out.reason for out in new.left_out}
    for kind in before:
        if kind not in after and new.items:
            yield f"{_title(before[kind])} comes off today" + _because(left.get(kind, new.reason))
    yield from (
        f"{_title(after[kind])} comes on today" + _because(after[kind].reason) for kind in after if kind not in before
    )


def _title(block: Block) -> str:
    return block.name or NAMES.get(block.kind, block.kind.capitalize())


def _gone(old: Sheet, new: Sheet, exercises: Mapping[str, Exercise]) -> Iterator[str]:
    before, after = _items(old, new), _items(new)
    swapped = {item.swapped_from: item for item in new.items if item.swapped_from}
    left_out = {left.what: left.reason for left in new.left_out}
    for slug in [slug for slug in before if slug not in after and new.items]:
        if slug in swapped:
            why = swapped[slug].reason.removeprefix("in place of ").partition(": ")  # both names are said already
            stand_in = _name(swapped[slug].exercise, exercises)
            yield f"{_name(slug, exercises)} becomes {stand_in}: {_clause(why[2] or why[0])}"
        else:
            yield f"{_name(slug, exercises)} comes off" + _because(left_out.get(slug, ""))
    if before and not new.items:
        yield "Today's list is empty" + _because(new.reason)


def _come(old: Sheet, new: Sheet, exercises: Mapping[str, Exercise]) -> Iterator[str]:
    before = _items(old)
    for slug, item in _items(new, old).items():
        if slug not in before and item.swapped_from not in before:
            often = f", {_times(item)}" if len(item.slots) > 1 else ""
            yield f"{_name(slug, exercises)} comes on{often}" + _because(item.reason)


def _different(old: Sheet, new: Sheet, exercises: Mapping[str, Exercise]) -> Iterator[str]:
    before = _items(old)
    for slug, item in _items(new).items():
        if slug in before and _work(before[slug]) != _work(item):
            yield f"{_name(slug, exercises)}: now {_work(item)} instead of {_work(before[slug])}" + _own(
                before[slug].reason, item.reason
            )


def _longer_or_shorter(old: Sheet, new: Sheet) -> Iterator[str]:
    before, after = minutes(old.seconds), minutes(new.seconds)
    if before != after and new.items:
        yield f"Today's list takes {after} min instead of {before}."


def _items(sheet: Sheet, other: Sheet | None = None) -> dict[str, Item]:
    """Rows by exercise; next to another sheet, without the sessions that sheet has not: those are told as a whole."""
    there = {block.kind for block in blocks(other)} if other else set(KINDS)
    told = [block for block in sheet.blocks if block.kind not in KINDS or block.kind in there]
    return {item.exercise: item for block in told for item in block.items}


def _name(slug: str, exercises: Mapping[str, Exercise]) -> str:
    return exercises[slug].name if slug in exercises else slug.replace("-", " ").capitalize()


def _work(item: Item) -> str:
    unit = {"reps": "", "seconds": " s", "metres": " m"}.get(item.unit, f" {item.unit}")
    often = f", {_times(item)}" if len(item.slots) > 1 else ""
    left, right = item.sets_left or item.sets, item.sets_right or item.sets
    extra = f" and {abs(left - right)} more on the {'left' if left > right else 'right'}" if left != right else ""
    return f"{min(left, right)} × {item.amount}{unit}{extra}{often}"


def _times(item: Item) -> str:
    return f"{TIMES[len(item.slots)]} a day"


def _because(reason: str) -> str:
    if reason.startswith("for "):
        return f" {_sentence(reason)}"
    return f": {_clause(reason)}" if reason else "."


def _own(before: str, after: str) -> str:
    """The reason of a row that became personal."""
    return f", because of {_clause(after)}" if after != before and after.startswith("because:") else "."


def _clause(reason: str) -> str:
    """A reason to stand behind a colon: no second "because:", lower case unless it is a name, one full stop."""
    bare = reason.removeprefix("because:").removeprefix("Because:").strip()
    lowered = bare[:1].lower() + bare[1:] if bare[1:2].islower() or bare.startswith("A ") else bare
    return _sentence(lowered)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?")) else f"{text}."
