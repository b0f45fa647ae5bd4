"""Levels of jumps: counted landings, what takes a level up, what takes it down, and long random walks."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from tests.domain.jumpers import FIRST, QUIET, TUESDAY, contacts, jumper, plan, session, sheet_of, ticks
from tests.domain.mornings import MONDAY, days_ago, settled
from webapp.domain import jump_tests, sessions
from webapp.domain.days import week_of
from webapp.domain.jumps import advance, landings, opener, top
from webapp.domain.plyometrics import block
from webapp.domain.profile import PastInjury
from webapp.domain.safety import Limits
from webapp.domain.sheet import Report
from webapp.domain.standing import Jumps, Red
from webapp.domain.standing import Tested as Try

READY = Jumps(1, days_ago(15), 3, 60)
PASSED = {"pogo-jump": Try(days_ago(1), 20, True)}
LATELY = (session(days_ago(3), 60),)


def after(catalogue, jumps: Jumps, day: date = TUESDAY, made=None, done: bool = True, **known) -> Jumps:
    """Where the jumps stand on `day`, after a Monday with this block."""
    standing = settled(jumps=jumps, **{"sessions": LATELY, "last_done": MONDAY, **known})
    outcomes = ticks(MONDAY, made.items) if made and done else {}
    sheet = sheet_of(MONDAY, made)
    return advance(catalogue, sessions.remember(standing, sheet, outcomes), sheet, outcomes, day).jumps


def block_of(catalogue, jumps: Jumps, path_week: int, share: float = 1.0):
    return block(jumper(catalogue, jumps, path_week=path_week), plan(share=share))[0]


@pytest.mark.parametrize(
    ("slug", "sets", "amount", "counted"),
    [
        pytest.param("pogo-jump", 2, 10, 20, id="both feet together are one"),
        pytest.param("hop-and-stick", 2, 4, 16, id="each side its own"),
        pytest.param("power-skip-height", 2, 20, 24, id="by the metre"),
        pytest.param("alternate-bound", 1, 20, 11, id="as a whole number"),
        pytest.param("single-leg-bound", 1, 10, 16, id="metres on each side"),
        pytest.param("high-knees", 2, 15, 0, id="drills never"),
    ],
)
def test_each_landing_counts_once(catalogue, slug, sets, amount, counted):
    assert landings(catalogue.exercises[slug], sets, amount) == counted


def test_the_levels_as_written_hold_as_many_contacts_as_they_may(catalogue):
    for level in catalogue.plyo:
        total = sum(landings(catalogue.exercises[slug], sets, amount) for slug, sets, amount in level.work)
        assert level.cap[0] <= total <= level.cap[1]


@pytest.mark.parametrize(
    ("limits", "level"),
    [
        pytest.param(Limits(), 4, id="nothing in the way"),
        pytest.param(Limits(shut=frozenset({"plyo-3-4"})), 2, id="the hardest are shut"),
        pytest.param(Limits(impact=2), 2, id="no hard landings"),
    ],
)
def test_what_is_safe_sets_the_highest_level(limits, level):
    assert top(limits) == level


def test_every_level_but_the_last_has_a_test(catalogue):
    assert [opener(catalogue, level).opens for level in (1, 2, 3)] == [2, 3, 4]
    assert opener(catalogue, 4) is None


@pytest.mark.parametrize(
    ("jumps", "path_week", "share", "done", "then"),
    [
        pytest.param(FIRST, 9, 1, True, Jumps(1, MONDAY, 1, 40), id="the first session"),
        pytest.param(FIRST, 9, 1, False, FIRST, id="asked for and not done"),
        pytest.param(replace(READY, sessions=1), 11, 1, True, Jumps(1, days_ago(15), 2, 60), id="one more"),
        pytest.param(replace(READY, contacts=50), 11, 1, False, replace(READY, contacts=50), id="no rise undone"),
        pytest.param(Jumps(1, days_ago(9), 1, 60), 12, 1, True, Jumps(1, days_ago(9), 2, 60), id="a lighter week"),
        pytest.param(Jumps(1, days_ago(9), 1, 60), 11, 0.6, True, Jumps(1, days_ago(9), 2, 60), id="a share"),
        pytest.param(Jumps(2, None, 0, 60), 11, 1, True, Jumps(2, None, 0, 60), id="below the own level"),
    ],
)
def test_a_session_moves_the_counts(catalogue, jumps, path_week, share, done, then):
    made = block_of(catalogue, jumps, path_week, share)
    assert after(catalogue, jumps, made=made, done=done) == then


def test_a_session_of_four_fifths_counts(catalogue):
    made = block_of(catalogue, Jumps(2, days_ago(3), 1, 80), 14)
    assert len(made.items) == 4
    sheet, three = sheet_of(MONDAY, made), ticks(MONDAY, made.items[:3])
    standing = settled(jumps=Jumps(2, days_ago(3), 1, 80), sessions=LATELY)
    assert advance(catalogue, standing, sheet, three, TUESDAY).jumps.sessions == 1
    assert advance(catalogue, standing, sheet, ticks(MONDAY, made.items), TUESDAY).jumps.sessions == 2


@pytest.mark.parametrize(
    ("jumps", "known", "level"),
    [
        pytest.param(READY, {"tests": PASSED}, 2, id="weeks, sessions, test"),
        pytest.param(READY, {}, 1, id="no test"),
        pytest.param(READY, {"tests": {"pogo-jump": Try(days_ago(1), 12, False, 1)}}, 1, id="test not passed"),
        pytest.param(READY, {"tests": {"pogo-jump": Try(MONDAY, 20, True)}}, 1, id="the day after is still to come"),
        pytest.param(READY, {"tests": {"pogo-jump": Try(days_ago(30), 20, True)}}, 1, id="passed before this level"),
        pytest.param(replace(READY, since=days_ago(13)), {"tests": PASSED}, 1, id="a day too early"),
        pytest.param(replace(READY, sessions=2), {"tests": PASSED}, 1, id="a session too few"),
        pytest.param(replace(READY, since=None), {"tests": PASSED}, 1, id="not begun"),
        pytest.param(READY, {"tests": PASSED, "reds": (Red(days_ago(4), "wrist"),)}, 1, id="red at this level"),
        pytest.param(READY, {"tests": PASSED, "reds": (Red(days_ago(16), "wrist"),)}, 2, id="red before it"),
        pytest.param(
            replace(READY, level=4), {"tests": {"power-skip-height": Try(days_ago(1), 20, True)}}, 4, id="the last"
        ),
    ],
)
def test_a_level_rises_when_all_of_it_is_there(catalogue, jumps, known, level):
    then = after(catalogue, jumps, **known)
    assert then.level == level
    assert then == (Jumps(level, contacts=60) if level > jumps.level else jumps)


HIGH = replace(READY, level=3)


@pytest.mark.parametrize(
    ("jumps", "reds", "then"),
    [
        pytest.param(HIGH, (Red(MONDAY, "calf"),), Jumps(2, contacts=60), id="where jumps land"),
        pytest.param(HIGH, (Red(MONDAY, "pogo-jump"),), Jumps(2, contacts=60), id="on one of them"),
        pytest.param(READY, (Red(MONDAY, "calf"),), Jumps(1, contacts=60), id="never below the first"),
        pytest.param(HIGH, (Red(MONDAY, "shoulder"),), HIGH, id="where no jump is felt"),
        pytest.param(HIGH, (Red(days_ago(1), "calf"), Red(MONDAY, "calf")), HIGH, id="the same as yesterday"),
        pytest.param(HIGH, (Red(days_ago(2), "calf"), Red(MONDAY, "calf")), Jumps(2, contacts=60), id="again"),
        pytest.param(HIGH, (Red(days_ago(1), "calf"),), HIGH, id="yesterday alone"),
    ],
)
def test_a_red_takes_the_level_down_and_starts_its_count_again(catalogue, jumps, reds, then):
    assert after(catalogue, jumps, reds=reds) == then


@pytest.mark.parametrize(
    ("off", "then"),
    [
        pytest.param(6, Jumps(3, days_ago(15), 3, 60), id="six days: carry on"),
        pytest.param(13, Jumps(3, days_ago(15), 3, 60), id="thirteen: repeat the week"),
        pytest.param(14, Jumps(2, contacts=60), id="fourteen: a level down"),
        pytest.param(27, Jumps(2, contacts=60), id="twenty-seven"),
        pytest.param(28, Jumps(), id="twenty-eight: level 1 and forty contacts"),
        pytest.param(56, Jumps(), id="fifty-six"),
    ],
)
def test_days_off_step_down_kindly(catalogue, off, then):
    log = (session(MONDAY, 60),)
    found = after(catalogue, replace(READY, level=3), MONDAY + timedelta(days=off + 1), sessions=log)
    assert found == then
    back = jumper(catalogue, found, MONDAY + timedelta(days=off + 1), path_week=17)
    assert contacts(block(back, plan(back.day))[0]) <= (40 if off >= 28 else 83)


def test_a_long_gap_opened_day_by_day_steps_down_once_at_each_threshold(catalogue):
    jumps, levels = Jumps(4, days_ago(15), 3, 80), []
    for off in range(30):
        day = MONDAY + timedelta(days=off)
        standing = settled(jumps=jumps, last_done=MONDAY, sessions=(session(MONDAY, 80),))
        jumps = advance(catalogue, standing, sheet_of(day), {}, day + timedelta(days=1)).jumps
        levels.append(jumps.level)
    assert levels == [4] * 14 + [3] * 14 + [1] * 2


def test_four_weeks_without_jumps_begin_again_whatever_else_was_done(catalogue):
    log = (session(days_ago(27), 80),)
    assert after(catalogue, Jumps(4, days_ago(60), 9, 80), sessions=log).level == 4
    assert after(catalogue, Jumps(4, days_ago(60), 9, 80), MONDAY + timedelta(days=2), sessions=log) == Jumps()
    undone = (replace(log[0], on=days_ago(3), counted=False),)
    assert after(catalogue, Jumps(4, days_ago(60), 9, 80), sessions=undone) == Jumps()


def test_jumps_that_never_began_do_not_lapse(catalogue):
    assert after(catalogue, FIRST, sessions=()) == FIRST


class Walk:
    """Months of one runner with jumps and luck; every session asked for is kept with where the runner stood."""

    def __init__(self, catalogue, seed: int) -> None:
        self.catalogue, self.luck = catalogue, Random(seed)
        self.standing = settled(phase=3, mastered_on=days_ago(7), path_week=9, last_done=days_ago(1))
        self.injuries = self.luck.choice([(), (), (PastInjury("ankle-sprain", since=days_ago(900), times=2),)])
        self.day, self.steps, self.moves = MONDAY, [], []
        for _ in range(self.luck.randrange(40, 120)):
            self._live()

    def _live(self) -> None:
        pain = self.luck.choice(["calf", "back", "shoulder"]) if self.luck.random() < 0.02 else ""
        report = Report(pain=((pain, 8),)) if pain else QUIET
        made = None
        if self.luck.random() < 0.4 and not self._asked_lately():
            share = self.luck.choice([1, 1, 1, 0.6])
            runner = jumper(self.catalogue, day=self.day, report=report, injuries=self.injuries)
            made = block(replace(runner, standing=self.standing), plan(self.day, share=share))[0]
            self.steps += [(self.standing, made, self.day)] if made else []
        self._sleep(made, (pain,) if pain else ())

    def _asked_lately(self) -> bool:
        return any((self.day - placed.on).days < 2 for placed in sessions.of_kind(self.standing, "plyo"))

    def _sleep(self, made, sore: tuple[str, ...]) -> None:
        gap = self.luck.choice([10, 16, 30]) if self.luck.random() < 0.01 else 1
        following, done = self.day + timedelta(days=gap), self.luck.random() < 0.9
        outcomes = ticks(self.day, made.items) if made and done else {}
        sheet, held = sheet_of(self.day, made, sore=sore), self.standing
        reds = (*held.reds, *(Red(self.day, area) for area in sore))
        known = {"reds": reds, "last_done": self.day if done else held.last_done}
        standing = sessions.remember(replace(held, **known), sheet, outcomes)
        standing = jump_tests.advance(self.catalogue, standing, sheet, outcomes, following)
        standing = advance(self.catalogue, standing, sheet, outcomes, following)
        week = held.path_week + (following.weekday() < self.day.weekday())
        self.standing = replace(standing, path_week=week if week <= 20 else 17)
        self.moves.append((held, self.standing, self.day))
        self.day = following


@pytest.fixture(scope="module")
def walks(catalogue) -> list[Walk]:
    return [Walk(catalogue, seed) for seed in range(300)]


def test_on_a_walk_contacts_never_pass_the_cap_or_the_rise(catalogue, walks):
    for walk in walks:
        normal = 0  # contacts of the last session asked for that was not eased
        for standing, made, _ in walk.steps:
            most = max(normal + 10, normal * 1.2) if standing.jumps.contacts else 40
            assert contacts(made) <= min(most, catalogue.plyo[made.level - 1].cap[1])
            normal = normal if made.eased else contacts(made)


def test_on_a_walk_no_session_passes_the_rise_over_the_last_normal_week(walks):
    for walk in walks:
        weeks: dict[date, int] = {}  # Monday -> the most contacts of a normal session
        for standing, made, day in walk.steps:
            monday = week_of(day)[0]
            held = next((most for week, most in reversed(weeks.items()) if week < monday), 0)
            if held and standing.jumps.contacts:
                assert contacts(made) <= max(held + 10, held * 1.2)
            if not made.eased:
                weeks[monday] = max(weeks.get(monday, 0), contacts(made))


def test_on_a_walk_levels_rise_one_at_a_time_and_only_through_their_gates(walks):
    ups = [
        (before, now, day) for walk in walks for before, now, day in walk.moves if now.jumps.level > before.jumps.level
    ]
    for before, now, day in ups:
        jumps = before.jumps
        assert now.jumps.level == jumps.level + 1
        assert jumps.sessions >= 3
        assert (day - jumps.since).days >= 14
        assert not [red for red in now.reds if red.on >= jumps.since]
    assert {now.jumps.level for _, now, _ in ups} == {2, 3, 4}


def test_on_a_walk_nobody_jumps_above_the_own_level(walks):
    asked = [(standing, made) for walk in walks for standing, made, _ in walk.steps]
    assert all(made.level <= standing.jumps.level for standing, made in asked)
    assert {made.level for _, made in asked} == {1, 2, 3, 4}
