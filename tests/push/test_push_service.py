"""The push service of the tests is itself held to the standards, else what it accepts would prove nothing."""

import json
import ssl
import urllib.error
import urllib.request
from contextlib import contextmanager
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from websockets.sync.client import connect

from tests.pushservice import PushService, Subscriber
from tests.pushservice.fixtures import SUBJECT
from webapp import clock
from webapp.push.keys import VapidKeys
from webapp.push.message import Message, encrypt

PHONE = Subscriber()
BODY = encrypt(Message("1", PHONE.target("https://localhost/x"), b"{}", 60, "t"))


def ask(service: PushService, token: str = "phone", body: bytes = BODY, **headers: str | None) -> int:
    """The status of a push by another client than ours; `None` leaves a header out."""
    context = ssl.create_default_context(cafile=service.ca_file)
    url = f"https://localhost:{service.port}/wpush/v2/{token}"
    named = {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
    request = urllib.request.Request(url, body, {"Content-Type": "application/octet-stream"} | named, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=5, context=context) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


@pytest.fixture
def good(service, vapid) -> dict[str, str]:
    """Headers the service has nothing against."""
    service.endpoint("phone", key=vapid.public)
    header = vapid.header(f"https://localhost:{service.port}", SUBJECT, clock.now())
    return {"TTL": "60", "Content_Encoding": "aes128gcm", "Topic": "t", "Urgency": "high", "Authorization": header}


def test_a_right_request_is_accepted(service, good):
    assert ask(service, **good) == 201
    assert PHONE.decrypt(service.accepted[0].body).rstrip() == b"{}"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"TTL": None}, 400), ({"TTL": "-1"}, 400), ({"TTL": "soon"}, 400), ({"TTL": "99999999"}, 400),
        ({"Content_Encoding": None}, 400), ({"Content_Encoding": "aesgcm"}, 400),
        ({"Topic": "a" * 33}, 400), ({"Topic": "a b"}, 400), ({"Urgency": "urgent"}, 400),
        ({"Authorization": None}, 401), ({"Authorization": "Bearer x"}, 401), ({"Authorization": "vapid t=a.b.c, k=abc"}, 403),
        ({"body": BODY + bytes(4096)}, 413), ({"body": b"short"}, 400), ({"token": "nobody"}, 410),
    ],
)  # fmt: skip
def test_a_wrong_request_is_refused(service, good, change, status):
    assert ask(service, **(good | change)) == status
    assert service.accepted == []


@pytest.mark.parametrize(
    ("origin", "subject", "hours"),
    [
        ("https://localhost", SUBJECT, 0),  # without the port
        ("https://fcm.googleapis.com", SUBJECT, 0),
        (None, "nobody", 0), (None, "mailto:a@localhost", 0), (None, "mailto: <a@example.org>", 0), (None, "", 0),
        (None, SUBJECT, 13),  # ends in 25 hours
        (None, SUBJECT, -13),  # has ended
    ],
)  # fmt: skip
def test_a_wrong_signature_is_refused(service, good, vapid, origin, subject, hours):
    signed_at = clock.now() + timedelta(hours=hours)
    header = vapid.header(origin or f"https://localhost:{service.port}", subject, signed_at)
    assert ask(service, **(good | {"Authorization": header})) == 403


def test_the_signature_must_be_by_the_key_subscribed_with(service, good):
    stranger = VapidKeys(ec.generate_private_key(ec.SECP256R1()))
    header = stranger.header(f"https://localhost:{service.port}", SUBJECT, clock.now())
    assert ask(service, **(good | {"Authorization": header})) == 403


def test_a_subscription_that_ended_is_gone(service, good):
    service.end("phone")
    assert ask(service, **good) == 410


def test_a_message_waits_for_the_phone_and_gives_way_to_one_of_its_topic(service, good):
    for topic in ("a", "b", "a"):
        ask(service, **(good | {"Topic": topic}))
    assert len(service.queued("phone")) == 2 and len(service.accepted) == 3
    ask(service, **(good | {"Topic": None}))
    ask(service, **(good | {"Topic": None}))
    assert len(service.queued("phone")) == 4


