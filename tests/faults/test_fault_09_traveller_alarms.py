"""Fault 9, the stored half: a traveller has one reminder a day, also where 18:00 comes twice or is jumped over."""

from collections import Counter
from datetime import datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.actions.runners import MORNING, phone, runner
from webapp.actions import people, planning
from webapp.actions.arming import set_zone
from webapp.domain.days import local_day
from webapp.domain.profile import Profile, Reminders
from webapp.store import reminders
from webapp.store.engine import make_engine, writing

EVENING = Profile(reminders=Reminders(rest_at=time(18), thin=False))
ZONES = ("Pacific/Kiritimati", "Asia/Tokyo", "Asia/Kathmandu", "Europe/Berlin", "America/New_York", "Pacific/Honolulu")
FLIGHTS = st.lists(st.tuples(st.integers(1, 30), st.sampled_from(ZONES)), min_size=1, max_size=5)


@pytest.fixture
def engine(database_url):
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(flights=FLIGHTS)
def test_no_journey_brings_two_reminders_for_one_day(engine, catalogue, flights):
    with writing(engine) as session:
        person = runner(session, EVENING, zone="Europe/Berlin")
        phone(session, person)
        now = MORNING
        for hours, zone in flights:
            for _ in range(hours):
                now += timedelta(hours=1)
                planning.plan_due(session, catalogue, now, 10)
            set_zone(session, person, zone, now)
            person = people.people.person(session, person.id)
        made = reminders.since(session, person.id, MORNING.date() - timedelta(days=2))
        people.delete(session, person.id)
    assert max(Counter((one.occurrence, one.day) for one in made).values(), default=0) <= 1
    assert all(one.state != "pending" or one.due_at < one.expires_at for one in made)


@pytest.mark.parametrize(("landed", "state"), [(10, "pending"), (12, "expired")])
def test_flying_east_over_it_rings_up_to_two_hours_late(session, catalogue, landed, state):
    """18:00 in Tokyo is 09:00 UTC."""
    person = runner(session, EVENING, zone="Europe/Berlin")
    phone(session, person)
    now = datetime(2026, 11, 18, landed, tzinfo=MORNING.tzinfo)
    set_zone(session, person, "Asia/Tokyo", now)
    planning.plan_due(session, catalogue, now, 10)
    (made,) = reminders.since(session, person.id, local_day(now, "Asia/Tokyo"))
    assert made.state == state
