"""The demo runner is made by the verbs people use, so that it shows what they would see."""

from datetime import timedelta

from webapp.actions.days import open_day
from webapp.actions.demo import DAYS, MISSED, make_demo
from webapp.domain.days import local_day
from webapp.store import checks, logins, sheets


def test_the_demo_runner_has_half_a_year_of_work_with_gaps(session, catalogue, now):
    login = logins.find(session, make_demo(session, catalogue, now), now)
    today = local_day(now, login.user.zone)
    days = sheets.days(session, login.user.id)
    assert len(days) == DAYS - len(MISSED) + 1
    assert days[0] == today - timedelta(days=DAYS) and days[-1] == today
    asked = sheets.asked(session, login.user.id, days[0], today)
    assert set(checks.between(session, login.user.id, days[0], today)) == {on for on in days if asked[on].keys}


def test_the_demo_runner_lifts_by_now(session, catalogue, now):
    login = logins.find(session, make_demo(session, catalogue, now), now)
    opened = open_day(session, catalogue, login.user, now)
    assert opened.sheet.phase == 3
    assert opened.stored.standing.lifts
    assert max(opened.stored.standing.levels.values()) >= 2
    assert opened.checks and len(opened.checks) < len(opened.sheet.keys)
