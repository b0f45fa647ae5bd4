import itertools
import os
import threading
from collections import Counter
from time import monotonic

import psutil
import pytest

from tests.pushservice.fixtures import SUBJECT, Post
from tests.pushservice.sink import sink
from webapp import clock
from webapp.push import sender as sender_module
from webapp.push.keys import VapidKeys
from webapp.push.message import Message, encrypt
from webapp.push.sender import Sender
from webapp.push.target import Target
from webapp.push.transport import IN_FLIGHT_PER_ORIGIN

FCM, MOZILLA, APPLE = "fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com"
WINDOWS = "par02p.notify.windows.com"


@pytest.fixture
def started(monkeypatch) -> list[str]:
    """Ids of messages in the order they were encrypted."""
    ids: list[str] = []

    def noted(message: Message) -> bytes:
        ids.append(message.id)
        return encrypt(message)

    monkeypatch.setattr(sender_module, "encrypt", noted)
    return ids


def test_a_message_arrives_as_it_was_meant(post):
    answer = post.send_one(post.sender(), payload=b'{"title":"Tuesday"}', ttl=900, topic="f" * 32)
    (accepted,) = post.service.accepted
    assert (answer.id, answer.outcome, answer.status) == ("1", "sent", 201)
    assert (accepted.ttl, accepted.topic, accepted.urgency) == (900, "f" * 32, "high")
    assert post.phone.decrypt(accepted.body).rstrip() == b'{"title":"Tuesday"}'
    assert len(accepted.body) == 512 + 103


def test_every_message_has_exactly_one_answer(post):
    hosts = itertools.cycle((FCM, MOZILLA, APPLE, WINDOWS))
    messages = [post.message(f"m{number}", host=next(hosts)) for number in range(300)]
    for status in (404, 500, 403, 400, 302):
        post.service.fail(status, times=3)
    answers = post.send(post.sender(), messages)
    assert Counter(answer.id for answer in answers) == Counter(message.id for message in messages)
    assert Counter(answer.status for answer in answers) == {201: 285, 404: 3, 500: 3, 403: 3, 400: 3, 302: 3}


def test_the_ttl_of_one_message_does_not_leak_into_the_next(post):
    sender = post.sender()
    for number, ttl in enumerate((3600, 0, 60)):
        post.send_one(sender, id=str(number), ttl=ttl)
    assert [accepted.ttl for accepted in post.service.accepted] == [3600, 0, 60]


def test_each_service_is_signed_for_by_its_own_name(post):
    """The service refuses any other audience, so being accepted is the proof."""
    answers = post.send(post.sender(), [post.message(host, host=host) for host in (FCM, MOZILLA, APPLE, WINDOWS)])
    assert {answer.outcome for answer in answers} == {"sent"}
    signed = {accepted.host: accepted.headers["Authorization"] for accepted in post.service.accepted}
    assert len(set(signed.values())) == 4


def test_windows_is_told_how_to_keep_a_message(post):
    post.send(
        post.sender(), [post.message("1", host=WINDOWS), post.message("2", host=WINDOWS, ttl=0), post.message("3")]
    )
    policies = {accepted.token: accepted.headers.get("X-WNS-Cache-Policy") for accepted in post.service.accepted}
    assert policies == {"1": "cache", "2": "no-cache", "3": None}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"payload": b"x" * 2049}, "2049 bytes"),
        ({"target": Target("https://example.org/x", b"\4" * 65, bytes(16))}, "no push service"),
        ({"target": Target(f"https://{FCM}/x", b"\4" + bytes(64), bytes(16))}, ""),
        ({"target": Target(f"https://{FCM}/x", b"", b"")}, ""),
    ],
    ids=["too long", "bad endpoint", "point off the curve", "no keys"],
)
def test_a_message_that_cannot_be_sent_is_refused_and_the_others_go_on(post, changes, reason):
    whole = {"id": "poison", "target": post.phone.target(f"https://{FCM}/x"), "payload": b"{}", "ttl": 1, "topic": "t"}
    answers = {
        answer.id: answer for answer in post.send(post.sender(), [Message(**(whole | changes)), post.message("good")])
    }
    assert answers["good"].outcome == "sent"
    assert (answers["poison"].outcome, answers["poison"].status) == ("refused", 0)
    assert reason in answers["poison"].detail


def test_messages_are_taken_and_encrypted_only_when_there_is_room(post, started):
    taken = []

    def endless():
        for number in itertools.count():
            taken.append(number)
            yield post.message(str(number))

    answers = post.sender().send(endless(), clock.now())
    next(answers)
    assert len(started) <= IN_FLIGHT_PER_ORIGIN + 1
    assert len(taken) <= sender_module.LOOK_AHEAD + IN_FLIGHT_PER_ORIGIN + 1
    answers.close()


def test_a_push_service_that_hangs_keeps_no_other_waiting(post):
    post.service.fail("hang", times=1000, host=FCM)
    sender = post.sender(total_s=5)
    messages = [*post.messages(150, host=FCM), *post.messages(100, host=APPLE)]
    began, sent_after = monotonic(), {}
    for answer in sender.send(messages, clock.now()):
        sent_after.setdefault(answer.outcome, []).append(monotonic() - began)
    assert len(sent_after["sent"]) == 100
    assert max(sent_after["sent"]) < min(sent_after["later"])


def test_over_http_1_an_answer_that_hangs_keeps_few_others_waiting(post):
    post.service.fail("hang")
    answers = post.send(post.sender(total_s=3), post.messages(40))
    assert Counter(answer.outcome for answer in answers) == {"sent": 39, "later": 1}


