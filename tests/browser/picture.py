"""Not a test: `bin/picture` runs it to take the picture of the README, the demo runner's Today in light and dark, and
the screenshots that a phone shows before it installs the app."""

from base64 import b64decode, b64encode
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.conftest import ROOT, new_phone
from webapp import clock
from webapp.actions.demo import ZONE, make_demo
from webapp.store.engine import make_engine, writing
from webapp.web.install import SHOTS

SIDE_BY_SIDE = """<body style="margin:0;display:flex;gap:24px;padding:24px;background:#8a8f94">
<img width=390 src="data:image/png;base64,{}"><img width=390 src="data:image/png;base64,{}">"""
# Chromium takes pictures as PNG only, and paints WebP.
AS_WEBP = """async (png) => {
    const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    canvas.getContext('2d').drawImage(picture, 0, 0);
    const webp = await canvas.convertToBlob({ type: 'image/webp', quality: 0.8 });
    const bytes = new Uint8Array(await webp.arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""


def test_take_the_pictures(own_live, chromium, catalogue):
    engine = make_engine(f"sqlite:///{Path(own_live.environ['VAR_DIR']) / 'afterrun.db'}")
    with writing(engine) as session:
        token = make_demo(session, catalogue, clock.now())
    shots = [_shot(chromium, own_live.url, token, "/today", color_scheme=scheme) for scheme in ("light", "dark")]
    page = chromium.new_page(viewport={"width": 852, "height": 892}, device_scale_factor=1.5)
    page.set_content(SIDE_BY_SIDE.format(*(b64encode(shot).decode() for shot in shots)))
    page.screenshot(path=ROOT / "docs" / "today.png")
    for name in SHOTS:
        png = _shot(chromium, own_live.url, token, f"/{name}", device_scale_factor=2)
        (ROOT / "static" / "screens" / f"{name}.webp").write_bytes(_webp(chromium, png))


def _shot(chromium: Browser, url: str, token: str, path: str, **options: object) -> bytes:
    with new_phone(chromium, url, timezone_id=ZONE, **options) as phone:
        page = phone.new_page()
        page.goto(f"/demo/{token}")
        page.goto(path)
        page.wait_for_load_state("networkidle")
        return page.screenshot()


def _webp(chromium: Browser, png: bytes) -> bytes:
    page = chromium.new_page()
    webp = b64decode(page.evaluate(AS_WEBP, b64encode(png).decode()))
    page.close()
    return webp
