"""The static files: read once, named by what they hold, compressed once and kept in VAR_DIR."""

import gzip
import hashlib
import mimetypes
import os
import re
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import brotli

HASH_LENGTH = 16
# Files that name no other: each has an address of its own, which stays when others change.
ALONE = re.compile(r"figures/.*")
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
    mark: str  # of what it holds
    br: bytes | None = None
    gzip: bytes | None = None


@dataclass(frozen=True, slots=True)
class Assets:
    """All files, and their version: the hash of every path and body, so that relative imports are versioned too."""

    version: str
    files: Mapping[str, Asset]

    def url(self, path: str) -> str:
        """The address of a file; raises LookupError for one that is not there."""
        if path not in self.files:
            raise LookupError(f"there is no static file {path}")
        return f"/assets/{self.mark(path)}/{path}"

    def mark(self, path: str) -> str:
        """What stands in the address of a file and changes with it: its own hash, or for most the version of all."""
        return self.files[path].mark if ALONE.fullmatch(path) else self.version


def load_assets(folder: Path, kept_in: Path | None = None) -> Assets:
    """Read the tree below `folder`; compressed copies are kept in `kept_in` under the hash of what they hold."""
    bodies = {path: _body(folder / path) for path in _paths(folder)}
    packed = {path.name: path.read_bytes() for path in kept_in.glob("*.*")} if kept_in and kept_in.is_dir() else {}
    with ThreadPoolExecutor() as pool:  # the first packing takes a second of work, which leaves Python free
        made = pool.map(lambda path: _asset(path, bodies[path], packed), bodies)
    files = dict(zip(bodies, made, strict=True))
    if kept_in:
        _keep(kept_in, files, packed)
    return Assets(_version(files), files)


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


def _version(files: Mapping[str, Asset]) -> str:
    return _hash("".join(f"{path}\0{asset.mark}\0" for path, asset in files.items()).encode())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:HASH_LENGTH]


def _asset(path: str, body: bytes, packed: Mapping[str, bytes]) -> Asset:
    kind = TYPES.get(Path(path).suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    mark = _hash(body)
    if kind not in COMPRESSIBLE:
        return Asset(kind, body, mark)
    br = packed.get(f"{mark}.br") or brotli.compress(body)
    gz = packed.get(f"{mark}.gz") or gzip.compress(body, 9, mtime=0)
    return Asset(kind, body, mark, br if len(br) < len(body) else None, gz if len(gz) < len(body) else None)


def _keep(folder: Path, files: Mapping[str, Asset], packed: Mapping[str, bytes]) -> None:
    """What is new is written beside and moved into place, since several workers may start at once; what is old goes."""
    wanted = {f"{asset.mark}.{kind}": body for asset in files.values()
              for kind, body in (("br", asset.br), ("gz", asset.gzip)) if body}  # fmt: skip
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".draft-", dir=folder) as draft:
            for name in wanted.keys() - packed.keys():
                (Path(draft) / name).write_bytes(wanted[name])
                os.replace(Path(draft) / name, folder / name)
        for name in packed.keys() - wanted.keys():
            (folder / name).unlink(missing_ok=True)
    except OSError:
        # Not writable: what is in memory serves as well.
        return
