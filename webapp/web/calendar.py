"""The calendar feed: an address that nobody guesses, with an alarm for every reminder of the weeks to come."""

import base64
import hmac
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from flask import Blueprint, Response, url_for
from werkzeug.exceptions import NotFound

from webapp.domain.profile import Profile
from webapp.domain.schedule import Occurrence, coming
from webapp.store import feeds, profiles
from webapp.web.edge import limit, now, reading
from webapp.web.house import house

if TYPE_CHECKING:
    from icalendar import Event

AHEAD = timedelta(weeks=8)
LENGTH = timedelta(minutes=15)  # of an entry, so that it can be seen
MOST_READ = (60, 3600)  # of one feed within an hour: calendars ask a few times a day
MOST_GUESSED = (100, 3600)  # from one address
REFRESH = timedelta(hours=6)
FOLLOW_UP = "follow-up"  # only if the list is still open then, which no calendar knows

screen = Blueprint("calendar", __name__)


@screen.get("/calendar/<feed>.ics")
def file(feed: str) -> Response:
    """The calendar; whoever has the address needs no cookie, and a wrong one is nothing at all."""
    feed_id = _read(feed)
    if feed_id is None:
        limit("calendar", *MOST_GUESSED)
        raise NotFound
    limit("calendar", *MOST_READ, whose=str(feed_id))
    with reading() as session:
        user_id = feeds.find(session, feed_id)
        profile = profiles.newest(session, user_id) if user_id else None
    if profile is None:
        raise NotFound
    response = Response(_calendar(profile, feed_id), mimetype="text/calendar")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Disposition"] = 'inline; filename="afterrun.ics"'
    return response


def address_of(feed_id: UUID) -> str:
    """The whole secret address of a feed."""
    return f"{house().config.origin}{url_for('calendar.file', feed=f'{feed_id}-{_signature(feed_id)}')}"


def _read(feed: str) -> UUID | None:
    """The feed an address names, if its other half is our signature."""
    try:
        feed_id = UUID(feed[:36])
    except ValueError:
        return None
    return feed_id if hmac.compare_digest(feed.encode(), f"{feed_id}-{_signature(feed_id)}".encode()) else None


def _signature(feed_id: UUID) -> str:
    digest = hmac.new(house().config.secret_key.encode(), f"calendar {feed_id}".encode(), sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _calendar(profile: Profile, feed_id: UUID) -> bytes:
    # Here, so that no server starts later for it: few ask, and seldom.
    from icalendar import Calendar

    words = house().catalogue.words["calendar-feed"]
    calendar = Calendar()
    calendar.add("prodid", "-//Afterrun//Reminders//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", words["name"])
    calendar.add("refresh-interval", REFRESH)
    for occurrence in coming(profile, now(), now() + AHEAD):
        if occurrence.kind != FOLLOW_UP:
            calendar.add_component(_event(occurrence, feed_id, words))
    return calendar.to_ical()


def _event(occurrence: Occurrence, feed_id: UUID, words: Mapping[str, str]) -> "Event":
    """A title and a time: a calendar may be seen by others."""
    from icalendar import Alarm, Event

    title = words["event" if occurrence.kind == "run" else "event_other"]
    host = urlsplit(house().config.origin).hostname
    event, alarm = Event(), Alarm()
    event.add("uid", f"{uuid5(feed_id, f'{occurrence.name} {occurrence.day}')}@{host}")
    event.add("dtstamp", now())
    event.add("dtstart", occurrence.due_at)
    event.add("dtend", occurrence.due_at + LENGTH)
    event.add("summary", title)
    event.add("url", f"{house().config.origin}{url_for('today.page')}")
    event.add("transp", "TRANSPARENT")
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(0))
    alarm.add("description", title)
    event.add_component(alarm)
    return event
