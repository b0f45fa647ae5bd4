"""Week: seven days with runs, work and reasons; moving by hand; the weeks ahead; the road and its choices."""

import re
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import event

from tests.domain.mornings import answered
from tests.web.cast import newcomer
from tests.web.handmade import CIRCUIT, HIP, given
from tests.web.runners import engine_of, opened, runner
from webapp.actions import answers, races, report, runs, wishes
from webapp.domain.advance import fresh
from webapp.domain.prescribe import prescribe_day
from webapp.domain.profile import Profile, Race, Run, Spell
from webapp.domain.sheet import Gate
from webapp.domain.standing import Circuits, Placed, Standing
from webapp.store import profiles, sheets
from webapp.store.engine import reading, writing
from webapp.store.sheets import Stored

QUERIES = 7
TODAY = date(2026, 11, 18)  # a Wednesday
MONDAY, TUESDAY, THURSDAY, SATURDAY, SUNDAY = (TODAY + timedelta(days=n) for n in (-2, -1, 1, 3, 4))
RUNS = (
    Run("tue", "workout", 60, time(18), "hard"),
    Run("wed", "easy", 40, time(7), "easy"),
    Run("thu", "strides", 45, time(18, 30), "quick"),
    Run("sat", "easy", 40, None, "again"),
    Run("sun", "long", 100, time(9), "long"),
)
LOG = (Placed(TUESDAY, "circuit", counted=True, week=2, rounds=1),)
CIRCUITS = Circuits(week=2, done=4, weeks=2)


@pytest.fixture
def stand(app, now, catalogue):
    """stand(runs=..., races=...): somebody in the middle of the circuits, with today's list; Tuesday's circuit done."""

    def made(log=LOG, **told):
        told = {"screen": answered(catalogue), "runs": RUNS, "minutes": 30} | told
        player = runner(app, now, **told)
        done = tuple(TODAY - timedelta(days=n) for n in range(13, 0, -1))
        standing = Standing(
            started_on=TODAY - timedelta(days=60),
            phase=2,
            phase_since=TODAY - timedelta(days=30),
            last_done=TUESDAY,
            done_days=done,
            circuits=CIRCUITS,
            sessions=log,
        )
        with writing(engine_of(app)) as session:
            profile = profiles.newest(session, player.person.id)
            sheet = prescribe_day(catalogue, profile, standing, TODAY)
            assert sheets.insert(session, player.person.id, Stored(sheet, standing), now)
        return player

    return made


@pytest.fixture
def profile(app):
    """profile(player): the answers as they are stored now."""

    def read(player) -> Profile:
        with reading(engine_of(app)) as session:
            return profiles.newest(session, player.person.id)

    return read


def stop(page: str, on: date) -> str:
    """One day of the timetable, in words."""
    return words(page.partition(f'id="day-{on}"')[2].partition('id="day-')[0].partition("</ol>")[0])


def words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", markup).split())


def movable(page: str) -> list[tuple[str, date]]:
    """(kind, day) of every session that can be moved."""
    found = re.findall(r"/week/move\?kind=(\w+)&amp;on=([\d-]+)", page)
    return [(kind, date.fromisoformat(on)) for kind, on in found]


def free_days(page: str) -> list[date]:
    """The days one of the sessions can go to, without a word against it."""
    found = re.findall(r'class="choice" name="to" value="([\d-]+)"', page)
    return [date.fromisoformat(on) for on in found]


def test_seven_days_from_monday_with_today_marked(stand):
    page = stand().client.get("/week").text
    days = [MONDAY + timedelta(days=n) for n in range(7)]
    assert re.findall(r'id="day-([\d-]+)"', page) == [str(on) for on in days]
    assert "Wednesday 18 November, today" in page
    assert page.count('class="stop stop--today"') == 1


def test_each_day_has_its_runs_with_the_way_to_change_those_to_come(stand):
    page = stand().client.get("/week").text
    assert "45 min Easy with strides 18:30" in stop(page, THURSDAY)
    assert f'href="/runs/on/{THURSDAY}"' in page
    assert "60 min Workout 18:00" in stop(page, TUESDAY)
    assert f"/runs/on/{TUESDAY}" not in page


