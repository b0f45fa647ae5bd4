"""The gates between phases: what is done, what is missing."""

from dataclasses import replace

from webapp.domain.runner import Runner
from webapp.domain.sheet import Gate
from webapp.domain.standing import Standing

HABIT_DAYS = 10  # of the last 14, training.md 4.1 [d]
HABIT_WINDOW = 14
STAY_DAYS = 14  # [d]
RED_FREE_DAYS = 7  # [d]
DONE_SHARE = 0.5  # of a day's hip items: DECISIONS 1


def phase_of(runner: Runner) -> int:
    """The phase of this day: what was reached, what is wanted, and what safety leaves open."""
    closed = runner.limits.closed
    if "phase-2" in closed or not _is_in_phase_2(runner):
        return 1
    wanted = runner.profile.wishes.phase_3
    mastered = runner.standing.mastered_on is not None and wanted and "phase-3" not in closed
    return min(3 if mastered else 2, runner.profile.stay or 3)


def _is_in_phase_2(runner: Runner) -> bool:
    """Reached before, met this morning, or entered by choice past the habit; never past safety."""
    if runner.profile.stay == 1:
        return False
    if runner.standing.phase >= 2:
        return True
    gate = to_general_strength(runner)
    return gate.met or ((runner.profile.ahead or 1) >= 2 and not gate.safety)


def to_general_strength(runner: Runner, standing: Standing | None = None) -> Gate:
    """The gate from phase 1 to phase 2 as it stands on this day, with what is missing in plain words."""
    standing = standing or runner.standing
    done = len([on for on in standing.done_days if 0 <= (runner.day - on).days < HABIT_WINDOW])
    if standing.phase >= 2:
        return Gate(2, True, HABIT_DAYS, HABIT_DAYS)
    early = max(0, STAY_DAYS - (runner.day - (standing.phase_since or standing.started_on)).days)
    safety = [*_calm(runner, standing), *_shut(runner)]
    missing = [*_habit(runner, done), *_form(runner, standing), *safety]
    if early and not missing:
        return Gate(2, False, min(done, HABIT_DAYS), HABIT_DAYS, early, (_opens(runner, early),))
    return Gate(2, not missing, min(done, HABIT_DAYS), HABIT_DAYS, 0, tuple(missing), bool(safety))


def with_today(gate: Gate) -> Gate:
    """This morning's gate with one more day done: all a chip needs, without working it out again."""
    return replace(gate, done=min(gate.needed, gate.done + 1)) if gate.to_phase == 2 else gate


def _opens(runner: Runner, days: int) -> str:
    return runner.say("gate-early" if days > 1 else "gate-tomorrow", days=days)


def _habit(runner: Runner, done: int) -> list[str]:
    lacking = HABIT_DAYS - done
    return [runner.say("gate-days" if lacking > 1 else "gate-day", days=lacking)] if lacking > 0 else []


def _form(runner: Runner, standing: Standing) -> list[str]:
    """Every hip item asked for in the last two weeks was done as written at least once."""
    waiting = [slug for slug, on in standing.unproven.items() if (runner.day - on).days < HABIT_WINDOW]
    names = ", ".join(sorted(runner.catalogue.exercises[slug].name.lower() for slug in waiting))
    return [runner.say("gate-form", names=names)] if waiting else []


def _calm(runner: Runner, standing: Standing) -> list[str]:
    latest = max((red.on for red in standing.reds), default=None)
    if latest is None or (runner.day - latest).days >= RED_FREE_DAYS:
        return []
    days = RED_FREE_DAYS - (runner.day - latest).days
    return [runner.say("gate-red" if days > 1 else "gate-red-day", days=days)]


def _shut(runner: Runner) -> list[str]:
    """Safety shuts the next phase, or questions are still open (DECISIONS 15)."""
    shut = [runner.say("gate-shut")] if runner.limits.stopped or "phase-2" in runner.limits.shut else []
    return shut + ([runner.say("gate-unasked")] if runner.limits.unasked else [])
