"""JSON and back: nothing is lost, and what was stored by another version still loads."""

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.domain.profile import Profile
from webapp.domain.sheet import Block, Item, Sheet
from webapp.domain.standing import Standing
from webapp.store import shapes

DAY = date(2026, 11, 18)


def through_json(body: dict) -> dict:
    return json.loads(json.dumps(body))


def profiles() -> st.SearchStrategy[Profile]:
    answers = st.dictionaries(st.text(max_size=5), st.one_of(st.booleans(), st.integers(), st.text(max_size=5)))
    told = {"screen": answers, "body_mass": st.none() | st.floats(25, 250), "later": st.just({"kit": DAY})}
    return st.builds(Profile, **told)


@settings(max_examples=50)
@given(st.builds(Sheet))
def test_any_sheet_comes_back_equal(sheet):
    assert shapes.read_sheet(through_json(shapes.sheet_json(sheet))) == sheet


@settings(max_examples=50)
@given(st.builds(Standing))
def test_any_standing_comes_back_equal(standing):
    assert shapes.read_standing(through_json(shapes.standing_json(standing))) == standing


@settings(max_examples=50)
@given(profiles())
def test_any_profile_comes_back_equal_in_the_persons_zone(profile):
    assert shapes.read_profile(through_json(shapes.profile_json(profile)), profile.zone) == profile


def test_a_stored_text_is_read_once_for_all_who_ask():
    item = Item("clamshell", 2, 12, "reps", 2, 1, 0, 90, "because")
    sheet = Sheet(DAY, 1, "full", "why", (Block("hip", "why", (item,)),))
    standing = Standing(DAY, levels={"clamshell": 2})
    texts = json.dumps(shapes.sheet_json(sheet)), json.dumps(shapes.standing_json(standing))
    assert (shapes.sheet_in(texts[0]), shapes.standing_in(texts[1])) == (sheet, standing)
    assert shapes.sheet_in(texts[0]) is shapes.sheet_in(texts[0])
    assert shapes.standing_in(texts[1]) is shapes.standing_in(texts[1])


def test_the_same_answers_of_people_in_two_zones_keep_their_zones():
    text = json.dumps(shapes.profile_json(Profile(minutes=30)))
    zones = ["Europe/Berlin", "Asia/Tokyo", "Europe/Berlin"]
    assert [shapes.profile_in(text, zone) for zone in zones] == [Profile(zone=zone, minutes=30) for zone in zones]


def test_a_yes_a_number_and_a_word_stay_what_they_are():
    screen = {"q01": True, "q12": 1, "q13": "1"}
    read = shapes.read_profile(through_json(shapes.profile_json(Profile(screen=screen))), "UTC")
    assert [type(answer) for answer in read.screen.values()] == [bool, int, str]


def test_every_default_that_says_something_is_stored_so_that_changing_it_leaves_the_past_alone():
    item = Item("clamshell", 2, 12, "reps", 2, 1, 0, 90, "because")
    sheet = shapes.sheet_json(Sheet(DAY, 1, "full", "why", (Block("hip", "why", (item,)),)))
    assert {"week_kind", "revision", "report"} <= set(sheet)
    assert "pain_limit" in sheet["blocks"][0]["items"][0]
    assert {"minutes", "age_band", "wishes"} <= set(shapes.profile_json(Profile()))
    assert {"phase", "full_days"} <= set(shapes.standing_json(Standing(DAY)))


def test_what_says_nothing_takes_no_room():
    assert shapes.sheet_json(Sheet(DAY, 1, "rest", "why")).keys().isdisjoint({"blocks", "gate", "left_out"})


def test_the_zone_is_not_stored_with_the_answers():
    assert "zone" not in shapes.profile_json(Profile(zone="Europe/Berlin"))


def test_sets_are_stored_in_one_order():
    assert shapes.profile_json(Profile(kit=frozenset({"step", "band", "ball"})))["kit"] == ["ball", "band", "step"]
