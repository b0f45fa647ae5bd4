"""The `afterrun` command: each subcommand parses its words, makes one call, and turns a refusal into one line."""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from webapp.config import Config, prepare_var_dir, write_secrets

if TYPE_CHECKING:
    from webapp.store.engine import Session

FAILED, BAD_INPUT = 1, 2


class Refusal(Exception):
    """What to print on stderr, and the exit code."""

    def __init__(self, message: str, code: int = FAILED) -> None:
        super().__init__(message)
        self.code = code


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns its exit code: 0 done, 1 could not, 2 bad input."""
    arguments = _parser().parse_args(argv)
    try:
        with plain_refusals():
            arguments.command(arguments)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return refusal.code
    except (KeyboardInterrupt, BrokenPipeError):
        return FAILED
    return 0


def serve(arguments: argparse.Namespace) -> None:
    """Make the secrets, migrate, and run the web server and the worker until told to stop."""
    from webapp import content, supervisor

    write_secrets()
    content.load()
    path = _prepare_demo() if arguments.demo else ""
    config = Config.from_env()
    if not arguments.demo:
        _migrate(config)
    supervisor.serve(config, f"Afterrun is at {config.origin}{path}")


def worker(arguments: argparse.Namespace) -> None:
    """Run the worker in the foreground, beside a web server started by someone else."""
    from webapp import content, logs
    from webapp.content import zones
    from webapp.stop import Stop
    from webapp.worker.courier import courier
    from webapp.worker.loop import work
    from webapp.worker.steps import standing_steps

    stop, config = Stop().listen(), Config.from_env()
    logs.configure(config.log_level)
    catalogue = content.load()
    with _engine(config.database_url) as engine:
        work(engine, stop, standing_steps(catalogue, zones.rules(), stop, courier(config, catalogue, stop)))


def migrate(arguments: argparse.Namespace) -> None:
    """Bring the database to this version's tables."""
    _migrate(Config.from_env())


def demo(arguments: argparse.Namespace) -> None:
    """Make a believable runner with ten weeks behind them in var/demo.db, afresh; `serve --demo` opens one."""
    path = _prepare_demo()
    print(f"DATABASE_URL={os.environ['DATABASE_URL']} signs in at {path}")


def check_content(arguments: argparse.Namespace) -> None:
    """Say what is wrong with the content, all of it, or that it is sound."""
    from webapp import content

    catalogue = content.load()
    print(f"The content is sound: {len(catalogue.exercises)} exercises, {len(catalogue.sessions)} sessions.")


def figures(arguments: argparse.Namespace) -> None:
    """Draw every figure into static/figures, with a contact sheet in build/figures; --check only looks."""
    from webapp.figures.build import check
    from webapp.figures.sheet import draw_all

    print(f"All {check()} figures are sound." if arguments.check else f"Drawn; look at {draw_all()}")


def simulate(arguments: argparse.Namespace) -> None:
    """Print one JSON object per simulated day for the profile in a file."""
    from webapp import content
    from webapp.content import zones
    from webapp.domain.profile_reader import read_profile
    from webapp.domain.simulate import as_json, days

    catalogue = content.load()
    profile = read_profile(catalogue, zones.names(), _json_from(arguments.profile))
    does = arguments.behaviour(Random(arguments.seed))
    for sheet, _, _ in days(catalogue, profile, arguments.start, arguments.days, does):
        print(json.dumps(as_json(profile, sheet), ensure_ascii=False))


def export(arguments: argparse.Namespace) -> None:
    """Write everything about a person as one JSON document."""
    from webapp.actions.data import export_person
    from webapp.store.engine import reading

    with _engine() as engine, reading(engine) as session:
        document = export_person(session, _person_id(session, arguments.person))
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    _write_privately(arguments.out, text) if arguments.out else sys.stdout.write(text)


def import_(arguments: argparse.Namespace) -> None:
    """Bring a person back from an export, as a new person or into one who is here."""
    from webapp import clock, content
    from webapp.actions.data import import_person
    from webapp.content import zones
    from webapp.store.engine import writing

    document, catalogue = _json_from(arguments.file), content.load()
    with _engine() as engine, writing(engine) as session:
        person_id = _person_id(session, arguments.into) if arguments.into else None
        print(json.dumps(import_person(session, catalogue, zones.names(), person_id, document, clock.now())))


def backup(arguments: argparse.Namespace) -> None:
    """Copy the database, while in use, to a checked and compressed file."""
    from webapp import clock
    from webapp.store.backup import backup

    config = Config.from_env()
    target = arguments.target or prepare_var_dir(config.var_dir / "backups")
    print(backup(config.database_url, target, clock.now()))


