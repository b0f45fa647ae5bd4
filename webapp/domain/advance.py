"""From what was asked and what was done to where the runner stands next."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from webapp.domain import sessions, work
from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import Outcomes
from webapp.domain.days import within_a_week
from webapp.domain.missed import DOWN_AFTER, EASE_AFTER, REPEAT_AFTER, RESTART_AFTER, crosses, days_off
from webapp.domain.pain_light import is_red
from webapp.domain.phases import DONE_SHARE, HABIT_WINDOW
from webapp.domain.sessions import is_done, is_whole
from webapp.domain.sheet import Item, Sheet
from webapp.domain.standing import Red, Standing

IN_A_ROW = 3  # full days as written before a level rises: training.md 4.2 [d]
LEVEL_UPS_A_WEEK = 2  # [d]
GROWTH_MAX = 10  # steps; the dose itself is capped in dose.py
EASED_DAYS = 7
BACK_DAYS = 7  # the first week back


def advance(catalogue: Catalogue, standing: Standing, sheet: Sheet, outcomes: Outcomes, day: date) -> Standing:
    """Where the runner stands on `day`, the next one prescribed, after this sheet. A gap of days is one step."""
    standing = _remember(standing, sheet, counts(sheet, outcomes))
    standing = sessions.remember(standing, sheet, outcomes)
    standing = _reds(catalogue, standing, sheet, outcomes)
    standing = _form(catalogue, standing, sheet, outcomes)
    standing = work.advance(catalogue, standing, sheet, outcomes, day)
    return _missed(standing, sheet.day, day)


def counts(sheet: Sheet, outcomes: Outcomes) -> bool:
    """Whether the day counts for the habit: half of its hip items, or a short version whole (DECISIONS 1)."""
    hips = [row for block in sheet.blocks if block.kind == "hip" for row in block.items] or list(sheet.items)
    done = [row for row in hips if is_done(row, outcomes)]
    short = any(s.items and all(is_done(row, outcomes) for row in s.items) for s in sheet.short)
    return bool(hips) and (len(done) >= DONE_SHARE * len(hips) or short)


def as_written(row: Item, outcomes: Outcomes) -> bool:
    """Ticked, not less than asked, and no pain above its limit: what "good form" means here (DECISIONS 1)."""
    return is_whole(row, outcomes) and not is_red(row, outcomes)


def _remember(standing: Standing, sheet: Sheet, counted: bool) -> Standing:
    """The day itself: done or not, the place in the rotation, illness, the start of each injury's work."""
    first = {row.injury: sheet.day for row in sheet.items if row.injury}
    recent = [on for on in standing.done_days if (sheet.day - on).days < HABIT_WINDOW]
    full_on = within_a_week(standing.full_on, sheet.day)
    return replace(
        standing,
        phase=max(standing.phase, sheet.phase),
        phase_since=sheet.day if sheet.phase > standing.phase else standing.phase_since or standing.started_on,
        last_done=sheet.day if counted else standing.last_done,
        done_days=(*recent, sheet.day) if counted else tuple(recent),
        full_days=standing.full_days + (sheet.kind == "full"),
        light_days=0 if sheet.kind == "full" else standing.light_days + (sheet.kind == "light"),
        full_on=(*full_on, sheet.day) if sheet.kind == "full" else full_on,
        rehab_from={**first, **standing.rehab_from},
        ill_until=sheet.day if sheet.report.ill == "below" else standing.ill_until,
    )


def _reds(catalogue: Catalogue, standing: Standing, sheet: Sheet, outcomes: Outcomes) -> Standing:
    """A red day takes the items of that area one level down (README of the reference)."""
    yesterday = {red.area for red in standing.reds if (sheet.day - red.on).days == 1}
    hurt = {row.exercise for row in sheet.items if is_red(row, outcomes)}
    new_areas = set(sheet.sore) - yesterday
    touched = {slug for slug in standing.levels if any(catalogue.exercises[slug].swap_for(a) for a in new_areas)}
    kept = [red for red in standing.reds if (sheet.day - red.on).days < HABIT_WINDOW]
    fresh_reds = [Red(sheet.day, what) for what in (*sheet.sore, *sorted(hurt))]
    return replace(standing, reds=(*kept, *fresh_reds), levels=_down(standing.levels, touched | hurt))


