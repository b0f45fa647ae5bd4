"""Today: who sees it, what is on it, and ticking it with and without htmx."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from tests.web.cast import browser, newcomer
from tests.web.handmade import CIRCUIT, DRILLS, HIP, JUMPS, LIFT, TEST, given
from tests.web.runners import SPRAIN, TIGHT_CALVES, engine_of, opened, runner
from webapp.domain.sheet import Report
from webapp.store import people
from webapp.store.engine import writing
from webapp.web.words import dose

HX = {"HX-Request": "true"}


@pytest.fixture
def anna(app, now):
    """A runner with a sprained ankle and tight calves, who has opened today's list."""
    player = runner(app, now, injuries=(SPRAIN, TIGHT_CALVES))
    assert player.client.get("/today").status_code == 200
    return player


@pytest.fixture
def bert(app, now):
    """A runner without injuries, who has opened today's list."""
    player = runner(app, now)
    assert player.client.get("/today").status_code == 200
    return player


def tick(player, key, done=True, day="2026-11-18", **more):
    form = {"key": key, "op": str(uuid4()), "done": "1" if done else "0"} | more.pop("form", {})
    return player.client.post(f"/days/{day}/checks", data=form, **more)


def ticked(app, player, now):
    return {key for key, check in opened(app, player, now).checks.items() if check.done}


def test_a_stranger_is_sent_to_the_welcome(client):
    answer = client.get("/today")
    assert (answer.status_code, answer.location) == (303, "/")


def test_somebody_who_has_just_begun_goes_on_with_the_questions(app, now):
    answer = newcomer(app, now).client.get("/today")
    assert (answer.status_code, answer.location) == (303, "/start/age")


def test_the_list_shows_every_exercise_with_its_dose_and_reason(app, anna, catalogue, now):
    page = anna.client.get("/today").text
    items = opened(app, anna, now).sheet.items
    assert len(items) > 4
    for item in items:
        assert catalogue.exercises[item.exercise].name in page
        assert dose(item).partition(" each")[0] in re.sub(r"<[^>]+>", "", page)
    assert "because: left ankle sprain" in page


def test_work_of_several_times_a_day_has_a_box_for_each(anna):
    page = anna.client.get("/today").text
    for slot in ("morning", "after-run", "evening"):
        assert f'value="calf-stretch-straight@{slot}"' in page


def test_the_day_its_reason_and_the_gate_stand_on_top(app, bert, now):
    page = bert.client.get("/today").text
    assert "Wednesday 18 November" in page
    assert "0 of 10 days done" in page
    assert 'href="/week#road"' in page
    assert opened(app, bert, now).sheet.reason in page


def test_night_bone_pain_shows_what_is_closed_whom_to_see_and_what_is_still_fine(app, now):
    page = runner(app, now, screen={"q07": True}).client.get("/today").text
    assert "stress injury of the bone" in page
    assert "Who to see:" in page
    assert "Still fine today:" in page


def test_an_emergency_is_the_whole_screen(app, now):
    page = runner(app, now, screen={"q01": "now"}).client.get("/today").text
    assert "Please get help now" in page
    assert 'href="tel:112"' in page
    assert "<tick-row" not in page
    assert "Done as written" not in page


def test_a_tick_stays_ticked(app, bert, now):
    answer = tick(bert, "clamshell")
    assert (answer.status_code, answer.location) == (303, "/today#row-clamshell")
    assert ticked(app, bert, now) == {"clamshell"}
    assert 'aria-label="Untick Clamshell"' in bert.client.get("/today").text


def test_a_tick_is_taken_back_the_same_way(app, bert, clock, now):
    tick(bert, "clamshell")
    clock.forward(seconds=1)
    tick(bert, "clamshell", done=False)
    assert ticked(app, bert, now) == set()


def test_htmx_gets_the_row_and_the_lap_and_nothing_more(bert):
    answer = tick(bert, "clamshell", headers=HX)
    assert answer.status_code == 200
    assert answer.text.count("<tick-row") == 1
    assert 'id="lap" hx-swap-oob="true"' in answer.text
    assert 'aria-label="1 of 4 done"' in answer.text
    assert "<html" not in answer.text


def test_the_same_op_twice_is_one_tick(app, bert, now):
    op = {"op": str(uuid4())}
    assert tick(bert, "clamshell", form=op).status_code == 303
    assert tick(bert, "clamshell", form=op, done=False).status_code == 303
    assert ticked(app, bert, now) == {"clamshell"}


@pytest.mark.parametrize(
    ("key", "day", "status"),
    [
        ("no-such-exercise", "2026-11-18", 422),
        ("clamshell@noon", "2026-11-18", 422),
        ("", "2026-11-18", 422),
        ("clamshell", "2026-11-19", 422),
        ("clamshell", "2026-11-03", 422),
        ("clamshell", "2026-02-30", 404),
        ("clamshell", "yesterday", 404),
        ("clamshell", "20261118", 404),
        ("clamshell", "2026-W47-3", 404),
    ],
)
def test_a_tick_that_cannot_be_is_refused_and_changes_nothing(app, bert, now, key, day, status):
    assert tick(bert, key, day=day).status_code == status
    assert tick(bert, key, day=day, headers=HX).status_code == status
    assert ticked(app, bert, now) == set()


