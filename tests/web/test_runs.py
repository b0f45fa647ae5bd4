"""Runs of the week on the screen: entered, changed, called off for one day, and never another person's."""

import re
from datetime import date, time, timedelta

import pytest

from tests.web.runners import engine_of, runner
from webapp.domain.profile import Race, Run, RunChange
from webapp.domain.run_week import ASK_DATE, ASK_KIND, ASK_MINUTES, ASK_TIME, MOST_A_DAY, TOO_MANY
from webapp.store import profiles
from webapp.store.engine import reading

HARD = Run("tue", "workout", 60, time(18), "6a1c7f0e-52a4-4d0b-9a63-0d9f3c1f7a10")
LONG = Run("sun", "long", 100, None, "6a1c7f0e-52a4-4d0b-9a63-0d9f3c1f7a11")
TUESDAY = date(2026, 11, 24)
ON = f"/runs/on/{TUESDAY}"
FORM = {"weekday": "tue", "kind": "easy", "minutes": "45", "at": "06:30"}


@pytest.fixture
def anna(app, now):
    """A runner with two runs a week who has opened today's list."""
    player = runner(app, now, runs=(HARD, LONG))
    player.client.get("/today")
    return player


@pytest.fixture
def profile(app):
    """profile(player): the answers as they are stored now."""

    def read(player):
        with reading(engine_of(app)) as session:
            return profiles.newest(session, player.person.id)

    return read


def test_the_week_shows_each_run_on_its_day(anna):
    page = anna.client.get("/runs").text
    assert page.index("Tuesday") < page.index(f"/runs/{HARD.series}") < page.index("Wednesday")
    assert "2 runs" in page
    assert "2 h 40 min" in page
    for day in ("mon", "tue", "sun"):
        assert f'href="/runs/new?day={day}"' in page


def test_a_run_is_added_on_the_day_it_was_asked_for(anna, profile):
    page = anna.client.get("/runs/new?day=thu").text
    assert re.search(r'value="thu"[^>]* checked', page)
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    form = {**FORM, "weekday": "thu", "key": key}
    for _ in range(2):
        said = anna.client.post("/runs", data=form)
        assert said.status_code == 200
        assert "Saved" in said.text
        assert profile(anna).runs == (HARD, LONG, Run("thu", "easy", 45, time(6, 30), key))


def test_two_runs_on_a_day_stand_in_the_order_of_their_times(anna):
    page = anna.client.post("/runs", data=FORM).text
    assert page.index("06:30") < page.index("18:00")


def test_a_run_is_changed_in_its_place_and_removed(anna, profile):
    address = f"/runs/{HARD.series}"
    page = anna.client.get(address).text
    assert 'value="60"' in page
    assert 'value="18:00"' in page
    anna.client.post(address, data={"weekday": "wed", "kind": "long", "minutes": "75", "at": ""})
    assert profile(anna).runs == (Run("wed", "long", 75, None, HARD.series), LONG)
    anna.client.post(f"{address}/removal")
    assert profile(anna).runs == (LONG,)
    assert anna.client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("field", "typed", "fault"),
    [
        ("kind", "sprint", ASK_KIND),
        ("minutes", "1000", ASK_MINUTES),
        ("minutes", "an hour", ASK_MINUTES),
        ("at", "25:00", ASK_TIME),
    ],
)
@pytest.mark.parametrize("address", ["/runs", f"/runs/{HARD.series}", ON, f"{ON}/{HARD.series}"])
def test_a_run_that_cannot_be_read_stays_typed(anna, profile, address, field, typed, fault):
    before = profile(anna)
    answer = anna.client.post(address, data={**FORM, "minutes": "47", "key": "my-key", field: typed})
    assert answer.status_code == 422
    assert f'id="fault-{field}">{fault}' in answer.text
    assert 'value="47"' in answer.text or 'value="06:30"' in answer.text
    assert field == "kind" or f'value="{typed}"' in answer.text
    assert profile(anna) == before


def test_a_day_that_is_full_says_so(app, now, anna):
    player = runner(app, now, runs=tuple(Run("tue", "easy", 30, None, str(n)) for n in range(MOST_A_DAY)))
    weekly = player.client.post("/runs", data=FORM)
    once = player.client.post(ON, data=FORM)
    assert (weekly.status_code, once.status_code) == (422, 422)
    assert f'id="fault-weekday">{TOO_MANY}' in weekly.text
    assert f'role="alert">{TOO_MANY}' in once.text


