"""A week as a printed timetable: for each day its runs, its work with minutes and reason, and what was done of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from webapp.domain.advance import counts
from webapp.domain.ahead import DayAhead
from webapp.domain.checks import Check, done_items
from webapp.domain.dose import minutes
from webapp.domain.profile import Profile, Race, Run
from webapp.domain.progress import day_done
from webapp.domain.run_day import runs_on
from webapp.domain.run_week import can_change
from webapp.domain.sessions import KINDS, block_of, is_counted
from webapp.domain.sheet import Block, Sheet
from webapp.domain.standing import Standing
from webapp.domain.week import SESSIONS
from webapp.store.sheets import Asked

HIPS = ("full", "light", "starter")  # kinds of day with hip work on them
DONE, PART, NOT = "done", "part", "not_done"

Words = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Work:
    """One line of a day: what, how long, why; `state` of what lies behind; whether and how it can be moved."""

    kind: str  # hip, circuit, lift, plyo, test, drill
    name: str
    minutes: int = 0
    why: str = ""
    warning: str = ""
    state: str = ""
    tags: tuple[str, ...] = ()
    movable: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True)
class DayRow:
    on: date
    runs: tuple[Run, ...]
    works: tuple[Work, ...]
    race: Race | None = None
    note: str = ""  # instead of work
    today: bool = False
    past: bool = False
    open: bool = False  # its runs can still be changed


def behind(
    on: date, profile: Profile, standing: Standing, asked: Asked | None, ticked: Iterable[Check], words: Words
) -> DayRow:
    """A day of this week before today: what was asked of it and whether it was done."""
    if asked is None:
        note = words["week"]["before_start" if on < standing.started_on else "not_opened"]
        return DayRow(on, runs_on(profile, on), (), note=note, past=True)
    works = (*_hip_behind(asked, ticked, words), *_sessions_behind(on, standing, words))
    note = "" if works else words["week-work"]["none"]
    return DayRow(on, runs_on(profile, on), works, note=note, past=True)


def coming(day: DayAhead, profile: Profile, today: date, words: Words) -> DayRow:
    """Today or a day after it, from its sheet: what is really asked, with the reasons of the plan."""
    works = (*_daily(day.sheet, words), *_drills(day, words), *_session(day, words))
    return DayRow(
        on=day.on,
        runs=tuple(sorted(day.plan.runs, key=_start)),
        works=works,
        race=day.race,
        note="" if any(work.kind == "hip" for work in works) else day.sheet.reason,
        today=day.on == today,
        open=can_change(day.on, today),
    )


def with_ticks(row: DayRow, sheet: Sheet, checks: Mapping[str, Check]) -> DayRow:
    """Today with what is done of it already; a session that is done stays where it is."""
    return replace(row, works=tuple(_ticked(work, sheet, checks) for work in row.works))


def movable(row: DayRow) -> DayRow:
    """The row of this week: its sessions can be moved, those that are done apart."""
    works = (replace(w, movable=w.kind in SESSIONS and w.state != DONE) for w in row.works)
    return replace(row, works=tuple(works))


def _hip_behind(asked: Asked, ticked: Iterable[Check], words: Words) -> tuple[Work, ...]:
    daily = tuple((kind, keys) for kind, keys in asked.blocks if kind not in KINDS)
    if not daily or asked.kind not in HIPS:
        return ()
    found = day_done(asked.day, daily, asked.short, done_items(ticked))
    state = DONE if found.counted else PART if found.done else NOT
    return (Work("hip", words["week-work"][asked.kind], state=state),)


def _sessions_behind(on: date, standing: Standing, words: Words) -> tuple[Work, ...]:
    here = (placed for placed in standing.sessions if placed.on == on and placed.kind in SESSIONS)
    return tuple(Work(p.kind, words["blocks"][p.kind], state=DONE if p.counted else NOT) for p in here)


def _daily(sheet: Sheet, words: Words) -> tuple[Work, ...]:
    """Hip work, rehab and extras: one line."""
    daily = [block for block in sheet.blocks if block.kind not in KINDS]
    if not daily or sheet.kind not in HIPS:
        return ()
    rehab = any(block.kind == "rehab" for block in daily)
    tags = (words["week-work"]["rehab"],) if rehab else ()
    took = minutes(sum(block.seconds for block in daily))
    return (Work("hip", words["week-work"][sheet.kind], took, sheet.reason, tags=tags),)


def _drills(day: DayAhead, words: Words) -> tuple[Work, ...]:
    block = block_of(day.sheet, "drill")
    return (Work("drill", words["blocks"]["drill"], minutes(block.seconds)),) if block else ()


def _session(day: DayAhead, words: Words) -> tuple[Work, ...]:
    """As prescribed; what the plan had and the day cannot hold says why instead."""
    kind = day.session or day.plan.session
    if not kind:
        return ()
    block, plan = block_of(day.sheet, kind), day.plan
    out = next((left.reason for left in day.sheet.left_out if left.what == kind), "")
    if block is None and (out or day.sheet.kind not in HIPS):
        return (Work(kind, words["blocks"][kind], why=out, state="left_out"),) if out else ()
    why = plan.session_why or (block.reason if block else "")
    moved = plan.moved and plan.session == kind
    return (Work(kind, _name(block, kind, words), minutes(block.seconds) if block else 0, why, plan.warning,
                 tags=_tags(block, day, moved, words), moved=moved),)  # fmt: skip


def _name(block: Block | None, kind: str, words: Words) -> str:
    return block.name if block and block.name else words["blocks"][kind]


def _tags(block: Block | None, day: DayAhead, moved: bool, words: Words) -> tuple[str, ...]:
    told = {"lighter": bool(block and block.eased), "gentle": day.plan.gentle, "moved": moved}
    return tuple(words["week"][tag] for tag, holds in told.items() if holds)


def _ticked(work: Work, sheet: Sheet, checks: Mapping[str, Check]) -> Work:
    block = block_of(sheet, work.kind) if work.kind in KINDS else None
    done = is_counted(sheet, block, checks) if block else work.kind == "hip" and counts(sheet, checks)
    return replace(work, state=DONE) if done else work


def _start(run: Run) -> tuple[bool, str]:
    """By time, those without one last."""
    return run.at is None, run.at.isoformat() if run.at else ""
