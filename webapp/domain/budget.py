"""What fits in a day's minutes, and the 5- and 10-minute versions."""

from collections.abc import Iterable
from dataclasses import replace

from webapp.domain import circuits, dose, hip, lifting
from webapp.domain.catalogue import ROLES
from webapp.domain.dose import Dose
from webapp.domain.runner import Runner
from webapp.domain.safety import stand_in
from webapp.domain.sheet import SHORT_MINUTES, Block, Item, LeftOut, Short

EXTRAS = ("mobility", "core", "drill")  # what goes first
SESSIONS = ("circuit", "test", "plyo", "lift")  # what goes last
SESSION_TIMES = 2  # DECISIONS 5
SHORTER = {"circuit": (circuits.one_round, circuits.shorter), "lift": (lifting.shorter,)}
REHAB_IN_SHORT = {5: 1, 10: 2}  # training.md 4.12


def fit(
    runner: Runner, blocks: tuple[Block, ...], full: bool, plain: tuple[Block, ...]
) -> tuple[tuple[Block, ...], tuple[LeftOut, ...]]:
    """Drops what does not fit in the person's minutes, least important first, and says so: extras, drills, parts of the
    session, hip and rehab rows, sets, at last the session (training.md 4.12). Session days have twice the minutes;
    `plain` is the day without its session."""
    minutes = runner.profile.minutes * (SESSION_TIMES if any(block.kind in SESSIONS for block in blocks) else 1)
    limit = minutes * 60
    left: list[LeftOut] = []
    for kind in EXTRAS:
        if _seconds(blocks) > limit and any(block.kind == kind for block in blocks):
            blocks = _without_kind(blocks, kind)
            left.append(LeftOut(kind, runner.say("no-time", minutes=minutes)))
    blocks, cut = _shorter_session(runner, blocks, limit)
    left += [LeftOut(kind, runner.say("session-cut", minutes=minutes)) for kind in cut]
    for kind, slug in _droppable(runner, blocks, full):
        if _seconds(blocks) > limit:
            blocks = _without(blocks, kind, slug)
            left.append(LeftOut(slug, runner.say("no-time", minutes=minutes)))
    if _seconds(blocks) > limit and any(row.sets > 1 for row in _hip(blocks)):
        blocks = _fewer_sets(runner, blocks, limit)
        left.append(LeftOut("hip", runner.say("fewer-sets", minutes=minutes)))
    session = next((block.kind for block in blocks if block.kind in SESSIONS), "")
    if session and _seconds(blocks) > limit:  # without it the day is an ordinary one
        blocks, left = fit(runner, plain, full, plain)
        return blocks, (*left, LeftOut(session, runner.say("no-time", minutes=minutes)))
    return blocks, tuple(left)


def _shorter_session(
    runner: Runner, blocks: tuple[Block, ...], limit: int
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """A circuit to one round, then exercise by exercise; a lift by its accessories, then by its sets."""
    cut: list[str] = []
    for block in blocks:
        for shorter in SHORTER.get(block.kind, ()):
            while _seconds(blocks) > limit and (less := shorter(runner, block)) and less != block:
                blocks = tuple(less if held is block else held for held in blocks)
                block, cut = less, [block.kind]
    return blocks, tuple(cut)


def _without_kind(blocks: tuple[Block, ...], kind: str) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block.kind != kind)


def _seconds(blocks: Iterable[Block]) -> int:
    return sum(block.seconds for block in blocks)


def _droppable(runner: Runner, blocks: tuple[Block, ...], full: bool) -> list[tuple[str, str]]:
    """Hip items from the end, then rehab from the end; the first of each and one of each role stay."""
    hips, personal = (
        [row for block in blocks if block.kind == kind for row in block.items if len(row.slots) == 1]
        for kind in ("hip", "rehab")
    )
    often = [row for block in blocks for row in block.items if len(row.slots) > 1]
    sure = [*often, *personal[:1]]
    keep = {row.exercise for row in sure} | set(_roles(runner, [*sure, *hips, *personal], full))
    keep |= set() if any(row.exercise in keep for row in hips) else {row.exercise for row in hips[:1]}
    rows = [("hip", row.exercise) for row in reversed(hips)] + [("rehab", row.exercise) for row in reversed(personal)]
    return [(kind, slug) for kind, slug in rows if slug not in keep]


