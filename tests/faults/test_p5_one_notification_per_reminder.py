"""Promise P5: you see one notification per reminder. The server's half: every copy on the wire has one of four named
causes, and carries what makes a phone replace it instead of showing it again. The phone's half is in tests/browser."""

import json
from datetime import timedelta

import pytest

from tests.actions.runners import DUE
from tests.faults.test_p3_every_reminder_reaches_the_push_service import person, recorded, round_at
from webapp.actions import delivering, planning, reminding
from webapp.store.engine import writing

__all__ = ["person", "round_at"]


def copies(post):
    """Topic and tag of each message taken."""
    told = [(accepted.topic, json.loads(post.phone.decrypt(accepted.body))) for accepted in post.service.accepted]
    return [(topic, message["notification"]["tag"]) for topic, message in told]


def test_p5_without_a_cause_there_is_no_copy(engine, round_at, person, post):
    for minute in range(180):
        round_at(DUE + timedelta(minutes=minute))
    assert len(post.service.accepted) == 1
    assert recorded(engine, person) == ("sent", "")


@pytest.mark.parametrize("cause", ["killed after acceptance", "answer lost", "answer after the lease"])
def test_p5_a_copy_replaces_the_first(engine, catalogue, round_at, person, post, monkeypatch, cause):
    if cause == "answer lost":
        post.service.fail("lost")
        round_at(DUE)
    else:
        with monkeypatch.context() as patch:
            # Nothing is written down: the worker is gone, or its answer comes too late to count.
            patch.setattr(delivering, "settle", lambda *_: 0)
            round_at(DUE)
    round_at(DUE + timedelta(seconds=61))
    first, second = copies(post)
    assert first == second
    assert recorded(engine, person) == ("sent", "")


def test_p5_planning_again_makes_no_second_reminder(engine, catalogue, round_at, person, post):
    """By a second worker, by a run done by hand, by an alarm that came back."""
    round_at(DUE)
    with writing(engine) as session:
        planning.plan_due(session, catalogue, DUE, 10)
        reminding.run_done(session, catalogue, person, DUE + timedelta(minutes=1))
    round_at(DUE + timedelta(minutes=2))
    assert len(post.service.accepted) == 1


def test_p5_topics_tell_nothing_and_differ_between_days(round_at, person, post):
    round_at(DUE)
    round_at(DUE + timedelta(days=7))
    (first, _), (second, _) = copies(post)[0], copies(post)[-1]
    assert len(post.service.accepted) == 2
    assert first != second
    assert all(len(topic) == 32 and int(topic, 16) for topic in (first, second))
