"""What a person tells us, on both databases: the answer is kept, today's list follows, and nothing else changes."""

from datetime import date, timedelta

import pytest

from webapp.actions import answers, days
from webapp.actions.checks import Tap, check_off
from webapp.actions.refused import Refused
from webapp.domain.cards import STEPS
from webapp.domain.profile import Clearance, PastInjury, Profile
from webapp.store import checks, consents, people, profiles, sheets

SPRAIN = PastInjury("ankle-sprain", "left", date(2024, 5, 1), 0, 2, "ankle")
TIGHT = PastInjury("calf", "both", None, 0, 1, "calf", "tight")
OP = "0190a6c2-0000-7000-8000-00000000000{}"


@pytest.fixture
def opened(session, catalogue, person, now):
    """Today's list, made before the answer."""
    return days.open_day(session, catalogue, person, now)


def todays(session, person, now) -> set[str]:
    return {row.exercise for row in sheets.stored_on(session, person.id, now.date()).sheet.items}


def test_every_answer_is_kept(tell, profile):
    tell(answers.set_age_band, "16-17")
    tell(answers.add_injury, SPRAIN)
    tell(answers.answer_screen, {"q02": False, "q11": "early", "q12": 8}, "body")
    tell(answers.set_kit, ["band", "dumbbell"])
    tell(answers.set_minutes, 30)
    tell(answers.set_extras, ["core"])
    tell(answers.set_free_day, "sun")
    stored = profile()
    assert (stored.age_band, stored.injuries, stored.minutes, stored.free_day) == ("16-17", (SPRAIN,), 30, "sun")
    assert stored.screen == {"q02": False, "q11": "early", "q12": 8}
    assert stored.kit == {"band", "dumbbell"}
    assert (stored.wishes.core, stored.wishes.lunges) == (True, False)
    assert stored.asked == {"age", "body", "kit", "minutes", "extras", "free-day"}


def test_the_start_is_over_after_its_four_steps(tell, profile):
    tell(answers.set_age_band, "18-64")
    tell(answers.finish_injuries)
    tell(answers.finish_pain)
    tell(answers.answer_screen, {"q01": False}, "red-flags")
    assert profile().asked == set(STEPS)


def test_before_the_first_list_no_list_is_made(tell, session, person, now):
    assert tell(answers.add_injury, SPRAIN) == ()
    assert sheets.stored_on(session, person.id, now.date()) is None


def test_an_injury_brings_its_work_today_and_says_so(opened, tell, session, person, now, catalogue):
    said = tell(answers.add_injury, SPRAIN)
    assert "single-leg-balance" in todays(session, person, now)
    assert any("left ankle sprain" in sentence for sentence in said), said


def test_an_injury_taken_back_takes_its_work_along(opened, tell, session, person, now, profile):
    before = todays(session, person, now)
    tell(answers.add_injury, TIGHT)
    assert "calf-stretch-straight" in todays(session, person, now)
    said = tell(answers.remove_injury, TIGHT)
    assert profile().injuries == ()
    assert todays(session, person, now) == before
    assert any("comes off" in sentence for sentence in said)
    assert tell(answers.remove_injury, TIGHT) == ()


def test_an_injury_told_again_takes_the_place_of_the_first(tell, profile):
    tell(answers.add_injury, SPRAIN)
    worse = PastInjury("ankle-sprain", "left", date(2026, 11, 1), 4, 3, "ankle")
    tell(answers.add_injury, worse)
    assert profile().injuries == (worse,)
    other_side = PastInjury("ankle-sprain", "right", date(2025, 1, 1), 0, 1, "ankle")
    tell(answers.change_injury, worse, other_side)
    assert profile().injuries == (other_side,)


def test_a_history_has_an_end(tell, profile):
    for n in range(answers.MOST_INJURIES):
        side, area = ("left", "right", "both")[n % 3], f"place {n}"
        tell(answers.add_injury, PastInjury("mtss", side, None, area=area))
    with pytest.raises(Refused) as refusal:
        tell(answers.add_injury, SPRAIN)
    assert refusal.value.field == "injury"
    assert len(profile().injuries) == answers.MOST_INJURIES


