"""The run card of Today: which run, when it ends, when it rings, and the page opened from a reminder."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from tests.web.cast import NOBODYS
from tests.web.handmade import HIP, given
from tests.web.ringing import WEEK, plan, planned, subscribe
from tests.web.runners import runner
from webapp.domain.profile import Profile, Race, Reminders, Run
from webapp.store.endings import LOST, REMOVED, Ending
from webapp.store.reminders import Reminder, id_of
from webapp.store.rings import Rings
from webapp.web.run_card import run_card

DAY = "2026-11-18"
REACHABLE = Rings(reachable=True)
TWICE = (Run("wed", "easy", 40, time(7), "early"), Run("wed", "workout", 60, time(18), "late"))


@pytest.fixture
def card(catalogue, now):
    def made(rings: Rings = REACHABLE, **answers):
        return run_card(Profile(zone="Europe/Berlin", **answers), now.date(), rings, catalogue.words)

    return made


def rung(now, name: str, kind: str = "run", state: str = "sent") -> Rings:
    due_at = now - timedelta(minutes=10)
    made = Reminder(id_of(NOBODYS, name, now.date()), NOBODYS, name, now.date(), kind, due_at, now, state)
    return Rings(True, (made,))


@pytest.mark.parametrize(
    ("answers", "title", "facts"),
    [
        ({"runs": WEEK}, "Easy, 45 min", ("ends 18:45", "rings at 18:50")),
        ({"runs": (replace(WEEK[0], at=None),)}, "Easy, 45 min", ("no time set", "rings at 18:00")),
        ({"runs": TWICE}, "Easy, 40 min", ("ends 07:40", "rings at 07:45")),
        ({"runs": WEEK, "reminders": Reminders(on=False)}, "Easy, 45 min", ("ends 18:45",)),
        (
            {"runs": (Run("wed", "long", 90, time(23, 30), "night"),)},
            "Long run, 90 min",
            ("ends 01:00", "rings at 01:05"),
        ),
    ],
)
def test_the_run_its_end_and_its_ring(card, answers, title, facts):
    made = card(**answers)
    assert (made.title, made.facts, made.done) == (title, facts, False)


def test_when_the_last_device_was_lost_the_card_says_so_unless_this_one_does(card, now):
    lost = Rings(lost=True)
    here = replace(lost, here=Ending(LOST, now))
    left_off = replace(lost, here=Ending(REMOVED, now))
    off = Reminders(on=False)
    found = [card(rings, runs=WEEK).unheard for rings in (Rings(), lost, here, left_off)]
    assert (found, card(lost, runs=WEEK, reminders=off).unheard) == ([False, True, False, True], False)


def test_no_run_and_a_race_have_no_card(card, now):
    assert card() is None
    assert card(runs=(WEEK[1],)) is None
    assert card(runs=WEEK, races=(Race(now.date()),)) is None


def test_without_a_device_it_promises_no_ring(card):
    assert card(Rings(), runs=WEEK).facts == ("ends 18:45",)


def test_after_the_first_run_rang_the_second_is_next(card, now):
    assert card(rung(now, "early"), runs=TWICE).title == "Workout, 60 min"
    assert card(rung(now, "late"), runs=TWICE[1:]).facts == ("ends 19:00", "rang at 12:50")
    pressed = card(rung(now, "late", "run-done", "pending"), runs=TWICE[1:])
    assert (pressed.done, pressed.facts[1]) == (True, "Run done at 12:50")


def test_a_reminder_of_another_day_is_not_this_days(card, now):
    other = rung(now, "wednesdays")
    earlier = Rings(True, (replace(other.planned[0], day=now.date() - timedelta(days=1)),))
    assert card(earlier, runs=WEEK).facts == ("ends 18:45", "rings at 18:50")


def test_today_shows_it_with_the_button_until_the_list_is_done(app, now):
    player = runner(app, now, runs=WEEK)
    subscribe(player)
    page = player.client.get("/today").text
    assert "ends 18:45 · rings at 18:50" in page
    assert f'action="/days/{DAY}/run-done"' in page
    player.client.post(f"/days/{DAY}/done", data={"batch": "6f2c1a4e-0000-4000-8000-000000000001"})
    assert "run-done" not in player.client.get("/today").text


def test_a_page_kept_for_tomorrow_shows_tomorrows_run_and_changes_with_it(app, now):
    player = runner(app, now, runs=(WEEK[0], replace(WEEK[1], weekday="thu")))
    player.client.get("/today")
    before = player.client.get("/ahead").json
    assert "Workout, 60 min" in before["pages"]["/days/2026-11-19"]
    player.client.post("/runs/on/2026-11-19/fridays", data={"kind": "easy", "minutes": "20", "at": "08:00"})
    after = player.client.get("/ahead").json
    assert "Easy, 20 min" in after["pages"]["/days/2026-11-19"]
    assert before["days"][1]["mark"] != after["days"][1]["mark"]


@pytest.fixture
def opened(app, now):
    """Somebody whose reminder rang, and its number."""
    player = runner(app, now, runs=WEEK)
    subscribe(player)
    given(app, player, now, HIP)
    times = {"due_at": now - timedelta(minutes=5), "expires_at": now + timedelta(hours=1)}
    return player, plan(app, player, now.date(), state="sent", **times).id


def test_opened_from_a_reminder_it_offers_what_the_reminder_did(opened):
    player, known = opened
    answer = player.client.get(f"/today?r={known}")
    assert 'data-first="row-clamshell"' in answer.text
    assert 'href="#row-clamshell">Start</a>' in answer.text
    assert f'action="/reminders/{known}/later"' in answer.text
    assert "X-Keep" not in answer.headers, "what it says is said once"


@pytest.mark.parametrize("known", ["", "no-number", "6f2c1a4e-0000-4000-8000-000000000001"])
def test_a_number_of_nothing_is_plain_today(opened, known):
    player, _ = opened
    page = player.client.get(f"/today?r={known}").text
    assert "<from-reminder" not in page
    assert "rang at 12:55" in page


def test_a_trial_offers_no_later(app, opened, now):
    player, _ = opened
    times = {"due_at": now, "expires_at": now + timedelta(hours=1)}
    tried = plan(app, player, now.date(), "test-1", "test", **times).id
    page = player.client.get(f"/today?r={tried}").text
    assert "<from-reminder" in page and "In 30 min" not in page


def test_looking_at_it_puts_nothing_off(app, opened, now):
    player, known = opened
    before = planned(app, player, now.date())
    assert player.client.get(f"/today?r={known}&later=1").status_code == 200
    assert planned(app, player, now.date()) == before
