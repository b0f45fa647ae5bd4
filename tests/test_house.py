"""The house rules, read from the code itself: walls, clock, sizes, screens, settings, addresses, templates."""

import ast
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path

import pytest

from webapp.config import Config

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "webapp"
NETWORK = {"socket", "http", "urllib.request", "smtplib", "ftplib", "ssl", "asyncio", "socketserver", "subprocess"}
FILES = {"os", "pathlib", "io", "tempfile", "shutil", "glob", "fileinput", "sqlite3", "tomllib"}


@dataclass(frozen=True)
class Room:
    """What a part of the package may import: rooms of ours, other people's libraries, and not which of Python's own."""

    ours: set[str]
    libraries: set[str] = field(default_factory=set)
    never: set[str] = field(default_factory=set)


PLUMBING = {"actions", "push", "store", "domain", "clock", "config", "content", "logs", "stop"}
ROOMS = {
    "domain": Room({"domain"}, never=FILES | NETWORK | {"time", "random", "secrets", "logging", "uuid"}),
    "content": Room({"content", "domain"}, {"tzdata"}, never=NETWORK | {"sqlite3", "time", "random"}),
    "figures": Room({"figures", "domain"}, never=NETWORK | {"sqlite3", "time", "random"}),
    "store": Room({"store", "domain"}, {"sqlalchemy", "alembic", "cattrs"}, never=NETWORK - {"subprocess"}),
    "push": Room({"push", "domain"}, {"webpush", "pycurl", "cryptography"}),
    "actions": Room({"actions", "domain", "store"}, {"argon2"}, never=NETWORK | {"os", "time"}),
    "web": Room(
        # Of pushing only what a subscription must be and our public key: nothing that sends.
        {
            "web",
            "actions",
            "domain",
            "store",
            "clock",
            "content",
            "config",
            "logs",
            "assets",
            "push.keys",
            "push.target",
        },
        {"flask", "flask_login", "werkzeug", "markupsafe", "jinja2", "brotli", "icalendar"},
        never={"sqlite3", "smtplib"},
    ),
    "worker": Room(PLUMBING | {"worker"}),
    "cli": Room(PLUMBING | {"worker", "supervisor", "figures"}),
    "supervisor": Room({"config", "stop"}),
    "config": Room(set(), {"cryptography"}),
    "clock": Room(set()),
    "stop": Room(set()),
    "logs": Room({"clock"}),
    "assets": Room({"config"}, {"brotli"}),
    "wsgi": Room({"", "cli"}),
    "__init__": Room({"config", "web", "logs"}, {"flask"}),
}
CLOCK_READS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime"), ("func", "now"),
}  # fmt: skip


@dataclass(frozen=True)
class Module:
    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def room(self) -> str:
        return self.path.relative_to(PACKAGE).parts[0].removesuffix(".py")

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


def read(paths: Iterable[Path]) -> list[Module]:
    return [Module(path, text := path.read_text(), ast.parse(text)) for path in sorted(paths)]


MODULES = read(PACKAGE.rglob("*.py"))
COMMANDS = read(path for path in (ROOT / "bin").iterdir() if path.is_file())
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def test_every_module_keeps_to_the_walls_of_its_room():
    broken = [
        f"{module.name} imports {name}" for module in MODULES for name in imports(module) if not allowed(module, name)
    ]
    assert broken == []


def test_every_module_belongs_to_a_room_with_walls():
    assert {module.room for module in MODULES} <= set(ROOMS)


def test_a_forbidden_import_would_be_seen():
    assert not allowed(Module(PACKAGE / "domain" / "x.py", "", ast.parse("")), "sqlalchemy.orm")
    assert not allowed(Module(PACKAGE / "web" / "x.py", "", ast.parse("")), "webapp.push")
    assert not allowed(Module(PACKAGE / "web" / "x.py", "", ast.parse("")), "webapp.push.sender.Sender")
    assert allowed(Module(PACKAGE / "web" / "x.py", "", ast.parse("")), "webapp.push.target.read_target")
    assert not allowed(Module(PACKAGE / "domain" / "x.py", "", ast.parse("")), "random")
    assert allowed(Module(PACKAGE / "domain" / "x.py", "", ast.parse("")), "webapp.domain.days")


