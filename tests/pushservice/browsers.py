"""Mozilla's websocket, which Firefox keeps open to its push service: register a channel, take messages, confirm them."""

import asyncio
import base64
import itertools
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from uuid import uuid4

from aiohttp import WSMsgType, web


@dataclass
class Subscription:
    """A place for messages: a browser's channel, or one that a test made."""

    token: str
    key: str | None = None  # the application server key it was made with
    channel: str = ""
    uaid: str = ""
    queue: list["Queued"] = field(default_factory=list)  # not delivered yet, or not confirmed


@dataclass
class Queued:
    version: str
    topic: str | None
    body: bytes
    until: float  # of the monotonic clock


@dataclass
class Browsers:
    """All browsers that ever said hello, the sockets of those that are there, and what they confirmed."""

    endpoint: Callable[[str], str]
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    sockets: dict[str, web.WebSocketResponse] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    acks: list[tuple[str, int]] = field(default_factory=list)  # version, code: 100 delivered, 101 not decrypted
    versions: itertools.count = field(default_factory=itertools.count)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(protocols=("push-notification",))
        await socket.prepare(request)
        uaid = ""
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    uaid = await self._hear(socket, uaid, json.loads(frame.data))
        finally:
            if self.sockets.get(uaid) is socket:
                del self.sockets[uaid]
        return socket

    async def deliver(self, subscription: Subscription, topic: str | None, ttl: int, body: bytes) -> None:
        """Hand over at once, or keep it for the TTL; a message not yet confirmed gives way to one of the same Topic."""
        message = Queued(f"{next(self.versions)}-{secrets.token_hex(4)}", topic, body, monotonic() + ttl)
        subscription.queue[:] = [old for old in subscription.queue if topic is None or old.topic != topic]
        socket = self.sockets.get(subscription.uaid)
        if socket is not None or ttl > 0:
            subscription.queue.append(message)
        if socket is not None:
            await self._notify(socket, subscription, message)

    async def _hear(self, socket: web.WebSocketResponse, uaid: str, said: dict) -> str:
        """Answer one message; returns who is at the other end."""
        match said.get("messageType"):
            case "hello":
                return await self._hello(socket, said.get("uaid", ""))
            case "register":
                await socket.send_json(self._register(uaid, said["channelID"], said.get("key")))
            case "unregister":
                self._unregister(uaid, said["channelID"])
                await socket.send_json({"messageType": "unregister", "status": 200, "channelID": said["channelID"]})
            case "ack":
                self._confirm(uaid, said["updates"])
            case None | "ping":
                await socket.send_str("{}")
        return uaid

    async def _hello(self, socket: web.WebSocketResponse, uaid: str) -> str:
        uaid = uaid if uaid in self.known else uuid4().hex
        self.known.add(uaid)
        self.sockets[uaid] = socket
        await socket.send_json(
            {"messageType": "hello", "status": 200, "uaid": uaid, "use_webpush": True, "broadcasts": {}}
        )
        for subscription in self._of(uaid):
            subscription.queue[:] = [message for message in subscription.queue if message.until > monotonic()]
            for message in subscription.queue:
                await self._notify(socket, subscription, message)
        return uaid

    def _register(self, uaid: str, channel: str, key: str | None) -> dict:
        found = next((one for one in self._of(uaid) if one.channel == channel), None)
        if found is None:
            found = Subscription(secrets.token_urlsafe(32), key, channel, uaid)
            self.subscriptions[found.token] = found
        endpoint = self.endpoint(found.token)
        return {"messageType": "register", "status": 200, "channelID": channel, "pushEndpoint": endpoint}

    def _unregister(self, uaid: str, channel: str) -> None:
        for subscription in [one for one in self._of(uaid) if one.channel == channel]:
            del self.subscriptions[subscription.token]

    def _confirm(self, uaid: str, updates: list[dict]) -> None:
        versions = {update["version"] for update in updates}
        for subscription in self._of(uaid):
            subscription.queue[:] = [message for message in subscription.queue if message.version not in versions]
        self.acks.extend((update["version"], update["code"]) for update in updates)

    async def _notify(self, socket: web.WebSocketResponse, subscription: Subscription, message: Queued) -> None:
        data = base64.urlsafe_b64encode(message.body).rstrip(b"=").decode()
        said = {
            "messageType": "notification", "channelID": subscription.channel, "version": message.version,
            "data": data, "headers": {"encoding": "aes128gcm"},
        }  # fmt: skip
        # A browser that has just left finds the message in the queue when it comes back.
        with_socket = asyncio.wait_for(socket.send_json(said), 5)
        try:
            await with_socket
        except (ConnectionError, TimeoutError):
            self.sockets.pop(subscription.uaid, None)

    def _of(self, uaid: str) -> list[Subscription]:
        return [one for one in self.subscriptions.values() if uaid and one.uaid == uaid]
