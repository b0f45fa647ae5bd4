"""The line between a phone and the server: it can fall silent as a gym's Wi-Fi does, which accepts and answers nothing."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

CHUNK = 65536


class Line:
    """Passes bytes on both ways while it is not held."""

    def __init__(self, server: str) -> None:
        self.target = (urlsplit(server).hostname, urlsplit(server).port)
        self.door = socket.create_server(("localhost", 0))
        self.url = f"http://localhost:{self.door.getsockname()[1]}"
        self.open = threading.Event()
        self.open.set()

    def serve(self) -> None:
        """Until the door is closed."""
        with contextlib.suppress(OSError):
            while True:
                phone, _ = self.door.accept()
                threading.Thread(target=self._connect, args=(phone,), daemon=True).start()

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Connections are accepted, and nothing comes back; afterwards what was asked meanwhile is answered."""
        self.open.clear()
        yield
        self.open.set()

    def _connect(self, phone: socket.socket) -> None:
        self.open.wait()
        with contextlib.suppress(OSError), phone, socket.create_connection(self.target) as server:
            back = threading.Thread(target=self._pass, args=(server, phone), daemon=True)
            back.start()
            self._pass(phone, server)
            back.join()

    def _pass(self, here: socket.socket, there: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := here.recv(CHUNK):
                self.open.wait()
                there.sendall(data)
            there.shutdown(socket.SHUT_WR)


@contextmanager
def line_to(server: str) -> Iterator[Line]:
    line = Line(server)
    threading.Thread(target=line.serve, daemon=True).start()
    yield line
    line.open.set()
    line.door.close()
