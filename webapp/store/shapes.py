"""Sheets, standings and profiles as JSON and back. Unknown keys are ignored, missing ones take their defaults.

Read from a stored text they are remembered: a day's are asked for at every tick, and being frozen they can be shared.
"""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import time
from functools import lru_cache
from typing import Any

from cattrs import Converter
from cattrs.errors import BaseValidationError, StructureHandlerNotFoundError
from cattrs.gen import make_dict_unstructure_fn, override
from cattrs.preconf.json import make_converter

from webapp.domain.profile import Profile, Reminders
from webapp.domain.reminder_list import Gist, Row, gist
from webapp.domain.sheet import Sheet
from webapp.domain.standing import Standing

MOST_REMEMBERED = 128  # of each: people at it right now; a sheet and its standing take some 30 kB

# Defaults that say nothing are left out, to keep a day small. Any other is stored, so that changing it leaves the past
# alone.
_SAYS_NOTHING = (None, "", (), ("",))


def _without_empty(kind: type, converter: Converter) -> Callable[[Any], dict[str, Any]]:
    empty = {field.name: override(omit_if_default=True) for field in fields(kind) if field.default in _SAYS_NOTHING}
    return make_dict_unstructure_fn(kind, converter, **empty)


_converter = make_converter(detailed_validation=False)
_converter.register_unstructure_hook_factory(is_dataclass, _without_empty)
_converter.register_unstructure_hook(time, time.isoformat)
_converter.register_structure_hook(time, lambda text, _: time.fromisoformat(text))
_converter.register_unstructure_hook_func(
    lambda kind: getattr(kind, "__origin__", None) is frozenset, lambda words: sorted(words)
)


# What reading a body that we did not write may raise.
UNREADABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    BaseValidationError,
    StructureHandlerNotFoundError,
)


def sheet_json(sheet: Sheet) -> dict[str, Any]:
    """What is stored of a sheet."""
    return _converter.unstructure(sheet, Sheet)


def read_sheet(body: dict[str, Any]) -> Sheet:
    """The sheet in a stored body."""
    return _converter.structure(body, Sheet)


@lru_cache(MOST_REMEMBERED)
def sheet_in(text: str) -> Sheet:
    """The sheet in a body as the database holds it."""
    return read_sheet(json.loads(text))


def standing_json(standing: Standing) -> dict[str, Any]:
    """What is stored of a standing."""
    return _converter.unstructure(standing, Standing)


def read_standing(body: dict[str, Any]) -> Standing:
    """The standing in a stored body."""
    return _converter.structure(body, Standing)


@lru_cache(MOST_REMEMBERED)
def standing_in(text: str) -> Standing:
    """The standing in a body as the database holds it."""
    return read_standing(json.loads(text))


@lru_cache(MOST_REMEMBERED)
def gist_of_sheet_in(text: str) -> Gist:
    """The gist of the sheet in a body as the database holds it."""
    return gist(read_sheet(json.loads(text)))


def profile_json(profile: Profile) -> dict[str, Any]:
    """What is stored of a profile: all but the zone, which is the person's."""
    body = _converter.unstructure(profile, Profile)
    body.pop("zone", None)
    return body


def read_profile(body: dict[str, Any], zone: str) -> Profile:
    """The profile in a stored body, in the person's zone."""
    return replace(_converter.structure(body, Profile), zone=zone)


@lru_cache(MOST_REMEMBERED)
def profile_in(text: str, zone: str) -> Profile:
    """The profile in a body as the database holds it, in the person's zone."""
    return read_profile(json.loads(text), zone)


@lru_cache(MOST_REMEMBERED)
def reminders_in(text: str | None) -> Reminders:
    """The choices about reminders in a profile's body as the database holds it; the usual ones if it holds none."""
    return _converter.structure(json.loads(text or "null") or {}, Reminders)


def gist_json(kept: Gist) -> dict[str, Any]:
    """What is stored beside a reminder of the day's list."""
    rows = [[row.key, row.kind, row.seconds, row.named] for row in kept.rows]
    shorts = [list(keys) for keys in kept.shorts]
    return {"revision": kept.revision, "kind": kept.kind, "rows": rows, "shorts": shorts}


@lru_cache(MOST_REMEMBERED)
def gist_in(text: str) -> Gist:
    """The gist kept beside a reminder as the database holds it. By hand: every message asks for one, and the converter
    takes ten times as long."""
    body = json.loads(text)
    rows, shorts = tuple(Row(*row) for row in body["rows"]), tuple(map(tuple, body["shorts"]))
    return Gist(body["kind"], rows, shorts, body["revision"])