def test_only_the_clock_reads_the_clock():
    readers = [
        f"{module.name}:{call.lineno}"
        for module in MODULES
        for call in module.calls()
        if dotted(call.func)[-2:] in CLOCK_READS and module.name != "webapp/clock.py"
    ]
    assert readers == []


def test_rules_open_no_files():
    openers = [
        m.name for m in MODULES if m.room in ("domain", "actions") for c in m.calls() if dotted(c.func) == ("open",)
    ]
    assert openers == []


def test_only_the_edges_end_a_transaction():
    enders = [
        f"{module.name}:{call.lineno}"
        for module in MODULES
        for call in module.calls()
        if dotted(call.func)[-1:] in (("commit",), ("rollback",)) and module.room not in ("store",)
    ]
    store = {m.name for m in MODULES if m.room == "store" for c in m.calls() if dotted(c.func)[-1:] == ("commit",)}
    assert enders == []
    assert store <= {"webapp/store/engine.py", "webapp/store/backup.py", "webapp/store/schema.py"}


def test_modules_stay_short():
    long = [f"{m.name}: {lines}" for m in MODULES + COMMANDS if (lines := m.text.count("\n")) > 300]
    assert long == []


def test_functions_stay_short(figure):
    sizes = {f"{m.name} {f.name}": f.end_lineno - f.lineno + 1 for m in MODULES for f in functions(m.tree)}
    median = statistics.median(sizes.values())
    figure(f"median function: {median:g} lines, of {len(sizes)} functions")
    assert {name: size for name, size in sizes.items() if size > 60} == {}
    assert median <= 12


def test_every_module_says_in_one_line_what_it_is():
    silent = [m.name for m in MODULES + COMMANDS if m.text.strip() and not (ast.get_docstring(m.tree) or "").strip()]
    assert silent == []


def test_every_screen_has_its_templates_and_its_test():
    missing = []
    for module in screens():
        name = module.path.stem
        if renders(module) and not (ROOT / "templates" / name).is_dir():
            missing.append(f"templates/{name}/")
        if not (ROOT / "tests" / "web" / f"test_{name}.py").exists():
            missing.append(f"tests/web/test_{name}.py")
    assert missing == []


def test_every_setting_is_in_the_readme():
    readme = (ROOT / "README.md").read_text()
    settings = [field.name.upper() for field in fields(Config)]
    assert [name for name in settings if f"`{name}`" not in readme] == []


def test_no_registry_address_stands_anywhere():
    hosts = ("py" + "pi.org", "python" + "hosted", "npm" + "js", "yarn" + "pkg", "pypi" + "/simple")
    index_line = re.compile(r"^\s*(-i|--(extra-)?index-url|-f|--find-links)\b", re.MULTILINE)
    found = [name for name, text in tracked() if any(host in text for host in hosts) or index_line.search(text)]
    assert found == []


def test_nothing_is_left_for_later():
    words = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|NotImplemented" + "Error")
    assert [name for name, text in tracked() if words.search(text) and "/vendor/" not in name] == []


def test_no_test_is_skipped_or_expected_to_fail():
    marks = re.compile(r"mark\.(skip|xfail)|pytest\.(skip|xfail|importor" + r"skip)\(|unittest\.skip")
    assert [name for name, text in tracked() if name.startswith("tests/") and marks.search(text)] == []


def test_templates_are_files_never_strings():
    makers = {"render_template_string", "from_string"}
    assert [m.name for m in MODULES for c in m.calls() if dotted(c.func)[-1:] and dotted(c.func)[-1] in makers] == []


