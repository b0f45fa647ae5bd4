"""A watch on the clock: after a jump nothing is planned or claimed for a minute, lest it be sent early or twice."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

JUMP = timedelta(seconds=5)
HOLD_S = 60.0
log = logging.getLogger("afterrun.worker")


class Watch:
    """Holds the wall clock against one that only runs forward, and against those of others."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._last: tuple[datetime, float] | None = None
        self._until = float("-inf")

    def held(self, now: datetime) -> bool:
        """Whether the clock is in doubt; to be asked every few seconds. After a minute without a further jump the new
        time is believed: a machine that slept has its clock right and its other one behind."""
        at = self._monotonic()
        if self._last:
            expected = self._last[0] + timedelta(seconds=at - self._last[1])
            self.compare(now, expected, "own")
        self._last = now, at
        return at < self._until

    def compare(self, now: datetime, other: datetime | None, whose: str) -> None:
        """Hold when another clock tells another time."""
        if other is not None and abs(now - other) > JUMP:
            self._until = self._monotonic() + HOLD_S
            log.error("clock in doubt", extra={"reason": whose})
