"""A phone's side of a subscription: its keys, and decrypting with another implementation than the one that encrypts."""

import base64
import secrets

import http_ece
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from webapp.push.target import Target


class Subscriber:
    """A key pair and a secret, as a browser makes them when it subscribes."""

    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.secret = secrets.token_bytes(16)
        self.point = self.private.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )

    @property
    def p256dh(self) -> str:
        return base64url(self.point)

    @property
    def auth(self) -> str:
        return base64url(self.secret)

    def target(self, endpoint: str) -> Target:
        return Target(endpoint, self.point, self.secret)

    def decrypt(self, body: bytes) -> bytes:
        """Raises http_ece.ECEException when this phone could not read it."""
        return http_ece.decrypt(body, private_key=self.private, auth_secret=self.secret, version="aes128gcm")


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
