"""A circuit breaker for one push service: when it fails, or refuses our signature, it is left alone for a while."""

from dataclasses import dataclass
from typing import Literal

from webapp.push.answer import Answer

AUTH_ERRORS = 5
FAILURES = 20
OPEN_S = 60.0
LONGEST_PAUSE_S = 600.0
PER_DEVICE = (".push.apple.com",)  # a 429 of theirs is about one phone, not about us


@dataclass(slots=True)
class Breaker:
    """Closed lets everything through, open nothing, half-open one probe. Times are seconds of a monotonic clock."""

    origin: str
    auth_errors: int = 0  # in a row
    failures: int = 0  # in a row
    open_until: float | None = None  # None: closed; a time gone by: half-open
    because: Literal["later", "held"] = "later"
    tripped: bool = False  # opened by failures, and not only because the service asked for a pause

    def left(self, now: float) -> float:
        """Seconds for which nothing may be sent; 0 when something may."""
        return 0.0 if self.open_until is None else max(self.open_until - now, 0.0)

    def room(self, now: float, most: int) -> int:
        """How many may be in flight at once: `most`, one probe, or none."""
        if self.open_until is None:
            return most
        return 0 if self.left(now) else 1

    def heard(self, answer: Answer, now: float) -> None:
        """Take note of an answer that came `now`."""
        if asked := self._pause_asked_for(answer):
            self.open_until, self.because = max(now + asked, self.open_until or 0.0), "later"
        elif not self.left(now):
            # What was in flight when it opened proves less than the answers that opened it.
            self._judge(answer, now)

    def _pause_asked_for(self, answer: Answer) -> float:
        """Seconds of Retry-After that are meant for all of us."""
        if answer.status not in (406, 429) or self.origin.endswith(PER_DEVICE):
            return 0.0
        return min(answer.retry_after or 0.0, LONGEST_PAUSE_S)

    def _judge(self, answer: Answer, now: float) -> None:
        probing = self.tripped
        if not self.tripped:
            self.open_until = None  # the pause is over, and one failure more is no reason for another
        if answer.outcome == "held":
            self.auth_errors += 1
        elif answer.outcome == "later" and not (answer.status == 429 and self.origin.endswith(PER_DEVICE)):
            self.failures += 1
        else:
            self.auth_errors, self.failures, self.open_until, self.tripped = 0, 0, None, False
            return
        if probing or self.auth_errors >= AUTH_ERRORS or self.failures >= FAILURES:
            self.open_until, self.tripped = now + OPEN_S, True
            self.because = "held" if answer.outcome == "held" else "later"
