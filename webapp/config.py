"""Settings: read once from the environment, checked all together, frozen; and the secrets made on a first start."""

import base64
import binascii
import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

CHECKOUT = Path(__file__).resolve().parent.parent
SECRET_KEY_BYTES = 32
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
P256_OID = bytes.fromhex("06082a8648ce3d030107")


class BadConfig(Exception):
    """The settings cannot be used; `problems` says all of why, one sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Config:
    """Everything that may differ between two installations."""

    database_url: str = field(repr=False)
    var_dir: Path
    secret_key: str = field(repr=False)
    vapid_private_key: str = field(repr=False)
    vapid_subject: str
    origin: str
    host: str
    port: int
    web_concurrency: int
    trusted_proxies: int
    debug: bool
    log_level: str
    kill_service_worker: bool

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "Config":
        """The settings in `environ` (the process's own if not given); raises BadConfig naming every fault."""
        reader = _Reader(os.environ if environ is None else environ)
        config = cls(**_values(reader))
        if reader.problems:
            raise BadConfig(reader.problems)
        return config


def write_secrets(environ: Mapping[str, str] | None = None) -> None:
    """Make the secrets that no setting gives, once, in VAR_DIR, readable by the owner only; never overwrite one."""
    reader = _Reader(os.environ if environ is None else environ)
    var_dir = prepare_var_dir(reader.get("VAR_DIR", CHECKOUT / "var", _path))
    for name, (file_name, make) in _SECRETS.items():
        if reader.text(name) is None:
            _write_once(var_dir / file_name, make)
    if reader.problems:
        raise BadConfig(reader.problems)


def prepare_var_dir(var_dir: Path) -> Path:
    """Make the folder for the database and the secrets, for the owner only; raises BadConfig when it cannot be used."""
    try:
        var_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = var_dir / f".probe-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise BadConfig([f"VAR_DIR {var_dir} cannot be written to ({error.strerror})."]) from None
    return var_dir


def _values(reader: "_Reader") -> dict[str, object]:
    var_dir = reader.get("VAR_DIR", CHECKOUT / "var", _path)
    port = reader.get("PORT", 8000, _whole(1, 65535))
    return {
        "database_url": reader.get("DATABASE_URL", f"sqlite:///{var_dir / 'afterrun.db'}", _database_url),
        "var_dir": var_dir,
        "secret_key": reader.secret("SECRET_KEY", var_dir, _secret_key),
        "vapid_private_key": reader.secret("VAPID_PRIVATE_KEY", var_dir, _p256_pem),
        "vapid_subject": reader.get("VAPID_SUBJECT", "", _contact),
        "origin": reader.get("ORIGIN", f"http://localhost:{port}", _origin),
        "host": reader.get("HOST", "127.0.0.1", _filled),
        "port": port,
        "web_concurrency": reader.get("WEB_CONCURRENCY", 1, _whole(1, 64)),
        "trusted_proxies": reader.get("TRUSTED_PROXIES", 0, _whole(0, 10)),
        "debug": reader.get("DEBUG", False, _switch),
        "log_level": reader.get("LOG_LEVEL", "INFO", _log_level),
        "kill_service_worker": reader.get("KILL_SERVICE_WORKER", False, _switch),
    }


class _Reader:
    """Reads NAME or the file named by NAME_FILE, and keeps the faults it meets."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.problems: list[str] = []

    def get(self, name: str, default: object, parse: Callable[[str], object]) -> object:
        text = self.text(name)
        return default if text is None else self._parsed(name, text, parse)

    def secret(self, name: str, var_dir: object, parse: Callable[[str], object]) -> object:
        """The setting, else what a first start wrote for it."""
        text = self.text(name)
        path = Path(str(var_dir)) / _SECRETS[name][0]
        if text is None and path.exists():
            text = self._file(name, path)
        if text is None:
            self.problems.append(f"{name} is not set, and there is no {path}; `bin/serve` makes one.")
            return ""
        return self._parsed(name, text, parse)

    def text(self, name: str) -> str | None:
        value, file_name = self.environ.get(name), self.environ.get(f"{name}_FILE")
        if value and file_name:
            self.problems.append(f"{name} and {name}_FILE are both set; keep one.")
        return value or (self._file(f"{name}_FILE", Path(file_name)) if file_name else None)

    def _file(self, name: str, path: Path) -> str | None:
        try:
            return path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(f"{name}: {path} cannot be read ({getattr(error, 'strerror', 'not text')}).")
            return None

    def _parsed(self, name: str, text: str, parse: Callable[[str], object]) -> object:
        try:
            return parse(text)
        except ValueError as error:
            self.problems.append(f"{name} {error}.")
            return ""


def _path(text: str) -> Path:
    return Path(text).expanduser().absolute()


def _database_url(text: str) -> str:
    scheme, separator, rest = text.partition("://")
    if separator and scheme in ("postgres", "postgresql"):
        return f"postgresql+psycopg://{rest}"
    if separator and rest and scheme in ("sqlite", "postgresql+psycopg"):
        return text
    raise ValueError("must begin with sqlite:/// or postgresql://")


def _secret_key(text: str) -> str:
    if len(text.encode()) < SECRET_KEY_BYTES:
        raise ValueError(f"must be at least {SECRET_KEY_BYTES} bytes long")
    return text


def _p256_pem(text: str) -> str:
    text = text.strip().replace("\\n", "\n")
    body = re.fullmatch(r"-----BEGIN (EC )?PRIVATE KEY-----(?P<der>.+)-----END \1?PRIVATE KEY-----", text, re.DOTALL)
    try:
        der = base64.b64decode("".join(body["der"].split()), validate=True) if body else b""
    except binascii.Error:
        der = b""
    if P256_OID not in der:
        raise ValueError("must be a P-256 private key in PEM")
    return text


def _contact(text: str) -> str:
    """Push services want to reach a person; some refuse spaces and localhost."""
    if not re.fullmatch(r"(mailto:[^@\s]+@|https://)[^\s@]+", text) or "localhost" in text:
        raise ValueError("must be a mailto: or https:// address that a push service can reach you at")
    return text


def _origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query or parts.username:
        raise ValueError("must be a scheme and a host such as https://run.example.org, with nothing after")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be blank")
    return text.strip()


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,6}", text) or not low <= int(text) <= high:
            raise ValueError(f"must be a whole number from {low} to {high}")
        return int(text)

    return parse


def _switch(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError("must be 0 or 1")
    return text == "1"


def _log_level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise ValueError(f"must be one of {', '.join(LOG_LEVELS)}")
    return text.upper()


def _write_once(path: Path, make: Callable[[], str]) -> None:
    """Written beside and linked into place, so that a kill leaves a whole secret or none, and the first one stays."""
    if path.exists():
        return
    draft = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as handle:
        handle.write(make())
        handle.flush()
        os.fsync(handle.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _new_secret_key() -> str:
    return secrets.token_urlsafe(48) + "\n"


def _new_vapid_key() -> str:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    return (
        ec.generate_private_key(ec.SECP256R1())
        .private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        .decode()
    )


_SECRETS = {
    "SECRET_KEY": ("secret_key", _new_secret_key),
    "VAPID_PRIVATE_KEY": ("vapid_private.pem", _new_vapid_key),
}
