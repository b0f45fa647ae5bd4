"""Opening a day, on both databases: once a day, one step after a gap, late ticks, revisions, however long the history."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event

from webapp.actions import days
from webapp.actions.checks import Tap, check_off
from webapp.domain.advance import advance, fresh
from webapp.domain.checks import fold
from webapp.domain.prescribe import prescribe_day
from webapp.domain.profile import PastInjury, Profile
from webapp.domain.sheet import Report
from webapp.domain.simulate import all_done
from webapp.store import checks, people, profiles, sheets
from webapp.store.engine import writing
from webapp.store.sheets import Stored

DAY = timedelta(days=1)
BAND = Profile(kit=frozenset({"band"}), minutes=60)


@pytest.fixture
def person(session, now):
    person = people.add_person(session, "Europe/Berlin", now)
    profiles.save_profile(session, person.id, BAND, now.date(), now)
    return person


@pytest.fixture
def open_on(session, catalogue, person):
    """open_on(instant): that day, opened."""
    return lambda at: days.open_day(session, catalogue, person, at)


@pytest.fixture
def tick(session, catalogue, person):
    """tick(day, at): the whole list of a day ticked at an instant."""

    def tick(day: date, at: datetime) -> None:
        stored = sheets.stored_on(session, person.id, day)
        taps = [Tap(str(uuid4()), day.isoformat(), key, True) for key in all_done(stored.sheet)]
        check_off(session, catalogue, person, taps, at)

    return tick


@pytest.fixture
def live(open_on, tick):
    """live(first, n): n days opened and done whole, one after the other; returns the next noon."""

    def live(at: datetime, count: int) -> datetime:
        for _ in range(count):
            tick(open_on(at).today, at)
            at += DAY
        return at

    return live


def test_a_day_is_made_once(session, person, open_on, now):
    first = open_on(now)
    assert open_on(now + timedelta(hours=3)) == first
    assert sheets.days(session, person.id) == [now.date()]


def test_a_day_that_was_not_opened_can_be_looked_at_without_making_it(session, person, open_on, now):
    assert days.opened_day(session, person, now) is None
    opened = open_on(now)
    assert days.opened_day(session, person, now) == opened


def test_the_first_day_is_the_first_of_the_starter_week(open_on, now):
    opened = open_on(now)
    assert (opened.sheet.kind, opened.stored.standing) == ("starter", fresh(now.date()))


def test_before_four_in_the_morning_it_is_still_yesterday(open_on, now):
    assert open_on(now.replace(hour=2, minute=59) + DAY).today == now.date()
    assert open_on(now.replace(hour=3, minute=0) + DAY).today == now.date() + DAY


def test_days_opened_one_after_the_other_are_the_plain_fold(catalogue, live, open_on, now):
    next_noon = live(now, 10)
    profile, standing = replace(BAND, zone="Europe/Berlin"), fresh(now.date())
    for number in range(10):
        day = now.date() + number * DAY
        sheet = prescribe_day(catalogue, profile, standing, day)
        standing = advance(catalogue, standing, sheet, all_done(sheet), day + DAY)
    assert open_on(next_noon).stored.standing == standing


@pytest.mark.parametrize("gap", [2, 9, 16, 30, 60])
def test_a_gap_is_one_step(session, catalogue, person, live, open_on, now, gap):
    live(now, 12)
    last = sheets.newest(session, person.id)
    back = now + 11 * DAY + gap * DAY
    done = fold(checks.of_day(session, person.id, last.sheet.day))
    expected = advance(catalogue, last.standing, last.sheet, done, back.date())
    assert open_on(back).stored.standing == expected
    assert sheets.newest(session, person.id).sheet.day == back.date()


def test_a_tick_taken_back_counts_for_nothing(session, catalogue, person, open_on, now):
    open_on(now)
    for done, minutes in ((True, 0), (False, 1)):
        taps = [Tap(str(uuid4()), now.date().isoformat(), key, done) for key in all_done(open_on(now).sheet)]
        check_off(session, catalogue, person, taps, now + timedelta(minutes=minutes))
    assert open_on(now + DAY).stored.standing.last_done is None


@pytest.mark.parametrize(("ago", "moves"), [(1, True), (13, True), (14, True), (15, False)])
def test_a_tick_that_comes_late_moves_the_plan_for_two_weeks(open_on, tick, now, ago, moves):
    open_on(now)
    back = now + ago * DAY
    tick(now.date(), back)
    assert open_on(back + DAY).stored.standing.last_done == (now.date() if moves else None)


def test_what_a_late_tick_moved_stays_moved(live, open_on, tick, now):
    for _ in range(9):
        open_on(now)
        now += DAY
    forgotten, late = now.date() - DAY, now + 9 * DAY
    for number in range(10):
        open_on(now + number * DAY)
    tick(forgotten, late)
    proven = open_on(late + DAY).stored.standing.proven
    assert proven
    for number in range(2, 40):
        standing = open_on(late + number * DAY).stored.standing
    assert standing.proven >= proven
    assert standing.last_done == forgotten


def test_a_late_tick_leaves_the_lists_of_other_days_as_they_were_asked(session, person, live, open_on, tick, now):
    open_on(now)
    later = live(now + DAY, 5)
    before = [stored.sheet for stored in sheets.since(session, person.id, now.date(), later.date())]
    tick(now.date(), later)
    assert [stored.sheet for stored in sheets.since(session, person.id, now.date(), later.date())] == before


@pytest.mark.parametrize("ticked", [False, True])
def test_the_days_ahead_are_what_will_be_opened_and_none_is_stored(
    session, catalogue, person, open_on, tick, now, ticked
):
    opened = open_on(now)
    if ticked:
        tick(opened.today, now)
    coming = days.coming_days(session, catalogue, person, open_on(now))
    assert sheets.days(session, person.id) == [opened.today]
    assert [ahead.today for ahead in coming] == [opened.today + DAY, opened.today + 2 * DAY]
    assert open_on(now + DAY).stored == coming[0].stored
    tick(coming[0].today, now + DAY)
    assert open_on(now + 2 * DAY).stored == coming[1].stored


def test_ahead_of_a_day_that_gets_done_the_rest_is_taken_as_written(session, catalogue, person, open_on, tick, now):
    written = days.coming_days(session, catalogue, person, open_on(now), written=True)
    assert written != days.coming_days(session, catalogue, person, open_on(now))
    tick(now.date(), now)
    assert written == days.coming_days(session, catalogue, person, open_on(now))
    assert open_on(now + DAY).stored == written[0].stored


def test_p1_days_lived_without_a_signal_get_their_lists_when_their_ticks_arrive(
    session, catalogue, person, open_on, now
):
    opened = open_on(now)
    coming = days.coming_days(session, catalogue, person, opened, written=True)
    back = now + 3 * DAY
    taps = [Tap(str(uuid4()), str(day.today), key, True) for day in (opened, *coming) for key in all_done(day.sheet)]
    check_off(session, catalogue, person, taps, back)
    assert sheets.days(session, person.id) == [day.today for day in (opened, *coming)]
    assert [sheets.stored_on(session, person.id, day.today) for day in coming] == [day.stored for day in coming]
    assert open_on(back).stored.standing.done_days == tuple(day.today for day in (opened, *coming))


def test_a_tick_of_a_day_no_phone_can_have_held_makes_no_list(session, catalogue, person, open_on, now):
    open_on(now)
    for on in (now - 3 * DAY, now + 3 * DAY, now + 9 * DAY):
        check_off(session, catalogue, person, [Tap(str(uuid4()), str(on.date()), "clamshell", True)], now + 10 * DAY)
    assert sheets.days(session, person.id) == [now.date()]


def test_the_answers_of_the_day_are_used(session, catalogue, person, open_on, now):
    profiles.save_profile(session, person.id, Profile(injuries=(PastInjury("calf", variant="tight"),)), now.date(), now)
    assert "calf-stretch-bent" in {row.exercise for row in open_on(now).sheet.items}


def test_nobody_sees_anybody_elses_day(session, catalogue, person, live, now):
    other = people.add_person(session, "UTC", now)
    live(now, 3)
    assert days.opened_day(session, other, now) is None
    assert days.open_day(session, catalogue, other, now + 3 * DAY).stored.standing == fresh((now + 3 * DAY).date())


def test_a_revision_follows_the_report_and_keeps_what_is_ticked(session, catalogue, person, live, open_on, now):
    now = live(now, 8)
    opened = open_on(now)
    hike = next(row for row in opened.sheet.items if row.exercise not in ("clamshell",))
    check_off(session, catalogue, person, [Tap(str(uuid4()), opened.today.isoformat(), hike.keys[0], True)], now)
    before, after = days.revise_day(session, catalogue, person, now, Report(pain=(("hip_side", 8),)))
    assert before == opened.sheet
    assert (after.sheet.revision, after.sheet.sore) == (2, ("hip_side",))
    assert hike.exercise in {row.exercise for row in after.sheet.items}
    assert days.opened_day(session, person, now) == after


def test_a_revision_that_changes_nothing_counts_for_nothing(session, catalogue, person, open_on, now):
    opened = open_on(now)
    before, after = days.revise_day(session, catalogue, person, now)
    assert (before, after.sheet) == (opened.sheet, opened.sheet)
    assert days.revise_day(session, catalogue, person, now, Report())[1].sheet.revision == 1


def test_a_report_stays_until_it_is_changed(session, catalogue, person, now):
    days.revise_day(session, catalogue, person, now, Report(pain=(("calf", 7),)))
    assert days.revise_day(session, catalogue, person, now)[1].sheet.sore == ("calf",)
    assert days.revise_day(session, catalogue, person, now, Report())[1].sheet.sore == ()


def test_two_devices_revising_at_once_lose_neither(session, catalogue, person, open_on, now, monkeypatch):
    """The other device's report goes in between this one's reading and its writing."""
    open_on(now)
    replaced = sheets.replace

    def slower(*arguments):
        monkeypatch.setattr(sheets, "replace", replaced)
        days.revise_day(session, catalogue, person, now, Report(pain=(("knee_front", 8),)))
        return replaced(*arguments)

    monkeypatch.setattr(sheets, "replace", slower)
    _, after = days.revise_day(session, catalogue, person, now, Report(pain=(("calf", 8),)))
    assert (after.sheet.revision, after.sheet.sore) == (3, ("calf",))
    assert sheets.stored_on(session, person.id, now.date()).sheet == after.sheet


def test_two_devices_opening_at_once_get_the_same_day(session, catalogue, person, now, monkeypatch):
    monkeypatch.setattr(days, "opened_day", lambda *arguments: None)
    first, second = (days.open_day(session, catalogue, person, now) for _ in range(2))
    assert first.stored == second.stored
    assert sheets.days(session, person.id) == [now.date()]


def test_opening_costs_the_same_after_five_years(engine, catalogue, now):
    cost = {}
    for years in (0.05, 5):
        with writing(engine) as session:
            person = people.add_person(session, "UTC", now)
            _past(session, catalogue, person, now, round(years * 365))
            cost[years] = _cost(session, engine, lambda p=person, s=session: days.open_day(s, catalogue, p, now))
    assert cost[5] == cost[0.05]
    assert cost[5] == (7, 14)


def _past(session, catalogue, person, now, count: int) -> None:
    """So many days in a row before today, all alike."""
    standing = fresh(now.date())
    sheet = prescribe_day(catalogue, Profile(), standing, now.date())
    for number in range(1, count + 1):
        sheets.insert(session, person.id, Stored(replace(sheet, day=now.date() - number * DAY), standing), now)


def _cost(session, engine, work) -> tuple[int, int]:
    """Statements sent, and sheets read."""
    statements, read = [], []
    since = sheets.since

    def counted(*arguments):
        found = since(*arguments)
        read.extend(found)
        return found

    event.listen(engine, "before_cursor_execute", note := lambda *arguments: statements.append(arguments[2]))
    sheets.since = counted
    try:
        work()
    finally:
        sheets.since = since
        event.remove(engine, "before_cursor_execute", note)
    return len(statements), len(read)
