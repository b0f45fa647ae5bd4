"""The service itself: one TLS port for pushes under the push services' real names, one plain for Firefox's websocket."""

import asyncio
import contextlib
import os
import socket
import ssl
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Literal

import pycurl
import trustme
from aiohttp import web

from tests.pushservice.browsers import Browsers, Subscription
from tests.pushservice.rules import Refusal, check_body, check_headers, check_vapid
from webapp.push.transport import Transport

MOZILLA = "updates.push.services.mozilla.com"
NAMES = (
    MOZILLA, "fcm.googleapis.com", "jmt17.google.com", "android.googleapis.com", "web.push.apple.com",
    "*.notify.windows.com", "localhost", "127.0.0.1",
)  # fmt: skip
HUGE_BYTES = 200 * 1024 * 1024
FOREVER = 10**9
GOODBYE_S = 0.05
Wrong = Literal["hang", "trickle", "close", "garbage", "huge", "lost"]


@dataclass
class Accepted:
    """A message the service took: what a phone would get, and what else was asked."""

    token: str
    topic: str | None
    ttl: int
    urgency: str
    body: bytes
    host: str
    headers: Mapping[str, str]
    at: float  # of the monotonic clock


@dataclass
class Seen:
    """A request for a push, whatever became of it; `status` is 0 while, or if, it has no answer."""

    token: str
    host: str
    at: float
    status: int = 0


@dataclass
class Fault:
    """The next `times` requests, of this token or host if one is named, are answered so."""

    what: int | Wrong
    headers: Mapping[str, str]
    body: bytes
    times: int
    token: str | None
    host: str | None


