"""The calendar feed: its secret address, what stands in it and what never does, and the end of it."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from icalendar import Calendar

from tests.web.cast import browser
from tests.web.ringing import WEEK
from tests.web.runners import SPRAIN, TIGHT_CALVES, runner


@pytest.fixture
def anna(app, now):
    return runner(app, now, injuries=(SPRAIN, TIGHT_CALVES), runs=WEEK)


def address(player) -> str:
    """Of the feed this person has just made."""
    player.client.post("/me/reminders/calendar")
    page = player.client.get("/me/reminders").text
    return re.search(r'id="feed"[^>]*>http://localhost(/calendar/[^<]+)<', page)[1]


def events(answer) -> list:
    return Calendar.from_ical(answer.data).walk("VEVENT")


def test_it_needs_no_cookie_and_is_kept_nowhere(app, anna):
    answer = browser(app).get(address(anna))
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_every_reminder_of_eight_weeks_has_an_alarm_at_its_minute(app, anna, now):
    found = events(browser(app).get(address(anna)))
    assert len(found) == 8 * 7
    first = found[0]
    assert first.decoded("dtstart") == datetime(2026, 11, 18, 17, 50, tzinfo=UTC)
    assert str(first["summary"]) == "Strength work after the run"
    assert len({str(event["uid"]) for event in found}) == len(found)
    assert max(event.decoded("dtstart") for event in found) <= now + timedelta(weeks=8)
    alarms = [event.walk("VALARM")[0] for event in found]
    assert {(str(alarm["action"]), alarm.decoded("trigger")) for alarm in alarms} == {("DISPLAY", timedelta(0))}


def test_it_holds_times_and_titles_and_nothing_of_health(app, anna, catalogue):
    text = browser(app).get(address(anna)).text.lower()
    names = [exercise.name for exercise in catalogue.exercises.values()]
    for word in ("ankle", "calf", "injur", "pain", "rehab", "easy", "workout", *(name.lower() for name in names)):
        assert word not in text


def test_an_entry_keeps_its_name_so_that_a_change_moves_it(app, anna, clock):
    link = address(anna)
    before = {str(event["uid"]) for event in events(browser(app).get(link))}
    form = {"on": "1", "grace": "15", "rest_at": "19:00", "quiet_from": "22:00", "quiet_until": "07:00"}
    assert anna.client.post("/me/reminders", data=form).status_code == 303
    moved = events(browser(app).get(link))
    assert {str(event["uid"]) for event in moved} == before
    assert moved[0].decoded("dtstart") == datetime(2026, 11, 18, 18, 0, tzinfo=UTC)


def test_reminders_switched_off_leave_an_empty_calendar(app, anna):
    link = address(anna)
    anna.client.post("/me/reminders", data={"grace": "5", "quiet_from": "22:00", "quiet_until": "07:00"})
    assert events(browser(app).get(link)) == []


def test_revoked_it_is_worth_nothing_and_the_next_one_is_another(app, anna):
    link = address(anna)
    assert anna.client.post("/me/reminders/calendar/revocation").location == "/me/reminders?said=revoked"
    assert browser(app).get(link).status_code == 404
    assert address(anna) != link
    assert browser(app).get(link).status_code == 404


def test_making_it_twice_is_once(anna):
    assert address(anna) == address(anna)


WRONG = (
    lambda link: link[:-5] + "1.ics", lambda link: link.replace("/calendar/", "/calendar/x"),
    lambda link: f"/calendar/{uuid4()}-{'0' * 43}.ics", lambda link: "/calendar/é.ics",
)  # fmt: skip


@pytest.mark.parametrize("change", WRONG)
def test_a_wrong_address_is_nothing(app, anna, change):
    link = change(address(anna))
    assert browser(app).get(link).status_code == 404


def test_guessing_and_hammering_are_limited(app, anna):
    link = address(anna)
    asked = [browser(app).get(link).status_code for _ in range(61)]
    assert asked == [200] * 60 + [429]
    guessed = [browser(app).get(f"/calendar/{n}.ics").status_code for n in range(101)]
    assert guessed == [404] * 100 + [429]
