from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.push.answer import Answer, classify, read_headers, read_retry_after, scrubbed, unanswered

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
WINDOWS, FCM = "https://wns2-ln2p.notify.windows.com", "https://fcm.googleapis.com"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (201, "sent"), (200, "sent"), (202, "sent"), (204, "sent"),
        (404, "gone"), (410, "gone"),
        (401, "held"), (403, "held"),
        (429, "later"), (408, "later"), (500, "later"), (502, "later"), (503, "later"), (504, "later"), (599, "later"),
        (400, "refused"), (413, "refused"), (405, "refused"), (406, "refused"), (422, "refused"),
        (301, "refused"), (302, "refused"), (307, "refused"), (308, "refused"), (100, "refused"),
    ],
)  # fmt: skip
def test_each_status_has_its_meaning(status, outcome):
    assert classify(status, {}, id="7", origin=FCM, now=NOW).outcome == outcome


def test_windows_says_406_for_too_many():
    assert classify(406, {"retry-after": "9"}, id="7", origin=WINDOWS, now=NOW).retry_after == 9
    assert classify(406, {}, id="7", origin="https://evilnotify.windows.com", now=NOW).outcome == "refused"


@pytest.mark.parametrize("status", [429, 503])
def test_the_wait_asked_for_is_handed_on(status):
    assert classify(status, {"retry-after": "120"}, id="7", now=NOW).retry_after == 120


@pytest.mark.parametrize("status", [201, 410, 403, 400])
def test_a_wait_means_nothing_with_other_answers(status):
    assert classify(status, {"retry-after": "120"}, id="7", now=NOW).retry_after is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0), ("120", 120), (" 5 ", 5), ("99999999999999999999", 30 * 24 * 3600),
        (format_datetime(NOW + timedelta(minutes=2), usegmt=True), 120),
        (format_datetime(NOW - timedelta(minutes=2), usegmt=True), 0),
        ("Wed, 18 Nov 2026 12:00:30 -0000", 30),
        ("Wed, 18 Nov 9999 12:00:30 GMT", 30 * 24 * 3600),
        ("", None), ("soon", None), ("-5", None), ("1.5", None), ("1e9", None), ("٣", None), ("9" * 400, None),
    ],
)  # fmt: skip
def test_a_wait_is_seconds_or_a_date(text, seconds):
    assert read_retry_after(text, NOW) == seconds


@given(st.text(max_size=60))
def test_no_text_in_place_of_a_wait_does_harm(text):
    seconds = read_retry_after(text, NOW)
    assert seconds is None or 0 <= seconds <= 30 * 24 * 3600


def test_the_headers_are_those_of_the_last_answer():
    head = b"HTTP/1.1 100 Continue\r\nA: 1\r\n\r\nHTTP/1.1 429 Slow\r\nRetry-After: 5\r\nX-WNS-Status: a:b\r\n\r\n"
    assert read_headers(head) == {"retry-after": "5", "x-wns-status": "a:b"}
    assert read_headers(b"") == {}


@given(st.binary(max_size=200))
def test_no_head_or_body_does_harm(data):
    answer = classify(500, read_headers(data), id="7", body=data, now=NOW)
    assert answer.outcome == "later"
    assert len(answer.detail) <= 300 and answer.detail.isprintable()


def test_the_detail_holds_what_helps():
    answer = classify(
        400, {"x-wns-error-description": "bad ttl", "date": "now"}, id="7", body=b'{"code":\n110}', now=NOW
    )
    assert answer.detail == '400 x-wns-error-description=bad ttl {"code": 110}'


@pytest.mark.parametrize("token", ["c1:APA91bHun4MxP5egoKMwt2KZFBaFUH-1RYqx", "gAAAAABk" * 20])
def test_an_address_repeated_by_an_error_page_is_cut_from_the_detail(token):
    page = f"<p>The requested URL <code>/fcm/send/{token}</code> was not found.".encode()
    detail = classify(404, {}, id="7", body=page, now=NOW).detail
    assert token not in detail and token[:12] not in detail
    assert token[-6:] in detail and "was not found" in detail


def test_a_message_that_was_sent_needs_no_detail():
    assert classify(201, {}, id="7", body=b"ok", now=NOW) == Answer("7", "sent", 201, None, "")


def test_without_an_answer_there_is_no_status():
    assert unanswered("7", "timed\nout", 5.0) == Answer("7", "later", 0, 5.0, "timed out")
    assert scrubbed("\x00a\x1b[31m") == "a [31m"
