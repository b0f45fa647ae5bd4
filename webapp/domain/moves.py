"""Moving a session by hand: what safety refuses, what a soft rule warns of, in one sentence each."""

from dataclasses import dataclass, replace
from datetime import date

from webapp.domain.catalogue import Catalogue
from webapp.domain.plan import Week
from webapp.domain.profile import Move, Profile
from webapp.domain.run_day import run_day
from webapp.domain.sessions import of_kind
from webapp.domain.standing import Standing
from webapp.domain.week import SESSIONS, plan_week
from webapp.domain.week_rules import Spot, clashes, hard_rule

NOT_THERE = "There is no such session on that day."
OTHER_WEEK = "A session can move within its week only."
PAST = "That day is over."
TAKEN = "That day holds a session already. Move that one first."
KEPT_DAYS = 14  # moves older than this have done their work


@dataclass(frozen=True, slots=True)
class Moved:
    """The profile with the move in it and what to mind; or why it is refused, and no profile."""

    profile: Profile | None
    warning: str = ""
    refusal: str = ""


def move(catalogue: Catalogue, profile: Profile, standing: Standing, today: date, wish: Move) -> Moved:
    """Tries a move as it is wished for, against the week as it stands this morning."""
    refusal = _misplaced(plan_week(catalogue, profile, standing, today), today, wish)
    if refusal:
        return Moved(None, refusal=refusal)
    moved = _with(profile, wish, today)
    week = plan_week(catalogue, moved, standing, today)
    plan = week.on(wish.to)
    if plan.session != wish.kind:
        return Moved(None, refusal=_refused(catalogue, profile, standing, today, wish))
    return Moved(moved, warning=plan.warning)


def take_back(profile: Profile, wish: Move) -> Profile:
    """The session goes back to where the plan puts it."""
    return replace(profile, moves=tuple(move for move in profile.moves if (move.kind, move.to) != (wish.kind, wish.to)))


def _misplaced(week: Week, today: date, wish: Move) -> str:
    days = {plan.on: plan for plan in week.days}
    if wish.on not in days or days[wish.on].session != wish.kind:
        return NOT_THERE
    if wish.to not in days:
        return OTHER_WEEK
    if min(wish.on, wish.to) < today:
        return PAST
    return TAKEN if days[wish.to].session else ""


def _with(profile: Profile, wish: Move, today: date) -> Profile:
    """A second move of the same session goes from where the first one began."""
    first = next((move for move in profile.moves if (move.kind, move.to) == (wish.kind, wish.on)), None)
    others = tuple(move for move in profile.moves if move is not first and (today - move.to).days < KEPT_DAYS)
    begin = first.on if first else wish.on
    home = () if begin == wish.to else (Move(wish.kind, begin, wish.to),)
    return replace(profile, moves=(*others, *home))


def _refused(catalogue: Catalogue, profile: Profile, standing: Standing, today: date, wish: Move) -> str:
    """The rule that a move would break, in words."""
    words = catalogue.words["reasons"]
    day = run_day(profile, wish.to)
    week = plan_week(catalogue, profile, standing, today)
    coming = [(plan.on, plan.session) for plan in week.days if today <= plan.on != wish.on and plan.session]
    asked = [(placed.on, placed.kind) for placed in of_kind(standing, *SESSIONS) if placed.on < today]
    before = [Spot(kind, run_day(profile, on)) for on, kind in (*asked, *coming) if on < wish.to]
    key = hard_rule(wish.kind, day) or clashes(wish.kind, day, before, standing.jumps.level == 1) or "apart"
    return words[f"refuse-{'apart' if key.startswith('apart') else key}"]