def test_ticks_already_made_stay_when_the_list_changes(opened, tell, session, catalogue, person, now):
    key = opened.sheet.items[0].exercise
    check_off(session, catalogue, person, [Tap(OP.format(1), str(now.date()), key, True)], now)
    tell(answers.add_injury, SPRAIN)
    tell(answers.set_minutes, 10)
    assert key in todays(session, person, now)


def test_saying_the_same_again_changes_nothing(opened, tell, session, person, now):
    tell(answers.set_minutes, 10)
    revision = sheets.stored_on(session, person.id, now.date()).sheet.revision
    assert tell(answers.set_minutes, 10) == ()
    assert sheets.stored_on(session, person.id, now.date()).sheet.revision == revision


def test_an_answer_holds_from_today_and_leaves_the_past_alone(tell, session, person, now):
    tell(answers.set_minutes, 10)
    tell(answers.set_minutes, 45, at=now + timedelta(days=3))
    assert profiles.profile_on(session, person.id, now.date()).minutes == 10
    assert profiles.profile_on(session, person.id, now.date() + timedelta(days=3)).minutes == 45


def test_pain_now_is_on_todays_list_and_adds_up(tell, session, person, now):
    tell(answers.add_pain, "knee_front", 6)
    tell(answers.add_pain, "back", 4)
    assert dict(sheets.stored_on(session, person.id, now.date()).sheet.report.pain) == {"knee_front": 6, "back": 4}
    tell(answers.add_pain, "knee_front", 0)
    assert dict(sheets.stored_on(session, person.id, now.date()).sheet.report.pain) == {"back": 4}


def test_a_red_flag_stops_the_list_and_says_why(opened, tell, session, person, now, catalogue):
    said = tell(answers.answer_screen, {"q01": True})
    assert todays(session, person, now) == set()
    assert said[0] == next(act.why for act in catalogue.questions["q01"].acts if act.when == "yes")


def test_cleared_by_a_professional_opens_the_list_again(opened, tell, session, person, now, profile):
    before = todays(session, person, now)
    tell(answers.answer_screen, {"q01": True})
    said = tell(answers.clear, "q01", now.date() - timedelta(days=1))
    assert todays(session, person, now) == before
    assert any(sentence.startswith("No longer in the way") for sentence in said)
    tell(answers.take_back_clearance, "q01")
    assert profile().cleared == ()
    assert todays(session, person, now) == set()


def test_a_new_yes_needs_a_new_clearance(tell, profile, now):
    tell(answers.answer_screen, {"q01": True, "q09": True})
    tell(answers.clear, "q01", now.date())
    tell(answers.answer_screen, {"q01": True, "q09": True})
    assert profile().cleared == (Clearance("q01", now.date()),)
    tell(answers.answer_screen, {"q01": False, "q09": True})
    tell(answers.answer_screen, {"q01": True, "q09": True})
    assert profile().cleared == ()


@pytest.mark.parametrize(("again", "kept"), [(True, True), ("elsewhere", False)])
def test_an_all_clear_belongs_to_its_answer(tell, profile, now, again, kept):
    tell(answers.answer_screen, {"q07": True})
    tell(answers.clear, "q07", now.date())
    tell(answers.answer_screen, {"q07": again})
    assert bool(profile().cleared) is kept


def test_the_day_of_every_answer_is_kept(tell, profile, now):
    tell(answers.answer_screen, {"q04": False, "q05": False})
    tell(answers.answer_screen, {"q05": False}, at=now + timedelta(days=7))
    assert profile().answered_on == {"q04": now.date(), "q05": now.date() + timedelta(days=7)}


def test_pain_told_again_moves_the_work_today(tell, session, catalogue, person, now, profile):
    tell(answers.add_injury, TIGHT)
    tell(answers.add_injury, SPRAIN)
    days.open_day(session, catalogue, person, now + timedelta(days=7))
    tell(answers.say_pain_again, {SPRAIN: 6, PastInjury("pfp"): 9}, at=now + timedelta(days=7))
    assert [(past.injury, past.pain) for past in profile().injuries] == [("calf", 0), ("ankle-sprain", 6)]
    assert profile().answered_on == {
        "injury:calf:both": now.date(), "injury:ankle-sprain:left": now.date() + timedelta(days=7)
    }  # fmt: skip
    week_on = sheets.stored_on(session, person.id, now.date() + timedelta(days=7)).sheet
    assert week_on.sore == ("ankle",)