def _down(levels: Mapping[str, int], slugs: set[str]) -> dict[str, int]:
    return {slug: max(1, level - 1) if slug in slugs else level for slug, level in levels.items()}


def _form(catalogue: Catalogue, standing: Standing, sheet: Sheet, outcomes: Outcomes) -> Standing:
    """Proves items, counts full days in a row, and raises at most two levels a week."""
    hips = [row for block in sheet.blocks if block.kind == "hip" for row in block.items]
    proven = {row.exercise for row in sheet.items if as_written(row, outcomes)} - _in_short(sheet, outcomes)
    waiting = {**standing.unproven, **{row.exercise: sheet.day for row in hips}}
    standing = replace(
        standing,
        proven=standing.proven | proven,
        unproven={slug: on for slug, on in waiting.items() if slug not in standing.proven | proven},
    )
    return _rise(standing, sheet, outcomes)


def _rise(standing: Standing, sheet: Sheet, outcomes: Outcomes) -> Standing:
    streaks, levels, growth = dict(standing.streaks), dict(standing.levels), dict(standing.growth)
    ups = list(within_a_week(standing.level_ups, sheet.day))
    short = _in_short(sheet, outcomes)
    for row in _progressing(sheet):
        good = as_written(row, outcomes) and not sheet.sore and row.exercise not in short
        streaks[row.exercise] = streaks.get(row.exercise, 0) + 1 if good else 0
        levels.setdefault(row.exercise, row.level)
        if streaks[row.exercise] < IN_A_ROW:
            continue
        if row.next_level > levels[row.exercise] and len(ups) < LEVEL_UPS_A_WEEK and sheet.day not in ups:
            levels[row.exercise], streaks[row.exercise] = row.next_level, 0
            growth.pop(row.exercise, None)
            ups.append(sheet.day)
        elif row.next_level == 0:
            growth[row.exercise] = min(GROWTH_MAX, growth.get(row.exercise, 0) + 1)
            streaks[row.exercise] = 0
    return replace(standing, streaks=streaks, levels=levels, growth=growth, level_ups=tuple(ups))


def _in_short(sheet: Sheet, outcomes: Outcomes) -> frozenset[str]:
    """What was done with fewer sets than written: rows of a short version, when nothing beyond it was ticked."""
    done = {row.exercise for row in sheet.items if is_done(row, outcomes)}
    sets = {row.exercise: row.sets for row in sheet.items}
    for short in sheet.short:
        if done <= {row.exercise for row in short.items}:
            return frozenset(row.exercise for row in short.items if row.sets < sets.get(row.exercise, 0))
    return frozenset()


def _progressing(sheet: Sheet) -> tuple[Item, ...]:
    """The rows that may rise: everything on full days, and the core holds, which stand on light days only."""
    if sheet.kind == "full":
        return sheet.items
    return tuple(row for block in sheet.blocks if block.kind == "core" for row in block.items)


def _missed(standing: Standing, last: date, day: date) -> Standing:
    """Steps a runner down kindly after days off; each threshold acts once, when it is crossed."""
    off = days_off(standing, day)
    if standing.last_done is None:
        return replace(standing, starter_from=day)  # the first week begins with the first day done
    if crosses(standing, last, day, DOWN_AFTER):
        levels = {slug: max(1, level - 1) for slug, level in standing.levels.items()}
        standing = replace(standing, levels=levels, growth={}, streaks={})
    if off >= REPEAT_AFTER:
        standing = replace(standing, returning_until=day + timedelta(days=BACK_DAYS - 1))
    if off >= EASE_AFTER:
        standing = replace(standing, eased_until=day + timedelta(days=EASED_DAYS - 1))
    if off >= RESTART_AFTER:
        standing = replace(standing, starter_from=day, levels={}, growth={}, streaks={})
    return standing


def fresh(day: date) -> Standing:
    """Where everybody starts: day one of the hip starter week."""
    return Standing(started_on=day, phase_since=day, starter_from=day)
