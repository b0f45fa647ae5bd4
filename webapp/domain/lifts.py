"""How the loads of the lifts move on: the weekly change, a first load, days off. training.md 4.4 and 4.10."""

from dataclasses import dataclass, replace
from datetime import date

from webapp.domain import loads, one_rep_max
from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import Check, Outcomes
from webapp.domain.days import week_of
from webapp.domain.dose import MORE_STEP, MORE_UP_TO
from webapp.domain.missed import DOWN_AFTER, EASE_AFTER, REPEAT_AFTER, RESTART_AFTER, days_off
from webapp.domain.sessions import block_of, is_done
from webapp.domain.sheet import Block, Item, Sheet
from webapp.domain.standing import Lift, Standing

OFF = ((EASE_AFTER, 0.75), (DOWN_AFTER, 0.85), (REPEAT_AFTER, 0.95), (0, 1.0))  # days off -> share of the load [d]
RAISE_APART = 7  # days between two raises: weekly caps hold in any seven days (DECISIONS 4)
UNSAID_RIR = 3  # in reserve, where a row asks for none
MISSES = 2  # running, before the load goes down


def advance(catalogue: Catalogue, standing: Standing, sheet: Sheet, outcomes: Outcomes, day: date) -> Standing:
    """The loads after this day's lifts, and after days off. Charts get an estimate where nothing forbids it."""
    block = block_of(sheet, "lift")
    if block is not None:
        session = _Session(sheet.day, _may_rise(catalogue, block), block.eased, "e1rm" not in sheet.blocked)
        done = [row for row in block.items if is_done(row, outcomes)]
        changed = {
            row.exercise: _after(session, standing.lifts.get(row.exercise), row, outcomes[row.keys[0]]) for row in done
        }
        turn = standing.lift_turn + 1
        standing = replace(standing, lifts={**standing.lifts, **changed}, lift_turn=turn)
    return _missed(standing, sheet.day, day)


@dataclass(frozen=True, slots=True)
class _Session:
    day: date
    may_rise: bool
    eased: bool
    estimates: bool


@dataclass(frozen=True, slots=True)
class _Done:
    """What was done of a row: what is not said was as asked."""

    load: float
    amount: int
    rir: int
    red: bool

    @staticmethod
    def of(row: Item, check: Check) -> "_Done":
        asked = row.load or 0
        return _Done(
            load=asked if check.load is None else check.load,
            amount=row.amount if check.amount is None else check.amount,
            rir=_first(check.effort, row.rir, UNSAID_RIR),
            red=check.pain is not None and check.pain > row.pain_limit,
        )

    def missed(self, row: Item) -> bool:
        return self.amount < row.amount or self.rir == 0


def _may_rise(catalogue: Catalogue, block: Block) -> bool:
    """Weeks without reps in reserve of their own keep the load (training.md 4.7); lighter sessions prove nothing."""
    week = catalogue.path[block.week - 1] if block.week else None
    return not block.eased and (week is None or week.reps_in_reserve is not None)


def _after(session: _Session, lift: Lift | None, row: Item, check: Check) -> Lift:
    done = _Done.of(row, check)
    if row.load is None:
        return _with_more_reps(session, lift, row, done)
    if row.finding or lift is None:
        lift = _found(session, row, done)
    elif session.eased:
        lift = replace(lift, last_on=session.day, load=lift.load * loads.LESS if done.red else lift.load)
    else:
        lift = _trained(session, lift, row, done)
    guess = one_rep_max.estimate(done.load, done.amount, done.rir) if session.estimates and not session.eased else None
    return replace(lift, estimate=guess) if guess else lift


def _found(session: _Session, row: Item, done: _Done) -> Lift:
    """The load of a first session, by the finding rule once more for the next."""
    rir = 0 if done.amount < row.amount or done.red else done.rir
    load = loads.found(done.load, rir)
    risen = session.day if load > done.load else None
    return Lift(load, True, session.day, row.amount, row.rir or UNSAID_RIR, week_load=load, raised_on=risen)


def _trained(session: _Session, lift: Lift, row: Item, done: _Done) -> Lift:
    """The weekly change. A load logged in place of the asked one counts, upward within the cap."""
    asked = row.load or 0
    planned = max(loads.scaled(lift, row.amount, row.rir or 0), asked)  # more only where the bar itself is heavier
    load = planned * done.load / asked if asked else done.load
    week_load = loads.reference(min(done.load, asked), min(load, planned))
    if week_of(lift.last_on) == week_of(session.day) and lift.week_load:
        week_load = min(week_load, lift.week_load)
    rested = lift.raised_on is None or (session.day - lift.raised_on).days >= RAISE_APART
    if load > planned:
        load = max(planned, loads.within_cap(load, week_load)) if rested else planned
    misses = lift.misses + 1 if done.missed(row) else 0
    if done.red or misses >= MISSES:
        load, misses = load * loads.LESS, 0
    elif not misses and rested and session.may_rise and loads.is_lifted(asked, planned):
        load = max(load, loads.within_cap(loads.raised(load, done.rir), week_load))
    return replace(
        lift,
        load=load,
        last_on=session.day,
        reps=row.amount,
        rir=row.rir or 0,
        misses=misses,
        week_load=week_load,
        raised_on=session.day if load > planned else lift.raised_on,
    )


def _with_more_reps(session: _Session, lift: Lift | None, row: Item, done: _Done) -> Lift:
    """Body weight alone: a few more reps a week instead of more load, up to 20 (DECISIONS 7)."""
    if lift and lift.found:  # its weights are away for now
        return replace(lift, last_on=session.day)
    raised_on = lift.raised_on if lift else None
    rested = raised_on is None or (session.day - raised_on).days >= RAISE_APART
    good = not done.missed(row) and not done.red and done.rir >= 2
    more = row.amount + MORE_STEP[row.unit]
    if not (session.may_rise and rested and good and more <= MORE_UP_TO[row.unit]):
        return Lift(0, False, session.day, row.amount, row.rir or 0, raised_on=raised_on)
    return Lift(0, False, session.day, more, row.rir or 0, raised_on=session.day)


def _first(*answers: int | None) -> int:
    return next(answer for answer in answers if answer is not None)


def _missed(standing: Standing, last: date, day: date) -> Standing:
    """Lighter after days off, in steps that are taken once; after 56 each load is found anew (training.md 4.10)."""
    if not standing.lifts:
        return standing
    before, now = _days_off(standing, last), _days_off(standing, day)
    if now >= RESTART_AFTER:
        return replace(standing, lifts={})
    share = _share(now) / _share(before)
    if share == 1:
        return standing
    lighter = {slug: replace(lift, load=lift.load * share) for slug, lift in standing.lifts.items()}
    return replace(standing, lifts=lighter)


def _days_off(standing: Standing, day: date) -> int:
    """Days off from everything; from 14 on, days off from lifting alone count as well [d]."""
    pause = max(0, (day - max(lift.last_on for lift in standing.lifts.values())).days - 1)
    return pause if pause >= DOWN_AFTER else min(pause, days_off(standing, day))


def _share(off: int) -> float:
    return next(share for days, share in OFF if off >= days)
