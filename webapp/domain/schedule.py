"""When reminders are due: after each run, on days without one, and what else was asked for. Wall time is the intent."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from webapp.domain.days import local_day, starts_at, weekday
from webapp.domain.profile import Profile, Run
from webapp.domain.race_window import race_on
from webapp.domain.reminders import EXPIRES, REST, RUN, is_paused, is_quiet
from webapp.domain.run_week import AHEAD, entries_of

LOOK_AHEAD = AHEAD + timedelta(days=1)  # as far as a single date can be changed
FOLLOW_UP_AFTER = timedelta(minutes=30)  # least time between a reminder and its follow-up [d]
LONGEST_NAME = 36  # letters: a series is a UUID
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One reminder of one day. `name` is the run's series, kept through edits, or the word of its kind."""

    name: str
    kind: str  # run, rest, morning, evening, follow-up
    day: date
    due_at: datetime  # UTC
    ends_at: datetime | None = None  # planned end of the run, UTC
    waits: bool = False  # it was due in the quiet hours and comes at their end


def occurrences_on(profile: Profile, day: date) -> tuple[Occurrence, ...]:
    """The reminders of a date in order of time, at most one of each name."""
    if _is_silent(profile, day):
        return ()
    runs = timed_runs(profile, day)
    main = [found for name, run in runs if (found := _after_run(profile, name, run, day))]
    if not runs:
        main += _at(profile, REST, profile.reminders.rest_at, day)
    found: dict[str, Occurrence] = {}
    for occurrence in _in_order((*main, *_nudges(profile, day), *_follow_up(profile, main, day))):
        found.setdefault(occurrence.name, occurrence)
    return tuple(found.values())


def next_occurrences(
    profile: Profile, after: datetime, rung: Collection[tuple[str, date]] = ()
) -> tuple[Occurrence, ...]:
    """The first of each name that is due later than an instant, within eight weeks: what becomes the alarms.

    `rung` holds (name, day) of what has had its reminder: whoever flies west meets a date's hours again.
    """
    found: dict[str, Occurrence] = {}
    for day in _days_to_look_at(profile, after, found):
        for occurrence in occurrences_on(profile, day):
            if occurrence.due_at > after and (occurrence.name, day) not in rung:
                found.setdefault(occurrence.name, occurrence)
    return _in_order(found.values())


def coming(profile: Profile, after: datetime, until: datetime) -> tuple[Occurrence, ...]:
    """Everything due later than `after` and not later than `until`, in order."""
    first, last = local_day(after, profile.zone) - A_DAY, local_day(until, profile.zone) + A_DAY
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    found = (occurrence for day in days for occurrence in occurrences_on(profile, day))
    return _in_order(occurrence for occurrence in found if after < occurrence.due_at <= until)


def planned_end(profile: Profile, run: Run, day: date) -> datetime | None:
    """When a run of this date is over, UTC: it starts by the wall clock, its minutes pass. None without a time."""
    return _instant(profile, day, run.at) + timedelta(minutes=run.minutes) if run.at else None


def timed_runs(profile: Profile, day: date) -> list[tuple[str, Run]]:
    """The runs of a date that have a time, each with the name of its occurrence; races are not looked at."""
    changed = any(change.on == day for change in profile.run_changes)
    if changed:
        entries = ((entry.series, entry.run) for entry in entries_of(profile, day))
    else:
        entries = ((run.series, run) for run in profile.runs if run.weekday == weekday(day))
    return [(_name(series, run), run) for series, run in entries if run and run.at]


def _name(series: str, run: Run) -> str:
    """Its series; a run loaded from a file may have none, or one of any length."""
    return series[:LONGEST_NAME] or f"{run.weekday} {run.at:%H:%M}"


def _is_silent(profile: Profile, day: date) -> bool:
    off = not profile.reminders.on or is_paused(profile.reminders, day)
    spells = (*profile.ill, *profile.away)
    return off or bool(race_on(profile, day)) or any(spell.holds(day) for spell in spells)


