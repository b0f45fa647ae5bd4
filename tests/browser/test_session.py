"""The guided session, in a real Chromium with a clock that runs fast: whole sessions, offline, through sleep and death."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Live, new_phone
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
    spoken,
    told,
    until,
)
from tests.browser.phones import journal, ready
from tests.browser.runners import arrive, database, open_today, taps, ticked
from tests.domain.jumpers import jumper
from tests.domain.jumpers import plan as jump_plan
from tests.domain.lifters import COACHED, lifted, lifter, mastered
from tests.domain.lifters import session as lift_session
from tests.domain.mornings import morning
from tests.domain.test_circuits import circuit, somebody
from tests.sizes import FULL
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
HIP = Block("hip", "", (CLAMSHELL, HOLD, BRIDGE))
SECONDS = 300 if FULL else 10
LONG_MS = 50


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


def test_what_is_spoken_names_turns_counts_and_comes_on_time(begin):
    page = begin(HIP).page
    list(moments(page))
    said = page.evaluate("said")
    words = [one["text"] for one in said]
    assert words[:4] == ["Clamshell, Set 1 of 2, 12 reps, Left.", "3", "2", "1"]
    assert words.count("Switch sides. Right.") == 3
    assert "Rest. Next: Clamshell, Set 2 of 2, 12 reps, Left." in words
    assert words.count("Half way") == 7
    # A hold ends with its last three seconds, repetitions with the last three of them.
    hold = words.index("Single-leg balance, 30 seconds, Left.")
    assert words[hold : hold + 9] == [words[hold], "3", "2", "1", "Half way", "3", "2", "1", "Switch sides. Right."]
    assert words.count("Last three") == 5
    for before, after in pairwise(said):
        if (before["text"], after["text"]) in {("3", "2"), ("2", "1")}:
            assert after["at"] - before["at"] == pytest.approx(1000, abs=50)


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [("Names only", ["Clamshell, Left", "Right", "Clamshell, Left"]), ("Tones", []), ("Silent", [])],
)
def test_less_is_said_to_who_wants_less_and_the_choice_is_kept(begin, choice, wanted):
    runner = begin(HIP)
    page = runner.page
    control(page, "options")
    page.get_by_text(choice, exact=True).tap()
    page.get_by_role("button", name="Close").tap()
    until(page, lambda shown: shown.set == "Set 2 of 2" and shown.phase == "work")
    assert spoken(page) == wanted
    page.reload()
    control(page, "options")
    expect(page.get_by_label(choice, exact=True)).to_be_checked()


def test_a_phone_without_a_voice_falls_back_to_tones_that_are_really_heard(live, phone, page):
    person = arrive(live, phone)
    give(live, person, (HIP,))
    page.add_init_script(
        """Object.defineProperty(window, 'speechSynthesis', { value: undefined });
        window.tones = [];
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (at) {
            tones.push([this.frequency.value, this.context.state]);
            return start.call(this, at);
        };"""
    )
    page.clock.install()
    open_today(page)
    open_session(page)
    control(page, "options")
    expect(page.get_by_text("no English voice")).to_be_visible()
    page.get_by_role("button", name="Close").tap()
    go(page)
    page.wait_for_timeout(300)
    page.clock.run_for(12_500)
    assert [pitch for pitch, _ in page.evaluate("tones")][-4:] == [660, 660, 660, 990]
    assert page.evaluate("tones.at(-1)[1]") == "running"


def test_nothing_chirps_late_after_the_screen_was_dark(begin):
    page = begin(lift_like(rest=60)).page
    go(page)
    page.clock.run_for(2000)
    go(page)
    page.clock.run_for(2000)
    before = len(spoken(page))
    sleep(page, 120)
    page.clock.run_for(3000)
    assert spoken(page)[before:] == []
    assert seen(page).phase == "work"


def lift_like(rest: int) -> Block:
    row = Item("back-squat", 2, 5, "reps", 1, 2, 0, 900, "", rest=rest, rir=2, load=60.0)
    return Block("lift", "", (row,), "Lifting day 1")


def test_a_pause_stops_everything_and_goes_on_a_little_earlier(begin):
    page = begin(HIP).page
    go(page)
    until(page, lambda shown: shown.phase == "work" and shown.digits == "6")
    control(page, "pause")
    page.evaluate(
        """() => { window.timers = 0; const set = window.setTimeout;
            window.setTimeout = (...all) => { timers += 1; return set(...all); }; }"""
    )
    page.clock.run_for(600_000)
    assert page.evaluate("timers") == 0
    assert page.evaluate("document.querySelector('[data-fill]').getAnimations().length") == 0
    assert (seen(page).phase, seen(page).digits) == ("paused", "6")
    go(page)
    page.clock.run_for(100)
    assert seen(page).phase == "work"
    assert int(seen(page).digits) in (4, 5)


def test_repetitions_at_ones_own_pace_wait_for_a_tap_and_the_choice_is_kept(begin):
    page = begin(HIP).page
    control(page, "options")
    page.get_by_text("Repetitions at my own pace").tap()
    page.get_by_role("button", name="Close").tap()
    go(page)
    page.clock.run_for(120_000)
    assert (seen(page).phase, seen(page).digits, seen(page).unit) == ("work", "12", "reps")
    page.reload()
    page.locator("[data-stage][data-phase]").wait_for()
    page.clock.run_for(60_000)
    assert (seen(page).phase, seen(page).digits) == ("work", "12")
    go(page)
    assert seen(page).phase == "switch"


def test_what_is_skipped_is_not_ticked_and_can_be_done_after_all(begin):
    runner = begin(HIP)
    page = runner.page
    go(page)
    control(page, "skip")
    assert seen(page).name == "Single-leg balance"
    list(moments(page))
    expect(page.get_by_role("heading", name="Done for now")).to_be_visible()
    expect(page.locator("[data-sum]")).to_have_text("2 exercises, 2 min")
    page.get_by_role("button", name="Do what is left").tap()
    expect(page.locator("[data-name]")).to_have_text("Clamshell")
    assert seen(page).where == "1 of 1"
    list(moments(page))
    expect(page.get_by_role("heading", name="Done for today")).to_be_visible()
    assert runner.back_online() == {"clamshell": True, "single-leg-balance": True, "glute-bridge": True}
    assert taps(runner.live, runner.person) == 3


def test_who_skips_one_drill_after_the_run_skips_them_all(begin):
    drills = Block(
        "drill",
        "",
        (Item("a-march", 2, 20, "metres", 1, 1, 0, 60, ""), Item("a-skip", 2, 20, "metres", 1, 1, 1, 60, "")),
    )
    page = begin(drills, HIP).page
    expect(page.locator("[data-control=skip]")).to_have_text("Skip warm-up")
    control(page, "skip")
    assert seen(page).name == "Clamshell"


def test_a_load_that_is_found_ends_its_sets(begin):
    row = Item("back-squat", 5, 5, "reps", 1, 2, 0, 900, "", rest=120, rir=3, load=20.0, finding=True)
    runner = begin(Block("lift", "", (row,), "Lifting day 1"))
    go(runner.page)
    runner.page.clock.run_for(1000)
    control(runner.page, "found")
    expect(runner.page.get_by_role("heading", name="Done for today")).to_be_visible()
    assert [op["item"] for op in journal(runner.page)] == ["back-squat"]


def test_what_hurts_is_left_out_or_told_and_the_session_comes_back(begin):
    runner = begin(HIP, offline=False)
    page = runner.page
    go(page)
    until(page, lambda shown: shown.phase == "work")
    control(page, "hurts")
    assert seen(page).phase == "paused"
    page.get_by_role("button", name="Leave it out today").tap()
    expect(page.locator("[data-name]")).to_have_text("Single-leg balance")
    control(page, "hurts")
    page.get_by_role("link", name="Say where it hurts").tap()
    expect(page.get_by_role("heading", name="What hurts today?")).to_be_visible()
    page.get_by_role("button", name="Change today's list").or_(page.locator("form.form button").last).first.tap()
    page.wait_for_url("**/session")
    page.locator("[data-stage][data-phase]").wait_for()
    assert seen(page).phase != "over"


def test_the_end_asks_whether_anything_hurts_and_nothing_finishes(begin):
    runner = begin(HIP)
    page = runner.page
    list(moments(page))
    expect(page.get_by_role("heading", name="Does anything hurt?")).to_be_visible()
    expect(page.get_by_role("link", name="Something hurts")).to_have_attribute("href", "/today/report")
    expect(page.locator(".tick:checked")).to_have_count(3)
    page.get_by_role("link", name="Nothing hurts").tap()
    expect(page.locator(".today--done")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((name) => /^afterrun-session [^ ]+-/.test(name))") == []


def test_by_keyboard_alone_and_with_a_voice_that_does_not_chatter(begin):
    page = begin(HIP).page
    page.evaluate(
        """() => { window.heard = []; new MutationObserver(() => heard.push(document.querySelector('[data-said]').textContent))
            .observe(document.querySelector('[data-said]'), { childList: true, characterData: true, subtree: true }); }"""
    )
    page.keyboard.press(" ")
    page.clock.run_for(2000)
    assert seen(page).phase == "ready"
    page.keyboard.press(" ")
    page.clock.run_for(6000)
    assert seen(page).phase == "work"
    page.keyboard.press("ArrowRight")
    page.clock.run_for(1000)
    assert seen(page).phase == "switch"
    page.keyboard.press("ArrowLeft")
    assert seen(page).phase == "again"
    page.keyboard.press("Tab")
    names = []
    for _ in range(12):
        names.append(page.evaluate("document.activeElement.textContent.trim()"))
        page.keyboard.press("Tab")
    assert {"Sound and pace", "Floor mode", "Skip", "How", "Hurts"} <= set(names)
    said = page.evaluate("heard")
    assert len(said) <= 8
    assert any("Clamshell" in line for line in said)
    assert "Switch sides. Right. Tap to go on" in said


def test_without_motion_the_button_fills_step_by_step(live, chromium):
    with new_phone(chromium, live.url, reduced_motion="reduce") as phone:
        person = arrive(live, phone)
        give(live, person, (HIP,))
        page = phone.new_page()
        page.clock.install()
        open_today(page)
        open_session(page)
        go(page)
        page.clock.run_for(6000)
        lengths = page.evaluate("document.getAnimations().map((one) => one.effect.getTiming().duration)")
        assert [length for length in lengths if length > 1] == []
        filled = page.evaluate("Number(document.querySelector('[data-fill]').style.transform.slice(7, -1))")
        assert filled == pytest.approx(0.5, abs=0.1)
        expect(page.locator(".stage__figure:not([hidden]) > .figure--still")).to_be_visible()
        expect(page.locator(".stage__figure:not([hidden]) > .figure--moving")).to_be_hidden()


def test_what_was_ticked_before_is_left_out_also_when_only_the_phone_knows(begin):
    runner = begin(HIP)
    page = open_today(runner.page)
    page.locator(".item__tap").first.tap()
    page.clock.run_for(1000)
    open_session(page)
    assert (seen(page).name, seen(page).where) == ("Single-leg balance", "1 of 2")


def test_the_screen_stays_on_or_the_session_says_that_it_may_not(live, phone, page):
    person = arrive(live, phone)
    give(live, person, (HIP,))
    page.add_init_script(
        """window.locks = []; window.refuse = false;
        Object.defineProperty(navigator, 'wakeLock', { value: { request: async (kind) => {
            if (refuse) throw new Error('low battery');
            const lock = { kind, released: false, release: async () => { lock.released = true; } };
            locks.push(lock);
            return lock;
        } } });"""
    )
    page.clock.install()
    open_today(page)
    open_session(page)
    assert page.evaluate("locks.length") == 0
    go(page)
    page.clock.run_for(1000)
    assert page.evaluate("locks.map((lock) => lock.released)") == [False]
    control(page, "pause")
    assert page.evaluate("locks.map((lock) => lock.released)") == [True]
    go(page)
    page.clock.run_for(1000)
    page.evaluate("locks.at(-1).released = true")  # as the system does when the app is hidden
    sleep(page, 1)
    page.clock.run_for(1000)
    assert page.evaluate("locks.at(-1).released") is False
    expect(page.get_by_text("Your screen may go dark")).to_be_hidden()
    page.evaluate("refuse = true; locks.at(-1).released = true")
    sleep(page, 1)
    expect(page.get_by_text("Your screen may go dark")).to_be_visible()


def test_without_a_script_the_list_can_be_ticked(live, chromium):
    with new_phone(chromium, live.url, java_script_enabled=False) as phone:
        person = arrive(live, phone)
        give(live, person, (HIP,))
        page = phone.new_page()
        page.goto("/session")
        expect(page.get_by_role("heading", name="Clamshell")).to_be_visible()
        page.get_by_role("link", name="Tick it on the list").tap()
        page.get_by_role("button", name="Tick Clamshell").tap()
        expect(page.get_by_role("button", name="Untick Clamshell")).to_be_visible()


def test_the_figure_moves_only_while_you_work_and_is_mirrored_for_the_left(begin):
    page = begin(HIP).page
    moving, still = (page.locator(f".stage__figure:not([hidden]) > .figure--{kind}") for kind in ("moving", "still"))
    expect(still).to_be_visible()
    expect(moving).to_be_hidden()
    until(page, lambda shown: shown.phase == "work" and shown.side == "Left")
    expect(moving).to_be_visible()
    expect(moving).to_have_css("scale", "-1 1")
    expect(still).to_be_hidden()
    control(page, "pause")
    expect(still).to_be_visible()
    expect(still).to_have_css("scale", "-1 1")
    expect(moving).to_be_hidden()
    control(page, "pause")
    until(page, lambda shown: shown.phase == "work" and shown.side == "Right")
    expect(moving).to_have_css("scale", "none")


def test_nothing_moves_before_the_start_and_a_button_stops_the_picture_for_good(live, phone, page):
    person = arrive(live, phone)
    give(live, person, (HIP,))
    open_today(page)
    open_session(page)
    assert _pictures(page) == 1
    go(page)
    page.wait_for_timeout(500)
    go(page)
    page.locator("[data-phase=lead], [data-phase=work]").wait_for()
    assert _pictures(page) > 1
    hold = page.locator(".stage__figure:not([hidden]) .stage__hold")
    expect(hold).to_have_accessible_name("Hold the picture still")
    hold.focus()
    page.keyboard.press("Enter")
    expect(hold).to_have_attribute("aria-pressed", "true")
    assert _pictures(page) == 1
    assert seen(page).phase in ("lead", "work")
    page.reload()
    go(page)
    page.locator("[data-phase=lead], [data-phase=work]").wait_for()
    assert _pictures(page) == 1
    control(page, "options")
    expect(page.get_by_label("Hold the picture still").last).to_be_checked()
    page.get_by_text("Hold the picture still").last.tap()
    page.get_by_role("button", name="Close").tap()
    page.locator("[data-phase=lead], [data-phase=work]").wait_for()
    assert _pictures(page) > 1


def _pictures(page: Page) -> int:
    """How many different ones are seen in a second and a half."""
    shown = page.locator(".stage__figure:not([hidden])")
    return len({shown.screenshot() for _ in range(5) if not page.wait_for_timeout(300)})


OPENED = """
    window.opened = [];
    window.AudioContext = class extends AudioContext {
        constructor() {
            performance.mark('opening');
            super();
            opened.push([document.querySelector('[data-stage]').dataset.phase, window.event?.type ?? '']);
        }
    };"""


def test_no_long_task_and_nothing_moves_but_by_transform(live, phone, chromium, page, figure, catalogue):
    """Tasks by the time the processor spent on them: on a busy machine others' work lengthens them by the clock."""
    person = arrive(live, phone)
    give(live, person, hip_day(catalogue))
    open_today(page)
    page.add_init_script(OPENED)
    open_session(page)
    page.wait_for_timeout(1000)
    phone.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    chromium.start_tracing(page=page, categories=["toplevel", "blink.user_timing"])
    go(page)
    page.wait_for_timeout(1000 * SECONDS)
    tasks, opening = main_tasks(json.loads(chromium.stop_tracing()), "opening")
    figure(
        f"guided session, {SECONDS} s on a phone four times as slow: longest of {len(tasks)} tasks"
        f" {[round(task) for task in tasks[:5]]} ms, beside {opening[0]:.0f} ms for the loudspeaker"
    )
    moved = page.evaluate(
        "document.getAnimations().flatMap((one) => one.effect.getKeyframes().flatMap((frame) => Object.keys(frame)))"
    )
    assert set(moved) - {"offset", "computedOffset", "easing", "composite"} <= {"transform", "opacity"}
    assert seen(page).phase in ("lead", "work", "switch", "rest", "ready")
    # The tap was painted before the loudspeaker is opened, for which the browser starts a process of its own.
    assert page.evaluate("opened") == [["ready", ""]]
    assert tasks[0] <= LONG_MS


def main_tasks(trace: dict, mark: str) -> tuple[list[float], list[float]]:
    """Milliseconds of processor time of each task on a page's main thread, the longest first; those that set a mark
    apart."""
    events = trace["traceEvents"]
    main = {
        (e["pid"], e["tid"]) for e in events if e["name"] == "thread_name" and e["args"]["name"] == "CrRendererMain"
    }
    ran = [e for e in events if e["name"] == "ThreadControllerImpl::RunTask" and (e["pid"], e["tid"]) in main]
    marks = [e["ts"] for e in events if e["name"] == mark]
    found: dict[bool, list[float]] = {False: [], True: []}
    for e in ran:
        found[any(0 <= at - e["ts"] <= e["dur"] for at in marks)].append(e.get("tdur", 0) / 1000)
    return sorted(found[False], reverse=True), sorted(found[True], reverse=True)
