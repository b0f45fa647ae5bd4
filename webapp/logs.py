"""Logs as JSON lines on standard output: what happened and where, never who said what."""

import hashlib
import hmac
import json
import logging
import sys
import traceback
from datetime import UTC, date, datetime
from types import TracebackType
from uuid import UUID

# Fields a line may carry; anything else given with `extra=` is dropped, so that a careless call leaks nothing.
FIELDS = ("request", "method", "route", "status", "ms", "user", "reason", "count", "step", "attempt")
# These write statements or addresses when they are talkative.
QUIET = ("sqlalchemy", "werkzeug", "alembic", "urllib3", "granian")


def configure(level: str = "INFO") -> None:
    """Send all logging of this process to standard output, one JSON object a line."""
    root = logging.getLogger()
    if not any(isinstance(handler, JsonLines) for handler in root.handlers):
        root.addHandler(JsonLines())
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def person_tag(user_id: UUID, day: date, key: str) -> str:
    """Eight hex digits that tell two people apart within one day, and nothing more."""
    daily = hmac.digest(key.encode(), day.isoformat().encode(), hashlib.sha256)
    return hmac.new(daily, str(user_id).encode(), hashlib.sha256).hexdigest()[:8]


class JsonLines(logging.StreamHandler):
    """Writes to whatever standard output is at that moment."""

    def __init__(self) -> None:
        super().__init__(sys.stdout)
        self.setFormatter(JsonFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stdout
        super().emit(record)


class JsonFormatter(logging.Formatter):
    """One object a line; json encodes line breaks, so no value can start a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "ts": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": str(record.msg),
            "logger": record.name,
        }
        line |= {name: getattr(record, name) for name in FIELDS if getattr(record, name, None) is not None}
        if record.exc_info and record.exc_info[0]:
            line |= _fault(record.exc_info[0], record.exc_info[2])
        return json.dumps(line, ensure_ascii=True, default=str)


def _fault(kind: type[BaseException], trace: TracebackType | None) -> dict[str, object]:
    """The kind of an exception and its frames; its message may quote what a person typed, so it stays out."""
    frames = traceback.extract_tb(trace)
    return {"error": kind.__name__, "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]}
