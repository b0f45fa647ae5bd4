"""The contact sheet: all key poses and the moving figure, large and small, in light and dark, on one page."""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from webapp.figures.build import ROOT, Built, Unsound, build, files, slugs, undrawn, unplaced, write
from webapp.figures.motion import duration
from webapp.figures.svg import frozen, render_pose

FRAMES = 10
STYLE = """
:root { color-scheme: light dark; font: 14px/1.4 system-ui, sans-serif }
body { margin: 0 }
h2 { font-size: 14px; margin: 0; padding: 6px 10px; background: #eee; color: #111 }
h2 b { color: #b00020; font-weight: 400 }
section { white-space: nowrap; padding: 4px }
.light { color-scheme: light; background: #fffdf9; color: #333 }
.dark { color-scheme: dark; background: #171d24; color: #ccc }
figure { display: inline-block; margin: 4px; text-align: center }
img { vertical-align: bottom }
"""


def draw_all() -> Path:
    """Draw every figure there is and their contact sheet; returns its page, or raises Unsound when all is drawn."""
    built = [build(slug) for slug in slugs()]
    write(files(built))
    page = write_sheet(built, ROOT / "build" / "figures")
    if problems := [problem for one in built for problem in one.problems] + undrawn() + unplaced():
        raise Unsound([*problems, f"Drawn all the same; look at {page}"])
    return page


def write_sheet(built: Iterable[Built], folder: Path) -> Path:
    """Write the page with its pictures into a folder; returns the page."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [_row(one, folder) for one in built]
    page = folder / "index.html"
    page.write_text(_page("".join(rows)), encoding="utf-8")
    return page


def write_proof(one: Built, folder: Path) -> Path:
    """Write the page of one figure's key poses, to take a picture of."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / f"{one.slug}.html"
    page.write_text(_page(_row(one, folder, moving=False)), encoding="utf-8")
    return page


def _page(rows: str) -> str:
    return f'<!doctype html><meta charset="utf-8"><title>Figures</title><style>{STYLE}</style>{rows}\n'


def _row(one: Built, folder: Path, moving: bool = True) -> str:
    size = len(one.text.encode())
    faults = "".join(f"<br><b>{escape(problem)}</b>" for problem in one.problems)
    head = f"<h2>{escape(one.slug)} · {escape(one.title)} · {size} bytes{faults}</h2>"
    if one.figure is None:
        return head
    pictures = _pictures(one, folder, moving)
    themes = "".join(f'<section class="{theme}">{pictures}</section>' for theme in ("light", "dark"))
    return f'{head}{themes}<section class="light">{_film(one, folder)}</section>'


def _pictures(one: Built, folder: Path, moving: bool) -> str:
    shown, done = [], set()
    if moving:
        (folder / f"{one.slug}.svg").write_text(one.text, encoding="utf-8")
        shown.append(_figure(f"{one.slug}.svg", f"moving, {duration(one.figure):.1f} s"))
    for number, step in enumerate(one.figure.play):
        if step.pose in done:
            continue
        done.add(step.pose)
        name = f"{one.slug}.{number}.svg"
        (folder / name).write_text(render_pose(one.figure, number), encoding="utf-8")
        key = " (key)" if step.pose == one.figure.key else ""
        shown.append(_figure(name, f"{step.pose}{key}"))
    return "".join(shown)


def _film(one: Built, folder: Path) -> str:
    """The moving file at even times of its loop."""
    shown, seconds = [], duration(one.figure)
    for number in range(FRAMES if seconds else 0):
        name, at = f"{one.slug}.film{number}.svg", seconds * number / FRAMES
        (folder / name).write_text(frozen(one.text, at), encoding="utf-8")
        shown.append(_figure(name, f"{at:.1f} s", (128,)))
    return "".join(shown)


def _figure(name: str, caption: str, widths: tuple[int, ...] = (320, 96)) -> str:
    pictures = "".join(f'<img src="{name}" width="{width}" alt="">' for width in widths)
    return f"<figure>{pictures}<figcaption>{escape(caption)}</figcaption></figure>"
