"""The line between phone and server: a proxy on this machine that can cut it, hang, or lose what the server answers."""

import contextlib
import http.client
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

GOOD, CUT, HUNG, LOST = "good", "cut", "hung", "lost"
NOT_PASSED_ON = {"connection", "keep-alive", "transfer-encoding", "content-length"}


@dataclass
class Line:
    """`state` is GOOD, CUT (the request never arrives), HUNG (nothing ever answers) or LOST (what was posted arrives, its
    answer does not). `doom` runs once, in the middle of the next post."""

    server_port: int
    port: int = 0
    state: str = GOOD
    dead: bool = False  # nothing goes through, whatever the state
    doom: Callable[[], None] | None = None
    freed: threading.Event = field(default_factory=threading.Event)
    lost: int = 0

    def become(self, state: str, dead: bool = False) -> None:
        """Requests that hung until now are dropped."""
        self.state, self.dead = state, dead
        self.freed.set()
        self.freed = threading.Event()

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, list, bytes] | None:
        """The server's answer; None when none may or can come back."""
        if self.state == HUNG and not self.dead:
            self.freed.wait(60)
        if self.dead or self.state in (CUT, HUNG):
            return None
        doom, self.doom = (self.doom, None) if method == "POST" else (None, self.doom)
        try:
            answer = self._forward(method, path, headers, body, doom)
        except (OSError, http.client.HTTPException):
            return None
        if self.state == LOST and method == "POST":
            self.lost += 1
            return None
        return answer

    def _forward(self, method: str, path: str, headers: dict[str, str], body: bytes, doom: Callable[[], None] | None):
        connection = http.client.HTTPConnection("127.0.0.1", self.server_port, timeout=30)
        with contextlib.closing(connection):
            connection.request(method, path, body or None, headers)
            if doom:
                doom()
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()


@contextmanager
def line_to(server_port: int) -> Iterator[Line]:
    """A line to a server, at a port of its own until the end."""
    line = Line(server_port)
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(line)) as proxy:
        proxy.daemon_threads, proxy.block_on_close = True, False
        line.port = proxy.server_port
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        try:
            yield line
        finally:
            line.become(CUT)
            proxy.shutdown()


def _handler(line: Line) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name: value for name, value in self.headers.items() if name.lower() not in NOT_PASSED_ON}
            answer = line.ask(self.command, self.path, headers, body)
            with contextlib.suppress(OSError):
                self._hang_up() if answer is None else self._pass_on(*answer)

        do_POST = do_GET

        def handle(self) -> None:
            with contextlib.suppress(OSError):
                super().handle()

        def log_message(self, *_: object) -> None:
            pass

        def _pass_on(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in NOT_PASSED_ON:
                    self.send_header(name, value)
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _hang_up(self) -> None:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)

    return Handler