def test_a_message_that_may_not_wait_is_dropped_when_the_phone_is_away(service, good):
    assert ask(service, **(good | {"TTL": "0"})) == 201
    assert service.queued("phone") == []


def test_a_fault_is_for_as_many_requests_as_said(service, good):
    service.fail(503, times=2, token="phone")
    service.fail(429, token="other")
    assert [ask(service, **good) for _ in range(3)] == [503, 503, 201]
    assert [seen.status for seen in service.seen] == [503, 503, 201]


class Browser:
    """Firefox's side of the websocket, as far as the standard for it goes."""

    def __init__(self, socket) -> None:
        self.socket = socket

    def say(self, **what) -> dict:
        self.socket.send(json.dumps(what))
        return self.hear()

    def hear(self) -> dict:
        return json.loads(self.socket.recv(5))

    def hello(self, uaid: str = "") -> str:
        said = self.say(messageType="hello", uaid=uaid, use_webpush=True)
        assert (said["status"], said["use_webpush"]) == (200, True)
        return said["uaid"]

    def register(self, key: str, channel: str = "c1") -> str:
        """The endpoint."""
        said = self.say(messageType="register", channelID=channel, key=key)
        assert (said["status"], said["channelID"]) == (200, channel)
        return said["pushEndpoint"]

    def ack(self, notification: dict, code: int = 100) -> None:
        update = {"channelID": notification["channelID"], "version": notification["version"], "code": code}
        self.socket.send(json.dumps({"messageType": "ack", "updates": [update]}))


@contextmanager
def browser(service: PushService):
    with connect(service.ws_url, subprotocols=["push-notification"]) as socket:
        assert socket.subprotocol == "push-notification"
        yield Browser(socket)


def push(post, endpoint: str, **message) -> str:
    target = post.phone.target(endpoint)
    (answer,) = post.send(
        post.sender(), [Message(**({"id": "1", "target": target, "payload": b"{}", "ttl": 60, "topic": "t"} | message))]
    )
    return answer.outcome


def test_a_browser_that_is_there_gets_a_message_at_once(service, post, vapid):
    with browser(service) as firefox:
        firefox.hello()
        assert push(post, firefox.register(vapid.public)) == "sent"
        heard = firefox.hear()
        assert (heard["messageType"], heard["channelID"], heard["headers"]) == (
            "notification",
            "c1",
            {"encoding": "aes128gcm"},
        )
        firefox.ack(heard)
        service.wait_for(lambda: service.acks)
    assert service.acks == [(heard["version"], 100)]


def test_a_browser_that_comes_back_gets_what_was_kept(service, post, vapid):
    with browser(service) as firefox:
        uaid = firefox.hello()
        endpoint = firefox.register(vapid.public)
    service.wait_for(lambda: not service.browsers.sockets)
    for ttl, topic in ((60, "a"), (60, "a"), (0, "b")):
        assert push(post, endpoint, ttl=ttl, topic=topic) == "sent"
    with browser(service) as firefox:
        assert firefox.hello(uaid) == uaid
        firefox.ack(firefox.hear())
        service.wait_for(lambda: service.acks)
        assert firefox.say() == {}  # the answer to a ping is the next thing said: nothing else was kept


def test_a_browser_that_unsubscribes_is_gone(service, post, vapid):
    with browser(service) as firefox:
        firefox.hello()
        endpoint = firefox.register(vapid.public)
        assert firefox.say(messageType="unregister", channelID="c1")["status"] == 200
        assert push(post, endpoint) == "gone"


def test_a_browser_that_was_forgotten_gets_a_new_name(service, vapid):
    with browser(service) as firefox:
        uaid = firefox.hello()
    service.forget_browsers()
    with browser(service) as firefox:
        assert firefox.hello(uaid) != uaid


def test_a_channel_keeps_its_endpoint_and_insists_on_its_key(service, post, vapid):
    with browser(service) as firefox:
        firefox.hello()
        endpoint = firefox.register(vapid.public)
        assert firefox.register(vapid.public) == endpoint
        other = VapidKeys(ec.generate_private_key(ec.SECP256R1())).public
        assert push(post, firefox.register(other, "c2")) == "held"
