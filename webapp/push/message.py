"""A push message and its encryption (RFC 8291), done by the `webpush` package through the one function of it we trust.

Of that package only `_encrypt` is used, which is why its version is pinned and tests/push/test_message.py decrypts what
comes out. Its `get()` is never called: it lets the TTL of one message leak into the next, signs for the wrong audience,
checks no size, and knows neither Topic nor Urgency.
"""

import base64
import re
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from webpush import VAPID, WebPush

from webapp.push.target import Target

SIZES = (512, 1024, 2048)  # bytes of plaintext; the length of what travels tells nothing but which of these
LONGEST_TTL = 28 * 24 * 3600  # seconds; some push services take no more
TOPIC = re.compile(r"[A-Za-z0-9_-]{1,32}")
URGENCIES = frozenset({"very-low", "low", "normal", "high"})


class BadMessage(ValueError):
    """A push service would refuse the message."""


class TooLong(BadMessage):
    """The payload does not fit the largest size."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message for one device. `payload` is JSON; `ttl` is how many seconds the push service may keep it;
    a later message of the same `topic` takes the place of one not yet delivered. Raises BadMessage."""

    id: str
    target: Target
    payload: bytes = field(repr=False)
    ttl: int
    topic: str
    urgency: str = "high"

    def __post_init__(self) -> None:
        if not 0 <= self.ttl <= LONGEST_TTL:
            raise BadMessage(f"The TTL {self.ttl} is not between 0 and {LONGEST_TTL} seconds.")
        if not TOPIC.fullmatch(self.topic):
            raise BadMessage("The topic is not 1 to 32 characters of base64url.")
        if self.urgency not in URGENCIES:
            raise BadMessage("The urgency is none of the four words.")


def encrypt(message: Message) -> bytes:
    """The body to send, padded so that its length says little; raises TooLong, or ValueError for keys that are none."""
    # Spaces after JSON are no part of it, and `_encrypt` leaves no room for the padding of RFC 8188.
    return _webpush()._encrypt(padded(message.payload), _Keys(_text(message.target.auth), _text(message.target.p256dh)))


def padded(payload: bytes) -> bytes:
    """With spaces up to the next of SIZES; raises TooLong."""
    size = next((size for size in SIZES if len(payload) <= size), None)
    if size is None:
        raise TooLong(f"The payload has {len(payload)} bytes; {SIZES[-1]} is the most.")
    return payload.ljust(size)


@cache
def _webpush() -> WebPush:
    """The package wants a key pair to sign with. It gets a throw-away one, since keys.py signs."""
    private, public, _ = VAPID.generate_keys()
    return WebPush(private, public)


class _Keys(NamedTuple):
    """A subscription as far as `_encrypt` looks at one; the package's own model costs a tenth of the encryption."""

    auth: str
    p256dh: str

    @property
    def keys(self) -> "_Keys":
        return self


def _text(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode()
