"""Fault 16: redirects, garbage, 200 MB, bad TLS. Never followed, hardly read, never believed."""

from datetime import UTC, datetime
from time import monotonic

import psutil
import pytest

from tests.pushservice import push_service
from tests.pushservice.fixtures import Post
from webapp.push.transport import MOST_BODY_BYTES, MOST_HEAD_BYTES

FCM, MOZILLA = "fcm.googleapis.com", "updates.push.services.mozilla.com"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("scheme", ["https", "http"])
def test_a_redirect_is_never_followed(post, status, scheme):
    elsewhere = post.service.endpoint("elsewhere").replace("https", scheme)
    post.service.fail(status, {"Location": elsewhere})
    answer = post.send_one(post.sender(), host=FCM)
    assert (answer.outcome, answer.status) == ("refused", status)
    assert [seen.host for seen in post.service.seen] == [FCM]
    assert post.service.accepted == []


def test_garbage_in_place_of_an_answer_is_tried_later(post):
    post.service.fail("garbage")
    answer = post.send_one(post.sender())
    assert (answer.outcome, answer.status) == ("later", 0)
    assert answer.detail.isprintable()


def test_of_an_answer_of_200_mb_little_is_read(post, figure):
    post.service.fail("huge")
    before, began = psutil.Process().memory_info().rss, monotonic()
    answer = post.send_one(post.sender())
    took, grown = monotonic() - began, (psutil.Process().memory_info().rss - before) / 1e6
    figure(
        f"fault 16: 200 MB offered, {post.service.bytes_sent / 1e6:.1f} MB had left, {took:.2f} s, memory {grown:+.1f} MB"
    )
    assert answer.outcome == "later" and "too long" in answer.detail
    assert post.service.bytes_sent < 20e6 and grown < 20  # what the sockets between the two hold


@pytest.mark.parametrize(
    ("status", "size", "outcome"),
    [(201, MOST_BODY_BYTES, "sent"), (201, MOST_BODY_BYTES + 1, "later"), (410, MOST_BODY_BYTES + 1, "later")],
)
def test_four_kb_are_read_and_not_a_byte_more(post, status, size, outcome):
    post.service.fail(status, body=b"x" * size)
    assert post.send_one(post.sender()).outcome == outcome


def test_an_endless_head_is_given_up(post):
    post.service.fail(201, {f"X-{number}": "x" * 1000 for number in range(MOST_HEAD_BYTES // 1000 + 1)})
    answer = post.send_one(post.sender())
    assert answer.outcome == "later" and "too long" in answer.detail


def test_strange_answers_do_not_spoil_the_next_message(post):
    sender = post.sender()
    for what in ("garbage", "huge", "close", 302):
        post.service.fail(what, times=5, token=f"{what}")
        post.send_one(sender, id=f"{what}")
        assert post.send_one(sender, id="good").outcome == "sent"


@pytest.mark.parametrize(
    "certificate",
    [{"names": ("push.example.org",)}, {"names": ("*.com",)}, {"not_after": datetime(2020, 1, 1, tzinfo=UTC)}],
    ids=["another name", "too wide", "run out"],
)
def test_a_certificate_that_proves_nothing_is_not_spoken_to(vapid, post, certificate):
    with push_service(**certificate) as impostor:
        theirs = Post(impostor, vapid, post.open)
        answer = theirs.send_one(theirs.sender())
        assert (answer.outcome, answer.status) == ("later", 0)
        assert "certificate" in answer.detail.lower() or "ssl" in answer.detail.lower()
        assert impostor.seen == []


def test_an_authority_of_its_own_is_not_believed(post):
    """The authorities of this machine do not know the one of the tests; in production nobody can name another."""
    answer = post.send_one(post.sender(ca_file=None))
    assert (answer.outcome, answer.status) == ("later", 0)
    assert post.service.seen == []


def test_a_port_without_tls_is_not_spoken_to(post):
    plain = post.service.ws_url.rstrip("/").rpartition(":")[2]
    answer = post.send_one(post.sender(connect_to=(f"::127.0.0.1:{plain}",)))
    assert (answer.outcome, answer.status) == ("later", 0)
    assert post.service.seen == []
