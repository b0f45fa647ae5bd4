"""Two people become one: what was done before signing in joins the account, and nothing of it is lost."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from webapp.actions import days
from webapp.actions.arming import re_arm
from webapp.actions.refused import Refused
from webapp.domain.advance import advance
from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import Check, done_items, fold
from webapp.domain.days import local_day
from webapp.domain.keeping import keep_done
from webapp.domain.profile import PastInjury, Profile, Wishes
from webapp.domain.sheet import Item, Report, Sheet
from webapp.store import checks, consents, credentials, endings, people, profiles, sheets, subscriptions
from webapp.store.engine import Session
from webapp.store.people import Person
from webapp.store.sheets import Stored

ILLNESS = ("", "above", "below")
WISHES = {"extras": ("core", "lunges"), "lifting": ("lifting", "coached"), "jumps": ("plyometrics",)}  # step -> fields


@dataclass(frozen=True, slots=True)
class Merged:
    """What came along."""

    days: int
    checks: int


def merge(session: Session, catalogue: Catalogue, from_id: UUID, into_id: UUID, now: datetime) -> Merged:
    """Bring an anonymous person's work into another person, and delete the anonymous one. Raises Refused.

    Ticks join by their op, days the other has no list for come whole, and what was ticked beyond the other's list of a
    day joins that list. Answers are united on the careful side and hold from today.
    """
    guest, host = people.person(session, from_id), people.person(session, into_id)
    if guest is None or host is None or guest == host or credentials.of_person(session, from_id):
        raise Refused("", "There is nothing to bring along.")
    theirs, mine = profiles.newest(session, from_id), profiles.newest(session, into_id)
    guest_days, host_days = sheets.days(session, from_id), sheets.days(session, into_id)
    said_nothing = not profiles.versions(session, into_id)
    is_blank = said_nothing and not host_days
    profiles.move_older(session, from_id, into_id)
    _join_lists(session, from_id, into_id, sorted({*guest_days} & {*host_days}), now)
    merged = Merged(len(sheets.move(session, from_id, into_id)), checks.move(session, from_id, into_id))
    consents.move(session, from_id, into_id)
    subscriptions.move(session, from_id, into_id)
    endings.move(session, from_id, into_id)
    if is_blank:
        host = _adopt(session, guest, host)
    if guest_days and host_days and merged != Merged(0, 0):
        # Before the later of the two beginnings there was only one of them.
        _stand_anew(session, catalogue, host, max(guest_days[0], host_days[0]))
    _hold_from_today(session, catalogue, host, theirs if said_nothing else unite(mine, theirs), now)
    people.delete_person(session, from_id)
    return merged


def unite(mine: Profile, theirs: Profile) -> Profile:
    """One set of answers out of two: every injury and every yes of either, the rest as `mine` has it."""
    answers = {**theirs.screen, **mine.screen}
    said_yes = {slug: answer for slug, answer in theirs.screen.items() if answer and not mine.screen.get(slug)}
    return replace(
        mine,
        injuries=_unite_injuries(mine.injuries, theirs.injuries),
        screen=answers | said_yes,
        cleared=_unite_clearances(mine, theirs, set(said_yes)),
        pain=tuple(sorted(_union(mine.pain, theirs.pain), key=lambda note: (note.on, note.area))),
        kit=mine.kit | theirs.kit,
        plates=mine.plates or theirs.plates,
        bar=mine.bar or theirs.bar,
        body_mass=mine.body_mass or theirs.body_mass,
        lifted_before=mine.lifted_before or theirs.lifted_before,
        wishes=_unite_wishes(mine, theirs),
        runs=mine.runs or theirs.runs,
        run_changes=mine.run_changes if mine.runs else theirs.run_changes,
        races=_union(mine.races, theirs.races),
        ill=_union(mine.ill, theirs.ill),
        away=_union(mine.away, theirs.away),
        asked=mine.asked | theirs.asked,
        answered_on={**theirs.answered_on, **mine.answered_on},
        later={**theirs.later, **mine.later},
        **_first_told(mine, theirs),
    )


def _first_told(mine: Profile, theirs: Profile) -> dict[str, Any]:
    """What only one of the two was asked for."""
    told = {"age": "age_band", "minutes": "minutes", "free-day": "free_day"}
    only_theirs = (name for step, name in told.items() if step in theirs.asked - mine.asked)
    return {name: getattr(theirs, name) for name in only_theirs}


def _unite_wishes(mine: Profile, theirs: Profile) -> Wishes:
    """Each wish of the one who was asked for it; `mine` where both were."""
    fields = (field for step, wished in WISHES.items() if step in theirs.asked - mine.asked for field in wished)
    return replace(mine.wishes, **{field: getattr(theirs.wishes, field) for field in fields})


def _unite_injuries(mine: Iterable[PastInjury], theirs: Iterable[PastInjury]) -> tuple[PastInjury, ...]:
    """The same injury told twice is one: the later, the more painful, the more frequent telling counts."""
    found: dict[tuple[object, ...], PastInjury] = {}
    for past in (*mine, *theirs):
        key = (past.injury, past.area, past.side, past.variant)
        found[key] = _careful(found[key], past) if key in found else past
    return tuple(found.values())


def _careful(one: PastInjury, other: PastInjury) -> PastInjury:
    # A date nobody remembers is read as recent, so it outweighs any other.
    since = max(one.since, other.since) if one.since and other.since else None
    return replace(one, since=since, pain=max(one.pain, other.pain), times=max(one.times, other.times))


def _unite_clearances(mine: Profile, theirs: Profile, said_yes: set[str]) -> tuple[Any, ...]:
    """An all-clear belongs to the answer it was given for: a yes that only the other gave brings its own or none."""
    kept = tuple(clearance for clearance in mine.cleared if clearance.what not in said_yes)
    named = {clearance.what for clearance in kept} | {past.injury for past in mine.injuries}
    named |= {slug for slug, answer in mine.screen.items() if answer}
    return kept + tuple(clearance for clearance in theirs.cleared if clearance.what not in named)


def _union(mine: Iterable[Any], theirs: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*mine, *theirs)))


def _join_lists(session: Session, from_id: UUID, into_id: UUID, both: list[date], now: datetime) -> None:
    """On days that both have a list for, what was ticked only on the other joins the one that stays."""
    done = _done_by_day(checks.between(session, from_id, both[0], both[-1])) if both else {}
    for day in both:
        mine, theirs = sheets.stored_on(session, into_id, day), sheets.stored_on(session, from_id, day)
        joined = _joined(mine.sheet, theirs.sheet, done.get(day, frozenset()))
        if joined != mine.sheet:
            revised = replace(joined, revision=mine.sheet.revision + 1)
            sheets.replace(session, into_id, Stored(revised, mine.standing), mine.sheet.revision, now)


def _done_by_day(log: Mapping[date, list[Check]]) -> dict[date, frozenset[str]]:
    """Late ticks too: they move nothing, but they are shown."""
    return {day: done_items(replace(check, late=False) for check in found) for day, found in log.items()}


def _joined(mine: Sheet, theirs: Sheet, done: frozenset[str]) -> Sheet:
    kept = keep_done(mine, theirs, done)
    blocks = (replace(block, items=tuple(_widened(item, done) for item in block.items)) for block in kept.blocks)
    return replace(kept, blocks=tuple(blocks), report=_unite_reports(mine.report, theirs.report))


def _unite_reports(mine: Report, theirs: Report) -> Report:
    """What hurts more, and the illness that asks for more rest."""
    pain = {area: max(dict(mine.pain).get(area, 0), score) for area, score in theirs.pain}
    sharp = tuple(sorted({*mine.sharp, *theirs.sharp}))
    return Report(
        tuple(sorted({**dict(mine.pain), **pain}.items())),
        sharp,
        max(mine.ill, theirs.ill, key=ILLNESS.index),
        max(mine.soreness, theirs.soreness),
        tuple(sorted({*mine.worse, *theirs.worse})),
    )


def _widened(item: Item, done: frozenset[str]) -> Item:
    """The same row with the times of day it was ticked at on the other list."""
    slots = sorted(key.partition("@")[2] for key in done if key.partition("@")[0] == item.exercise)
    return replace(item, slots=_union(item.slots, slots))


def _adopt(session: Session, guest: Person, host: Person) -> Person:
    """Somebody who told us nothing yet takes the other's zone and units too."""
    people.set_zone(session, host.id, guest.zone)
    people.set_units(session, host.id, guest.units)
    return replace(host, zone=guest.zone, units=guest.units)


def _hold_from_today(session: Session, catalogue: Catalogue, host: Person, united: Profile, now: datetime) -> None:
    today, united = local_day(now, host.zone), replace(united, zone=host.zone)
    if profiles.newest(session, host.id) != united:
        profiles.save_profile(session, host.id, united, today, now)
    re_arm(session, united, host.id, now)
    if sheets.stored_on(session, host.id, today):
        days.revise_day(session, catalogue, host, now)


def _stand_anew(session: Session, catalogue: Catalogue, host: Person, since: date) -> None:
    """Where the person stood on every day from `since` on, now that more is known of what came before."""
    known = sheets.days(session, host.id)
    last_alone = known[max(0, bisect_left(known, since) - 1)]
    asked = sheets.since(session, host.id, last_alone, known[-1])
    done = checks.between(session, host.id, last_alone, known[-1])
    standing = asked[0].standing
    for stored, following in pairwise(asked):
        outcomes = fold(done.get(stored.sheet.day, ()))
        standing = advance(catalogue, standing, stored.sheet, outcomes, following.sheet.day)
        if standing != following.standing:
            sheets.set_standing(session, host.id, following.sheet.day, standing)
