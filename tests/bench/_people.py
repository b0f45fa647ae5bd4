"""A database with runners of some days of history, and what a phone needs to be one of them."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import delete

from tests.bench import _floor_app
from tests.web.cast import browser
from tests.web.runners import ANSWERED, SPRAIN, TIGHT_CALVES
from webapp import create_app
from webapp.actions import days, people
from webapp.actions.checks import Tap, check_off
from webapp.config import Config, write_secrets
from webapp.domain.profile import Profile, Wishes
from webapp.store import profiles, schema, tables
from webapp.store.engine import writing
from webapp.store.people import Person


@dataclass
class Place:
    """An installation: its settings, its app in this process, and the cookie of each runner by days of history."""

    environ: dict[str, str]
    app: object
    cookies: dict[int, str]
    keys: dict[int, list[str]]
    today: str

    def forget_ticks(self) -> None:
        """Nobody ticks hundreds of times a day, so a measurement that does begins anew every so often."""
        with writing(self.app.extensions["afterrun"].engine) as session:
            on = date.fromisoformat(self.today)
            session.execute(delete(tables.check_event).where(tables.check_event.c.day == on))


@contextmanager
def place(*histories: int) -> Iterator[Place]:
    """A fresh installation with one runner for each number of days."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {"VAR_DIR": folder, "LOG_LEVEL": "WARNING"}
        write_secrets(environ)
        config = Config.from_env(environ)
        schema.migrate(config.database_url)
        _floor_app.prepare(config.database_url)
        app = create_app(config)
        now = datetime.now(UTC)
        made = {length: _runner(app, length, now) for length in histories}
        cookies = {length: _cookie(app, token) for length, (token, _) in made.items()}
        keys = {length: keys for length, (_, keys) in made.items()}
        secret = Path(folder, "secret_key").read_text().strip()
        environ |= {"DATABASE_URL": config.database_url, "SECRET_KEY": secret, "LOG_LEVEL": "INFO"}
        yield Place(environ, app, cookies, keys, now.date().isoformat())
        app.extensions["afterrun"].engine.dispose()


def tick_body(keys: list[str]):
    """A new tick each time, of one key after the other."""
    count = 0

    def body() -> str:
        nonlocal count
        count += 1
        return f"key={keys[count % len(keys)].replace('@', '%40')}&op={uuid4()}&done={count // len(keys) % 2}"

    return body


def _runner(app, length: int, now: datetime) -> tuple[str, list[str]]:
    """Somebody who did every day of the last `length`, today's list opened and half ticked."""
    house, first = app.extensions["afterrun"], now - timedelta(days=length - 1)
    with writing(house.engine) as session:
        person, token = people.begin(session, "UTC", "Bench", now)
        profile = Profile(asked=ANSWERED, injuries=(SPRAIN, TIGHT_CALVES), minutes=30, wishes=Wishes(core=True))
        profiles.save_profile(session, person.id, profile, first.date(), first)
    for start in range(0, length, 100):
        with writing(house.engine) as session:
            for number in range(start, min(start + 100, length)):
                keys = _day(session, house.catalogue, person, first + timedelta(days=number), now)
    return token, keys


def _day(session, catalogue, person: Person, day: datetime, now: datetime) -> list[str]:
    noon = min(datetime.combine(day.date(), time(12), UTC), now)
    keys = sorted(days.open_day(session, catalogue, person, noon).sheet.keys)
    done = keys[: len(keys) // 2] if day.date() == now.date() else keys
    check_off(session, catalogue, person, [Tap(str(uuid4()), day.date().isoformat(), key, True) for key in done], noon)
    return keys


def _cookie(app, token: str) -> str:
    """As it is after a first visit, when it need not be sent again today."""
    client = browser(app, token)
    client.get("/account")
    return f"afterrun={client.get_cookie('afterrun').value}"
