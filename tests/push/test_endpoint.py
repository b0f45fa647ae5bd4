import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.push.endpoint import HOSTS, BadEndpoint, check_endpoint, is_public, origin_of

FCM = "https://fcm.googleapis.com/fcm/send/c1:APA91b"


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/dT-x_9:APA91bH%3d=",
        "https://jmt17.google.com/fcm/send/abc",
        "https://android.googleapis.com/gcm/send/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABk",
        "https://web.push.apple.com/QGxvbmc",
        "https://wns2-ln2p.notify.windows.com/w/?token=BQYAAAC%2bx%3d",
        "https://fcm.googleapis.com:443/fcm/send/abc",
        "HTTPS://FCM.googleapis.com/fcm/send/abc",
    ],
)
def test_the_push_services_of_the_browsers_are_taken(endpoint):
    check_endpoint(endpoint)


@pytest.mark.parametrize(
    ("endpoint", "reason"),
    [
        ("http://fcm.googleapis.com/x", "https"),
        ("https://fcm.googleapis.com:8443/x", "port"),
        ("https://a@fcm.googleapis.com/x", "user"),
        ("https://fcm.googleapis.com/x#y", "fragment"),
        ("https://fcm.googleapis.com/x y", "odd"),
        ("https://fcm.googleapis.com/\N{FULLWIDTH SOLIDUS}", "odd"),
        ("https://example.org/x", "no push service"),
        ("https://fcm.googleapis.com\\x", "not a web address"),
        (f"{FCM}{'a' * 1024}", "longer"),
        ("", "https"),
    ],
)
def test_the_reason_says_what_is_wrong(endpoint, reason):
    with pytest.raises(BadEndpoint) as refused:
        check_endpoint(endpoint)
    assert reason in refused.value.reason
    assert refused.value.reason.endswith(".")


def test_an_endpoint_may_be_1024_characters_long():
    check_endpoint(FCM.ljust(1024, "a"))
    with pytest.raises(BadEndpoint):
        check_endpoint(FCM.ljust(1025, "a"))


def test_a_push_service_beside_the_browsers_can_be_admitted():
    check_endpoint("https://push.example.org/x", ["push.example.org"])
    with pytest.raises(BadEndpoint):
        check_endpoint("https://push.example.org/x", ["other.example.org"])


@given(st.text(alphabet="afcmp.-:@/\\?#%[]0123456789é ", max_size=40))
def test_what_is_taken_is_read_the_same_way_by_another_parser(rest):
    from urllib.parse import urlsplit

    endpoint = f"https://fcm.googleapis.com{rest}"
    try:
        origin = check_endpoint(endpoint)
    except BadEndpoint:
        return
    parts = urlsplit(endpoint)
    assert (parts.hostname, parts.username, parts.fragment) == ("fcm.googleapis.com", None, "")
    assert origin == origin_of(endpoint)


@pytest.mark.parametrize(
    ("endpoint", "origin"),
    [
        (FCM, "https://fcm.googleapis.com"),
        ("https://fcm.googleapis.com:443/x", "https://fcm.googleapis.com"),
        ("https://FCM.googleapis.com/x", "https://fcm.googleapis.com"),
        ("https://localhost:8443/x", "https://localhost:8443"),
        ("http://localhost:80/x", "http://localhost:80"),
    ],
)
def test_the_origin_keeps_a_port_that_is_not_the_usual_one(endpoint, origin):
    assert origin_of(endpoint) == origin


@pytest.mark.parametrize("address", ["142.250.74.10", "17.57.144.20", "2a00:1450:4001:82b::200a", "2620:149:a41::1"])
def test_addresses_of_the_internet_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize("address", ["", "fcm.googleapis.com", "127.1", "0x7f000001", "fe80::1%eth0", "1.2.3.4 "])
def test_what_is_no_plain_address_is_not_public(address):
    assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_no_address_becomes_public_by_being_wrapped_in_one_of_version_6(address):
    number = f"{int(address) >> 16:x}:{int(address) & 0xFFFF:x}"
    wrapped = (f"::ffff:{address}", f"64:ff9b::{number}", f"2002:{number}::1", f"::{address}", f"2001:0:{number}::1")
    assert not any(is_public(each) for each in wrapped)


def test_the_list_of_hosts_is_in_lower_case_without_dots_at_the_ends():
    assert all(host == host.lower().strip(".") for host in HOSTS)
