"""Fault 9: a traveller. However they fly, no occurrence of a date rings twice, early or too late; on a day spent in one
place everything rings. What the store does with it is in tests/actions/test_arming.py."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.firings import LOUD, ZONES
from webapp.domain.days import local_day, starts_at
from webapp.domain.profile import Profile, Reminders, Run
from webapp.domain.reminders import ListState, expires_at, verdict
from webapp.domain.schedule import Occurrence, next_occurrences, occurrences_on

QUIET_FROM, QUIET_UNTIL = LOUD
RUNS = (
    Run("tue", "easy", 45, time(18), "tue"),
    Run("thu", "easy", 60, time(7), "thu"),
    Run("sun", "long", 90, time(9), "sun"),
)
CHOICES = Reminders(rest_at=time(7), morning_at=time(6), quiet_from=QUIET_FROM, quiet_until=QUIET_UNTIL)
BEGIN = datetime(2026, 3, 16, 12, tzinfo=UTC)
OPEN = ListState("full", ("clamshell",))


@dataclass
class Worker:
    """Alarms and what they became: the rules of the worker, with a dictionary for a database."""

    profile: Profile
    now: datetime = BEGIN
    alarms: dict[str, Occurrence] = field(default_factory=dict)
    rung: dict[tuple[str, date], datetime] = field(default_factory=dict)
    late: set[tuple[str, date]] = field(default_factory=set)

    def arrive(self, zone: str) -> None:
        """The zone changes: alarms are made anew; one that this moved into the past is still to be answered for."""
        self.profile = replace(self.profile, zone=zone)
        held = [
            one for old in self.alarms.values() for one in occurrences_on(self.profile, old.day) if one.name == old.name
        ]
        overdue = [one for one in held if one.due_at <= self.now and (one.name, one.day) not in self.rung]
        self.alarms = {one.name: one for one in (*self._coming(), *overdue)}

    def run(self, until: datetime) -> None:
        while self.alarms and (first := min(self.alarms.values(), key=lambda one: one.due_at)).due_at <= until:
            self.now = max(self.now, first.due_at)
            self._ring(self.alarms.pop(first.name))
            self.alarms |= {one.name: one for one in self._coming() if one.name not in self.alarms}
        self.now = until

    def _coming(self) -> tuple[Occurrence, ...]:
        return next_occurrences(self.profile, self.now, self.rung)

    def _ring(self, one: Occurrence) -> None:
        key, zone = (one.name, one.day), self.profile.zone
        expires = expires_at(one.due_at, one.day, zone)
        if verdict(CHOICES, one.kind, one.due_at, expires, self.now, zone, OPEN, steady=False):
            self.late.add(key)
            return
        assert key not in self.rung, "twice"
        assert one.due_at <= self.now < expires
        assert one.day == local_day(self.now, zone)
        self.rung[key] = self.now


def travel(*journey: tuple[float, str], days: int = 14) -> Worker:
    """Arriving in zones so many hours after the begin; the first is where it begins."""
    worker = Worker(Profile(zone=journey[0][1], runs=RUNS, reminders=CHOICES))
    for hours, zone in journey:
        worker.run(max(worker.now, BEGIN + timedelta(hours=hours)))
        worker.arrive(zone)
    worker.run(BEGIN + timedelta(days=days))
    return worker


def ringing(worker: Worker, name: str, day: date) -> str | None:
    """When it rang, as the person's clock showed it where they ended up."""
    at = worker.rung.get((name, day))
    return at and f"{at:%d %H:%M}"


WEDNESDAY = date(2026, 3, 18)  # a day of rest: 07:00


@pytest.mark.parametrize(
    ("zone", "arrived", "rang"),
    [
        ("Europe/Berlin", 0, "18 06:00"),
        ("America/New_York", 36, "18 11:00"),  # flown west at midnight: 07:00 there
        ("America/New_York", 44, "18 06:00"),  # rung in Berlin before; 07:00 comes again and says nothing
        ("Asia/Kolkata", 38.5, "18 02:30"),  # flown east: 08:00 there on arrival, an hour late
        ("Asia/Kolkata", 41, None),  # 10:30 there: too late to be useful
        ("Asia/Kolkata", 37, "18 01:30"),  # arrived in time
    ],
)
def test_a_flight_rings_once_at_the_local_time_late_by_two_hours_at_most(zone, arrived, rang):
    worker = travel((0, "Europe/Berlin"), (arrived, zone))
    assert ringing(worker, "rest", WEDNESDAY) == rang
    assert ("rest", WEDNESDAY) in worker.late if rang is None else ("rest", WEDNESDAY) not in worker.late


def test_across_the_date_line_the_doubled_date_rings_once_and_the_skipped_one_not_at_all():
    west = travel((0, "Pacific/Auckland"), (48, "Pacific/Honolulu"))  # Thursday 01:00 becomes Wednesday 02:00
    assert ringing(west, "rest", WEDNESDAY) == "17 18:00"
    east = travel((0, "Pacific/Honolulu"), (29, "Pacific/Auckland"))  # Tuesday 07:00 becomes Wednesday 06:00
    assert [key for key in east.rung if key[1] == date(2026, 3, 17)] == [("morning", date(2026, 3, 17))]
    assert ringing(east, "rest", WEDNESDAY) == "17 18:00"


journeys = st.lists(
    st.tuples(st.floats(0, 13 * 24).map(lambda h: round(h, 1)), st.sampled_from(ZONES)), min_size=1, max_size=6
)


@given(journeys)
def test_whatever_the_journey_nothing_rings_twice_and_days_in_one_place_are_whole(journey):
    journey = sorted(journey)
    worker = travel((0, journey[0][1]), *journey)
    stays = [(0, journey[0][1]), *journey, (14 * 24, "")]
    whole = 0
    for (since, zone), (until, _) in pairwise(stays):
        home = Profile(zone=zone, runs=RUNS, reminders=CHOICES)
        first, last = (BEGIN + timedelta(hours=hours) for hours in (since, until))
        for day in (local_day(first, zone) + timedelta(days=n) for n in range(15)):
            if first <= starts_at(day, zone) and starts_at(day + timedelta(days=1), zone) <= last:
                whole += 1
                assert {(one.name, one.day) for one in occurrences_on(home, day)} <= worker.rung.keys()
    assert whole or len(journey) > 1
