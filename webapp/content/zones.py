"""Time zones a person may live in: the places of the pinned tzdata, whatever the machine itself has."""

from functools import cache
from importlib import resources

import tzdata

# Names in the list that are no place: a file that never was set, leap-second and POSIX copies.
NO_PLACE = frozenset({"Factory", "localtime", "posixrules"})
NO_PLACES = ("right/", "posix/", "SystemV/")


@cache
def names() -> frozenset[str]:
    """Every name that is accepted."""
    listed = resources.files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
    return frozenset(name for name in listed if name not in NO_PLACE and not name.startswith(NO_PLACES))


def rules() -> str:
    """The edition of the zones' rules; another may tell another instant for the same wall time."""
    return tzdata.IANA_VERSION


def is_zone(name: str) -> bool:
    """Whether a name is one of them; nothing given here reaches a file name."""
    return name in names()


def version() -> str:
    """Which rules are in use, such as 2026c: alarms made under others are to be made again."""
    return tzdata.IANA_VERSION
