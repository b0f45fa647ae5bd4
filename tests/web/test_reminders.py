"""Me > Reminders: the next one to the minute and why, what became of the last, the choices, and what each page links to."""

import re
from datetime import timedelta
from html import unescape

import pytest

from tests.web.ringing import WEEK, devices, plan, planned, subscribe
from tests.web.runners import SPRAIN, engine_of, opened, runner
from webapp.actions import planning
from webapp.domain.profile import Race, Reminders, Run
from webapp.store import profiles
from webapp.store.engine import reading, writing
from webapp.web import devices as devices_screen

PAGE = "/me/reminders"
BATCH = "6f2c1a4e-0000-4000-8000-000000000001"
FORM = {"on": "1", "thin": "1", "grace": "5", "rest_at": "18:00", "quiet_from": "22:00", "quiet_until": "07:00"}


@pytest.fixture
def anna(app, now):
    return runner(app, now, injuries=(SPRAIN,), runs=WEEK)


def chosen(app, player) -> Reminders:
    with reading(engine_of(app)) as session:
        return profiles.newest(session, player.person.id).reminders


def text(answer) -> str:
    """The words of a page, on one line."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def next_ring(player) -> str:
    page = text(player.client.get(PAGE))
    return re.search(r"Next reminder (.*?) (?:And after that|What became|Change your runs)", page)[1]


def test_a_stranger_is_sent_to_the_welcome(client):
    answer = client.get(PAGE)
    assert (answer.status_code, answer.location) == (303, "/")


def test_the_next_one_stands_there_to_the_minute_with_its_reason(anna):
    subscribe(anna)
    assert next_ring(anna) == "18:50 Today After Wednesday's run: it ends 18:45, plus 5 min."


def test_where_no_device_rings_that_is_said_at_once(anna, now):
    assert next_ring(anna).endswith("plus 5 min. No device rings yet. Turn it on")
    subscribe(anna)
    anna.client.post("/me/reminders/devices/here/loss", headers={"X-App": "1"})
    assert next_ring(anna).endswith("plus 5 min. No device rings any more. Turn it on")
    page = anna.client.get(PAGE).text
    assert "data-lost" in page and "Off since today" in page
    anna.client.post("/me/reminders/devices/here/removal")
    assert "data-lost" not in anna.client.get(PAGE).text


def test_those_after_it_follow_in_order(anna):
    page = text(anna.client.get(PAGE))
    after = page.partition("And after that")[2].partition("Change your runs")[0]
    assert after.index("Tomorrow") < after.index("Friday 20 November") < after.index("Saturday 21 November")
    assert "After Friday's run: it ends 08:00, plus 5 min. 08:05" in after


def test_it_follows_the_zone_the_runs_and_a_day_that_differs(anna):
    subscribe(anna)
    anna.client.post("/me/zone", data={"zone": "America/New_York"})
    assert next_ring(anna).startswith("18:50 Today")
    run = {"weekday": "wed", "kind": "easy", "minutes": "30", "at": "19:00"}
    anna.client.post("/runs/wednesdays", data=run)
    assert next_ring(anna).startswith("19:35 Today")
    anna.client.post("/runs/on/2026-11-18/wednesdays/off")
    assert next_ring(anna) == "18:00 Today Wednesday at 18:00, as there is no run with a time."


def test_what_rang_already_is_not_next_again_and_what_was_put_off_is(app, anna, now):
    subscribe(anna)
    known = anna.client.post(f"/days/{now.date()}/run-done").location.partition("r=")[2]
    anna.client.post(f"/reminders/{known}/later")
    assert next_ring(anna) == "13:30 Today You asked for it again."
    with writing(engine_of(app)) as session:
        planning.reminders.skip(session, [(planned(app, anna, now.date())[0].id, "done")])
    assert next_ring(anna).startswith("18:00 Tomorrow")


def test_a_finished_list_will_stay_quiet_and_the_page_says_so(anna):
    subscribe(anna)
    today = anna.client.get("/today").text
    anna.client.post(re.search(r'action="(/days/[\d-]+/done)"', today)[1], data={"batch": BATCH})
    assert next_ring(anna).endswith("plus 5 min. It will stay quiet. The list was done already.")


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (Reminders(on=False), "Nothing rings Reminders are switched off. You can switch them on below."),
        (Reminders(rest_at=None), "Nothing to ring for yet Give your runs a start time"),
    ],
)
def test_when_nothing_rings_it_says_why(app, now, chosen, said):
    untimed = (Run("wed", "easy", 45, None, "wednesdays"),)
    assert next_ring(runner(app, now, runs=untimed, reminders=chosen)).startswith(said)


def test_a_pause_moves_the_next_one_says_so_and_shows_in_the_form(anna):
    subscribe(anna)
    anna.client.post(PAGE, data=FORM | {"paused_until": "2026-11-27"})
    page = anna.client.get(PAGE)
    assert next_ring(anna).startswith("08:05 Friday 27 November")
    assert next_ring(anna).endswith("plus 5 min. Reminders are paused until then.")
    assert 'value="2026-11-27"' in page.text


def test_a_long_pause_is_said(anna):
    anna.client.post(PAGE, data=FORM | {"paused_until": "2027-03-01"})
    assert next_ring(anna).startswith("Nothing rings for now")


def test_a_race_day_has_none(app, now):
    player = runner(app, now, runs=WEEK, races=(Race(now.date()),))
    assert next_ring(player).startswith("18:00 Tomorrow")


def test_the_last_ones_and_what_became_of_them(app, anna, now):
    yesterday = now.date() - timedelta(days=1)
    times = {"due_at": now - timedelta(hours=20), "expires_at": now - timedelta(hours=18)}
    for name, state, reason in (("a", "sent", ""), ("b", "skipped", "done"), ("c", "skipped", "no-device"),
                                ("d", "expired", "late")):  # fmt: skip
        plan(app, anna, yesterday, name, state=state, reason=reason, **times)
    page = text(anna.client.get(PAGE)).partition("What became of the last ones")[2]
    for said in ("Sent.", "The list was done already.", "No device was there to ring.", "Its time had passed"):
        assert f"Yesterday, 17:00 {said}" in page


def test_thinning_is_said_and_can_be_ended(app, anna, monkeypatch):
    monkeypatch.setattr("webapp.web.firing.is_steady", lambda *_: True)
    page = anna.client.get(PAGE)
    assert "You have kept this up for four weeks." in page.text
    assert anna.client.post(f"{PAGE}/every-time").location == f"{PAGE}?said=every-time"
    assert chosen(app, anna).thin is False
    assert "You have kept this up for four weeks." not in anna.client.get(PAGE).text


def test_the_choices_are_saved_whole_and_the_times_follow(app, anna):
    form = {"grace": "15", "on": "1", "rest_at": "", "quiet_from": "21:30", "quiet_until": "06:00"}
    answer = anna.client.post(PAGE, data=form)
    assert (answer.status_code, answer.location) == (303, f"{PAGE}?said=saved")
    assert "Saved." in anna.client.get(answer.location).text
    saved = chosen(app, anna)
    assert (saved.grace, saved.rest_at, saved.thin, f"{saved.quiet_from:%H:%M}") == (15, None, False, "21:30")
    assert next_ring(anna).startswith("19:00 Today")


def test_what_does_not_fit_is_said_beside_its_field_and_nothing_typed_is_lost(app, anna):
    typed = {"rest_at": "26:00", "evening_at": "20:15", "paused_until": "soon", "grace": "20"}
    answer = anna.client.post(PAGE, data=FORM | typed)
    assert answer.status_code == 422
    assert 'aria-describedby="hint-rest_at fault-rest_at" aria-invalid="true"' in answer.text
    assert 'id="fault-paused_until"' in answer.text
    assert 'value="20:15"' in answer.text and 'value="26:00"' in answer.text
    assert '<option value="20" selected>' in answer.text
    assert chosen(app, anna) == Reminders()


def test_a_device_shows_what_became_of_the_last_one(app, anna, now):
    subscribe(anna)
    page = text(anna.client.get(PAGE))
    assert "this device Last sent Not yet Shown Not yet Opened Not yet" in page
    assert "Nothing was sent to this device yet." in page
    assert anna.client.get(PAGE).text.count("data-here") == 1


@pytest.mark.parametrize(
    ("status", "words", "state"),
    [(None, "Nothing was sent", ""), (201, "It took", "fine"), (202, "It took", "fine"), (429, "busy", "wrong"),
     (503, "busy", "wrong"), (0, "did not answer", "wrong"), (400, "did not take", "wrong"), (403, "did not take", "wrong")],
)  # fmt: skip
def test_the_last_answer_of_the_push_service_in_words(catalogue, status, words, state):
    said, how = devices_screen._answer(status)
    assert words in catalogue.words["doctor"][said]
    assert how == state


def test_another_persons_devices_and_times_are_not_there(app, anna, now):
    bert = runner(app, now, runs=())
    subscribe(anna)
    assert "No device rings yet." in bert.client.get(PAGE).text
    assert next_ring(bert).startswith("18:00 Today")
    assert len(devices(app, anna)) == 1


def test_me_and_the_runs_lead_to_it(anna):
    assert f'href="{PAGE}"' in anna.client.get("/me").text
    assert f'href="{PAGE}"' in anna.client.get("/runs").text
    assert 'href="/runs"' in anna.client.get(PAGE).text


def test_a_finished_session_asks_and_later_is_thirty_days(app, anna, clock, now):
    day = opened(app, anna, now) or (anna.client.get("/today") and opened(app, anna, now))
    assert "<ask-reminders" not in anna.client.get("/today").text
    anna.client.post(f"/days/{day.today}/done", data={"batch": BATCH})
    page = anna.client.get("/today").text
    assert re.search(r"<ask-reminders[^>]* hidden>", page), "only its script may show it"
    assert f'data-key="{app.extensions["afterrun"].keys.public}"' in page
    anna.client.post("/me/cards/reminders/later")
    assert "<ask-reminders" not in anna.client.get("/today").text
    with reading(engine_of(app)) as session:
        assert profiles.newest(session, anna.person.id).later["reminders"] == now.date() + timedelta(days=30)
