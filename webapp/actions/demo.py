"""A believable runner with ten weeks behind them, made by the same verbs people use."""

from datetime import UTC, date, datetime, time, timedelta
from secrets import token_urlsafe
from uuid import uuid5
from zoneinfo import ZoneInfo

from webapp.actions import days
from webapp.actions.checks import Tap, check_off
from webapp.domain.cards import ORDER, STEPS
from webapp.domain.catalogue import Catalogue
from webapp.domain.days import local_day, weekday
from webapp.domain.profile import PastInjury, Profile, Wishes
from webapp.store import logins, people, profiles, sheets
from webapp.store.engine import Session
from webapp.store.people import Person

DAYS = 70
ZONE = "Europe/Berlin"
MISSED = frozenset({4, 11, 17, 18, 19, 26, 33, 40, 47, 55, 62})  # numbers of the days nothing was done
PARTLY = frozenset({8, 22, 37, 51, 66})  # half of the list


def make_demo(session: Session, catalogue: Catalogue, now: datetime) -> str:
    """Adds the runner: two old injuries, a band, ten weeks of work with its gaps, a start on today. Returns a token."""
    today = local_day(now, ZONE)
    first = today - timedelta(days=DAYS)
    person = people.add_person(session, ZONE, _evening(first), demo=True)
    profiles.save_profile(session, person.id, _profile(catalogue, first), first, _evening(first))
    for number in range(DAYS):
        _live(session, catalogue, person, first + timedelta(days=number), number)
    opened = days.open_day(session, catalogue, person, now)
    _tick(session, catalogue, person, opened.sheet.day, 0.4, now)
    token = token_urlsafe(32)
    logins.start(session, person.id, token, "Demo", now)
    return token


def _profile(catalogue: Catalogue, first: date) -> Profile:
    ankle = PastInjury("ankle-sprain", "left", first - timedelta(days=500), times=3)
    calves = PastInjury("calf", "both", first - timedelta(days=200), variant="tight")
    screen = dict.fromkeys((slug for slug, question in catalogue.questions.items() if question.group != "gate"), False)
    return Profile(
        zone=ZONE,
        minutes=30,
        injuries=(ankle, calves),
        screen=screen,
        kit=frozenset({"band", "dumbbell"}),
        wishes=Wishes(core=True),
        free_day=weekday(first + timedelta(days=3)),  # never today: first is ten whole weeks back
        asked=frozenset({*STEPS, *ORDER}),
    )


def _live(session: Session, catalogue: Catalogue, person: Person, day: date, number: int) -> None:
    if number in MISSED:
        return
    evening = _evening(day)
    days.open_day(session, catalogue, person, evening)
    _tick(session, catalogue, person, day, 0.5 if number in PARTLY else 1.0, evening)


def _tick(session: Session, catalogue: Catalogue, person: Person, day: date, share: float, at: datetime) -> None:
    stored = sheets.stored_on(session, person.id, day)
    keys = [key for row in stored.sheet.items for key in row.keys] if stored else []
    taps = [Tap(_op(person, day, key), day.isoformat(), key, True) for key in keys[: round(len(keys) * share)]]
    check_off(session, catalogue, person, taps, at)


def _op(person: Person, day: date, key: str) -> str:
    return str(uuid5(person.id, f"{day}/{key}"))


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(19), ZoneInfo(ZONE)).astimezone(UTC)
