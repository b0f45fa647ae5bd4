"""/ahead: the pages of today and the next two days, as the phone keeps them; nothing of it is stored here."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event

from tests.web.cast import newcomer
from tests.web.runners import SPRAIN, TIGHT_CALVES, engine_of, opened, runner
from webapp.domain.profile import Run
from webapp.store import people, sheets
from webapp.store.engine import reading, writing
from webapp.web import shell

TODAY, TOMORROW, AFTER = "2026-11-18", "2026-11-19", "2026-11-20"
HOUR_MS = 3600 * 1000
WRITES = ("INSERT", "UPDATE", "DELETE")
RUNS = (Run("tue", "easy", 40), Run("thu", "easy", 40), Run("sun", "long", 90))


@pytest.fixture
def anna(app, now):
    """A runner who has opened today's list."""
    player = runner(app, now, injuries=(SPRAIN, TIGHT_CALVES), runs=RUNS)
    player.client.get("/today")
    return player


def ahead(player, have=""):
    return player.client.get("/ahead", query_string={"have": have}).json


def tick_all(player, app, now):
    for key in opened(app, player, now).sheet.keys:
        form = {"key": key, "op": str(uuid4()), "done": "1"}
        assert player.client.post(f"/days/{now.date()}/checks", data=form).status_code == 303


def keys(page: str) -> list[str]:
    return re.findall(r'<tick-row data-day="[^"]*" data-key="([^"]+)"', page)


def rows(page: str) -> list[str]:
    """What a list asks for, without the numbers that differ each time."""
    return re.findall(r'data-key="([^"]+)"|<span class="(?:dose__figure|item__line[^"]*)">([^<]+)<', page)


def test_today_and_two_days_with_the_instants_between_which_they_hold(anna, now):
    told = ahead(anna)
    assert told["user"] == str(anna.person.id)
    assert told["now"] == round(now.timestamp() * 1000)
    assert [one["day"] for one in told["days"]] == [TODAY, TOMORROW, AFTER]
    for one in told["days"]:
        assert one["until"] - one["from"] == 24 * HOUR_MS
    assert told["days"][0]["from"] < told["now"] < told["days"][0]["until"] == told["days"][1]["from"]


def test_every_list_every_short_list_and_every_exercise_on_them(anna):
    pages = ahead(anna)["pages"]
    for day in (TODAY, TOMORROW, AFTER):
        assert {f"/days/{day}", f"/days/{day}?short=5", f"/days/{day}?short=10"} <= set(pages)
        for name in (f"/days/{day}", f"/days/{day}?short=5"):
            linked = re.findall(r'class="item__more" href="([^"]+)"', pages[name])
            assert len(linked) >= 2
            assert [link for link in linked if link not in pages] == []
    dose = pages[f"/exercises/clamshell?day={TOMORROW}"]
    assert "dose-card__figure" in dose
    assert f'name="day" value="{TOMORROW}"' in dose


@pytest.mark.parametrize("finished", [False, True])
def test_the_lists_ahead_are_the_lists_of_those_days(app, anna, clock, finished):
    if finished:
        tick_all(anna, app, clock.now)
    pages = ahead(anna)["pages"]
    kept = pages[f"/days/{TOMORROW}"]
    clock.forward(days=1)
    page = anna.client.get("/today").text
    assert keys(page)
    assert rows(kept) == rows(page)
    assert re.search(r"<h1>.*</h1>", kept)[0] == re.search(r"<h1>.*</h1>", page)[0]
    tick_all(anna, app, clock.now)
    clock.forward(days=1)
    after = pages.get(f"/days/{AFTER}")
    assert rows(after) == rows(anna.client.get("/today").text)


def test_with_the_rest_of_today_done_another_page_is_there_where_it_makes_a_difference(app, anna, clock):
    pages = ahead(anna)["pages"]
    written = pages[f"/days/{TOMORROW}?track=written"]
    tick_all(anna, app, clock.now)
    assert ahead(anna)["pages"].keys() & {f"/days/{TOMORROW}?track=written", f"/days/{AFTER}?track=written"} == set()
    clock.forward(days=1)
    page = anna.client.get("/today").text
    chip = re.compile(r'class="chip" href="/week#road">.*')
    assert rows(written) == rows(page)
    assert chip.search(written)[0] == chip.search(page)[0]


