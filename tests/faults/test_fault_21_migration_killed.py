"""Fault 21: a migration is killed at any point. The database is old or new, never between; a second run succeeds."""

import json
import subprocess
import sys

from webapp.store import schema, tables

# Forks a migration for each point 1, 2, 3 ..., which dies without warning after that many changing statements, until
# one comes through; after each it tells the tables it finds.
DIE_AT_EVERY_POINT = """
import itertools, json, os, signal, sys
from alembic import command
from sqlalchemy import event, inspect
from sqlalchemy.engine import Engine
from webapp.store import schema
from webapp.store.engine import make_engine
url, way = sys.argv[1:]
CHANGES = ("CREATE", "DROP", "INSERT", "UPDATE", "DELETE", "ALTER")

def die_after(left):
    @event.listens_for(Engine, "after_cursor_execute")
    def count(connection, cursor, statement, *rest):
        nonlocal left
        left -= statement.lstrip().upper().startswith(CHANGES)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

def migrate(point):
    child = os.fork()
    if child == 0:
        die_after(point)
        schema.migrate(url) if way == "up" else schema.downgrade(url, "base")
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

for point in itertools.count(1):
    code = migrate(point)
    engine = make_engine(url)
    with engine.connect() as connection:
        print(json.dumps([code, sorted(set(inspect(connection).get_table_names()) - {"alembic_version"})]))
    engine.dispose()
    if code != -signal.SIGKILL:
        break
"""
SIGKILLED, THROUGH = -9, 0


def test_a_kill_after_any_statement_on_the_way_up_leaves_nothing_behind(database_url):
    schema.downgrade(database_url, "base")
    _assert_never_between(database_url, "up", before=[], after=sorted(tables.metadata.tables))


def test_a_kill_after_any_statement_on_the_way_down_leaves_everything_there(database_url):
    _assert_never_between(database_url, "down", before=sorted(tables.metadata.tables), after=[])


def _assert_never_between(url: str, way: str, before: list[str], after: list[str]) -> None:
    command = [sys.executable, "-c", DIE_AT_EVERY_POINT, url, way]
    told = subprocess.run(command, timeout=300, capture_output=True, text=True, check=True).stdout.splitlines()
    *killed, last = map(json.loads, told)
    assert killed == [[SIGKILLED, before]] * len(killed)
    assert len(killed) >= len(tables.metadata.tables), "every table was a point to die at"
    assert last == [THROUGH, after]
