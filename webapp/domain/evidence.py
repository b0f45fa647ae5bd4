"""What studies say for and against each claim, and where that stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    number: int
    claim: str
    study: str
    design: str
    headline: str
    direction: str  # for, against, mixed, open
    strength: str  # A, A-, B, C
    sources: tuple[str, ...]
    seen: bool  # False: recalled, never shown as a quoted figure
    families: tuple[str, ...] = ()  # of exercises on whose page it stands


@dataclass(frozen=True, slots=True)
class Source:
    slug: str
    title: str
    addresses: tuple[str, ...]
    seen: bool
