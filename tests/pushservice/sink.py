"""A push service that only says yes, fast, over TLS and HTTP/2 or 1.1: for measuring, and for how connections are used.

It is a production server in a process of its own, on another core than the caller where there is one.
"""

import json
import os
import socket
import ssl
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

import psutil
import trustme

from tests.pushservice.service import NAMES, open_loopback_socket
from webapp.push.transport import Transport

ROOT = Path(__file__).resolve().parents[2]
GRANIAN = (
    "--interface", "asgi", "--host", "127.0.0.1", "--workers", "1", "--no-ws", "--http", "auto", "--log-level", "warning",
    "--workers-kill-timeout", "1",
)  # fmt: skip
seen: Counter[str] = Counter()  # in the server: requests by version of HTTP, and by the port they came from


@dataclass(frozen=True)
class Sink:
    port: int
    ca_file: str
    process: subprocess.Popen

    @property
    def transport(self) -> Transport:
        return Transport((f"::127.0.0.1:{self.port}",), self.ca_file, open_loopback_socket)

    def seen(self) -> dict[str, int]:
        """How many requests of each version of HTTP ("HTTP 2") and over each connection ("port 40123") came so far."""
        context = ssl.create_default_context(cafile=self.ca_file)
        with urllib.request.urlopen(f"https://localhost:{self.port}/seen", timeout=5, context=context) as answer:
            return json.load(answer)

    def kill(self) -> None:
        """At once, in the midst of whatever it does."""
        parent = psutil.Process(self.process.pid)
        for process in (parent, *parent.children(recursive=True)):
            process.kill()


@contextmanager
def sink() -> Iterator[Sink]:
    """Up when it answers."""
    with TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
        probe.close()
        ca_file, certificate, key = _certify(Path(folder))
        command = [
            str(Path(sys.executable).parent / "granian"), *GRANIAN, "--port", str(port),
            "--ssl-certificate", certificate, "--ssl-keyfile", key, "tests.pushservice.sink:app",
        ]  # fmt: skip
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.sched_setaffinity(process.pid, {max(os.sched_getaffinity(0))})
        try:
            found = Sink(port, ca_file, process)
            _wait(found, process)
            yield found
        finally:
            process.terminate()
            process.wait(20)


async def app(scope: dict, receive, send) -> None:
    """201 for a push that was read to its end."""
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    asked = scope["path"] == "/seen"
    if not asked:
        seen[f"HTTP {scope['http_version']}"] += 1
        seen[f"port {scope['client'][1]}"] += 1
    await send({"type": "http.response.start", "status": 200 if asked else 201, "headers": []})
    await send({"type": "http.response.body", "body": json.dumps(seen).encode() if asked else b""})


def _certify(folder: Path) -> tuple[str, str, str]:
    """Paths of the authority, the certificate and its key."""
    authority = trustme.CA()
    certificate = authority.issue_cert(*NAMES)
    ca_file, chain, key = (folder / name for name in ("ca.pem", "chain.pem", "key.pem"))
    authority.cert_pem.write_to_path(ca_file)
    for blob in certificate.cert_chain_pems:
        blob.write_to_path(chain, append=True)
    certificate.private_key_pem.write_to_path(key)
    return str(ca_file), str(chain), str(key)


def _wait(found: Sink, process: subprocess.Popen) -> None:
    for _ in range(500):
        assert process.poll() is None, f"the sink ended with {process.returncode}"
        try:
            found.seen()
            return
        except OSError:
            sleep(0.02)
    raise AssertionError("the sink did not answer")
