"""Not a test: `bin/icons` runs it to make every icon from the one drawing, and to note what they were made of."""

import json
import struct
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]
ICONS = ROOT / "static" / "icons"
DRAWING = ICONS / "afterrun.svg"
RECORD = ICONS / "made.json"
FAVICON = ICONS / "favicon.ico"
FAVICON_SIZES = (16, 32, 48)

ROUNDED = "svg { clip-path: inset(0 round 22.5%) }"
# Nothing of the runner beyond the circle of four fifths that every phone leaves standing.
WITHIN_THE_MASK = "#runner { transform: scale(0.9); transform-origin: 256px 262px }"
ONE_COLOUR = (
    "#ground, #lap { display: none } #runner [stroke] { stroke: #000 } #runner [fill] { fill: #000 } " + WITHIN_THE_MASK
)
# Where there are few pixels, the runner alone.
SMALL = ROUNDED + "#lap { display: none } #runner { transform: scale(1.16); transform-origin: 256px 262px }"
PAGE = (
    "<style>html {{ background: none }} body {{ margin: 0 }} svg {{ display: block; inline-size: 100vw }} {}</style>{}"
)


@dataclass(frozen=True)
class Icon:
    """A file to make: its size in pixels, and how the drawing is changed for it."""

    name: str
    size: int
    look: str = ""
    sign: str = ""  # a sign of shared/_icons.html in place of the runner


MADE = (
    Icon("afterrun-192.png", 192, ROUNDED),
    Icon("afterrun-512.png", 512, ROUNDED),
    Icon("afterrun-maskable-512.png", 512, WITHIN_THE_MASK),
    Icon("afterrun-mono-512.png", 512, ONE_COLOUR),
    Icon("afterrun-180.png", 180),
    Icon("today-192.png", 192, ROUNDED, "today"),
    Icon("run-done-192.png", 192, ROUNDED, "run-done"),
    Icon("hurt-192.png", 192, ROUNDED, "hurt"),
)


def digest() -> str:
    """Of everything the icons are made of."""
    made_of = [DRAWING.read_text(), PAGE, SMALL, FAVICON_SIZES, MADE, [_sign(icon.sign) for icon in MADE if icon.sign]]
    return sha256(repr(made_of).encode()).hexdigest()


def sums() -> dict[str, str]:
    """File -> hash of what is in it."""
    return {name: sha256((ICONS / name).read_bytes()).hexdigest() for name in (*(i.name for i in MADE), FAVICON.name)}


def test_make_the_icons(chromium: Browser):
    for icon in MADE:
        (ICONS / icon.name).write_bytes(_png(chromium, icon))
    FAVICON.write_bytes(_ico([_png(chromium, Icon("", size, SMALL)) for size in FAVICON_SIZES]))
    RECORD.write_text(json.dumps({"made_of": digest(), "files": sums()}, indent=1) + "\n")


def _png(chromium: Browser, icon: Icon) -> bytes:
    page = chromium.new_page(viewport={"width": icon.size, "height": icon.size})
    page.set_content(PAGE.format(icon.look, _sign(icon.sign) if icon.sign else DRAWING.read_text()))
    png = page.screenshot(omit_background=True)
    page.close()
    return png


def _sign(name: str) -> str:
    """A sign of the app in white on the ground of its icon."""
    signs = Environment(loader=FileSystemLoader(ROOT / "templates")).get_template("shared/_icons.html").module
    drawn = (
        signs.icon(name)
        .replace("<svg", '<svg x="112" y="112" width="288" height="288"')
        .replace("currentColor", "#F7F4EE")
    )
    return f'<svg viewBox="0 0 512 512"><rect width="512" height="512" fill="#C64119"/>{drawn}</svg>'


def _ico(pngs: list[bytes]) -> bytes:
    """The old container of several sizes, each a PNG."""
    head, offset = struct.pack("<HHH", 0, 1, len(pngs)), 6 + 16 * len(pngs)
    for size, png in zip(FAVICON_SIZES, pngs, strict=True):
        head += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(png), offset)
        offset += len(png)
    return head + b"".join(pngs)
