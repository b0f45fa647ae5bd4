"""Ahead: today and the next two days as pages, for a phone to keep against the hours without a signal."""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta

from flask import Blueprint, Response, request
from flask_login import login_required

from webapp.actions import days
from webapp.actions.days import Opened
from webapp.domain.cards import missing_step
from webapp.domain.days import starts_at
from webapp.domain.profile import Profile
from webapp.domain.sheet import TEST_SLOT, Item
from webapp.store import profiles
from webapp.store.engine import Session
from webapp.store.rings import Rings
from webapp.web import exercises, shell, today
from webapp.web import session as guided
from webapp.web.devices import rings_today
from webapp.web.edge import now, person, reading
from webapp.web.figures import drawings
from webapp.web.house import house
from webapp.web.rows import milliseconds, rows
from webapp.web.run_card import run_card

# A day has two pages where it makes a difference whether the rest of today gets done: the phone knows best.
WRITTEN = "track=written"

screen = Blueprint("ahead", __name__)
Day = tuple[Opened, Opened]  # as today is ticked by now, and with the rest of it done as written


@screen.get("/ahead")
@login_required
def pages() -> Response:
    """{user, now, days: [{day, from, until, mark}], figures: [address], pages: {name: page}}.

    Times are milliseconds since 1970. Nothing is stored. The pages of days whose mark stands in `have` are left out.
    """
    have = frozenset(request.args.get("have", "").split(","))
    with reading() as session:
        profile = profiles.newest(session, person().id)
        found = [] if missing_step(profile) else _days(session)
        ringing = rings_today(session)
    listed = [_listed(day, profile, ringing) for day in found]
    drawn = {
        name: page
        for day, entry in zip(found, listed, strict=True)
        if entry["mark"] not in have
        for name, page in _pages(day, profile, ringing)
    }
    told = {"user": str(person().id), "now": milliseconds(now()), "days": listed, "pages": drawn}
    told["figures"] = drawings(_drawn(found))
    return Response(json.dumps(told, ensure_ascii=False), mimetype="application/json")


def _days(session: Session) -> list[Day]:
    """Today, if it was opened, and the days after it."""
    opened = days.opened_day(session, person(), now())
    if opened is None:
        return []
    tracks = (
        days.coming_days(session, house().catalogue, person(), opened, written=written) for written in (False, True)
    )
    return [(opened, opened), *zip(*tracks, strict=True)]


def _listed(day: Day, profile: Profile, ringing: Rings) -> dict[str, object]:
    on, zone = day[0].today, person().zone
    run = run_card(profile, on, ringing, house().catalogue.words)
    made_of = (shell.version(), person().units, run, ringing.here, *(opened.sheet for opened in day))
    return {
        "day": on.isoformat(),
        "from": milliseconds(starts_at(on, zone)),
        "until": milliseconds(starts_at(on + timedelta(days=1), zone)),
        "mark": hashlib.sha256(repr(made_of).encode()).hexdigest()[:12],
    }


def _pages(day: Day, profile: Profile, ringing: Rings) -> Iterator[tuple[str, str]]:
    """The list, its short versions, their sessions, and the exercises on them."""
    as_is, written = day
    yield from _lists(as_is, profile, ringing)
    yield from _exercises(as_is, _items(as_is))
    if written.sheet == as_is.sheet:
        return
    differing = [item for item in _items(written) if item not in _items(as_is)]
    for name, page in (*_lists(written, profile, ringing), *_exercises(written, differing)):
        yield name + ("&" if "?" in name else "?") + WRITTEN, page


def _lists(opened: Opened, profile: Profile, ringing: Rings) -> Iterator[tuple[str, str]]:
    for short in ("", *(str(version.minutes) for version in opened.sheet.short)):
        yield today.day_name(opened, short), today.day_page(opened, profile, ringing, short)
        if led := guided.day_page(opened, short):
            yield guided.day_name(opened, short), led


def _exercises(opened: Opened, items: list[Item]) -> Iterator[tuple[str, str]]:
    for row in rows(items, house().catalogue, {}, opened.today):
        slot = row.item.slots[0]
        yield row.details, exercises.day_page(row.item.exercise, opened.sheet, slot, opened.checks)


def _drawn(found: list[Day]) -> list[str]:
    """The exercises whose drawings the pages show, today's first."""
    return list(dict.fromkeys(item.exercise for day in found for opened in day for item in _items(opened)))


def _items(opened: Opened) -> list[Item]:
    """Every row that has a page of its own, the whole list's before a short version's."""
    sheet = opened.sheet
    found = [*sheet.items, *(item for version in sheet.short for item in version.items)]
    return list({(item.exercise, item.slots == (TEST_SLOT,)): item for item in reversed(found)}.values())
