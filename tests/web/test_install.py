"""On the home screen: the manifest, its pictures, the help for each kind of device, and "later"."""

import json
import re
import struct
from datetime import timedelta

import pytest

from tests.browser import icons
from tests.web.cast import another_app, browser, newcomer
from tests.web.runners import runner
from webapp.config import CHECKOUT
from webapp.web.install import NIGHT, PAPER, kind

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) {} Mobile/15E148"
)
ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 9{}) AppleWebKit/537.36 (KHTML, like Gecko) {} Mobile Safari/537.36"
DESKTOP = "Mozilla/5.0 ({}) AppleWebKit/537.36 (KHTML, like Gecko) {} Safari/537.36"
MAC = "Macintosh; Intel Mac OS X 10_15_7"
AGENTS = (
    (IPHONE.format("Version/26.1") + " Safari/604.1", "iphone", False),
    (IPHONE.format("CriOS/157.0.0.0") + " Safari/604.1", "iphone", False),
    (IPHONE.format("FxiOS/160.0") + " Safari/605.1.15", "iphone", False),
    (IPHONE.format("") + " Instagram 400.0.0.1 (iPhone17,1; iOS 26_1)", "iphone", True),
    (IPHONE.format("") + " [FBAN/FBIOS;FBAV/500.0.0.0]", "iphone", True),
    (IPHONE.format("") + " musical_ly_39.0.0 BytedanceWebview/d8a21c6", "iphone", True),
    (
        "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Version/16.6 Mobile Safari/604.1",
        "ipad",
        False,
    ),
    (ANDROID.format("", "Chrome/157.0.0.0"), "android", False),
    (ANDROID.format("", "SamsungBrowser/29.0 Chrome/140.0.0.0"), "android", False),
    ("Mozilla/5.0 (Android 15; Mobile; rv:160.0) Gecko/160.0 Firefox/160.0", "android", False),
    (ANDROID.format("; wv", "Version/4.0 Chrome/157.0.0.0"), "android", True),
    (DESKTOP.format("Windows NT 10.0; Win64; x64", "Chrome/157.0.0.0"), "computer", False),
    (DESKTOP.format(MAC, "Chrome/157.0.0.0"), "computer", False),
    (DESKTOP.format("Windows NT 10.0", "Chrome/157.0.0.0") + " Edg/157.0.0.0", "computer", False),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:160.0) Gecko/20100101 Firefox/160.0", "firefox", False),
    (f"Mozilla/5.0 ({MAC}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15", "mac", False),
    ("", "computer", False),
)


@pytest.fixture
def manifest(client) -> dict:
    return client.get("/manifest.webmanifest").json


def test_the_manifest_is_served_as_one_to_anybody_and_sets_no_cookie(client):
    response = client.get("/manifest.webmanifest")
    assert (response.status_code, response.mimetype) == (200, "application/manifest+json")
    assert response.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in response.headers
    assert '<link rel="manifest" href="/manifest.webmanifest">' in client.get("/").text


def test_what_an_installed_app_is_known_by_never_changes(manifest):
    """Another id or scope makes every installed app a different one."""
    assert (manifest["id"], manifest["scope"], manifest["start_url"]) == ("/", "/", "/?source=pwa")
    assert manifest["display"] == "standalone"
    assert manifest["name"] and len(manifest["short_name"]) <= 12


def test_every_picture_of_the_manifest_is_there_in_the_size_it_says(client, manifest):
    pictures = [*manifest["icons"], *manifest["screenshots"], *(s["icons"][0] for s in manifest["shortcuts"])]
    for picture in pictures:
        response = client.get(picture["src"])
        assert (response.status_code, response.mimetype) == (200, picture["type"]), picture
        assert _size(response.data) == tuple(map(int, picture["sizes"].split("x"))), picture


def test_there_is_an_icon_for_every_way_a_phone_cuts_it(manifest):
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} == {
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"), ("512x512", "monochrome"),
    }  # fmt: skip


def test_a_new_version_of_the_app_does_not_change_the_address_of_an_icon(app, config, client, manifest, monkeypatch):
    """A phone takes another address for another icon and asks whether to change it."""
    other = another_app(config)
    house = other.extensions["afterrun"]
    object.__setattr__(house.assets, "version", "0123456789abcdef")
    assert browser(other).get("/manifest.webmanifest").json == manifest


