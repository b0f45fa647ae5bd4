"""The run card of Today: which run it is, when it ends, when it rings, and whether it was said to be over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from webapp.domain.profile import Profile, Run
from webapp.domain.race_window import race_on
from webapp.domain.reminders import REST, RUN_DONE, TEST
from webapp.domain.run_week import runs_of
from webapp.domain.schedule import occurrences_on, planned_end, timed_runs
from webapp.store.reminders import PENDING, SENT, Reminder
from webapp.store.rings import Rings

Words = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class RunCard:
    """`title` is the run itself; `facts` the short ones below it; `done` says that its end was told by a press,
    `unheard` that no device is left to ring on."""

    title: str
    facts: tuple[str, ...]
    done: bool
    unheard: bool = False


@dataclass(frozen=True, slots=True)
class FromReminder:
    """Opened from a reminder; `again` is when it rings once more, if that was asked for; one to try cannot."""

    id: str
    again: str
    trial: bool


def run_card(profile: Profile, day: date, rings: Rings, words: Words) -> RunCard | None:
    """The card of a day's next run, with the name of what rings after it; None on a day without one."""
    runs = _runs(profile, day)
    if not runs:
        return None
    rung = {reminder.occurrence: reminder for reminder in rings.planned if reminder.day == day}
    # The one not over yet; when all are, the last.
    name, run = next((each for each in runs if not _is_over(rung.get(each[0]))), runs[-1])
    reminder = rung.get(name)
    due_at = _due_at(profile, name, day) if reminder is None and rings.reachable else None
    facts = _end(profile, run, day, words), _ring(reminder, due_at, profile.zone, words["run-card"])
    title = f"{words['run-kind'][run.kind]}, {run.minutes} min"
    # This device says so itself, where it is the one that was lost.
    unheard = profile.reminders.on and rings.lost and not rings.lost_here
    return RunCard(title, tuple(filter(None, facts)), reminder is not None and reminder.kind == RUN_DONE, unheard)


def from_reminder(rings: Rings, reminder_id: str, now: datetime, zone: str) -> FromReminder | None:
    """What Today offers when it was opened from one of the day's reminders."""
    found = next((reminder for reminder in rings.planned if str(reminder.id) == reminder_id), None)
    if found is None:
        return None
    again = found.state == PENDING and found.due_at > now
    return FromReminder(reminder_id, clock(found.due_at, zone) if again else "", found.kind == TEST)


def clock(at: datetime, zone: str) -> str:
    """A wall time, 18:50."""
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"


def _runs(profile: Profile, day: date) -> list[tuple[str, Run]]:
    """In order of time; a run without one rings as days without a run do. Races are no runs."""
    if race_on(profile, day):
        return []
    timed = sorted(timed_runs(profile, day), key=lambda each: each[1].at)
    return [*timed, *((REST, run) for run in runs_of(profile, day) if not run.at)]


def _is_over(reminder: Reminder | None) -> bool:
    return reminder is not None and (reminder.kind == RUN_DONE or reminder.state != PENDING)


def _end(profile: Profile, run: Run, day: date, words: Words) -> str:
    end = planned_end(profile, run, day)
    return words["run-card"]["ends"].format(end=clock(end, profile.zone)) if end else words["run-card"]["no_time"]


def _due_at(profile: Profile, name: str, day: date) -> datetime | None:
    return next((occurrence.due_at for occurrence in occurrences_on(profile, day) if occurrence.name == name), None)


def _ring(reminder: Reminder | None, due_at: datetime | None, zone: str, said: Mapping[str, str]) -> str:
    """When it rings or rang; nothing where it does neither."""
    if reminder is None:
        return said["rings"].format(at=clock(due_at, zone)) if due_at else ""
    key = "done_already" if reminder.kind == RUN_DONE else {SENT: "rang", PENDING: "rings"}.get(reminder.state)
    return said[key].format(at=clock(reminder.due_at, zone)) if key else ""
