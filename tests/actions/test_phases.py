"""Choosing a phase, on both databases: staying, stepping back, going on, the gate opened early, and what safety says."""

from datetime import timedelta

import pytest

from tests.domain.mornings import answered
from webapp.actions import phases
from webapp.actions.phases import FIRST_ONE, LAST_ONE, SHUT
from webapp.actions.refused import Refused
from webapp.domain.profile import Profile, Wishes
from webapp.domain.sheet import Gate, Sheet
from webapp.domain.standing import Standing
from webapp.store import people, profiles, sheets
from webapp.store.sheets import Stored

HABIT = Gate(2, False, 4, 10, missing=("6 more days done",))


@pytest.fixture
def person(session, catalogue, now):
    person = people.add_person(session, "Europe/Berlin", now)
    profile = Profile(screen=answered(catalogue), wishes=Wishes(plyometrics=True))
    profiles.save_profile(session, person.id, profile, now.date(), now)
    return person


@pytest.fixture
def in_phase(session, person, now):
    """in_phase(2): today is a day of that phase; `gate` is the first one."""

    def stand(phase: int, gate: Gate | None = HABIT) -> None:
        standing = Standing(
            started_on=now.date() - timedelta(days=90),
            phase=min(phase, 2),
            mastered_on=now.date() if phase == 3 else None,
        )
        sheet = Sheet(now.date(), phase, "light", "", gate=gate)
        assert sheets.insert(session, person.id, Stored(sheet, standing), now)

    return stand


@pytest.fixture
def chosen(session, person):
    """chosen(): (stay, ahead) as they are stored now."""

    def read():
        profile = profiles.newest(session, person.id)
        return profile.stay, profile.ahead

    return read


@pytest.mark.parametrize("phase", [1, 2])
def test_staying_holds_the_phase_of_today(in_phase, tell, chosen, phase):
    in_phase(phase)
    tell(phases.stay)
    assert chosen() == (phase, None)


@pytest.mark.parametrize("phase", [2, 3])
def test_stepping_back_is_one_phase(in_phase, tell, chosen, session, person, now, phase):
    in_phase(phase)
    tell(phases.step_back)
    assert chosen() == (phase - 1, None)
    assert sheets.stored_on(session, person.id, now.date()).sheet.phase == phase - 1


def test_going_on_takes_both_back(in_phase, tell, chosen, session, person, now):
    in_phase(2)
    tell(phases.step_back)
    tell(phases.go_on)
    assert chosen() == (None, None)
    assert sheets.stored_on(session, person.id, now.date()).sheet.phase == 2


def test_the_habit_gate_opens_early(in_phase, tell, chosen, session, person, now):
    in_phase(1)
    tell(phases.open_early)
    assert chosen() == (None, 2)
    assert sheets.stored_on(session, person.id, now.date()).sheet.phase == 2


def test_opening_it_ends_a_stay_before_it(in_phase, tell, chosen):
    in_phase(1)
    tell(phases.stay)
    tell(phases.open_early)
    assert chosen() == (None, 2)


def test_stepping_back_closes_a_gate_that_was_opened_early(in_phase, tell, chosen):
    in_phase(1)
    tell(phases.open_early)
    tell(phases.step_back)
    assert chosen() == (1, None)


@pytest.mark.parametrize(
    ("phase", "verb", "reason", "gate"),
    [
        pytest.param(1, phases.step_back, FIRST_ONE, Gate(2, False, 4, 10), id="back from the first"),
        pytest.param(3, phases.stay, LAST_ONE, Gate(2, True, 10, 10), id="stay in the last"),
        pytest.param(1, phases.open_early, SHUT, Gate(2, False, 4, 10, safety=True), id="past a safety block"),
        pytest.param(1, phases.open_early, SHUT, None, id="a gate nobody knows"),
    ],
)
def test_what_is_refused_changes_nothing(in_phase, tell, chosen, phase, verb, reason, gate):
    in_phase(phase, gate)
    with pytest.raises(Refused) as refused:
        tell(verb)
    assert (refused.value.field, refused.value.message) == ("phase", reason)
    assert chosen() == (None, None)


def test_saying_it_twice_is_once(in_phase, tell, chosen):
    in_phase(2)
    tell(phases.stay)
    assert tell(phases.stay) == ()
    assert chosen() == (2, None)


def test_the_gates_of_a_sheet_are_found_in_either_place(now):
    first, third, day = Gate(2, True, 10, 10), Gate(3, False, 0, 12), now.date()
    assert phases.gate_to(Sheet(day, 1, "light", "", gate=first), 2) == first
    assert phases.gate_to(Sheet(day, 1, "light", "", gates=(first, third)), 3) == third
    assert phases.gate_to(Sheet(day, 1, "light", ""), 2) is None
