"""Races on the screen: told, changed, removed, and the past kept apart."""

from datetime import date

import pytest

from tests.web.runners import engine_of, runner
from webapp.domain.profile import Race
from webapp.domain.race_list import ASK_DATE, ASK_DISTANCE, ASK_PRIORITY
from webapp.store import profiles
from webapp.store.engine import reading

SPRING = Race(date(2027, 4, 11), "A", "half")
TOMORROW = Race(date(2026, 11, 19), "B", "5k")
LAST = Race(date(2026, 9, 13), "A", "marathon")
FORM = {"on": "2027-05-02", "priority": "B", "distance": "10k"}


@pytest.fixture
def anna(app, now):
    """A runner with races behind and ahead who has opened today's list."""
    player = runner(app, now, races=(SPRING, LAST, TOMORROW))
    player.client.get("/today")
    return player


def races_of(app, player):
    with reading(engine_of(app)) as session:
        return profiles.newest(session, player.person.id).races


def test_the_next_race_comes_first_and_the_past_stands_apart(anna):
    page = anna.client.get("/races").text
    order = [
        page.index(words) for words in ("5 km", "tomorrow", "Half marathon", "in 20 weeks", "Behind you", "Marath")
    ]
    assert order == sorted(order)


def test_a_race_is_told_changed_and_removed(app, anna):
    for _ in range(2):
        said = anna.client.post("/races", data=FORM)
        assert said.status_code == 200
        assert "Saved" in said.text
    assert Race(date(2027, 5, 2), "B", "10k") in races_of(app, anna)
    assert 'value="2027-05-02"' in anna.client.get("/races/2027-05-02").text
    anna.client.post("/races/2027-05-02", data={**FORM, "on": "2027-05-03", "priority": "A"})
    assert races_of(app, anna) == (LAST, TOMORROW, SPRING, Race(date(2027, 5, 3), "A", "10k"))
    anna.client.post("/races/2027-05-03/removal")
    assert races_of(app, anna) == (LAST, TOMORROW, SPRING)


def test_a_race_tomorrow_changes_today_and_says_why(app, now):
    player = runner(app, now)
    player.client.get("/today")
    said = player.client.post("/races", data={**FORM, "on": "2026-11-19", "priority": "A"}).text
    assert "This changes today, and why:" in said


def test_a_past_race_can_be_corrected_on_its_day(app, anna):
    anna.client.post("/races/2026-09-13", data={"on": "2026-09-13", "priority": "B", "distance": "half"})
    assert Race(LAST.on, "B", "half") in races_of(app, anna)


@pytest.mark.parametrize(
    ("field", "typed", "fault"),
    [
        ("on", "2026-11-17", ASK_DATE),
        ("on", "2029-01-01", ASK_DATE),
        ("on", "next spring", ASK_DATE),
        ("priority", "C", ASK_PRIORITY),
        ("distance", "ultra", ASK_DISTANCE),
    ],
)
@pytest.mark.parametrize("address", ["/races", "/races/2027-04-11"])
def test_a_race_that_cannot_be_read_stays_typed(app, anna, address, field, typed, fault):
    answer = anna.client.post(address, data={**FORM, field: typed})
    assert answer.status_code == 422
    assert f'id="fault-{field}">{fault}' in answer.text
    assert f'value="{typed if field == "on" else FORM["on"]}"' in answer.text
    assert races_of(app, anna) == (SPRING, LAST, TOMORROW)


def test_no_race_planned_is_an_answer(app, now):
    player = runner(app, now)
    assert "No race planned" in player.client.get("/races").text
    player.client.post("/races/none")
    with reading(engine_of(app)) as session:
        assert "races" in profiles.newest(session, player.person.id).asked


def test_a_race_that_is_not_there_is_not_found(app, now, anna):
    bert = runner(app, now)
    for address in ("/races/2027-04-11", "/races/2027-04-11/removal", "/races/20270411", "/races/soon"):
        assert bert.client.post(address, data=FORM).status_code == 404
    assert bert.client.get("/races/2027-04-11").status_code == 404
    assert races_of(app, anna) == (SPRING, LAST, TOMORROW)


def test_a_stranger_has_no_races(client):
    for path in ("/races", "/races/new", "/races/2027-04-11"):
        assert client.get(path).location == "/"
