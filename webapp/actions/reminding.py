"""What a person does with reminders: run done, later, one to try, and what their phone tells of having shown it."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from webapp.actions import arming
from webapp.actions.planning import remind
from webapp.domain.catalogue import Catalogue
from webapp.domain.days import local_day
from webapp.domain.reminders import LATER, OF_NO_LIST, REST, RUN, RUN_DONE, TEST, expires_at
from webapp.domain.schedule import Occurrence, occurrences_on
from webapp.store import alarms, deliveries, profiles, reminders, subscriptions
from webapp.store.crowds import Runner
from webapp.store.engine import Session
from webapp.store.people import Person
from webapp.store.reminders import PENDING, SENT, Reminder

LATER_BY = timedelta(minutes=30)
ONE_PRESS = timedelta(minutes=10)  # pressing twice within is pressing once


def run_done(session: Session, catalogue: Catalogue, person: Person, now: datetime) -> UUID | None:
    """The run is over: its reminder is due now, in the place of the planned one. A second press is once.

    It is that of today's run whose planned end is nearest and that has not rung; without one, that of a day of rest.
    Returns the reminder, or None when none will ring.
    """
    runner = Runner(person, profiles.newest(session, person.id))
    today = local_day(now, person.zone)
    held = [reminder for reminder in reminders.since(session, person.id, today) if reminder.day == today]
    pressed = [reminder for reminder in held if reminder.kind == RUN_DONE and now - reminder.due_at < ONE_PRESS]
    if pressed:
        return _ringing(pressed[-1])
    name = _run_to_ring(runner, held, today, now)
    before = next((reminder for reminder in held if reminder.occurrence == name), None)
    if before and _has_rung(before):
        return _ringing(before)
    if before:
        reminders.take_back(session, [before.id])
    _skip_alarm(session, runner, name, today, now)
    made = remind(session, catalogue, [(runner, Occurrence(name, RUN_DONE, today, now))], now)
    return _ringing(made[0]) if made else None


def later(session: Session, person: Person, reminder_id: UUID, now: datetime) -> datetime | None:
    """The same reminder again in half an hour, on every device; returns when. None when it is not this person's, was
    never to ring, or the day is over by then."""
    reminder = reminders.of_person(session, person.id, reminder_id)
    due_at = now + LATER_BY
    if reminder is None or reminder.state not in (PENDING, SENT):
        return None
    ends_at = expires_at(due_at, reminder.day, person.zone)
    if ends_at <= due_at or reminder.kind in OF_NO_LIST:
        return None
    reminders.ring_again(session, reminder.id, LATER, due_at, ends_at)
    deliveries.add_all(session, person.id, reminder.id, subscriptions.ids(session, person.id), due_at, ends_at)
    return due_at


def test_now(session: Session, person: Person, subscription_id: UUID, now: datetime) -> UUID | None:
    """One to try, to one device; None when the device is not this person's."""
    if subscription_id not in subscriptions.ids(session, person.id):
        return None
    name, today = f"test-{uuid4().hex}"[:36], local_day(now, person.zone)
    ends_at = expires_at(now, today, person.zone)
    tried = Reminder(reminders.id_of(person.id, name, today), person.id, name, today, TEST, now, ends_at)
    reminders.add(session, tried, now)
    deliveries.add_all(session, person.id, tried.id, [subscription_id], now, ends_at)
    return tried.id


def note(
    session: Session, person: Person, reminder_id: UUID, what: str, now: datetime, login_id: UUID | None = None
) -> bool:
    """It was `shown` or `opened` on the phone signed in with `login_id`, else on every device it was sent to. False
    when it is not theirs."""
    return subscriptions.note(session, person.id, what, now, reminder_id, login_id)


def _run_to_ring(runner: Runner, held: list[Reminder], today: date, now: datetime) -> str:
    """The name of the run that is over; where all have rung, the nearest of them."""
    runs = [occurrence for occurrence in occurrences_on(runner.profile, today) if occurrence.kind == RUN]
    rung = {reminder.occurrence for reminder in held if _has_rung(reminder)}
    candidates = [run for run in runs if run.name not in rung] or runs
    return min(candidates, key=lambda run: abs(run.due_at - now)).name if candidates else REST


def _skip_alarm(session: Session, runner: Runner, name: str, today: date, now: datetime) -> None:
    """Today's alarm of this name gives way to the next day's."""
    for alarm in alarms.of_person(session, runner.id):
        if alarm.occurrence == name and alarm.day <= today:
            found = arming.found_on(runner.profile, name, today)
            after = max(now, found.due_at) if found else now
            following = arming.following(runner.profile, name, after)
            alarms.move_on(session, alarm, following and arming.as_alarm(runner.id, following))


def _has_rung(reminder: Reminder) -> bool:
    """Or will without being asked again."""
    return reminder.state != PENDING or reminder.kind == RUN_DONE


def _ringing(reminder: Reminder) -> UUID | None:
    return reminder.id if reminder.state in (PENDING, SENT) else None
