"""Progress: what it shows to somebody new and to those with weeks of each kind of work behind them; what it costs."""

import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event

from tests.web.cast import Player
from tests.web.handmade import CIRCUIT, HIP, LIFT, given, lift_row
from tests.web.runners import SPRAIN, engine_of, runner
from webapp.actions import days
from webapp.actions.checks import Tap, check_off
from webapp.domain.profile import Wishes
from webapp.domain.sheet import Block, Gate, Item, Report
from webapp.domain.standing import Circuits, Jumps, Lift, Placed, Standing
from webapp.domain.standing import Tested as Latest
from webapp.store import people, sheets
from webapp.store.engine import reading, writing

QUERIES = 8


@pytest.fixture
def anna(app, now):
    return runner(app, now)


def kept(app, player, catalogue, now, days_back: int, share: float = 1.0) -> None:
    """The runner opens that day and ticks a share of its list."""
    then = now - timedelta(days=days_back)
    with writing(engine_of(app)) as session:
        opened = days.open_day(session, catalogue, player.person, then)
        keys = [key for row in opened.sheet.items for key in row.keys]
        ticks = [Tap(str(uuid4()), str(opened.today), key, True) for key in keys[: round(len(keys) * share)]]
        check_off(session, catalogue, player.person, ticks, then)


def squares(page: str) -> list[str]:
    calendar = page.partition('class="calendar"')[2].partition("</svg>")[0]
    return re.findall(r'class="heat heat--(\d)', calendar)


def test_somebody_new_reads_a_kind_sentence(anna):
    page = anna.client.get("/progress").text
    assert "Start with today." in page
    assert set(squares(page)) == {"0"}


def test_a_week_is_days_kept_of_days_asked(app, anna, catalogue, now):
    for back in (8, 7, 6, 5, 4):
        kept(app, anna, catalogue, now, back)
    page = anna.client.get("/progress").text
    assert "5 of 6 in the week of 9 November." in page
    assert "You kept 5 days last week." in page


def test_the_calendar_shows_how_much_of_each_day_was_done(app, anna, catalogue, now):
    kept(app, anna, catalogue, now, 2, share=1)
    kept(app, anna, catalogue, now, 1, share=0.5)
    kept(app, anna, catalogue, now, 0, share=0.25)
    assert squares(anna.client.get("/progress").text)[-3:] == ["3", "2", "1"]


def test_a_day_missed_takes_nothing_away(app, anna, catalogue, now):
    kept(app, anna, catalogue, now, 2)
    page = anna.client.get("/progress").text
    assert re.search(r'card__figure">1 <small>of 2 days', page)
    assert "a missed one takes nothing away" in page


def test_every_drawing_is_a_table_too(app, anna, catalogue, now):
    kept(app, anna, catalogue, now, 0)
    page = anna.client.get("/progress").text
    assert page.count("<table") == page.count('role="img"') == 3
    assert "1 of 1" in page
    assert "Wednesday 18 November</th><td>All of it" in page


def test_the_gate_says_what_is_done_and_what_is_missing(app, anna, catalogue, now):
    for back in (3, 2, 1):
        kept(app, anna, catalogue, now, back)
    with writing(engine_of(app)) as session:
        gate = days.open_day(session, catalogue, anna.person, now).sheet.gate
    page = anna.client.get("/progress").text
    assert gate.done == 3
    assert re.search(rf"{gate.done} <small>of {gate.needed} days done", page)
    for thing in gate.missing:
        assert thing[1:] in page


def test_looking_costs_few_queries_however_long_the_history(app, anna, catalogue, now):
    for back in range(40, 0, -1):
        kept(app, anna, catalogue, now, back, share=0.5)
    asked = []
    event.listen(engine_of(app), "before_cursor_execute", lambda *call: asked.append(call[2]))
    assert anna.client.get("/progress").status_code == 200
    selects = [statement for statement in asked if statement.lstrip().upper().startswith("SELECT")]
    assert 0 < len(selects) <= QUERIES


