"""Fault 5: kills, edits, ticks, deletions, clock jumps and every answer there is, in any order. Whatever happens, a
message needs a cause to be sent twice, and none is sent for a list that is finished.

A random search finds a missing lease or a missing unique key in seconds, but hardly ever a missing fence: that takes
three scenarios of its own."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import time, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from tests.actions.runners import DUE, PLAIN, RUN, finish, phone, runner, target
from tests.sizes import FULL
from webapp.actions import delivering, people, planning, reminding, runs
from webapp.actions.delivering import LEASE, Claimed, Outcome
from webapp.domain.profile import RunChange
from webapp.store import reminders, subscriptions, tables
from webapp.store.engine import make_engine, reading, writing

HISTORIES, STEPS = (2000, 60) if FULL else (25, 40)
ANSWERS = {"sent": 201, "lost": 0, "later": 429, "trouble": 500, "gone": 410, "held": 403, "refused": 400}
CAME = {"lost": "later", "trouble": "later"}
WORKERS = ("one", "two")


@dataclass
class Sending:
    """A message a worker has claimed and is about to send."""

    claimed: Claimed
    ends: float  # of the lease, by the clock that only runs forward


class Model(RuleBasedStateMachine):
    """Two workers, one runner, and a push service that counts what it takes."""

    make = staticmethod(lambda: None)  # an engine over a database with nobody in it
    catalogue = None

    @initialize()
    def begin(self) -> None:
        self.engine, self.now, self.ran = self.make(), DUE, 0.0
        self.claims: dict[str, list[Sending]] = {name: [] for name in WORKERS}
        self.taken, self.causes = Counter(), Counter()
        self.is_finished, self.jumps = False, 0
        with writing(self.engine) as session:
            self.person = runner(session)
            for _ in range(2):
                phone(session, self.person)

    @rule()
    def plan(self) -> None:
        with writing(self.engine) as session:
            planning.plan_due(session, self.catalogue, self.now, 10)

    @rule(name=st.sampled_from(WORKERS), room=st.integers(1, 3))
    def claim(self, name: str, room: int) -> None:
        with writing(self.engine) as session:
            found = delivering.claim(session, self.now, room)
        assert not (found and self.is_finished and any(one.due.kind == "run" for one in found))
        self.claims[name] += [Sending(one, self.ran + LEASE.total_seconds() - 10) for one in found]

    @precondition(lambda self: any(self.claims.values()))
    @rule(name=st.sampled_from(WORKERS), answer=st.sampled_from(sorted(ANSWERS)), slow=st.booleans())
    def send(self, name: str, answer: str, slow: bool) -> None:
        """The lease is looked at before anything leaves; a slow answer comes when it may be over."""
        if not self.claims[name]:
            return
        sending = self.claims[name].pop(0)
        due = sending.claimed.due
        if self.ran >= sending.ends or self.now >= due.expires_at:
            return
        if answer in ("sent", "lost"):
            self.taken[self._key(due)] += 1
        if answer == "lost":
            self.causes[self._key(due)] += 1
        if slow:
            self._pass(9.0)
        outcome = Outcome(due.id, due.attempt, CAME.get(answer, answer), ANSWERS[answer])
        with writing(self.engine) as session:
            counted = delivering.settle(session, [outcome], self.now)
        if answer == "sent" and not counted:
            self.causes[self._key(due)] += 1  # written too late, or for a row that an edit took away

    @rule(name=st.sampled_from(WORKERS), accepted=st.booleans())
    def kill(self, name: str, accepted: bool) -> None:
        """With one message under way, which the push service may have taken."""
        under_way = self.claims[name][:1]
        for sending in under_way:
            due = sending.claimed.due
            if accepted and self.ran < sending.ends and self.now < due.expires_at:
                self.taken[self._key(due)] += 1
                self.causes[self._key(due)] += 1
        self.claims[name] = []

    @rule(seconds=st.sampled_from([1, 10, 70, 400, 3000]))
    def wait(self, seconds: int) -> None:
        self._pass(seconds)

    @rule(hours=st.sampled_from([-1, 1]))
    def jump(self, hours: int) -> None:
        """The wall clock goes wrong while messages are under way: a cause for each of them."""
        self.now += timedelta(hours=hours)
        for sending in (each for claims in self.claims.values() for each in claims):
            self.causes[self._key(sending.claimed.due)] += 1

    @rule()
    def finish(self) -> None:
        with writing(self.engine) as session:
            finish(session, self.catalogue, self.person, self.now)
        self.is_finished = self.now.date() == DUE.date()

    @rule(at=st.sampled_from([time(17), time(18), None]))
    def edit(self, at: time | None) -> None:
        change = RunChange(DUE.date(), RUN.series, replace(RUN, at=at) if at else None)
        with writing(self.engine) as session:
            if self.now.date() == DUE.date():
                runs.change_day(session, self.catalogue, self.person, self.now, change)

    @rule()
    def run_done(self) -> None:
        with writing(self.engine) as session:
            reminding.run_done(session, self.catalogue, self.person, self.now)

    @rule()
    def subscribe(self) -> None:
        with writing(self.engine) as session:
            if len(subscriptions.ids(session, self.person.id)) < 3:
                phone(session, self.person, self.now, target())

    @rule()
    def leave(self) -> None:
        """Everything goes, and somebody new comes."""
        with writing(self.engine) as session:
            people.delete(session, self.person.id)
        with reading(self.engine) as session:
            assert session.scalar(select(func.count()).select_from(tables.delivery)) == 0
            assert reminders.since(session, self.person.id, DUE.date()) == []
        self.begin_again()

    def begin_again(self) -> None:
        self.is_finished = False
        with writing(self.engine) as session:
            self.person = runner(session, PLAIN, now=self.now)
            phone(session, self.person, self.now)

    @invariant()
    def a_copy_has_a_cause(self) -> None:
        if hasattr(self, "taken"):
            assert all(count <= 1 + self.causes[key] for key, count in self.taken.items())

    def teardown(self) -> None:
        if hasattr(self, "engine"):
            with writing(self.engine) as session:
                people.delete(session, self.person.id)

    def _pass(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.ran += seconds

    @staticmethod
    def _key(due) -> tuple:
        return due.reminder_id, due.subscription_id


def test_no_order_of_events_breaks_a_promise(database_url, catalogue, figure):
    engine = make_engine(database_url)
    try:
        chosen = type("Chosen", (Model,), {"make": staticmethod(lambda: engine), "catalogue": catalogue})
        limits = settings(max_examples=HISTORIES, stateful_step_count=STEPS, suppress_health_check=list(HealthCheck))
        run_state_machine_as_test(chosen, settings=limits)
    finally:
        engine.dispose()
    figure(f"fault 5: {HISTORIES} histories of up to {STEPS} steps on {engine.dialect.name}, no promise broken")


@pytest.fixture
def claims(session, catalogue):
    """The same message claimed by a worker that was thought dead, and by the one that took over."""
    phone(session, runner(session))
    planning.plan_due(session, catalogue, DUE, 10)
    (dead,) = delivering.claim(session, DUE, 10)
    (alive,) = delivering.claim(session, DUE + LEASE, 10)
    return dead.due, alive.due


def settle(session, due, outcome, status, after):
    return delivering.settle(session, [Outcome(due.id, due.attempt, outcome, status)], DUE + LEASE + after)


def test_fence_a_late_trouble_does_not_reopen_what_was_sent(session, claims):
    dead, alive = claims
    assert settle(session, alive, "sent", 201, timedelta(seconds=1)) == 1
    assert settle(session, dead, "later", 503, timedelta(seconds=2)) == 0
    assert delivering.claim(session, DUE + timedelta(hours=1), 10) == []


def test_fence_a_late_trouble_does_not_open_the_lease_of_another(session, claims):
    dead, alive = claims
    assert settle(session, dead, "later", 503, timedelta(seconds=1)) == 0
    assert delivering.claim(session, DUE + LEASE + timedelta(seconds=20), 10) == []
    assert settle(session, alive, "sent", 201, timedelta(seconds=21)) == 1


def test_fence_a_late_success_does_not_swallow_what_was_put_off(session, claims):
    """In 30 min was pressed meanwhile: the answer to the message before does not count as the one to come."""
    _, alive = claims
    person = people.people.person(session, alive.user_id)
    again = reminding.later(session, person, alive.reminder_id, DUE + LEASE)
    assert settle(session, alive, "sent", 201, timedelta(seconds=1)) == 0
    assert len(delivering.claim(session, again, 10)) == 1
