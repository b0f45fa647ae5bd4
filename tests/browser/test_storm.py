"""A storm of random steps on a real phone, a second device and a real server: at the end all agree, and nothing is lost."""

import os
import random
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, BrowserType

from tests.browser import storm_steps
from tests.browser.conftest import PHONE, new_phone
from tests.browser.runners import ANSWERED, SPRAIN, TIGHT_CALVES
from tests.browser.storm import EMAIL, PASSWORD, Storm
from tests.browser.storm_device import Device
from tests.browser.storm_line import line_to
from tests.browser.storm_server import Server, server_in
from tests.chromium import ONLY_LOCALHOST, chromium_path
from tests.faults.conftest import signed_in
from tests.sizes import FULL
from webapp import clock
from webapp.actions import people
from webapp.config import Config
from webapp.domain.days import local_day
from webapp.domain.profile import Profile
from webapp.store import profiles
from webapp.store.people import Person

SEEDS, STEPS = (20, 200) if FULL else (2, 40)
BASE = os.environ.get("AFTERRUN_SEED") or str(random.SystemRandom().randrange(10**9))
FIRST, SECOND = "the phone", "the second device"


@pytest.mark.parametrize("number", range(SEEDS))
def test_after_a_storm_phone_server_and_person_agree(number, chromium, tmp_path, figure):
    """Storms of even number have a browser that sends in the background, those of odd number a clock that is wrong."""
    seed, zone, background = f"{BASE}.{number}", _where_it_is_noon(), number % 2 == 0
    print(f"storm: seed {seed}, {STEPS} steps (AFTERRUN_SEED={BASE})")
    with server_in(tmp_path / "server") as server, line_to(server.port) as line:
        person, cookies = _somebody(server, zone)
        options = {**PHONE, "locale": "en-GB", "timezone_id": zone}
        profile, address = tmp_path / "phone", f"http://localhost:{line.port}"

        def start() -> BrowserContext:
            return _browser(chromium.browser_type, profile, background, base_url=address, **options)

        with new_phone(chromium, server.url, timezone_id=zone) as other:
            phone, second = Device(FIRST, start()), Device(SECOND, other)
            for device, url in ((phone, address), (second, server.url)):
                _sign_in(device.context, cookies[device.name], url)
            day = local_day(clock.now(), zone).isoformat()
            storm = Storm(seed, server, line, person, day, phone, second, str(profile), start)
            try:
                storm.run(_steps(background), STEPS)
            finally:
                storm.phone.context.close()
    figure(f"storm: seed {seed}, {STEPS} steps, {storm.sum}")


def _steps(background: bool) -> dict:
    never = storm_steps.clock if background else storm_steps.send_in_the_background
    return {step: weight for step, weight in storm_steps.STEPS.items() if step is not never}


def _where_it_is_noon() -> str:
    """A zone in which no day ends while the test runs."""
    east = 12 - clock.now().hour
    return f"Etc/GMT{-east:+d}" if east else "Etc/GMT"


def _somebody(server: Server, zone: str) -> tuple[Person, dict[str, str]]:
    """A person with an account and a list, and the cookie of each of their two devices."""
    config, now = Config.from_env(server.environ), clock.now()
    with server.database() as session:
        person, token = people.begin(session, zone, FIRST, now)
        people.keep_safe(session, person.id, EMAIL, PASSWORD, now)
        answers = Profile(asked=ANSWERED, injuries=(SPRAIN, TIGHT_CALVES))
        profiles.save_profile(session, person.id, answers, local_day(now, zone), now)
        tokens = {FIRST: token, SECOND: people.start(session, person.id, SECOND, now)}
    return person, {name: signed_in(config, token) for name, token in tokens.items()}


def _sign_in(context: BrowserContext, cookie: str, url: str) -> None:
    name, _, value = cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": url}])


def _browser(kind: BrowserType, profile: Path, in_background: bool, **options: object) -> BrowserContext:
    """A browser of its own, with what it kept in `profile`; it may send in the background or not."""
    arguments = [ONLY_LOCALHOST, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    context = kind.launch_persistent_context(profile, executable_path=chromium_path(), args=arguments, **options)
    context.grant_permissions(["background-sync"] if in_background else ["notifications"])
    return context
