"""The strict reading of an export document, wherever it comes from: all of it is right, or none of it is taken."""

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from webapp.actions.checks import SLOT_WORDS
from webapp.actions.document import FORMAT, VERSION, Document
from webapp.domain import checks as rules
from webapp.domain import profile_reader
from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import Check
from webapp.domain.profile import Profile
from webapp.domain.reader import Reader
from webapp.store import shapes
from webapp.store.consents import Consent
from webapp.store.people import UNITS
from webapp.store.sheets import Stored

MOST = {"answers": 4_000, "days": 4_000, "checks": 400_000, "consents": 400}
LARGEST_ENTRY = 128 * 1024  # characters of one day or one set of answers
LONGEST_TEXT = 2_000
LARGEST_NUMBER = 1_000_000
MOST_FAULTS = 100
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
TOMORROW = timedelta(days=1)


class BadImport(Exception):
    """The document is refused and nothing was changed; `faults` says why, one sentence each."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = [_short(fault) for fault in faults[:MOST_FAULTS]]
        if len(faults) > MOST_FAULTS:
            self.faults.append(f"And {len(faults) - MOST_FAULTS} more.")
        super().__init__("\n".join(self.faults))


def read(catalogue: Catalogue, zones: Collection[str], raw: object, now: datetime) -> Document:
    """The document in a JSON value; raises BadImport with every fault in it."""
    reader = Reader("file", raw)
    _refuse_other_formats(reader)
    person = reader.table("person")
    found = Document(
        zone=person.word("zone", zones, "UTC", required=True),
        units=person.word("units", UNITS, "metric", required=True),
        created_at=_take(person, "created_at", lambda text: _instant(text, now), "an instant with its zone") or now,
        email=_take(person, "email", _text, "a short text", required=False),
        answers=dict(_each(reader, "answers", lambda entry: _answers(catalogue, zones, entry))),
        days=_each(reader, "days", lambda entry: _day(catalogue, entry, now)),
        checks=_each(reader, "checks", lambda entry: _check(catalogue, entry, now)),
        consents=_each(reader, "consents", lambda entry: _consent(entry, now)),
    )
    person.done()
    reader.left.pop("devices", None)  # they were told to the person; a device subscribes again by itself
    reader.done()
    if reader.faults:
        raise BadImport(reader.faults)
    return found


def _refuse_other_formats(reader: Reader) -> None:
    if reader.left.pop("format", None) != FORMAT:
        raise BadImport(["This is not an Afterrun export."])
    version = reader.left.pop("version", None)
    if version != VERSION:
        raise BadImport([f"This export has version {version!r}; this Afterrun reads version {VERSION}."])


def _each(reader: Reader, key: str, read_one: Callable[[Reader], Any]) -> list[Any]:
    """The entries of a list; a list too long is not read at all."""
    if isinstance(reader.left.get(key), list) and len(reader.left[key]) > MOST[key]:
        reader.fault(f"{key} holds more than {MOST[key]} entries")
        reader.left[key] = []
    return [entry for entry in reader.each(key, read_one, required=True) if entry is not None]


def _answers(catalogue: Catalogue, zones: Collection[str], entry: Reader) -> tuple[date, Profile] | None:
    from_on = entry.day("from_on")
    raw = _bounded(entry, "profile")
    profile = _shaped(entry, "profile", lambda: shapes.read_profile(raw, "UTC"))
    if profile is None or from_on is None:
        return None
    entry.faults.extend(f"{entry.where}: {fault}" for fault in _profile_faults(catalogue, zones, profile))
    return from_on, profile


def _profile_faults(catalogue: Catalogue, zones: Collection[str], profile: Profile) -> list[str]:
    """Judged by the one reader of profiles there is, in its own words for spells."""
    raw = shapes.profile_json(replace(profile, asked=frozenset(), later={}))
    spells = {kind: [_spell(spell) for spell in raw.get(kind, ())] for kind in ("ill", "away")}
    named = {"runs": (), **raw, **spells, "zone": "UTC"}
    known = {name: value for name, value in named.items() if name not in ("asked", "later")}
    try:
        profile_reader.read_profile(catalogue, zones, json.loads(json.dumps(known)))
    except profile_reader.BadProfile as bad:
        return bad.faults
    return []


def _spell(spell: dict[str, Any]) -> dict[str, Any]:
    return {{"first": "from", "last": "to"}.get(name, name): value for name, value in spell.items()}


def _day(catalogue: Catalogue, entry: Reader, now: datetime) -> Stored | None:
    body, state = _bounded(entry, "sheet"), _bounded(entry, "standing")
    sheet = _shaped(entry, "sheet", lambda: shapes.read_sheet(body))
    standing = _shaped(entry, "standing", lambda: shapes.read_standing(state))
    if sheet is None or standing is None:
        return None
    if not EARLIEST.date() <= sheet.day <= (now + TOMORROW).date():
        entry.fault(f"{sheet.day} has not come yet, or is too long ago")
    stored = Stored(sheet, standing)
    for slug in sorted(_exercises_of(stored) - catalogue.exercises.keys()):
        entry.fault(f"{slug} is not an exercise we know")
    if any(slot not in SLOT_WORDS for item in sheet.items for slot in item.slots):
        entry.fault("an item is due at a time of day that is not known")
    return stored


def _exercises_of(stored: Stored) -> set[str]:
    sheet, standing = stored.sheet, stored.standing
    shown = (*sheet.items, *(item for short in sheet.short for item in short.items))
    named = {name for item in shown for name in (item.exercise, item.swapped_from) if name}
    return named.union(standing.levels, standing.growth, standing.streaks, standing.proven, standing.unproven)


def _check(catalogue: Catalogue, entry: Reader, now: datetime) -> tuple[Check, datetime] | None:
    def instant(text: str) -> datetime:
        return _instant(text, now)

    item = _take(entry, "item", _text, "an item") or ""
    slug, _, slot = item.partition("@")
    if slug not in catalogue.exercises or slot not in SLOT_WORDS:
        entry.fault(f"{item} is not an exercise we know")
    found = {
        "op": _take(entry, "op", lambda text: str(UUID(text)), "an id"),
        "day": _take(entry, "day", lambda text: _past_day(text, now), "a day that has come"),
        "item": item,
        "done": entry.flag("done"),
        "at": _take(entry, "at", instant, "an instant that has come, with its zone"),
        "late": entry.flag("late"),
        "load": entry.number("load", *rules.LOAD_RANGE, default=None),
    }
    received_at = _take(entry, "received_at", instant, "an instant that has come, with its zone")
    whole = (("amount", rules.AMOUNT_RANGE), ("effort", rules.EFFORT_RANGE), ("pain", rules.PAIN_RANGE))
    found |= {name: _whole(entry, name, *limits) for name, limits in whole}
    return None if None in (found["op"], found["day"], found["at"], received_at) else (Check(**found), received_at)


def _consent(entry: Reader, now: datetime) -> Consent | None:
    def instant(text: str) -> datetime:
        return _instant(text, now)

    purpose, version = (_take(entry, name, _word, "a short word") for name in ("purpose", "text_version"))
    given_at = _take(entry, "given_at", instant, "an instant that has come, with its zone")
    withdrawn_at = _take(entry, "withdrawn_at", instant, "an instant that has come, with its zone", required=False)
    return Consent(purpose, version, given_at, withdrawn_at) if purpose and version and given_at else None


def _take(entry: Reader, key: str, parse: Callable[[str], Any], like: str, required: bool = True) -> Any:
    """A text that `parse` understands, or None and a fault."""
    if key not in entry.left:
        if required:
            entry.fault(f"{key} is missing")
        return None
    value = entry.left.pop(key)
    try:
        if isinstance(value, str):
            return parse(value)
    except (ValueError, OverflowError):
        pass
    entry.fault(f"{key}: {value!r} is not {like}")
    return None


def _whole(entry: Reader, key: str, least: int, most: int) -> int | None:
    value = entry.number(key, least, most, default=None)
    if isinstance(value, float):
        entry.fault(f"{key}: {value!r} is not a whole number")
        return None
    return value


def _instant(text: str, now: datetime) -> datetime:
    """A day of grace for clocks; later ones would win against every tick to come."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None or not EARLIEST <= instant <= now + TOMORROW:
        raise ValueError(text)
    return instant.astimezone(UTC)