def _after_run(profile: Profile, name: str, run: Run, day: date) -> Occurrence | None:
    ends_at = planned_end(profile, run, day)
    due_at = ends_at + timedelta(minutes=profile.reminders.grace)
    return _within_day(profile, Occurrence(name, RUN, day, due_at, ends_at))


def _at(profile: Profile, kind: str, at: time | None, day: date) -> list[Occurrence]:
    found = _within_day(profile, Occurrence(kind, kind, day, _instant(profile, day, at))) if at else None
    return [found] if found else []


def _nudges(profile: Profile, day: date) -> list[Occurrence]:
    chosen = profile.reminders
    return [*_at(profile, "morning", chosen.morning_at, day), *_at(profile, "evening", chosen.evening_at, day)]


def _follow_up(profile: Profile, main: Iterable[Occurrence], day: date) -> list[Occurrence]:
    """Once more the same evening, well after everything it follows up."""
    latest = max((occurrence.due_at for occurrence in main), default=None)
    found = _at(profile, "follow-up", profile.reminders.follow_up_at, day)
    return [late for late in found if latest and late.due_at >= latest + FOLLOW_UP_AFTER]


def _within_day(profile: Profile, occurrence: Occurrence) -> Occurrence | None:
    """Not before its day begins, at the end of quiet hours it is due in, and nothing once the day is over.

    A date that a zone skipped ends as it begins, so it holds none.
    """
    day, zone = occurrence.day, profile.zone
    if occurrence.due_at < (begins_at := starts_at(day, zone)):
        occurrence = replace(occurrence, due_at=begins_at)
    if is_quiet(profile.reminders, occurrence.due_at, zone):
        occurrence = _after_quiet(profile, occurrence)
    return occurrence if occurrence.due_at < starts_at(day + A_DAY, zone) else None


def _after_quiet(profile: Profile, occurrence: Occurrence) -> Occurrence:
    """The same at the end of the quiet hours, as long as it is of use then; else it stays where it is, unheard."""
    wall, end = occurrence.due_at.astimezone(ZoneInfo(profile.zone)), profile.reminders.quiet_until
    ends_on = wall.date() if wall.time() < end else wall.date() + A_DAY
    quiet_ends = _instant(profile, ends_on, end)
    useful = quiet_ends < min(occurrence.due_at + EXPIRES, starts_at(occurrence.day + A_DAY, profile.zone))
    return replace(occurrence, due_at=quiet_ends, waits=True) if useful else occurrence


def _in_order(occurrences: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    return tuple(sorted(occurrences, key=lambda occurrence: (occurrence.due_at, occurrence.name)))


def _instant(profile: Profile, day: date, at: time) -> datetime:
    """A wall time as UTC: one that the clocks skip moves forward, one they repeat is the first (ARCHITECTURE 6.3)."""
    return datetime.combine(day, at, ZoneInfo(profile.zone)).astimezone(UTC)


def _days_to_look_at(profile: Profile, after: datetime, found: dict[str, Occurrence]) -> Iterator[date]:
    """Day by day until everything a usual week holds is found; from there on only the dates that differ."""
    day = local_day(after, profile.zone) - A_DAY
    last = day + A_DAY + LOOK_AHEAD
    day = max(day, profile.reminders.paused_until or day)
    usual = _usual_names(profile)
    while day <= last and not usual <= found.keys():
        yield day
        day += A_DAY
    yield from sorted({change.on for change in profile.run_changes if day <= change.on <= last})


def _usual_names(profile: Profile) -> set[str]:
    """The names a week without changes can hold."""
    chosen = profile.reminders
    names = {_name(run.series, run) for run in profile.runs if run.at}
    if chosen.rest_at and len({run.weekday for run in profile.runs if run.at}) < 7:
        names.add(REST)
    times = {"morning": chosen.morning_at, "evening": chosen.evening_at, "follow-up": chosen.follow_up_at}
    return names | {name for name, at in times.items() if at}
