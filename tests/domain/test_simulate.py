"""The simulator: the fold over days, and the form it prints them in."""

import json
from datetime import date, timedelta
from time import process_time

import pytest

from tests.domain.mornings import MONDAY, answered, morning
from webapp.domain.advance import advance, fresh
from webapp.domain.profile import PainNote, PastInjury, Profile, Run, Spell
from webapp.domain.simulate import all_done, as_json, days, report_of

ITEM_KEYS = {
    "exercise",
    "sets",
    "reps",
    "seconds",
    "metres",
    "sides",
    "times_a_day",
    "level",
    "impact",
    "contacts",
    "load",
    "rounds",
    "rest",
    "rir",
    "reason",
}
ANKLE = Profile(injuries=(PastInjury("ankle-sprain", "left", times=3),), runs=(Run("tue", "easy", 40),))


def lived(catalogue, profile=ANKLE, count=21, does=lambda number: True):
    return list(days(catalogue, profile, MONDAY, count, does))


def test_the_days_follow_one_another(catalogue):
    assert [sheet.day for sheet, _, _ in lived(catalogue)] == [MONDAY + timedelta(days=n) for n in range(21)]


def test_it_is_the_plain_fold_of_prescribe_and_advance(catalogue):
    standing = fresh(MONDAY)
    for number, (sheet, before, _) in enumerate(lived(catalogue)):
        assert before == standing
        assert sheet == morning(catalogue, ANKLE, MONDAY + timedelta(days=number), standing)
        standing = advance(catalogue, standing, sheet, all_done(sheet), sheet.day + timedelta(days=1))


def test_a_day_not_done_is_not_done_at_all(catalogue):
    found = lived(catalogue, does=lambda number: number != 3)
    assert [done for _, _, done in found].count(False) == 1
    assert found[4][1].last_done == MONDAY + timedelta(days=2)


def test_every_row_of_a_done_day_is_ticked_in_every_slot(catalogue):
    calves = morning(catalogue, Profile(injuries=(PastInjury("calf", variant="tight"),)))
    assert {"calf-stretch-bent@morning", "calf-stretch-bent@after-run"} < set(all_done(calves))


@pytest.mark.parametrize(
    ("day", "pain", "sharp"),
    [
        pytest.param(date(2026, 12, 1), (("achilles", 6),), (), id="the day itself"),
        pytest.param(date(2026, 12, 2), (("achilles", 6),), ("achilles",), id="worse the next morning"),
        pytest.param(date(2026, 12, 3), (), (), id="the day after"),
    ],
)
def test_pain_notes_become_reports(day, pain, sharp):
    found = report_of(Profile(pain=(PainNote(date(2026, 12, 1), "achilles", 6, "worse"),)), day)
    assert (found.pain, found.sharp) == (pain, sharp)


def test_a_day_as_json_has_every_key_of_the_contract(catalogue):
    tuesday = MONDAY + timedelta(days=1)
    found = json.loads(json.dumps(as_json(ANKLE, morning(catalogue, ANKLE, tuesday))))
    assert {"date", "phase", "week_kind", "runs", "blocks", "blocked", "gates", "minutes"} <= set(found)
    assert (found["date"], found["phase"], found["week_kind"]) == ("2026-11-24", 1, "build")
    assert found["runs"] == [{"kind": "easy", "minutes": 40}]
    assert set(found["gates"]["to_phase_2"]) == {"met", "missing"}
    for block in found["blocks"]:
        assert set(block) == {"kind", "minutes", "reason", "items"}
        assert all(set(item) - {"sets_left", "sets_right"} == ITEM_KEYS for item in block["items"])


def test_one_unit_is_given_and_the_others_are_null(catalogue):
    items = {
        item["exercise"]: item
        for block in as_json(ANKLE, morning(catalogue, ANKLE))["blocks"]
        for item in block["items"]
    }
    balance, hike = items["single-leg-balance"], items["hip-hike"]
    assert (balance["seconds"], balance["reps"], balance["metres"]) == (30, None, None)
    assert (hike["seconds"], hike["reps"]) == (None, 10)
    assert (balance["sets_left"], balance["sets_right"]) == (4, 3)
    assert "sets_left" not in hike


def test_minutes_are_those_of_the_once_a_day_work(catalogue):
    profile = Profile(injuries=(PastInjury("calf", variant="tight"),))
    sheet = morning(catalogue, profile)
    assert as_json(profile, sheet)["minutes"] == -(-sheet.seconds // 60)


def test_an_empty_day_is_a_line_too(catalogue):
    away = Profile(screen=answered(catalogue), away=(Spell(MONDAY, MONDAY),))
    found = as_json(away, morning(catalogue, away))
    assert (found["blocks"], found["minutes"], found["kind"]) == ([], 0, "away")


def test_a_year_takes_less_than_a_second(catalogue):
    started = process_time()
    lived(catalogue, count=365)
    assert process_time() - started < 1
