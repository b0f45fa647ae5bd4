"""The static files: read once, named by one content hash, compressed once and kept in VAR_DIR."""

import gzip
import hashlib
import mimetypes
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import brotli

HASH_LENGTH = 16
BEST, QUICK = 11, 5  # of brotli; hundreds of figures at their best would put off a first start by more than a second
COMPRESSIBLE = frozenset({"text/css", "text/javascript", "image/svg+xml", "application/json", "text/plain",
                          "application/manifest+json"})  # fmt: skip
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".webmanifest": "application/manifest+json",
         ".woff2": "font/woff2", ".svg": "image/svg+xml"}  # fmt: skip
# Words for whoever reads the files, which no browser needs.
NOTES = {".css": re.compile(r"[ \t]*/\*.*?\*/\n?", re.DOTALL),
         ".js": re.compile(r"^[ \t]*(?://[^\n]*|/\*\*.*?\*/)\n", re.MULTILINE | re.DOTALL)}  # fmt: skip
# In scripts: a line that imports only for what the other module does, and one that imports names.
PART = re.compile(r"""^import ["']\./([\w-]+\.js)["'];\n""", re.MULTILINE)
NAMES = re.compile(r"""^import \{([^}]+)\} from ["'](\./[\w-]+\.js)["'];\n""", re.MULTILINE)
IMPORT = re.compile(r"""^@import\s+(?:url\()?["']([^"']+)["']\)?\s*(?:layer\(([\w.-]+)\))?\s*;[ \t]*$""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent; `br` and `gzip` are None where compressing gains nothing."""

    type: str
    body: bytes
    br: bytes | None = None
    gzip: bytes | None = None


@dataclass(frozen=True, slots=True)
class Assets:
    """All files under one version: the hash of every path and body, so that relative imports are versioned too."""

    version: str
    files: Mapping[str, Asset]

    def url(self, path: str) -> str:
        """The address of a file; raises LookupError for one that is not there."""
        if path not in self.files:
            raise LookupError(f"there is no static file {path}")
        return f"/assets/{self.version}/{path}"


def load_assets(folder: Path, kept_in: Path | None = None) -> Assets:
    """Read the tree below `folder`; compressed copies are kept below `kept_in`, one folder a version."""
    bodies = {path: _body(folder / path) for path in _paths(folder)}
    version = _version(bodies)
    kept = kept_in / version if kept_in else None
    packed = _kept(kept) if kept and kept.is_dir() else {}
    files = {path: _asset(path, body, packed) for path, body in bodies.items()}
    if kept and not kept.is_dir():
        _keep(kept, files)
    return Assets(version, files)


def stamp(folder: Path) -> float:
    """The newest modification in the tree, in seconds since 1970: what development watches."""
    return max(((folder / path).stat().st_mtime for path in _paths(folder)), default=0.0)


def _paths(folder: Path) -> list[str]:
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return sorted(path.relative_to(folder).as_posix() for path in found)


def _body(path: Path) -> bytes:
    body = path.read_bytes()
    join = {".css": _joined, ".js": _script}.get(path.suffix)
    if join is None or path.parent.name == "vendor":
        return body
    return NOTES[path.suffix].sub("", join(path, body.decode())).encode()


def _joined(path: Path, text: str) -> str:
    """The sheet with its local @imports put in place: many files to write, one request to make."""

    def put(match: re.Match[str]) -> str:
        part = path.parent / match[1]
        sheet = _joined(part, part.read_text(encoding="utf-8"))
        return f"@layer {match[2]} {{\n{sheet}}}" if match[2] else sheet

    return IMPORT.sub(put, text)


def _script(path: Path, text: str) -> str:
    """The module, and before it those it imports for what they do, each in a scope of its own."""
    if not PART.search(text):
        return text
    parts = [*((path.parent / name).read_text(encoding="utf-8") for name in PART.findall(text)), PART.sub("", text)]
    names: dict[str, set[str]] = {}
    for part in parts:
        for found, module in NAMES.findall(part):
            names.setdefault(module, set()).update(name.strip() for name in found.split(",") if name.strip())
    head = (f"import {{ {', '.join(sorted(found))} }} from '{module}';\n" for module, found in names.items())
    *scoped, own = (NAMES.sub("", part) for part in parts)
    return "".join([*head, *(f"{{\n{part}}}\n" for part in scoped), own])


def _version(bodies: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for path, body in bodies.items():
        digest.update(f"{path}\0{len(body)}\0".encode())
        digest.update(body)
    return digest.hexdigest()[:HASH_LENGTH]


def _asset(path: str, body: bytes, packed: Mapping[str, bytes]) -> Asset:
    kind = TYPES.get(Path(path).suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    if kind not in COMPRESSIBLE:
        return Asset(kind, body)
    br = packed.get(f"{path}.br") or brotli.compress(body, quality=QUICK if path.startswith("figures/") else BEST)
    gz = packed.get(f"{path}.gz") or gzip.compress(body, 9, mtime=0)
    return Asset(kind, body, br if len(br) < len(body) else None, gz if len(gz) < len(body) else None)


def _kept(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in _paths(folder)}


def _keep(folder: Path, files: Mapping[str, Asset]) -> None:
    """Written beside and moved into place whole, since several workers may start at once; older versions go."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder.parent))
        for path, body in _packed(files):
            (draft / path).parent.mkdir(parents=True, exist_ok=True)
            (draft / path).write_bytes(body)
        os.rename(draft, folder)
    except OSError:
        # Not writable, or another worker was first: what is in memory serves as well.
        return
    for old in folder.parent.iterdir():
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)


def _packed(files: Mapping[str, Asset]) -> Iterator[tuple[str, bytes]]:
    for path, asset in files.items():
        if asset.br:
            yield f"{path}.br", asset.br
        if asset.gzip:
            yield f"{path}.gz", asset.gzip
