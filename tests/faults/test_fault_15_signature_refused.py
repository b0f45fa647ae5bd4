"""Fault 15: the push service does not accept our signature. Five times, then it is left alone; nothing is deleted, for a
wrong key would delete every device there is."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from tests.pushservice.fixtures import Post
from webapp.push.breaker import AUTH_ERRORS, OPEN_S
from webapp.push.keys import VapidKeys
from webapp.push.message import Message
from webapp.push.transport import IN_FLIGHT_PER_ORIGIN

FCM, APPLE = "fcm.googleapis.com", "web.push.apple.com"


@pytest.mark.parametrize("status", [401, 403])
def test_after_five_in_a_row_it_is_left_alone_and_the_others_go_on(post, ticks, status):
    post.service.fail(status, times=10_000, host=FCM)
    sender = post.sender(ticks)
    for number in range(AUTH_ERRORS):
        answer = post.send_one(sender, id=f"a{number}", host=FCM)
        assert (answer.outcome, answer.status) == ("held", status)
    rest = post.send(sender, [*post.messages(50, host=FCM), *post.messages(50, host=APPLE)])
    assert sum(seen.host == FCM for seen in post.service.seen) == AUTH_ERRORS
    assert {(answer.outcome, answer.status, answer.retry_after) for answer in rest} == {
        ("held", 0, OPEN_S),
        ("sent", 201, None),
    }
    assert sum(answer.outcome == "sent" for answer in rest) == 50


def test_of_many_at_once_no_more_are_tried_than_were_under_way(post, figure):
    post.service.fail(403, times=10_000, host=FCM)
    answers = post.send(post.sender(), post.messages(500, host=FCM))
    tried = len(post.service.seen)
    figure(f"fault 15: of 500 messages with a wrong signature {tried} were tried")
    assert tried <= AUTH_ERRORS + IN_FLIGHT_PER_ORIGIN
    assert {answer.outcome for answer in answers} == {"held"}


def test_four_do_not_make_five(post):
    sender = post.sender()
    post.service.fail(403, times=AUTH_ERRORS - 1, host=FCM)
    for number in range(AUTH_ERRORS - 1):
        post.send_one(sender, id=f"a{number}", host=FCM)
    assert post.send_one(sender, id="good", host=FCM).outcome == "sent"
    post.service.fail(403, times=AUTH_ERRORS - 1, host=FCM)
    outcomes = [post.send_one(sender, id=f"b{number}", host=FCM).outcome for number in range(AUTH_ERRORS)]
    assert outcomes == ["held"] * (AUTH_ERRORS - 1) + ["sent"]


def test_a_minute_later_a_mended_key_is_found_by_one_probe(post, ticks):
    post.service.fail(403, times=AUTH_ERRORS, host=FCM)
    sender = post.sender(ticks)
    for number in range(AUTH_ERRORS):
        post.send_one(sender, id=f"a{number}", host=FCM)
    ticks.forward(OPEN_S)
    assert {answer.outcome for answer in post.send(sender, post.messages(20, host=FCM))} == {"sent"}


def test_a_lost_key_deletes_no_device(post, vapid):
    """The service insists on the key subscribed with, as the real ones do; we come with a new one."""
    with_new_key = Post(post.service, VapidKeys(ec.generate_private_key(ec.SECP256R1())), post.open)
    devices = [
        Message(name, post.phone.target(post.service.endpoint(name, key=vapid.public)), b"{}", 60, "t")
        for name in ("phone", "tablet", "laptop")
    ]
    assert {answer.outcome for answer in post.send(with_new_key.sender(), devices)} == {"held"}
    assert {answer.outcome for answer in post.send(post.sender(), devices)} == {"sent"}


def test_a_contact_that_cannot_be_written_to_is_refused_by_strict_services(post):
    """What Apple does; which is why an installation without any contact does not start sending."""
    assert post.send_one(post.sender(subject="mailto:me@localhost")).outcome == "held"
