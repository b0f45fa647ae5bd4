"""Takes a JSON object apart key by key and collects every fault."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any


@dataclass
class Reader:
    """One JSON object being read: takes keys out, collects faults, and names what nobody asked for."""

    where: str
    raw: Any
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not isinstance(self.raw, Mapping):
            self.fault("must be an object")
        self.left = dict(self.raw) if isinstance(self.raw, Mapping) else {}

    def fault(self, words: str) -> None:
        self.faults.append(f"{self.where}: {words}")

    def word(self, key: str, allowed: Collection[str], default: str | None = "", required: bool = False) -> Any:
        """One of some words."""
        if key not in self.left:
            return self._absent(key, default, required)
        value = self.left.pop(key)
        if not isinstance(value, str) or value not in allowed:
            self.fault(f"{key}: {value!r} is not known")
            return default
        return value

    def words(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        """A list of known words."""
        values = self._list(key)
        for value in values:
            if not isinstance(value, str) or value not in allowed:
                self.fault(f"{key}: {value!r} is not known")
        return tuple(value for value in values if isinstance(value, str) and value in allowed)

    def number(self, key: str, least: float, most: float, default: Any, required: bool = False) -> Any:
        """A number within a range; whole where the range is written in whole numbers."""
        if key not in self.left:
            return self._absent(key, default, required)
        value = self.left.pop(key)
        kind, name = (int, "whole number") if isinstance(least, int) else (int | float, "number")
        if not isinstance(value, kind) or isinstance(value, bool) or not least <= value <= most:
            self.fault(f"{key}: {value!r} is not a {name} from {least:g} to {most:g}")
            return default
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """true or false."""
        value = self.left.pop(key, default)
        if not isinstance(value, bool):
            self.fault(f"{key}: {value!r} is not true or false")
        return value is True

    def day(self, key: str, required: bool = True) -> date | None:
        """An ISO date."""
        return self._parsed(key, date.fromisoformat, "a date such as 2026-11-23", required)

    def clock(self, key: str, default: time | None = None) -> time | None:
        """A wall time; null is none, whatever the default."""
        if key not in self.left:
            return default
        return self._parsed(key, _wall_time, "a time such as 18:00", required=False)

    def label(self, key: str, longest: int = 60) -> str:
        """A short text; absent is empty."""
        value = self.left.pop(key, "")
        if isinstance(value, str) and len(value) <= longest:
            return value
        self.fault(f"{key}: must be a text of at most {longest} letters")
        return ""

    def numbers(self, key: str, least: float, most: float, longest: int) -> tuple[float, ...]:
        """A list of numbers within a range."""
        values = self._list(key)
        good = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool) and least <= v <= most]
        if len(good) < len(values) or len(values) > longest:
            self.fault(f"{key}: must be at most {longest} numbers from {least:g} to {most:g}")
            return ()
        return tuple(good)

    def days(self, key: str) -> dict[str, date]:
        """ISO dates by name."""
        table = self.table(key)
        found = {name: table.day(name) for name in list(table.left)}
        return {name: day for name, day in found.items() if day}

    def table(self, key: str) -> "Reader":
        """A nested object; absent is empty."""
        return Reader(f"{self.where} {key}", self.left.pop(key, {}), self.faults)

    def each(self, key: str, read: Callable[["Reader"], Any], required: bool = False) -> tuple[Any, ...]:
        """A list of objects."""
        if required and key not in self.left:
            self.fault(f"{key} is missing")
        readers = [Reader(f"{self.where} {key}[{n}]", raw, self.faults) for n, raw in enumerate(self._list(key))]
        found = []
        for reader in readers:
            found.append(read(reader))
            reader.done()
        return tuple(found)

    def done(self) -> None:
        """Names every key nobody asked for."""
        for key in self.left:
            self.fault(f"{key} is not known")

    def _list(self, key: str) -> list[Any]:
        values = self.left.pop(key, [])
        if isinstance(values, list):
            return values
        self.fault(f"{key}: must be a list")
        return []

    def _absent(self, key: str, default: Any, required: bool) -> Any:
        if required:
            self.fault(f"{key} is missing")
        return default

    def _parsed(self, key: str, parse: Callable[[str], Any], like: str, required: bool) -> Any:
        if key not in self.left:
            return self._absent(key, None, required)
        value = self.left.pop(key)
        try:
            return parse(value)
        except (TypeError, ValueError):
            self.fault(f"{key}: {value!r} is not {like}")
        return None


def _wall_time(value: Any) -> time | None:
    found = None if value is None else time.fromisoformat(value)
    if found and found.tzinfo:
        raise ValueError
    return found
