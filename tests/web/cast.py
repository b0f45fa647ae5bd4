"""The people of the web tests, each with a browser of their own, and every address the app has."""

from dataclasses import dataclass, replace
from uuid import UUID

from flask.testing import FlaskClient
from werkzeug.routing import Rule

from webapp import create_app
from webapp.actions import people
from webapp.config import Config
from webapp.store.engine import writing
from webapp.store.people import Person

PASSWORD = "seven quiet herons wade"
NOBODYS = UUID(int=7)
# A value for every variable part of an address that has no list of its own.
SAMPLES = {
    "day": "2026-11-18", "slug": "clamshell", "version": "0", "path": "css/app.css", "token": "no-such-token",
    "login_id": str(NOBODYS), "entry": "no-such-entry", "series": "no-such-series",
    "reminder_id": str(NOBODYS), "device_id": str(NOBODYS), "feed": "no-such-feed",
}  # fmt: skip


@dataclass
class Player:
    """Somebody with a browser."""

    client: FlaskClient
    person: Person
    token: str


def browser(app, token: str = "") -> FlaskClient:
    """A browser on our own pages; with a token it carries that login's cookie."""
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    if token:
        with client.session_transaction() as cookie:
            cookie["_user_id"] = token
    return client


def newcomer(app, now, zone: str = "Europe/Berlin") -> Player:
    """An anonymous person who has just begun."""
    with writing(app.extensions["afterrun"].engine) as session:
        person, token = people.begin(session, zone, "Chrome on Android", now)
    return Player(browser(app, token), person, token)


def member(app, now, email: str, password: str = PASSWORD) -> Player:
    """A person with an account."""
    player = newcomer(app, now)
    with writing(app.extensions["afterrun"].engine) as session:
        people.keep_safe(session, player.person.id, email, password, now)
    return player


def another_app(config: Config, **settings: object):
    """The same database behind other settings."""
    return create_app(replace(config, **settings))


def address_of(rule: Rule) -> str:
    """An address that a rule fits; a new kind of variable needs a sample above."""
    choices = {name: sorted(rule._converters[name].items) for name in rule.arguments if name not in SAMPLES}
    return rule.build({name: choices[name][0] if name in choices else SAMPLES[name] for name in rule.arguments})[1]


def addresses(app) -> list[tuple[str, str]]:
    """(method, address) of everything the app answers."""
    walked = [
        (method, address_of(rule))
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
    ]
    assert len(walked) > 10
    return walked
