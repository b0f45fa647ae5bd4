"""Fault 13: the push service says "too many". Nothing more goes there before the moment it names."""

from datetime import timedelta
from email.utils import format_datetime
from time import monotonic, sleep

import pytest

from webapp import clock

FCM, WINDOWS, APPLE = "fcm.googleapis.com", "wns2-ln2p.notify.windows.com", "web.push.apple.com"


def in_seconds(seconds: int) -> str:
    return str(seconds)


def as_a_date(seconds: int) -> str:
    return format_datetime(clock.now() + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize("written", [in_seconds, as_a_date])
@pytest.mark.parametrize(("host", "status"), [(FCM, 429), (WINDOWS, 429), (WINDOWS, 406)])
def test_the_whole_service_is_left_alone_until_then(post, ticks, written, host, status):
    post.service.fail(status, {"Retry-After": written(120)}, host=host)
    sender = post.sender(ticks)
    answer = post.send_one(sender, host=host)
    assert (answer.outcome, answer.status) == ("later", status)
    assert answer.retry_after == pytest.approx(120, abs=5)

    ticks.forward(answer.retry_after - 1)
    others = post.send(sender, [*post.messages(30, host=host), post.message("elsewhere")])
    assert {(other.id == "elsewhere", other.outcome) for other in others} == {(False, "later"), (True, "sent")}
    assert all(other.retry_after == pytest.approx(1) for other in others if other.outcome == "later")
    assert sum(seen.host == host for seen in post.service.seen) == 1

    ticks.forward(1)
    assert {other.outcome for other in post.send(sender, post.messages(30, host=host))} == {"sent"}


def test_the_next_request_does_not_come_before_by_the_real_clock(post, figure):
    post.service.fail(429, {"Retry-After": "2"}, host=FCM)
    sender = post.sender()
    end = monotonic() + 10
    while post.send_one(sender, host=FCM).outcome != "sent" and monotonic() < end:
        sleep(0.05)
    first, second = (seen.at for seen in post.service.seen)
    figure(f"fault 13: asked to wait 2 s, the next request came after {second - first:.2f} s")
    assert second - first >= 2


def test_without_a_moment_named_the_message_waits_and_the_others_go_on(post):
    post.service.fail(429, host=FCM)
    answers = post.send(post.sender(), post.messages(20, host=FCM))
    assert sorted(answer.outcome for answer in answers) == ["later"] + ["sent"] * 19
    assert {answer.retry_after for answer in answers} == {None}


def test_apple_speaks_of_one_phone_so_only_that_phone_waits(post):
    post.service.fail(429, {"Retry-After": "600"}, host=APPLE)
    answers = post.send(post.sender(), post.messages(20, host=APPLE))
    assert sorted(answer.outcome for answer in answers) == ["later"] + ["sent"] * 19
    assert max(answer.retry_after or 0 for answer in answers) == 600


@pytest.mark.parametrize("nonsense", ["soon", "-1", "9" * 300, "Mon, 99 Foo 2026"])
def test_nonsense_in_place_of_a_moment_is_no_moment(post, nonsense):
    post.service.fail(429, {"Retry-After": nonsense})
    answer = post.send_one(post.sender())
    assert (answer.outcome, answer.retry_after) == ("later", None)
