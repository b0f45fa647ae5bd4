import socket

import pycurl
import pytest

from webapp.push.transport import Inbox, open_public_socket


def test_an_inbox_takes_no_more_than_its_limit():
    inbox = Inbox(10)
    assert [inbox.take(b"12345"), inbox.take(b"67890"), inbox.take(b"1")] == [5, 5, 0]
    assert inbox.full and inbox.data == b"1234567890"
    inbox.clear()
    assert not inbox.full and inbox.take(b"1") == 1


@pytest.mark.parametrize("name", ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
def test_a_proxy_of_the_environment_is_not_used(post, monkeypatch, name):
    """It would be the address the guard sees, in place of the one really spoken to."""
    monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert post.send_one(post.sender()).outcome == "sent"


def test_no_login_and_no_cookie_travels(post, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".netrc").write_text("machine updates.push.services.mozilla.com login me password secret")
    sender = post.sender()
    post.service.fail(503, {"Set-Cookie": "a=b"})
    assert [post.send_one(sender).outcome for _ in range(2)] == ["later", "sent"]
    (accepted,) = post.service.accepted
    assert accepted.headers["Authorization"].startswith("vapid ")
    assert set(accepted.headers) == {
        "Host", "User-Agent", "TTL", "Topic", "Urgency", "Authorization", "Content-Encoding", "Content-Type", "Content-Length",
    }  # fmt: skip


def test_only_internet_sockets_are_opened():
    assert open_public_socket(0, (socket.AF_UNIX, socket.SOCK_STREAM, 0, "/run/x")) == pycurl.SOCKET_BAD
    number = open_public_socket(0, (socket.AF_INET, socket.SOCK_STREAM, 0, ("142.250.74.10", 443)))
    socket.socket(fileno=number).close()