@pytest.mark.parametrize("form", [{"op": "1"}, {"amount": "ten"}, {"amount": "5000"}, {"pain": "11"}, {"load": "nan"}])
def test_details_that_make_no_sense_are_refused(app, bert, now, form):
    assert tick(bert, "clamshell", form=form).status_code == 422
    assert ticked(app, bert, now) == set()


def test_fourteen_days_back_can_still_be_ticked(app, bert, now):
    assert tick(bert, "clamshell", day="2026-11-04").status_code == 303
    assert tick(bert, "clamshell", day="2026-11-04", headers=HX).status_code == 204


def test_nobody_ticks_for_somebody_else(app, anna, bert, now):
    tick(anna, "clamshell")
    assert ticked(app, bert, now) == set()
    assert browser(app).post("/days/2026-11-18/checks", data={}).status_code == 303


def test_done_as_written_ticks_what_is_due_after_the_run(app, anna, now):
    anna.client.post("/days/2026-11-18/done", data={"batch": str(uuid4())})
    boxes = {key for item in opened(app, anna, now).sheet.items for key in item.keys}
    assert ticked(app, anna, now) == {key for key in boxes if "@" not in key or key.endswith("@after-run")}
    assert "Done for today" in anna.client.get("/today").text


def test_undo_takes_back_just_what_done_as_written_has_set(app, anna, clock, now):
    tick(anna, "clamshell")
    batch = str(uuid4())
    answer = anna.client.post("/days/2026-11-18/done", data={"batch": batch})
    assert f'name="batch" value="{batch}"' in anna.client.get(answer.location).text
    clock.forward(seconds=8)
    anna.client.post("/days/2026-11-18/undo", data={"batch": batch})
    assert ticked(app, anna, now) == {"clamshell"}


def test_undo_twice_or_of_nothing_does_no_harm(app, bert, clock, now):
    batch = str(uuid4())
    bert.client.post("/days/2026-11-18/done", data={"batch": batch})
    for _ in range(2):
        clock.forward(seconds=1)
        bert.client.post("/days/2026-11-18/undo", data={"batch": batch})
        bert.client.post("/days/2026-11-18/undo", data={"batch": str(uuid4())})
    assert ticked(app, bert, now) == set()
    assert bert.client.post("/days/2026-11-18/undo", data={"batch": "x"}).status_code == 400


def test_done_as_written_of_a_day_without_a_list_is_no_page(bert):
    assert bert.client.post("/days/2026-11-17/done", data={"batch": str(uuid4())}).status_code == 404


def test_short_on_time_shows_the_short_version_and_stays_in_it(app, bert, now):
    short = opened(app, bert, now).sheet.short[0]
    page = bert.client.get(f"/today?short={short.minutes}").text
    assert page.count("<tick-row") == len(short.items)
    answer = tick(bert, short.items[0].keys[0], form={"short": str(short.minutes)})
    assert answer.location.startswith(f"/today?short={short.minutes}#")


def test_a_short_version_there_is_not_is_the_whole_list(app, bert, now):
    whole = len(opened(app, bert, now).sheet.items)
    for text in ("7", "", "0", "5' or 1=1", "-5"):
        assert bert.client.get("/today", query_string={"short": text}).text.count("<tick-row") == whole


def test_the_finished_day_looks_ahead(bert):
    bert.client.post("/days/2026-11-18/done", data={"batch": str(uuid4())})
    part = bert.client.get("/today/tomorrow", headers=HX).text
    assert "That makes 1 of 10 days done." in part
    assert "Tomorrow:" in part
    assert part.strip() in bert.client.get("/today").text
    assert bert.client.get("/today/tomorrow").location == "/today"


def test_what_a_report_changed_is_said_on_the_list(app, anna, now):
    anna.client.post("/today/report", data={"pain-ankle": "7"})
    assert opened(app, anna, now).sheet.report == Report(pain=(("ankle", 7),))
    assert "Changed by what you reported today" in anna.client.get("/today").text


def test_small_questions_come_only_after_the_first_tick(bert):
    assert "/later" not in bert.client.get("/today").text
    tick(bert, "clamshell")
    assert "/later" in bert.client.get("/today").text


def test_no_injury_stands_in_an_address_of_the_list(anna):
    addresses = re.findall(r'(?:href|action|hx-post|hx-get)="([^"]*)"', anna.client.get("/today").text)
    assert len(addresses) > 10
    assert not [address for address in addresses if "sprain" in address or "calf?" in address or "injur" in address]