def test_looking_ahead_stores_nothing(app, anna, now):
    said = []
    note = lambda *arguments: said.append(arguments[2])  # noqa: E731
    event.listen(engine_of(app), "before_cursor_execute", note)
    ahead(anna)
    event.remove(engine_of(app), "before_cursor_execute", note)
    assert said
    assert [statement for statement in said if statement.startswith(WRITES)] == []
    with reading(engine_of(app)) as session:
        assert sheets.days(session, anna.person.id) == [date(2026, 11, 18)]


def test_a_tick_of_a_day_ahead_is_refused_until_it_comes(app, anna, now):
    form = {"key": "clamshell", "op": str(uuid4()), "done": "1"}
    assert anna.client.post(f"/days/{TOMORROW}/checks", data=form).status_code == 422
    assert all(not check.done for check in opened(app, anna, now).checks.values())


def test_what_the_phone_has_is_not_sent_again(anna):
    told = ahead(anna)
    have = ",".join(one["mark"] for one in told["days"])
    assert ahead(anna, have) == told | {"pages": {}}
    some = ahead(anna, told["days"][0]["mark"])["pages"]
    assert f"/days/{TODAY}" not in some
    assert f"/days/{TOMORROW}" in some


def test_ticks_of_today_leave_todays_page_alone_and_may_change_tomorrows(app, anna, now):
    before = ahead(anna)["days"]
    tick_all(anna, app, now)
    after = ahead(anna)["days"]
    assert before[0]["mark"] == after[0]["mark"]
    assert before[1]["mark"] != after[1]["mark"]


def test_other_units_and_another_version_are_other_pages(app, anna, monkeypatch):
    marks = [[one["mark"] for one in ahead(anna)["days"]]]
    with writing(engine_of(app)) as session:
        people.set_units(session, anna.person.id, people.IMPERIAL)
    marks.append([one["mark"] for one in ahead(anna)["days"]])
    monkeypatch.setattr(shell, "version", lambda: "another")
    marks.append([one["mark"] for one in ahead(anna)["days"]])
    assert len({mark for each in marks for mark in each}) == 9


def test_another_zone_moves_the_instants(app, anna):
    before = ahead(anna)["days"][0]
    anna.client.post("/me/zone", data={"zone": "Europe/Lisbon"})
    after = ahead(anna)["days"][0]
    assert after["from"] - before["from"] == HOUR_MS
    assert after["until"] - before["until"] == HOUR_MS


def test_pain_that_was_told_is_on_no_page_of_it_but_the_list(anna):
    form = {"op": str(uuid4()), "day": TODAY, "key": "clamshell", "done": "1", "amount": "10", "pain": "3"}
    assert anna.client.post("/exercises/clamshell", data=form).status_code == 303
    told = [name for name, page in ahead(anna)["pages"].items() if "pain 3 of 10" in page]
    assert told
    assert {name.partition("?")[0] for name in told} == {f"/days/{TODAY}"}


def test_before_todays_list_was_opened_there_is_nothing_to_keep(app, now, clock):
    assert ahead(newcomer(app, now))["days"] == []
    player = runner(app, now)
    assert ahead(player) == {
        "user": str(player.person.id),
        "now": round(now.timestamp() * 1000),
        "days": [],
        "figures": [],
        "pages": {},
    }


def test_nobody_gets_anybody_elses_pages(app, anna, now):
    bert = runner(app, now)
    bert.client.get("/today")
    assert "Your rehab" in ahead(anna)["pages"][f"/days/{TODAY}"]
    for page in ahead(bert)["pages"].values():
        assert str(anna.person.id) not in page
        assert "Your rehab" not in page


def test_the_drawings_of_the_pages_are_told_whatever_the_phone_has(anna):
    told = ahead(anna)
    pages = "".join(told["pages"].values())
    linked = set(re.findall(r'"(/assets/[^"#]*/figures/[^"#]*)', pages))
    assert sorted(told["figures"]) == sorted(linked)
    assert "/still/" in told["figures"][0] and told["figures"][-1].endswith("/figures/muscles.svg")
    have = ",".join(one["mark"] for one in told["days"])
    assert ahead(anna, have)["figures"] == told["figures"]


def test_it_costs_a_phone_little(anna, figure):
    answer = anna.client.get("/ahead", headers={"Accept-Encoding": "br"})
    figure(f"three days ahead: {len(answer.data)} bytes on the wire")
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(answer.data) < 60_000


def test_the_last_day_of_a_gap_is_a_plan_too(app, anna, clock):
    clock.set(clock.now + timedelta(days=30))
    assert ahead(anna)["days"] == []
    anna.client.get("/today")
    assert [one["day"] for one in ahead(anna)["days"]] == ["2026-12-18", "2026-12-19", "2026-12-20"]
