"""Moving a session by hand, on both databases: kept, refused with nothing changed, taken back."""

from datetime import time, timedelta

import pytest

from tests.domain.mornings import answered, settled
from webapp.actions import days, moves
from webapp.actions.moves import Shift
from webapp.actions.refused import Refused
from webapp.domain import quota, sessions
from webapp.domain.moves import NOT_THERE, PAST
from webapp.domain.plan import DayPlan, Week
from webapp.domain.prescribe import prescribe_day
from webapp.domain.profile import Move, Profile, Run
from webapp.domain.week import plan_week
from webapp.store import people, profiles, sheets
from webapp.store.sheets import Stored

RUNS = (Run("tue", "workout", 60, time(18), "a"), Run("thu", "easy", 40, time(18), "b"), Run("sun", "long", 90))


@pytest.fixture
def person(session, catalogue, now, monkeypatch):
    """Somebody whose week holds one circuit."""
    monkeypatch.setattr(quota, "wanted", lambda runner: {"circuit": 1})
    person = people.add_person(session, "Europe/Berlin", now)
    profile = Profile(screen=answered(catalogue), runs=RUNS)
    profiles.save_profile(session, person.id, profile, now.date(), now)
    standing = settled(phase=2, started_on=now.date() - timedelta(days=60), last_done=now.date() - timedelta(days=1))
    sheets.insert(session, person.id, Stored(prescribe_day(catalogue, profile, standing, now.date()), standing), now)
    return person


@pytest.fixture
def circuit(session, catalogue, person, now):
    """circuit(): the day the week holds it on now."""

    def where():
        opened = days.open_day(session, catalogue, person, now)
        week = plan_week(catalogue, profiles.newest(session, person.id), opened.stored.standing, opened.today)
        return next(plan.on for plan in week.days if plan.session == "circuit")

    return where


def elsewhere(now, on):
    """Friday, or Thursday for what stands there."""
    friday = now.date() + timedelta(days=2)
    return friday if on != friday else friday - timedelta(days=1)


def test_a_move_is_kept_and_the_week_follows(tell, profile, circuit, now):
    on = circuit()
    to = elsewhere(now, on)
    tell(moves.move, Move("circuit", on, to))
    assert profile().moves == (Move("circuit", on, to),)
    assert circuit() == to


@pytest.mark.parametrize(
    ("kind", "to_days", "refusal"),
    [
        pytest.param("circuit", -1, PAST, id="into the past"),
        pytest.param("lift", 2, NOT_THERE, id="another session than the day holds"),
        pytest.param("", 2, NOT_THERE, id="nothing at all"),
    ],
)
def test_what_is_refused_changes_nothing(tell, profile, circuit, now, kind, to_days, refusal):
    before = profile()
    with pytest.raises(Refused) as refused:
        tell(moves.move, Move(kind, circuit(), now.date() + timedelta(days=to_days)))
    assert (refused.value.field, refused.value.message) == ("to", refusal)
    assert profile() == before


def test_put_back_it_stands_where_it_stood(tell, profile, circuit, now):
    on, before = circuit(), profile()
    wish = Move("circuit", on, elsewhere(now, on))
    tell(moves.move, wish)
    tell(moves.put_back, wish)
    assert (profile(), circuit()) == (before, on)
    assert tell(moves.put_back, wish) == ()


def test_todays_list_follows_a_move_off_today_and_back_onto_it(tell, circuit, now, session, person):
    def is_asked_today():
        return sessions.block_of(sheets.stored_on(session, person.id, now.date()).sheet, "circuit") is not None

    on = circuit()
    assert is_asked_today() == (on == now.date())
    to = elsewhere(now, on) if on == now.date() else now.date()
    said = tell(moves.move, Move("circuit", on, to))
    assert is_asked_today() == (to == now.date())
    assert said


def test_every_day_of_the_week_is_a_choice_and_says_what_it_means(catalogue, profile, circuit, now):
    on, today = circuit(), now.date()
    found = moves.choices(catalogue, profile(), settled(phase=2), today, "circuit", on)
    assert [choice.on.weekday() for choice in found] == list(range(7))
    assert [choice.on for choice in found if choice.here] == [on]
    assert all(choice.refusal == PAST for choice in found if choice.on < today)
    assert found[-1].warning.startswith("The long run")


def test_where_no_session_stands_there_is_no_choice(catalogue, profile, circuit, now):
    on = circuit()
    for kind, day in (("lift", on), ("circuit", on + timedelta(days=1)), ("", on), ("circuit", now.date())):
        if (kind, day) != ("circuit", on):
            assert moves.choices(catalogue, profile(), settled(phase=2), now.date(), kind, day) == ()


def test_what_a_move_takes_along_is_told(now):
    mon, tue, wed, thu, fri = (now.date() - timedelta(days=2 - n) for n in range(5))

    def week(sessions):
        days_ = (mon, tue, wed, thu, fri)
        return Week("build", tuple(DayPlan(on, "light", "", session=sessions.get(on, "")) for on in days_))

    before = week({mon: "lift", tue: "circuit", thu: "circuit", fri: "plyo"})
    after = week({tue: "lift", wed: "circuit", thu: "circuit"})
    found = moves.shifts(before, after, Move("lift", mon, tue))
    assert found == (Shift("circuit", tue, wed), Shift("plyo", fri, None))
