"""What a push service's answer means for the message and its subscription."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

Outcome = Literal["sent", "gone", "later", "refused", "held"]
LONGEST_RETRY_AFTER_S = 30 * 24 * 3600.0
DETAIL_CHARACTERS = 300
NO_STATUS = 0
WINDOWS = ".notify.windows.com"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of the message `id`.

    sent     the push service has it; whether the phone gets it nobody is told
    gone     the subscription has ended: delete it
    later    nothing is wrong with the message: try again, after `retry_after` seconds where the service said so
    refused  our mistake, and no repeat will mend it: make it known
    held     our signature was not accepted: keep message and subscription, make it known

    `status` is that of HTTP, 0 when there was no answer; `detail` is for the log and holds no secret.
    """

    id: str
    outcome: Outcome
    status: int
    retry_after: float | None
    detail: str


def classify(
    status: int, headers: dict[str, str], *, id: str, body: bytes = b"", origin: str = "", now: datetime
) -> Answer:
    """The meaning of a whole answer; `headers` have lower-case names, `now` is for a Retry-After that is a date."""
    outcome = _outcome(status, origin)
    retry_after = read_retry_after(headers.get("retry-after", ""), now) if outcome == "later" else None
    return Answer(id, outcome, status, retry_after, "" if outcome == "sent" else _detail(status, headers, body))


def unanswered(id: str, detail: str, retry_after: float | None = None, outcome: Outcome = "later") -> Answer:
    """For a message that got no whole answer, or was not even sent."""
    return Answer(id, outcome, NO_STATUS, retry_after, scrubbed(detail))


def read_retry_after(text: str, now: datetime) -> float | None:
    """Seconds from now, never negative, at most 30 days; None when the header is missing or makes no sense."""
    if re.fullmatch(r"[0-9]{1,20}", text.strip()):
        return min(float(text), LONGEST_RETRY_AFTER_S)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), LONGEST_RETRY_AFTER_S)


def read_headers(head: bytes) -> dict[str, str]:
    """The header lines of the last answer in what libcurl handed over, names in lower case."""
    last = head.rstrip().rpartition(b"\r\n\r\n")[2]
    pairs = (line.partition(":") for line in last.decode("latin-1").splitlines()[1:])
    return {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}


def scrubbed(text: str) -> str:
    """One printable line without anything as long as a token: error pages like to repeat the address asked for."""
    line = " ".join("".join(part if part.isprintable() else " " for part in text).split())
    return re.sub(r"[\w/=+:%~.-]{26,}(?=[\w/=+:%~.-]{6})", "…", line)[:DETAIL_CHARACTERS]


def _outcome(status: int, origin: str) -> Outcome:
    if 200 <= status < 300:
        return "sent"
    if status in (404, 410):
        return "gone"
    if status in (401, 403):
        return "held"
    if status in (408, 429) or status >= 500 or (status == 406 and origin.endswith(WINDOWS)):
        return "later"
    return "refused"  # a redirect too: following one would carry the signature to where somebody else says


def _detail(status: int, headers: dict[str, str], body: bytes) -> str:
    windows = " ".join(f"{name}={value}" for name, value in headers.items() if name.startswith("x-wns-"))
    return scrubbed(f"{status} {windows} {body.decode('utf-8', 'replace')}")