def plain(page):
    """The words of a page, without its markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_circuit_says_its_week_its_rounds_and_its_reason_once(app, now):
    player = runner(app, now)
    given(app, player, now, DRILLS, HIP, CIRCUIT)
    page = plain(player.client.get("/today").text)
    assert "Warm-up drills" in page
    assert "Circuit A, body weight 10 min Week 5 of 8 · 2 rounds, 20 s rest, 90 s between rounds" in page
    assert page.count("2 rounds") == 1
    assert "Hard, with the last rep as clean as the first." in page
    assert "Thursday is easy and two days after the last one." in page


def test_the_blocks_stand_in_the_order_of_the_sheet(app, now):
    player = runner(app, now)
    given(app, player, now, DRILLS, HIP, LIFT)
    page = player.client.get("/today").text
    assert re.findall(r'id="part-(\w+)"', page) == ["drill", "hip", "lift"]


def test_a_lift_says_its_load_what_to_leave_and_the_sets_before(app, now):
    player = runner(app, now)
    given(app, player, now, LIFT)
    page = plain(player.client.get("/today").text)
    assert "3 × 5 60 kg stop with 2 left Warm up with 25 kg × 5, 35 kg × 4, 47.5 kg × 2" in page
    assert "Week 5 of 20 · rest 3 min between sets" in page


def test_pounds_are_said_to_whoever_thinks_in_pounds(app, now):
    player = runner(app, now)
    given(app, player, now, LIFT)
    with writing(engine_of(app)) as session:
        people.set_units(session, player.person.id, people.IMPERIAL)
    page = plain(player.client.get("/today").text)
    assert "3 × 5 132.5 lb" in page
    assert " kg" not in page


@pytest.mark.parametrize(("week_kind", "said"), [("deload", "Lighter week"), ("return", "Easing back in")])
def test_less_than_a_normal_session_says_so(app, now, week_kind, said):
    player = runner(app, now)
    given(app, player, now, JUMPS, week_kind=week_kind)
    page = plain(player.client.get("/today").text)
    assert f"{said} Level 1" in page
    assert "3 × 10 landings" in page


def test_done_as_written_leaves_tests_to_the_runner(app, now):
    player = runner(app, now)
    given(app, player, now, DRILLS, HIP, TEST)
    player.client.post("/days/2026-11-18/done", data={"batch": str(uuid4())})
    assert ticked(app, player, now) == {"clamshell", "leg-swing-front-back", "a-march", "a-skip"}
    page = player.client.get("/today").text
    assert 'aria-label="4 of 8 done"' in page
    assert page.count('href="/tests"') == 1


def test_a_test_can_be_ticked_by_itself_and_has_a_place_of_its_own(app, now):
    player = runner(app, now)
    given(app, player, now, HIP, TEST)
    answer = tick(player, "prisoner-squat@test")
    assert answer.location == "/today#row-prisoner-squat-test"
    page = player.client.get("/today").text
    assert 'id="row-prisoner-squat-test"' in page
    assert 'href="/exercises/prisoner-squat?day=2026-11-18&amp;slot=test"' in page
    assert ticked(app, player, now) == {"prisoner-squat@test"}


def test_every_form_has_an_op_of_its_own_each_time(anna, bert):
    pages = [player.client.get("/today").text for player in (anna, anna, bert)]
    pages.append(tick(bert, "clamshell", headers=HX).text)
    ops = re.findall(r'name="op" value="([^"]*)"', "".join(pages))
    assert len(ops) == len(set(ops)) > 20
    assert all(UUID(op).version == 4 for op in ops)


def test_a_row_is_shown_as_it_stands_for_each_of_two_runners(app, now):
    one, other = runner(app, now), runner(app, now)
    for player in (one, other):
        given(app, player, now, HIP)
    tick(one, "clamshell")
    assert "Untick Clamshell" in one.client.get("/today").text
    assert "Untick Clamshell" not in other.client.get("/today").text


def statements(app, work):
    """The statements that ran while `work` was done; what begins and ends a transaction is not counted."""
    seen = []
    note = lambda conn, cursor, statement, *rest: seen.append(statement)  # noqa: E731
    event.listen(engine_of(app), "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(engine_of(app), "before_cursor_execute", note)
    return [statement for statement in seen if statement.split()[0] in ("SELECT", "INSERT", "UPDATE", "DELETE")]


def test_today_takes_at_most_six_queries_and_a_tick_four(app, anna, clock, figure):
    anna.client.get("/today")
    today = statements(app, lambda: anna.client.get("/today"))
    one = statements(app, lambda: tick(anna, "clamshell", headers=HX))
    plain = statements(app, lambda: tick(anna, "clamshell"))
    clock.forward(days=1)
    first = statements(app, lambda: anna.client.get("/today"))
    figure(f"queries: Today {len(today)}, first of the day {len(first)}, tick {len(one)}, plain tick {len(plain)}")
    assert len(today) <= 6
    assert len(one) <= 4
    assert len(plain) <= 4


def test_a_new_day_has_a_new_list(app, bert, clock):
    tick(bert, "clamshell")
    now = clock.forward(days=1)
    page = bert.client.get("/today").text
    assert "Thursday 19 November" in page
    assert opened(app, bert, now).sheet.day == (now - timedelta(hours=4)).date()
    assert ticked(app, bert, now) == set()
