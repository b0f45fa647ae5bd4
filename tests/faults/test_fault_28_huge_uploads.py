"""Fault 28: uploads of gigabytes, told or chunked, and of thousands of parts. Refused early, in flat memory."""

import socket
import time

import pytest

from tests.faults.conftest import op
from tests.sizes import FULL

MEGABYTE = 1024**2
FOUR_GIGABYTES = 4 * 1024**3
MOST_SENT = FOUR_GIGABYTES if FULL else 200 * MEGABYTE
# What the kernel takes on both sides before the refusal is read.
SLACK = 8 * MEGABYTE
MOST_GROWTH = 80 * MEGABYTE

PATHS = [("/sync", "application/json"), ("/me/import", "multipart/form-data; boundary=b")]
# The import page says it beside its field, with 422.
REFUSED = {"/sync": (413,), "/me/import": (413, 422)}


@pytest.mark.parametrize(("path", "kind"), PATHS, ids=["sync", "import"])
def test_four_gigabytes_told_in_advance_are_refused_before_they_are_sent(server, phone, path, kind):
    request = _head(server, phone(), path, kind, f"Content-Length: {FOUR_GIGABYTES}")
    with _connected(server) as connection:
        connection.sendall(request + b"x" * 1000)
        assert _status(connection) in REFUSED[path]


@pytest.mark.parametrize(("path", "kind"), PATHS, ids=["sync", "import"])
def test_chunks_without_end_are_refused_early_in_flat_memory(server, phone, path, kind):
    before = server.memory()
    request = _head(server, phone(), path, kind, "Transfer-Encoding: chunked")
    with _connected(server) as connection:
        connection.sendall(request)
        started = time.monotonic()
        sent = _send_chunks(connection, _beginning(kind))
        status = _status(connection)
    growth = server.memory() - before
    took = time.monotonic() - started
    print(
        f"fault 28: {path} refused {sent / MEGABYTE:.0f} MB with {status} in {took:.1f} s, {growth / MEGABYTE:+.0f} MB"
    )
    assert status in (413, None), "refused, or the connection is cut"
    assert sent <= SLACK
    assert growth < MOST_GROWTH


def test_two_thousand_parts_are_refused(server, phone):
    part = "--b\r\nContent-Disposition: form-data; name=p{}\r\n\r\nx\r\n"
    body = "".join(part.format(number) for number in range(2000)).encode() + b"--b--\r\n"
    request = _head(server, phone(), "/me/import", "multipart/form-data; boundary=b", f"Content-Length: {len(body)}")
    with _connected(server) as connection:
        connection.sendall(request + body)
        assert _status(connection) in REFUSED["/me/import"]


def test_the_server_goes_on_after_all_of_this(server, phone):
    someone = phone()
    with _connected(server) as connection:
        connection.sendall(_head(server, someone, "/sync", "application/json", "Transfer-Encoding: chunked"))
        _send_chunks(connection, b"")
    assert someone.send([op()]) == ["applied"]


def _head(server, phone, path: str, kind: str, length: str) -> bytes:
    lines = (
        f"POST {path} HTTP/1.1", f"Host: localhost:{server.port}", f"Cookie: {phone.cookie}", "X-App: 1",
        "Sec-Fetch-Site: same-origin", f"Content-Type: {kind}", length, "", "",
    )  # fmt: skip
    return "\r\n".join(lines).encode()


def _beginning(kind: str) -> bytes:
    """The start of a file in a form, so that what follows is read as the file."""
    named = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.json"\r\n\r\n'
    return named if kind.startswith("multipart") else b""


def _connected(server) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 256 * 1024)
    return connection


def _send_chunks(connection: socket.socket, beginning: bytes) -> int:
    """Send until told to stop, cut off, or the most is sent; returns the bytes sent."""
    sent, chunk = 0, b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    connection.settimeout(0.02)
    try:
        if beginning:
            connection.sendall(b"%x\r\n%s\r\n" % (len(beginning), beginning))
        while sent < MOST_SENT and not _has_answer(connection):
            connection.settimeout(30)
            connection.sendall(chunk)
            sent += 0x10000
    except OSError:
        pass
    connection.settimeout(30)
    return sent


def _has_answer(connection: socket.socket) -> bool:
    connection.setblocking(False)
    try:
        return len(connection.recv(1, socket.MSG_PEEK)) >= 0
    except BlockingIOError:
        return False


def _status(connection: socket.socket) -> int | None:
    """The status of the answer; None when the connection was cut first."""
    try:
        line = connection.recv(4096).partition(b"\r\n")[0]
    except OSError:
        return None
    return int(line.split()[1]) if line else None
