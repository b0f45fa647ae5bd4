"""Fault 14: a subscription has ended. That is said of it alone; the person's other devices still get the message."""

import pytest

from webapp.push.breaker import FAILURES

FCM = "fcm.googleapis.com"


@pytest.mark.parametrize("status", [404, 410])
def test_one_device_is_gone_and_the_others_are_sent_to(post, status):
    post.service.fail(status, token="old-phone")
    answers = post.send(post.sender(), [post.message(id) for id in ("old-phone", "phone", "tablet")])
    assert {answer.id: answer.outcome for answer in answers} == {"old-phone": "gone", "phone": "sent", "tablet": "sent"}
    assert [accepted.token for accepted in post.service.accepted] == ["phone", "tablet"]


def test_a_permission_taken_back_is_gone(post):
    message = post.message("phone")
    post.service.end("phone")
    (answer,) = post.send(post.sender(), [message])
    assert (answer.outcome, answer.status) == ("gone", 410)


def test_any_number_of_ended_subscriptions_is_no_failure_of_the_service(post):
    post.service.fail(410, times=5 * FAILURES, host=FCM)
    sender = post.sender()
    gone = post.send(sender, post.messages(5 * FAILURES, host=FCM))
    assert {answer.outcome for answer in gone} == {"gone"}
    assert post.send_one(sender, host=FCM).outcome == "sent"
