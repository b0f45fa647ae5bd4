"""Runners of the web tests: people who have answered the first questions."""

from datetime import date, datetime

from tests.web.cast import Player, newcomer
from webapp.actions import days
from webapp.domain.profile import PastInjury, Profile
from webapp.store import profiles
from webapp.store.engine import reading, writing

ANSWERED = frozenset({"age", "injuries", "pain", "red-flags"})
SPRAIN = PastInjury("ankle-sprain", "left", date(2024, 5, 1), 2, 3)
TIGHT_CALVES = PastInjury("calf", "both", None, 1, 1, None, "tight")


def runner(app, now: datetime, zone: str = "Europe/Berlin", **answers) -> Player:
    """Somebody whose first list can be made."""
    player = newcomer(app, now, zone)
    with writing(engine_of(app)) as session:
        profile = Profile(asked=ANSWERED, **answers)
        profiles.save_profile(session, player.person.id, profile, now.date(), now)
    return player


def opened(app, player: Player, now: datetime) -> days.Opened:
    """Today as it stands for this runner."""
    with reading(engine_of(app)) as session:
        return days.opened_day(session, player.person, now)


def engine_of(app):
    return app.extensions["afterrun"].engine
