"""/healthz: can the database be written, and when was the worker last heard of."""

from flask import Blueprint, Response, jsonify

from webapp.store import StoreError, heartbeats
from webapp.web.edge import now, writing

WORKER_LATE_S = 60
WEB = "web"

screen = Blueprint("health", __name__)


@screen.get("/healthz")
def page() -> tuple[Response, int]:
    """200 while the database takes writes; a silent worker is told of, but the pages still work."""
    try:
        with writing() as session:
            # A write of its own: only that shows that the database takes one.
            heartbeats.beat(session, now(), WEB)
            age = heartbeats.age(session, now())
    except StoreError as error:
        return jsonify(ok=False, database=type(error).__name__, reason=str(error)), 503
    return jsonify(ok=True, database="writable", worker=_worker(age)), 200


def _worker(age: float | None) -> dict[str, float] | str:
    return "late" if age is None or age > WORKER_LATE_S else {"age": round(age, 1)}
