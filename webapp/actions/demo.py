"""A believable runner with half a year behind them, made by the same verbs people use."""

from datetime import UTC, date, datetime, time, timedelta
from secrets import token_urlsafe
from uuid import uuid5
from zoneinfo import ZoneInfo

from webapp.actions import days
from webapp.actions.checks import Tap, check_off
from webapp.domain.cards import ORDER, STEPS
from webapp.domain.catalogue import Catalogue
from webapp.domain.days import local_day
from webapp.domain.profile import PastInjury, Profile, Race, Run, Wishes
from webapp.domain.rechecks import key_of
from webapp.domain.sheet import Item
from webapp.store import logins, people, profiles, sheets
from webapp.store.engine import Session
from webapp.store.people import Person

DAYS = 182
ZONE = "Europe/Berlin"
MISSED = frozenset({4, 11, 17, 26, 40, 55, 69, 83, 97, 98, 118, 132, 153, 167})  # numbers of the days nothing was done
PARTLY = frozenset({8, 22, 51, 79, 107, 141})  # half of the list

PLATES = (20.0, 15.0, 10.0, 5.0, 2.5, 1.25)
RUNS = tuple(
    Run(weekday, kind, minutes, time(hour), f"demo-{weekday}")
    for weekday, kind, minutes, hour in (
        ("mon", "easy", 40, 18),
        ("wed", "workout", 60, 18),
        ("fri", "strides", 40, 7),
        ("sun", "long", 95, 9),
    )
)


def make_demo(session: Session, catalogue: Catalogue, now: datetime, length: int = DAYS) -> str:
    """Adds the runner: two old injuries, a race ahead, half a year of work with its gaps, a start on today. Returns a
    token."""
    today = local_day(now, ZONE)
    first = today - timedelta(days=length)
    person = people.add_person(session, ZONE, _evening(first), demo=True)
    profiles.save_profile(session, person.id, _profile(catalogue, first, today), first, _evening(first))
    for number in range(length):
        _live(session, catalogue, person, first + timedelta(days=number), number)
    opened = days.open_day(session, catalogue, person, now)
    _tick(session, catalogue, person, opened.sheet.day, 0.4, now)
    token = token_urlsafe(32)
    logins.start(session, person.id, token, "Demo", now)
    return token


def _profile(catalogue: Catalogue, first: date, today: date) -> Profile:
    ankle = PastInjury("ankle-sprain", "left", first - timedelta(days=500), times=3)
    calves = PastInjury("calf", "both", first - timedelta(days=200), variant="tight")
    screen = dict.fromkeys((slug for slug, question in catalogue.questions.items() if question.group != "gate"), False)
    return Profile(
        zone=ZONE,
        minutes=30,
        injuries=(ankle, calves),
        screen=screen,
        kit=frozenset({"band", "dumbbell", "bench", "barbell", "rack", "bar-or-straps"}),
        plates=PLATES,
        body_mass=64.0,
        wishes=Wishes("barbell", True, core=True, coached=("back-squat", "deadlift", "romanian-deadlift")),
        runs=RUNS,
        races=(Race(today + timedelta(days=68), "A", "half"),),
        asked=frozenset({*STEPS, *ORDER, "lifting", "jumps"}),
        answered_on=dict.fromkeys((*screen, key_of(ankle), key_of(calves)), today - timedelta(days=2)),
    )


def _live(session: Session, catalogue: Catalogue, person: Person, day: date, number: int) -> None:
    if number in MISSED:
        return
    evening = _evening(day)
    days.open_day(session, catalogue, person, evening)
    _tick(session, catalogue, person, day, 0.5 if number in PARTLY else 1.0, evening)


def _tick(session: Session, catalogue: Catalogue, person: Person, day: date, share: float, at: datetime) -> None:
    stored = sheets.stored_on(session, person.id, day)
    rows = [(row, key) for row in stored.sheet.items for key in row.keys] if stored else []
    taps = [_tap(person, day, row, key) for row, key in rows[: round(len(rows) * share)]]
    check_off(session, catalogue, person, taps, at)


def _tap(person: Person, day: date, row: Item, key: str) -> Tap:
    """As written; of a lift also the load and what was left in reserve."""
    return Tap(_op(person, day, key), day.isoformat(), key, True, load=row.load, effort=row.rir)


def _op(person: Person, day: date, key: str) -> str:
    return str(uuid5(person.id, f"{day}/{key}"))


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(19), ZoneInfo(ZONE)).astimezone(UTC)
