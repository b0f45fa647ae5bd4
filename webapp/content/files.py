"""The folder of content files: finds, parses and names them; faults are collected, never raised."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from webapp.content.fields import Fields


class Files:
    def __init__(self, root: Path):
        self.root = root
        self.faults: list[str] = []

    def table(self, name: str, where: str) -> Fields:
        """One file as one table."""
        return Fields(where, self._parsed(self.root / name), self.faults)

    def tables(self, name: str, kind: str) -> dict[str, Fields]:
        """One file of many tables, each keyed by its own name."""
        fields = self.table(name, name)
        for key, value in fields.raw.items():
            if not isinstance(value, dict):
                fields.fault(f"{key} must be a table")
        found = {key: value for key, value in fields.raw.items() if isinstance(value, dict)}
        return {key: Fields(f"{kind} {key}", value, self.faults) for key, value in found.items()}

    def folder(self, name: str, kind: str) -> dict[str, Fields]:
        """A folder of files, each keyed by its file name."""
        return self._folder(name, kind, self._parsed)

    def heads(self, name: str, kind: str) -> dict[str, Fields]:
        """A folder of files of which only what stands before the first table is read."""
        return self._folder(name, kind, lambda path: self._parsed(path, until="\n["))

    def _folder(self, name: str, kind: str, parse: Callable[[Path], dict[str, Any]]) -> dict[str, Fields]:
        paths = sorted((self.root / name).glob("*.toml"))
        if not paths:
            self.faults.append(f"{name}: no files found")
        return {path.stem: Fields(f"{kind} {path.stem}", parse(path), self.faults) for path in paths}

    def _parsed(self, path: Path, until: str | None = None) -> dict[str, Any]:
        name = path.relative_to(self.root)
        try:
            text = path.read_text(encoding="utf-8")
            return tomllib.loads(text.partition(until)[0] if until else text)
        except FileNotFoundError:
            self.faults.append(f"{name}: the file is missing")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self.faults.append(f"{name}: not readable as TOML: {error}")
        return {}