def test_told_to_stop_it_starts_nothing_more_and_answers_all(post, started):
    stop = threading.Event()
    answers = post.sender().send(post.messages(400), clock.now(), stop.is_set)
    seen = [next(answers)]
    stop.set()
    seen += answers
    assert len(seen) == 400
    unsent = [answer for answer in seen if answer.outcome == "later"]
    assert len(unsent) == 400 - len(post.service.accepted) >= 200
    assert {(answer.detail, answer.retry_after) for answer in unsent} == {("not sent: told to stop", 0.0)}
    assert len(started) == len(post.service.accepted)


def test_a_caller_that_asks_for_no_more_leaves_nothing_behind(post):
    sender = post.sender()
    answers = sender.send(post.messages(300), clock.now())
    next(answers)
    answers.close()
    assert not any(lane.flying or lane.waiting for lane in sender._lanes.values())
    assert [answer.outcome for answer in post.send(sender, post.messages(20, first=1000))] == ["sent"] * 20


def test_a_fault_of_the_caller_passes_through_and_leaves_nothing_behind(post):
    def broken():
        yield from post.messages(50)
        raise LookupError

    sender = post.sender()
    with pytest.raises(LookupError):
        post.send(sender, broken())
    assert post.send_one(sender).outcome == "sent"


def test_handles_and_connections_are_used_again_and_again(post):
    sender = post.sender()
    post.send(sender, post.messages(150))
    open_files, handles = len(os.listdir("/proc/self/fd")), len(sender._idle)
    for round in range(1, 6):
        post.send(sender, post.messages(150, first=150 * round))
    assert len(post.service.accepted) == 900
    assert len(os.listdir("/proc/self/fd")) <= open_files
    assert len(sender._idle) == handles <= IN_FLIGHT_PER_ORIGIN


def test_a_handle_forgets_what_it_read_for_the_message_before(post):
    """Else its inboxes would be full after two such bodies, or a hundred heads."""
    sender = post.sender()
    post.service.fail(410, body=b"x" * 3000, times=5)
    answers = [post.send_one(sender, id=f"a{number}") for number in range(150)]
    assert [answer.status for answer in answers] == [410] * 5 + [201] * 145
    assert len(sender._idle) == 1


def test_many_messages_travel_over_few_connections_of_http_2(post, vapid, figure):
    with sink() as quick:
        sender = Sender(vapid, SUBJECT, transport=quick.transport)
        assert {answer.status for answer in post.send(sender, post.messages(1000))} == {201}
        seen = quick.seen()
        connections = sum(name.startswith("port") for name in seen)
        figure(f"1,000 pushes over {connections} connection(s) of HTTP/2")
        assert seen["HTTP 2"] == 1000
        assert connections <= 4
        sender.close()


def test_memory_does_not_grow_with_the_messages(post, vapid, figure):
    with sink() as quick:
        sender = Sender(vapid, SUBJECT, transport=quick.transport)
        messages = post.messages(1000)
        post.send(sender, messages * 2)
        before = psutil.Process().memory_info().rss
        post.send(sender, messages * 8)
        grown = (psutil.Process().memory_info().rss - before) / 1e6
        sender.close()
    figure(f"memory after 8,000 more pushes: {grown:+.1f} MB")
    assert grown < 4


def test_hosts_that_somebody_made_up_do_not_use_up_the_machine(post, figure):
    made_up = [f"a{number}.notify.windows.com" for number in range(400)]
    post.service.fail("hang", times=10_000)
    sender = post.sender(total_s=1)
    files, most, outcomes = len(os.listdir("/proc/self/fd")), 0, []
    for answer in sender.send((post.message(host, host=host) for host in made_up), clock.now()):
        most = max(most, len(os.listdir("/proc/self/fd")))
        outcomes.append(answer.outcome)
    figure(f"400 made-up push services at once: {most - files} more file descriptors")
    assert outcomes == ["later"] * 400
    assert len(sender._lanes) <= sender_module.MOST_LANES
    assert most - files < 500
    post.service.mend()
    assert post.send_one(sender, id="good").outcome == "sent"


def test_the_lane_used_last_is_the_last_to_be_closed(post):
    sender = post.sender()
    kept = sender._lane("https://fcm.googleapis.com")
    for number in range(3 * sender_module.MOST_LANES):
        sender._lane(f"https://a{number}.notify.windows.com")
        assert sender._lane("https://fcm.googleapis.com") is kept


def test_another_key_than_the_one_subscribed_with_is_held_not_deleted(post, vapid):
    from cryptography.hazmat.primitives.asymmetric import ec

    target = post.phone.target(post.service.endpoint("mine", key=vapid.public))
    ours = Message("mine", target, b"{}", 60, "t")
    stranger = Post(post.service, VapidKeys(ec.generate_private_key(ec.SECP256R1())), post.open)
    assert [answer.outcome for answer in post.send(post.sender(), [ours])] == ["sent"]
    assert [answer.outcome for answer in post.send(stranger.sender(), [ours])] == ["held"]


def test_a_service_that_dies_under_a_hundred_streams_leaves_each_with_one_answer(post, vapid):
    with sink() as quick:
        sender = Sender(vapid, SUBJECT, transport=quick.transport)
        answers = sender.send(post.messages(2000), clock.now())
        seen = [next(answers)]
        quick.kill()
        seen += answers
        sender.close()
    assert len({answer.id for answer in seen}) == len(seen) == 2000
    assert {answer.outcome for answer in seen} == {"sent", "later"}
