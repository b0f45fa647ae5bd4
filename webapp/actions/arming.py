"""Arming: a person's alarms follow from their answers, and what was planned and no longer holds is taken back."""

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from webapp.domain.days import local_day
from webapp.domain.profile import Profile
from webapp.domain.reminders import ASKED
from webapp.domain.schedule import Occurrence, next_occurrences, occurrences_on
from webapp.store import alarms, people, profiles, reminders
from webapp.store.alarms import Alarm
from webapp.store.engine import Session
from webapp.store.people import Person
from webapp.store.reminders import Reminder

A_DAY = timedelta(days=1)

log = logging.getLogger("afterrun.reminders")


def re_arm(session: Session, profile: Profile, user_id: UUID, now: datetime) -> None:
    """Make the person's alarms what these answers, in their zone, ask for. Doing it again changes nothing.

    An alarm that is due and not yet planned stays, and one that an edit or a journey moved into the past rings now or
    is written down as too late. What is planned and not yet sent goes when its run was moved, changed or removed.
    """
    planned = reminders.since(session, user_id, local_day(now, profile.zone) - A_DAY)
    stale = [reminder.id for reminder in planned if not _holds(profile, reminder, now)]
    reminders.take_back(session, stale)
    rung = {(reminder.occurrence, reminder.day) for reminder in planned if reminder.id not in stale}
    overdue = [found for alarm in alarms.of_person(session, user_id) if (found := _overdue(profile, alarm, now))]
    wanted = {found.name: found for found in _coming(profile, now, rung)}
    wanted |= {found.name: found for found in overdue if (found.name, found.day) not in rung}
    alarms.rewrite(session, user_id, (as_alarm(user_id, found) for found in wanted.values()))


def arm_all(session: Session, ids: Iterable[UUID], now: datetime) -> None:
    """Make the alarms of these people anew; whose answers cannot be read keeps the old ones."""
    for user_id in ids:
        try:
            with session.apart():
                re_arm(session, profiles.newest(session, user_id), user_id, now)
        except Exception:
            log.exception("not armed")


def set_zone(session: Session, person: Person, zone: str, now: datetime) -> None:
    """Where the person is from now on; the zone must already be checked. Reminders keep their wall time there."""
    people.set_zone(session, person.id, zone)
    re_arm(session, profiles.newest(session, person.id), person.id, now)


def following(profile: Profile, name: str, after: datetime) -> Occurrence | None:
    """The next time an occurrence is due."""
    return next((found for found in next_occurrences(profile, after) if found.name == name), None)


def found_on(profile: Profile, name: str, day: date) -> Occurrence | None:
    """An occurrence of a date, if the date has it."""
    return next((found for found in occurrences_on(profile, day) if found.name == name), None)


def as_alarm(user_id: UUID, occurrence: Occurrence) -> Alarm:
    """What is stored of it."""
    return Alarm(user_id, occurrence.name, occurrence.kind, occurrence.day, occurrence.due_at)


def _holds(profile: Profile, reminder: Reminder, now: datetime) -> bool:
    """Whether a planned reminder is still asked for at its time; what was sent or skipped is history, and stays.

    What somebody pressed a button for holds as long as reminders are on.
    """
    if reminder.state != reminders.PENDING:
        return True
    if reminder.kind in ASKED:
        return profile.reminders.on
    found = found_on(profile, reminder.occurrence, reminder.day)
    return found is not None and (found.due_at == reminder.due_at or found.due_at <= now)


def _overdue(profile: Profile, alarm: Alarm, now: datetime) -> Occurrence | None:
    found = found_on(profile, alarm.occurrence, alarm.day)
    return found if found and found.due_at <= now else None


def _coming(profile: Profile, now: datetime, rung: set[tuple[str, date]]) -> Iterable[Occurrence]:
    """The next of each name, past those whose day has had its reminder."""
    for found in next_occurrences(profile, now):
        while found and (found.name, found.day) in rung:
            found = following(profile, found.name, found.due_at)
        if found:
            yield found
