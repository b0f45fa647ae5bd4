"""The weeks to come: the plain fold of the rules, and what a week is called."""

from datetime import date, timedelta

import pytest

from tests.domain.mornings import MONDAY, answered, morning, settled
from webapp.domain import ahead
from webapp.domain.advance import advance
from webapp.domain.ahead import DayAhead, WeekAhead
from webapp.domain.days import week_of
from webapp.domain.plan import Week
from webapp.domain.profile import Profile, Race, Run
from webapp.domain.sheet import Block, Sheet
from webapp.domain.simulate import all_done

SUNDAY = MONDAY + timedelta(days=6)


@pytest.fixture
def profile(catalogue):
    return Profile(screen=answered(catalogue), runs=(Run("tue", "workout", 60), Run("sun", "long", 90)))


def coming(catalogue, profile, today=MONDAY, last=SUNDAY, standing=None):
    standing = standing or settled(phase=2)
    sheet = morning(catalogue, profile, today, standing)
    return list(ahead.days(catalogue, profile, standing, sheet, last))


def week(*kinds: str, races: dict[int, Race] | None = None, blocks: dict[int, Block] | None = None) -> WeekAhead:
    """A week whose days are of these kinds, written by hand."""
    days = []
    for number, kind in enumerate(kinds):
        block = (blocks or {}).get(number)
        sheet = Sheet(MONDAY + timedelta(days=number), 2, "light", "", (block,) if block else (), week_kind=kind)
        days.append(DayAhead(Week(kind, ()), sheet, (races or {}).get(number)))
    return WeekAhead(tuple(days))


def test_it_is_the_plain_fold_as_if_every_day_were_done(catalogue, profile):
    standing = settled(phase=2)
    for day in coming(catalogue, profile, standing=standing):
        assert day.sheet == morning(catalogue, profile, day.on, standing)
        assert day.plan.on == day.on
        standing = advance(catalogue, standing, day.sheet, all_done(day.sheet), day.on + timedelta(days=1))


def test_it_begins_with_the_sheet_of_today_as_it_stands(catalogue, profile):
    today = Sheet(MONDAY, 2, "ill", "Rest until you have been free of symptoms for a day.")
    found = list(ahead.days(catalogue, profile, settled(), today, MONDAY))
    assert [day.sheet for day in found] == [today]


@pytest.mark.parametrize("offset", [0, 2, 6])
def test_twelve_weeks_end_on_a_sunday_whatever_today_is(catalogue, profile, offset):
    today, standing = MONDAY + timedelta(days=offset), settled()
    weeks = ahead.weeks(catalogue, profile, standing, morning(catalogue, profile, today, standing))
    assert [found.monday for found in weeks] == [MONDAY + timedelta(weeks=n) for n in range(12)]
    assert weeks[0].days[0].on == today
    assert weeks[-1].days[-1].on == week_of(MONDAY + timedelta(weeks=11))[-1]


def test_races_stand_on_their_days(catalogue):
    race = Race(SUNDAY, "A", "half")
    found = coming(catalogue, Profile(screen=answered(catalogue), races=(race,)))
    assert [day.race for day in found] == [None] * 6 + [race]


@pytest.mark.parametrize(
    ("kinds", "races", "expected"),
    [
        pytest.param(("build",) * 7, {}, "build", id="an ordinary week"),
        pytest.param(("deload",) * 7, {}, "deload", id="a lighter week"),
        pytest.param(("build",) * 5 + ("race",) * 2, {6: Race(SUNDAY)}, "race", id="a race in it, whatever else"),
        pytest.param(("build",) * 3 + ("race",) * 4, {}, "taper", id="the days before a race of the next week"),
        pytest.param(("recovery",) * 5 + ("return",) * 2, {}, "recovery", id="what most days are"),
        pytest.param(("return", "build"), {}, "return", id="of equals the one that changes more"),
    ],
)
def test_what_a_week_is_called(kinds, races, expected):
    assert week(*kinds, races=races).kind == expected


def test_the_numbers_of_a_week_are_those_of_its_sessions():
    found = week(
        *(["build"] * 7),
        blocks={
            1: Block("circuit", "", (), week=5),
            3: Block("lift", "", (), week=11),
            5: Block("plyo", "", (), week=11, level=2),
        },
    )
    assert (found.circuit_week, found.path_week, found.jump_level) == (5, 11, 2)
    assert [day.session for day in found.days] == ["", "circuit", "", "lift", "", "plyo", ""]


def test_a_week_without_sessions_has_no_numbers():
    found = week(*(["build"] * 7))
    assert (found.circuit_week, found.path_week, found.jump_level, found.races) == (0, 0, 0, ())


def test_a_runner_who_keeps_going_reaches_the_circuits(catalogue, profile):
    standing = settled()
    weeks = ahead.weeks(catalogue, profile, standing, morning(catalogue, profile, date(2026, 11, 23), standing))
    assert weeks[0].phase == 1
    assert weeks[-1].phase > 1
    assert any(found.circuit_week for found in weeks)
