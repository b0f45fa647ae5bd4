"""The reminders of a day with whether a device rings, and how this one ended, in one query."""

from datetime import date, timedelta
from uuid import uuid4

from webapp.actions import people
from webapp.store import endings, logins, reminders, rings, subscriptions
from webapp.store.endings import LOST, REMOVED, Ending
from webapp.store.reminders import Reminder, id_of
from webapp.store.subscriptions import Target

DAY = date(2026, 11, 18)
HERE = uuid4()


def person_in(session, now):
    return people.begin(session, "Europe/Berlin", "Chrome on Android", now)[0]


def plan(session, person, name, day, due_at):
    made = Reminder(id_of(person.id, name, day), person.id, name, day, "run", due_at, due_at + timedelta(hours=2))
    assert reminders.add(session, made, due_at)
    return made


def test_nobody_has_neither(session, now):
    assert rings.of_day(session, person_in(session, now).id, HERE, DAY) == rings.Rings()


def test_those_of_the_day_come_in_order_and_no_other_day_or_person(session, now):
    anna, bert = person_in(session, now), person_in(session, now)
    late = plan(session, anna, "late", DAY, now + timedelta(hours=3))
    early = plan(session, anna, "early", DAY, now)
    plan(session, anna, "early", DAY + timedelta(days=1), now)
    plan(session, bert, "early", DAY, now)
    assert rings.of_day(session, anna.id, HERE, DAY) == rings.Rings(False, (early, late))


def test_a_device_of_their_own_makes_them_reachable(session, now):
    anna, bert = person_in(session, now), person_in(session, now)
    (login,) = logins.of_person(session, anna.id, now)
    subscriptions.put(session, anna.id, login.id, Target("https://push.example/1", "p", "a", "k"), "Phone", now)
    assert rings.of_day(session, anna.id, HERE, DAY).reachable
    assert not rings.of_day(session, bert.id, HERE, DAY).reachable


def test_none_rings_any_more_when_the_last_to_end_was_lost(session, now):
    anna = person_in(session, now)
    for hour, (why, lost) in enumerate([(LOST, True), (REMOVED, False), (LOST, True)]):
        endings.put(session, [(f"https://push.example/{hour}", anna.id, uuid4())], why, now + timedelta(hours=hour))
        assert rings.of_day(session, anna.id, HERE, DAY) == rings.Rings(lost=lost)
    (login,) = logins.of_person(session, anna.id, now)
    subscriptions.put(session, anna.id, login.id, Target("https://push.example/9", "p", "a", "k"), "Phone", now)
    assert rings.of_day(session, anna.id, HERE, DAY) == rings.Rings(reachable=True)


def test_how_this_device_ended_comes_with_every_reminder_and_once(session, now):
    anna = person_in(session, now)
    for name in ("early", "late"):
        plan(session, anna, name, DAY, now)
    for login, why in ((HERE, LOST), (uuid4(), REMOVED)):
        endings.put(session, [(f"https://push.example/{why}", anna.id, login)], why, now)
    found = rings.of_day(session, anna.id, HERE, DAY)
    assert (len(found.planned), found.here, found.lost_here) == (2, Ending(LOST, now), now)
    endings.leave_off(session, anna.id, HERE)
    found = rings.of_day(session, anna.id, HERE, DAY)
    assert (found.here, found.lost_here) == (Ending(REMOVED, now), None)
