"""The floor of our stack: a session, one query, twelve rows; and one insert. Nothing can be much cheaper than this."""

import gzip
import hashlib
import os
import uuid
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask, Response, request, session
from flask_login import LoginManager, UserMixin, current_user, login_required
from jinja2 import DictLoader
from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, MetaData, String, Table, Uuid, insert, select

from webapp.store.engine import make_engine, reading, writing

ROWS = 12
TOKEN = "floor"
METADATA = MetaData()
LOGIN = Table("floor_login", METADATA, Column("hash", String(64), primary_key=True), Column("user_id", Integer))
ITEM = Table(
    "floor_item", METADATA, Column("id", Integer, primary_key=True), Column("user_id", Integer),
    Column("name", String(80)), Index("ix_floor_item_user", "user_id"),
)  # fmt: skip
TICK = Table(
    "floor_tick", METADATA, Column("op", Uuid, primary_key=True), Column("item", ForeignKey("floor_item.id")),
    Column("at", DateTime(timezone=True)),
)  # fmt: skip
HTMX = gzip.compress((Path(__file__).parents[2] / "static" / "vendor" / "htmx.min.js").read_bytes())
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Floor</title>
<meta name="viewport" content="width=device-width"><script src="/htmx.js" defer></script></head><body><ul>
{% for row in rows %}<li><form method="post" action="/tick" hx-post="/tick" hx-swap="none">
<input type="hidden" name="item" value="{{ row.id }}"><input type="hidden" name="op" value="{{ op() }}">
<label><input type="checkbox" name="done"> {{ row.name }}</label></form></li>{% endfor %}</ul></body></html>"""


class Login(UserMixin):
    def __init__(self, user_id: int) -> None:
        self.user_id = user_id

    def get_id(self) -> str:
        return TOKEN


def prepare(url: str) -> None:
    """The floor's own tables in the same database, with one person and twelve rows."""
    engine = make_engine(url)
    METADATA.create_all(engine)
    with writing(engine) as db:
        db.execute(insert(LOGIN).values(hash=_hash(TOKEN), user_id=1))
        db.execute(insert(ITEM), [{"id": n, "user_id": 1, "name": f"Exercise number {n}"} for n in range(ROWS)])
    engine.dispose()


def make_app() -> Flask:
    """The WSGI application."""
    engine = make_engine(os.environ["DATABASE_URL"])
    app = Flask("floor", static_folder=None)
    app.secret_key = os.environ["SECRET_KEY"]
    app.jinja_loader = DictLoader({"page.html": PAGE})
    app.jinja_env.globals["op"] = lambda: str(uuid.uuid4())
    _sign_in(app, engine)
    template = app.jinja_env.get_template("page.html")

    @app.get("/")
    @login_required
    def page() -> str:
        with reading(engine) as db:
            found = db.execute(select(ITEM).where(ITEM.c.user_id == current_user.user_id)).all()
        return template.render(rows=found)

    @app.get("/htmx.js")
    def script() -> Response:
        headers = {"Content-Encoding": "gzip", "Cache-Control": "max-age=31536000, immutable"}
        return Response(HTMX, headers=headers, mimetype="text/javascript")

    @app.post("/tick")
    @login_required
    def tick() -> str:
        values = {"op": uuid.UUID(request.form["op"]), "item": int(request.form["item"]), "at": datetime.now(UTC)}
        with writing(engine) as db:
            db.execute(insert(TICK).values(values))
        return "<li>done</li>"

    return app


def _sign_in(app: Flask, engine: object) -> None:
    manager = LoginManager(app)

    @manager.user_loader
    def load(token: str) -> Login | None:
        with reading(engine) as db:
            found = db.execute(select(LOGIN.c.user_id).where(LOGIN.c.hash == _hash(token))).scalar()
        return None if found is None else Login(found)

    @app.get("/enter")
    def enter() -> str:
        session["_user_id"] = TOKEN
        return "in"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
