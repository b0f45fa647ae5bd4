"""What a push service asks of a request (RFC 8030, 8188, 8291, 8292): the first rule it breaks, and the answer to it."""

import base64
import binascii
import re
from collections.abc import Mapping

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from webapp import clock

MOST_BYTES = 4096
LONGEST_TTL = 30 * 24 * 3600
HEADER_BYTES = 86  # salt, record size, length of the key, key
DAY_S = 24 * 3600


class Refusal(Exception):
    """An answer other than 201."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def check_headers(headers: Mapping[str, str]) -> None:
    ttl = headers.get("TTL", "")
    if not re.fullmatch(r"[0-9]+", ttl) or int(ttl) > LONGEST_TTL:
        raise Refusal(400, "TTL missing or out of range")
    if headers.get("Content-Encoding") != "aes128gcm":
        raise Refusal(400, "Content-Encoding is not aes128gcm")
    if "Topic" in headers and not re.fullmatch(r"[A-Za-z0-9_-]{1,32}", headers["Topic"]):
        raise Refusal(400, "Topic is not at most 32 characters of base64url")
    if headers.get("Urgency", "normal") not in ("very-low", "low", "normal", "high"):
        raise Refusal(400, "unknown Urgency")


def check_body(body: bytes) -> None:
    if len(body) > MOST_BYTES:
        raise Refusal(413, f"{len(body)} bytes are more than {MOST_BYTES}")
    if len(body) < HEADER_BYTES + 17 or body[20] != 65 or body[21] != 4 or int.from_bytes(body[16:20], "big") < 18:
        raise Refusal(400, "the body has no header of RFC 8188")


def check_vapid(authorization: str, origin: str, expected_key: str | None) -> None:
    """`origin` is this push service's own, with its port; `expected_key` the one subscribed with, if any was."""
    match = re.fullmatch(r"vapid t=([\w.-]+), ?k=([\w-]+)", authorization)
    if match is None:
        raise Refusal(401, "no VAPID header")
    token, key = match.groups()
    if expected_key is not None and key != expected_key.rstrip("="):
        raise Refusal(403, "not the key subscribed with")
    claims = _claims(token, key, origin)
    now = clock.now().timestamp()
    if not now < claims["exp"] <= now + DAY_S:
        raise Refusal(403, "exp is more than a day ahead")
    if (
        not re.fullmatch(r"(mailto:[^@\s<>]+@|https://)[^\s@<>]+\.[^\s@<>]+", claims["sub"])
        or "localhost" in claims["sub"]
    ):
        raise Refusal(403, "sub is nobody we could write to")


def _claims(token: str, key: str, origin: str) -> dict:
    """Of a token whose ES256 signature and audience are right."""
    try:
        point = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        needed = {"require": ["aud", "exp", "sub"], "verify_exp": False}
        return jwt.decode(token, public, algorithms=["ES256"], audience=origin, options=needed)
    except (jwt.InvalidTokenError, binascii.Error, ValueError) as error:
        raise Refusal(403, f"VAPID: {error}") from None