def test_screenshots_are_light_and_say_what_they_show(client, manifest):
    assert len(manifest["screenshots"]) == 3
    for shot in manifest["screenshots"]:
        assert shot["form_factor"] == "narrow" and shot["label"]
        assert len(client.get(shot["src"]).data) <= 100_000


def test_every_shortcut_leads_to_a_page(app, clock, manifest):
    player = runner(app, clock.now)
    for shortcut in manifest["shortcuts"]:
        assert player.client.get(shortcut["url"]).status_code == 200, shortcut
    assert player.client.get(manifest["start_url"]).location == "/today"


def test_the_colours_of_the_bar_are_those_of_the_manifest(client, manifest):
    page = client.get("/").text
    assert f'<meta name="theme-color" content="{PAPER}" media="(prefers-color-scheme: light)">' in page
    assert f'<meta name="theme-color" content="{NIGHT}" media="(prefers-color-scheme: dark)">' in page
    assert manifest["background_color"] == manifest["theme_color"] == PAPER


def test_the_icons_are_those_of_the_drawing():
    """After a change of the drawing, or by hand: bin/icons."""
    record = json.loads(icons.RECORD.read_text())
    assert record == {"made_of": icons.digest(), "files": icons.sums()}
    assert [_size((icons.ICONS / icon.name).read_bytes()) for icon in icons.MADE] == [
        (i.size, i.size) for i in icons.MADE
    ]


def test_the_icon_has_the_colours_of_the_app():
    """The ground of the button, the paper and the sun of tokens.css, as a phone's screen has them."""
    drawing = icons.DRAWING.read_text()
    assert all(colour in drawing for colour in ("#C64119", "#F7F4EE", "#F2B53D", "#14283C"))
    assert f'content="{PAPER}"' in (CHECKOUT / "templates" / "layouts" / "base.html").read_text()


@pytest.mark.parametrize(("agent", "expected", "is_inside"), AGENTS)
def test_the_help_for_this_browser_is_open_and_first(client, agent, expected, is_inside):
    assert kind(agent) == expected
    page = client.get("/install", headers={"User-Agent": agent}).text
    assert re.findall(r'<details[^>]*data-kind="(\w+)" open', page) == [expected]
    assert re.search(r'data-kind="(\w+)"', page)[1] == expected
    assert len(re.findall("data-kind=", page)) == 6
    assert ("inside another app" in page) is is_inside


def test_inside_another_app_the_address_can_be_copied(client):
    page = client.get("/install", headers={"User-Agent": IPHONE.format("") + " Instagram 400.0"}).text
    assert ">http://localhost/install</p>" in page and "<copy-text" in page


def test_me_leads_to_it_and_a_code_can_be_made_there(app, clock):
    player = runner(app, clock.now)
    assert 'href="/install"' in player.client.get("/me").text
    assert 'action="/handover/code"' in player.client.get("/install").text
    assert 'action="/handover/code"' not in browser(app).get("/install").text


def test_it_is_offered_only_with_a_finished_day(app, clock):
    player = runner(app, clock.now)
    today = player.client.get("/today").text
    assert "install-app" not in today
    player.client.post(_done(today), data={"batch": "6f2c1a4e-0000-4000-8000-000000000001"})
    assert "<install-app" in player.client.get("/today").text


def test_later_is_good_for_thirty_days_on_this_device(app, clock):
    player = _finished(app, clock)
    response = player.client.post("/install/later")
    assert (response.status_code, response.location) == (303, "/today")
    cookie = response.headers["Set-Cookie"]
    assert f"Max-Age={int(timedelta(days=30).total_seconds())}" in cookie
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert "<install-app" not in player.client.get("/today").text
    assert "<install-app" in browser(app, player.token).get("/today").text, "another device has another home screen"
    assert "<install-app" in player.client.get("/install").text


def test_an_unfinished_start_is_not_in_the_way(app, clock):
    assert newcomer(app, clock.now).client.get("/install").status_code == 200


def _finished(app, clock):
    player = runner(app, clock.now)
    player.client.post(_done(player.client.get("/today").text), data={"batch": "6f2c1a4e-0000-4000-8000-000000000001"})
    return player


def _done(today: str) -> str:
    return re.search(r'action="(/days/[\d-]+/done)"', today)[1]


def _size(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG or a WebP."""
    if picture[:4] == b"\x89PNG":
        return struct.unpack(">II", picture[16:24])
    assert picture[12:16] == b"VP8X"
    width, height = (int.from_bytes(picture[at : at + 3], "little") + 1 for at in (24, 27))
    return width, height