def test_looking_opens_no_day(app, anna, now):
    anna.client.get("/progress")
    with writing(engine_of(app)) as session:
        assert days.opened_day(session, anna.person, now) is None


def test_a_stranger_has_no_progress(client):
    assert client.get("/progress").location == "/"


def test_nobody_sees_the_days_of_another(app, now, anna, catalogue):
    kept(app, anna, catalogue, now, 0)
    assert set(squares(runner(app, now).client.get("/progress").text)) == {"0"}


TODAY = date(2026, 11, 18)
GYM = frozenset({"barbell", "rack", "dumbbell"})
COACHED = Wishes("barbell", True, coached=("back-squat",))


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def somebody(app, now, *blocks: Block, phase: int = 3, sheet: dict | None = None, answers: dict | None = None, **known):
    """Who stands where `known` says, with today's sheet of these blocks."""
    player = runner(app, now, **(answers or {"wishes": COACHED, "kit": GYM}))
    standing = Standing(ago(200), phase=phase, **known)
    made = given(app, player, now, HIP, *blocks, standing=standing, **(sheet or {}))
    with writing(engine_of(app)) as session:
        stored = sheets.Stored(replace(made, phase=phase), standing)
        assert sheets.replace(session, player.person.id, stored, made.revision, now)
    return player


def progress(player: Player) -> str:
    return player.client.get("/progress").text


def card(page: str, heading: str) -> str:
    """The text of one card, without its markup."""
    found = next((part for part in page.split("<section")[1:] if f'id="{heading}"' in part), "")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.partition(">")[2].partition("</section>")[0])).strip()


def labels(page: str) -> str:
    return " ".join(re.findall(r'role="img" aria-label="([^"]*)"', page))


SQUATS = {"back-squat": Lift(62.5, True, ago(2), reps=5, rir=2, estimate=75.0)}


def test_only_what_is_done_is_shown(app, anna, catalogue, now):
    kept(app, anna, catalogue, now, 0)
    page = progress(anna)
    assert card(page, "road")
    assert [card(page, name) for name in ("circuits", "jumps", "pain", "tests")] == [""] * 4
    assert 'id="lift-' not in page


def test_the_road_says_where_one_is_and_what_comes(app, anna, catalogue, now):
    kept(app, anna, catalogue, now, 0)
    page = progress(anna)
    assert "Phase 1 of 3" in card(page, "road")
    assert "You are in phase 1 of 3, Injury prevention. Ahead: General strength. Then: Lifting or jumps." in labels(
        page
    )
    assert 'href="/week#road"' in page


def test_a_phase_chosen_to_stay_in_is_a_fine_place(app, now):
    player = somebody(app, now, phase=2, answers={"stay": 2})
    assert "You chose to stay here for now." in card(progress(player), "road")


@pytest.mark.parametrize(
    ("wishes", "name"),
    [
        (Wishes("barbell", True), "Lifting and jumps"),
        (Wishes("machines"), "Lifting"),
        (Wishes("no", True), "Jumps"),
        (Wishes(), "Lifting or jumps"),
    ],
)
def test_the_last_phase_has_the_name_of_what_is_wished_for(app, now, wishes, name):
    player = somebody(app, now, phase=2, answers={"wishes": wishes})
    assert f"Ahead: {name}." in labels(progress(player))


BEFORE_MASTERY = (Gate(2, True, 10, 10), Gate(3, False, 9, 12, missing=("3 more circuit sessions",)))


def test_the_gate_to_lifting_counts_circuits_and_its_conditions_stand_below(app, now):
    player = somebody(app, now, phase=2, sheet={"gates": BEFORE_MASTERY}, circuits=Circuits(5, done=9))
    page = progress(player)
    assert "9 of 12 circuits done" in card(page, "road")
    assert "Still missing" not in card(page, "road")
    assert "3 more circuit sessions." in card(page, "circuits")


