"""Static files: one hash for the tree and one for each figure, kept for ever under it, compressed once."""

import gzip
from pathlib import Path

import brotli
import pytest

from webapp.assets import load_assets
from webapp.web.assets import FOR_EVER, STATIC

SHEET = """@layer base;
@import "a.css";
@import "b.css" layer(base);
p { margin: 0 }
"""
PACKINGS = [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("", None)]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "css").mkdir(parents=True)
    (folder / "css" / "app.css").write_text(SHEET)
    (folder / "css" / "a.css").write_text("a { color: red }\n" * 40)
    (folder / "css" / "b.css").write_text("b { color: blue }\n")
    (folder / "app.js").write_text("export const x = 1;\n" * 40)
    (folder / "dot.png").write_bytes(b"\x89PNG" + bytes(60))
    (folder / ".hidden").write_text("no")
    return folder


def test_one_sheet_holds_what_it_imports_in_order(tree: Path):
    sheet = load_assets(tree).files["css/app.css"].body.decode()
    assert sheet.index("@layer base;") < sheet.index("a { color: red }") < sheet.index("p { margin: 0 }")
    assert "@layer base {\nb { color: blue }\n}" in sheet
    assert "@import" not in sheet


def test_a_module_holds_what_it_imports_for_its_deeds_and_asks_once_for_what_they_share(tree: Path):
    (tree / "js").mkdir()
    (tree / "js" / "one.js").write_text("import { b, a } from './app.js';\nconst mine = a(b);\n")
    (tree / "js" / "all.js").write_text("import { a } from './app.js';\nimport './one.js';\n\nconst mine = a(1);\n")
    script = load_assets(tree).files["js/all.js"].body.decode()
    assert script == "import { a, b } from './app.js';\n{\nconst mine = a(b);\n}\n\nconst mine = a(1);\n"


def test_words_for_readers_of_the_files_are_not_sent_but_those_of_others_are(tree: Path):
    (tree / "vendor").mkdir()
    (tree / "note.js").write_text("/** What\n * it is. */\nconst a = 'https://x'; // why\n  // More.\nlet b;\n")
    (tree / "note.css").write_text("/* Why\n   so. */\np { margin: 0 } /* and so */\n")
    (tree / "vendor" / "theirs.js").write_text(theirs := "// Licence\nlet b;\n")
    files = load_assets(tree).files
    assert files["note.js"].body == b"const a = 'https://x'; // why\nlet b;\n"
    assert files["note.css"].body == b"p { margin: 0 }"
    assert files["vendor/theirs.js"].body.decode() == theirs


def test_every_script_we_send_is_whole(app):
    for path, asset in app.extensions["afterrun"].assets.files.items():
        if path.startswith("js/"):
            script = asset.body.decode()
            assert script.count("{") == script.count("}"), path
            assert "\n  import " not in script, path


def test_any_change_of_any_file_is_a_new_version_and_no_change_is_the_same(tree: Path):
    before = load_assets(tree).version
    assert load_assets(tree).version == before
    (tree / "css" / "b.css").write_text("b { color: navy }\n")
    changed = load_assets(tree).version
    (tree / "app.js").rename(tree / "other.js")
    assert len({before, changed, load_assets(tree).version}) == 3


def test_text_is_packed_and_pictures_are_not(tree: Path):
    files = load_assets(tree).files
    script, picture = files["app.js"], files["dot.png"]
    assert brotli.decompress(script.br) == gzip.decompress(script.gzip) == script.body
    assert len(script.br) < len(script.body)
    assert picture.br is None
    assert (script.type, picture.type) == ("text/javascript", "image/png")
    assert ".hidden" not in files


def test_packing_is_done_once_and_kept_for_the_present_version_only(tree: Path, tmp_path: Path):
    kept = tmp_path / "var" / "assets"
    first = load_assets(tree, kept)
    packed = kept / f"{first.files['app.js'].mark}.br"
    assert packed.read_bytes() == first.files["app.js"].br
    packed.write_bytes(mark := brotli.compress(first.files["app.js"].body, quality=1))
    assert load_assets(tree, kept).files["app.js"].br == mark
    before = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    (tree / "app.js").write_text("export const x = 2;\n" * 40)
    second = load_assets(tree, kept).files
    after = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    sheet = f"{second['css/app.css'].mark}.br"
    assert not packed.exists() and f"{second['app.js'].mark}.br" in after
    assert after[sheet] == before[sheet] and len(after) == len(before)


def test_a_figure_has_an_address_that_only_changes_with_itself(tree: Path):
    (tree / "figures").mkdir()
    for name in ("one", "other"):
        (tree / "figures" / f"{name}.svg").write_text(f"<svg>{name}</svg>")
    before = load_assets(tree)
    (tree / "figures" / "other.svg").write_text("<svg>new</svg>")
    after = load_assets(tree)
    same, changed = ([assets.url(f"figures/{name}.svg") for assets in (before, after)] for name in ("one", "other"))
    assert same[0] == same[1] and changed[0] != changed[1]
    assert before.version != after.version and before.url("app.js") != after.url("app.js")


def test_a_folder_that_cannot_be_written_does_not_stop_the_start(tree: Path, tmp_path: Path):
    (tmp_path / "var").write_text("a file, not a folder")
    assert load_assets(tree, tmp_path / "var" / "assets").files["app.js"].br


def test_an_address_that_templates_ask_for_must_exist(tree: Path):
    with pytest.raises(LookupError, match=r"nothing\.css"):
        load_assets(tree).url("nothing.css")


@pytest.mark.parametrize(
    ("path", "kind"), [("css/app.css", "text/css"), ("figures/still/clamshell.svg", "image/svg+xml")]
)
def test_a_file_is_kept_for_a_year_under_its_own_address(app, client, path: str, kind: str):
    response = client.get(app.extensions["afterrun"].assets.url(path))
    assert response.headers["Cache-Control"] == FOR_EVER
    assert response.mimetype == kind
    assert response.headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("path", ["css/app.css", "figures/clamshell.svg"])
def test_a_page_from_before_an_update_gets_todays_file_but_does_not_keep_it(client, path: str):
    response = client.get(f"/assets/0123456789abcdef/{path}")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(("accepts", "encoding"), PACKINGS)
def test_the_best_packing_a_browser_takes(app, client, accepts: str, encoding: str | None):
    assets = app.extensions["afterrun"].assets
    response = client.get(assets.url("css/app.css"), headers={"Accept-Encoding": accepts})
    assert response.headers.get("Content-Encoding") == encoding
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert unpack(response.data) == assets.files["css/app.css"].body


@pytest.mark.parametrize(
    "path", ["/assets/x/../../webapp/config.py", "/assets/x/%2e%2e/%2e%2e/pyproject.toml", "/assets/x//etc/passwd",
             "/assets/x/", "/assets/x/css", "/static/css/app.css", "/.git/config", "/assets/x/.gitkeep"],
)  # fmt: skip
def test_asvs_13_4_1_nothing_but_the_listed_files_can_be_fetched(client, path: str):
    assert client.get(path).status_code in (404, 308)


def test_every_file_we_ship_is_of_a_type_browsers_take():
    types = {path: asset.type for path, asset in load_assets(STATIC).files.items()}
    assert "application/octet-stream" not in types.values(), types


def test_pages_leave_packed_too(client):
    plain = client.get("/about")
    packed = client.get("/about", headers={"Accept-Encoding": "br"})
    assert packed.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(brotli.decompress(packed.data)) == len(plain.data)
    assert len(packed.data) < len(plain.data) / 2
    assert packed.headers["Content-Length"] == str(len(packed.data))
