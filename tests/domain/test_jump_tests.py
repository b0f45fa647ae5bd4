"""The test at the end of each jump level: offered when due and safe, tried, passed, failed."""

from datetime import timedelta

import pytest

from tests.domain.jumpers import contacts, dose, jumper, plan, sheet_of, ticks
from tests.domain.mornings import MONDAY, days_ago
from webapp.domain.jump_tests import advance, item, weeks_at_level
from webapp.domain.plyometrics import block
from webapp.domain.profile import PastInjury
from webapp.domain.sheet import Report
from webapp.domain.standing import Jumps, Red
from webapp.domain.standing import Tested as Try

TWO_WEEKS = days_ago(14)
TUESDAY = MONDAY + timedelta(days=1)
WEEK = {1: 11, 2: 14, 3: 17, 4: 19}  # of the path, where the level is at its most


def ready(level: int = 1, since: int = 14, sessions: int = 3, held: int = 60) -> Jumps:
    return Jumps(level, days_ago(since), sessions, held)


@pytest.mark.parametrize(
    ("level", "asked"),
    [
        pytest.param(1, ("pogo-jump@test", 1, 20, 1, 20), id="twenty pogo jumps"),
        pytest.param(2, ("hop-and-stick@test", 1, 5, 2, 10), id="five of five on each side"),
        pytest.param(3, ("power-skip-height@test", 2, 20, 1, 24), id="two runs of power skips"),
    ],
)
def test_each_level_has_its_test(catalogue, level, asked):
    row = item(jumper(catalogue, ready(level)))
    assert (row.keys[0], row.sets, row.amount, row.sides, row.contacts) == asked
    assert row.reason == f"a test: it opens level {level + 1} of the jumps"
    assert "nees over toes, quiet" in row.note


def test_after_the_last_level_there_is_none(catalogue):
    assert item(jumper(catalogue, ready(4))) is None


@pytest.mark.parametrize(
    ("jumps", "known", "offered"),
    [
        pytest.param(ready(), {}, True, id="two weeks and three sessions"),
        pytest.param(ready(since=13), {}, False, id="a day too early"),
        pytest.param(ready(sessions=2), {}, False, id="a session too few"),
        pytest.param(Jumps(), {}, False, id="first time"),
        pytest.param(ready(), {"reds": (Red(days_ago(5), "calf"),)}, False, id="red at this level"),
        pytest.param(ready(), {"reds": (Red(days_ago(15), "calf"),)}, True, id="red before it"),
        pytest.param(ready(), {"tests": {"pogo-jump": Try(days_ago(6), 12, False, 1)}}, False, id="tried lately"),
        pytest.param(ready(), {"tests": {"pogo-jump": Try(days_ago(7), 12, False, 1)}}, True, id="tried a week ago"),
        pytest.param(ready(), {"tests": {"pogo-jump": Try(days_ago(40), 20, True)}}, True, id="passed before a fall"),
        pytest.param(ready(), {"returning_until": MONDAY}, False, id="first week back"),
        pytest.param(ready(), {"report": Report(pain=(("calf", 8),))}, False, id="it would be swapped today"),
        pytest.param(ready(2), {"age_band": "13-15"}, False, id="level 3 under 16"),
        pytest.param(ready(3), {"age_band": "65+"}, False, id="level 4 over 65"),
        pytest.param(
            ready(1),
            {"injuries": (PastInjury("calf", since=days_ago(200)),)},
            True,
            id="impact 2 is enough for level 2",
        ),
        pytest.param(
            ready(2), {"injuries": (PastInjury("calf", since=days_ago(200)),)}, False, id="and not for level 3"
        ),
    ],
)
def test_a_test_is_offered_when_it_is_due_and_safe(catalogue, jumps, known, offered):
    assert (item(jumper(catalogue, jumps, **known)) is not None) is offered


@pytest.mark.parametrize(
    ("injuries", "weeks"),
    [
        pytest.param((), 2, id="nothing"),
        pytest.param((PastInjury("ankle-sprain", since=days_ago(800)),), 2, id="once, long ago"),
        pytest.param((PastInjury("ankle-sprain", since=days_ago(800), times=3),), 3, id="again and again"),
    ],
)
def test_history_makes_levels_longer(catalogue, injuries, weeks):
    assert weeks_at_level(jumper(catalogue, injuries=injuries)) == weeks
    offered = [item(jumper(catalogue, ready(since=7 * weeks - n), injuries=injuries)) is not None for n in (1, 0)]
    assert offered == [False, True]