def test_each_session_to_come_says_why_it_stands_there(stand):
    page = stand().client.get("/week").text
    sessions = movable(page)
    assert len(sessions) == 2
    for kind, on in sessions:
        assert (kind, on > TUESDAY) == ("circuit", True)
        assert f"A circuit on {on:%A}" in stop(page, on)
        assert re.search(r"Circuit [A-Z].* \d+ min", stop(page, on))


def test_what_lies_behind_says_whether_it_was_done(app, now, stand):
    log = (Placed(MONDAY, "circuit", counted=False, week=2), Placed(TUESDAY, "circuit", counted=True, week=2))
    player = stand(log=log)
    page = player.client.get("/week").text
    assert "Not opened" in stop(page, MONDAY)
    given(app, player, now - timedelta(days=2), HIP)
    given(app, player, now - timedelta(days=1), HIP, CIRCUIT)
    page = player.client.get("/week").text
    assert "Circuit Not done" in stop(page, MONDAY)
    assert "Circuit Done" in stop(page, TUESDAY)
    assert "Hip work, full Not done" in stop(page, TUESDAY)


def test_what_found_no_day_says_why(stand):
    page = stand(away=(Spell(THURSDAY, SUNDAY),)).client.get("/week").text
    assert "found no day: you are away." in words(page)


def test_a_race_stands_on_its_day_and_on_the_list(stand):
    page = stand(races=(Race(SATURDAY, "A", "half"),)).client.get("/week").text
    assert "Race Half marathon, A race" in stop(page, SATURDAY)
    assert page.count(f'href="/races/{SATURDAY}"') == 2
    assert "Race week" in words(page)


def test_a_free_day_and_a_day_without_work_say_so(stand, catalogue):
    page = stand(free_day="fri").client.get("/week").text
    assert catalogue.words["reasons"]["free-day"] in stop(page, TODAY + timedelta(days=2))


@pytest.mark.parametrize(
    "tell",
    [
        pytest.param(lambda *who: runs.remove_run(*who, "quick"), id="a run"),
        pytest.param(lambda *who: races.save_race(*who, Race(SUNDAY, "A", "10k")), id="a race"),
        pytest.param(lambda *who: report.report_today(*who, {"ankle": 8}, (), ""), id="a pain answer"),
        pytest.param(lambda *who: answers.set_extras(*who, ["core"]), id="a wish"),
    ],
)
def test_what_is_told_changes_week_at_once(app, now, catalogue, stand, tell):
    player = stand()
    before = words(player.client.get("/week").text)
    with writing(engine_of(app)) as session:
        tell(session, catalogue, player.person, now)
    assert words(player.client.get("/week").text) != before


def test_lifting_wished_for_stands_on_the_road(app, now, catalogue, stand):
    player = stand()
    assert "Lifting Not chosen" in words(player.client.get("/week").text)
    with writing(engine_of(app)) as session:
        wishes.set_lifting(session, catalogue, player.person, now, "single-leg")
    assert "Lifting On one leg at a time, no barbell" in words(player.client.get("/week").text)


def test_moving_offers_each_day_in_words(stand):
    client = stand().client
    kind, on = movable(client.get("/week").text)[0]
    page = client.get(f"/week/move?kind={kind}&on={on}").text
    text = words(page)
    assert all(f"{MONDAY + timedelta(days=n):%A}" in text for n in range(7))
    assert "Not possible: That day is over." in text
    assert "Possible: The long run is hard enough for Sunday." in text
    assert "It is here now" in text
    assert 'value="2026-11-16"' not in page


def test_a_session_moves_and_goes_back(stand, profile):
    player = stand()
    kind, on = movable(player.client.get("/week").text)[0]
    to = free_days(player.client.get(f"/week/move?kind={kind}&on={on}").text)[0]
    moved = player.client.post("/week/moves", data={"kind": kind, "on": on, "to": to})
    assert (moved.status_code, moved.location) == (303, f"/week?moved={kind}&to={to}")
    page = player.client.get(moved.location).text
    assert f"The circuit moved to {to:%A}, as you chose." in words(page)
    assert (kind, to) in movable(page)
    assert "moved by you" in stop(page, to)

    back = player.client.post("/week/moves/back", data={"kind": kind, "to": to})
    assert back.location == f"/week?back={kind}"
    page = player.client.get(back.location).text
    assert "The circuit went back to where the plan has it." in words(page)
    assert (kind, on) in movable(page)
    assert profile(player).moves == ()


