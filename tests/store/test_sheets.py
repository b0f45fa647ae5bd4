"""Sheets are kept as they were, one a day and person."""

from datetime import timedelta

from sqlalchemy import update

from tests.store.conftest import TODAY, stored
from webapp.store import sheets, tables

DAY = timedelta(days=1)


def test_a_sheet_comes_back_as_it_was_stored(session, runner, now):
    assert sheets.insert(session, runner.id, stored(), now)
    assert sheets.stored_on(session, runner.id, TODAY) == stored()


def test_a_day_without_a_sheet_has_none(session, runner):
    assert sheets.stored_on(session, runner.id, TODAY) is None
    assert sheets.anchor(session, runner.id, TODAY) is None
    assert sheets.newest(session, runner.id) is None


def test_the_first_sheet_of_a_day_stays(session, runner, now):
    sheets.insert(session, runner.id, stored(reason="first"), now)
    assert not sheets.insert(session, runner.id, stored(reason="second"), now)
    assert sheets.stored_on(session, runner.id, TODAY).sheet.reason == "first"


def test_two_people_have_their_own_sheets_of_a_day(session, runner, stranger, now):
    assert sheets.insert(session, runner.id, stored(reason="mine"), now)
    assert sheets.insert(session, stranger.id, stored(reason="theirs"), now)
    assert sheets.stored_on(session, runner.id, TODAY).sheet.reason == "mine"


def test_a_revision_replaces_the_one_it_was_made_from(session, runner, now):
    sheets.insert(session, runner.id, stored(), now)
    assert sheets.replace(session, runner.id, stored(revision=2, reason="revised"), 1, now)
    assert sheets.stored_on(session, runner.id, TODAY).sheet.reason == "revised"


def test_a_revision_of_something_older_changes_nothing(session, runner, now):
    sheets.insert(session, runner.id, stored(), now)
    sheets.replace(session, runner.id, stored(revision=2, reason="the first to come"), 1, now)
    assert not sheets.replace(session, runner.id, stored(revision=2, reason="too late"), 1, now)
    assert sheets.stored_on(session, runner.id, TODAY).sheet.reason == "the first to come"


def test_the_anchor_is_the_newest_sheet_up_to_a_day(session, runner, now):
    for age in (1, 5, 9):
        sheets.insert(session, runner.id, stored(TODAY - age * DAY), now)
    assert sheets.anchor(session, runner.id, TODAY - 5 * DAY).sheet.day == TODAY - 5 * DAY
    assert sheets.anchor(session, runner.id, TODAY - 6 * DAY).sheet.day == TODAY - 9 * DAY


def test_the_anchor_before_everything_is_the_oldest_sheet(session, runner, now):
    for age in (1, 5):
        sheets.insert(session, runner.id, stored(TODAY - age * DAY), now)
    assert sheets.anchor(session, runner.id, TODAY - 14 * DAY).sheet.day == TODAY - 5 * DAY


def test_since_gives_the_days_in_order_with_both_ends(session, runner, now):
    for age in (3, 1, 2, 0):
        sheets.insert(session, runner.id, stored(TODAY - age * DAY), now)
    found = sheets.since(session, runner.id, TODAY - 2 * DAY, TODAY - DAY)
    assert [each.sheet.day for each in found] == [TODAY - 2 * DAY, TODAY - DAY]


def test_what_was_asked_is_told_by_block_without_the_whole_sheet(session, runner, now):
    sheets.insert(session, runner.id, stored(), now)
    asked = sheets.asked(session, runner.id, TODAY, TODAY)[TODAY]
    assert asked.kind == "full"
    assert dict(asked.blocks)["rehab"] == {"calf-stretch@morning", "calf-stretch@evening"}
    assert asked.keys == stored().sheet.keys
    assert asked.short == (frozenset({"clamshell"}),)


def test_what_was_asked_follows_a_revision(session, runner, now):
    sheets.insert(session, runner.id, stored(), now)
    bare = stored(revision=2)
    sheets.replace(
        session, runner.id, sheets.Stored(type(bare.sheet)(TODAY, 1, "rest", "ill", revision=2), bare.standing), 1, now
    )
    assert sheets.asked(session, runner.id, TODAY, TODAY)[TODAY] == sheets.Asked(TODAY, "rest", ())


def test_a_body_from_another_version_still_loads(session, runner, now):
    """Fields added later take their defaults, fields taken away are ignored."""
    sheets.insert(session, runner.id, stored(), now)
    body = {"day": TODAY.isoformat(), "phase": 1, "kind": "full", "reason": "an early version", "mood": "bright"}
    session.execute(update(tables.sheet).values(body=body, standing={"started_on": "2026-11-01", "aura": 3}))
    found = sheets.stored_on(session, runner.id, TODAY)
    assert (found.sheet.reason, found.sheet.blocks, found.sheet.revision) == ("an early version", (), 1)
    assert found.standing.levels == {}
