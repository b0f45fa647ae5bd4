"""What the commands in bin/ share: the environment in .venv, made from the hashed locks.

Only the standard library, and only syntax an old Python can read, so that it can say it is too old.
"""

import sys

if sys.version_info < (3, 11):
    version = "%d.%d (%s)" % (sys.version_info[0], sys.version_info[1], sys.executable)
    sys.exit("Afterrun needs Python 3.11 or newer; this is " + version + ".")

import ast
import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "afterrun-stamp"
QUIET = ("--disable-pip-version-check", "--no-input")
LOCKS = {"runtime": "requirements/runtime.txt", "test": "requirements/test.txt"}


def ensure(name):
    """Make .venv hold the lock called `name` (runtime or test), doing nothing when it already does."""
    if _stamped(name):
        return
    with _one_at_a_time():
        if not _stamped(name):
            _install(name)


def run(*command, **options):
    """Run a command in the checkout; returns its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, **options).returncode


def become(*command):
    """Turn this process into `command`, run in the checkout."""
    os.chdir(ROOT)
    parts = [str(part) for part in command]
    sys.stdout.flush()
    os.execv(parts[0], parts)


def _stamped(name):
    accepted = {_stamp(lock) for lock in LOCKS if lock in (name, "test")}
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text() in accepted


def _stamp(name):
    digest = hashlib.sha256(f"{name}\n{ROOT}\n".encode())
    for path in (LOCKS[name], "requirements/bootstrap.txt", "pyproject.toml"):
        digest.update((ROOT / path).read_bytes())
    return f"{name} {digest.hexdigest()}\n"


@contextlib.contextmanager
def _one_at_a_time():
    with open(ROOT / "requirements" / "bootstrap.txt") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _install(name):
    print(f"Setting up the {name} environment in .venv ...", flush=True)
    if not _venv_is_sound():
        _make_venv()
    STAMP.unlink(missing_ok=True)
    _checked(PYTHON, "-m", "pip", "install", "-qq", *QUIET, "--require-hashes", "-r", "requirements/bootstrap.txt")
    uv, environ = VENV / "bin" / "uv", uv_environ()
    _checked(uv, "pip", "sync", "-q", "--require-hashes", "--python", PYTHON, LOCKS[name], env=environ)
    _checked(uv, "pip", "install", "-q", "--offline", "--no-deps", "--python", PYTHON, "-e", ".", env=environ)
    STAMP.write_text(_stamp(name))


def _venv_is_sound():
    """A .venv copied from another folder, or whose Python is gone, is no use."""
    config = VENV / "pyvenv.cfg"
    if not config.exists() or f" {VENV}\n" not in config.read_text() or not PYTHON.exists():
        return False
    return run(PYTHON, "-m", "pip", "--version", capture_output=True) == 0


def _make_venv():
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        package = "python%d.%d-venv" % sys.version_info[:2]
        sys.exit(f"This Python cannot make a venv; type this, then try again:  apt-get install -y {package}")
    shutil.rmtree(VENV, ignore_errors=True)
    _checked(sys.executable, "-m", "venv", VENV)


def _checked(*command, **options):
    code = run(*command, **options)
    if code:
        sys.exit(f"Setting up stopped: `{' '.join(str(part) for part in command)}` ended with {code}.")


def uv_environ():
    """The environment for uv, with what pip is told on this machine said in uv's words."""
    environ, pip = dict(os.environ), _pip_settings()
    for ours, theirs in _UV_NAMES.items():
        if pip.get(ours):
            environ.setdefault(theirs, ("," if ours == "find-links" else " ").join(pip[ours].split()))
    if "UV_INDEX" in environ:
        # pip looks in every index for the best version; the hashes say which file is the right one.
        environ.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    environ.setdefault("UV_SYSTEM_CERTS", "1")
    return environ


_UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
    "trusted-host": "UV_INSECURE_HOST",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
}


def _pip_settings():
    """From pip's files and from PIP_* in the environment, which wins."""
    listed = subprocess.run([str(PYTHON), "-m", "pip", "config", "list"], capture_output=True, text=True).stdout
    rows = [line.partition("=") for line in listed.splitlines() if "=" in line]
    found = {}
    for section in ("global", "install", ":env:"):
        for key, _, value in rows:
            if key.startswith(f"{section}."):
                found[key[len(section) + 1 :]] = ast.literal_eval(value)
    return found