def test_circuits_say_their_week_and_what_was_done_this_week(app, now):
    log = tuple(Placed(ago(back), "circuit", back != 2, back == 1, week=5) for back in (9, 2, 1))
    player = somebody(app, now, phase=2, circuits=Circuits(5, True, 9), sessions=log)
    page = card(progress(player), "circuits")
    assert "Week 5 of 8" in page
    assert "This is a lighter week" in page
    assert "1 circuit done this week." in page
    assert "Tuesday 17 November Week 5: every rep" in page
    assert "Monday 16 November Week 5: not done" in page


def test_todays_circuit_counts_as_soon_as_it_is_done(app, now, catalogue):
    player = somebody(app, now, CIRCUIT, phase=2)
    assert "None done yet this week." in card(progress(player), "circuits")
    taps = [Tap(str(uuid4()), str(TODAY), row.exercise, True) for row in CIRCUIT.items]
    with writing(engine_of(app)) as session:
        check_off(session, catalogue, player.person, taps, now)
    assert "1 circuit done this week." in card(progress(player), "circuits")


def test_mastered_circuits_say_since_when(app, now):
    player = somebody(app, now, circuits=Circuits(8, done=19), mastered_on=ago(20))
    page = card(progress(player), "circuits")
    assert "Mastered Since 29 October, after 19 circuits." in page
    assert "Until circuits are mastered" not in page


def lifter(app, now, **sheet) -> Player:
    """Squats twice: 50 kg eight days ago, 60 kg two days ago, as the days between have it."""
    player = somebody(app, now, LIFT, lifts=SQUATS, path_week=5, sheet=sheet)
    before = ((8, 50.0, 15, 57.5), (2, 60.0, 8, 60.0))
    with writing(engine_of(app)) as session:
        made = sheets.newest(session, player.person.id)
        for back, load, done, estimate in before:
            lifts = {"back-squat": Lift(load, True, ago(done), estimate=estimate)}
            then = sheets.Stored(replace(made.sheet, day=ago(back)), replace(made.standing, lifts=lifts))
            assert sheets.insert(session, player.person.id, then, now)
    return player


def test_a_lift_shows_its_load_its_change_and_about_one_repetition(app, now):
    page = progress(lifter(app, now))
    text = card(page, "lift-back-squat")
    assert text.startswith("Back squat 60 kg 10 kg more than on 3 November. About 75 kg would go once")
    assert "Back squat: from 50 kg on 3 November to 60 kg on 16 November, in 3 sessions." in labels(page)
    assert "10 November 50 kg 60 kg" in text


def test_under_eighteen_no_word_of_one_repetition(app, now):
    page = progress(lifter(app, now, blocked=("e1rm",)))
    assert "60 kg" in card(page, "lift-back-squat")
    assert "would go once" not in page
    assert "for one" not in page


def test_the_next_ladder_comes_with_its_plates(app, now):
    page = progress(lifter(app, now))
    assert "Warm-up set: 25 kg, 5 reps, 2.5 on each side." in labels(page)
    assert "Your sets: 60 kg, 5 reps, 20 on each side." in labels(page)
    assert "47.5 kg 2 10, 2.5, 1.25" in card(page, "lift-back-squat")


def test_pounds_for_those_who_use_them(app, now):
    player = lifter(app, now)
    with writing(engine_of(app)) as session:
        people.set_units(session, player.person.id, people.IMPERIAL)
    page = progress(player)
    assert card(page, "lift-back-squat").startswith("Back squat 132.5 lb 22 lb more")
    assert "About 165 lb would go once" in card(page, "lift-back-squat")
    assert " kg" not in card(page, "lift-back-squat")


def test_a_lift_without_weights_counts_its_reps(app, now):
    lifts = {"split-squat": Lift(0, False, ago(2), reps=12)}
    player = somebody(app, now, lifts=lifts, answers={"wishes": Wishes("single-leg")})
    assert card(progress(player), "lift-split-squat").startswith("Split squat 12 reps, body weight")


def test_a_load_still_looked_for_is_not_told(app, now):
    finding = Block("lift", "", (lift_row("back-squat", 5, 5, load=20.0, finding=True, rir=3),), week=1)
    player = somebody(app, now, finding, lifts=SQUATS)
    assert "Its load is found next time" in card(progress(player), "lift-back-squat")


