"""When reminders should ring, worked out apart from the schedule and by another library; and a year followed step by step."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import whenever
from hypothesis import strategies as st
from whenever import ZonedDateTime

from tests.domain.strategies import MONDAY, spells
from webapp.domain import profile as p
from webapp.domain.days import WEEKDAYS
from webapp.domain.profile import Profile, Reminders, Run, RunChange
from webapp.domain.schedule import Occurrence, next_occurrences

whenever.reset_tzpath(())  # the pinned tzdata, as the app itself
LOUD = time(0), time(0)  # quiet hours that begin when they end are none
# A zone and the year in which most happens there.
YEARS = (
    ("Australia/Lord_Howe", 2026), ("Asia/Kathmandu", 2026), ("Africa/Casablanca", 2026), ("America/Sao_Paulo", 2018),
    ("Pacific/Apia", 2011), ("America/New_York", 2026), ("Europe/Berlin", 2026), ("Europe/London", 2026),
    ("Europe/Dublin", 2026), ("America/Nuuk", 2026), ("America/Havana", 2026), ("Atlantic/Azores", 2026),
    ("Africa/Cairo", 2026), ("Asia/Beirut", 2026), ("Asia/Gaza", 2026), ("America/Santiago", 2026),
    ("America/Asuncion", 2024), ("Pacific/Chatham", 2026), ("Pacific/Kiritimati", 1994), ("Pacific/Kwajalein", 1993),
    ("Pacific/Fakaofo", 2011), ("Antarctica/Troll", 2026), ("Antarctica/Casey", 2018), ("America/Caracas", 2016),
    ("Asia/Pyongyang", 2018), ("Asia/Tehran", 2022), ("Asia/Kolkata", 2026), ("America/St_Johns", 2026),
    ("Pacific/Norfolk", 2026), ("UTC", 2028),
)  # fmt: skip


def due(zone: str, day: date, at: time, minutes: int = 0) -> datetime | None:
    """A wall time and minutes that pass; held within the day, which is 04:00 to 04:00. None where there is no such."""
    if _at(zone, day, time(12)).date().to_stdlib() != day:
        return None
    found = max(_at(zone, day, at).add(minutes=minutes), _at(zone, day, time(4)))
    over = _at(zone, day + timedelta(days=1), time(4))
    return found.to_stdlib().astimezone(UTC) if found < over else None


def wall(at: datetime, zone: str) -> datetime:
    """What a clock on the wall shows."""
    return whenever.Instant.from_timestamp(int(at.timestamp())).to_tz(zone).to_plain().to_stdlib()


def _at(zone: str, day: date, at: time) -> ZonedDateTime:
    numbers = (day.year, day.month, day.day, at.hour, at.minute, at.second)
    return ZonedDateTime(*numbers, tz=zone, disambiguation="compatible")


def expected(profile: Profile, first: date, last: date) -> dict[tuple[str, date], datetime]:
    """Every reminder of a profile without races, spells and quiet hours, by name and day."""
    chosen, found = profile.reminders, {}
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        runs = [run for run in profile.runs if run.at and run.weekday == WEEKDAYS[day.weekday()]]
        wanted = {run.series: (run.at, run.minutes + chosen.grace) for run in runs}
        wanted |= {} if runs else {"rest": (chosen.rest_at, 0)}
        wanted |= {"morning": (chosen.morning_at, 0), "evening": (chosen.evening_at, 0)}
        for name, (at, minutes) in wanted.items():
            if at and (instant := due(profile.zone, day, at, minutes)):
                found[name, day] = instant
    return found


def follow(profile: Profile, now: datetime, until: datetime) -> Iterator[tuple[datetime, Occurrence]]:
    """The clock put forward from each alarm to the next; an alarm that rings moves on by itself, as in the worker."""
    alarms = {occurrence.name: occurrence for occurrence in next_occurrences(profile, now)}
    while alarms and (now := min(alarm.due_at for alarm in alarms.values())) <= until:
        for name in [name for name, alarm in alarms.items() if alarm.due_at == now]:
            yield now, alarms.pop(name)
        alarms |= {occurrence.name: occurrence for occurrence in next_occurrences(profile, now)}


ZONES = tuple(zone for zone, _ in YEARS)
clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))
SERIES = tuple("abcdef")


@st.composite
def scheduled(draw: st.DrawFn) -> Profile:
    """Anybody's runs, single dates that differ, races, spells and choices, in any zone."""
    runs = tuple(draw(st.lists(_runs(*SERIES), max_size=6, unique_by=lambda run: run.series)))
    near = st.integers(-3, 60).map(lambda n: MONDAY + timedelta(days=n))
    return Profile(
        zone=draw(st.sampled_from(ZONES)),
        runs=runs,
        run_changes=tuple(draw(st.lists(_changes(runs, near), max_size=4))),
        races=tuple(draw(st.lists(st.builds(p.Race, near), max_size=2))),
        ill=tuple(draw(st.lists(spells(near, 4, st.just("above")), max_size=1))),
        away=tuple(draw(st.lists(spells(near, 9, st.just("")), max_size=1))),
        reminders=draw(choices()),
    )


def choices() -> st.SearchStrategy[Reminders]:
    maybe = st.none() | clocks
    return st.builds(
        Reminders,
        on=st.sampled_from((True, True, True, False)),
        grace=st.integers(*p.GRACE_RANGE),
        rest_at=maybe,
        morning_at=maybe,
        evening_at=maybe,
        follow_up_at=maybe,
        quiet_from=clocks,
        quiet_until=clocks,
        paused_until=st.sampled_from((None, None, MONDAY + timedelta(days=5), date.max)),
    )


def _runs(*series: str) -> st.SearchStrategy[Run]:
    kinds, names = st.sampled_from(p.RUN_KINDS), st.sampled_from(series)
    return st.builds(Run, st.sampled_from(WEEKDAYS), kinds, st.integers(1, 600), st.none() | clocks, names)


@st.composite
def _changes(draw: st.DrawFn, runs: tuple[Run, ...], near: st.SearchStrategy[date]) -> RunChange:
    """A run of one date moved or called off, or one on top."""
    on = draw(near)
    planned = [run for run in runs if run.weekday == WEEKDAYS[on.weekday()]]
    if not planned or draw(st.booleans()):
        return RunChange(on, "", draw(_runs("x", "y", "z")))
    series = draw(st.sampled_from(planned)).series
    return RunChange(on, series, draw(st.none() | _runs(series)))
