"""/sync: the outbox of a phone, answered tick by tick."""

from uuid import uuid4

import pytest

from tests.web.cast import browser
from tests.web.runners import opened, runner
from webapp.web.rows import milliseconds

APP = {"X-App": "1"}


@pytest.fixture
def bert(app, now):
    player = runner(app, now)
    player.client.get("/today")
    return player


def op(item="clamshell", done=True, day="2026-11-18", age=0, **more):
    return {"op": str(uuid4()), "item": item, "done": done, "day": day, "age": age} | more


def send(player, *ops, user=None, headers=APP, v=2):
    body = {"v": v, "user": user or str(player.person.id), "ops": list(ops)}
    return player.client.post("/sync", json=body, headers=headers)


def states(answer):
    return [result["state"] for result in answer.json["results"]]


def ticked(app, player, now):
    return {key for key, check in opened(app, player, now).checks.items() if check.done}


def test_a_queue_arrives_and_arrives_once(app, bert, now):
    ops = [op("clamshell"), op("side-lying-hip-abduction")]
    assert states(send(bert, *ops)) == ["applied", "applied"]
    assert states(send(bert, *ops)) == ["duplicate", "duplicate"]
    assert ticked(app, bert, now) == {"clamshell", "side-lying-hip-abduction"}


def test_the_later_tap_wins_whatever_order_they_arrive_in(app, bert, now):
    send(bert, op(done=False, age=1000), op(done=True, age=60_000))
    assert ticked(app, bert, now) == set()


def test_one_bad_tick_never_blocks_the_others(app, bert, now):
    bad = [op("no-such-exercise"), op(day="2026-11-19"), op(pain=11), op(done="yes"), op(age="old"), op(age=None),
           op("x" * 200), {"op": 7}, op(saw=7), op(saw="x" * 200), op(load="8"), "nonsense", None, op(day=5), op(load="4"), op(amount=1.5)]  # fmt: skip
    answer = send(bert, *bad, op("clamshell"))
    assert states(answer) == ["rejected"] * len(bad) + ["applied"]
    assert all(result["reason"] for result in answer.json["results"][:-1])
    assert ticked(app, bert, now) == {"clamshell"}


def test_what_was_logged_comes_along(app, bert, now):
    send(bert, op(amount=10, load=4.5, effort=2, pain=3))
    check = opened(app, bert, now).checks["clamshell"]
    assert (check.amount, check.load, check.effort, check.pain) == (10, 4.5, 2, 3)


def test_a_load_in_pounds_is_kept_in_kilograms(app, bert, now):
    send(bert, op(load=135, unit="lb"))
    assert opened(app, bert, now).checks["clamshell"].load == 61.23


def test_a_page_of_the_version_before_is_still_heard(app, bert, now):
    assert states(send(bert, op(load=60.0, pain=1), v=1)) == ["applied"]
    assert opened(app, bert, now).checks["clamshell"].load == 60.0


def test_each_answer_says_when_the_tick_counts_as_made(bert, now):
    tick = op(age=90_000)
    made = round(now.timestamp() * 1000) - 90_000
    assert [result["at"] for result in send(bert, tick).json["results"]] == [made]
    assert [result["at"] for result in send(bert, tick | {"age": 5}).json["results"]] == [made]
    assert "at" not in send(bert, op("no-such-exercise")).json["results"][0]


def test_a_tick_comes_after_the_one_it_was_made_in_sight_of_whatever_the_clock_says(app, bert, now):
    first = op(done=True, age=0)
    send(bert, first, op(done=False, age=10 * 365 * 24 * 3600 * 1000, saw=first["op"]))
    assert ticked(app, bert, now) == set()


def test_who_is_signed_in_and_what_time_it_is_is_told_to_a_phone_that_sends_nothing(bert, now):
    answer = send(bert, user="")
    assert answer.json == {"user": str(bert.person.id), "now": milliseconds(now), "results": []}


def test_ticks_of_another_account_are_held(app, bert, now):
    stranger = runner(app, now)
    assert states(send(bert, op(), user=str(stranger.person.id))) == ["held"]
    assert ticked(app, bert, now) == set()


def test_a_queue_of_weeks_ago_is_kept_and_moves_nothing(app, bert, now):
    assert states(send(bert, op(day="2026-10-01", age=48 * 24 * 3600 * 1000))) == ["applied"]
    assert ticked(app, bert, now) == set()


def test_the_first_tick_of_a_day_makes_its_list(app, now):
    player = runner(app, now)
    send(player, op())
    assert opened(app, player, now).sheet.items


@pytest.mark.parametrize(
    "body", [None, [], {}, {"v": 0, "user": "", "ops": []}, {"v": 3, "user": "", "ops": []}, {"v": [], "user": "", "ops": []}, {"v": 1, "ops": []}, {"v": 1, "user": "", "ops": {}},
             {"v": 1, "user": "", "ops": [None] * 1001}]
)  # fmt: skip
def test_what_is_no_outbox_is_refused_with_a_reason(bert, body):
    answer = bert.client.post("/sync", json=body, headers=APP)
    assert answer.status_code == 400
    assert answer.json["error"]


def test_a_body_nested_without_end_is_refused(bert):
    answer = bert.client.post("/sync", data="[" * 200_000, headers=APP | {"Content-Type": "application/json"})
    assert answer.status_code == 400


def test_whoever_is_signed_out_is_told_so_and_keeps_the_queue(app):
    assert browser(app).post("/sync", json={"v": 1, "user": "x", "ops": []}, headers=APP).status_code == 401


def test_only_our_own_scripts_may_send(bert):
    assert send(bert, op(), headers={}).status_code == 403
