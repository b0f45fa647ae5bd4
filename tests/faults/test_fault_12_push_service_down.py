"""Fault 12: the push service is down, hangs or trickles. Each message is to be tried later, soon known, and no other
push service's messages wait for it."""

import socket
from contextlib import ExitStack, contextmanager
from time import monotonic

import pytest

from webapp import clock
from webapp.push.breaker import FAILURES, OPEN_S
from webapp.push.transport import IN_FLIGHT_PER_ORIGIN

DOWN, WELL = "fcm.googleapis.com", "web.push.apple.com"
CONNECT_S, TOTAL_S, LEEWAY_S = 3, 10, 3


@contextmanager
def nobody_listens():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    yield port


@contextmanager
def nobody_accepts():
    """The queue of a listener that is full: who asks for a connection gets no answer."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):
            client = stack.enter_context(socket.socket())
            client.setblocking(False)
            client.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


@contextmanager
def nobody_speaks():
    """Connections are made, and then there is silence before TLS."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as listener:
        yield listener.getsockname()[1]


@pytest.mark.parametrize(
    ("way", "within"),
    [(nobody_listens, 1), (nobody_accepts, CONNECT_S), (nobody_speaks, CONNECT_S)],
    ids=["refused", "not accepted", "silent"],
)
def test_a_service_that_cannot_be_reached_is_given_up_after_three_seconds(post, way, within, figure):
    with way() as port:
        sender = post.sender(connect_to=(f"{DOWN}:443:127.0.0.1:{port}", *post.service.transport.connect_to))
        began = monotonic()
        answers = post.send(sender, [post.message("down", host=DOWN), post.message("well", host=WELL)])
        took = monotonic() - began
    figure(f"fault 12: {way.__name__.replace('_', ' ')}: given up after {took:.1f} s")
    assert {(answer.id, answer.outcome, answer.status) for answer in answers} == {
        ("down", "later", 0),
        ("well", "sent", 201),
    }
    assert answers[0].id == "well" or within == 1
    assert took < within + LEEWAY_S


def test_one_that_hangs_or_trickles_is_given_up_after_ten_seconds(post, figure):
    post.service.fail("hang", host=DOWN)
    post.service.fail("trickle", host="jmt17.google.com")
    began = monotonic()
    messages = [post.message("1", host=DOWN), post.message("2", host="jmt17.google.com"), post.message("3", host=WELL)]
    answers = post.send(post.sender(), messages)
    took = monotonic() - began
    figure(f"fault 12: a service that hangs and one that trickles: given up after {took:.1f} s")
    assert [answer.outcome for answer in answers] == ["sent", "later", "later"]
    assert TOTAL_S <= took < TOTAL_S + LEEWAY_S


@pytest.mark.parametrize("what", ["close", "lost"])
def test_one_that_hangs_up_leaves_it_unknown_so_it_is_tried_later(post, what):
    post.service.fail(what, times=10)
    answer = post.send_one(post.sender(), id="1")
    assert (answer.outcome, answer.status, answer.retry_after) == ("later", 0, None)
    assert len(post.service.accepted) == (len(post.service.seen) if what == "lost" else 0)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_one_that_says_it_is_ill_is_tried_later(post, status):
    post.service.fail(status, {"Retry-After": "7"})
    answer = post.send_one(post.sender())
    assert (answer.outcome, answer.status, answer.retry_after) == ("later", status, 7)


def test_never_more_than_a_hundred_messages_are_under_way_to_it(post):
    post.service.fail("hang", times=1000, host=DOWN)
    sender = post.sender(total_s=1)
    most = 0

    def watched():
        nonlocal most
        for message in post.messages(400, host=DOWN):
            most = max(most, *(len(lane.flying) for lane in sender._lanes.values()), 0)
            yield message

    answers = post.send(sender, watched())
    assert len(answers) == 400
    assert most == IN_FLIGHT_PER_ORIGIN


def test_twenty_failures_in_a_row_leave_it_alone_for_a_minute_and_the_other_goes_on(post, ticks, figure):
    post.service.fail(503, times=10_000, host=DOWN)
    sender = post.sender(ticks)
    down, well = post.messages(300, host=DOWN), post.messages(300, host=WELL)
    answers = {
        answer.id: answer
        for answer in post.send(sender, [one for pair in zip(down, well, strict=True) for one in pair])
    }
    asked = sum(seen.host == DOWN for seen in post.service.seen)
    figure(
        f"fault 12: of 300 messages to a failing service {asked} were tried, of 300 to another {len(post.service.accepted)} arrived"
    )
    assert len(post.service.accepted) == 300
    assert FAILURES <= asked <= FAILURES + IN_FLIGHT_PER_ORIGIN
    waiting = [answers[message.id] for message in down if answers[message.id].status == 0]
    assert len(waiting) == 300 - asked
    assert {(answer.outcome, answer.retry_after) for answer in waiting} == {("later", OPEN_S)}


def test_after_the_minute_one_message_tries_and_the_rest_follow_it(post, ticks):
    post.service.fail(503, times=FAILURES, host=DOWN)
    sender = post.sender(ticks)
    post.send(sender, post.messages(FAILURES, host=DOWN))
    ticks.forward(OPEN_S - 1)
    assert post.send_one(sender, id="early", host=DOWN).retry_after == 1
    ticks.forward(1)
    seen_before = len(post.service.seen)
    answers = sender.send(post.messages(50, host=DOWN, first=100), clock.now())
    first = next(answers)
    assert (first.outcome, len(post.service.seen)) == ("sent", seen_before + 1)
    assert [answer.outcome for answer in answers] == ["sent"] * 49


def test_a_probe_that_fails_is_the_only_one(post, ticks):
    post.service.fail(503, times=10_000, host=DOWN)
    sender = post.sender(ticks)
    post.send(sender, post.messages(FAILURES, host=DOWN))
    ticks.forward(OPEN_S)
    seen_before = len(post.service.seen)
    answers = post.send(sender, post.messages(50, host=DOWN, first=100))
    assert len(post.service.seen) == seen_before + 1
    assert {answer.outcome for answer in answers} == {"later"}
