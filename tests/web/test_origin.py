"""ASVS 3.5.1: a request that changes something must come from one of our own pages."""

import pytest

from webapp.web.origin import is_ours

HOST, SCHEME = "run.example.org", "https"


def ours(headers: dict[str, str], method: str = "POST", host: str = HOST, scheme: str = SCHEME) -> bool:
    return is_ours(method, headers, host, scheme)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_looking_needs_no_origin(method: str):
    assert ours({"Sec-Fetch-Site": "cross-site"}, method)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "MADE-UP"])
def test_everything_else_does(method: str):
    assert not ours({}, method)


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_our_pages_and_the_persons_own_hand_may_change(site: str):
    assert ours({"Sec-Fetch-Site": site})


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "SAME-ORIGIN", "same-origin, none"])
def test_other_sites_and_sisters_of_our_name_may_not(site: str):
    assert not ours({"Sec-Fetch-Site": site, "Origin": "https://run.example.org"})


def test_without_fetch_metadata_the_origin_decides():
    assert ours({"Origin": "https://run.example.org"})
    assert ours({"Origin": "https://RUN.example.org"})


@pytest.mark.parametrize(
    "origin",
    [
        "http://run.example.org", "https://run.example.org.evil.test", "https://evil.test", "null", "https://[",
        "https://run.example.org:8443", "https://me@run.example.org", "run.example.org",
    ],
)  # fmt: skip
def test_another_origin_is_refused_even_beside_a_good_referer(origin: str):
    assert not ours({"Origin": origin, "Referer": "https://run.example.org/today"})


def test_without_an_origin_the_referer_decides():
    assert ours({"Referer": "https://run.example.org/today?short=5"})
    assert not ours({"Referer": "https://evil.test/https://run.example.org/"})


def test_a_port_is_part_of_an_origin():
    assert ours({"Origin": "http://localhost:8000"}, host="localhost:8000", scheme="http")
    assert not ours({"Origin": "http://localhost:9000"}, host="localhost:8000", scheme="http")


def test_asvs_3_5_1_the_app_refuses_before_any_view_sees_it(app):
    stranger = app.test_client()
    for path in ("/account/sign-in", "/sync", "/no/such/page", "/me/delete"):
        assert stranger.post(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
        assert stranger.post(path).status_code == 403


def test_a_name_that_is_not_ours_is_refused(client):
    for host in ("evil.test", "localhost.evil.test", "169.254.169.254", ""):
        assert client.get("/", headers={"Host": host}).status_code == 400
    assert client.get("/about", headers={"Host": "127.0.0.1:8000"}).status_code == 200
