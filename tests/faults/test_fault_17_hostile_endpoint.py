"""Fault 17: an endpoint that is meant to make the server talk to somebody else. Refused at subscribe, refused at send,
and whatever its name leads to, no socket is opened to an address that is not public."""

import socket
from contextlib import closing

import pycurl
import pytest

from tests.pushservice import Subscriber
from tests.pushservice.fixtures import SUBJECT
from tests.pushservice.service import open_loopback_socket
from webapp import clock
from webapp.push.endpoint import BadEndpoint, check_endpoint, is_public
from webapp.push.message import Message
from webapp.push.sender import Sender
from webapp.push.target import BadTarget, read_target
from webapp.push.transport import Transport, open_public_socket

FCM = "fcm.googleapis.com"
BAD = [
    "http://fcm.googleapis.com/fcm/send/a", "http://169.254.169.254/latest/meta-data/", "https://169.254.169.254/",
    "https://127.0.0.1/", "https://[::1]/", "https://localhost/", "https://2130706433/", "https://0x7f.1/",
    "https://fcm.googleapis.com@evil.example/", "https://evil.example#fcm.googleapis.com", "https://user:pass@fcm.googleapis.com/x",
    "https://fcm.googleapis.com.evil.example/", "https://evilfcm.googleapis.com.example/", "https://evil-notify.windows.com.evil/",
    "https://xnotify.windows.com/", "https://fcm.googleapis.com:8443/x", "https://fcm.googleapis.com:22/x",
    "https://fcm.googleapis.com\\@evil.example/", "https://fcm.googleapis.com/\r\nHost: evil.example", "https://fcm。googleapis。com/x",
    "https://fcm.googleapis.com./x", "file:///etc/passwd", "gopher://fcm.googleapis.com/x", "//fcm.googleapis.com/x", "",
    "https://fcm.googleapis.com/" + "a" * 2000, "https:/fcm.googleapis.com/x", "https://fcm.googleapis.com%2eevil.example/x",
    "https://fcm.googleapis.com\x00.evil.example/x", " https://fcm.googleapis.com/x",
]  # fmt: skip
GOOD = [
    "https://fcm.googleapis.com/fcm/send/dT-x:APA91b", "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
    "https://web.push.apple.com/QGxv", "https://wns2-ln2p.notify.windows.com/w/?token=BQYA%3d",
]  # fmt: skip
SPECIAL = [
    "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "192.0.2.1", "198.18.0.1", "192.88.99.1", "::1", "::", "fe80::1", "fd00::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::1", "2001::1",
    "fec0::1", "64:ff9b:1::1", "100::1",
]  # fmt: skip


@pytest.mark.parametrize("endpoint", BAD, ids=range(len(BAD)))
def test_it_is_refused_at_subscribe(endpoint):
    phone = Subscriber()
    with pytest.raises(BadEndpoint):
        check_endpoint(endpoint)
    with pytest.raises(BadTarget):
        read_target(endpoint, phone.p256dh, phone.auth)


@pytest.mark.parametrize("endpoint", GOOD)
def test_a_push_service_is_not_refused(endpoint):
    phone = Subscriber()
    assert read_target(endpoint, phone.p256dh, phone.auth).endpoint == endpoint


def test_it_is_refused_at_send_even_if_it_got_into_the_database(post, figure):
    sender = post.sender()
    messages = [
        Message(str(number), post.phone.target(endpoint), b"{}", 60, "t") for number, endpoint in enumerate(BAD)
    ]
    answers = post.send(sender, messages)
    assert {(answer.outcome, answer.status) for answer in answers} == {("refused", 0)}
    assert len(answers) == len(BAD) and post.service.seen == []
    figure(f"fault 17: {len(BAD)} of {len(BAD)} bad addresses refused, {len(GOOD)} of {len(GOOD)} good ones taken")


@pytest.mark.parametrize("address", SPECIAL)
def test_no_socket_is_opened_to_a_special_address(address):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    assert not is_public(address)
    assert open_public_socket(0, (family, socket.SOCK_STREAM, 6, (address, 443))) == pycurl.SOCKET_BAD


@pytest.mark.parametrize("address", SPECIAL)
def test_a_good_name_that_leads_to_a_special_address_is_not_followed(vapid, address):
    """With the guard of production, asked by libcurl itself."""
    asked = []

    def guard(purpose: int, place: tuple) -> int:
        asked.append(open_public_socket(purpose, place))
        return asked[-1]

    literal = f"[{address}]" if ":" in address else address
    transport = Transport((f"{FCM}:443:{literal}:443",), open_socket=guard)
    with closing(Sender(vapid, SUBJECT, transport=transport)) as sender:
        message = Message("1", Subscriber().target(f"https://{FCM}/x"), b"{}", 60, "t")
        (answer,) = sender.send([message], clock.now())
    assert (answer.outcome, answer.status) == ("later", 0)
    assert set(asked) <= {pycurl.SOCKET_BAD}
    assert asked or ":" in address  # where there is no IPv6 at all, libcurl does not even ask


def test_a_sender_uses_that_guard_unless_a_test_gives_it_another(vapid):
    with closing(Sender(vapid, SUBJECT)) as sender:
        assert sender._transport == Transport((), None, open_public_socket, 3.0, 10.0)


def test_a_name_that_changes_its_mind_is_asked_about_at_every_connection(post):
    """The first look-up says a public address, the next one the cloud's own: nothing goes there."""
    says = iter(["142.250.74.10", "169.254.169.254", "10.0.0.1"])
    opened = []

    def guard(purpose: int, place: tuple) -> int:
        family, kind, protocol, (_, port) = place
        number = open_public_socket(purpose, (family, kind, protocol, (next(says), port)))
        opened.append(number != pycurl.SOCKET_BAD)
        if number == pycurl.SOCKET_BAD:
            return number
        socket.close(number)
        return open_loopback_socket(purpose, place)

    sender = post.sender(open_socket=guard)
    post.service.fail(503, {"Connection": "close"})
    assert post.send_one(sender, host=FCM).status == 503
    assert [post.send_one(sender, host=FCM).status for _ in range(2)] == [0, 0]
    assert opened == [True, False, False]
    assert len(post.service.seen) == 1
