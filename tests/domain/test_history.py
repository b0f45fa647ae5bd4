"""An injury as people tell it, read into the history the plan is made from."""

from datetime import date, timedelta

import pytest

from webapp.domain.history import (
    LONGER,
    SPANS,
    areas_with_injuries,
    as_form,
    choices_at,
    read_past_injury,
    years,
)
from webapp.domain.injuries import tier_of
from webapp.domain.profile import PastInjury

TODAY = date(2026, 11, 18)
SPRAIN = {"injury": "ankle-sprain", "area": "ankle", "side": "left", "since": "year", "times": "1", "pain": "0"}


def test_a_whole_answer_becomes_an_entry(catalogue):
    past, faults = read_past_injury(catalogue, SPRAIN, TODAY)
    assert faults == {}
    assert past == PastInjury("ankle-sprain", "left", TODAY - timedelta(days=210), 0, 1, "ankle")


@pytest.mark.parametrize(
    ("since", "tier"), [("month", "lt3m"), ("quarter", "lt3m"), ("year", "m3_12"), (LONGER, "gt12m")]
)
def test_each_span_lands_in_its_tier(catalogue, since, tier):
    past, _ = read_past_injury(catalogue, {**SPRAIN, "since": since, "year": str(years(TODAY)[0])}, TODAY)
    assert tier_of(past, TODAY) == tier


def test_every_year_offered_is_more_than_a_year_ago(catalogue):
    for year in years(TODAY):
        past, faults = read_past_injury(catalogue, {**SPRAIN, "since": LONGER, "year": str(year)}, TODAY)
        assert faults == {}
        assert past.since.year == year
        assert tier_of(past, TODAY) == "gt12m"


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2028, 2, 29), date(2026, 12, 31), date(2027, 7, 2)])
def test_the_latest_year_holds_on_any_day_of_the_calendar(catalogue, today):
    past, _ = read_past_injury(catalogue, {**SPRAIN, "since": LONGER, "year": str(years(today)[0])}, today)
    assert tier_of(past, today) == "gt12m"


def test_tight_calves_need_only_a_side_and_the_pain(catalogue):
    form = {"injury": "calf", "area": "calf", "variant": "tight", "side": "both", "pain": "0"}
    past, faults = read_past_injury(catalogue, form, TODAY)
    assert faults == {}
    assert past == PastInjury("calf", "both", None, 0, 1, "calf", "tight")


def test_an_injury_with_two_ways_takes_the_one_more_people_keep_up(catalogue):
    form = {**SPRAIN, "injury": "achilles-mid", "area": "achilles"}
    assert read_past_injury(catalogue, form, TODAY)[0].option == "B"
    assert read_past_injury(catalogue, {**form, "option": "A"}, TODAY)[0].option == "A"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("injury", "moon-sickness"),
        ("area", "elbow"),
        ("area", "knee_front"),
        ("variant", "tight"),
        ("side", ""),
        ("side", "middle"),
        ("since", ""),
        ("since", "yesterday"),
        ("times", "0"),
        ("times", "many"),
        ("pain", ""),
        ("pain", "11"),
        ("pain", "-1"),
        ("pain", "٣"),
        ("option", "C"),
    ],
)
def test_what_cannot_be_read_is_refused_beside_its_field(catalogue, field, value):
    past, faults = read_past_injury(catalogue, {**SPRAIN, field: value}, TODAY)
    assert past is None
    assert list(faults) == ["injury" if field == "variant" else field]


@pytest.mark.parametrize("year", ["", "2026", "1850", "20250", "soon"])
def test_longer_ago_needs_a_year_that_is(catalogue, year):
    assert list(read_past_injury(catalogue, {**SPRAIN, "since": LONGER, "year": year}, TODAY)[1]) == ["year"]


def test_every_fault_is_named_at_once(catalogue):
    assert set(read_past_injury(catalogue, {"injury": "ankle-sprain"}, TODAY)[1]) == {"side", "since", "pain"}


@pytest.mark.parametrize("since", [*SPANS, LONGER])
def test_an_entry_opens_again_as_it_was_typed(catalogue, since):
    form = {**SPRAIN, "since": since, "year": "2023" if since == LONGER else "", "variant": "", "option": ""}
    past, _ = read_past_injury(catalogue, form, TODAY)
    assert as_form(past, TODAY) == form


def test_a_place_lists_its_injuries_and_what_is_no_injury(catalogue):
    names = [(choice.injury, choice.variant) for choice in choices_at(catalogue, "calf")]
    assert names == [("calf", ""), ("calf", "tight")]
    assert all(choice.name for choice in choices_at(catalogue, "calf"))


def test_every_place_with_a_list_is_a_place_of_the_body(catalogue):
    areas = areas_with_injuries(catalogue)
    assert {"knee_front", "ankle", "shin", "back"} <= areas <= set(catalogue.areas)
    assert all(choices_at(catalogue, area) for area in areas)
    assert choices_at(catalogue, "neck") == ()