def test_a_soft_rule_warns_and_lets_it_go(stand):
    client = stand().client
    kind, on = movable(client.get("/week").text)[0]
    moved = client.post("/week/moves", data={"kind": kind, "on": on, "to": SUNDAY})
    page = client.get(moved.location).text
    assert "The long run is hard enough for Sunday." in stop(page, SUNDAY)
    assert page.count("The long run is hard enough for Sunday.") == 2


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        pytest.param(str(MONDAY), "That day is over.", id="the past"),
        pytest.param("2026-11-25", "A session can move within its week only.", id="another week"),
        pytest.param("soon", "A session can move within its week only.", id="no date"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(stand, profile, to, reason):
    player = stand()
    before = profile(player)
    kind, on = movable(player.client.get("/week").text)[0]
    answer = player.client.post("/week/moves", data={"kind": kind, "on": on, "to": to})
    assert answer.status_code == 422
    assert reason in words(answer.text)
    assert 'role="alert"' in answer.text
    assert profile(player) == before


def test_a_race_refuses_beside_the_choice(stand, catalogue):
    client = stand(races=(Race(SATURDAY, "A", "half"),)).client
    sessions = movable(client.get("/week").text)
    assert sessions == []
    answer = client.post("/week/moves", data={"kind": "circuit", "on": THURSDAY, "to": SATURDAY})
    assert answer.status_code == 422
    assert "There is no such session on that day." in words(answer.text)


@pytest.mark.parametrize("query", ["", "?kind=circuit", "?kind=lift&on=2026-11-19", "?kind=circuit&on=never"])
def test_there_is_nothing_to_move_where_nothing_stands(stand, query):
    assert stand().client.get(f"/week/move{query}").location == "/week"


def test_the_next_week_is_a_preview_without_moves(stand):
    page = stand().client.get("/week?of=2026-11-25").text
    assert "Next week" in words(page)
    assert "A preview: what comes if every day until then is done as written." in words(page)
    assert re.findall(r'id="day-([\d-]+)"', page)[0] == "2026-11-23"
    assert movable(page) == []
    assert 'href="/week?of=2026-11-30"' in page


def test_the_week_with_today_is_no_preview(stand):
    page = stand().client.get(f"/week?of={SUNDAY}").text
    assert "A preview" not in page
    assert 'href="/week?of=2026-11-23"' in page


@pytest.mark.parametrize("of", ["2026-11-15", "2027-02-08", "9999-12-31", "0001-01-01"])
def test_weeks_that_are_not_shown_lead_to_this_one(stand, of):
    assert stand().client.get(f"/week?of={of}").location == "/week"


def test_the_last_week_shown_leads_no_further(stand):
    page = stand().client.get("/week?of=2027-02-07").text
    assert "/week?of=2027-02-08" not in page
    assert 'href="/week?of=2027-01-25"' in page


def test_the_weeks_ahead_are_a_part_for_the_script_and_a_page_for_others(stand):
    client = stand(races=(Race(date(2026, 12, 13), "B", "10k"),)).client
    assert 'hx-get="/week/ahead"' in client.get("/week").text
    part = client.get("/week/ahead", headers={"HX-Request": "true"}).text
    page = client.get("/week/ahead").text
    assert ("<html" in part, "<html" in page) == (False, True)
    for found in (part, page):
        assert found.count('class="ahead__week') == 13  # the list, and twelve lines
        assert "Race on Sunday." in found
        assert "Race week" in found


def test_every_line_of_the_weeks_ahead_says_its_marks_in_words(stand):
    part = stand().client.get("/week/ahead", headers={"HX-Request": "true"}).text
    said = re.findall(r'role="img" aria-label="([^"]+)"', part)
    assert len(said) == 12
    assert "Circuit on" in said[1]
    assert "What the marks mean" in part
    assert "Lifting" not in words(part.partition('class="legend"')[2])


def test_the_road_shows_where_somebody_is_and_what_is_missing(stand):
    text = words(stand().client.get("/week").text.partition('id="road"')[2])
    assert text.index("You are here") > text.index("General strength")
    assert "Gate to lifting and jumps" in text
    assert "This gate cannot be opened early" in text
    assert "Open it now" not in text


def test_staying_and_going_on(stand, profile):
    player = stand()
    answer = player.client.post("/week/phase", data={"choice": "stay"}, follow_redirects=True).text
    assert profile(player).stay == 2
    assert "You stay here, for as long as you like." in answer
    answer = player.client.post("/week/phase", data={"choice": "go-on"}, follow_redirects=True).text
    assert profile(player).stay is None
    assert "Stay here for good" in answer


def test_stepping_back_says_what_it_changed_today(app, now, stand, profile):
    player = stand()
    answer = player.client.post("/week/phase", data={"choice": "back"}, follow_redirects=True).text
    assert profile(player).stay == 1
    assert opened(app, player, now).sheet.phase == 1
    assert "This changes today, and why:" in answer or "Today's list stays as it is." in answer.replace("&#39;", "'")
    text = words(player.client.get("/week").text)
    assert "Go on again" in text
    assert "A circuit on" not in text


@pytest.fixture
def beginner(app, now, catalogue):
    """beginner(): somebody in the first phase; `gate` is the one before them, if not that of the rules."""

    def made(gate: Gate | None = None):
        player = runner(app, now, screen=answered(catalogue), runs=RUNS)
        with writing(engine_of(app)) as session:
            standing = fresh(TODAY - timedelta(days=20))
            sheet = prescribe_day(catalogue, profiles.newest(session, player.person.id), standing, TODAY)
            sheet = replace(sheet, gate=gate, gates=(gate,)) if gate else sheet
            assert sheets.insert(session, player.person.id, Stored(sheet, standing), now)
        return player

    return made


def test_the_habit_gate_opens_early_after_a_plain_warning(app, now, beginner, profile):
    player = beginner()
    assert "Open it now" in player.client.get("/week").text
    warning = words(player.client.get("/week/early").text)
    assert "Still missing" in warning
    assert "It waits because" in warning
    player.client.post("/week/phase", data={"choice": "early"})
    assert profile(player).ahead == 2
    assert opened(app, player, now).sheet.phase == 2


def test_what_safety_keeps_shut_cannot_be_opened_early(beginner, profile):
    player = beginner(Gate(2, False, 0, 10, missing=("a safety answer keeps it closed for now",), safety=True))
    answer = player.client.post("/week/phase", data={"choice": "early"})
    assert answer.status_code == 422
    assert "keeps this gate closed, so it cannot be opened early." in words(answer.text)
    assert profile(player).ahead is None


def test_an_unknown_choice_is_nothing(stand):
    assert stand().client.post("/week/phase", data={"choice": "fly"}).status_code == 404


def test_the_bar_has_four_places_and_week_is_the_second(stand):
    page = stand().client.get("/week").text
    bar = page.partition('<nav class="bar"')[2]
    assert re.findall(r'href="(/\w+)"', bar) == ["/today", "/week", "/progress", "/me"]
    assert re.search(r'href="/week" aria-current="page"', bar)


def test_somebody_without_runs_is_told_where_to_enter_them(app, now):
    player = runner(app, now)
    page = player.client.get("/week").text
    assert 'href="/runs">Add your runs' in page
    assert "Before you began" in stop(page, MONDAY)


@pytest.mark.parametrize("address", ["/week", "/week/ahead", "/week/move", "/week/early"])
def test_whoever_has_not_answered_the_first_questions_goes_there(app, now, address):
    player = newcomer(app, now)
    assert player.client.get(address).location.startswith("/start")
    assert player.client.post("/week/moves", data={"kind": "circuit"}).location.startswith("/start")
    assert opened(app, player, now) is None


def test_looking_costs_few_queries(app, stand):
    client = stand().client
    asked = []
    event.listen(engine_of(app), "before_cursor_execute", lambda *call: asked.append(call[2]))
    assert client.get("/week").status_code == 200
    selects = [statement for statement in asked if statement.lstrip().upper().startswith("SELECT")]
    assert 0 < len(selects) <= QUERIES
