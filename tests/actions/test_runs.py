"""Runs of the week and single dates, on both databases: kept, repeatable, from today on."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest

from webapp.actions import runs
from webapp.actions.refused import Refused
from webapp.domain.profile import Run, RunChange
from webapp.domain.run_week import ASK_DATE, MOST_A_DAY, TOO_MANY, runs_of
from webapp.store import profiles

HARD = Run("tue", "workout", 60, time(18), "hard")
TUESDAY = date(2026, 11, 24)
CALLED_OFF = RunChange(TUESDAY, "hard", None)


def test_a_run_and_a_changed_day_are_kept_as_they_were_told(tell, profile):
    tell(runs.save_run, HARD)
    shorter = RunChange(TUESDAY, "hard", Run("tue", "easy", 30, None, "hard"))
    extra = RunChange(TUESDAY, "", Run("tue", "cross", 45, time(7), "extra"))
    tell(runs.change_day, shorter)
    tell(runs.change_day, extra)
    assert profile().runs == (HARD,)
    assert profile().run_changes == (shorter, extra)
    assert "runs" in profile().asked


def test_saving_twice_is_once(tell, profile):
    for _ in range(2):
        tell(runs.save_run, HARD)
        tell(runs.change_day, CALLED_OFF)
    assert (profile().runs, profile().run_changes) == ((HARD,), (CALLED_OFF,))
    for _ in range(2):
        tell(runs.plan_again, TUESDAY, "hard")
        tell(runs.remove_run, "hard")
    assert (profile().runs, profile().run_changes) == ((), ())


def test_a_run_told_again_keeps_its_series_and_its_place(tell, profile):
    tell(runs.save_run, HARD)
    tell(runs.save_run, Run("sun", "long", 90, None, "long"))
    moved = Run("wed", "workout", 50, time(7), "hard")
    tell(runs.save_run, moved)
    assert [run.series for run in profile().runs] == ["hard", "long"]
    assert profile().runs[0] == moved


def test_a_run_that_leaves_its_weekday_leaves_its_changes_behind(tell, profile):
    tell(runs.save_run, HARD)
    tell(runs.change_day, CALLED_OFF)
    tell(runs.save_run, Run("wed", "workout", 60, time(18), "hard"))
    assert profile().run_changes == ()


def test_changes_long_over_leave_with_the_next_save(tell, profile, now):
    tell(runs.save_run, HARD)
    tell(runs.change_day, CALLED_OFF)
    later = now + timedelta(days=6 + 36)
    tell(runs.save_run, Run("sun", "long", 90, None, "long"), at=later)
    assert profile().run_changes == ()


def test_no_fixed_days_is_an_answer_that_takes_no_run_away(tell, profile):
    assert tell(runs.finish_runs) == ()
    assert (profile().runs, profile().asked) == ((), {"runs"})
    tell(runs.save_run, HARD)
    tell(runs.finish_runs)
    assert profile().runs == (HARD,)


def test_a_day_has_an_end(tell, profile):
    for n in range(MOST_A_DAY):
        tell(runs.save_run, Run("tue", "easy", 30, None, str(n)))
    with pytest.raises(Refused) as weekly:
        tell(runs.save_run, HARD)
    with pytest.raises(Refused) as once:
        tell(runs.change_day, RunChange(TUESDAY, "", HARD))
    assert (weekly.value.field, weekly.value.message) == ("weekday", TOO_MANY)
    assert (once.value.field, once.value.message) == ("day", TOO_MANY)
    assert len(runs_of(profile(), TUESDAY)) == MOST_A_DAY
    tell(runs.save_run, Run("tue", "long", 90, None, "0"))
    assert profile().runs[0].kind == "long"


@pytest.mark.parametrize("days", [-1, 57])
def test_only_a_date_near_enough_can_be_changed(tell, profile, now, days):
    on = now.date() + timedelta(days)
    for verb, said in ((runs.change_day, [RunChange(on, "", HARD)]), (runs.plan_again, [on, "hard"])):
        with pytest.raises(Refused) as refusal:
            tell(verb, *said)
        assert refusal.value.message == ASK_DATE
    assert profile().run_changes == ()


def test_the_past_keeps_the_runs_it_had(tell, session, person, now):
    tell(runs.save_run, HARD)
    tell(runs.remove_run, "hard", at=now + timedelta(days=3))
    assert profiles.profile_on(session, person.id, now.date()).runs == (HARD,)
    assert profiles.newest(session, person.id).runs == ()


@pytest.mark.parametrize("key", ["", "no key", "9" * 400, "\x00"])
def test_a_run_without_a_usable_key_gets_a_series_of_its_own(key):
    first, second = runs.new_series(key), runs.new_series(key)
    assert first != second
    assert str(UUID(first)) == first


def test_the_key_of_a_form_is_the_series():
    key = "6a1c7f0e-52a4-4d0b-9a63-0d9f3c1f7a10"
    assert runs.new_series(key) == key
