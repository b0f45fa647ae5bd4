"""When reminders are due: after runs, on days without one, nudges, follow-ups; and never when they should not."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.domain.firings import LOUD, YEARS, clocks, expected, follow, scheduled, wall
from tests.domain.strategies import MONDAY
from webapp.domain.days import WEEKDAYS, local_day, starts_at, weekday
from webapp.domain.profile import Profile, Race, Reminders, Run, RunChange, Spell
from webapp.domain.reminders import expires_at, is_quiet
from webapp.domain.run_week import with_change, with_run, without_run
from webapp.domain.schedule import (
    LOOK_AHEAD,
    coming,
    next_occurrences,
    occurrences_on,
    planned_end,
)

BERLIN = "Europe/Berlin"
TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
HARD = Run("tue", "workout", 60, time(18), "hard")
EARLY = Run("tue", "easy", 30, time(7, 30), "early")
UNTIMED = Run("wed", "easy", 40, None, "untimed")
WEEK = Profile(zone=BERLIN, runs=(HARD, UNTIMED))
EVERY = time(7, 30), time(19, 30), time(20)  # morning, evening, follow-up


def rings(profile: Profile, day: date = TUESDAY) -> dict[str, str]:
    """What rings on a date, by name, as a clock in Berlin shows it."""
    return {found.name: f"{wall(found.due_at, BERLIN):%H:%M}" for found in occurrences_on(profile, day)}


def choose(profile: Profile = WEEK, **chosen) -> Profile:
    return replace(profile, reminders=replace(profile.reminders, **chosen))


@pytest.mark.parametrize(
    ("profile", "day", "found"),
    [
        (WEEK, TUESDAY, {"hard": "19:05"}),
        (choose(grace=0), TUESDAY, {"hard": "19:00"}),
        (choose(grace=40), TUESDAY, {"hard": "19:40"}),
        (WEEK, WEDNESDAY, {"rest": "18:00"}),  # its run has no time
        (WEEK, MONDAY, {"rest": "18:00"}),
        (choose(rest_at=time(12, 30)), MONDAY, {"rest": "12:30"}),
        (choose(rest_at=None), MONDAY, {}),
        (choose(rest_at=None), TUESDAY, {"hard": "19:05"}),
        (with_run(WEEK, EARLY), TUESDAY, {"early": "08:05", "hard": "19:05"}),
        (with_run(WEEK, replace(UNTIMED, weekday="tue")), TUESDAY, {"hard": "19:05"}),
        (with_run(WEEK, replace(UNTIMED, series="other")), WEDNESDAY, {"rest": "18:00"}),  # two without a time: once
    ],
)
def test_a_run_with_a_time_rings_after_it_and_every_other_day_once(profile, day, found):
    assert rings(profile, day) == found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (RunChange(TUESDAY, "hard", replace(HARD, at=time(12))), {"hard": "13:05"}),
        (RunChange(TUESDAY, "hard", replace(HARD, minutes=90)), {"hard": "19:35"}),
        (RunChange(TUESDAY, "hard", replace(HARD, at=None)), {"rest": "18:00"}),
        (RunChange(TUESDAY, "hard", None), {"rest": "18:00"}),
        (RunChange(TUESDAY, "", EARLY), {"early": "08:05", "hard": "19:05"}),
        (RunChange(TUESDAY + timedelta(days=7), "hard", None), {"hard": "19:05"}),
    ],
)
def test_a_change_of_one_date_moves_its_reminder_or_takes_it_away(change, found):
    assert rings(with_change(WEEK, change)) == found


@pytest.mark.parametrize(
    "profile",
    [
        choose(on=False),
        choose(paused_until=TUESDAY + timedelta(days=1)),
        replace(WEEK, races=(Race(TUESDAY),)),
        replace(WEEK, ill=(Spell(MONDAY, TUESDAY, "below"),)),
        replace(WEEK, away=(Spell(TUESDAY, TUESDAY),)),
    ],
)
def test_nothing_rings_when_switched_off_paused_racing_ill_or_away(profile):
    profile = choose(profile, **dict(zip(("morning_at", "evening_at", "follow_up_at"), EVERY, strict=True)))
    assert rings(profile) == {}


def test_it_rings_again_on_the_day_a_pause_ends():
    assert rings(choose(paused_until=TUESDAY)) == {"hard": "19:05"}
    following = next_occurrences(choose(paused_until=TUESDAY), datetime(2026, 10, 30, tzinfo=UTC))
    assert [(found.name, found.day) for found in following] == [("hard", TUESDAY), ("rest", WEDNESDAY)]


def test_nudges_come_at_the_times_chosen_for_them():
    profile = choose(morning_at=time(7, 30), evening_at=time(19, 30))
    assert rings(profile) == {"morning": "07:30", "hard": "19:05", "evening": "19:30"}


@pytest.mark.parametrize(
    ("at", "found"),
    [(time(20), {"follow-up": "20:00"}), (time(19, 35), {"follow-up": "19:35"}), (time(19, 34), {}), (time(17), {})],
)
def test_a_follow_up_comes_well_after_what_it_follows_up_or_not_at_all(at, found):
    assert rings(choose(follow_up_at=at)) == {"hard": "19:05"} | found


def test_there_is_nothing_to_follow_up_where_nothing_rang():
    assert rings(choose(rest_at=None, follow_up_at=time(20)), MONDAY) == {}


@pytest.mark.parametrize(
    ("at", "minutes", "found", "waits"),
    [
        (time(5, 30), 60, "07:00", True),  # due 06:35
        (time(4), 56, "07:00", True),  # due 05:01
        (time(4), 55, "05:00", False),  # two hours early: of no use at their end
        (time(6), 55, "07:00", False),
        (time(20, 30), 84, "21:59", False),
        (time(21), 60, "22:05", False),  # stays where it is, and will be quiet
        (time(23), 60, "00:05", False),
    ],
)
def test_a_reminder_due_in_quiet_hours_waits_for_their_end_if_that_is_soon(at, minutes, found, waits):
    profile = Profile(zone=BERLIN, runs=(Run("tue", "easy", minutes, at, "run"),))
    (occurrence,) = occurrences_on(profile, TUESDAY)
    assert (f"{wall(occurrence.due_at, BERLIN):%H:%M}", occurrence.waits) == (found, waits)


@pytest.mark.parametrize(
    ("at", "minutes", "found"),
    [
        (time(0, 30), 60, "2026-11-24 04:00"),  # the day has not begun then
        (time(23), 120, "2026-11-25 01:05"),  # late, but the same day
        (time(23), 294, "2026-11-25 03:59"),
        (time(23), 295, None),  # over when the next day begins
        (time(20), 600, None),
    ],
)
def test_a_reminder_stays_within_its_day(at, minutes, found):
    quiet_from, quiet_until = LOUD
    runs = (Run("tue", "long", minutes, at, "run"),)
    profile = Profile(zone=BERLIN, runs=runs, reminders=Reminders(quiet_from=quiet_from, quiet_until=quiet_until))
    assert [f"{wall(o.due_at, BERLIN):%Y-%m-%d %H:%M}" for o in occurrences_on(profile, TUESDAY)] == [found] * bool(
        found
    )


def test_the_planned_end_is_told_where_there_is_one():
    assert planned_end(WEEK, HARD, TUESDAY) == datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
    assert planned_end(WEEK, UNTIMED, WEDNESDAY) is None
    assert [found.ends_at for found in occurrences_on(WEEK, TUESDAY)] == [planned_end(WEEK, HARD, TUESDAY)]


def test_runs_loaded_from_a_file_without_a_series_or_with_a_long_one_have_names_too():
    runs = (replace(HARD, series=""), replace(EARLY, series=""), replace(EARLY, at=time(9), series="s" * 60))
    names = [found.name for found in occurrences_on(replace(WEEK, runs=runs), TUESDAY)]
    assert names == ["tue 07:30", "s" * 36, "tue 18:00"]


def test_what_comes_is_told_up_to_and_with_the_last_instant():
    after, until = datetime(2026, 11, 24, 18, 5, tzinfo=UTC), datetime(2026, 11, 26, 17, 0, tzinfo=UTC)
    assert [(found.name, found.day) for found in coming(WEEK, after, until)] == [
        ("rest", WEDNESDAY),
        ("rest", WEDNESDAY + timedelta(days=1)),
    ]
    assert coming(WEEK, after - timedelta(seconds=1), until)[0].name == "hard"


@given(scheduled(), st.integers(0, 60))
def test_a_days_reminders_lie_within_it_in_order_each_name_once(profile, n):
    day = MONDAY + timedelta(days=n)
    found = occurrences_on(profile, day)
    assert len({each.name for each in found}) == len(found)
    assert list(found) == sorted(found, key=lambda each: (each.due_at, each.name))
    for each in found:
        expires = expires_at(each.due_at, day, profile.zone)
        assert each.day == day == local_day(each.due_at, profile.zone)
        assert starts_at(day, profile.zone) <= each.due_at < expires <= starts_at(day + timedelta(days=1), profile.zone)
        assert not (each.waits and is_quiet(profile.reminders, each.due_at, profile.zone))


@given(scheduled(), st.integers(0, 7 * 24 * 60))
def test_the_next_of_each_name_is_the_first_of_all_that_come(profile, minutes):
    after = datetime.combine(MONDAY, time(0), UTC) + timedelta(minutes=minutes)
    until = starts_at(local_day(after, profile.zone) + LOOK_AHEAD + timedelta(days=1), profile.zone)
    first = {}
    for each in coming(profile, after, until):
        first.setdefault(each.name, each)
    assert next_occurrences(profile, after) == tuple(first.values())


@given(scheduled())
def test_a_day_that_has_had_its_reminder_gives_way_to_the_next(profile):
    after = datetime.combine(MONDAY, time(12), UTC)
    for first in next_occurrences(profile, after):
        past_it = {each.name: each for each in next_occurrences(profile, after, {(first.name, first.day)})}
        later = {each.name: each for each in next_occurrences(profile, first.due_at)}
        within = after + LOOK_AHEAD - timedelta(days=2)  # both look as far
        if first.name in later and later[first.name].due_at < within:
            assert past_it[first.name] == later[first.name]


@given(scheduled(), st.data())
def test_editing_a_run_keeps_its_name_and_leaves_the_others_alone(profile, data):
    profile = replace(profile, run_changes=())
    assume(profile.runs)
    old = data.draw(st.sampled_from(profile.runs))
    new = replace(old, weekday=data.draw(st.sampled_from(WEEKDAYS)), at=data.draw(clocks), minutes=20)
    edited = with_run(profile, new)
    for day in (MONDAY + timedelta(days=n) for n in range(7)):
        before, after = (_of_runs(each, day) for each in (profile, edited))
        assert {name: due for name, due in before.items() if name != old.series} == {
            name: due for name, due in after.items() if name != old.series
        }
        assert old.series not in after or weekday(day) == new.weekday
        assert old.series not in _of_runs(without_run(profile, old.series), day)


@given(scheduled(), st.data())
def test_moving_a_run_on_one_date_moves_that_reminder_alone(profile, data):
    profile = replace(profile, run_changes=(), races=(), ill=(), away=(), reminders=Reminders(grace=0))
    assume(profile.runs)
    old = data.draw(st.sampled_from(profile.runs))
    on = MONDAY + timedelta(days=WEEKDAYS.index(old.weekday))
    moved = with_change(profile, RunChange(on, old.series, replace(old, at=data.draw(clocks), minutes=30)))
    assert occurrences_on(moved, on + timedelta(days=7)) == occurrences_on(profile, on + timedelta(days=7))
    before, after = _of_runs(profile, on), _of_runs(moved, on)
    assert after.keys() <= before.keys() | {old.series}
    assert all(after[name] == before[name] for name in before if name != old.series)


@pytest.mark.parametrize(("zone", "year"), YEARS)
def test_a_year_rings_every_occurrence_once_at_the_right_wall_time(zone, year, figure):
    profile = somebody(zone)
    begin, end = date(year, 1, 1), date(year, 12, 31)
    now, until = starts_at(begin, zone), starts_at(end + timedelta(days=1), zone) - timedelta(seconds=1)
    rung = {}
    for at, occurrence in follow(profile, now, until):
        assert (occurrence.name, occurrence.day) not in rung, "twice"
        rung[occurrence.name, occurrence.day] = at
    wanted = expected(profile, begin, end)
    assert rung == wanted
    assert set(rung) | _lost(zone, year) == {(name, day) for name, day in _calendar(profile, begin, end)}
    figure(f"a year in {len(YEARS)} zones: every occurrence once at its wall time, compared with whenever")


def test_the_wall_time_is_the_same_all_year_wherever_the_clocks_do_not_change_at_that_hour():
    for zone, year in YEARS:
        profile = Profile(zone=zone, reminders=Reminders(rest_at=time(18, 15)))
        now = starts_at(date(year, 1, 1), zone)
        shown = {wall(at, zone).time() for at, _ in follow(profile, now, now + timedelta(days=365))}
        assert shown == {time(18, 15)}, zone


def somebody(zone: str) -> Profile:
    """Runs at every hour at which clocks are changed, and all else that can ring."""
    runs = (
        Run("mon", "easy", 45, time(6), "dawn"),
        Run("tue", "easy", 200, time(23), "night"),
        Run("fri", "long", 180, time(23, 45), "friday"),  # many change on the night to Saturday
        Run("sat", "easy", 120, time(23, 30), "saturday"),  # and more on the night to Sunday
        Run("sun", "long", 240, time(1, 45), "sunday"),
        Run("sun", "easy", 30, time(22, 30), "late"),
        Run("thu", "easy", 30, None, "untimed"),
    )
    chosen = Reminders(
        grace=7, morning_at=time(4, 30), evening_at=time(23, 30), quiet_from=LOUD[0], quiet_until=LOUD[1]
    )
    return Profile(zone=zone, runs=runs, reminders=chosen)


def _calendar(profile: Profile, first: date, last: date):
    """What a paper calendar that knows no zones would hold."""
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        runs = [run.series for run in profile.runs if run.at and run.weekday == weekday(day)]
        yield from ((name, day) for name in (*(runs or ["rest"]), "morning", "evening"))


def _lost(zone: str, year: int) -> set[tuple[str, date]]:
    """Whole dates that were skipped at the date line; what would have rung on them."""
    skipped = {
        "Pacific/Apia": date(2011, 12, 30),
        "Pacific/Fakaofo": date(2011, 12, 30),
        "Pacific/Kiritimati": date(1994, 12, 31),
        "Pacific/Kwajalein": date(1993, 8, 21),
    }
    day = skipped.get(zone)
    return set(_calendar(somebody(zone), day, day)) if day else set()


def _of_runs(profile: Profile, day: date) -> dict[str, datetime]:
    return {each.name: each.due_at for each in occurrences_on(profile, day) if each.kind == "run"}
