"""The 20-week path from lifting to jumping: which week counts, what it holds, when it moves on. training.md 4.6."""

from dataclasses import replace
from datetime import date

from webapp.domain.catalogue import Catalogue, PathWeek
from webapp.domain.checks import Outcomes
from webapp.domain.days import week_of
from webapp.domain.jump_waits import waits
from webapp.domain.missed import EASE_AFTER, RESTART_AFTER, crosses
from webapp.domain.profile import Wishes
from webapp.domain.runner import Runner
from webapp.domain.sessions import in_week, of_kind
from webapp.domain.sheet import Sheet
from webapp.domain.standing import Standing

FIRST_JUMPS = 9  # the week jumps begin; jumps alone start here
LIFTS_AGAIN = 5  # lifts alone come back to this week
LAST, AGAIN = 20, 17  # both, and jumps alone, repeat the last four weeks [d]
RESTART = 2  # after 28 days off: training.md 4.10
FORGOTTEN = 56  # days without a lift, after which it begins anew
CIRCUITS = 3  # a week, where neither branch is open
HEAVY_MOST, HARD_MOST = 2, 3  # heavy sessions; heavy and jumps together: training.md 4.6
NO_LIFTS = frozenset({"phase-3", "heavy"})
STANDS_STILL = ("race", "taper", "recovery", "return")


def row(runner: Runner) -> PathWeek | None:
    """This week of the path for what is wished for and open; None when neither lifts nor jumps are."""
    wishes = open_wishes(runner)
    week = week_for(wishes, runner.standing, runner.day)
    if not week:
        return None
    found = runner.catalogue.path[week - 1]
    return found if wishes.lifting != "no" else replace(found, lift=0, scheme=(), reps_in_reserve=None)


def quota(runner: Runner) -> dict[str, int]:
    """Sessions of a week in phase 3, by kind: lift, plyo, circuit."""
    found = row(runner)
    if found is None:
        return {"lift": 0, "plyo": 0, "circuit": CIRCUITS}
    lift = min(HEAVY_MOST, found.lift)
    plyo = found.plyo if open_wishes(runner).plyometrics else 0
    return {"lift": lift, "plyo": min(plyo, HARD_MOST - lift), "circuit": found.circuit}


def open_wishes(runner: Runner) -> Wishes:
    """The wishes, without what safety or an injury keeps shut: who waits with jumps goes on lifting as if alone."""
    wishes = runner.profile.wishes
    return replace(
        wishes,
        lifting="no" if runner.limits.closed & NO_LIFTS else wishes.lifting,
        plyometrics=wishes.plyometrics and not waits(runner),
    )


def week_for(wishes: Wishes, standing: Standing, day: date) -> int:
    """The week of the path these wishes are in, 1 to 20; 0 without any. Wishes may change on any day."""
    week = standing.path_week
    if wishes.lifting == "no":
        return max(week, FIRST_JUMPS) if wishes.plyometrics else 0
    if not any((day - lift.last_on).days <= FORGOTTEN for lift in standing.lifts.values()):
        return 1
    if wishes.plyometrics or week < FIRST_JUMPS:
        return max(week, 1)
    return LIFTS_AGAIN


def advance(catalogue: Catalogue, standing: Standing, sheet: Sheet, outcomes: Outcomes, day: date) -> Standing:
    """Moves on at the end of a calendar week, and back after 28 or more days off (training.md 4.10)."""
    if standing.mastered_on and sheet.phase == 3 and week_of(day) > week_of(sheet.day):
        standing = replace(standing, path_week=_following(standing, sheet))
    if crosses(standing, sheet.day, day, RESTART_AFTER):
        return replace(standing, path_week=0)
    if crosses(standing, sheet.day, day, EASE_AFTER):
        return replace(standing, path_week=min(standing.path_week, RESTART))
    return standing


def _following(standing: Standing, sheet: Sheet) -> int:
    """One on when a lift or jumps counted, or the week was a lighter one; near a race or a break it stands still."""
    if sheet.week_kind in STANDS_STILL:
        return standing.path_week
    asked = in_week(of_kind(standing, "lift", "plyo"), sheet.day)
    if not any(session.counted for session in asked) and sheet.week_kind != "deload":
        return standing.path_week
    week = (asked[-1].week if asked else 0) or standing.path_week
    return week + 1 if week < LAST else AGAIN
