"""Fault 29: twelve phones that send half a body and fall silent. All others are still answered."""

import json
import socket
import time
from contextlib import ExitStack

from tests.faults.conftest import ask, op

SILENT = 12
AT_ONCE_S = 5


def test_half_sent_bodies_keep_nobody_else_waiting(server, phone):
    slow, quick = phone(), phone()
    with ExitStack() as stack:
        for _ in range(SILENT):
            _send_half(stack.enter_context(socket.create_connection(("127.0.0.1", server.port))), slow)
        time.sleep(0.5)
        started = time.monotonic()
        assert ask(server.port, "GET", "/healthz")[0] == 200
        assert quick.send([op()]) == ["applied"]
        took = time.monotonic() - started
    print(f"fault 29: with {SILENT} half-sent bodies open, a page and a tick took {took:.2f} s")
    assert took < AT_ONCE_S


def test_who_falls_silent_and_comes_back_is_answered_too(server, phone):
    slow = phone()
    body = json.dumps({"v": 1, "user": str(slow.person.id), "ops": [op()]}).encode()
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(_head(slow, len(body)) + body[:20])
        time.sleep(2)
        connection.sendall(body[20:])
        assert b" 200 " in connection.recv(4096).partition(b"\r\n")[0]


def _send_half(connection: socket.socket, phone) -> None:
    connection.sendall(_head(phone, 2000) + b'{"v": 1, "user": "')


def _head(phone, length: int) -> bytes:
    lines = (
        "POST /sync HTTP/1.1", f"Host: localhost:{phone.port}", f"Cookie: {phone.cookie}", "X-App: 1",
        "Sec-Fetch-Site: same-origin", "Content-Type: application/json", f"Content-Length: {length}", "", "",
    )  # fmt: skip
    return "\r\n".join(lines).encode()
