"""The security headers: one constant list, on every answer of every route and status; and what may be kept."""

from collections.abc import Callable, Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, request

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'"
)
NOT_ALLOWED = ("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
               "encrypted-media", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer",
               "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking")  # fmt: skip
ALWAYS = (
    ("Content-Security-Policy", CSP),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Permissions-Policy", ", ".join(f"{name}=()" for name in NOT_ALLOWED)),
)
HTTPS_ONLY = (("Strict-Transport-Security", "max-age=63072000; includeSubDomains"),)

# Screens the phone itself may keep; every other answer is `no-store`, because it may hold health data.
KEEPABLE = frozenset({"welcome", "today", "about"})


def with_headers(app: WSGIApplication, https: bool) -> WSGIApplication:
    """The app with the headers on all it answers, and with requests refused that two servers could read two ways."""
    headers = [*ALWAYS, *(HTTPS_ONLY if https else ())]

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, given: list[tuple[str, str]], *rest: object) -> Callable[[bytes], object]:
            return start_response(status, [*given, *headers], *rest)

        if environ.get("CONTENT_LENGTH") and environ.get("HTTP_TRANSFER_ENCODING"):
            return _refused(start)
        return app(environ, start)

    return serve


def register(app: Flask) -> None:
    """Say on every answer whether it may be kept."""
    app.after_request(_cache_control)


def _refused(start: Callable[..., object]) -> list[bytes]:
    start("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close")])
    return [b"A request gives its length once, not in two ways.\n"]


def _cache_control(response: Response) -> Response:
    if "Cache-Control" not in response.headers:
        keep = response.status_code == 200 and request.method == "GET" and request.blueprint in KEEPABLE
        response.headers["Cache-Control"] = "private, no-cache" if keep else "no-store"
    return response
