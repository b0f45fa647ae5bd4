"""Planning: what arming costs, and finding the next reminder that is due among a million alarms."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from time import perf_counter, process_time
from uuid import UUID, uuid4

from sqlalchemy import text

from tests.bench import floor
from tests.bench._databases import BOTH
from webapp.actions import arming
from webapp.domain.profile import Profile, Run
from webapp.store import alarms, shapes, tables
from webapp.store.engine import Engine, reading, writing

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
RUNS = tuple(Run(day, "easy", 50, time(18), f"series-{day}") for day in ("mon", "wed", "fri"))
PEOPLE, ALARMS_EACH, AT_ONCE = 25_000, 4, 100  # three runs and the days of rest
MILLION, DUE, LIMIT = 1_000_000, 100, 100
QUERY = "SELECT user_id, occurrence, kind, day, due_at FROM alarm WHERE due_at <= :now ORDER BY due_at LIMIT 100"
SQLITE_ROWS = """
    INSERT INTO alarm (user_id, occurrence, kind, day, due_at)
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :last)
    SELECT printf('%032x', i), 'rest', 'rest', '2026-11-18', datetime(:now, printf('%+d seconds', (i - :due) * 60)) || '.000000'
    FROM n"""
POSTGRES_ROWS = """
    INSERT INTO alarm (user_id, occurrence, kind, day, due_at)
    SELECT lpad(to_hex(i), 32, '0')::uuid, 'rest', 'rest', '2026-11-18', :now + (i - :due) * interval '60 seconds'
    FROM generate_series(0, :last) AS i"""


def figures() -> Iterator[floor.Figure]:
    for name, database in BOTH.items():
        with database() as engine:
            yield from _arming(name, engine)
        with database() as engine:
            yield from _finding(name, engine)


def _arming(name: str, engine: Engine) -> Iterator[floor.Figure]:
    """Everybody's alarms made for the first time, and made again when nothing changed."""
    ids = _people(engine)
    for what in ("made", "made again, unchanged"):
        cpu, began = process_time(), perf_counter()
        for start in range(0, PEOPLE, AT_ONCE):
            with writing(engine) as session:
                arming.arm_all(session, ids[start : start + AT_ONCE], NOW)
        seconds, spent = perf_counter() - began, (process_time() - cpu) * 1e6 / (PEOPLE * ALARMS_EACH)
        yield f"{name}: {PEOPLE * ALARMS_EACH} alarms {what}", seconds, "s", None, None
        yield f"{name}: of it CPU an alarm", spent, "us", None, None
    with reading(engine) as session:
        assert session.scalar(text("SELECT count(*) FROM alarm")) == PEOPLE * ALARMS_EACH


def _finding(name: str, engine: Engine) -> Iterator[floor.Figure]:
    """A hundred due among a million, and the same where there are only those."""
    _fill(engine, DUE)
    few = _find(engine)
    with writing(engine) as session:
        session.execute(text("DELETE FROM alarm"))
    _fill(engine, MILLION)
    many = _find(engine)
    yield f"{name}: finding {DUE} due among a million (reference: among themselves)", many, "ms", few, many / few
    yield f"{name}: {_plan(engine)}", None, "", None, None


def _people(engine: Engine) -> list[UUID]:
    ids, body = [uuid4() for _ in range(PEOPLE)], shapes.profile_json(Profile(runs=RUNS))
    with writing(engine) as session:
        session.execute(
            tables.person.insert(),
            [{"id": one, "zone": "Europe/Berlin", "units": "metric", "created_at": NOW, "demo": False} for one in ids],
        )
        session.execute(
            tables.profile.insert(),
            [{"user_id": one, "from_on": date(2026, 11, 1), "body": body, "made_at": NOW} for one in ids],
        )
    return sorted(ids)


def _fill(engine: Engine, count: int) -> None:
    """Alarms a minute apart, of people who need not exist to be found; the first hundred are due."""
    last = {"last": count - 1, "due": DUE - 1}
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("PRAGMA foreign_keys=OFF"))
            connection.execute(text(SQLITE_ROWS), {**last, "now": NOW.strftime("%Y-%m-%d %H:%M:%S")})
            connection.execute(text("PRAGMA foreign_keys=ON"))
        else:
            connection.execute(text("ALTER TABLE alarm DISABLE TRIGGER ALL"))
            connection.execute(text(POSTGRES_ROWS), {**last, "now": NOW})
        connection.execute(text("ANALYZE"))


def _find(engine: Engine) -> float:
    """Milliseconds of one look."""
    times = []
    for _ in range(30):
        with reading(engine) as session:
            began = perf_counter()
            found = alarms.due(session, NOW + timedelta(seconds=1), LIMIT)
            times.append((perf_counter() - began) * 1000)
        assert len(found) == DUE, len(found)
    return median(times)


def _plan(engine: Engine) -> str:
    """How the database goes about it."""
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN (COSTS OFF) "
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(explain + QUERY.replace(":now", "'2026-11-18'")).all()
    return " / ".join(str(row[-1]).strip() for row in rows)
