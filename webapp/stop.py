"""Being told to stop: a signal that lets the work under way finish first."""

import os
import select
import signal


class Stop:
    """Set by SIGTERM, SIGINT, SIGHUP or `now()`; a pipe, because a handler may interrupt anything, a lock included."""

    def __init__(self) -> None:
        self._told, self._tell = os.pipe()

    def listen(self) -> "Stop":
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: self.now())
        return self

    def now(self) -> None:
        os.write(self._tell, b".")

    def within(self, seconds: float) -> bool:
        """Wait at most this long; True once told to stop."""
        return bool(select.select([self._told], [], [], seconds)[0])