def test_no_statement_is_put_together_from_text():
    spliced = [
        f"{module.name}:{call.lineno}"
        for module in MODULES + read((ROOT / "migrations").rglob("*.py"))
        for call in module.calls()
        if dotted(call.func)[-1:] and dotted(call.func)[-1] in ("text", "execute", "exec_driver_sql", "executescript")
        if call.args and is_spliced(call.args[0])
    ]
    assert spliced == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_has_nothing_inline(template: Path):
    assert inline_parts(template.read_text()) == []


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="color: red">', "<style>p {}</style>", "<script>go()</script>", '<b onclick="go()">',
        "<b hx-on:click='go()'>", """<b hx-vals='js:{"a": 1}'>""", '<a href="javascript:go()">', "<a\n  onfocus=go()>",
    ],
)  # fmt: skip
def test_something_inline_would_be_seen(markup: str):
    assert inline_parts(markup) != []


def test_the_commands_start_without_the_web_libraries():
    code = "import sys, webapp.cli; print([n for n in ('flask', 'sqlalchemy', 'webapp.web') if n in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_the_web_server_does_without_what_the_worker_sends_with():
    """It would cost each of its processes six megabytes."""
    code = "import sys, webapp.web.devices; print([n for n in ('pycurl', 'webpush', 'webapp.push.sender') if n in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def imports(module: Module) -> Iterator[str]:
    """Dotted names of everything imported, inside functions too."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.name} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def allowed(module: Module, name: str) -> bool:
    room = ROOMS[module.room]
    top, _, rest = name.partition(".")
    if top == "webapp":
        parts = rest.split(".")
        known = {parts[0], ".".join(parts[:2])} & room.ours
        return bool(known) or ("" in room.ours and rest == "create_app")
    if top in sys.stdlib_module_names:
        return not any(name == never or name.startswith(f"{never}.") for never in room.never)
    return top in room.libraries


def dotted(node: ast.expr) -> tuple[str, ...]:
    """`a.b.c` as ("a", "b", "c"); the empty tuple parts of other expressions are left out."""
    if isinstance(node, ast.Attribute):
        return (*dotted(node.value), node.attr)
    return (node.id,) if isinstance(node, ast.Name) else ()


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def screens() -> list[Module]:
    """Modules of web/ that make a blueprint."""
    return [m for m in MODULES if m.room == "web" and any(dotted(c.func)[-1:] == ("Blueprint",) for c in m.calls())]


def renders(module: Module) -> bool:
    return any(
        dotted(call.func)[-1:] in (("render_template",), ("page_or_part",), ("refuse",)) for call in module.calls()
    )


def is_spliced(node: ast.expr) -> bool:
    """Built with values inside; a PRAGMA takes no parameters, so it alone may be."""
    if isinstance(node, ast.JoinedStr):
        first = node.values[0]
        return not (isinstance(first, ast.Constant) and str(first.value).startswith("PRAGMA "))
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Add | ast.Mod)
    return isinstance(node, ast.Call) and dotted(node.func)[-1:] == ("format",)


def inline_parts(markup: str) -> list[str]:
    markup = re.sub(r"{#.*?#}", "", markup, flags=re.DOTALL)
    found = re.findall(r"<style\b|<script\b(?![^>]*\bsrc=)[^>]*>|javascript:", markup, re.IGNORECASE)
    for tag in re.findall(r"<[a-zA-Z][^<>]*>", markup):
        found += re.findall(r"\s(?:style|on[a-z]+|hx-on\S*|hx-vals\s*=\s*[\"']?\s*js:)\s*=?", tag, re.IGNORECASE)
    return found


def tracked() -> Iterator[tuple[str, str]]:
    """Every text file that is, or would be, committed."""
    for path in tracked_paths():
        try:
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def tracked_paths() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode == 0:
        return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]
    left_out = {".venv", "var", ".git", "__pycache__"}
    return [Path(d) / f for d, names, files in os.walk(ROOT) for f in files if not set(Path(d).parts) & left_out]