def restore(arguments: argparse.Namespace) -> None:
    """Put a backup in the place of the database; refuses to replace one without --force."""
    from webapp.store.backup import restore

    restore(arguments.file, Config.from_env().database_url, force=arguments.force)
    print("Restored and checked.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="afterrun", description="The strength work after your run, decided for you.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Callable[[argparse.Namespace], None]) -> argparse.ArgumentParser:
        words = (command.__doc__ or "").strip()
        added = commands.add_parser(name, help=words, description=words)
        added.set_defaults(command=command)
        return added

    add("serve", serve).add_argument("--demo", action="store_true", help="serve a runner with ten weeks behind them")
    add("worker", worker)
    add("migrate", migrate)
    add("demo", demo)
    add("check-content", check_content)
    add("figures", figures).add_argument("--check", action="store_true", help="write nothing, only say what is wrong")
    _add_simulate(add("simulate", simulate))
    exporting = add("export", export)
    exporting.add_argument("person", help="e-mail address or id")
    exporting.add_argument("--out", type=Path, help="a new file; without it, the terminal")
    importing = add("import", import_)
    importing.add_argument("file", type=Path)
    importing.add_argument("--into", metavar="PERSON", help="e-mail address or id of a person who is here")
    backing_up = add("backup", backup)
    backing_up.add_argument("target", type=Path, nargs="?", help="a folder or file; var/backups if not given")
    restoring = add("restore", restore)
    restoring.add_argument("file", type=Path)
    restoring.add_argument("--force", action="store_true", help="replace the database that is there")
    return parser


def _add_simulate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("profile", type=Path, help="a profile as JSON")
    parser.add_argument("--start", type=date.fromisoformat, required=True, metavar="DATE")
    parser.add_argument("--days", type=_count, required=True, metavar="N")
    helped = "perfect, the share of days done whole such as 0.8, or stops-at-N"
    parser.add_argument("--behaviour", type=_behaviour, default="perfect", help=helped)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", required=True, help="one JSON object per day")


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or not int(text):
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 to 9999")
    return int(text)


def _behaviour(text: str) -> Callable[[Random], Callable[[int], bool]]:
    """From a source of chance, whether the day with this number, from 0, is done whole."""
    if text == "perfect":
        return lambda chance: lambda number: True
    if stops := re.fullmatch(r"stops-at-([0-9]{1,4})", text):
        return lambda chance: lambda number: number < int(stops[1])
    if re.fullmatch(r"0?\.[0-9]{1,4}|0|1|1\.0", text):
        return lambda chance: lambda number: chance.random() < float(text)
    raise argparse.ArgumentTypeError(f"{text} is not perfect, a share from 0 to 1, or stops-at-N")


@contextmanager
def plain_refusals():
    """An exception of ours says what to tell: one that lists faults found bad input, any other could not go on."""
    try:
        yield
    except Exception as error:
        if not type(error).__module__.startswith("webapp.") or isinstance(error, Refusal):
            raise
        faults = getattr(error, "problems", None) or getattr(error, "faults", None)
        raise Refusal("\n".join(map(str, faults or [error])), BAD_INPUT if faults else FAILED) from None


def _migrate(config: Config) -> None:
    from webapp.store import schema

    prepare_var_dir(config.var_dir)
    schema.migrate(config.database_url)


def _prepare_demo() -> str:
    """A demo database made afresh; this process and its children use it from now on. Returns the path to sign in at."""
    from webapp import clock, content
    from webapp.actions.demo import make_demo
    from webapp.store.engine import writing

    var_dir = prepare_var_dir(Config.from_env().var_dir)
    for path in var_dir.glob("demo.db*"):
        path.unlink()
    os.environ.pop("DATABASE_URL_FILE", None)
    os.environ["DATABASE_URL"] = f"sqlite:///{var_dir / 'demo.db'}"
    _migrate(Config.from_env())
    with _engine() as engine, writing(engine) as session:
        token = make_demo(session, content.load(), clock.now())
    return f"/demo/{token}"


@contextmanager
def _engine(url: str | None = None):
    """An engine on a database that is sure to fit this code."""
    from webapp.store import schema
    from webapp.store.engine import make_engine

    engine = make_engine(url or Config.from_env().database_url)
    try:
        schema.check(engine)
        yield engine
    finally:
        engine.dispose()


def _json_from(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refusal(f"{path} cannot be read ({error.strerror}).", BAD_INPUT) from None
    except ValueError:
        raise Refusal(f"{path} is not JSON.", BAD_INPUT) from None


def _write_privately(path: Path, text: str) -> None:
    """Health data: readable by the owner only, and never over another file."""
    try:
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as handle:
            handle.write(text)
    except OSError as error:
        raise Refusal(f"{path} cannot be written ({error.strerror}).", BAD_INPUT) from None


def _person_id(session: "Session", name: str) -> UUID:
    from webapp.store import credentials, people

    try:
        found = people.person(session, UUID(name))
        person_id = found and found.id
    except ValueError:
        known = credentials.by_email(session, name.strip().casefold())
        person_id = known and known.user_id
    if not person_id:
        raise Refusal(f"There is nobody here called {name}.", BAD_INPUT)
    return person_id


if __name__ == "__main__":
    sys.exit(main())
