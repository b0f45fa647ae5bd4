"""One TOML table read strictly: every key asked for by its type, every fault collected in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

REQUIRED: Any = object()


@dataclass(slots=True)
class Fields:
    """`where` names the table in fault lines ("exercise clamshell"). A fault joins the shared list; a blank is read."""

    where: str
    raw: Mapping[str, Any]
    faults: list[str]
    asked: set[str] = field(default_factory=set)

    def text(self, key: str, default: Any = REQUIRED) -> Any:
        return self._read(key, default, "", lambda value: isinstance(value, str), "text")

    def whole(self, key: str, default: Any = REQUIRED) -> Any:
        return self._read(key, default, 0, _is_whole, "a whole number")

    def number(self, key: str, default: Any = REQUIRED) -> Any:
        return self._read(key, default, 0, lambda value: _is_whole(value) or isinstance(value, float), "a number")

    def flag(self, key: str, default: Any = REQUIRED) -> Any:
        return self._read(key, default, False, lambda value: isinstance(value, bool), "true or false")

    def texts(self, key: str, default: Any = REQUIRED) -> tuple[str, ...]:
        return tuple(self._read(key, default, (), _list_of(lambda value: isinstance(value, str)), "a list of texts"))

    def wholes(self, key: str, default: Any = REQUIRED) -> tuple[int, ...]:
        return tuple(self._read(key, default, (), _list_of(_is_whole), "a list of whole numbers"))

    def pair(self, key: str, default: Any = REQUIRED) -> Any:
        """Two whole numbers, the smaller first."""
        read = self._read(key, default, (0, 0), _is_pair, "two whole numbers, the smaller first")
        return tuple(read) if read is not None else None

    def grid(self, key: str, default: Any = ()) -> tuple[tuple[Any, ...], ...]:
        """A list of lists; what stands in them is checked by what is built from it."""
        rows = self._read(key, default, (), _list_of(lambda value: isinstance(value, list)), "a list of lists")
        return tuple(tuple(row) for row in rows)

    def mapping(self, key: str) -> Mapping[str, str]:
        return MappingProxyType(dict(self._read(key, {}, {}, _is_mapping, "a table of texts")))

    def tables(self, key: str, default: Any = REQUIRED) -> Iterator["Fields"]:
        """The tables of an array, each with its number in `where`."""
        rows = self._read(key, default, (), _list_of(lambda value: isinstance(value, dict)), "a list of tables")
        for number, row in enumerate(rows, 1):
            yield Fields(f"{self.where}: {key} {number}", row, self.faults)

    def done(self) -> None:
        """Reports the keys nobody asked for: spelling slips mostly."""
        self.faults.extend(f"{self.where}: unknown key {key!r}" for key in sorted(self.raw.keys() - self.asked))

    def fault(self, line: str) -> None:
        self.faults.append(f"{self.where}: {line}")

    def _read(self, key: str, default: Any, blank: Any, good: Callable[[Any], bool], kind: str) -> Any:
        self.asked.add(key)
        if key not in self.raw:
            if default is not REQUIRED:
                return default
            self.fault(f"{key} is missing")
            return blank
        if good(self.raw[key]):
            return self.raw[key]
        self.fault(f"{key} must be {kind}")
        return blank


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _list_of(good: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list | tuple) and all(good(entry) for entry in value)


def _is_pair(value: Any) -> bool:
    return _list_of(_is_whole)(value) and len(value) == 2 and value[0] <= value[1]


def _is_mapping(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(entry, str) for entry in value.values())