def _past_day(text: str, now: datetime) -> date:
    day = date.fromisoformat(text)
    if not EARLIEST.date() <= day <= (now + TOMORROW).date():
        raise ValueError(text)
    return day


def _text(text: str) -> str:
    return _no_longer_than(254, text)


def _word(text: str) -> str:
    return _no_longer_than(32, text)


def _no_longer_than(most: int, text: str) -> str:
    if len(text) > most or not text.isprintable():
        raise ValueError(text)
    return text


def _bounded(entry: Reader, key: str) -> Any:
    """What stands under a key, refused when a text, a number or the whole of it is larger than any we write."""
    raw = entry.left.pop(key, None)
    too_large = len(json.dumps(raw)) > LARGEST_ENTRY or any(map(_is_out_of_bounds, _leaves(raw)))
    if too_large:
        entry.fault(f"{key} holds something too large or unreadable")
    return {} if too_large else raw


def _leaves(raw: Any) -> Iterator[Any]:
    if isinstance(raw, dict):
        yield from raw
        raw = raw.values()
    if isinstance(raw, str | int | float | None):
        yield raw
    else:
        for value in raw:
            yield from _leaves(value)


def _is_out_of_bounds(leaf: Any) -> bool:
    if isinstance(leaf, str):
        # Neither database keeps a NUL or half a character.
        return len(leaf) > LONGEST_TEXT or any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in leaf)
    return leaf is not None and not abs(leaf) <= LARGEST_NUMBER


def _shaped(entry: Reader, key: str, read_shape: Callable[[], Any]) -> Any:
    try:
        return read_shape()
    except shapes.UNREADABLE:
        entry.fault(f"{key} cannot be read")
        return None


def _short(fault: str) -> str:
    return fault if len(fault) <= 200 else f"{fault[:199]}…"
