"""Whether a reminder speaks: everything that hushes it, what outranks what, and when prompts thin out."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.firings import ZONES, choices, clocks
from webapp.domain.profile import Reminders
from webapp.domain.reminders import (
    ASKED,
    EXPIRES,
    OF_NO_LIST,
    REASONS,
    STEADY_DAYS,
    ListState,
    expires_at,
    is_quiet,
    steady,
    thinned,
    verdict,
)

BERLIN = "Europe/Berlin"
DUE = datetime(2026, 11, 24, 18, 5, tzinfo=UTC)  # 19:05 on a Tuesday in Berlin
EXPIRY = DUE + EXPIRES
HUSHED = DUE + timedelta(days=1)  # a day on which a steady runner is not reminded
KINDS = ("run", "rest", "morning", "evening", "follow-up", "run-done", "later", *OF_NO_LIST)

USUAL = Reminders()
OPEN = ListState("full", ("clamshell", "glute-bridge"))
PARTLY = replace(OPEN, started=True)
HALF = replace(OPEN, started=True, counted=True)
SHORT = replace(HALF, short_done=True)
DONE = ListState("full", (), started=True, counted=True)


def ask(kind="run", state=OPEN, chosen=USUAL, now=DUE, steady=False, due_at=DUE) -> str:
    return verdict(chosen, kind, due_at, due_at + EXPIRES, now, BERLIN, state, steady)


@pytest.mark.parametrize("kind", KINDS)
def test_an_open_list_is_reminded_of_until_it_expires(kind):
    assert ask(kind) == ask(kind, now=EXPIRY - timedelta(seconds=1), state=PARTLY) == ""
    assert ask(kind, now=EXPIRY) == ask(kind, now=EXPIRY + timedelta(days=1)) == "late"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in OF_NO_LIST])
@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (DONE, "done"),
        (ListState("full"), "nothing"),
        (ListState("rest"), "nothing"),
        (ListState("free"), "nothing"),
        (ListState("race"), "nothing"),
        (ListState("eve"), "nothing"),
        (ListState("ill"), "ill"),
        (ListState("away"), "away"),
        (ListState("stop"), "blocked"),
        (ListState("emergency"), "blocked"),
    ],
)
def test_nothing_rings_for_a_list_that_is_done_empty_or_closed(kind, state, reason):
    assert ask(kind, state) == reason


def test_a_free_day_with_rehab_of_its_own_is_reminded_of():
    assert ask("rest", replace(OPEN, kind="free")) == ""


@pytest.mark.parametrize(
    ("state", "quiet"),
    [
        (PARTLY, ()),
        (HALF, ("follow-up",)),
        (SHORT, ("run", "rest", "follow-up", "later")),
    ],
)
def test_a_day_that_counts_is_not_followed_up_and_a_short_version_is_enough(state, quiet):
    assert tuple(kind for kind in KINDS if ask(kind, state) == "kept") == quiet
    assert {ask(kind, state) for kind in KINDS if kind not in quiet} == {""}


@pytest.mark.parametrize(
    ("chosen", "now", "reason", "not_for"),
    [
        (replace(USUAL, on=False), DUE, "off", ("test",)),
        (replace(USUAL, paused_until=date(2026, 11, 25)), DUE, "paused", ASKED),
        (replace(USUAL, paused_until=date(2026, 11, 24)), DUE, "", ()),
        (replace(USUAL, quiet_from=time(19, 5)), DUE, "quiet", ASKED),
        (replace(USUAL, quiet_from=time(19, 6)), DUE, "", ()),
        (replace(USUAL, quiet_from=time(19, 6)), DUE + timedelta(minutes=1), "quiet", ASKED),  # sent late
        (replace(USUAL, quiet_from=time(12), quiet_until=time(19, 5)), DUE, "", ()),
    ],
)
def test_choices_hush_what_no_button_asked_for(chosen, now, reason, not_for):
    assert {kind: ask(kind, chosen=chosen, now=now) for kind in KINDS} == {
        kind: "" if kind in not_for else reason for kind in KINDS
    }


@pytest.mark.parametrize(
    ("at", "quiet_from", "quiet_until", "quiet"),
    [
        ("21:59", 22, 7, False),
        ("22:00", 22, 7, True),
        ("00:00", 22, 7, True),
        ("06:59", 22, 7, True),
        ("07:00", 22, 7, False),
        ("13:00", 13, 15, True),
        ("15:00", 13, 15, False),
        ("12:59", 13, 15, False),
        ("13:00", 13, 13, False),  # none at all
    ],
)
def test_quiet_hours_hold_their_first_minute_and_not_their_end(at, quiet_from, quiet_until, quiet):
    chosen = Reminders(quiet_from=time(quiet_from), quiet_until=time(quiet_until))
    instant = datetime.combine(date(2026, 6, 1), time.fromisoformat(at), UTC) - timedelta(hours=2)
    assert is_quiet(chosen, instant, BERLIN) is quiet


@given(choices(), st.sampled_from(ZONES), clocks)
def test_every_minute_is_quiet_in_one_of_two_opposite_settings(chosen, zone, at):
    instant = datetime.combine(date(2026, 5, 5), at, UTC)
    other = replace(chosen, quiet_from=chosen.quiet_until, quiet_until=chosen.quiet_from)
    both = {is_quiet(chosen, instant, zone), is_quiet(other, instant, zone)}
    assert both == ({False} if chosen.quiet_from == chosen.quiet_until else {True, False})


@pytest.mark.parametrize(
    ("due", "expires"),
    [
        ("2026-11-24T18:05", "2026-11-24T20:05"),
        ("2026-11-25T00:59", "2026-11-25T02:59"),
        ("2026-11-25T01:01", "2026-11-25T03:00"),  # 04:00 in Berlin: the day is over
    ],
)
def test_a_reminder_expires_after_two_hours_and_never_past_the_day(due, expires):
    at = datetime.fromisoformat(due).replace(tzinfo=UTC)
    assert expires_at(at, date(2026, 11, 24), BERLIN) == datetime.fromisoformat(expires).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("kept", "thin"),
    [
        ([True] * 28, True),
        ([True] * STEADY_DAYS, True),
        ([True] * (STEADY_DAYS - 1), False),  # not in use for four weeks, or ill for a while
        ([*[True] * 27, False], False),  # missed yesterday: it rings again
        ([*[True] * 26, False, True], True),
        ([*[False] * 5, *[True] * 20], True),  # 80 %
        ([*[False] * 6, *[True] * 20], False),
        ([], False),
    ],
)
def test_four_steady_weeks_let_prompts_thin_out(kept, thin):
    assert steady(kept) is thin


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_thinned_out_prompts_are_never_silent_two_days_running_nor_on_a_session(day):
    assert not (thinned(day, "") and thinned(day + timedelta(days=1), ""))
    assert not any(
        thinned(day + timedelta(days=n), kind) for n in (0, 1) for kind in ("circuit", "lift", "plyo", "test")
    )
    assert any(thinned(day + timedelta(days=n), "") for n in (0, 1))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, "thinned"),
        ({"kind": "rest"}, "thinned"),
        ({"steady": False}, ""),
        ({"chosen": replace(USUAL, thin=False)}, ""),
        ({"state": replace(OPEN, session="circuit")}, ""),
        ({"due_at": DUE, "now": DUE}, ""),
        *(({"kind": kind}, "") for kind in KINDS if kind not in ("run", "rest")),
        ({"state": DONE}, "done"),
        ({"now": HUSHED + EXPIRES}, "late"),
    ],
)
def test_only_the_daily_reminder_thins_out_and_only_if_wanted(change, reason):
    assert ask(**({"steady": True, "due_at": HUSHED, "now": HUSHED} | change)) == reason


states = st.builds(
    ListState,
    st.sampled_from(("full", "light", "starter", "free", "rest", "race", "ill", "away", "stop", "emergency")),
    st.lists(st.sampled_from(("a", "b", "c")), unique=True).map(tuple),
    *(st.booleans() for _ in range(3)),
    st.sampled_from(("", "circuit", "lift")),
)


@given(choices(), st.sampled_from(KINDS), st.integers(0, 200), states, st.booleans(), st.sampled_from(ZONES))
def test_whatever_happens_a_finished_or_late_list_never_rings_and_reasons_are_known(
    chosen, kind, minutes, state, steady, zone
):
    now = DUE + timedelta(minutes=minutes)
    said = verdict(chosen, kind, DUE, EXPIRY, now, zone, state, steady)
    assert said in ("", *REASONS)
    if kind != "test" and (not chosen.on or (kind not in OF_NO_LIST and not state.open)):
        assert said
    if now >= EXPIRY:
        assert said == "late"