def test_no_fixed_days_is_an_answer(app, now, profile):
    player = runner(app, now)
    assert "I do not run on fixed days" in player.client.get("/runs").text
    player.client.post("/runs/none")
    assert "runs" in profile(player).asked
    assert "I do not run on fixed days" not in player.client.get("/runs").text


def test_one_date_is_called_off_and_put_back(anna, profile):
    assert "As planned" in anna.client.get(ON).text
    said = anna.client.post(f"{ON}/{HARD.series}/off").text
    assert "Called off" in said
    assert profile(anna).run_changes == (RunChange(TUESDAY, HARD.series, None),)
    assert "changed</span>" in anna.client.get("/runs").text
    anna.client.post(f"{ON}/{HARD.series}/planned")
    assert profile(anna).run_changes == ()


def test_one_date_gets_another_run_in_its_place(anna, profile):
    anna.client.post(f"{ON}/{HARD.series}", data={"kind": "easy", "minutes": "30", "at": "07:00"})
    instead = Run("tue", "easy", 30, time(7), HARD.series)
    assert profile(anna).run_changes == (RunChange(TUESDAY, HARD.series, instead),)
    assert profile(anna).runs == (HARD, LONG)
    page = anna.client.get(ON).text
    assert "Changed for this day. As planned: Workout, 60 min, 18:00" in " ".join(page.split())


def test_a_run_of_one_day_only_is_added_changed_and_removed(anna, profile):
    key = re.search(r'name="key" value="([^"]+)"', anna.client.get(f"{ON}/new").text)[1]
    anna.client.post(ON, data={"kind": "easy", "minutes": "30", "key": key})
    anna.client.post(f"{ON}/{key}", data={"kind": "cross", "minutes": "40"})
    assert profile(anna).run_changes == (RunChange(TUESDAY, "", Run("tue", "cross", 40, None, key)),)
    assert "On this day only" in anna.client.get(ON).text
    anna.client.post(f"{ON}/{key}/off")
    assert profile(anna).run_changes == ()


def test_a_race_day_says_that_the_race_takes_its_runs(app, now):
    player = runner(app, now, runs=(HARD,), races=(Race(TUESDAY),))
    assert "Race day." in player.client.get(ON).text
    assert player.client.get("/runs").text.count("Race day") == 1


@pytest.mark.parametrize("days", [0, 56])
def test_a_date_is_found_by_its_form(anna, now, days):
    on = now.date() + timedelta(days)
    answer = anna.client.get("/runs/on", query_string={"day": str(on)})
    assert (answer.status_code, answer.location) == (303, f"/runs/on/{on}")
    assert anna.client.get(answer.location).status_code == 200


@pytest.mark.parametrize("typed", ["", "2026-11-17", "2027-01-14", "tomorrow", "2026-11-31"])
def test_a_date_too_far_off_is_refused_beside_its_field(anna, typed):
    answer = anna.client.get("/runs/on", query_string={"day": typed})
    assert answer.status_code == 422
    assert ASK_DATE in answer.text
    assert f'value="{typed}"' in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/runs/nobodys",
        "/runs/nobodys/removal",
        f"{ON}/nobodys",
        f"{ON}/nobodys/off",
        f"{ON}/{LONG.series}",
        f"/runs/on/2026-11-17/{HARD.series}",
        "/runs/on/2027-01-14",
        "/runs/on/20261124",
        "/runs/on/2026-11-31",
    ],
)
def test_what_is_not_there_is_not_found_and_changes_nothing(anna, profile, address):
    before = profile(anna)
    assert anna.client.post(address, data=FORM).status_code == 404
    assert anna.client.get(address).status_code in (404, 405)
    assert profile(anna) == before


def test_another_persons_run_is_not_there(app, now, anna, profile):
    bert = runner(app, now)
    for address in (f"/runs/{HARD.series}", f"/runs/{HARD.series}/removal", f"{ON}/{HARD.series}/off"):
        assert bert.client.post(address, data=FORM).status_code == 404
    assert profile(anna).runs == (HARD, LONG)


def test_a_stranger_has_no_runs(client):
    for path in ("/runs", "/runs/new", ON):
        assert client.get(path).location == "/"
        assert client.post(path).status_code in (303, 405)
