import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from tests.pushservice import Subscriber
from webapp.push.message import SIZES, BadMessage, Message, TooLong, encrypt, padded
from webapp.push.target import Target

PHONE = Subscriber()
TARGET = PHONE.target("https://fcm.googleapis.com/fcm/send/abc")


def message(payload: bytes = b"{}", **changes) -> Message:
    return Message(**({"id": "1", "target": TARGET, "payload": payload, "ttl": 60, "topic": "t"} | changes))


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=40), max_size=8))
def test_a_phone_reads_what_was_sent(content):
    assert json.loads(PHONE.decrypt(encrypt(message(json.dumps(content).encode())))) == content


def test_the_same_bytes_come_out_as_in_the_example_of_the_standard(monkeypatch):
    """RFC 8291, section 5: with its keys and its salt in place of fresh ones, before our padding."""
    given = {
        "plaintext": b"When I grow up, I want to be a watermelon",
        "as_private": "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
        "ua_public": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        "auth": "BTBZMqHH6r4Tts7J_aSIgg",
        "salt": "DGv6ra1nlYgDCS1FRnbzlw",
    }
    expected = (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3"
        "jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    private = ec.derive_private_key(int.from_bytes(decoded(given["as_private"]), "big"), ec.SECP256R1())
    monkeypatch.setattr("webpush.ec.generate_private_key", lambda *_: private)
    monkeypatch.setattr("webpush.os.urandom", lambda size: decoded(given["salt"])[:size])
    monkeypatch.setattr("webapp.push.message.padded", lambda payload: payload)
    target = Target("https://push.example.net/x", decoded(given["ua_public"]), decoded(given["auth"]))
    assert encrypt(message(given["plaintext"], target=target)) == decoded(expected)


def test_no_two_encryptions_share_a_salt_or_a_key():
    bodies = [encrypt(message()) for _ in range(50)]
    assert len({body[:16] for body in bodies}) == len({body[21:86] for body in bodies}) == 50


@pytest.mark.parametrize(
    ("length", "size"), [(2, 512), (512, 512), (513, 1024), (1024, 1024), (1025, 2048), (2048, 2048)]
)
def test_the_length_on_the_wire_is_one_of_three(length, size):
    payload = b"1" * length
    assert padded(payload) == payload + b" " * (size - length)
    assert len(encrypt(message(payload))) == size + 103


def test_a_payload_that_fits_no_size_is_refused():
    with pytest.raises(TooLong, match="2049"):
        encrypt(message(b"1" * (SIZES[-1] + 1)))


def test_the_largest_body_is_one_that_every_push_service_takes():
    assert SIZES[-1] + 103 <= 2744  # Firefox on Android, by way of Google; all others take 4096


def test_a_key_off_the_curve_is_an_error_not_a_crash():
    with pytest.raises(ValueError, match=r"curve|point|key"):
        encrypt(message(target=Target(TARGET.endpoint, b"\4" + bytes(64), TARGET.auth)))


@pytest.mark.parametrize(
    "changes",
    [
        {"ttl": -1}, {"ttl": 29 * 24 * 3600}, {"topic": ""}, {"topic": "a" * 33}, {"topic": "a\r\nX-Y: z"}, {"topic": "ä"},
        {"urgency": "urgent"}, {"urgency": "high\r\n"},
    ],
)  # fmt: skip
def test_what_a_push_service_would_refuse_cannot_be_made(changes):
    with pytest.raises(BadMessage):
        message(**changes)


def test_a_ttl_of_nought_stays_nought():
    assert message(ttl=0).ttl == 0


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
