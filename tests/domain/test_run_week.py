"""The runs of a week: what a form says, what one date changes, what leaves in time."""

from datetime import date, time, timedelta

import pytest

from webapp.domain.profile import Profile, Run, RunChange
from webapp.domain.run_week import (
    ASK_DAY,
    ASK_KIND,
    ASK_MINUTES,
    ASK_TIME,
    DayRun,
    as_form,
    can_change,
    entries_of,
    pruned,
    read_run,
    runs_of,
    with_change,
    with_run,
    without_change,
    without_run,
)

TODAY = date(2026, 11, 18)  # a Wednesday
TUESDAY = date(2026, 11, 24)
HARD = Run("tue", "workout", 60, time(18), "hard")
EASY = Run("tue", "easy", 30, time(7), "easy")
LONG = Run("sun", "long", 100, None, "long")
WEEK = Profile(runs=(HARD, LONG, EASY))
SHORTER = Run("tue", "easy", 40, time(12), "hard")
EXTRA = Run("tue", "cross", 45, None, "extra")
FORM = {"weekday": "tue", "kind": "workout", "minutes": "60", "at": "18:00"}


@pytest.mark.parametrize(
    ("changes", "runs"),
    [
        ((), (HARD, EASY)),
        ((RunChange(TUESDAY, "hard", None),), (EASY,)),
        ((RunChange(TUESDAY, "hard", SHORTER),), (SHORTER, EASY)),
        ((RunChange(TUESDAY, "", EXTRA),), (HARD, EASY, EXTRA)),
        ((RunChange(TUESDAY, "hard", None), RunChange(TUESDAY, "easy", None)), ()),
        ((RunChange(TUESDAY, "long", None),), (HARD, EASY)),
        ((RunChange(TUESDAY + timedelta(7), "hard", None),), (HARD, EASY)),
    ],
)
def test_the_runs_of_a_date_are_the_weeks_with_its_own_changes(changes, runs):
    profile = Profile(runs=WEEK.runs, run_changes=changes)
    assert runs_of(profile, TUESDAY) == runs
    assert runs_of(profile, TUESDAY + timedelta(1)) == ()


def test_runs_without_a_series_are_never_taken_for_one_another():
    one, other = Run("tue", "easy", 30), Run("tue", "easy", 40)
    profile = Profile(runs=(one, other), run_changes=(RunChange(TUESDAY, "", EXTRA),))
    assert runs_of(profile, TUESDAY) == (one, other, EXTRA)


def test_a_day_keeps_what_was_called_off_to_put_it_back():
    profile = with_change(WEEK, RunChange(TUESDAY, "hard", None))
    assert entries_of(profile, TUESDAY) == (DayRun(HARD, None), DayRun(EASY, EASY))
    assert [entry.changed for entry in entries_of(profile, TUESDAY)] == [True, False]
    assert runs_of(without_change(profile, TUESDAY, "hard"), TUESDAY) == (HARD, EASY)


def test_a_second_change_takes_the_place_of_the_first():
    profile = with_change(with_change(WEEK, RunChange(TUESDAY, "hard", None)), RunChange(TUESDAY, "hard", SHORTER))
    assert profile.run_changes == (RunChange(TUESDAY, "hard", SHORTER),)


def test_a_change_back_to_the_week_is_none():
    profile = with_change(with_change(WEEK, RunChange(TUESDAY, "hard", None)), RunChange(TUESDAY, "hard", HARD))
    assert profile == WEEK


def test_a_run_added_to_a_day_can_be_told_again_and_taken_back():
    added = with_change(with_change(WEEK, RunChange(TUESDAY, "", EXTRA)), RunChange(TUESDAY, "", EXTRA))
    assert runs_of(added, TUESDAY) == (HARD, EASY, EXTRA)
    assert without_change(added, TUESDAY, "extra") == WEEK


def test_a_run_is_told_again_in_its_place():
    moved = Run("mon", "workout", 50, None, "hard")
    assert with_run(WEEK, moved).runs == (moved, LONG, EASY)
    assert with_run(Profile(), HARD) == with_run(with_run(Profile(), HARD), HARD)
    assert without_run(WEEK, "hard").runs == (LONG, EASY)


@pytest.mark.parametrize(
    ("change", "stays"),
    [
        (RunChange(TODAY - timedelta(35), "", EXTRA), True),
        (RunChange(TODAY - timedelta(36), "", EXTRA), False),
        (RunChange(TUESDAY, "hard", None), True),
        (RunChange(TUESDAY, "gone", None), False),
        (RunChange(TUESDAY, "long", None), False),
    ],
)
def test_old_and_orphaned_changes_leave(change, stays):
    profile = Profile(runs=WEEK.runs, run_changes=(change,))
    assert pruned(profile, TODAY).run_changes == ((change,) if stays else ())


@pytest.mark.parametrize(("days", "can"), [(-1, False), (0, True), (56, True), (57, False)])
def test_a_date_can_be_changed_from_today_to_eight_weeks_ahead(days, can):
    assert can_change(TODAY + timedelta(days), TODAY) is can


@pytest.mark.parametrize("run", [HARD, EASY, LONG, EXTRA])
def test_a_run_survives_its_form(run):
    assert read_run(as_form(run), run.series) == (run, {})


@pytest.mark.parametrize(
    ("typed", "at"),
    [("18:00", time(18)), ("6:05", time(6, 5)), ("18.30", time(18, 30)), (" 07:00:00 ", time(7)), ("", None)],
)
def test_times_are_read_as_people_and_browsers_write_them(typed, at):
    assert read_run({**FORM, "at": typed}, "hard")[0].at == at


@pytest.mark.parametrize(
    ("field", "typed", "fault"),
    [
        ("weekday", "someday", ASK_DAY),
        ("weekday", "", ASK_DAY),
        ("kind", "sprint", ASK_KIND),
        ("minutes", "", ASK_MINUTES),
        ("minutes", "0", ASK_MINUTES),
        ("minutes", "601", ASK_MINUTES),
        ("minutes", "45.5", ASK_MINUTES),
        ("minutes", "²", ASK_MINUTES),
        ("minutes", "-5", ASK_MINUTES),
        ("at", "24:00", ASK_TIME),
        ("at", "six", ASK_TIME),
        ("at", "18:60", ASK_TIME),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(field, typed, fault):
    assert read_run({**FORM, field: typed}, "") == (None, {field: fault})


def test_every_fault_is_said_at_once_and_a_date_brings_its_own_weekday():
    assert read_run({}, "")[1].keys() == {"weekday", "kind", "minutes"}
    assert read_run({"kind": "easy", "minutes": "30"}, "x", "fri") == (Run("fri", "easy", 30, None, "x"), {})
