"""From the content's figures to the files that are served."""

import shutil

import pytest

from webapp.figures.build import FIGURES, STATIC, Unsound, build, check, files, slugs, stale, unplaced, write

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
    assert sorted(path.stem for path in STATIC.glob("*.svg")) == slugs()
    assert sorted(path.stem for path in STATIC.glob("still/*.svg")) == slugs()


def test_every_exercise_has_its_muscles_as_the_content_says_now():
    found = {path.relative_to(STATIC).as_posix(): path.read_text() for path in STATIC.glob("muscles/*.svg")}
    assert found == files([])
    assert unplaced() == []


def test_a_figure_of_no_exercise_is_told(tmp_path):
    shutil.copy(FIGURES / "push-up.toml", tmp_path / "juggling.toml")
    assert build("juggling", tmp_path).problems == ("juggling: there is no such exercise",)


def test_writing_keeps_only_what_is_wanted(tmp_path):
    (tmp_path / "old.svg").write_text("gone")
    wanted = {"push-up.svg": "<svg/>", "muscles/push-up.svg": "<svg/>"}
    assert len(stale(wanted, tmp_path)) == 3
    write(wanted, tmp_path)
    assert stale(wanted, tmp_path) == [] and not (tmp_path / "old.svg").exists()


def test_a_check_refuses_what_is_out_of_date(few):
    out, built = few / "out", [build(slug, few) for slug in TWO]
    with pytest.raises(Unsound) as refused:
        check(few, out)
    assert refused.value.problems[0] == "static/figures/clamshell.svg is out of date: run afterrun figures"
    write(files(built), out)
    assert check(few, out) == 2
