"""Small checks that turn a fault of the content into one line of words."""

import re
from collections.abc import Callable, Collection, Iterable

SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def text_faults(where: str, key: str, text: str, most: int) -> list[str]:
    """A text for people: not empty, not over `most` characters, no stray spaces, no exclamation mark."""
    found = []
    if not text:
        found.append(f"{where}: {key} is empty")
    if len(text) > most:
        found.append(f"{where}: {key} has {len(text)} characters, {most} are allowed")
    if "!" in text:
        found.append(f"{where}: {key} has an exclamation mark")
    if text != " ".join(text.split()):
        found.append(f"{where}: {key} has stray spaces or line breaks")
    return found


def unknown(where: str, key: str, words: Iterable[str], known: Collection[str]) -> list[str]:
    """Words that are not among the known ones, such as a slug nobody has."""
    return [f"{where}: {key}: {word!r} is not known" for word in sorted(set(words) - set(known))]


def outside(where: str, key: str, value: float, least: float, most: float) -> list[str]:
    """A number out of its range, both ends allowed."""
    return [] if least <= value <= most else [f"{where}: {key} is {value:g}, it must be {least:g} to {most:g}"]


def slug_faults(where: str, slug: str) -> list[str]:
    right = SLUG.fullmatch(slug)
    return [] if right else [f"{where}: the name {slug!r} may only hold small letters, digits and dashes"]


def doubles(where: str, key: str, words: Iterable[str]) -> list[str]:
    """Words that stand twice in one list."""
    words = list(words)
    return [f"{where}: {key}: {word!r} stands twice" for word in sorted({w for w in words if words.count(w) > 1})]


def loops(where: str, key: str, start: str, following: Callable[[str], str | None]) -> list[str]:
    """A chain of slugs that comes back to where it was."""
    seen, slug = [start], following(start)
    while slug is not None and slug not in seen:
        seen.append(slug)
        slug = following(slug)
    return [] if slug is None else [f"{where}: {key} goes in a circle: {' -> '.join([*seen, slug])}"]
