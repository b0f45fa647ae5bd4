"""Reading a figure's table: each key is taken once, what is wrong is told, what nobody takes is told too."""

from collections.abc import Mapping
from typing import Any

from webapp.figures.skeleton import Point


class Fields:
    """One table of a figure file; faults go to the list all of its tables share."""

    def __init__(self, where: str, table: Mapping[str, Any], faults: list[str]) -> None:
        self.where, self.table, self.faults = where, dict(table), faults
        self.taken: set[str] = set()

    def raw(self, key: str, default: Any = None) -> Any:
        self.taken.add(key)
        return self.table.get(key, default)

    def text(self, key: str, default: str = "", among: tuple[str, ...] = ()) -> str:
        value = self.raw(key, default)
        if not isinstance(value, str) or (among and value not in among):
            self.fault(f"{key} must be {' or '.join(filter(None, among)) if among else 'text'}")
            return default
        return value

    def number(self, key: str, default: float = 0.0) -> float:
        value = self.raw(key, default)
        if not is_number(value):
            self.fault(f"{key} must be a number")
            return default
        return float(value)

    def flag(self, key: str, default: bool) -> bool:
        value = self.raw(key, default)
        if not isinstance(value, bool):
            self.fault(f"{key} must be true or false")
        return bool(value)

    def names(self, key: str, among: tuple[str, ...]) -> tuple[str, ...]:
        value = self.raw(key, [])
        if not isinstance(value, list) or not all(name in among for name in value):
            self.fault(f"{key} must be a list of {', '.join(among)}")
            return ()
        return tuple(value)

    def numbers(self, key: str) -> tuple[float, ...]:
        value = self.raw(key, [])
        if not isinstance(value, list) or not all(map(is_number, value)):
            self.fault(f"{key} must be a list of numbers")
            return ()
        return tuple(map(float, value))

    def point(self, key: str) -> Point | None:
        """A place as [x, y], or x alone for a place on the floor; None when the key is absent."""
        value = self.raw(key)
        if value is None:
            return None
        found = as_point(value)
        if found is None:
            self.fault(f"{key} must be [x, y] in centimetres, or x on the floor")
        return found

    def table_of(self, key: str) -> dict[str, Any]:
        value = self.raw(key, {})
        if not isinstance(value, dict):
            self.fault(f"{key} must be a table")
            return {}
        return value

    def list_of(self, key: str, kind: type) -> list[Any]:
        value = self.raw(key, [])
        if not isinstance(value, list) or not all(isinstance(one, kind) for one in value):
            self.fault(f"{key} must be a list of {'tables' if kind is dict else 'lists'}")
            return []
        return value

    def fault(self, text: str) -> None:
        self.faults.append(f"{self.where}: {text}")

    def close(self) -> None:
        """Tell what nobody asked for."""
        for key in sorted(set(self.table) - self.taken):
            self.fault(f"{key} is not a key here")


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def as_point(value: object) -> Point | None:
    """[x, y], or x alone on the floor."""
    if is_number(value):
        return Point(float(value), 0.0)
    if isinstance(value, list) and len(value) == 2 and all(map(is_number, value)):
        return Point(float(value[0]), float(value[1]))
    return None