def test_the_second_step_of_a_question_can_be_cleared_too(tell, profile, now):
    tell(answers.clear, "q02-vigorous", now.date())
    assert profile().cleared_on("q02-vigorous") == now.date()


def test_later_puts_a_card_off_for_a_week(session, person, now, profile):
    answers.put_off(session, person, now, "kit")
    assert profile().later == {"kit": now.date() + timedelta(days=7)}


@pytest.mark.parametrize(
    ("verb", "said", "field"),
    [
        (answers.set_age_band, ["12"], "age"),
        (answers.set_age_band, ["under-13"], "age"),
        (answers.answer_screen, [{"q99": True}], "q99"),
        (answers.answer_screen, [{"q12": 53}], "q12"),
        (answers.answer_screen, [{"q07": "the moon"}], "q07"),
        (answers.set_kit, [["band", "rocket"]], "kit"),
        (answers.set_minutes, [7], "minutes"),
        (answers.set_extras, [["core", "sauna"]], "extras"),
        (answers.set_free_day, ["someday"], "free_day"),
        (answers.add_pain, ["elbow", 3], "area"),
        (answers.add_pain, ["ankle", 11], "score"),
        (answers.say_pain_again, [{SPRAIN: 11}], "pain"),
        (answers.clear, ["q99", date(2026, 11, 1)], "what"),
        (answers.clear, ["q01", date(2026, 11, 19)], "on"),
        (answers.clear, ["q01", date(1500, 1, 1)], "on"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(tell, profile, verb, said, field):
    before = profile()
    with pytest.raises(Refused) as refusal:
        tell(verb, *said)
    assert refusal.value.field == field
    assert refusal.value.message
    assert profile() == before


def test_an_unknown_card_cannot_be_put_off(session, person, now):
    with pytest.raises(Refused):
        answers.put_off(session, person, now, "lottery")


def test_telling_an_injury_writes_the_consent_once(tell, session, person, catalogue):
    tell(answers.add_injury, SPRAIN)
    tell(answers.finish_injuries)
    [consent] = consents.of_person(session, person.id)
    assert (consent.purpose, consent.text_version) == (consents.HEALTH, catalogue.words["consent"]["version"])
    assert consent.withdrawn_at is None


def test_taking_the_consent_back_takes_injuries_and_pains_from_every_day(tell, session, catalogue, person, now):
    tell(answers.add_injury, SPRAIN)
    tell(answers.answer_screen, {"q09": True}, "red-flags")
    tell(answers.clear, "ankle-sprain", now.date())
    first = days.open_day(session, catalogue, person, now)
    tell(answers.add_pain, "ankle", 7)
    key = next(row for row in first.sheet.items if row.injury).keys[0]
    check_off(session, catalogue, person, [Tap(OP.format(1), str(now.date()), key, True, pain=2)], now)
    later = now + timedelta(days=1)
    days.open_day(session, catalogue, person, later)
    tell(answers.set_minutes, 30, at=later)

    said = tell(answers.withdraw_health_consent, at=later)

    assert any("comes off" in sentence for sentence in said)
    for version in profiles.versions(session, person.id).values():
        assert (version.injuries, version.pain, version.cleared) == ((), (), ())
        assert version.screen == {"q09": True}
    for stored in sheets.since(session, person.id, now.date(), later.date()):
        assert not any(row.injury or "ankle" in row.reason for row in stored.sheet.items)
        assert (stored.sheet.report.pain, stored.sheet.sore) == ((), ())
        assert (dict(stored.standing.rehab_from), stored.standing.reds) == ({}, ())
    [tick] = checks.of_day(session, person.id, now.date())
    assert (tick.item, tick.done, tick.pain) == (key, True, None)
    assert consents.standing_for(session, person.id, consents.HEALTH) is None


def test_what_one_person_says_is_not_what_another_said(tell, session, now):
    other = people.add_person(session, "UTC", now)
    tell(answers.add_injury, SPRAIN)
    assert profiles.newest(session, other.id) == Profile()
