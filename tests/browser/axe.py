"""Looking for accessibility faults: with the vendored axe, and with large text."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page: Page) -> list[tuple[str, list]]:
    """(rule, places) of everything wrong on the page as it stands, its colours in light and in dark.

    The window is made as tall as the page for it: a row that lies half below the sticky foot is not a small target.
    """
    size = page.viewport_size
    height = page.evaluate("Math.max(document.documentElement.scrollHeight, innerHeight)")
    page.set_viewport_size({"width": size["width"], "height": height + 200})
    found = run(page, "document", {"runOnly": RULES})
    found += _in_dark(page, lambda: run(page, "document", _only("color-contrast")))
    page.set_viewport_size(size)
    return found


def low_contrast(page: Page, selector: str) -> list[tuple[str, list]]:
    """Text below 7 to 1 within the selector, in light or in dark."""
    only = _only("color-contrast-enhanced")
    return run(page, repr(selector), only) + _in_dark(page, lambda: run(page, repr(selector), only))


def run(page: Page, where: str, options: dict) -> list[tuple[str, list]]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    result = page.evaluate(f"(options) => axe.run({where}, {{ resultTypes: ['violations'], ...options }})", options)
    assert result["passes"], "axe looked at nothing"
    return [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in result["violations"]]


def _only(rule: str) -> dict:
    return {"runOnly": {"type": "rule", "values": [rule]}, "rules": {rule: {"enabled": True}}}


def _in_dark(page: Page, look: Callable[[], list]) -> list:
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.getAnimations().forEach((one) => one instanceof CSSTransition && one.finish())")
    found = look()
    page.emulate_media(color_scheme="light")
    return found


def spill(page: Page, size: int, width: int = 390) -> list[str]:
    """What is wider than the screen where 1 rem is `size` pixels, the phone's text size.

    A phone zooms out to hide it, so its own idea of the width does not count.
    """
    return page.evaluate(
        """([size, width]) => {
            document.documentElement.style.fontSize = size + 'px';
            return [...document.querySelectorAll('body *')]
                .filter(one => one.checkVisibility() && !one.closest('.only-heard'))
                .filter(one => one.getBoundingClientRect().right > width + 1)
                .map(one => one.getAttribute('class') ?? one.tagName).slice(0, 5);
        }""",
        [size, width],
    )
