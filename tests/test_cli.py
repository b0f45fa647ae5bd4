"""The `afterrun` command: one call a command, one plain line and an exit code when it cannot."""

import json
import sqlite3
import stat
from pathlib import Path

import pytest

from webapp import content
from webapp.cli import main
from webapp.store import logins, people, schema
from webapp.store.engine import make_engine, writing

COMMANDS = ("serve", "worker", "migrate", "demo", "check-content", "simulate", "export", "import", "backup", "restore")
PROFILE = {"zone": "Europe/Berlin", "runs": [{"weekday": "tue", "kind": "easy", "minutes": 40}]}


@pytest.fixture
def home(tmp_path: Path, vapid_key: str, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a migrated database, named by the environment; returns the database."""
    database = tmp_path / "afterrun.db"
    database.write_bytes(sqlite_template.read_bytes())
    settings = {"VAR_DIR": str(tmp_path), "SECRET_KEY": "k" * 32, "VAPID_PRIVATE_KEY": vapid_key}
    for name in ("DATABASE_URL", "PORT", "ORIGIN"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return database


@pytest.fixture
def person(home: Path, now):
    """Somebody in the database, with a device signed in."""
    engine = make_engine(f"sqlite:///{home}")
    with writing(engine) as session:
        person = people.add_person(session, "Europe/Berlin", now)
        logins.start(session, person.id, "token", "phone", now)
    engine.dispose()
    return person


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    said = capsys.readouterr().out
    assert [name for name in COMMANDS if f"\n    {name}" not in said] == []


@pytest.mark.parametrize("argv", [[], ["walk"], ["simulate", "x.json", "--json"], ["export"], ["worker", "now"]])
def test_words_it_does_not_know_are_bad_input(argv, capsys):
    with pytest.raises(SystemExit) as ended:
        main(argv)
    assert ended.value.code == 2
    assert "usage: afterrun" in capsys.readouterr().err


def test_settings_it_cannot_use_are_bad_input_with_every_fault(home, monkeypatch, capsys):
    monkeypatch.setenv("PORT", "x")
    monkeypatch.setenv("DEBUG", "x")
    assert main(["migrate"]) == 2
    assert capsys.readouterr().err == "PORT must be a whole number from 1 to 65535.\nDEBUG must be 0 or 1.\n"


def test_check_content_says_that_all_is_sound(capsys):
    assert main(["check-content"]) == 0
    assert capsys.readouterr().out.startswith("The content is sound: 153 exercises, ")


def test_check_content_lists_every_problem(monkeypatch, capsys):
    def load():
        raise content.BadContent(["clamshell: reps is missing", "bridge: swaps to nothing"])

    monkeypatch.setattr(content, "load", load)
    assert main(["check-content"]) == 2
    assert capsys.readouterr().err == "clamshell: reps is missing\nbridge: swaps to nothing\n"


def test_migrate_makes_the_database_and_may_be_repeated(home):
    home.unlink()
    assert (main(["migrate"]), main(["migrate"])) == (0, 0)
    engine = make_engine(f"sqlite:///{home}")
    assert schema.current(engine) == schema.head()
    engine.dispose()


@pytest.mark.parametrize("argv", [["migrate"], ["worker"]])
def test_a_database_from_a_newer_version_is_left_as_it_is(home, argv, capsys):
    with sqlite3.connect(home) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = home.read_bytes()
    assert main(argv) == 1
    assert capsys.readouterr().err.startswith("The database was written by a newer Afterrun")
    assert home.read_bytes() == before


def test_a_database_without_tables_is_refused_by_the_worker(home, capsys):
    home.unlink()
    assert main(["worker"]) == 1
    assert (
        capsys.readouterr().err == "The database is older than this Afterrun, or empty; run `afterrun migrate` first.\n"
    )


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(home, capsys):
    home.write_text("a shopping list, " * 100)
    assert main(["migrate"]) == 1
    assert capsys.readouterr().err == "The file is not a database, or it is damaged.\n"
    assert home.read_text() == "a shopping list, " * 100


def test_a_database_that_cannot_be_opened_is_refused(home, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{home}/inside/afterrun.db")
    assert main(["migrate"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_locked_database_is_refused_and_left_as_it_is(home, monkeypatch, capsys, tmp_path, person):
    monkeypatch.setattr("webapp.store.engine._PRAGMAS", ("foreign_keys=ON", "busy_timeout=50"))
    assert main(["export", str(person.id), "--out", str(tmp_path / "me.json")]) == 0
    holder = sqlite3.connect(home, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert main(["import", str(tmp_path / "me.json")]) == 1
    holder.rollback()
    holder.close()
    assert capsys.readouterr().err == "The database is locked by another program; try again in a moment.\n"
    assert count_people(home) == 1


def test_simulate_prints_one_object_a_day(tmp_path, capsys):
    days = simulate(tmp_path, capsys, "--days", "10")
    assert [day["date"] for day in days] == [f"2026-01-{n:02d}" for n in range(1, 11)]
    assert all({"phase", "kind", "blocks", "minutes"} <= day.keys() for day in days)


def test_simulate_draws_the_same_days_from_the_same_seed(tmp_path, capsys):
    share = ("--days", "40", "--behaviour", "0.5", "--seed")
    assert simulate(tmp_path, capsys, *share, "1") == simulate(tmp_path, capsys, *share, "1")
    assert simulate(tmp_path, capsys, *share, "1") != simulate(tmp_path, capsys, *share, "2")


def test_simulate_lists_every_fault_of_a_profile(tmp_path, capsys):
    (tmp_path / "profile.json").write_text(json.dumps({"zone": "Mars/Base", "runs": [], "minutes": 1}))
    assert main(["simulate", str(tmp_path / "profile.json"), "--start", "2026-01-01", "--days", "1", "--json"]) == 2
    assert capsys.readouterr().err.count("\n") >= 2


@pytest.mark.parametrize(
    ("text", "why"), [("{", "is not JSON."), (None, "cannot be read (No such file or directory).")]
)
def test_a_profile_that_cannot_be_read_is_bad_input(tmp_path, capsys, text, why):
    path = tmp_path / "profile.json"
    if text:
        path.write_text(text)
    assert main(["simulate", str(path), "--start", "2026-01-01", "--days", "1", "--json"]) == 2
    assert capsys.readouterr().err == f"{path} {why}\n"


def test_an_export_is_for_the_owner_only_and_replaces_nothing(home, person, tmp_path, capsys):
    out = tmp_path / "me.json"
    assert main(["export", str(person.id), "--out", str(out)]) == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert main(["export", str(person.id), "--out", str(out)]) == 2
    assert capsys.readouterr().err == f"{out} cannot be written (File exists).\n"


def test_an_export_comes_back_in_an_empty_instance(home, person, tmp_path, monkeypatch, sqlite_template):
    assert main(["export", str(person.id), "--out", str(tmp_path / "me.json")]) == 0
    other = tmp_path / "other.db"
    other.write_bytes(sqlite_template.read_bytes())
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{other}")
    assert main(["import", str(tmp_path / "me.json")]) == 0
    assert count_people(other) == 1


@pytest.mark.parametrize("name", ["nobody@example.org", "00000000-0000-4000-8000-000000000000", "'; DROP TABLE person"])
def test_a_stranger_cannot_be_exported(home, name, capsys):
    assert main(["export", name]) == 2
    assert capsys.readouterr().err == f"There is nobody here called {name}.\n"


def test_an_import_lists_every_fault(home, tmp_path, capsys):
    (tmp_path / "me.json").write_text(json.dumps({"format": "a poem"}))
    assert main(["import", str(tmp_path / "me.json")]) == 2
    assert capsys.readouterr().err
    assert count_people(home) == 0


def test_a_backup_comes_back_and_replaces_people_only_when_forced(home, person, tmp_path, capsys, now):
    assert main(["backup"]) == 0
    path = capsys.readouterr().out.strip()
    assert Path(path).parent == tmp_path / "backups"
    with writing(engine := make_engine(f"sqlite:///{home}")) as session:
        people.add_person(session, "Europe/Berlin", now)
    engine.dispose()
    assert main(["restore", path]) == 1
    assert count_people(home) == 2
    assert main(["restore", path, "--force"]) == 0
    assert count_people(home) == 1


def simulate(tmp_path: Path, capsys, *words: str) -> list[dict]:
    (tmp_path / "profile.json").write_text(json.dumps(PROFILE))
    assert main(["simulate", str(tmp_path / "profile.json"), "--start", "2026-01-01", *words, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def count_people(database: Path) -> int:
    with sqlite3.connect(database) as connection:
        (found,) = connection.execute("SELECT count(*) FROM person").fetchone()
    connection.close()
    return found