def test_jumps_show_landings_against_the_most_of_the_level(app, now):
    log = (
        Placed(ago(9), "plyo", True, level=1, contacts=50),
        Placed(ago(5), "plyo", False, level=1, contacts=60),
    )
    page = progress(somebody(app, now, sessions=log, jumps=Jumps(2)))
    assert "Level 2 of 4 60 landings in the latest session; 60 are the most at level 1." in card(page, "jumps")
    assert "50 of 60 at most on 9 November. 60 of 60 at most on 13 November, not done." in labels(page)


def test_todays_jumps_are_asked_for_until_they_are_done(app, now):
    jumps = Block("plyo", "", (Item("pogo-jump", 3, 10, "contacts", 1, 1, 2, 200, "", contacts=40),), level=1)
    assert "18 November 40, not done" in card(progress(somebody(app, now, jumps)), "jumps")


def test_pain_is_told_by_place_with_its_limit(app, now, catalogue):
    report = Report((("achilles", 4),), ("ankle",))
    player = somebody(app, now, sheet={"report": report})
    with writing(engine_of(app)) as session:
        check_off(session, catalogue, player.person, [Tap(str(uuid4()), str(TODAY), "clamshell", True, pain=1)], now)
    page = progress(player)
    assert "4 of 10 on 18 November, above the limit." in labels(page)
    assert "Clamshell, fine up to 3: 1 of 10 on 18 November." in labels(page)
    assert "Ankle 18 November sharp, above the limit of 3" in card(page, "pain")


def test_whoever_was_hurt_and_tells_of_no_pain_reads_that(app, now):
    player = somebody(app, now, answers={"injuries": (SPRAIN,)})
    assert "None told" in card(progress(player), "pain")


def test_the_test_shows_each_line_and_when_it_comes_again(app, now):
    tests = {"push-up": Latest(ago(4), 9, False, 1), "prisoner-squat": Latest(ago(4), 25, True)}
    page = progress(somebody(app, now, phase=2, tests=tests))
    assert "1 of 7 passed The next try comes from Saturday 28 November." in card(page, "tests")
    assert "Push-up: 9 of 12, not yet. " in labels(page)
    assert "Front plank: the target is 60 s. " in labels(page)
    assert 'href="/tests"' in page


def test_a_line_left_out_for_safety_or_kit_says_so(app, now):
    page = progress(somebody(app, now, phase=2, tests={"push-up": Latest(ago(4), 0, True)}))
    assert "Push-up 12 Not asked, counts as passed" in card(page, "tests")


def test_the_tests_of_jumps_stand_with_those_who_jump(app, now):
    assert "for jump level 2" in card(progress(somebody(app, now)), "tests")
    assert "for jump level" not in card(progress(somebody(app, now, phase=2)), "tests")


def test_every_drawing_says_what_it_shows_and_holds_no_style(app, now):
    page = progress(lifter(app, now, report=Report((("achilles", 4),))))
    drawings = [tag for tag in re.findall(r"<svg[^>]*>", page) if "icon" not in tag]
    spoken = [tag for tag in drawings if 'role="img"' in tag]
    assert all(re.search(r'aria-label="[^"]{10,}"', tag) for tag in spoken)
    assert len(spoken) >= 7
    assert " style=" not in page


def test_a_lifter_costs_no_more_queries(app, now):
    player, asked = lifter(app, now, report=Report((("achilles", 4),))), []
    event.listen(engine_of(app), "before_cursor_execute", lambda *call: asked.append(call[2]))
    progress(player)
    assert 0 < len([statement for statement in asked if "SELECT" in statement.upper()]) <= QUERIES


def test_a_lift_of_one_session_has_no_curve(app, now):
    player = somebody(app, now, lifts=SQUATS)
    with reading(engine_of(app)) as session:
        assert len(sheets.days(session, player.person.id)) == 1
    assert "Back squat: from" not in labels(progress(player))
