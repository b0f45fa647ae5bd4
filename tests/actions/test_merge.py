"""Two people become one, and nothing that was done is lost."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from webapp.actions import days, people
from webapp.actions.checks import APPLIED, Tap, check_off
from webapp.actions.merge import merge, unite
from webapp.actions.refused import Refused
from webapp.domain.checks import Check, done_items
from webapp.domain.days import local_day
from webapp.domain.profile import Clearance, PainNote, PastInjury, Profile, Race, Wishes
from webapp.domain.sheet import Report
from webapp.store import checks, consents, credentials, profiles, sheets
from webapp.store import people as stored_people

DAY = timedelta(days=1)
ANKLE = PastInjury("ankle-sprain", "left", date(2025, 5, 1), pain=1, times=2)


@pytest.fixture
def guest(session, now):
    """Somebody anonymous on a phone."""
    return people.begin(session, "Europe/Berlin", "Phone", now)[0]


@pytest.fixture
def host(session, now):
    """The account they sign in to."""
    person = people.begin(session, "Europe/Berlin", "Laptop", now)[0]
    credentials.add(session, person.id, "anna@example.org", "hash", "recovery", now)
    return person


@pytest.fixture
def life(session, catalogue):
    """Open a person's day and tick everything on it, or as many rows as asked."""

    def live(person, now, rows=99):
        opened = days.open_day(session, catalogue, person, now)
        keys = [key for item in opened.sheet.items for key in item.keys][:rows]
        taps = [Tap(str(uuid.uuid4()), opened.today.isoformat(), key, True) for key in keys]
        assert {result.state for result in check_off(session, catalogue, person, taps, now)} <= {APPLIED}
        return keys

    return live


def test_a_day_only_the_phone_has_comes_whole(session, catalogue, now, guest, host, life):
    ticked = life(guest, now)
    asked = sheets.stored_on(session, guest.id, local_day(now, guest.zone)).sheet
    merged = merge(session, catalogue, guest.id, host.id, now)
    opened = days.open_day(session, catalogue, host, now)
    assert opened.sheet.items == asked.items
    assert done_items(opened.checks.values()) == set(ticked)
    assert (merged.days, merged.checks) == (1, len(ticked))


def test_the_anonymous_person_is_gone_afterwards(session, catalogue, now, guest, host, life):
    life(guest, now)
    merge(session, catalogue, guest.id, host.id, now)
    assert stored_people.person(session, guest.id) is None
    assert checks.all_of(session, guest.id) == []


def test_ticks_of_a_day_both_have_are_joined(session, catalogue, now, guest, host, life):
    on_phone = life(guest, now, rows=3)
    days.open_day(session, catalogue, host, now)
    merge(session, catalogue, guest.id, host.id, now)
    opened = days.open_day(session, catalogue, host, now)
    assert done_items(opened.checks.values()) == set(on_phone)


def test_what_was_ticked_beyond_the_accounts_list_joins_that_list(session, catalogue, now, guest, host, life):
    """The account knows no injury, so its list lacks the phone's rehab; the tick still shows after the merge."""
    profiles.save_profile(session, guest.id, Profile(injuries=(ANKLE,)), local_day(now, "UTC"), now)
    profiles.save_profile(session, host.id, Profile(), local_day(now, "UTC"), now)
    ticked = life(guest, now)
    mine = days.open_day(session, catalogue, host, now).sheet
    assert set(ticked) - mine.keys, "the two lists differ, or this test shows nothing"
    merge(session, catalogue, guest.id, host.id, now)
    assert set(ticked) <= days.open_day(session, catalogue, host, now).sheet.keys


def test_on_a_past_day_too_the_list_takes_in_what_was_ticked(session, catalogue, now, guest, host, life):
    profiles.save_profile(session, guest.id, Profile(injuries=(ANKLE,)), local_day(now, "UTC"), now)
    ticked = life(guest, now)
    days.open_day(session, catalogue, host, now)
    merge(session, catalogue, guest.id, host.id, now + 30 * DAY)
    then = sheets.stored_on(session, host.id, local_day(now, host.zone)).sheet
    assert set(ticked) <= then.keys
    assert then.revision > 1


