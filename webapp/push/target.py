"""One browser's subscription: where its push service is, and the keys that only the browser can decrypt for."""

import base64
import binascii
import re
from collections.abc import Collection
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec

from webapp.push.endpoint import BadEndpoint, check_endpoint

POINT_BYTES = 65
AUTH_BYTES = 16


class BadTarget(ValueError):
    """The subscription cannot be used; `reason` says why in one sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Target:
    """A subscription that can be encrypted for. All of it is secret: who has the endpoint can push."""

    endpoint: str = field(repr=False)
    p256dh: bytes = field(repr=False)
    auth: bytes = field(repr=False)


def read_target(endpoint: str, p256dh: str, auth: str, extra_hosts: Collection[str] = ()) -> Target:
    """What `PushSubscription.toJSON()` holds, checked; raises BadTarget."""
    try:
        check_endpoint(endpoint, extra_hosts)
    except BadEndpoint as error:
        raise BadTarget(error.reason) from None
    return Target(endpoint, _point(p256dh), _auth(auth))


def _point(text: str) -> bytes:
    point = _decoded(text, "p256dh")
    if len(point) != POINT_BYTES or point[0] != 4:
        raise BadTarget(f"The key p256dh is not an uncompressed point of {POINT_BYTES} bytes.")
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        raise BadTarget("The key p256dh is not a point on the curve P-256.") from None
    return point


def _auth(text: str) -> bytes:
    secret = _decoded(text, "auth")
    if len(secret) != AUTH_BYTES:
        raise BadTarget(f"The secret auth is not {AUTH_BYTES} bytes long.")
    return secret


def _decoded(text: str, name: str) -> bytes:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,128}={0,2}", text):
        raise BadTarget(f"The key {name} is not base64url.")
    try:
        return base64.urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
    except binascii.Error:
        raise BadTarget(f"The key {name} is not base64url.") from None
