"""From content/figures to static/figures: every figure drawn, and what is wrong or out of date."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webapp.figures import muscles
from webapp.figures.figure import Figure
from webapp.figures.lint import look_over
from webapp.figures.reader import read
from webapp.figures.svg import render, render_still

ROOT = Path(__file__).resolve().parents[2]
FIGURES = ROOT / "webapp" / "content" / "figures"
EXERCISES = ROOT / "webapp" / "content" / "exercises"
STATIC = ROOT / "static" / "figures"
COMMAND = "afterrun figures"


class Unsound(Exception):
    """Figures that cannot be used as they are; `problems` says why, a line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Built:
    """One figure with its drawings and all that is wrong with it; no figure when its file cannot be read."""

    slug: str
    title: str
    figure: Figure | None
    text: str
    still: str
    problems: tuple[str, ...]


def slugs(folder: Path = FIGURES) -> list[str]:
    """The exercises that have a figure."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def build(slug: str, folder: Path = FIGURES, exercises: Path = EXERCISES) -> Built:
    """One figure drawn."""
    title = _exercise(exercises / f"{slug}.toml").get("name", "")
    figure, faults = read(folder / f"{slug}.toml")
    if not title:
        faults = [*faults, f"{slug}: there is no such exercise"]
    if figure is None:
        return Built(slug, title, None, "", "", tuple(faults))
    text, _ = render(figure)
    return Built(slug, title, figure, text, render_still(figure), (*faults, *look_over(figure)))


def files(built: Iterable[Built], exercises: Path = EXERCISES) -> dict[str, str]:
    """All that is served, by its path below static/figures: figures moving and still, the muscles."""
    found: dict[str, str] = {}
    for one in built:
        found |= {f"{one.slug}.svg": one.text, f"still/{one.slug}.svg": one.still} if one.figure else {}
    return found | {"muscles.svg": muscles.render(_exercise(path)["muscles"] for path in exercises.glob("*.toml"))}


def write(wanted: dict[str, str], target: Path = STATIC) -> None:
    """Write every file, and take away those that are not wanted any more."""
    for name in _there(target):
        if name not in wanted:
            (target / name).unlink()
    for name, text in wanted.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text, encoding="utf-8")


def stale(wanted: dict[str, str], target: Path = STATIC) -> list[str]:
    """The files in `target` that are not what the content says now."""
    there = {name: (target / name).read_text(encoding="utf-8") for name in _there(target)}
    names = sorted(name for name in {*wanted, *there} if wanted.get(name) != there.get(name))
    return [f"static/figures/{name} is out of date: run {COMMAND}" for name in names]


def check(folder: Path = FIGURES, target: Path = STATIC, exercises: Path = EXERCISES) -> int:
    """How many figures there are; raises Unsound when one is missing, has problems or its drawing is out of date."""
    built = [build(slug, folder, exercises) for slug in slugs(folder)]
    problems = [problem for one in built for problem in one.problems] + undrawn(folder, exercises) + unplaced(exercises)
    problems += stale(files(built, exercises), target)
    if problems:
        raise Unsound(problems)
    return len(built)


def undrawn(folder: Path = FIGURES, exercises: Path = EXERCISES) -> list[str]:
    """The exercises without a figure."""
    missing = sorted({path.stem for path in exercises.glob("*.toml")} - {*slugs(folder)})
    return [f"{slug}: there is no webapp/content/figures/{slug}.toml" for slug in missing]


def unplaced(exercises: Path = EXERCISES) -> list[str]:
    """The muscles of exercises that have no place on the body."""
    paths = sorted(exercises.glob("*.toml"))
    return [f"{path.stem}: {name} has no place in webapp/figures/muscles.toml"
            for path in paths for name in muscles.unknown(_exercise(path)["muscles"])]  # fmt: skip


def _exercise(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}


def _there(target: Path) -> list[str]:
    return [path.relative_to(target).as_posix() for path in target.rglob("*.svg")]
