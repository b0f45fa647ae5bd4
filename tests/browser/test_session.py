"""The guided session, in a real Chromium with a clock that runs fast: whole sessions, offline, through sleep and death."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Live
from tests.browser.guided import (
    LISTEN,
    Seen,
    control,
    go,
    killed,
    moments,
    open_session,
    seen,
    sleep,
    told,
)
from tests.browser.phones import journal, ready
from tests.browser.runners import arrive, database, open_today, taps, ticked
from tests.domain.jumpers import jumper
from tests.domain.jumpers import plan as jump_plan
from tests.domain.lifters import COACHED, lifted, lifter, mastered
from tests.domain.lifters import session as lift_session
from tests.domain.mornings import morning
from tests.domain.test_circuits import circuit, somebody
from webapp import clock
from webapp.domain import plyometrics
from webapp.domain.advance import fresh
from webapp.domain.days import local_day
from webapp.domain.profile import Profile
from webapp.domain.sheet import Block, Item, Sheet
from webapp.store import sheets
from webapp.store.people import Person
from webapp.store.sheets import Stored

CLAMSHELL = Item("clamshell", 2, 12, "reps", 2, 1, 0, 168, "for the outer hip")
HOLD = Item("single-leg-balance", 1, 30, "seconds", 2, 1, 0, 144, "for your ankles")
BRIDGE = Item("glute-bridge", 1, 15, "reps", 1, 1, 0, 57, "for your hips")
SHORT_HIP = Block("hip", "", (CLAMSHELL, HOLD, BRIDGE))


@dataclass
class Runner:
    """Somebody on a phone without a signal, whose session is open."""

    live: Live
    phone: BrowserContext
    person: Person
    page: Page

    def back_online(self) -> dict[str, bool]:
        """The signal returns; what the server then has."""
        self.phone.set_offline(False)
        # With a clock that stands still, the moment in which ticks are sent comes when it is told to.
        for _ in range(100):
            self.page.clock.run_for(500)
            if all(op.get("sent") for op in journal(self.page)):
                break
        return ticked(self.live, self.person)


@pytest.fixture
def begin(live: Live, phone: BrowserContext):
    """A runner with these blocks on today's list, offline."""

    def begin(*blocks: Block, offline: bool = True, **answers: object) -> Runner:
        person = arrive(live, phone, **answers)
        give(live, person, blocks)
        phone.add_init_script(LISTEN)
        page = phone.new_page()
        ready(open_today(page))
        phone.set_offline(offline)
        page.clock.install()
        return Runner(live, phone, person, open_session(page))

    return begin


def give(live: Live, person: Person, blocks: tuple[Block, ...]) -> None:
    now = clock.now()
    day = local_day(now, person.zone)
    sheet = Sheet(day, 2, "full", "An easy run, so all of it fits today", blocks)
    with database(live) as session:
        sheets.insert(session, person.id, Stored(sheet, fresh(day)), now)


def hip_day(catalogue) -> tuple[Block, ...]:
    return tuple(block for block in morning(catalogue, Profile(minutes=60)).blocks if block.kind == "hip")


def lift_day(catalogue) -> Block:
    lifts = {"back-squat": lifted(80.0), "romanian-deadlift": lifted(60.0)}
    return lift_session(lifter(catalogue, coached=COACHED, standing=mastered(lifts=lifts, lift_turn=0)))


def work_done(moments: Iterator[Seen], steps: list[dict]) -> list[int]:
    """The numbers of the work that was on the screen, in order; counts of repetitions and seconds were whole."""
    done: list[int] = []
    digits: dict[int, set[str]] = {}
    for shown in moments:
        if shown.phase == "work":
            digits.setdefault(shown.at, set()).add(shown.digits)
            if done[-1:] != [shown.at]:
                done.append(shown.at)
    whole = done if shown.over else done[:-1]
    for at in whole:
        step, found = steps[at], digits[at]
        if step["timing"] == "pace" and step["seconds"] / step["amount"] >= 1:
            assert found == {str(number) for number in range(1, step["amount"] + 1)}, step
        if step["timing"] == "free":
            assert found == {str(step["amount"])}
    return done


def all_work(steps: list[dict]) -> list[int]:
    return [at for at, step in enumerate(steps) if step["kind"] == "work"]


def once(numbers: list[int]) -> list[int]:
    return list(dict.fromkeys(numbers))


