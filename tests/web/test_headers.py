"""The security headers, on every answer: ASVS 3.4 and the arithmetic of the HTTP Observatory."""

import io

import pytest

from tests.web.cast import addresses, another_app, browser, member, newcomer

TWO_YEARS = "max-age=63072000; includeSubDomains"
MEGABYTE = 1024 * 1024
NEVER_KEPT = (
    "/me", "/me/export", "/me/export.json", "/me/consent", "/me/delete", "/me/safety", "/injuries", "/today/report",
    "/account", "/account/keep-safe", "/progress", "/start/injuries", "/nope",
)  # fmt: skip


@pytest.fixture
def https_app(config, clock):
    app = another_app(config, origin="https://run.example.org")
    app.add_url_rule("/broken", "broken", _break)
    yield app
    app.extensions["afterrun"].engine.dispose()


def _break():
    raise RuntimeError("as asked")


def test_every_route_and_status_scores_the_highest_grade(https_app, clock):
    seen = set()
    for response in _every_answer(https_app, clock.now):
        assert _score(response.headers) == 160, response.request.path
        seen.add(response.status_code)
    assert {200, 303, 400, 403, 404, 413, 422, 500} <= seen


def test_asvs_3_4_1_https_stays_https_and_plain_http_says_nothing_of_it(https_app, client):
    secure = browser(https_app).get("/about", base_url="https://run.example.org")
    assert secure.headers["Strict-Transport-Security"] == TWO_YEARS
    assert "Strict-Transport-Security" not in client.get("/about").headers


def test_asvs_3_4_2_no_other_site_may_read_an_answer(https_app, clock):
    for response in _every_answer(https_app, clock.now):
        assert not [name for name, _ in response.headers if name.lower().startswith("access-control-")]


def test_asvs_3_4_3_the_policy_is_the_written_one(client):
    policy = client.get("/about").headers["Content-Security-Policy"].split("; ")
    assert policy == [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
        "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'", "form-action 'self'", "base-uri 'none'",
        "object-src 'none'", "frame-ancestors 'none'",
    ]  # fmt: skip


def test_asvs_3_3_1_the_cookie_is_bound_to_this_host(https_app, clock):
    cookie = _cookie_after_sign_in(https_app, clock.now, "https://run.example.org")
    assert cookie.startswith("__Host-afterrun=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_on_plain_localhost_the_cookie_works_without_https(app, clock):
    cookie = _cookie_after_sign_in(app, clock.now, "http://localhost")
    assert cookie.startswith("afterrun=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


def test_asvs_14_3_2_only_what_a_phone_may_keep_may_be_kept(app, clock):
    player = member(app, clock.now, "anna@example.org")
    for path in NEVER_KEPT:
        assert player.client.get(path).headers["Cache-Control"] == "no-store", path
    assert player.client.get("/about").headers["Cache-Control"] == "private, no-cache"


def test_asvs_4_2_1_a_length_given_in_two_ways_is_refused(client):
    both = {"CONTENT_LENGTH": "3", "HTTP_TRANSFER_ENCODING": "chunked"}
    response = client.post("/sync", environ_overrides=both)
    assert response.status_code == 400
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")


def _every_answer(app, now):
    """As a stranger and as a person, from our pages and from elsewhere, well and badly made."""
    origin = "https://run.example.org"
    for player in (browser(app), newcomer(app, now).client):
        for method, path in addresses(app):
            yield player.open(path, method=method, base_url=origin)
    stranger = browser(app)
    yield stranger.get("/no/such/page", base_url=origin)
    yield stranger.get("/about", base_url="https://evil.test")
    yield stranger.delete("/about", base_url=origin)
    yield stranger.post("/account/sign-in", base_url=origin, headers={"Sec-Fetch-Site": "cross-site"})
    yield stranger.post("/account/sign-in", base_url=origin, data={"email": "x" * 3 * MEGABYTE})
    yield stranger.post("/me/import", base_url=origin, data={"file": (io.BytesIO(b"no"), "x.json")})


def _score(headers) -> int:
    """Points by the published chart, for pages whose scripts all come from themselves (test_house sees to that)."""
    policy = dict([*part.split(" ", 1), ""][:2] for part in headers["Content-Security-Policy"].split("; "))
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Strict-Transport-Security"] == TWO_YEARS
    own_scripts_only = policy["script-src"] == "'self'"
    return (
        100
        + 10 * (policy["default-src"] == "'none'" and "unsafe" not in str(policy))
        + 5 * _cookies_are_safe(headers)
        + 5 * (headers["Referrer-Policy"] == "no-referrer")
        + 5 * own_scripts_only
        + 5 * (policy["frame-ancestors"] == "'none'")
        + 10 * (headers["Cross-Origin-Resource-Policy"] == "same-origin")
        + 10 * (headers["Cross-Origin-Embedder-Policy"] == "require-corp")
        + 10 * (headers["Cross-Origin-Opener-Policy"] == "same-origin")
    )


def _cookies_are_safe(headers) -> bool:
    cookies = headers.getlist("Set-Cookie") if hasattr(headers, "getlist") else []
    return all({"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; ")) for cookie in cookies)


def _cookie_after_sign_in(app, now, origin: str) -> str:
    player = member(app, now, "ben@example.org")
    data = {"email": "ben@example.org", "password": "seven quiet herons wade"}
    response = browser(app).post("/account/sign-in", data=data, base_url=origin)
    assert response.status_code == 303, player
    return response.headers["Set-Cookie"]