def test_a_stretch_ticked_in_the_morning_shows_on_a_list_that_had_it_once(session, catalogue, now, guest, host):
    today = local_day(now, "Europe/Berlin")
    once = days.open_day(session, catalogue, host, now).stored
    row = once.sheet.items[0]
    thrice = replace(row, slots=("morning", "evening"))
    block = replace(once.sheet.blocks[0], items=(thrice,))
    sheets.insert(session, guest.id, replace(once, sheet=replace(once.sheet, blocks=(block,))), now)
    checks.add(session, guest.id, Check(str(uuid.uuid4()), today, f"{row.exercise}@morning", True, now), now)
    merge(session, catalogue, guest.id, host.id, now + 2 * DAY)
    assert f"{row.exercise}@morning" in sheets.stored_on(session, host.id, today).sheet.keys


def test_the_same_tap_in_both_counts_once(session, catalogue, now, guest, host, life):
    life(guest, now, rows=2)
    for check, received_at in checks.all_of(session, guest.id):
        checks.add(session, host.id, check, received_at)
    assert merge(session, catalogue, guest.id, host.id, now).checks == 0
    assert len(checks.all_of(session, host.id)) == 2


def test_injuries_and_consent_come_along_and_change_todays_list(session, catalogue, now, guest, host):
    profiles.save_profile(session, host.id, Profile(), local_day(now, host.zone) - 9 * DAY, now - 9 * DAY)
    profiles.save_profile(session, guest.id, Profile(injuries=(ANKLE,)), local_day(now, guest.zone), now)
    consents.give(session, guest.id, consents.HEALTH, "1", now)
    before = days.open_day(session, catalogue, host, now).sheet
    merge(session, catalogue, guest.id, host.id, now)
    after = days.open_day(session, catalogue, host, now).sheet
    assert profiles.newest(session, host.id).injuries == (ANKLE,)
    assert not [block for block in before.blocks if block.kind == "rehab"]
    assert [block for block in after.blocks if block.kind == "rehab"]
    assert consents.standing_for(session, host.id, consents.HEALTH)


def test_pain_told_on_the_phone_today_still_holds(session, catalogue, now, guest, host):
    for person, report in ((guest, Report(pain=(("knee_front", 6),))), (host, Report(pain=(("calf", 2),)))):
        days.open_day(session, catalogue, person, now)
        days.revise_day(session, catalogue, person, now, report)
    merge(session, catalogue, guest.id, host.id, now)
    held = days.open_day(session, catalogue, host, now).sheet
    assert dict(held.report.pain) == {"knee_front": 6, "calf": 2}
    assert "knee_front" in held.sore


def test_an_account_with_a_history_does_not_start_over_when_a_phone_with_three_days_joins(
    session, catalogue, now, guest, host, life
):
    for age in range(40, 6, -1):
        life(host, now - age * DAY)
    for age in (3, 2, 1):
        life(guest, now - age * DAY)
    merge(session, catalogue, guest.id, host.id, now)
    for ahead in range(20):
        days.open_day(session, catalogue, host, now + ahead * DAY)
    first = sheets.since(session, host.id, date.min, date.max)[0].standing
    last = sheets.newest(session, host.id).standing
    assert last.started_on == first.started_on
    assert last.levels and last.full_days > 10


def test_the_standing_after_a_merge_is_that_of_one_life(session, catalogue, now, guest, host, life):
    """Two devices with alternate days come to the same as one device with all of them."""
    one = people.begin(session, "Europe/Berlin", "Other", now)[0]
    for age in range(20, 0, -1):
        life(guest if age % 2 else host, now - age * DAY)
        life(one, now - age * DAY)
    merge(session, catalogue, guest.id, host.id, now)
    days.open_day(session, catalogue, one, now), days.open_day(session, catalogue, host, now)
    mine, ones = (sheets.newest(session, person.id).standing for person in (host, one))
    assert (mine.started_on, mine.done_days) == (ones.started_on, ones.done_days)


