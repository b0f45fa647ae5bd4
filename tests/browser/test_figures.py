"""A figure shown by <img> under our policy: its own style applies, it moves, and it stands still where it should."""

import base64
import json
import os
import shutil
import time

import pytest

from tests.browser.conftest import new_phone
from tests.browser.firefox import started
from tests.chromium import ONLY_LOCALHOST, chromium_path
from webapp.domain.muscles import tinted
from webapp.figures.style import FILLS, INK, INK_DARK
from webapp.web.assets import STATIC, load_assets

# Puts a figure at the top of the page, over everything, on white.
SHOW = """async (source) => {
    const image = new Image(256, 224);
    image.id = 'figure';
    image.src = source;
    await image.decode();
    document.body.replaceChildren(image);
}"""
# Puts the layers of a body over each other.
LAY = """async (sources) => {
    const images = sources.map((source) => Object.assign(new Image(124, 181), { src: source }));
    await Promise.all(images.map((image) => image.decode()));
    const body = Object.assign(document.createElement('div'), { id: 'figure', className: 'show__body' });
    body.append(...images);
    document.body.replaceChildren(body);
}"""
MUSCLES = ("gluteus medius (back part)", "gluteus maximus")
BODY, WORKS, HELPS = "e0d8c9", "e4572e", "f0a184"
# The colours that more than 40 pixels of a picture have, as one text.
COLOURS = """async (picture) => {
    const image = new Image();
    image.src = 'data:image/png;base64,' + picture;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const brush = canvas.getContext('2d');
    brush.drawImage(image, 0, 0);
    const pixels = brush.getImageData(0, 0, image.width, image.height).data;
    const counts = new Map();
    for (let at = 0; at < pixels.length; at += 4) {
        const hex = [0, 1, 2].map((part) => pixels[at + part].toString(16).padStart(2, '0')).join('');
        counts.set(hex, (counts.get(hex) ?? 0) + 1);
    }
    return [...counts].filter(([, count]) => count > 40).map(([hex]) => hex).join(' ');
}"""


@pytest.fixture(scope="module")
def assets():
    return load_assets(STATIC)


@pytest.fixture(scope="module")
def figure(assets) -> str:
    """The address of a figure that moves all the time."""
    return assets.url("figures/alternate-bound.svg")


@pytest.fixture(scope="module")
def still(assets) -> str:
    """The address of its key pose."""
    return assets.url("figures/still/alternate-bound.svg")


@pytest.fixture(scope="module")
def layers(assets) -> list[str]:
    """The addresses of the body and the muscles of a clamshell over it."""
    return [f"{assets.url('figures/muscles.svg')}#{part}" for part in ("body", *tinted(MUSCLES))]


def shown(browser, live, source, **options):
    """Two pictures of a figure half a second apart, the colours of the first, and what the browser complained about."""
    with new_phone(browser, live.url, **options) as phone:
        page, said = phone.new_page(), []
        page.on("console", lambda message: said.append(message.text))
        page.goto("/about")
        page.evaluate(SHOW, source)
        pictures = []
        for _ in range(2):
            pictures.append(page.locator("#figure").screenshot())
            page.wait_for_timeout(500)
        return pictures, page.evaluate(COLOURS, base64.b64encode(pictures[0]).decode()).split(), said


@pytest.mark.parametrize(("scheme", "ink"), [("light", INK), ("dark", INK_DARK)])
def test_its_own_style_applies_and_it_moves(chromium, live, figure, scheme, ink):
    (one, other), colours, said = shown(chromium, live, figure, color_scheme=scheme)
    assert {six(ink), six(FILLS["v"])} <= set(colours)
    assert one != other and said == []


def test_it_stands_on_its_key_pose_for_people_who_want_less_motion(chromium, live, figure, still):
    """A browser of its own: what a test tells a page of this does not reach its images, what the phone says does."""
    arguments = [ONLY_LOCALHOST, "--no-sandbox", "--force-prefers-reduced-motion"]
    reduced = chromium.browser_type.launch(executable_path=chromium_path(), args=arguments)
    (one, other), colours, _ = shown(reduced, live, figure, reduced_motion="null")
    _, still_colours, _ = shown(reduced, live, still)
    reduced.close()
    assert one == other and colours == still_colours


def test_the_muscles_lie_over_the_body(chromium, live, layers):
    with new_phone(chromium, live.url) as phone:
        page = phone.new_page()
        page.goto("/exercises/clamshell")
        page.evaluate(LAY, layers)
        picture = base64.b64encode(page.locator("#figure").screenshot()).decode()
        assert {BODY, WORKS, HELPS} <= set(page.evaluate(COLOURS, picture).split())


def test_the_same_in_firefox(live, figure, still, layers, tmp_path):
    path = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    assert path, "No Firefox: bin/test installs it, or FIREFOX names it."
    with started(path, live.url, tmp_path) as firefox:
        firefox.go("/about")
        seen = {}
        for source in (figure, still):
            firefox.evaluate(f"({SHOW})({source!r}).then(() => true)")
            seen[source] = [picture(firefox), time.sleep(0.5) or picture(firefox)]
        colours = firefox.evaluate(f"({COLOURS})({base64.b64encode(seen[figure][0]).decode()!r})").split()
        assert {six(INK), six(FILLS["v"])} <= set(colours)
        assert seen[figure][0] != seen[figure][1]
        assert seen[still][0] == seen[still][1]
        firefox.go("/exercises/clamshell")
        firefox.evaluate(f"({LAY})({json.dumps(layers)}).then(() => true)")
        laid = firefox.evaluate(f"({COLOURS})({base64.b64encode(picture(firefox)).decode()!r})").split()
        assert {BODY, WORKS, HELPS} <= set(laid)
        assert [words for words in firefox.said if "Content-Security-Policy" in words] == []


def picture(firefox) -> bytes:
    return firefox.screenshot("figure.png").read_bytes()


def six(colour: str) -> str:
    """A colour in six figures, without its hash."""
    digits = colour.removeprefix("#")
    return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
