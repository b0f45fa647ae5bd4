"""The vendored scripts are, byte for byte, what their lock says."""

import base64
import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCK = json.loads((ROOT / "static/vendor/LOCK.json").read_text())


@pytest.mark.parametrize("entry", LOCK, ids=lambda entry: entry["name"])
def test_a_vendored_file_has_the_hash_of_its_lock(entry):
    digest = hashlib.sha384((ROOT / entry["file"]).read_bytes()).digest()
    assert f"sha384-{base64.b64encode(digest).decode()}" == entry["sha384"]


@pytest.mark.parametrize("entry", LOCK, ids=lambda entry: entry["name"])
def test_a_lock_entry_says_where_the_file_comes_from_and_its_licence(entry):
    assert set(entry) == {"name", "version", "licence", "integrity", "member", "file", "sha384", "characters"}
    assert entry["integrity"].startswith("sha512-")
    assert entry["licence"]


def test_every_vendored_file_is_in_the_lock():
    folders = ("static/vendor/*.js", "tests/vendor/*.js", "static/fonts/*.woff2")
    assert {str(path.relative_to(ROOT)) for folder in folders for path in ROOT.glob(folder)} == {
        entry["file"] for entry in LOCK
    }


def test_htmx_is_the_version_the_pages_are_written_for():
    assert [entry["version"] for entry in LOCK if entry["name"] == "htmx.org"] == ["4.0.1"]
