"""Choices of reminders from a form: what is read, what is refused, and that the form shows what it would read."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.profile import Reminders
from webapp.domain.reminder_choices import ASK_GRACE, ASK_PAUSE, ASK_QUIET, GRACE, as_form, read_choices
from webapp.domain.run_week import ASK_TIME

TODAY = date(2026, 11, 18)
USUAL = {"on": "1", "thin": "1", "grace": "5", "rest_at": "18:00", "quiet_from": "22:00", "quiet_until": "07:00"}
minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))
pauses = st.none() | st.integers(1, 366).map(lambda days: TODAY + timedelta(days=days))


def read(**typed: str) -> tuple[Reminders | None, dict[str, str]]:
    return read_choices({**USUAL, **typed}, TODAY, 5)


def test_the_usual_form_is_what_everybody_starts_with():
    assert read() == (Reminders(), {})


def test_a_switch_without_a_word_is_off():
    chosen, _ = read_choices({name: word for name, word in USUAL.items() if name not in ("on", "thin")}, TODAY, 5)
    assert (chosen.on, chosen.thin) == (False, False)


def test_an_empty_time_is_not_at_all():
    chosen, _ = read(rest_at="", morning_at=" ", evening_at="20.30", follow_up_at="20:00:00")
    assert (chosen.rest_at, chosen.morning_at) == (None, None)
    assert (chosen.evening_at, chosen.follow_up_at) == (time(20, 30), time(20))


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("grace", "", ASK_GRACE), ("grace", "7", ASK_GRACE), ("grace", "-5", ASK_GRACE), ("grace", "5.0", ASK_GRACE),
        ("rest_at", "25:00", ASK_TIME), ("morning_at", "noon", ASK_TIME), ("evening_at", "8", ASK_TIME),
        ("follow_up_at", "²0:00", ASK_TIME), ("quiet_from", "", ASK_QUIET), ("quiet_until", "24:00", ASK_QUIET),
        ("paused_until", "2026-11-18", ASK_PAUSE), ("paused_until", "2026-11-01", ASK_PAUSE),
        ("paused_until", "2027-11-20", ASK_PAUSE), ("paused_until", "tomorrow", ASK_PAUSE),
        ("paused_until", "9999-12-31", ASK_PAUSE),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_beside_its_field(field: str, typed: str, said: str):
    assert read(**{field: typed}) == (None, {field: said})


def test_every_fault_is_said_at_once():
    assert read(grace="x", rest_at="x", quiet_from="x", paused_until="x")[1].keys() == {
        "grace", "rest_at", "quiet_from", "paused_until",
    }  # fmt: skip


def test_minutes_from_a_file_may_stay():
    assert read_choices({**USUAL, "grace": "7"}, TODAY, 7)[0] == Reminders(grace=7)


def test_a_pause_that_is_over_is_not_shown_again():
    assert as_form(Reminders(paused_until=TODAY), TODAY)["paused_until"] == ""
    assert as_form(Reminders(paused_until=TODAY + timedelta(days=1)), TODAY)["paused_until"] == "2026-11-19"


@given(
    st.builds(
        Reminders,
        on=st.booleans(), grace=st.sampled_from(GRACE), rest_at=st.none() | minutes, morning_at=st.none() | minutes,
        evening_at=st.none() | minutes, follow_up_at=st.none() | minutes, quiet_from=minutes, quiet_until=minutes,
        paused_until=pauses, thin=st.booleans(),
    )
)  # fmt: skip
def test_the_form_reads_back_what_it_shows(chosen: Reminders):
    assert read_choices(as_form(chosen, TODAY), TODAY, 5) == (chosen, {})
