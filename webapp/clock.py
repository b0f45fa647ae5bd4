"""The only place that asks what time it is."""

from datetime import UTC, datetime


def now() -> datetime:
    """The instant, as an aware UTC datetime."""
    return datetime.now(UTC)