@pytest.mark.parametrize("whom", ["an account", "oneself", "nobody"])
def test_only_an_anonymous_person_can_be_merged_into_another(session, catalogue, now, guest, host, whom):
    pair = {"an account": (host.id, guest.id), "oneself": (guest.id, guest.id), "nobody": (uuid.uuid4(), host.id)}
    with pytest.raises(Refused):
        merge(session, catalogue, *pair[whom], now)
    assert stored_people.person(session, guest.id) and stored_people.person(session, host.id)


def test_who_told_us_nothing_yet_takes_answers_zone_and_units(session, catalogue, now, host):
    guest = people.begin(session, "America/New_York", "Phone", now)[0]
    stored_people.set_units(session, guest.id, "imperial")
    profiles.save_profile(session, guest.id, Profile(minutes=45), local_day(now, guest.zone), now)
    merge(session, catalogue, guest.id, host.id, now)
    host = stored_people.person(session, host.id)
    assert (host.zone, host.units) == ("America/New_York", "imperial")
    assert profiles.newest(session, host.id) == Profile(zone="America/New_York", minutes=45)


def test_uniting_takes_every_injury_and_the_worse_telling_of_one():
    worse = replace(ANKLE, since=date(2026, 1, 1), pain=4, times=1)
    united = unite(Profile(injuries=(ANKLE,)), Profile(injuries=(worse, PastInjury("calf"))))
    assert united.injuries == (replace(worse, times=2), PastInjury("calf"))


def test_uniting_reads_a_forgotten_date_as_recent():
    forgotten = replace(ANKLE, since=None)
    assert unite(Profile(injuries=(ANKLE,)), Profile(injuries=(forgotten,))).injuries[0].since is None


def test_uniting_keeps_every_yes_and_drops_the_all_clear_it_did_not_come_with():
    mine = Profile(screen={"q01": False, "q04": True}, cleared=(Clearance("q01", date(2026, 1, 1)),))
    theirs = Profile(screen={"q01": True, "q04": False, "q06": False})
    united = unite(mine, theirs)
    assert united.screen == {"q01": True, "q04": True, "q06": False}
    assert united.cleared == ()


def test_uniting_takes_an_all_clear_together_with_the_yes_it_belongs_to():
    theirs = Profile(screen={"q01": True}, cleared=(Clearance("q01", date(2026, 1, 1)),))
    assert unite(Profile(), theirs).cleared == theirs.cleared


def test_uniting_does_not_clear_a_yes_of_mine_by_an_all_clear_of_theirs():
    mine = Profile(screen={"q01": True})
    theirs = Profile(screen={"q01": True}, cleared=(Clearance("q01", date(2026, 1, 1)),))
    assert unite(mine, theirs).cleared == ()


def test_uniting_keeps_my_own_wishes_and_takes_what_only_they_were_asked():
    mine = Profile(minutes=10, asked=frozenset({"minutes"}), kit=frozenset({"band"}))
    theirs = Profile(
        minutes=45, wishes=Wishes(core=True), free_day="sun", kit=frozenset({"ball"}),
        asked=frozenset({"minutes", "extras", "free-day"}), races=(Race(date(2027, 4, 1)),),
        pain=(PainNote(date(2026, 11, 1), "calf", 3),),
    )  # fmt: skip
    united = unite(mine, theirs)
    assert (united.minutes, united.wishes.core, united.free_day) == (10, True, "sun")
    assert united.kit == {"band", "ball"}
    assert (united.races, united.pain) == (theirs.races, theirs.pain)


def test_uniting_with_oneself_changes_nothing():
    whole = Profile(
        injuries=(ANKLE, PastInjury("calf")), screen={"q01": True, "q12": 9}, kit=frozenset({"band"}),
        cleared=(Clearance("q01", date(2026, 1, 1)),), pain=(PainNote(date(2026, 11, 1), "calf", 3),),
        asked=frozenset({"age", "minutes"}), later={"kit": date(2026, 12, 1)}, free_day="mon",
    )  # fmt: skip
    assert unite(whole, whole) == whole
