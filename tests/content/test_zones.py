"""Zone names: the places of the pinned tzdata and nothing else."""

from zoneinfo import ZoneInfo

import pytest

from webapp.content import zones


def test_every_zone_accepted_can_be_loaded():
    assert len(zones.names()) > 400
    for name in zones.names():
        assert ZoneInfo(name).key == name


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/New_York", "Pacific/Apia", "UTC", "Asia/Kolkata"])
def test_places_people_live_in_are_zones(name):
    assert zones.is_zone(name)


@pytest.mark.parametrize(
    "name",
    [
        "", "A" * 5000, "Europe/Berlin\0", "../../etc/passwd", "/etc/localtime", "localtime", "posixrules", "Factory",
        "right/UTC", "posix/UTC", "europe/berlin", "Europe/Berlin ", "Europe", "Mars/Olympus", "Europe/Berl\u0131n",
    ],
)  # fmt: skip
def test_what_is_no_place_is_no_zone(name):
    assert not zones.is_zone(name)
