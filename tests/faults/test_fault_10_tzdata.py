"""Fault 10: a country changes its clocks, and a new tzdata says so. What is planned moves with it; wall times stay."""

import importlib.resources
import zoneinfo
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from webapp.content import zones
from webapp.domain.profile import Profile, Run
from webapp.domain.schedule import next_occurrences

ZONE = "Europe/Berlin"
PROFILE = Profile(zone=ZONE, runs=(Run("tue", "easy", 60, time(18), "run"),))
NOW = datetime(2026, 7, 6, 12, tzinfo=UTC)  # a Monday in summer


@pytest.fixture
def no_more_summer_time(tmp_path):
    """From today on Berlin has the clocks of Lagos: an hour ahead all year."""
    (tmp_path / "Europe").mkdir()
    lagos = importlib.resources.files("tzdata").joinpath("zoneinfo/Africa/Lagos").read_bytes()
    (tmp_path / ZONE).write_bytes(lagos)

    def decree() -> None:
        zoneinfo.reset_tzpath(to=(str(tmp_path),))
        ZoneInfo.clear_cache()

    yield decree
    zoneinfo.reset_tzpath(to=())
    ZoneInfo.clear_cache()


def test_alarms_made_again_under_new_rules_keep_their_wall_time(no_more_summer_time):
    before = {found.name: found for found in next_occurrences(PROFILE, NOW)}
    no_more_summer_time()
    after = {found.name: found for found in next_occurrences(PROFILE, NOW)}
    assert before.keys() == after.keys() == {"run", "rest"}
    for name in before:
        assert after[name].day == before[name].day
        assert after[name].due_at == before[name].due_at + timedelta(hours=1)
        assert f"{after[name].due_at.astimezone(ZoneInfo(ZONE)):%H:%M}" == {"run": "19:05", "rest": "18:00"}[name]


def test_the_rules_in_use_have_a_version_to_compare_with():
    import tzdata

    assert zones.version() == tzdata.IANA_VERSION
    assert zones.version()[:4].isdigit()


def test_the_machines_own_rules_are_not_used():
    assert zoneinfo.TZPATH == ()