@dataclass
class PushService:
    """All a test needs; lists grow while the service runs, in a thread of its own."""

    port: int = 0
    ws_url: str = ""
    ca_file: str = ""
    accepted: list[Accepted] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    bytes_sent: int = 0  # of huge answers
    browsers: Browsers = field(init=False)

    def __post_init__(self) -> None:
        self.browsers = Browsers(lambda token: self._url(MOZILLA, token))

    @property
    def transport(self) -> Transport:
        """For Sender: every name leads here, and only this service's certificates are believed."""
        return Transport((f"::127.0.0.1:{self.port}",), self.ca_file, open_loopback_socket)

    @property
    def acks(self) -> list[tuple[str, int]]:
        """What browsers confirmed: version and code, 100 for delivered, 101 for not decrypted."""
        return self.browsers.acks

    def endpoint(self, token: str, host: str = MOZILLA, key: str | None = None) -> str:
        """A subscription of that token, made if there is none; `key` is the application server key it insists on."""
        self.browsers.subscriptions.setdefault(token, Subscription(token, key))
        return self._url(host, token)

    def queued(self, token: str) -> list[bytes]:
        """Bodies that wait for the phone."""
        return [message.body for message in self.browsers.subscriptions[token].queue]

    def end(self, token: str) -> None:
        """The person takes the permission back: the service answers 410 from now on."""
        del self.browsers.subscriptions[token]

    def forget_browsers(self) -> None:
        """Give each browser a new identity when it comes back, whereupon it renews its subscriptions."""
        self.browsers.known.clear()
        self.browsers.subscriptions.clear()

    def fail(
        self, what: int | Wrong, headers: Mapping[str, str] | None = None, body: bytes = b"", *,
        times: int = 1, token: str | None = None, host: str | None = None,
    ) -> None:  # fmt: skip
        """Answer the next requests with this status, or in one of the ways of Wrong; `lost` accepts, then says nothing."""
        self.faults.append(Fault(what, headers or {}, body, times, token, host))

    def mend(self) -> None:
        self.faults.clear()

    def wait_for(self, condition: Callable[[], object], seconds: float = 10) -> None:
        """Raises TimeoutError."""
        end = monotonic() + seconds
        while not condition():
            if monotonic() > end:
                raise TimeoutError("the push service did not see what was waited for")
            sleep(0.01)

    def _url(self, host: str, token: str) -> str:
        return f"https://{host}/wpush/v2/{token}"

    async def push(self, request: web.Request) -> web.StreamResponse:
        seen = Seen(request.match_info["token"], request.host, monotonic())
        self.seen.append(seen)
        body = await request.read()
        fault = self._next_fault(seen)
        if fault is None:
            answer = await self._take(request, seen.token, body)
        elif fault.what == "lost":
            await self._take(request, seen.token, body)
            answer = await self._misbehave(request, "close")
        elif isinstance(fault.what, int):
            answer = web.Response(status=fault.what, headers=fault.headers, body=fault.body)
        else:
            answer = await self._misbehave(request, fault.what)
        seen.status = answer.status
        return answer

    def _next_fault(self, seen: Seen) -> Fault | None:
        for fault in self.faults:
            if fault.times > 0 and fault.token in (None, seen.token) and fault.host in (None, seen.host):
                fault.times -= 1
                return fault
        return None

    async def _take(self, request: web.Request, token: str, body: bytes) -> web.Response:
        subscription = self.browsers.subscriptions.get(token)
        try:
            check_headers(request.headers)
            check_body(body)
            key = subscription.key if subscription else None
            check_vapid(request.headers.get("Authorization", ""), f"https://{request.host}", key)
            if subscription is None:
                raise Refusal(410, "no such subscription")
        except Refusal as refusal:
            return web.json_response({"code": refusal.status, "message": refusal.reason}, status=refusal.status)
        ttl, topic = int(request.headers["TTL"]), request.headers.get("Topic")
        urgency = request.headers.get("Urgency", "normal")
        self.accepted.append(
            Accepted(token, topic, ttl, urgency, body, request.host, dict(request.headers), monotonic())
        )
        await self.browsers.deliver(subscription, topic, ttl, body)
        return web.Response(status=201, headers={"Location": f"/m/{len(self.accepted)}", "TTL": str(ttl)})

    async def _misbehave(self, request: web.Request, how: Wrong) -> web.StreamResponse:
        wire = request.transport
        if how == "huge":
            return await self._send_huge(request)
        if how == "hang":
            await asyncio.sleep(3600)
        elif how == "trickle":
            for byte in b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n":
                wire.write(bytes([byte]))
                await asyncio.sleep(1)
        elif how == "garbage":
            wire.write(b"\x00" + os.urandom(400) + b"\r\n\r\n")
            await asyncio.sleep(0.05)
        wire.abort()
        return web.Response(status=500)

    async def _send_huge(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(status=200, headers={"Content-Length": str(HUGE_BYTES)})
        await answer.prepare(request)
        wire = request.transport
        with contextlib.suppress(ConnectionError):
            while self.bytes_sent < HUGE_BYTES and not wire.is_closing():
                await answer.write(b"x" * 65536)
                self.bytes_sent += 65536
                await asyncio.sleep(0)
        wire.abort()
        return answer


@contextmanager
def push_service(names: tuple[str, ...] = NAMES, not_after: datetime | None = None) -> Iterator[PushService]:
    """A running service whose certificate is for `names`, and good until `not_after` if that is given."""
    service = PushService()
    loop = asyncio.new_event_loop()
    with TemporaryDirectory() as folder:
        listening = _listening(service, _certified(service, names, not_after, Path(folder)))
        # All in a thread of its own: the one of the test may have a loop already, a browser's.
        thread = threading.Thread(target=loop.run_forever, daemon=True)
        thread.start()
        try:
            asyncio.run_coroutine_threadsafe(listening.__aenter__(), loop).result()
            yield service
            asyncio.run_coroutine_threadsafe(listening.__aexit__(None, None, None), loop).result()
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()


def open_loopback_socket(purpose: int, address: tuple) -> int:
    """The guard of tests: the other way round, nothing may leave this machine."""
    family, kind, protocol, place = address
    return socket.socket(family, kind, protocol).detach() if ip_address(place[0]).is_loopback else pycurl.SOCKET_BAD


def _certified(
    service: PushService, names: tuple[str, ...], not_after: datetime | None, folder: Path
) -> ssl.SSLContext:
    authority = trustme.CA()
    service.ca_file = str(folder / "ca.pem")
    authority.cert_pem.write_to_path(service.ca_file)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(*names, not_after=not_after).configure_cert(context)
    return context


@asynccontextmanager
async def _listening(service: PushService, context: ssl.SSLContext) -> AsyncIterator[None]:
    app = web.Application()
    app.router.add_post("/wpush/v2/{token}", service.push)
    app.router.add_get("/", service.browsers.serve)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    listen = asyncio.get_running_loop().create_server
    pushes = await listen(runner.server, "127.0.0.1", 0, ssl=context, ssl_shutdown_timeout=GOODBYE_S)
    sockets = await listen(runner.server, "127.0.0.1", 0)
    service.port, service.ws_url = _port(pushes), f"ws://127.0.0.1:{_port(sockets)}/"
    yield
    pushes.close()
    sockets.close()
    wires = [connection.transport for connection in runner.server.connections]
    await runner.cleanup()
    # A client that keeps its connection does not say goodbye; one still shaking hands is waited for this long.
    for wire in filter(None, wires):
        wire.abort()
    await asyncio.sleep(2 * GOODBYE_S)


def _port(server: asyncio.Server) -> int:
    return server.sockets[0].getsockname()[1]
