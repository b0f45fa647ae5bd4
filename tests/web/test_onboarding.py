"""From the first answer to the first list, as a browser without scripts would go."""

import pytest
from sqlalchemy import func, select

from tests.web.cast import browser, newcomer
from tests.web.runners import engine_of, runner
from webapp.domain.history import ASK_AREA, ASK_PAIN
from webapp.domain.profile import Profile
from webapp.domain.screening import ASK_WHICH
from webapp.store import people, profiles, sheets, tables
from webapp.store.engine import reading


def how_many(app) -> int:
    with reading(engine_of(app)) as session:
        return session.scalar(select(func.count()).select_from(tables.person))


def profile_of(app, player) -> Profile:
    with reading(engine_of(app)) as session:
        return profiles.newest(session, player.person.id)


@pytest.fixture
def anna(app, now):
    return newcomer(app, now)


def test_the_whole_way_without_injuries(client):
    steps = [
        ("/start/age", {"age": "18-64", "zone": "Europe/Berlin"}, "/start/injuries"),
        ("/injuries/done", {}, "/start/pain"),
        ("/start/pain/done", {}, "/start/red-flags"),
        ("/start/red-flags", {"none": "1"}, "/today"),
    ]
    for path, form, onward in steps:
        answer = client.post(path, data=form)
        assert (answer.status_code, answer.location) == (303, onward), path
        assert client.get(onward, follow_redirects=True).status_code == 200
    assert "After your run" in client.get("/today").text


def test_the_first_answer_makes_a_person_in_their_own_zone(app, client):
    answer = client.post("/start/age", data={"age": "18-64", "zone": "America/Denver"})
    assert "afterrun=" in answer.headers["Set-Cookie"]
    with reading(engine_of(app)) as session:
        made = session.execute(select(tables.person.c.id, tables.person.c.zone)).one()
    assert made.zone == "America/Denver"


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../../etc/passwd", "localtime", "x" * 5000])
def test_a_zone_that_is_none_becomes_utc(app, client, zone):
    assert client.post("/start/age", data={"age": "18-64", "zone": zone}).status_code == 303
    with reading(engine_of(app)) as session:
        assert session.scalar(select(tables.person.c.zone)) == "UTC"


def test_under_13_nobody_is_made_and_the_page_is_kind(app, client, catalogue):
    answer = client.post("/start/age", data={"age": "under-13", "zone": "Europe/Berlin"})
    assert answer.status_code == 422
    assert catalogue.words["age"]["refused"] in answer.text
    assert "Set-Cookie" not in answer.headers
    assert how_many(app) == 0


@pytest.mark.parametrize("age", ["", "12", "200", "18-64; drop table person"])
def test_an_age_that_is_none_is_asked_again_and_makes_nobody(app, client, age):
    answer = client.post("/start/age", data={"age": age})
    assert answer.status_code == 422
    assert "Choose your age." in answer.text
    assert how_many(app) == 0


def test_answering_the_age_twice_makes_one_person(app, client):
    for age in ("16-17", "18-64"):
        client.post("/start/age", data={"age": age})
    assert how_many(app) == 1


@pytest.mark.parametrize("path", ["/start/injuries", "/start/pain", "/start/red-flags"])
def test_a_stranger_begins_at_the_beginning(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.location) == (303, "/")


def test_the_start_resumes_where_it_was_left(app, now, client):
    assert client.get("/start").location == "/start/age"
    client.post("/start/age", data={"age": "18-64"})
    assert client.get("/start").location == "/start/injuries"
    assert client.get("/today").location == "/start/injuries"
    client.post("/injuries/done")
    assert client.get("/start").location == "/start/pain"
    assert runner(app, now).client.get("/start").location == "/today"


def test_pain_now_lands_on_todays_list(app, anna, now):
    scores = anna.client.post("/start/pain/place", data={"area": "knee_front"})
    assert scores.status_code == 200
    assert 'value="10"' in scores.text
    answer = anna.client.post("/start/pain", data={"area": "knee_front", "score": "6"})
    assert (answer.status_code, answer.location) == (303, "/start/pain")
    assert "6 of 10" in anna.client.get("/start/pain").text
    with reading(engine_of(app)) as session:
        report = sheets.stored_on(session, anna.person.id, now.date()).sheet.report
    assert report.pain == (("knee_front", 6),)


def test_pain_can_be_taken_back(anna):
    anna.client.post("/start/pain", data={"area": "back", "score": "3"})
    anna.client.post("/start/pain", data={"area": "back", "score": "0"})
    assert "3 of 10" not in anna.client.get("/start/pain").text


@pytest.mark.parametrize(
    ("path", "form", "message"),
    [
        ("/start/pain/place", {}, ASK_AREA),
        ("/start/pain/place", {"area": "elbow"}, ASK_AREA),
        ("/start/pain", {"area": "elbow", "score": "3"}, ASK_AREA),
        ("/start/pain", {"area": "back", "score": "11"}, ASK_PAIN),
        ("/start/pain", {"area": "back", "score": "a lot"}, ASK_PAIN),
        ("/start/pain", {"area": "back"}, ASK_PAIN),
        ("/start/red-flags", {"yes": "q03", "none": "1"}, ASK_WHICH),
    ],
)
def test_what_cannot_be_read_is_asked_again(app, anna, path, form, message):
    before = profile_of(app, anna)
    answer = anna.client.post(path, data=form)
    assert answer.status_code == 422
    assert message in answer.text
    assert profile_of(app, anna) == before


def test_red_flags_keep_what_was_ticked_when_asked_again(anna):
    page = anna.client.post("/start/red-flags", data={"yes": ["q07"], "q07": "elsewhere", "none": "1"}).text
    assert 'value="q07" checked' in page
    assert 'value="elsewhere" checked' in page


def test_a_ticked_flag_is_a_yes_and_the_rest_a_no(app, anna, catalogue):
    anna.client.post("/start/red-flags", data={"yes": ["q07"], "q07": "elsewhere"})
    screen = profile_of(app, anna).screen
    flags = {slug for slug, question in catalogue.questions.items() if question.group == "red-flag"}
    assert set(screen) == flags
    assert {slug: answer for slug, answer in screen.items() if answer} == {"q07": "elsewhere"}


def test_every_red_flag_is_on_the_list_with_its_whole_question(anna, catalogue):
    page = anna.client.get("/start/red-flags").text
    flags = [question for question in catalogue.questions.values() if question.group == "red-flag"]
    assert len(flags) == 8
    for question in flags:
        assert question.short in page
        assert question.ask in page


def test_health_pages_are_never_kept_by_a_cache(anna):
    for path in ("/injuries", "/start/pain", "/start/red-flags"):
        assert anna.client.get(path).headers["Cache-Control"] == "no-store"


def test_a_step_belongs_to_whoever_is_here(app, now, anna):
    other = newcomer(app, now)
    anna.client.post("/start/pain", data={"area": "back", "score": "7"})
    assert "7 of 10" not in other.client.get("/start/pain").text


def test_another_site_cannot_answer_for_someone(app, anna):
    client = browser(app, anna.token)
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "cross-site"
    assert client.post("/start/red-flags", data={"none": "1"}).status_code == 403
    assert profile_of(app, anna).screen == {}


def test_a_person_of_the_first_answer_is_anonymous(app, anna):
    with reading(engine_of(app)) as session:
        assert people.person(session, anna.person.id).units == people.METRIC
