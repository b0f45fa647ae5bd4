"""The drawings of the exercises as pages show them, and what those of a day weigh."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from statistics import median

import pytest

from tests.web.cast import browser
from tests.web.runners import SPRAIN, TIGHT_CALVES, runner
from webapp.domain.muscles import tinted
from webapp.web.assets import STATIC, load_assets

GOLDENS = sorted((Path(__file__).parents[1] / "domain" / "goldens").glob("*.txt"))
A_DAY = re.compile(r"^  \w{3} [ \d]\d \w{3} \[.*(?:\n {13}.*)*", re.MULTILINE)
MOST = 60_000  # bytes of a day's figures, DECISIONS 30


@pytest.fixture(scope="module")
def assets():
    return load_assets(STATIC)


def weight(assets, folder: str, slugs) -> int:
    """Bytes of the drawings in a folder, as a browser that takes brotli gets them."""
    return sum(len(assets.files[f"{folder}/{slug}.svg"].br) for slug in slugs)


def days(text: str, slugs) -> Iterator[set[str]]:
    """The exercises of each day of a golden."""
    for day in A_DAY.findall(text):
        yield set(re.findall(r"[a-z][a-z0-9-]+", day)) & slugs


@pytest.mark.parametrize("folder", ["figures", "figures/still"])
def test_every_exercise_is_drawn(assets, catalogue, folder):
    assert [slug for slug in catalogue.exercises if f"{folder}/{slug}.svg" not in assets.files] == []


def test_every_muscle_of_every_exercise_can_be_laid_over_the_body(assets, catalogue):
    views = set(re.findall(r'<view id="([^"]+)"', assets.files["figures/muscles.svg"].body.decode()))
    assert {str(one) for exercise in catalogue.exercises.values() for one in tinted(exercise.muscles)} <= views


def test_every_page_shows_the_figure_moving_and_held_and_the_muscles(app, catalogue):
    client = browser(app)
    for slug, exercise in catalogue.exercises.items():
        page = client.get(f"/exercises/{slug}").text
        images = re.findall(r'<img[^>]*src="/assets/[^/]+/([^"]+)"[^>]*alt="([^"]*)"', page)
        words = [unescape(alt) for _, alt in images]
        layers = [f"figures/muscles.svg#{part}" for part in ("body", *tinted(exercise.muscles))]
        assert [path for path, _ in images] == [f"figures/{slug}.svg", f"figures/still/{slug}.svg", *layers]
        assert words[0] == words[1] and 20 < len(words[0]) <= 140 and words[0].endswith(".") and not any(words[2:])
        listed = re.search(r'<ul class="muscles">(.*?)</ul>', page)[1]
        assert listed.count("<li>") == len(exercise.muscles)


def test_every_row_of_today_has_its_figure_in_a_place_of_its_size(app, now):
    player = runner(app, now, injuries=(SPRAIN, TIGHT_CALVES))
    page = player.client.get("/today").text
    shown = re.findall(r"/exercises/([a-z0-9-]+)\?[^>]*>(<img[^>]*>)", page)
    assert len(shown) == page.count('<li class="item') >= 5
    for slug, image in shown:
        assert f'/figures/still/{slug}.svg" width="64" height="56" alt="" loading="lazy" decoding="async"' in image


def test_the_figures_of_the_days_of_the_goldens_are_light(assets, catalogue, figure):
    """All of a day's drawings, as if every row were opened: what rows show, what moves, and the muscles."""
    slugs = catalogue.exercises.keys()
    seen = [day for golden in GOLDENS for day in days(golden.read_text(), slugs)]
    muscles = len(assets.files["figures/muscles.svg"].br)
    rows = [weight(assets, "figures/still", day) for day in seen]
    whole = [row + weight(assets, "figures", day) + muscles for row, day in zip(rows, seen, strict=True)]
    figure(f"figures of a day: rows at most {max(rows)} bytes, the muscles {muscles}")
    figure(f"figures of a day, all: median {median(whole):.0f}, at most {max(whole)} bytes")
    assert len(seen) > 3000
    assert max(whole) <= MOST