def test_a_whole_hip_session_without_a_signal_through_a_lock_a_reload_and_a_killed_app(begin, catalogue):
    runner = begin(*hip_day(catalogue))
    page, steps = runner.page, told(runner.page)["steps"]
    sets, keys = all_work(steps), {step["key"] for step in steps}
    assert len(keys) >= 4
    first = work_done(_until_at(page, sets[2]), steps)
    sleep(page, 3)
    assert seen(page).phase == "again"
    second = work_done(_until_at(page, sets[5]), steps)
    page.reload()
    page.locator("[data-stage][data-phase]").wait_for()
    assert (seen(page).phase, seen(page).at) == ("again", sets[5])
    third = work_done(_until_at(page, sets[8]), steps)
    page = runner.page = killed(runner.phone, page)
    assert (seen(page).phase, seen(page).at) == ("again", sets[8])
    last = work_done(moments(page), steps)
    assert once([*first, *second, *third, *last]) == sets
    expect(page.get_by_role("heading", name="Done for today")).to_be_visible()
    assert {op["item"] for op in journal(page)} == keys
    assert runner.back_online() == dict.fromkeys(keys, True)
    assert taps(runner.live, runner.person) == len(keys)


def _until_at(page: Page, at: int) -> Iterator[Seen]:
    """Up to a few seconds into this work."""
    for shown in moments(page):
        yield shown
        if shown.phase == "work" and shown.at == at and shown.digits not in ("1", ""):
            return


def test_a_circuit_of_week_six_goes_round_twice_and_ticks_in_the_second(begin, catalogue):
    made = circuit(somebody(catalogue, week=6))
    runner = begin(made)
    page, steps = runner.page, told(runner.page)["steps"]
    assert seen(page).phase == "setup"
    expect(page.locator("[data-stations] li")).to_have_count(len(made.items))
    halfway = next(at for at, step in enumerate(steps) if step["kind"] == "rest" and step["seconds"] == 90)
    first = work_done(_until_rest(page, halfway), steps)
    assert journal(page) == []
    assert seen(page).digits in ("1:30", "1:29")
    expect(page.locator("[data-stations] li")).to_have_count(len(made.items))
    page = runner.page = killed(runner.phone, page)
    assert seen(page).phase == "rest"
    rest = work_done(moments(page), steps)
    assert [*first, *rest] == all_work(steps)
    assert len(first) == len(rest)
    keys = [row.exercise for row in made.items]
    assert [op["item"] for op in sorted(journal(page), key=lambda op: op["at"])] == keys
    assert runner.back_online() == dict.fromkeys(keys, True)


def _until_rest(page: Page, at: int) -> Iterator[Seen]:
    for shown in moments(page):
        yield shown
        if (shown.phase, shown.at) == ("rest", at):
            return


def test_a_lift_warms_up_with_its_loads_rests_in_full_and_takes_longer_when_asked(begin, catalogue):
    made = lift_day(catalogue)
    runner = begin(made)
    page, steps = runner.page, told(runner.page)["steps"]
    squat = made.items[0]
    go(page)
    assert (seen(page).set, seen(page).digits) == (f"Warm-up set 1 of {len(squat.warm_up)}", str(squat.warm_up[0][1]))
    expect(page.locator("[data-dose]")).to_contain_text(f"{squat.warm_up[0][0]:g} kg")
    heavy = next(at for at, step in enumerate(steps) if step["kind"] == "rest" and step["seconds"] == squat.rest)
    first = work_done(_until_rest(page, heavy), steps)
    whole = seen(page).digits
    control(page, "more")
    assert _seconds(seen(page).digits) == _seconds(whole) + 15
    # The phone lies in the pocket for longer than the rest: it is over, and the next set waits for its tap.
    sleep(page, squat.rest + 60)
    assert (seen(page).phase, seen(page).at) == ("work", heavy + 1)
    rest = work_done(moments(page), steps)
    assert [*first, *rest] == all_work(steps)
    assert runner.back_online() == {row.exercise: True for row in made.items}
    expect(page.locator(".ended__hint")).to_be_visible()


def _seconds(shown: str) -> int:
    minutes, _, seconds = shown.rpartition(":")
    return 60 * int(minutes or 0) + int(seconds)


def test_jumps_have_full_rests_and_count_landings(begin, catalogue):
    made = plyometrics.block(jumper(catalogue), jump_plan())[0]
    runner = begin(made)
    page, steps = runner.page, told(runner.page)["steps"]
    shown = list(moments(page))
    assert work_done(iter(shown), steps) == all_work(steps)
    for at, step in enumerate(steps):
        if step["kind"] == "rest":
            assert len([one for one in shown if one.at == at]) == pytest.approx(step["seconds"], abs=2)
    keys = {step["key"] for step in steps}
    assert runner.back_online() == dict.fromkeys(keys, True)
