"""Our signature towards push services (VAPID, RFC 8292): one key pair for ever, one signed header per origin for hours.

A subscription belongs to the key it was made with, so losing the key loses every device.
"""

import base64
import hashlib
import json
import re
from datetime import datetime, timedelta

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

VALID_FOR = timedelta(hours=12)
RENEWED_BEFORE_END = timedelta(hours=1)
MOST_ORIGINS = 1000
KEY_ID_CHARACTERS = 12


class BadKey(ValueError):
    """The private key is not one on the curve P-256, in PEM."""


class BadSubject(ValueError):
    """There is no address at which push services can reach whoever runs this installation."""


class VapidKeys:
    """The key pair, and the Authorization headers signed with it so far."""

    def __init__(self, private: ec.EllipticCurvePrivateKey) -> None:
        point = private.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        self._private = private
        self._headers: dict[tuple[str, str], tuple[datetime, str]] = {}
        self.public = _base64url(point)  # the page's applicationServerKey
        self.key_id = hashlib.sha256(point).hexdigest()[:KEY_ID_CHARACTERS]  # tells the keys of two subscriptions apart

    @classmethod
    def from_pem(cls, pem: str) -> "VapidKeys":
        """Raises BadKey. The public half is derived, so the two always match."""
        try:
            private = serialization.load_pem_private_key(pem.encode(), password=None)
        except (ValueError, TypeError) as error:
            raise BadKey("The VAPID key cannot be read.") from error
        if not isinstance(private, ec.EllipticCurvePrivateKey) or not isinstance(private.curve, ec.SECP256R1):
            raise BadKey("The VAPID key is not on the curve P-256.")
        return cls(private)

    def header(self, origin: str, subject: str, now: datetime) -> str:
        """The Authorization header for a push service; the same text until an hour before it stops being valid."""
        ends, header = self._headers.get((origin, subject), (now, ""))
        if RENEWED_BEFORE_END < ends - now <= VALID_FOR:
            return header
        if len(self._headers) >= MOST_ORIGINS:
            self._headers.clear()
        ends = now + VALID_FOR
        header = f"vapid t={self._token(origin, subject, ends)}, k={self.public}"
        self._headers[origin, subject] = ends, header
        return header

    def _token(self, origin: str, subject: str, ends: datetime) -> str:
        claims = {"aud": origin, "exp": int(ends.timestamp()), "sub": subject}
        unsigned = ".".join(_base64url(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
        r, s = decode_dss_signature(self._private.sign(unsigned.encode(), ec.ECDSA(hashes.SHA256())))
        return f"{unsigned}.{_base64url(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def subject_for(setting: str, origin: str) -> str:
    """Whom push services may write to: VAPID_SUBJECT, or the app's own https address when that is empty.

    Raises BadSubject when neither will do: some services refuse a message without one, or with one at localhost.
    """
    if setting:
        return setting
    if re.fullmatch(r"https://(?!localhost\b)[^/\s]*\.[^/\s.]*[a-z][^/\s.]*", origin):
        return origin
    raise BadSubject("Set VAPID_SUBJECT to a mailto: or https:// address; push services want to reach somebody.")


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
