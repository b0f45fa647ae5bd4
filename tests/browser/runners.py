"""Runners with a phone: people in the live server's database, their cookie, and what a test does with a list."""

from datetime import UTC, date, datetime

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import BrowserContext, Locator, Page

from tests.browser.conftest import Live
from webapp.actions import people
from webapp.config import Config
from webapp.domain.profile import PastInjury, Profile
from webapp.store import checks, profiles
from webapp.store.engine import make_engine, reading, writing
from webapp.store.people import Person

ANSWERED = frozenset({"age", "injuries", "pain", "red-flags"})
SPRAIN = PastInjury("ankle-sprain", "left", date(2024, 5, 1), 2, 3)
TIGHT_CALVES = PastInjury("calf", "both", None, 1, 1, None, "tight")


def arrive(live: Live, phone: BrowserContext, **answers: object) -> Person:
    """A person who has answered the first questions, signed in on this phone."""
    config = Config.from_env(live.environ)
    engine = make_engine(config.database_url)
    with writing(engine) as session:
        now = datetime.now(UTC)
        person, token = people.begin(session, "Europe/Berlin", "Chrome on Android", now)
        profiles.save_profile(session, person.id, Profile(asked=ANSWERED, **answers), now.date(), now)
    engine.dispose()
    phone.add_cookies([{"name": "afterrun", "value": _cookie(config, token), "url": live.url}])
    return person


def ticked(live: Live, person: Person) -> dict[str, bool]:
    """What stands in the database: key -> done, and every tap is there once."""
    engine = make_engine(Config.from_env(live.environ).database_url)
    with reading(engine) as session:
        found = [check for check, _ in checks.all_of(session, person.id)]
    engine.dispose()
    return {check.item: check.done for check in found}


def taps(live: Live, person: Person) -> int:
    """How many taps the database holds."""
    engine = make_engine(Config.from_env(live.environ).database_url)
    with reading(engine) as session:
        found = checks.all_of(session, person.id)
    engine.dispose()
    return len(found)


def open_today(page: Page) -> Page:
    """Today, with its script live."""
    page.goto("/today")
    page.locator("tick-row:defined").first.wait_for()
    return page


def row(page: Page, number: int) -> Locator:
    """The whole once-a-day row, counted from 0."""
    return page.locator(".item__tap").nth(number)


def box(page: Page, number: int) -> Locator:
    return page.locator(".item__tap .tick").nth(number)


def settled(page: Page) -> None:
    """Nothing waits on this phone any more."""
    page.locator("tick-row[data-waiting]").first.wait_for(state="detached")


def _cookie(config: Config, token: str) -> str:
    app = Flask("cookie")
    app.secret_key = config.secret_key
    content = {"_user_id": token, "_permanent": True, "on": datetime.now(UTC).toordinal()}
    return SecureCookieSessionInterface().get_signing_serializer(app).dumps(content)
