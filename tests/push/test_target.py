import base64

import pytest

from tests.pushservice import Subscriber
from webapp.push.target import BadTarget, Target, read_target

ENDPOINT = "https://fcm.googleapis.com/fcm/send/abc"
PHONE = Subscriber()


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()


def test_what_a_browser_says_becomes_a_target():
    expected = Target(ENDPOINT, PHONE.point, PHONE.secret)
    assert read_target(ENDPOINT, PHONE.p256dh, PHONE.auth) == expected
    assert read_target(ENDPOINT, text(PHONE.point), text(PHONE.secret)) == expected  # padded with =


@pytest.mark.parametrize(
    ("p256dh", "reason"),
    [
        ("", "base64url"),
        ("a+b/", "base64url"),
        ("abcde", "base64url"),
        ("ä" * 87, "base64url"),
        (PHONE.p256dh * 10, "base64url"),
        (text(PHONE.point[:-1]), "65 bytes"),
        (text(PHONE.point + b"\0"), "65 bytes"),
        (text(b"\2" + PHONE.point[1:]), "65 bytes"),
        (text(b"\4" + bytes(64)), "curve"),
        (text(PHONE.point[:-1] + bytes([PHONE.point[-1] ^ 1])), "curve"),
    ],
    ids=(
        "nothing",
        "not url-safe",
        "five",
        "not ASCII",
        "ten of them",
        "short",
        "long",
        "packed",
        "zeros",
        "off the curve",
    ),
)
def test_a_key_that_is_no_point_is_refused(p256dh, reason):
    with pytest.raises(BadTarget, match=reason):
        read_target(ENDPOINT, p256dh, PHONE.auth)


@pytest.mark.parametrize("auth", ["", "abc", text(bytes(15)), text(bytes(17)), "!" * 22], ids=range(5))
def test_a_secret_that_is_not_16_bytes_is_refused(auth):
    with pytest.raises(BadTarget, match="auth"):
        read_target(ENDPOINT, PHONE.p256dh, auth)


def test_an_endpoint_that_is_no_push_service_is_refused():
    with pytest.raises(BadTarget, match="no push service") as refused:
        read_target("https://example.org/x", PHONE.p256dh, PHONE.auth)
    assert refused.value.reason == str(refused.value)
    assert read_target("https://example.org/x", PHONE.p256dh, PHONE.auth, ["example.org"])


def test_a_target_does_not_show_itself_in_a_log():
    shown = repr(read_target(ENDPOINT, PHONE.p256dh, PHONE.auth))
    assert "abc" not in shown and repr(PHONE.secret) not in shown
