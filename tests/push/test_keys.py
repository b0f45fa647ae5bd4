import base64
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from webapp.push.keys import BadKey, BadSubject, VapidKeys, subject_for

FCM, APPLE = "https://fcm.googleapis.com", "https://web.push.apple.com"
SUBJECT = "mailto:runs@example.org"
NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)


@pytest.fixture
def keys(vapid_key) -> VapidKeys:
    return VapidKeys.from_pem(vapid_key)


def pem(key) -> str:
    parts = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(*parts).decode()


def claims(header: str) -> dict:
    """Verified with the key the header itself names, by another implementation."""
    scheme, token, key = header.replace(",", "").split(" ")
    assert scheme == "vapid"
    point = base64.urlsafe_b64decode(key.removeprefix("k=") + "=")
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    unchecked = {"verify_aud": False, "verify_exp": False}
    return jwt.decode(token.removeprefix("t="), public, algorithms=["ES256"], options=unchecked)


def test_the_header_says_whose_it_is_for_whom_and_until_when(keys):
    header = keys.header(FCM, SUBJECT, NOW)
    assert claims(header) == {"aud": FCM, "sub": SUBJECT, "exp": int((NOW + timedelta(hours=12)).timestamp())}
    assert header.endswith(f", k={keys.public}")


@pytest.mark.parametrize("subject", ["mailto:a@example.org", "https://example.org"])
def test_the_subject_is_sent_as_given(keys, subject):
    assert claims(keys.header(FCM, subject, NOW))["sub"] == subject


def test_a_header_is_signed_once_and_renewed_an_hour_before_it_ends(keys):
    first = keys.header(FCM, SUBJECT, NOW)
    assert keys.header(FCM, SUBJECT, NOW + timedelta(hours=10, minutes=59)) == first
    renewed = keys.header(FCM, SUBJECT, NOW + timedelta(hours=11))
    assert claims(renewed)["exp"] - claims(first)["exp"] == 11 * 3600


def test_a_clock_set_back_does_not_leave_a_header_that_lasts_over_a_day(keys):
    keys.header(FCM, SUBJECT, NOW)
    earlier = NOW - timedelta(hours=20)
    assert claims(keys.header(FCM, SUBJECT, earlier))["exp"] - earlier.timestamp() == 12 * 3600


def test_each_push_service_gets_a_header_of_its_own(keys):
    assert claims(keys.header(FCM, SUBJECT, NOW))["aud"] == FCM
    assert claims(keys.header(APPLE, SUBJECT, NOW))["aud"] == APPLE
    assert claims(keys.header("https://localhost:8443", SUBJECT, NOW))["aud"] == "https://localhost:8443"


def test_many_made_up_hosts_do_not_fill_the_memory(keys):
    for number in range(1500):
        keys.header(f"https://a{number}.notify.windows.com", SUBJECT, NOW)
    assert len(keys._headers) <= 1000


def test_the_public_key_is_what_a_page_subscribes_with(keys):
    point = base64.urlsafe_b64decode(keys.public + "=")
    assert len(point) == 65 and point[0] == 4 and "=" not in keys.public


def test_the_key_id_tells_keys_apart_and_stays(vapid_key):
    one, again = VapidKeys.from_pem(vapid_key), VapidKeys.from_pem(vapid_key)
    other = VapidKeys(ec.generate_private_key(ec.SECP256R1()))
    assert one.key_id == again.key_id != other.key_id


@pytest.mark.parametrize(
    "text",
    ["", "no key", pem(ec.generate_private_key(ec.SECP384R1())), pem(rsa.generate_private_key(65537, 2048))],
    ids=["empty", "text", "another curve", "rsa"],
)
def test_another_kind_of_key_is_refused(text):
    with pytest.raises(BadKey):
        VapidKeys.from_pem(text)


def test_who_runs_it_can_be_reached_at_the_setting_else_at_the_app_itself():
    assert subject_for(SUBJECT, "https://run.example.org") == SUBJECT
    assert subject_for("", "https://run.example.org") == "https://run.example.org"


@pytest.mark.parametrize(
    "origin",
    ["http://run.example.org", "https://localhost", "https://localhost:8000", "https://run", "https://127.0.0.1"],
)
def test_without_any_address_to_write_to_it_says_which_setting_is_missing(origin):
    with pytest.raises(BadSubject, match="VAPID_SUBJECT"):
        subject_for("", origin)
