"""Not a test: `bin/picture` runs it to take the picture of the README, the demo runner's Today in light and dark."""

from base64 import b64encode
from pathlib import Path

from tests.browser.conftest import ROOT, new_phone
from webapp import clock
from webapp.actions.demo import make_demo
from webapp.store.engine import make_engine, writing

SIDE_BY_SIDE = """<body style="margin:0;display:flex;gap:24px;padding:24px;background:#8a8f94">
<img width=390 src="data:image/png;base64,{}"><img width=390 src="data:image/png;base64,{}">"""


def test_take_the_picture(own_live, chromium, catalogue):
    engine = make_engine(f"sqlite:///{Path(own_live.environ['VAR_DIR']) / 'afterrun.db'}")
    with writing(engine) as session:
        token = make_demo(session, catalogue, clock.now())
    shots = [_today(chromium, own_live.url, token, scheme) for scheme in ("light", "dark")]
    page = chromium.new_page(viewport={"width": 852, "height": 892}, device_scale_factor=1.5)
    page.set_content(SIDE_BY_SIDE.format(*(b64encode(shot).decode() for shot in shots)))
    page.screenshot(path=ROOT / "docs" / "today.png")


def _today(chromium, url: str, token: str, scheme: str) -> bytes:
    with new_phone(chromium, url, color_scheme=scheme) as phone:
        page = phone.new_page()
        page.goto(f"/demo/{token}")
        page.wait_for_load_state("networkidle")
        return page.screenshot()
