"""Many runners at once whose reminder is due now, made in a few statements; some have finished their list already."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select
from sqlalchemy.engine import Engine

from tests.pushservice import Subscriber
from webapp.actions.days import open_day
from webapp.domain.catalogue import Catalogue
from webapp.domain.days import local_day
from webapp.domain.profile import Profile, Reminders
from webapp.store import heartbeats, people, profiles, shapes, tables
from webapp.store.engine import reading, writing
from webapp.worker.steps import RULES

AT_ONCE = 1000
NOON = 12
ZONES = "2026b"  # the edition the workers of the nursery know, and these alarms were made by
PHONE = Subscriber()  # one key pair for all: making ten thousand would take longer than the test


@dataclass(frozen=True)
class Crowd:
    """Tokens of the subscriptions, by what should become of their reminder."""

    waiting: frozenset[str]
    finished: frozenset[str]


def zone_at_noon(now: datetime) -> str:
    """A zone where it is about noon: no quiet hours, no end of the day near."""
    offset = NOON - now.hour
    return f"Etc/GMT{-offset:+d}" if offset else "Etc/GMT"


def gather(
    engine: Engine, catalogue: Catalogue, endpoint, key_id: str, count: int, now: datetime, finished: int = 0,
    devices: int = 1,
) -> Crowd:  # fmt: skip
    """`count` runners with an alarm that has just come due, made by the workers' rules of the zones, and `devices` each;
    the first `finished` of them have everything ticked. `endpoint(token)` is a subscription at the push service."""
    zone = zone_at_noon(now)
    at = now.astimezone(ZoneInfo(zone)).time().replace(second=0, microsecond=0)
    choices = Reminders(rest_at=at, quiet_from=time(0), quiet_until=time(0), thin=False)
    day, profile = local_day(now, zone), Profile(zone=zone, reminders=choices)
    due_at = datetime.combine(now.astimezone(ZoneInfo(zone)).date(), at, ZoneInfo(zone))
    sheet, keys = _sheet(engine, catalogue, profile, now)
    with writing(engine) as session:
        heartbeats.begin_anew(session, now, RULES, f"{RULES}{ZONES}")
    tokens: list[list[str]] = []
    for start in range(0, count, AT_ONCE):
        rows: dict[str, list[dict]] = {}
        for number in range(start, min(start + AT_ONCE, count)):
            tokens.append([uuid4().hex for _ in range(devices)])
            user, login = uuid4(), uuid4()
            _person(rows, user, zone, profile, now, day, sheet)
            rows.setdefault("alarm", []).append(
                {"user_id": user, "occurrence": "rest", "kind": "rest", "day": day, "due_at": due_at}
            )
            for token in tokens[-1]:
                _phone(rows, user, uuid4() if devices > 1 else login, endpoint(token), key_id, now)
            if number < finished:
                _ticks(rows, user, day, keys, now)
        with writing(engine) as session:
            for table in tables.metadata.sorted_tables:
                if rows.get(table.name):
                    session.execute(table.insert(), rows[table.name])
    flat = [frozenset(token for each in some for token in each) for some in (tokens[finished:], tokens[:finished])]
    return Crowd(*flat)


def disperse(engine: Engine) -> None:
    """Nobody is there any more."""
    with writing(engine) as session:
        session.execute(delete(tables.person))


def states(engine: Engine) -> dict[str, int]:
    """How many deliveries are in each state."""
    table = tables.delivery
    with reading(engine) as session:
        return dict(session.execute(select(table.c.state, func.count()).group_by(table.c.state)).all())


def open_tokens(engine: Engine) -> set[str]:
    """Tokens of the subscriptions that still wait for a message."""
    delivery, device = tables.delivery, tables.push_subscription
    found = select(device.c.endpoint).join(delivery, delivery.c.subscription_id == device.c.id)
    with reading(engine) as session:
        return {text.rpartition("/")[2] for text in session.scalars(found.where(delivery.c.state == "open"))}


def is_over(engine: Engine) -> bool:
    """Everything is planned and nothing is open."""
    with reading(engine) as session:
        due = select(func.count()).select_from(tables.reminder)
        planned = session.scalar(due)
        people_there = session.scalar(select(func.count()).select_from(tables.alarm))
        still = session.scalar(select(func.count()).where(tables.delivery.c.state == "open"))
    return planned >= people_there and not still


def _sheet(engine: Engine, catalogue: Catalogue, profile: Profile, now: datetime) -> tuple[dict, list[str]]:
    """One runner's list of today, for all."""
    with writing(engine) as session:
        person = people.add_person(session, profile.zone, now)
        profiles.save_profile(session, person.id, profile, local_day(now, profile.zone), now)
        keys = [key for item in open_day(session, catalogue, person, now).sheet.items for key in item.keys]
        row = session.execute(select(tables.sheet).where(tables.sheet.c.user_id == person.id)).one()
        people.delete_person(session, person.id)
    return dict(row._mapping), keys


def _person(rows, user, zone, profile, now, day, sheet) -> None:
    rows.setdefault("person", []).append(
        {"id": user, "zone": zone, "units": "metric", "created_at": now, "demo": False}
    )
    body = {"user_id": user, "from_on": day - timedelta(days=1), "body": shapes.profile_json(profile), "made_at": now}
    rows.setdefault("profile", []).append(body)
    rows.setdefault("sheet", []).append({**sheet, "user_id": user})


def _phone(rows, user, login, endpoint, key_id, now) -> None:
    seen = {"made_at": now, "seen_at": now, "device": "Phone"}
    rows.setdefault("login_session", []).append({"id": login, "user_id": user, "token_hash": uuid4().hex, **seen})
    keys = {"endpoint": endpoint, "p256dh": PHONE.p256dh, "auth": PHONE.auth, "key_id": key_id}
    rows.setdefault("push_subscription", []).append({"id": uuid4(), "user_id": user, "login_id": login, **keys, **seen})


def _ticks(rows, user, day, keys, now) -> None:
    ticked = {"user_id": user, "day": day, "done": True, "at": now, "received_at": now, "late": False}
    rows.setdefault("check_event", []).extend({**ticked, "op": uuid4(), "item": key} for key in keys)
