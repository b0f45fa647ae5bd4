"""From the content's figures to the files that are served."""

import shutil

import pytest

from webapp.figures.build import (
    EXERCISES,
    FIGURES,
    STATIC,
    Unsound,
    build,
    check,
    files,
    slugs,
    stale,
    undrawn,
    unplaced,
    write,
)

TWO = ("clamshell", "push-up")


@pytest.fixture
def few(tmp_path):
    """A folder with two of the figures."""
    for slug in TWO:
        shutil.copy(FIGURES / f"{slug}.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize("slug", slugs())
def test_every_figure_is_sound_and_its_drawing_is_what_the_content_says_now(slug):
    one = build(slug)
    assert one.problems == ()
    assert (STATIC / f"{slug}.svg").read_text() == one.text
    assert (STATIC / "still" / f"{slug}.svg").read_text() == one.still


def test_no_drawing_is_left_of_a_figure_that_is_gone():
    assert sorted(path.stem for path in STATIC.glob("*.svg")) == sorted([*slugs(), "muscles"])
    assert sorted(path.stem for path in STATIC.glob("still/*.svg")) == slugs()


def test_the_muscles_are_drawn_as_the_content_says_now():
    assert files([]) == {"muscles.svg": (STATIC / "muscles.svg").read_text()}
    assert unplaced() == []


def test_every_exercise_has_a_figure():
    assert undrawn() == []


def test_an_exercise_without_a_figure_is_told(few):
    assert undrawn(few)[:2] == ["a-march: there is no webapp/content/figures/a-march.toml",
                                "a-skip: there is no webapp/content/figures/a-skip.toml"]  # fmt: skip
    with pytest.raises(Unsound, match=r"a-march: there is no"):
        check(few)


def test_a_figure_of_no_exercise_is_told(tmp_path):
    shutil.copy(FIGURES / "push-up.toml", tmp_path / "juggling.toml")
    assert build("juggling", tmp_path).problems == ("juggling: there is no such exercise",)


def test_writing_keeps_only_what_is_wanted(tmp_path):
    (tmp_path / "old.svg").write_text("gone")
    wanted = {"push-up.svg": "<svg/>", "still/push-up.svg": "<svg/>"}
    assert len(stale(wanted, tmp_path)) == 3
    write(wanted, tmp_path)
    assert stale(wanted, tmp_path) == [] and not (tmp_path / "old.svg").exists()


def test_a_check_refuses_what_is_out_of_date(few):
    out, exercises, built = few / "out", few / "exercises", [build(slug, few) for slug in TWO]
    exercises.mkdir()
    for slug in TWO:
        shutil.copy(EXERCISES / f"{slug}.toml", exercises)
    with pytest.raises(Unsound) as refused:
        check(few, out, exercises)
    assert refused.value.problems[0] == "static/figures/clamshell.svg is out of date: run afterrun figures"
    write(files(built, exercises), out)
    assert check(few, out, exercises) == 2