def _roles(runner: Runner, rows: list[Item], full: bool) -> Iterable[str]:
    """One abductor and one single-leg item always; on a full day an external rotator too (DECISIONS 9)."""
    for role in ROLES if full else ("abductor", "single-leg"):
        holders = [row.exercise for row in rows if role in runner.catalogue.exercises[row.exercise].roles]
        yield from holders[:1]


def _without(blocks: tuple[Block, ...], kind: str, slug: str) -> tuple[Block, ...]:
    thinner = (
        replace(block, items=tuple(row for row in block.items if row.exercise != slug)) if block.kind == kind else block
        for block in blocks
    )
    return tuple(block for block in thinner if block.items)


def _hip(blocks: tuple[Block, ...]) -> list[Item]:
    return [row for block in blocks if block.kind == "hip" for row in block.items]


def _fewer_sets(runner: Runner, blocks: tuple[Block, ...], limit: int) -> tuple[Block, ...]:
    """Two sets of each hip item, then one, until the day fits."""
    for most in (2, 1):
        if _seconds(blocks) > limit:
            blocks = tuple(_at_most(runner, block, most) if block.kind == "hip" else block for block in blocks)
    return blocks


def _at_most(runner: Runner, block: Block, sets: int) -> Block:
    rows = (_with_sets(runner, row, sets) if row.sets > sets else row for row in block.items)
    return replace(block, items=tuple(rows))


def _with_sets(runner: Runner, row: Item, sets: int) -> Item:
    exercise = runner.catalogue.exercises[row.exercise]
    return replace(
        row,
        sets=sets,
        seconds=dose.seconds(exercise, row.level, Dose(sets, row.amount)),
        sets_left=None,
        sets_right=None,
    )


def shorts(runner: Runner, rehab: tuple[Item, ...], circuit: tuple[Item, ...] = ()) -> tuple[Short, ...]:
    """The lists for a runner short on time: the most important rehab first, then hip in one set each.

    The short circuit of a circuit day closes the longest of them where there is room.
    """
    plain = tuple(_short(runner, rehab, minutes) for minutes in SHORT_MINUTES)
    longest = _short(runner, rehab, SHORT_MINUTES[-1], circuit)
    return (*plain[:-1], longest if circuit and _takes(longest.items) <= longest.minutes * 60 else plain[-1])


def _short(runner: Runner, rehab: tuple[Item, ...], minutes: int, circuit: tuple[Item, ...] = ()) -> Short:
    limit = minutes * 60 - _takes(circuit)
    first = 1 if circuit else REHAB_IN_SHORT[minutes]
    personal = [replace(row, slots=row.slots[:1]) for row in rehab[:first]]
    taken = {row.exercise for row in (*personal, *circuit)}
    rows = _spare(runner, personal, [row for row in _hip_rows(runner, minutes) if row.exercise not in taken], limit)
    while len(rows) > 1 and _takes(rows) > limit:
        rows.pop()
    return Short(minutes, (*rows, *circuit))


def _takes(rows: Iterable[Item]) -> int:
    return sum(row.seconds for row in rows)


def _hip_rows(runner: Runner, minutes: int) -> list[Item]:
    """Hip items of the short session, or of the starter in its week: one set each, the person's level."""
    rows: dict[str, Item] = {}
    for slug in runner.catalogue.sessions[hip.STARTER if runner.starter else f"short_{minutes}"].items:
        planned = runner.catalogue.exercises[slug]
        exercise = stand_in(runner.catalogue, planned, runner.limits, runner.kit)
        if exercise and exercise.slug not in rows:
            rows[exercise.slug] = hip.row(runner, exercise, planned, full=False)
    return list(rows.values())


def _spare(runner: Runner, personal: list[Item], hips: list[Item], limit: int) -> list[Item]:
    """Rehab gives up sets first, so that hip work still fits beside it."""
    rows = personal + hips
    while _takes(rows) > limit and any(row.sets > 1 for row in personal):
        longest = max((row for row in personal if row.sets > 1), key=lambda row: row.seconds)
        personal = [_with_sets(runner, row, row.sets - 1) if row is longest else row for row in personal]
        rows = personal + hips
    return rows