@pytest.mark.parametrize("level", [1, 2, 3])
def test_the_test_stands_first_and_counts_towards_the_contacts(catalogue, level):
    runner = jumper(catalogue, ready(level, held=80), path_week=WEEK[level])
    found, _ = block(runner, plan())
    test, *others = found.items
    assert test == item(runner)
    assert test.exercise not in {row.exercise for row in others}
    assert others
    assert contacts(found) <= catalogue.plyo[level - 1].cap[1]


def test_the_session_is_filled_to_its_target_around_the_test(catalogue):
    found, _ = block(jumper(catalogue, ready(), path_week=11), plan())
    assert dose(found) == {"pogo-jump@test": 1, "line-hop-side": 2, "countermovement-jump": 4}
    assert contacts(found) == 60


@pytest.mark.parametrize(
    ("jumps", "share", "path_week"),
    [
        pytest.param(ready(), 0.6, 11, id="less than a normal session"),
        pytest.param(ready(), 1.0, 12, id="lighter week"),
        pytest.param(ready(3), 1.0, 13, id="a level below one's own"),
    ],
)
def test_only_a_normal_session_at_the_own_level_holds_a_test(catalogue, jumps, share, path_week):
    found, _ = block(jumper(catalogue, jumps, path_week=path_week), plan(share=share))
    assert not [row for row in found.items if row.slots == ("test",)]


def tried(catalogue, *reds: Red, before: Try | None = None, **details: object) -> Try | None:
    """What is remembered after a test day at level 1 with these details on each tick."""
    known = {"tests": {"pogo-jump": before}} if before else {}
    runner = jumper(catalogue, ready(), path_week=11, reds=reds, **known)
    found, _ = block(jumper(catalogue, ready(), path_week=11), plan())
    outcomes = ticks(MONDAY, found.items, **details) if details.pop("ticked", True) else {}
    after = advance(catalogue, runner.standing, sheet_of(MONDAY, found), outcomes, TUESDAY)
    return after.tests.get("pogo-jump")


@pytest.mark.parametrize(
    ("details", "result"),
    [
        pytest.param({}, Try(MONDAY, 20, True), id="ticked as asked"),
        pytest.param({"amount": 20}, Try(MONDAY, 20, True), id="all of them"),
        pytest.param({"amount": 19}, Try(MONDAY, 19, False, 1), id="one short"),
        pytest.param({"pain": 3}, Try(MONDAY, 20, True), id="pain at its limit"),
        pytest.param({"pain": 4}, Try(MONDAY, 20, False, 1), id="pain above it"),
        pytest.param({"ticked": False}, None, id="not tried"),
    ],
)
def test_a_try_is_remembered(catalogue, details, result):
    assert tried(catalogue, **details) == result


def test_tries_that_fall_short_are_counted_in_a_row(catalogue):
    before = Try(days_ago(7), 15, False, 1)
    assert tried(catalogue, before=before, amount=18).failed == 2
    assert tried(catalogue, before=before, amount=20).failed == 0


def test_a_red_on_the_day_of_the_test_takes_the_pass_away(catalogue):
    assert tried(catalogue, Red(MONDAY, "shin")) == Try(MONDAY, 20, False, 1)
    assert tried(catalogue, Red(days_ago(1), "shin")).passed


@pytest.mark.parametrize("on", [MONDAY, TUESDAY])
def test_a_red_up_to_the_next_day_opened_takes_the_pass_away(catalogue, on):
    runner = jumper(catalogue, ready(), tests={"pogo-jump": Try(MONDAY, 20, True)}, reds=(Red(on, "shin"),))
    after = advance(catalogue, runner.standing, sheet_of(TUESDAY), {}, TUESDAY + timedelta(days=1))
    assert not after.tests["pogo-jump"].passed


def test_a_test_of_something_else_is_left_alone(catalogue):
    bench = {"push-up": Try(MONDAY, 12, True)}
    runner = jumper(catalogue, ready(), tests=bench, reds=(Red(MONDAY, "wrist"),))
    assert advance(catalogue, runner.standing, sheet_of(MONDAY), {}, TUESDAY).tests == bench
