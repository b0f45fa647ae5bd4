"""/healthz: the database and the worker, in words a machine can watch."""

import sqlite3

import pytest

from webapp.store import heartbeats
from webapp.web.edge import writing

READ_ONLY = {
    "sqlite": "PRAGMA query_only=ON",
    # For this database alone, and from the next connection on.
    "postgresql": "DO $$ BEGIN EXECUTE format('ALTER DATABASE %%I SET default_transaction_read_only = on', "
    "current_database()); END $$",
}


def test_a_working_server_says_how_old_the_workers_last_sign_is(app, client, clock):
    _beat(app, clock.now)
    clock.forward(seconds=3.2)
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json == {"ok": True, "database": "writable", "worker": {"age": 3.2}}


def test_a_silent_worker_is_told_of_while_the_pages_still_work(app, client, clock):
    assert client.get("/healthz").json["worker"] == "late"
    _beat(app, clock.now)
    clock.forward(seconds=61)
    response = client.get("/healthz")
    assert (response.status_code, response.json["worker"]) == (200, "late")


@pytest.mark.both_databases
def test_a_database_that_takes_no_writes_is_a_503(app, client):
    engine = app.extensions["afterrun"].engine
    with engine.begin() as connection:
        connection.exec_driver_sql(READ_ONLY[engine.dialect.name])
    if engine.dialect.name == "postgresql":
        engine.dispose()
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json["ok"] is False
    assert response.json["database"] == "NotWritable"


def test_a_locked_database_is_a_503_with_a_word(app, client, database_url):
    holder = sqlite3.connect(database_url.removeprefix("sqlite:///"))
    holder.execute("BEGIN IMMEDIATE")
    with app.extensions["afterrun"].engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
    try:
        response = client.get("/healthz")
    finally:
        holder.close()
    assert (response.status_code, response.json["database"]) == (503, "Busy")


def test_it_needs_no_cookie_and_sets_none(client):
    response = client.get("/healthz")
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")


def _beat(app, now) -> None:
    with app.test_request_context(), writing() as session:
        heartbeats.beat(session, now)
