"""Runners with a phone: people in the live server's database, their cookie, and what a test does with a list."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import BrowserContext, Locator, Page

from tests.browser.conftest import Live
from webapp import clock
from webapp.actions import people
from webapp.config import Config
from webapp.domain.days import local_day
from webapp.domain.profile import PastInjury, Profile
from webapp.store import checks, profiles
from webapp.store.engine import Session, make_engine, writing
from webapp.store.people import Person

ANSWERED = frozenset({"age", "injuries", "pain", "red-flags"})
SPRAIN = PastInjury("ankle-sprain", "left", date(2024, 5, 1), 2, 3)
TIGHT_CALVES = PastInjury("calf", "both", None, 1, 1, None, "tight")


@contextmanager
def database(live: Live) -> Iterator[Session]:
    """A transaction over the live server's database."""
    engine = make_engine(Config.from_env(live.environ).database_url)
    with writing(engine) as session:
        yield session
    engine.dispose()


def arrive(live: Live, phone: BrowserContext, **answers: object) -> Person:
    """A person who has answered the first questions, signed in on this phone."""
    with database(live) as session:
        now = clock.now()
        person, token = people.begin(session, "Europe/Berlin", "Chrome on Android", now)
        profiles.save_profile(session, person.id, Profile(asked=ANSWERED, **answers), local_day(now, person.zone), now)
    phone.add_cookies([{"name": "afterrun", "value": _cookie(Config.from_env(live.environ), token), "url": live.url}])
    return person


def ticked(live: Live, person: Person) -> dict[str, bool]:
    """What stands in the database: key -> done, and every tap is there once."""
    with database(live) as session:
        return {check.item: check.done for check, _ in checks.all_of(session, person.id)}


def taps(live: Live, person: Person) -> int:
    """How many taps the database holds."""
    with database(live) as session:
        return len(checks.all_of(session, person.id))


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


def tell_of_tight_calves(page: Page) -> None:
    """From the map of past injuries to where they are kept."""
    page.get_by_role("radio", name="Back").tap()
    page.get_by_role("button", name="Calf", exact=True).first.tap()
    page.get_by_role("button", name="Tight calves").tap()
    page.get_by_text("Both", exact=True).tap()
    page.get_by_text("0", exact=True).first.tap()
    page.get_by_role("button", name="Save").tap()


def settled(page: Page) -> None:
    """Nothing waits on this phone any more."""
    page.locator("tick-row[data-waiting]").first.wait_for(state="detached")


def _cookie(config: Config, token: str) -> str:
    app = Flask("cookie")
    app.secret_key = config.secret_key
    content = {"_user_id": token, "_permanent": True, "on": clock.now().toordinal()}
    return SecureCookieSessionInterface().get_signing_serializer(app).dumps(content)
