"""Logs: one JSON line an event, what happened and where, and nothing a person said (ASVS 16)."""

import json
import logging
from datetime import date
from uuid import UUID

import pytest

from tests.web.cast import browser, newcomer
from webapp import logs

KEY = "a key that is only used by the tests"


@pytest.fixture
def said(capsys):
    """The lines written since the last look."""
    logs.configure("DEBUG")
    capsys.readouterr()
    yield lambda: [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    logging.getLogger().setLevel(logging.WARNING)


def test_a_request_leaves_one_line_with_the_route_and_not_the_address(app, clock, said):
    player = newcomer(app, clock.now)
    said()
    response = player.client.post("/days/2026-11-18/checks?note=secret", data={"key": "no-such-exercise"})
    (line,) = [line for line in said() if line["event"] == "request"]
    assert line.pop("ms") >= 0
    assert line.pop("ts")
    assert line == {
        "level": "info", "event": "request", "logger": "afterrun.web", "method": "POST", "status": response.status_code,
        "route": "/days/<day>/checks", "request": response.headers["X-Request-Id"],
        "user": logs.person_tag(player.person.id, clock.now.date(), KEY),
    }  # fmt: skip


def test_an_unknown_address_and_a_stranger_leave_no_trace_of_themselves(app, said):
    browser(app).get("/my/left/knee?hurts=yes", headers={"User-Agent": "nosy"})
    (line,) = said()
    assert (line["route"], line["status"]) == ("-", 404)
    assert "user" not in line
    assert "knee" not in json.dumps(line)


def test_a_person_has_another_tag_every_day_and_with_every_key():
    person, other = UUID(int=1), UUID(int=2)
    monday, tuesday = date(2026, 11, 16), date(2026, 11, 17)
    tags = {
        logs.person_tag(person, monday, KEY), logs.person_tag(person, tuesday, KEY),
        logs.person_tag(other, monday, KEY), logs.person_tag(person, monday, "another key"),
    }  # fmt: skip
    assert len(tags) == 4
    assert all(len(tag) == 8 for tag in tags)
    assert logs.person_tag(person, monday, KEY) == logs.person_tag(person, monday, KEY)


def test_only_named_fields_are_written(said):
    logging.getLogger("afterrun").info("event", extra={"email": "a@b.example", "count": 3, "note": "my knee"})
    (line,) = said()
    assert set(line) == {"ts", "level", "event", "logger", "count"}


def test_what_is_filled_into_a_message_is_left_out(said):
    logging.getLogger("elsewhere").warning("could not read %s", "a@b.example")
    (line,) = said()
    assert line["event"] == "could not read %s"


def test_a_fault_is_its_kind_and_place_and_not_its_words(said):
    try:
        raise ValueError("my knee")
    except ValueError:
        logging.getLogger("afterrun").exception("fault")
    (line,) = said()
    assert line["error"] == "ValueError"
    assert line["at"][-1].endswith("test_a_fault_is_its_kind_and_place_and_not_its_words")
    assert "knee" not in json.dumps(line)


def test_asvs_16_4_1_nothing_can_start_a_line_of_its_own(capsys):
    logs.configure()
    logging.getLogger("afterrun").warning('x\n{"level": "info", "event": "forged"}')
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["level"] == "warning"


def test_other_peoples_libraries_keep_quiet():
    logs.configure("DEBUG")
    for name in ("sqlalchemy.engine", "werkzeug", "alembic"):
        assert not logging.getLogger(name).isEnabledFor(logging.INFO)
    logging.getLogger().setLevel(logging.WARNING)


def test_setting_up_twice_writes_each_line_once(said):
    logs.configure("DEBUG")
    logging.getLogger("afterrun").info("once")
    assert len(said()) == 1
