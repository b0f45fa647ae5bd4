"""Progress: what it shows to somebody new and to somebody with weeks behind them, and what it costs."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event

from tests.web.runners import engine_of, runner
from webapp.actions import days
from webapp.actions.checks import Tap, check_off
from webapp.store.engine import writing

QUERIES = 6


@pytest.fixture
def anna(app, now):
    return runner(app, now)


def kept(app, player, catalogue, now, days_back: int, share: float = 1.0) -> None:
    """The runner opens that day and ticks a share of its list."""
    then = now - timedelta(days=days_back)
    with writing(engine_of(app)) as session:
        opened = days.open_day(session, catalogue, player.person, then)
        keys = [key for row in opened.sheet.items for key in row.keys]
        ticks = [Tap(str(uuid4()), str(opened.today), key, True) for key in keys[: round(len(keys) * share)]]
        check_off(session, catalogue, player.person, ticks, then)


def squares(page: str) -> list[str]:
    calendar = page.partition('class="calendar"')[2].partition("</svg>")[0]
    return re.findall(r'class="heat heat--(\d)', calendar)


def test_somebody_new_reads_a_kind_sentence(anna):
    page = anna.client.get("/progress").text
    assert "Start with today." in page
    assert set(squares(page)) == {"0"}


def test_a_week_is_days_kept_of_days_asked(app, anna, catalogue, now):
    for back in (8, 7, 6, 5, 4):
        kept(app, anna, catalogue, now, back)
    page = anna.client.get("/progress").text
    assert "5 of 6 in the week of 9 November." in page
    assert "You kept 5 days last week." in page


def test_the_calendar_shows_how_much_of_each_day_was_done(app, anna, catalogue, now):
    kept(app, anna, catalogue, now, 2, share=1)
    kept(app, anna, catalogue, now, 1, share=0.5)
    kept(app, anna, catalogue, now, 0, share=0.25)
    assert squares(anna.client.get("/progress").text)[-3:] == ["3", "2", "1"]


def test_a_day_missed_takes_nothing_away(app, anna, catalogue, now):
    kept(app, anna, catalogue, now, 2)
    page = anna.client.get("/progress").text
    assert re.search(r'card__figure">1 <small>of 2 days', page)
    assert "a missed one takes nothing away" in page


def test_both_drawings_are_tables_too(app, anna, catalogue, now):
    kept(app, anna, catalogue, now, 0)
    page = anna.client.get("/progress").text
    assert page.count("<table") == 2
    assert "1 of 1" in page
    assert "Wednesday 18 November</th><td>All of it" in page


def test_the_gate_says_what_is_done_and_what_is_missing(app, anna, catalogue, now):
    for back in (3, 2, 1):
        kept(app, anna, catalogue, now, back)
    with writing(engine_of(app)) as session:
        gate = days.open_day(session, catalogue, anna.person, now).sheet.gate
    page = anna.client.get("/progress").text
    assert gate.done == 3
    assert re.search(rf"{gate.done} <small>of {gate.needed} days done", page)
    for thing in gate.missing:
        assert thing[1:] in page


def test_looking_costs_few_queries_however_long_the_history(app, anna, catalogue, now):
    for back in range(40, 0, -1):
        kept(app, anna, catalogue, now, back, share=0.5)
    asked = []
    event.listen(engine_of(app), "before_cursor_execute", lambda *call: asked.append(call[2]))
    assert anna.client.get("/progress").status_code == 200
    selects = [statement for statement in asked if statement.lstrip().upper().startswith("SELECT")]
    assert 0 < len(selects) <= QUERIES


def test_looking_opens_no_day(app, anna, now):
    anna.client.get("/progress")
    with writing(engine_of(app)) as session:
        assert days.opened_day(session, anna.person, now) is None


def test_a_stranger_has_no_progress(client):
    assert client.get("/progress").location == "/"


def test_nobody_sees_the_days_of_another(app, now, anna, catalogue):
    kept(app, anna, catalogue, now, 0)
    assert set(squares(runner(app, now).client.get("/progress").text)) == {"0"}
