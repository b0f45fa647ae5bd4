"""bin/setup: plain refusals, this machine's package index said to uv, locks in which every file has its hash."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch):
    """bin/_house.py, where the environment tells uv nothing."""
    spec = importlib.util.spec_from_file_location("_house", ROOT / "bin" / "_house.py")
    house = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(house)
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX", "UV_FIND_LINKS", "SSL_CERT_FILE", "UV_INDEX_STRATEGY"):
        monkeypatch.delenv(name, raising=False)
    return house


def pip_says(house, monkeypatch: pytest.MonkeyPatch, listed: str) -> None:
    monkeypatch.setattr(house.subprocess, "run", lambda *_, **__: SimpleNamespace(stdout=listed))


def test_uv_is_told_the_indexes_and_certificates_pip_is_told(house, monkeypatch):
    listed = r"""global.cert='/etc/ca.pem'
global.extra-index-url='file:///one\nfile:///two'
global.index-url='https://mirror.example/simple'
install.find-links='/opt/wheels /more/wheels'
"""
    pip_says(house, monkeypatch, listed)
    environ = house.uv_environ()
    assert environ["SSL_CERT_FILE"] == "/etc/ca.pem"
    assert environ["UV_INDEX"] == "file:///one file:///two"
    assert environ["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert environ["UV_FIND_LINKS"] == "/opt/wheels,/more/wheels"
    assert environ["UV_INDEX_STRATEGY"] == "unsafe-best-match"


def test_the_index_given_to_pip_by_the_environment_is_given_to_uv(house, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "https://pip.example/simple")
    assert house.uv_environ()["UV_DEFAULT_INDEX"] == "https://pip.example/simple"


def test_the_index_given_to_uv_wins(house, monkeypatch):
    pip_says(house, monkeypatch, "global.index-url='https://pip.example/simple'")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://uv.example/simple")
    assert house.uv_environ()["UV_DEFAULT_INDEX"] == "https://uv.example/simple"


def test_a_machine_that_says_nothing_keeps_uv_as_it_comes(house, monkeypatch):
    pip_says(house, monkeypatch, "")
    assert not {"UV_DEFAULT_INDEX", "UV_INDEX", "UV_FIND_LINKS", "UV_INDEX_STRATEGY"} & house.uv_environ().keys()


def test_an_environment_copied_from_another_folder_is_not_used(house, monkeypatch, tmp_path):
    venv = tmp_path / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").touch()
    (venv / "pyvenv.cfg").write_text("command = /usr/bin/python3 -m venv /elsewhere/.venv\n")
    monkeypatch.setattr(house, "VENV", venv)
    monkeypatch.setattr(house, "PYTHON", venv / "bin" / "python")
    assert not house._venv_is_sound()


def test_an_environment_with_the_tests_in_it_also_serves(house, monkeypatch, tmp_path):
    monkeypatch.setattr(house, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(house, "PYTHON", Path(sys.executable))
    house.STAMP.write_text(house._stamp("test"))
    assert house._stamped("runtime")
    assert house._stamped("test")
    house.STAMP.write_text(house._stamp("runtime"))
    assert not house._stamped("test")


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("sys.version_info = (3, 10, 1)", "Afterrun needs Python 3.11 or newer; this is 3.10"),
        ("import importlib.util; importlib.util.find_spec = lambda name: None", "apt-get install -y python3."),
    ],
    ids=["an old Python", "no venv"],
)
def test_a_machine_that_cannot_is_told_in_one_line(before, said):
    code = f"import sys; sys.path.insert(0, 'bin'); {before}; import _house; _house._make_venv()"
    done = subprocess.run([sys.executable, "-B", "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_second_setup_does_nothing(house, monkeypatch):
    def install(name):
        raise AssertionError(f"the {name} environment is there already")

    house.ensure("test")
    monkeypatch.setattr(house, "_install", install)
    house.ensure("test")
    house.ensure("runtime")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_every_package_of_a_lock_is_pinned_and_hashed(lock):
    whole = re.compile(r"[a-z0-9-]+==\S+.*--hash=sha256:[0-9a-f]{64}", re.DOTALL)
    entries = re.split(r"\n(?=\S)", lock.read_text().strip())
    assert [entry for entry in entries if not whole.match(entry)] == []


def test_the_tests_run_on_the_versions_that_are_served():
    runtime, test = (pins(ROOT / "requirements" / f"{name}.txt") for name in ("runtime", "test"))
    assert runtime <= test


def pins(lock: Path) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+==\S+)", lock.read_text(), re.MULTILINE))
