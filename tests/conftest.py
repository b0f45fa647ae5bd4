"""Shared by all tests: real databases, a clock that stands still, the content, the app. A skipped test is a failure."""

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from webapp import clock as clock_module
from webapp.config import Config, write_secrets

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
LONGEST = ("/faults/", "test_every_rule_holds", "/browser/test_storm", "/browser/", "/test_supervisor")
pytest_plugins = ["tests.databases", "tests.chromium"]


class Clock:
    """The time tests see; it moves only when told to."""

    def __init__(self, instant: datetime) -> None:
        self.now = instant

    def __call__(self) -> datetime:
        return self.now

    def set(self, instant: datetime) -> None:
        self.now = instant

    def forward(self, **amount: float) -> datetime:
        self.now += timedelta(**amount)
        return self.now


@pytest.fixture
def now() -> datetime:
    """A Wednesday noon in UTC."""
    return NOON


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> Clock:
    """The app's clock, standing at `now`; `clock.forward(days=1)` moves it."""
    standing = Clock(now)
    monkeypatch.setattr(clock_module, "now", standing)
    return standing


@pytest.fixture(scope="session")
def catalogue():
    from webapp import content

    return content.load()


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where compressed files are kept: packed once for all tests of a process."""
    return tmp_path_factory.mktemp("assets")


@pytest.fixture
def environ(database_url: str, tmp_path: Path, vapid_key: str, packed: Path) -> dict[str, str]:
    """Settings a server over `database_url` can start with."""
    return _settings(database_url, tmp_path, vapid_key, packed)


@pytest.fixture(scope="session")
def vapid_key(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("keys")
    write_secrets({"VAR_DIR": str(folder)})
    return (folder / "vapid_private.pem").read_text()


@pytest.fixture
def config(environ: dict[str, str]) -> Config:
    Path(environ["VAR_DIR"]).mkdir(exist_ok=True)
    return Config.from_env(environ)


@pytest.fixture(scope="session")
def built_app(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, vapid_key: str, packed: Path):
    """The real app, built once a process: content, files, routes and templates are the same for every test."""
    from webapp import create_app

    settings = _settings(f"sqlite:///{sqlite_template}", tmp_path_factory.mktemp("app"), vapid_key, packed)
    app = create_app(Config.from_env(settings))
    app.extensions["afterrun"].engine.dispose()
    return app


@pytest.fixture
def app(built_app, config: Config, clock: Clock):
    """The real app over a fresh database, at the clock's time; `own_app` is one whose routes a test may change."""
    from webapp import logs
    from webapp.store.engine import make_engine

    logs.configure(config.log_level)
    before = built_app.extensions["afterrun"], dict(built_app.config)
    built_app.extensions["afterrun"] = replace(before[0], config=config, engine=make_engine(config.database_url))
    built_app.testing = True
    yield built_app
    built_app.extensions["afterrun"].engine.dispose()
    built_app.extensions["afterrun"] = before[0]
    built_app.config.clear()
    built_app.config.update(before[1])


@pytest.fixture
def own_app(config: Config, clock: Clock):
    """An app built for this test alone, over a fresh database."""
    from webapp import create_app

    app = create_app(config)
    app.testing = True
    yield app
    app.extensions["afterrun"].engine.dispose()


@pytest.fixture
def client(app):
    """A browser on our own pages; `app.test_client()` is one that sends no headers of its own."""
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


@pytest.fixture
def engine(database_url: str) -> Iterator:
    from webapp.store.engine import make_engine

    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine) -> Iterator:
    """An open writing transaction, committed when the test ends; use `writing(engine)` for more than one."""
    from webapp.store.engine import writing

    with writing(engine) as session:
        yield session


def pytest_configure() -> None:
    # The machine is shared and its speed says nothing about the code.
    settings.register_profile("afterrun", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("afterrun")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, so that at the end nobody waits for one long test."""
    items.sort(key=lambda item: next((n for n, place in enumerate(LONGEST) if place in item.nodeid), len(LONGEST)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    return _no_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):
    return _no_skip((yield))


def _no_skip(report):
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"Skipped, and no test here may be: {report.longrepr}"
    return report


def _settings(database_url: str, folder: Path, vapid_key: str, packed: Path) -> dict[str, str]:
    var = folder / "var"
    var.mkdir(mode=0o700)
    (var / "assets").symlink_to(packed)
    return {
        "DATABASE_URL": database_url,
        "VAR_DIR": str(var),
        "SECRET_KEY": "a key that is only used by the tests",
        "VAPID_PRIVATE_KEY": vapid_key,
        "ORIGIN": "http://localhost",
    }


@pytest.fixture
def figure(record_property) -> Callable[[str], None]:
    """Say a measured number at the end of the run, whatever is captured: `figure("median function: 6 lines")`."""
    return lambda text: record_property("figure", text)


def pytest_terminal_summary(terminalreporter) -> None:
    reports = [report for key in ("passed", "failed") for report in terminalreporter.stats.get(key, [])]
    said = dict.fromkeys(text for r in reports for name, text in getattr(r, "user_properties", ()) if name == "figure")
    for text in said:
        terminalreporter.write_line(text)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave the figures for the last line of bin/test."""
    path = os.environ.get("AFTERRUN_TEST_FIGURES")
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if path and reporter and not hasattr(session.config, "workerinput"):
        stats = reporter.stats
        names = [report.nodeid for report in stats.get("passed", []) if report.when == "call"]
        figures = {
            "passed": len(names),
            "failed": len(stats.get("failed", []) + stats.get("error", [])),
            "sqlite": sum("sqlite" in re.split(r"[\[\]-]", name) for name in names),
            "postgres": sum("postgres" in re.split(r"[\[\]-]", name) for name in names),
            "browser": sum("tests/browser/" in name for name in names),
        }
        Path(path).write_text(json.dumps(figures))
