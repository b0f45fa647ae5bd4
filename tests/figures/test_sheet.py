"""The contact sheet."""

from webapp.figures.build import build
from webapp.figures.sheet import FRAMES, write_proof, write_sheet


def test_the_sheet_shows_the_moving_figure_and_each_pose_once_in_light_and_dark(tmp_path):
    page = write_sheet([build("banded-lateral-walk")], tmp_path).read_text()
    assert page.count('src="banded-lateral-walk.svg" width="320"') == 2
    assert page.count("<figcaption>apart (key)</figcaption>") == 2
    assert page.count(".film") == FRAMES
    assert all((tmp_path / name.split('"')[0]).exists() for name in page.split('src="')[1:])


def test_a_proof_says_what_is_wrong(tmp_path):
    (tmp_path / "push-up.toml").write_text("view = 3")
    page = write_proof(build("push-up", tmp_path), tmp_path / "out").read_text()
    assert "push-up: view must be side or front or back" in page
