"""Promise P4: no reminder after it stopped being useful, or for a run you finished, moved or removed."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from tests.actions.runners import DUE, ENDS, MORNING, PLAIN, RUN, finish
from tests.faults.test_p3_every_reminder_reaches_the_push_service import person, recorded, round_at
from webapp.actions import arming, delivering, planning, runs
from webapp.domain.profile import Race, Reminders, RunChange
from webapp.store import profiles, reminders
from webapp.store.engine import reading, writing

__all__ = ["person", "round_at"]
MINUTE = timedelta(minutes=1)


def test_p4_a_list_finished_two_minutes_before_the_run_ends_rings_nothing(engine, catalogue, round_at, person, post):
    with writing(engine) as session:
        finish(session, catalogue, person, ENDS - 2 * MINUTE)
    round_at(DUE)
    assert post.service.seen == []
    assert recorded(engine, person) == ("skipped", "done")


def test_p4_a_list_finished_while_the_push_service_was_down_rings_nothing(engine, catalogue, round_at, person, post):
    post.service.fail(503)
    round_at(DUE)
    with writing(engine) as session:
        finish(session, catalogue, person, DUE + MINUTE)
    for minute in range(1, 15):
        round_at(DUE + minute * MINUTE)
    assert post.service.accepted == []
    assert recorded(engine, person) == ("skipped", "done")


@pytest.mark.parametrize("down", [False, True], ids=["before it was due", "while it waited for the push service"])
@pytest.mark.parametrize("change", [None, replace(RUN, at=time(21))], ids=["called off", "moved"])
def test_p4_a_run_called_off_or_moved_does_not_ring_at_its_old_time(
    engine, catalogue, round_at, person, post, change, down
):
    """The day may ring as one of rest instead, at the time of that."""
    at = ENDS - MINUTE
    if down:
        post.service.fail(503)
        round_at(DUE)
        at = DUE + MINUTE
    with writing(engine) as session:
        runs.change_day(session, catalogue, person, at, RunChange(DUE.date(), RUN.series, change))
    for minute in range(1, 30):
        round_at(DUE + minute * MINUTE)
    of_the_run = reminders.id_of(person.id, RUN.series, DUE.date()).hex
    assert of_the_run not in {accepted.topic for accepted in post.service.accepted}


@pytest.mark.parametrize(
    "edit",
    [
        lambda old: replace(old, runs=()),
        lambda old: replace(old, reminders=Reminders(on=False)),
        lambda old: replace(old, reminders=replace(old.reminders, paused_until=DUE.date() + timedelta(days=1))),
        lambda old: replace(old, races=(Race(DUE.date()),)),
    ],
    ids=["removed", "off", "paused", "race"],
)
def test_p4_what_is_no_longer_asked_for_does_not_ring(engine, round_at, person, post, edit):
    """The edit comes between planning and sending, the worst moment."""
    post.service.fail(503)
    round_at(DUE)
    with writing(engine) as session:
        new = edit(profiles.newest(session, person.id))
        profiles.save_profile(session, person.id, new, DUE.date(), DUE)
        arming.re_arm(session, new, person.id, DUE + MINUTE)
    for minute in range(1, 30):
        round_at(DUE + minute * MINUTE)
    assert post.service.accepted == []


def test_p4_nothing_stale_is_sent_by_a_worker_that_was_down_for_six_hours(engine, catalogue, round_at, person, post):
    """Also not what was planned and even claimed before."""
    with writing(engine) as session:
        planning.plan_due(session, catalogue, DUE, 10)
        assert delivering.claim(session, DUE, 10)
    round_at(DUE + timedelta(hours=6))
    assert post.service.seen == []
    assert recorded(engine, person) == ("expired", "late")


def test_p4_the_push_service_is_told_when_to_forget_it(round_at, person, post):
    round_at(DUE + timedelta(minutes=100))
    assert [accepted.ttl for accepted in post.service.accepted] == [20 * 60]


def test_p4_nothing_rings_past_the_end_of_the_day(engine, round_at, person, post):
    late = replace(PLAIN, runs=(replace(RUN, at=time(23), minutes=240),), reminders=Reminders(thin=False, grace=0))
    with writing(engine) as session:
        profiles.save_profile(session, person.id, late, MORNING.date(), MORNING)
        arming.re_arm(session, late, person.id, MORNING)
    ends = DUE.replace(hour=3, minute=0) + timedelta(days=1)
    round_at(ends + 61 * MINUTE)
    assert post.service.seen == []
    with reading(engine) as session:
        assert [made.state for made in reminders.since(session, person.id, DUE.date())] in (["expired"], ["skipped"])
