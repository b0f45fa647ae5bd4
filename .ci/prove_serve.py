"""Proves bin/serve as a newcomer meets it: it starts, a stranger ticks an exercise, and the tick outlives a restart."""

import http.cookiejar
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode, urljoin

ROOT = Path(__file__).resolve().parent.parent
# What a runner without injuries presses from Welcome to Today: where the form goes, and a word on its button.
STEPS = (
    ("/start/age", "Start"),
    ("/start/age", "18"),
    ("/injuries/done", ""),
    ("/start/pain/done", ""),
    ("/start/red-flags", "None"),
)
SECOND_START_S = 5.0


def main() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    browser = Browser(f"http://localhost:{port}")
    with Server(port):
        health = json.loads(browser.get("/healthz"))
        assert health["ok"], health
        print("/healthz answers.")
        key = tick_first_row(browser)
        print(f"Ticked {key}.")
    with Server(port) as again:
        assert again.seconds < SECOND_START_S, f"the second start took {again.seconds:.1f} s"
        print(f"The second start took {again.seconds:.1f} s.")
        assert key in ticked(browser.forms("/today")), f"{key} is not ticked after the restart"
        print(f"{key} is still ticked after the restart.")


def tick_first_row(browser: "Browser") -> str:
    """Walk from Welcome to Today and tick; returns the row's key."""
    forms = browser.forms("/")
    for action, word in STEPS:
        chosen = next((form for form in forms if form.action == action and form.button(word)), None)
        assert chosen, f"nothing leads to {action} on {browser.address}"
        forms = browser.submit(chosen, word)
    row = next(form for form in forms if form.fields.get("done") == "1" and "key" in form.fields)
    browser.submit(row, "")
    assert row.fields["key"] in ticked(browser.forms("/today"))
    return row.fields["key"]


def ticked(forms: list["Form"]) -> set[str]:
    """Keys of the rows whose form would untick them."""
    return {form.fields["key"] for form in forms if form.fields.get("done") == "0" and "key" in form.fields}


class Server:
    """bin/serve from its start to a SIGTERM that it must answer with 0."""

    def __init__(self, port: int) -> None:
        began = time.monotonic()
        environ = {**os.environ, "PORT": str(port)}
        self.process = subprocess.Popen([ROOT / "bin" / "serve"], env=environ, stdout=subprocess.PIPE, text=True)
        lines = iter(self.process.stdout.readline, "")
        assert any(f"Afterrun is at http://localhost:{port}" in line for line in lines), "bin/serve did not start"
        self.seconds = time.monotonic() - began

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=30)
        assert self.process.returncode == 0, f"bin/serve ended with {self.process.returncode}"


class Browser:
    """Keeps cookies and follows redirects, without any script."""

    def __init__(self, origin: str) -> None:
        self.origin = self.address = origin
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)

    def get(self, path: str, data: bytes | None = None) -> str:
        request = urllib.request.Request(urljoin(self.address, path), data, {"Origin": self.origin})
        with self.opener.open(request, timeout=30) as answer:
            self.address = answer.url
            return answer.read().decode()

    def forms(self, path: str) -> list["Form"]:
        return forms_of(self.get(path))

    def submit(self, form: "Form", word: str) -> list["Form"]:
        pressed = form.button(word)
        fields = form.fields | ({pressed.name: pressed.value} if pressed and pressed.name else {})
        if form.method == "get":
            return self.forms(f"{form.action}?{urlencode(fields)}" if fields else form.action)
        return forms_of(self.get(form.action, urlencode(fields).encode()))


@dataclass
class Button:
    name: str
    value: str
    text: str = ""


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[Button] = field(default_factory=list)

    def button(self, word: str) -> Button | None:
        return next((button for button in self.buttons if word in button.text), None)


def forms_of(page: str) -> list[Form]:
    """The forms of a page, then its links, each as a form with one button."""
    parser = Forms()
    parser.feed(page)
    return parser.forms + parser.links


class Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[Form] = []
        self.button: Button | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif tag == "a":
            self.button = Button("", "")
            self.links.append(Form(given.get("href", ""), "get", buttons=[self.button]))
        elif tag == "button" and self.forms:
            self.button = Button(given.get("name", ""), given.get("value", ""), given.get("aria-label", ""))
            self.forms[-1].buttons.append(self.button)
        elif tag == "input" and given.get("type") == "hidden" and self.forms:
            self.forms[-1].fields[given["name"]] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.button:
            self.button.text += data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag in ("button", "a"):
            self.button = None


if __name__ == "__main__":
    sys.exit(main())
