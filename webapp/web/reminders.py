"""Me > Reminders: when they ring and why, what can be chosen, and the calendar that rings without push."""

from collections.abc import Mapping
from datetime import timedelta

from flask import Blueprint, Response, render_template, request
from flask_login import login_required

from webapp.actions import feeds, reminder_choices
from webapp.domain.days import local_day
from webapp.domain.reminder_choices import GRACE, as_form, read_choices
from webapp.store import feeds as stored_feeds
from webapp.store import profiles
from webapp.store.engine import Session
from webapp.web.calendar import address_of
from webapp.web.devices import rings_today, rows
from webapp.web.edge import limit, now, person, reading, refuse, see_other, writing
from webapp.web.firing import firing, lost_since
from webapp.web.house import house

MOST_FEEDS = (20, 3600)  # of a person within an hour
SAID = ("saved", "test", "removed", "left-off", "made", "revoked", "every-time")

screen = Blueprint("reminders", __name__, url_prefix="/me/reminders")


@screen.get("")
@login_required
def page() -> str:
    """Everything about them on one page."""
    return render_template("reminders/page.html", **_shown())


@screen.post("")
@login_required
def choose() -> Response:
    """All the choices at once; what does not fit is said beside its field."""
    chosen, faults = read_choices(request.form, _today(), _grace())
    if chosen is None:
        return refuse("reminders/page.html", **_shown(request.form, faults))
    with writing() as session:
        reminder_choices.set_reminders(session, house().catalogue, person(), now(), chosen)
    return back("saved")


@screen.post("/every-time")
@login_required
def ring_every_time() -> Response:
    """Not less often, however steady the weeks."""
    with writing() as session:
        reminder_choices.ring_every_time(session, house().catalogue, person(), now())
    return back("every-time")


@screen.post("/calendar")
@login_required
def make_feed() -> Response:
    """A secret address for a calendar; the one there is, if there is one."""
    limit("feed", *MOST_FEEDS, whose=str(person().id))
    with writing() as session:
        feeds.make(session, person(), now())
    return back("made")


@screen.post("/calendar/revocation")
@login_required
def revoke_feed() -> Response:
    """The address leads nowhere any more."""
    with writing() as session:
        feeds.revoke(session, person())
    return back("revoked")


def back(said: str) -> Response:
    """The page again, which says what was done."""
    return see_other("reminders.page", said=said)


def _shown(typed: Mapping[str, str] | None = None, faults: Mapping[str, str] | None = None) -> dict[str, object]:
    today = _today()
    with reading() as session:
        profile = profiles.newest(session, person().id)
        times = firing(session, person(), profile, now())
        devices = rows(session, today)
        ringing = rings_today(session)
        feed = _feed(session)
    said = request.args.get("said", "") if typed is None else ""
    return {
        "next": times.rings[0] if times.rings else None,
        "after": times.rings[1:],
        "lately": times.lately,
        "silent": times.silent,
        "thinned": times.thinned,
        "devices": devices,
        "lost": ringing.lost,
        "lost_since": lost_since(ringing, profile, today),
        "here": next((device for device in devices if device.here), None),
        "feed": feed,
        "feed_link": feed.replace("https://", "webcal://", 1),
        "typed": typed or as_form(profile.reminders, today),
        "faults": faults or {},
        "graces": sorted({*GRACE, profile.reminders.grace}),
        "tomorrow": today + timedelta(days=1),
        "said": house().catalogue.words["reminders"][f"said_{said}"] if said in SAID else "",
        "key_id": house().keys.key_id,
    }


def _feed(session: Session) -> str:
    feed_id = stored_feeds.of_person(session, person().id)
    return address_of(feed_id) if feed_id else ""


def _grace() -> int:
    with reading() as session:
        return profiles.newest(session, person().id).reminders.grace


def _today():
    return local_day(now(), person().zone)
