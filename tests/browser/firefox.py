"""A driver for Firefox as it is installed: its own WebDriver BiDi over a websocket, and no way out of this machine."""

import base64
import itertools
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from websockets.sync.client import ClientConnection, connect

PATIENCE_S = 15
# Whatever is not on this machine goes, unresolved, to a proxy that is not there.
SEALED = {"network.proxy.type": 1, "network.proxy.socks": "127.0.0.1", "network.proxy.socks_port": 9,
          "network.proxy.socks_remote_dns": True, "network.proxy.failover_direct": False,
          "network.proxy.allow_bypass": False, "network.trr.mode": 5}  # fmt: skip
QUIET = {"network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
         "browser.newtabpage.enabled": False, "browser.startup.page": 0}  # fmt: skip


def pushed_by(service_url: str) -> dict[str, object]:
    """Settings for pushes from a service on this machine, shown by the desktop; the permission is given."""
    return {
        "dom.push.serverURL": service_url,
        "dom.push.testing.allowInsecureServerURL": True,
        "dom.push.connection.enabled": True,  # switched off for browsers under remote control
        "dom.push.retryBaseInterval": 200,
        "permissions.default.desktop-notification": 1,
        "alerts.useSystemBackend": True,
    }


class Refused(Exception):
    """Firefox could not do what it was asked; a page whose server does not answer, for one."""


class Firefox:
    """One tab at `url`; paths are of that site, what its pages warn of or complain about is in `said`."""

    def __init__(self, socket: ClientConnection, url: str, folder: Path) -> None:
        self.socket, self.url, self.folder = socket, url, folder
        self.numbers = itertools.count()
        self.said: list[str] = []
        self.ask("session.new", capabilities={})
        self.tab = self.ask("browsingContext.getTree")["contexts"][0]["context"]
        self.ask("browsingContext.setViewport", context=self.tab, viewport={"width": 390, "height": 844})
        self.ask("session.subscribe", events=["log.entryAdded"])

    def ask(self, method: str, **params: object) -> dict:
        """The answer to a BiDi command."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (answer := json.loads(self.socket.recv(60))).get("id") != number:
            if answer["type"] == "event" and answer["params"]["level"] in ("warn", "error"):
                self.said.append(answer["params"]["text"])
        if answer["type"] == "error":
            raise Refused(f"{method}: {answer['message']}")
        return answer["result"]

    def go(self, path: str) -> None:
        """Open a page and wait for its load event."""
        self.ask("browsingContext.navigate", context=self.tab, url=self.url + path, wait="complete")

    def evaluate(self, expression: str) -> object:
        """The value of JavaScript, a promise's once it is there: a string, a number, true or None."""
        return self._result(expression).get("value")

    def wait(self, expression: str) -> None:
        """Until it is true."""
        self._until(lambda: self.evaluate(expression), expression)

    def tap(self, selector: str, words: str = "") -> None:
        """A real click into the middle of the first visible match, which says just these words if any are given."""
        node = {"sharedId": self._until(lambda: self._find(selector, words), f"{selector} {words}")}
        there = {"type": "pointerMove", "x": 0, "y": 0, "origin": {"type": "element", "element": node}}
        click = [there, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        thumb = {"type": "pointer", "id": "thumb", "actions": click}
        self.ask("input.performActions", context=self.tab, actions=[thumb])

    @contextmanager
    def looking_elsewhere(self) -> Iterator[None]:
        """Another tab in front, so that this one is hidden until the end."""
        other = self.ask("browsingContext.create", type="tab")["context"]
        self.wait("document.visibilityState === 'hidden'")
        yield
        self.ask("browsingContext.close", context=other)
        self.ask("browsingContext.activate", context=self.tab)

    def add_cookies(self, cookies: list[dict[str, str]]) -> None:
        for one in cookies:
            cookie = {"name": one["name"], "value": {"type": "string", "value": one["value"]}, "domain": "localhost"}
            self.ask("storage.setCookie", cookie=cookie)

    def screenshot(self, name: str) -> Path:
        path = self.folder / name
        path.write_bytes(base64.b64decode(self.ask("browsingContext.captureScreenshot", context=self.tab)["data"]))
        return path

    def _result(self, expression: str) -> dict:
        target = {"context": self.tab}
        answer = self.ask("script.evaluate", expression=expression, target=target, awaitPromise=True)
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return answer["result"]

    def _find(self, selector: str, words: str) -> str | None:
        """What to tap, brought to the middle of the screen."""
        return self._result(
            f"""{{ const fits = (one) => one.checkVisibility() && (!{words!r} || one.textContent.trim() === {words!r});
            const found = [...document.querySelectorAll({selector!r})].find(fits);
            found?.scrollIntoView({{ block: 'center' }});
            found; }}"""
        ).get("sharedId")

    def _until(self, look: Callable[[], object], words: str) -> object:
        end, fault = time.monotonic() + PATIENCE_S, ""
        while time.monotonic() < end:
            try:
                if found := look():
                    return found
            except Refused as error:  # a page that is just leaving cannot say
                fault = f" ({error})"
            time.sleep(0.05)
        raise AssertionError(f"Never came: {words}{fault}. Picture: {self.screenshot('never-came.png')}")


def firefox_path() -> str:
    """The Firefox to test with."""
    path = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    assert path, "No Firefox: bin/test installs it, or FIREFOX names it."
    return path


@contextmanager
def started(
    path: str, url: str, folder: Path, prefs: Mapping[str, object] = MappingProxyType({}), desktop: str = ""
) -> Iterator[Firefox]:
    """A Firefox with a fresh profile in `folder`, closed at the end; with the address of a desktop's session bus, it
    shows its notifications there."""
    profile, log = folder / "profile", folder / "firefox.log"
    profile.mkdir()
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in (SEALED | QUIET | prefs).items()]
    (profile / "user.js").write_text("\n".join(lines))
    command = [path, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
    environ = {**os.environ, "HOME": str(folder), **({"DBUS_SESSION_BUS_ADDRESS": desktop} if desktop else {})}
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env=environ)
    try:
        with connect(f"{_address(process, log)}/session", proxy=None, max_size=None) as socket:
            yield Firefox(socket, url, folder)
    finally:
        process.terminate()
        process.wait(30)


def _address(process: subprocess.Popen, log: Path) -> str:
    for _ in range(600):
        if found := re.search(r"BiDi listening on (ws://\S+)\n", log.read_text()):
            return found[1]
        assert process.poll() is None, f"Firefox ended while starting: {log.read_text()}"
        time.sleep(0.1)
    raise AssertionError(f"Firefox did not start in 60 seconds: {log.read_text()}")
